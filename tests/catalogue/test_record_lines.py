"""JSON Lines, notes behind a unit, and letters for digits, as programs and people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.records.reading import RecordError
from tests.catalogue.test_record_kinds import R, T, question, units


class TestJsonLines:
    LINES = f'{{"unit": "{T}", "status": "Pass", "date": "2023-05-01"}}\n\n'

    def test_each_line_is_an_event(self, tmp_path: Path) -> None:
        text = self.LINES + f'{{"unit": "{R}", "status": "Fail", "date": null}}\n'
        for name in ("record.jsonl", "record.ndjson", "record.json"):
            assert units(tmp_path, text.encode(), name) == [T]
        assert units(tmp_path, self.LINES.encode(), "record.jsonl") == [T]

    def test_two_people_are_asked_about(self, tmp_path: Path) -> None:
        text = "".join(
            f'{{"who": "{name}", "unit": "{unit}", "passed": true}}\n'
            for name, unit in (("Amy One", T), ("Ben Two", R))
        )
        assert "whose achievements" in question(tmp_path, text.encode(), "record.jsonl")

    @pytest.mark.parametrize(
        "line", ['{"unit": {"reference": "R/506/2151"}}', '{"unit": "R/506/2151",}', "[1]"]
    )
    def test_what_is_no_flat_object_is_refused(self, tmp_path: Path, line: str) -> None:
        with pytest.raises(RecordError):
            units(tmp_path, f"{self.LINES}{line}\n".encode(), "record.jsonl")


def test_a_note_that_a_mark_behind_a_unit_leads_to_is_of_that_unit(tmp_path: Path) -> None:
    text = f"Unit,Result\n{T},Pass\n{R}*,Pass\n* not yet certificated,\n"
    assert units(tmp_path, text.encode(), "record.csv") == [T]
    assert units(tmp_path, text.replace("not yet certificated", "core").encode(), "r.csv") == [T, R]


def test_letters_for_digits_are_asked_about_however_far_apart_the_parts_stand(
    tmp_path: Path,
) -> None:
    text = f"Unit,Result\n{T},Pass\nR / 5O6 / 2151,Pass\n"
    assert "did you mean R/506/2151" in question(tmp_path, text.encode(), "record.csv")


def test_one_of_several_is_picked_by_name_where_each_number_has_one(tmp_path: Path) -> None:
    rows = f"1234567890,Amy One,{T},Pass\n1234567891,Ben Two,{R},Pass\n"
    content = f"ULN,Name,Unit,Result\n{rows}".encode()
    assert units(tmp_path, content, learner="Ben Two") == [R]
    assert units(tmp_path, content, learner="1234567890") == [T]
    assert "2 learners" in question(tmp_path, content)


def test_a_unit_and_what_came_of_it_may_be_all_that_an_item_says(tmp_path: Path) -> None:
    text = f"achievements:\n- {T}: Pass\n- {R}: Fail\n"
    assert units(tmp_path, text.encode(), "record.yaml") == [T]
