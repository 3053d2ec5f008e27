"""A desk to ask: the application in this process, without a network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from adviser.web.app import application
from adviser.web.pages import Settings
from catalogue import Catalogue, Qualification, load
from catalogue.offering import CentreOffer

LIBRARY = load([])
OCR = "ocr-l4-customer-service"
DAY = "2026-09-01"
QUALIFICATIONS = 8


def client(
    only: Sequence[str] = (),
    seconds: float = 5.0,
    offer: CentreOffer | None = None,
    library: Catalogue = LIBRARY,
) -> TestClient:
    settings = Settings(library, library.only(only), seconds, "Unitwise 0", offer=offer)
    app: Any = application(settings)
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


def verdict(html: str) -> str:
    """The words of the verdict."""
    found = re.search(r'id="verdict">(.*?)</div>', html, re.DOTALL)
    assert found is not None, html[:500]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split())


def buttons(html: str, name: str) -> dict[str, str]:
    """The values of the buttons of a name, by their words."""
    found = re.findall(rf'<button name="{name}" value="([^"]*)"[^>]*>(.*?)</button>', html)
    return {unescape(re.sub(r"<[^>]+>", "", words)): unescape(value) for value, words in found}


def largest() -> list[Qualification]:
    """The qualifications with the most units of those open on the day."""
    day = date.fromisoformat(DAY)
    found = [one for one in LIBRARY.qualifications if any(e.in_force_on(day) for e in one.editions)]
    return sorted(found, key=lambda one: (-len(one.edition_on(day).units), one.short_name))[
        :QUALIFICATIONS
    ]
