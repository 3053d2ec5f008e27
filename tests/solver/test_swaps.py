"""Units that could stand in for one of a plan at no cost, held against every choice."""

from __future__ import annotations

from hypothesis import given

from catalogue import Edition, Option
from solver import Plan, Question, Situation
from solver.many.swaps import _Rows, instead
from solver.plans.settle import settle
from solver.program.engine import Clock
from solver.task.task import understood
from tests.asking import asked, fitting, goals, value
from tests.factories import qualification
from tests.strategies import tries


@given(asked())
@tries(15)
def test_a_unit_stands_in_where_another_choice_is_no_worse(
    given: tuple[Edition, Question],
) -> None:
    edition, question = given
    task = understood(Situation.of(qualification(edition), question))
    found, plan = settle(task, Clock(60))
    if not isinstance(plan, Plan):
        return
    best = tuple(task.chosen(found.values))
    there = {option.unit.reference for option in best}

    def worth(choice: tuple[Option, ...]) -> list[object]:
        return [value(goal, edition, question, choice) for goal in goals(edition, question)]

    expected = set()
    for choice in fitting(edition, question):
        new, old = (set(a) - set(b) for a, b in ((choice, best), (best, choice)))
        if len(new) == len(old) == 1 and worth(choice) == worth(best):
            (one,), (other,) = new, old
            if one.unit.reference not in there and one.place != other.place:
                expected.add(one.unit.reference)
    assert set(instead(task, found)) == expected


@given(asked())
@tries(15)
def test_the_rows_say_of_each_swap_what_every_choice_does(given: tuple[Edition, Question]) -> None:
    """They take no swap for one that breaks something, and overlook none that does not."""
    edition, question = given
    task = understood(Situation.of(qualification(edition), question))
    found, plan = settle(task, Clock(60))
    if not isinstance(plan, Plan):
        return
    rows = _Rows(task.program(), found.values)
    best = set(task.chosen(found.values))
    legal = {frozenset(choice) for choice in fitting(edition, question)}
    for old in best:
        for new in set(edition.options) - best:
            assert rows.fit(new.index, old.index) == (frozenset(best - {old} | {new}) in legal)
