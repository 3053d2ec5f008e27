"""How a workbook lies on the screen and on paper, whichever program opens it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from adviser.workbook.table import Column, Table, columns
from adviser.workbook.xlsx import write_workbook

LONG = "word " * 40


def written(path: Path, heads: tuple[Column, ...], *rows: tuple[object, ...]) -> Any:
    """The one sheet of a workbook with these rows, as it is read back."""
    write_workbook(path, [Table("Sheet", heads, lambda: rows)], date(2026, 9, 1))
    return load_workbook(path)["Sheet"]


def test_a_row_is_as_high_as_the_words_of_its_fullest_cell(tmp_path: Path) -> None:
    heads = columns(("Short", "text", 40), ("Long heading", "text", 10), ("Figure", "number", 5))
    rows = ("one", "two", 3), (LONG, "two", 3), ("one\ntwo" * 10, LONG, 123_456), (LONG * 20, "", 1)
    sheet = written(tmp_path / "a.xlsx", heads, *rows)
    heights = [sheet.row_dimensions[number].height for number in range(1, 6)]
    assert heights == [30, None, 75, 300, 408.75]


@pytest.mark.parametrize(("widths", "across"), [((14, 60), 1), ((6, 30, 90, 90, 90), 2)])
def test_a_page_is_as_wide_as_can_be_read(
    tmp_path: Path, widths: tuple[int, ...], across: int
) -> None:
    heads = columns(*((f"C{number}", "text", width) for number, width in enumerate(widths)))
    sheet = written(tmp_path / "a.xlsx", heads, tuple("x" for _ in widths))
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (across, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_title_cols == (None if across == 1 else "$A:$B")
    assert sheet.freeze_panes == "A2"
