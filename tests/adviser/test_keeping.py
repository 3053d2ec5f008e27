"""What the asker names is written whole or not at all, and over nothing but its like."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from adviser import keeping
from catalogue import UnitwiseError
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"


def test_a_record_is_not_written_over_by_the_question_that_reads_it(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    record = tmp_path / "mine.yaml"
    record.write_text("achievements: [T/506/2952]\n", encoding="utf-8")
    printed = unitwise("suggest", OCR, "--record", str(record), "--save", str(record))
    assert printed.code == 2
    assert "mine.yaml is read by this command, so it is not written over" in printed.err
    assert record.read_text(encoding="utf-8") == "achievements: [T/506/2952]\n"


@pytest.mark.parametrize(
    ("option", "name"), [("--save", "q.yaml"), ("--report", "r.html"), ("--report", "r.md")]
)
def test_what_was_written_so_before_may_be_written_again(
    unitwise: Unitwise, tmp_path: Path, option: str, name: str
) -> None:
    path = str(tmp_path / name)
    for said in ((), ("--replace",)):
        assert unitwise("suggest", OCR, option, path, *said).code == 0
    assert unitwise("suggest", OCR, option, path).code == 2
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_disk_that_is_full_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.md"
    keeping.write(path, "# old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UnitwiseError, match="cannot be written: No space left"):
        keeping.write(path, "# new", over="# ")
    assert path.read_text(encoding="utf-8") == "# old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_report_says_of_a_goal_what_the_screen_says(unitwise: Unitwise, tmp_path: Path) -> None:
    """A limit narrows what is proven, and so do hours that nobody knows."""
    path = tmp_path / "n.md"
    asked = ("nocn-l2-customer-service", "--goal", "least-glh", "--on", "2026-09-01")
    printed = unitwise("suggest", *asked, "--max-units", "20", "--report", str(path))
    screen = next(line for line in printed.out.splitlines() if "least GLH:" in line)
    sentence = screen.split("least GLH: ")[1]
    assert "proven among choices whose hours are known" in sentence
    report = path.read_text(encoding="utf-8")
    assert f"Least GLH: {sentence}" in report
    assert "that keep to what was asked" in report
    assert "Asked: least GLH; at most 20 units of new study" in report
    assert "no legal choice of units is better" not in report


def test_a_check_that_ran_out_of_time_has_not_passed(unitwise: Unitwise) -> None:
    printed = unitwise("catalogue", "check", OCR, "--time-limit", "0.0001", "--json")
    assert printed.code == 1
    assert json.loads(printed.out)["passed"] is False
    told = unitwise("catalogue", "check", OCR, "--time-limit", "0.0001")
    assert "time ran out before all was known" in told.out
    assert "nothing wrong was found so far" in told.out
    assert "Nothing is wrong" not in told.out
    assert unitwise("catalogue", "check", OCR, "--time-limit", "nan").code == 2
    assert unitwise("bounds", OCR, "--time-limit", "nan").code == 2
