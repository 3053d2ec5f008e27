"""How a record was understood, told on stderr before the answer that rests on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Printed

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"


def told(unitwise: Unitwise, folder: Path, text: str) -> str:
    path = folder / "record.csv"
    path.write_text(text, encoding="utf-8")
    printed = unitwise("transfer", str(path), "--to", OCR, "--on", "2026-09-01")
    assert printed.code == 0, printed.err
    return printed.err


def test_what_was_left_out_and_why(unitwise: Unitwise, tmp_path: Path) -> None:
    text = (
        "Export of 1 May 2023,,\nUnit,Date,Status,Tutor\nT/506/2952,05/04/2023,Achieved,A\n"
        "R/506/2151,,Withdrawn,A\nL/506/2150,,Withdrawn,A\nX1,,,A\nTotal,,,\n"
    )
    lines = told(unitwise, tmp_path, text).splitlines()
    assert lines[0].endswith("record.csv: 1 achievement read")
    assert lines[1:] == [
        "  the headings are on line 2; what stands above was passed over",
        "  column 'Unit' is the reference of the unit",
        "  column 'Date' is the date of achievement",
        "  column 'Status' is the outcome",
        "  not used: 'Tutor'",
        "  first: T/506/2952, 5 April 2023",
        "  left out 2, not achieved (Status: Withdrawn): R/506/2151 on line 4 and L/506/2150"
        " on line 5",
        "  left out 1, nothing says whether it was achieved: X1 on line 6",
        "  left out 1, a total: Total on line 7",
        "  dates such as 05/04/2023 are read as 5 April 2023 (day first)",
    ]


def test_that_the_day_of_an_export_is_no_achievement(unitwise: Unitwise, tmp_path: Path) -> None:
    rows = "".join(f"X{n},1/5/2023\n" for n in range(12))
    lines = told(unitwise, tmp_path, f"Unit,Date exported\n{rows}")
    assert "  not a date of achievement: 'Date exported'\n" in lines
    assert "  taken as achieved, though without a date of that: X0, X1, " in lines
    assert lines.endswith("X9 and 2 more\n")


@pytest.mark.parametrize("heading", ["Start Date", "Planned end", "Registered on"])
def test_a_beginning_or_a_plan_alone_is_asked(
    unitwise: Unitwise, tmp_path: Path, heading: str
) -> None:
    path = tmp_path / "record.csv"
    path.write_text(f"Unit,{heading}\nX1,1/5/2023\n", encoding="utf-8")
    printed = unitwise("transfer", str(path), "--to", OCR)
    assert printed.code == 2
    assert f"column '{heading}': are these the days on which something was achieved?" in printed.err


def test_no_start_is_spoken_of_where_there_is_none(unitwise: Unitwise, tmp_path: Path) -> None:
    assert "taken as" not in told(unitwise, tmp_path, "Unit,Tutor\nT/506/2952,A\n")


@pytest.mark.parametrize("reference", ["T/506/2952", "T/506/2952@2023-05-01"])
def test_a_unit_given_as_a_file_is_told_as_such(unitwise: Unitwise, reference: str) -> None:
    printed = unitwise("transfer", reference, "--to", OCR)
    assert printed.code == 2
    assert f"hint: a unit is given as --held {reference}" in printed.err
