"""What a workbook shows beside its words: never passed over where nothing else tells."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from catalogue.records.reading import RecordError, read_content

T, R = "T/506/2952", "R/506/2151"


def units(rows: list[list[object]], mark: Callable[[Any], object]) -> list[str]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    mark(sheet)
    out = io.BytesIO()
    book.save(out)
    return [one.name for one in read_content(out.getvalue(), "r.xlsx").record.achievements]


def coloured(*cells: str, colour: str = "FF00B050") -> Callable[[Any], object]:
    def mark(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].fill = PatternFill("solid", fgColor=colour)

    return mark


def struck(sheet: Any) -> None:
    sheet["A3"].font = Font(strike=True)


def commented(sheet: Any) -> None:
    sheet["A3"].comment = Comment("Withdrawn in March", "tutor")


BARE: list[list[object]] = [["Unit", "Title"], [T, "a"], [R, "b"]]
TOLD: list[list[object]] = [["Unit", "Status"], [T, "Pass"], [R, "Pass"]]


@pytest.mark.parametrize(
    ("rows", "mark"),
    [(BARE, coloured("A2")), (BARE, struck), (BARE, commented), (TOLD, struck), (TOLD, commented)],
)
def test_what_differs_and_may_tell_is_asked(
    rows: list[list[object]], mark: Callable[[Any], object]
) -> None:
    with pytest.raises(RecordError, match="Seen beside the cells"):
        units(rows, mark)


@pytest.mark.parametrize(
    ("rows", "mark"),
    [
        (BARE, coloured("A1", "B1")), (BARE, coloured("A2", "A3")), (TOLD, coloured("A2")),
        (BARE, coloured("A2", colour="FFFFFFFF")),
    ],
)  # fmt: skip
def test_colours_of_headings_of_all_or_beside_an_outcome_are_no_question(
    rows: list[list[object]], mark: Callable[[Any], object]
) -> None:
    assert units(rows, mark) == [T, R]


def test_a_formula_in_place_of_a_unit_is_asked_about() -> None:
    with pytest.raises(RecordError, match="the unit is a formula"):
        units([["Unit", "Status"], [T, "Pass"], ["=A2", "Pass"]], lambda sheet: None)
