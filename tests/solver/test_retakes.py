"""What is held and current is not studied again: what follows for conflicts and for ties."""

from __future__ import annotations

import pytest

from catalogue.policy import Cap
from solver import Conflict
from tests.factories import amount, edition, group, unit
from tests.solver.test_recognition import counts, moved, plan_of, policy, reasons, record


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


class TestTies:
    """U1 and U2 are worth the same, both are needed, and one of them may be recognised."""

    ONE = edition(
        [group("A", unit("U1", credit=4), unit("U2", credit=4))],
        [amount("total", at_least=8)],
        recognition=(policy("any", caps=(Cap(measure="units", at_most=1),)),),
    )

    @pytest.mark.parametrize(
        "held", [("U1@2020-01-01", "U2@2023-01-01"), ("U1@2023-01-01", "U2@2020-01-01")]
    )
    def test_of_two_units_the_first_held_counts_whatever_its_day(self, held: list[str]) -> None:
        answer = moved(self.ONE, record(*held), allow_retakes=True)
        assert counts(answer) == {"U1": "credit-transfer"}
        answer = moved(self.ONE, record(*reversed(held)), allow_retakes=True)
        assert counts(answer) == {"U2": "credit-transfer"}

    def test_of_what_stands_in_for_each_other_the_later_counts(self) -> None:
        answer = moved(self.ONE, record("U1@2020-01-01", "U1@2023-01-01"))
        assert [(entry.number, entry.counts) for entry in answer.ledger] == [(1, False), (2, True)]

    def test_a_day_that_is_not_known_gains_nothing_where_the_unit_counts(self) -> None:
        # U1 without a day would be current if it had one; U1 counts already, through the other
        years = policy("credit-transfer", currency_years=3)
        answer = moved(self.ONE.replace(recognition=(years,)), record("U1", "U1@2023-01-01"))
        first, second = answer.ledger
        assert (first.reason, first.would_count, second.counts) == ("date-unknown", False, True)


def test_the_cap_is_told_where_new_units_are_too_few() -> None:
    # a unit of new study is not enough: of U1 and U3, both held, only one may be recognised
    made = edition(
        [group("A", *(unit(name, credit=4) for name in ("U1", "U2", "U3")))],
        [amount("total", at_least=12)],
        recognition=(policy("any", caps=(Cap(measure="units", at_most=1),)),),
    )
    answer = moved(made, record("U1", "U3"), limits={"new_units": 2})
    assert isinstance(answer.plan, Conflict)
    assert {cause.kind for cause in answer.plan.causes} == {"cap", "retake", "rule"}
    again = moved(made, record("U1", "U3"), limits={"new_units": 2}, allow_retakes=True)
    assert reasons(again) == {"U3": "cap-reached"}
    assert plan_of(again).totals.new_units == 2


def test_what_studying_again_comes_to_is_told_where_that_alone_helps() -> None:
    # six units of 20 credits, all needed; five are held, and at most two thirds may be recognised
    made = edition(
        [group("A", *(unit(f"U{n}", credit=20, glh=30) for n in range(1, 7)))],
        [amount("total", at_least=120, at_most=120)],
        recognition=(policy("any", caps=(Cap(measure="percent", at_most="2/3"),)),),
    )
    held = record(*(f"U{n}" for n in range(1, 6)))
    answer = moved(made, held)
    again = answer.studied_again
    assert isinstance(answer.plan, Conflict)
    assert again is not None
    assert (again.counting, again.recognised_credit) == (4, 80)
    assert (again.totals.new_credit, again.totals.new_units) == (40, 2)
    allowed = moved(made, held, allow_retakes=True)
    assert allowed.plan.totals == again.totals  # type: ignore[union-attr]
    assert allowed.studied_again is None


@pytest.mark.parametrize("limit", [0, 1])
def test_nothing_is_told_of_it_where_it_does_not_help_alone(limit: int) -> None:
    made = edition(
        [group("A", *(unit(f"U{n}", credit=4) for n in range(1, 4)))],
        [amount("total", at_least=12)],
        recognition=(policy("any", caps=(Cap(measure="units", at_most=1),)),),
    )
    answer = moved(made, record("U1", "U2"), limits={"new_units": limit})
    assert isinstance(answer.plan, Conflict)
    assert answer.studied_again is None
