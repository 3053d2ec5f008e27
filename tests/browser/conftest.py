"""A real browser, and a server of our own; where there is none the tests say why they are skipped.

With ``UNITWISE_BROWSER=required`` a missing browser is a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.catalogue.test_editions import TEXT

REQUIRED = os.environ.get("UNITWISE_BROWSER") == "required"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def _without(why: str) -> None:
    if REQUIRED:
        pytest.fail(why)
    pytest.skip(why, allow_module_level=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _without("playwright is not installed: pip install -r requirements/browser.txt")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        _without("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server, which listens on this machine alone.

    It has a qualification with two editions, too.
    """
    file = tmp_path_factory.mktemp("catalogue") / "two.yaml"
    file.write_text(TEXT.replace("601/3528/1", "null", 1), encoding="utf-8")
    command = [sys.executable, "-m", "adviser", "serve", "--no-open", "--port", "0"]
    command += ["--catalogue", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        told = server.stdout.readline()
        found = re.search(r"http://[\d.]+:\d+", told)
        assert found is not None, told
        yield found[0]
        server.terminate()


@pytest.fixture(params=[1280, 320], ids=["wide", "narrow"])
def page(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page whose console stays empty, and which asks nobody but the desk."""
    context = chromium.new_context(viewport={"width": request.param, "height": 900})
    one = context.new_page()
    said: list[str] = []
    one.on("console", lambda message: said.append(message.text))
    one.on("pageerror", lambda error: said.append(str(error)))
    yield one
    context.close()
    assert said == []
