"""Many learners in JSON Lines: a learner a line, or an achievement a line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalogue import RecordError
from tests.catalogue.test_cohort_reading import held, learners


def test_json_lines_are_a_learner_each(tmp_path: Path) -> None:
    lines = [
        {
            "id": 7,
            "learner": "Ann",
            "achievements": [{"unit": "T/506/2952"}],
            "want": ["R/506/2151"],
        },
        {"id": 8, "held": ["T/506/2952@2024-05-01", "bogus ref!"]},
        {
            "learner": "Cy",
            "record": {"achievements": ["T/506/2952@2024-05-01"]},
            "on": "2025-09-01",
        },
    ]
    text = "\n".join(map(json.dumps, lines)) + "\nnope\n"
    ann, eight, cy, nope = learners(tmp_path, text, "c.jsonl")
    assert (ann.id, ann.name, ann.asked) == ("7", "Ann", {"want": ["R/506/2151"]})
    assert "bogus ref!" in eight.faults[0]
    assert held(cy) == [("T/506/2952", date(2024, 5, 1))]
    assert cy.asked == {"on": "2025-09-01"}
    assert nope.faults[0].startswith("the line is not JSON")


def test_json_lines_of_achievements_are_read_as_the_same_table(tmp_path: Path) -> None:
    rows: list[dict[str, str | None]] = [
        {"learner": "L1", "unit": "M/506/2898", "status": "Pass", "registered": "2026-01-02"},
        {"learner": "L1", "unit": "D/506/2153", "status": "Fail", "registered": None},
        {"learner": "L2", "unit": "M/506/2898", "status": "Pass"},
        {"learner": "L3", "unit": "M/506/2898", "status": "Pass", "avoid": "D/506/2153"},
    ]
    heads = ["learner", "unit", "status", "registered", "avoid"]
    cells = [",".join(str(row.get(head) or "") for head in heads) for row in rows]
    table = learners(tmp_path, "\n".join([",".join(heads), *cells]))
    lines = learners(tmp_path, "\n".join(map(json.dumps, rows)), "c.jsonl")
    assert [replace(one, line=0, left_out=()) for one in lines] == [
        replace(one, line=0, left_out=()) for one in table
    ]
    assert [one.asked for one in lines] == [{"on": "2026-01-02"}, {}, {"avoid": ["D/506/2153"]}]
    with pytest.raises(RecordError, match=r"c.jsonl:2:1: the line is not an achievement"):
        learners(tmp_path, f"{json.dumps(rows[0])}\n" + '{"learner": "L1", "unit": []}', "c.jsonl")
    # what a learner wants is nothing that they hold
    (one,) = learners(tmp_path, '{"id": "L1", "prefer": "D/506/2153"}', "c.jsonl")
    assert one.record is not None
