"""The site of the pages builds, and a warning is an error."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from tests.documentation.pages import ROOT

CONFIGURATION = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def names(entry: object) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    assert isinstance(entry, dict | list)
    inner = entry.values() if isinstance(entry, dict) else entry
    return [name for one in inner for name in names(one)]


def test_every_page_is_in_the_menu() -> None:
    menu = names(yaml.safe_load(CONFIGURATION)["nav"])
    assert sorted(menu) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("mkdocs") is None and not os.environ.get("UNITWISE_SITE"):
        pytest.skip("requirements/docs.txt is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder


def test_it_has_a_page_for_each(site: Path) -> None:
    for page in (ROOT / "docs").glob("*.md"):
        stem = "" if page.stem == "index" else page.stem
        assert (site / stem / "index.html").is_file()


def test_its_api_page_has_every_name_that_the_faces_offer(site: Path) -> None:
    text = (site / "python" / "index.html").read_text(encoding="utf-8")
    for package in ("catalogue", "solver"):
        face = (ROOT / package / "__init__.pyi").read_text(encoding="utf-8")
        offered = re.findall(r"(\w+) as \1", face)
        assert len(offered) > 20
        missing = [name for name in offered if not re.search(rf'id="[\w.]+\.{name}"', text)]
        assert not missing


def test_it_loads_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(
            r'<(?:script|link|img)[^>]*(?:src|href)="(?:https?:)?//[^"]*\.(?:js|css|woff2?|png)',
            text,
        )
