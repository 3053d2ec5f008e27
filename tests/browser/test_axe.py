"""axe finds nothing that shuts anybody out, on every screen and state, wide and narrow."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

OCR = "/q/ocr-l4-customer-service"
ASKED = f"{OCR}?on=2026-09-01&goal=least-glh"
SCREENS = {
    "home": "/",
    "home without a hit": "/?words=zzz",
    "plan": ASKED,
    "plan with wishes, others and reasons": f"{ASKED}&want=D/506/2055&others=3&why=M/506/2898",
    "conflict": f"{ASKED}&max_glh=165",
    "faults": f"{ASKED}&max_glh=lots&want=zzz",
    "trade-off": "/q/nocn-l2-customer-service?on=2026-09-01&do=tradeoff&between=fewest-units"
    "&between=least-credit",
    "units of unknown hours": "/q/nocn-l2-customer-service?on=2026-09-01&goal=least-glh",
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


@pytest.mark.parametrize("width", [1280, 320], ids=["wide", "narrow"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(chromium: Any, desk: str, screen: str, width: int) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    size = {"width": width, "height": 900}
    context = chromium.new_context(viewport=size, bypass_csp=True)
    page = context.new_page()
    page.goto(desk + SCREENS[screen])
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.add_script_tag(content=axe)
    found = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}}).then(found => found.violations"
        ".map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 160))]))",
        RULES,
    )
    context.close()
    assert found == []
