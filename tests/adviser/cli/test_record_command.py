"""``record check``, layouts and records that are joined, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Printed
from tests.validating import validate

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"
DAYS = ("--on", "2026-09-01", "--as-of", "2026-11-01")


def file(folder: Path, text: str, name: str = "r.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_is_shown_row_by_row(unitwise: Unitwise, tmp_path: Path) -> None:
    path = file(tmp_path, "Unit,Tutor,Result\nT/506/2952,A,Pass\nR/506/2151,A,Fail\n")
    printed = unitwise("record", "check", path)
    assert printed.code == 0
    lines = [" ".join(line.split()) for line in printed.out.splitlines()]
    assert "Tutor not used" in lines
    assert "Rows: 1 achievement of 2" in lines
    assert "3 R/506/2151 no not achieved (Result: Fail)" in lines


def test_the_account_fits_its_schema(unitwise: Unitwise, tmp_path: Path) -> None:
    path = file(tmp_path, "Unit,Colour\nT/506/2952,Green\nR/506/2151,Red\n")
    printed = unitwise("record", "check", path, "--json")
    answer = json.loads(printed.out)
    validate(answer, json.loads(unitwise("schema", "record-check").out))
    assert printed.code == 1
    assert answer["columns"] == [
        {"heading": "Unit", "meaning": "unit"},
        {"heading": "Colour", "meaning": None},
    ]
    assert "Colour" in answer["faults"][0]


def test_a_layout_begins_with_what_is_understood_and_answers_the_rest(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    path = file(tmp_path, "Unit,Colour\nT/506/2952,Green\nR/506/2151,Red\n")
    layout = tmp_path / "layout.yaml"
    assert unitwise("record", "check", path, "--save-layout", str(layout)).code == 1
    begun = layout.read_text(encoding="utf-8")
    assert '"Unit": unit' in begun
    assert '# "Colour"' in begun
    again = unitwise("record", "check", path, "--save-layout", str(layout))
    assert (again.code, "exists already" in again.err) == (2, True)
    words = 'words: {Green: achieved, Red: "not achieved"}\n'
    filled = begun.replace('  # "Colour": fill', '  "Colour": outcome  # fill') + words
    layout.write_text(filled, encoding="utf-8")
    printed = unitwise("transfer", path, "--to", OCR, *DAYS, "--layout", str(layout))
    assert "1 of 1 achievement held counts: 3 credits." in printed.out


def test_a_layout_is_checked_like_every_file(unitwise: Unitwise, tmp_path: Path) -> None:
    path = file(tmp_path, "Unit\nT/506/2952\n")
    layout = file(tmp_path, "columns: {Unit: unitt}\n", "l.yaml")
    printed = unitwise("record", "check", path, "--layout", layout)
    assert printed.code == 2
    assert "l.yaml:1:" in printed.err
    assert "did you mean unit?" in printed.err


def test_records_are_joined(unitwise: Unitwise, tmp_path: Path) -> None:
    college = file(tmp_path, "achievements: [T/506/2952@2025-05-01, D/506/2153]\n", "a.yaml")
    provider = file(tmp_path, "achievements: [T/506/2952@2024-05-01, R/506/2179]\n", "b.yaml")
    printed = unitwise("transfer", college, provider, "--to", OCR, *DAYS)
    # 3, 4 and 6 credits, each once
    assert "3 of 3 achievements held count: 13 credits." in printed.out
    assert "the earlier day is used" in printed.err
    suggested = unitwise("suggest", OCR, "--record", college, "--record", provider, *DAYS, "--json")
    assert json.loads(suggested.out)["totals"]["new_credit"] == 37


def test_an_option_of_one_value_is_not_given_twice(unitwise: Unitwise) -> None:
    printed = unitwise("suggest", OCR, "--max-glh", "165", "--max-glh=200")
    assert printed.code == 2
    assert "--max-glh is given twice: '165' and '200'; it takes one value" in printed.err


def test_two_registrations_for_one_qualification_are_asked_about(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    record = file(
        tmp_path,
        "registrations:\n"
        f"  - {{qualification: {OCR}, on: 2026-09-01}}\n"
        f"  - {{qualification: {OCR}, on: 2025-09-01}}\n"
        "achievements: [T/506/2952]\n",
        "r.yaml",
    )
    asked = unitwise("transfer", record, "--to", OCR)
    assert asked.code == 2
    assert "two registrations" in asked.err
    assert "--on DATE" in asked.err
    assert unitwise("transfer", record, "--to", OCR, "--on", "2026-09-01").code == 0


def test_what_one_record_has_and_another_denies_is_told(unitwise: Unitwise, tmp_path: Path) -> None:
    held, failed, undone = (tmp_path / name for name in ("held.csv", "failed.csv", "undone.csv"))
    held.write_text("Unit,Date\nT/506/2952,2023-05-01\n")
    failed.write_text("Unit,Result\nT/506/2952,Fail\n")
    undone.write_text("Unit,Result\nT/506/2952,Revoked\n")
    to = ("--to", "ocr-l4-customer-service", "--on", "2026-09-01")
    printed = unitwise("transfer", str(held), "--record", str(failed), *to)
    assert printed.code == 0
    assert "failed.csv says of it 'Result: Fail'; it is counted as achieved" in printed.err
    printed = unitwise("transfer", str(held), str(undone), *to)
    assert printed.code == 2
    assert "undone.csv says of it 'Result: Revoked'" in printed.err


def test_what_is_dated_after_today_is_told(unitwise: Unitwise) -> None:
    asked = ("--held", "T/506/2952@2199-05-01", "--to", "ocr-l4-customer-service")
    printed = unitwise("transfer", *asked)
    assert "dated after today, and so not achieved yet: T/506/2952 on 2199-05-01" in printed.err
