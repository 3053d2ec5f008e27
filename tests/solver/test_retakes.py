"""What is held and current is not studied again: what follows for conflicts and for ties."""

from __future__ import annotations

import pytest

from solver import Conflict
from tests.factories import amount, edition, group, unit
from tests.solver.test_recognition import moved, record


@pytest.mark.parametrize("retakes", [False, True])
def test_hours_let_in_because_they_are_refused_ask_for_no_study(retakes: bool) -> None:
    # U and V, 2 credits each at level 1, are both needed; U is held. So one unit is to be studied,
    # above the level that is asked for; the unknown hours of U matter only if it could be too
    made = edition(
        [group("A", unit("U", level=1, credit=2, glh=None), unit("V", level=1, credit=2, glh=9))],
        [amount("total", at_least=4)],
    )
    answer = moved(
        made,
        record("U"),
        goals=["least-glh"],
        limits={"new_units": 0, "highest_level": "Entry 1"},
        unknown_glh="refuse",
        allow_retakes=retakes,
    ).plan
    assert isinstance(answer, Conflict)
    (repair,) = answer.repairs
    changes = [(c.kind, c.name, c.by) for c in repair.changes if c.kind != "drop-hours"]
    # Entry 1 is three steps below level 1
    assert changes == [("raise-limit", "new_units", 1), ("raise-limit", "highest_level", 3)]
    assert any(c.kind == "drop-hours" for c in repair.changes) is retakes
