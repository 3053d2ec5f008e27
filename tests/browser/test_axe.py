"""axe finds nothing that shuts anybody out, on every screen and state, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

OCR = "/q/ocr-l4-customer-service"
ASKED = f"{OCR}?on=2026-09-01&goal=least-glh"
SCREENS = {
    "home": "/",
    "home without a hit": "/?words=zzz",
    "plan": ASKED,
    "everything at once": f"{OCR}?on=2026-09-01&goal=fewest-units&want=D/506/2055&others=3"
    "&why=M/506/2898&do=hours&held=T/506/2952@2023-05-01%0AK/502/9999&baseline=on%3D2026-09-01",
    "conflict, and another qualification": f"{ASKED}&max_glh=165&beside=nocn+level+3+customer",
    "faults, and columns asked about": f"{ASKED}&max_glh=lots&want=zzz"
    "&held=Unit,Notes,Achieved%0AT/506/2952,x,%0AR/506/2151,y,",
    "trade-off": "/q/nocn-l2-customer-service?on=2026-09-01&do=tradeoff&between=fewest-units"
    "&between=least-credit",
    "units of unknown hours": "/q/nocn-l2-customer-service?on=2026-09-01&goal=least-glh",
    "under another edition": "/q/two-editions?on=2024-08-31&do=editions",
    "rules": f"{OCR}/rules",
    "report": f"{OCR}/report?on=2026-09-01",
    "nearest": "/nearest",
    "help": "/help",
    "accessibility": "/accessibility",
    "licences": "/licences",
    "api": "/api",
    "nothing": "/nothing",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(params=[1280, 320], ids=["wide", "narrow"])
def seen(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page into which axe may be put."""
    size = {"width": request.param, "height": 900}
    context = chromium.new_context(viewport=size, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(seen: Any, desk: str, screen: str) -> None:
    seen.goto(desk + SCREENS[screen])
    look(seen)


def test_axe_finds_nothing_in_a_ranking(seen: Any, desk: str) -> None:
    seen.goto(f"{desk}/nearest")
    seen.locator("#held").fill("T/506/2952@2023-05-01\nK/502/9999")
    seen.get_by_role("button", name="Rank the qualifications").click()
    seen.get_by_text("What each would take from the record").wait_for()
    look(seen)


def look(page: Any) -> None:
    """Open what can be opened, and look; nothing may be wider than the screen either."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.add_script_tag(content=axe)
    found = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}}).then(found => found.violations"
        ".map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 160))]))",
        RULES,
    )
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
