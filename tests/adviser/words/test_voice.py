"""Paper and pages never speak of options or commands, which nobody can type there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Printed

Unitwise = Callable[..., Printed]
NOCN2 = "nocn-l2-customer-service"
OCR = "ocr-l4-customer-service"

HARD = [
    ["suggest", NOCN2, "--on", "2020-02-27", "--max-glh", "414", "--unknown-glh", "refuse"],
    ["suggest", NOCN2, "--on", "2020-02-27", "--max-glh", "100", "--avoid", "level:2"],
    ["suggest", OCR, "--max-glh", "165", "--on", "2026-09-01"],
    ["suggest", OCR, "--held", "M/506/2898@2024-01-01", "--avoid", "D/506/2153"],
    ["transfer", "--held", "M/506/2898@2024-01-01", "--to", OCR, "--max-units", "1"],
    ["suggest", OCR, "--time-limit", "0.0001"],
]


@pytest.mark.parametrize("command", HARD, ids=" ".join)
@pytest.mark.parametrize("ending", [".html", ".md"])
def test_no_sheet_of_paper_speaks_of_options_or_drops_units(
    unitwise: Unitwise, tmp_path: Path, command: list[str], ending: str
) -> None:
    path = tmp_path / f"report{ending}"
    unitwise(*command, "--report", str(path))
    text = path.read_text(encoding="utf-8").partition("</style>")[2] or path.read_text(
        encoding="utf-8"
    )
    assert not re.search(r"(?<![\w-])--[a-z]|'unitwise |unknown estimate|and \d+ more", text)
