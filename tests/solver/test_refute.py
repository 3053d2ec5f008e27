"""The plain refutation by itself: what it must tell apart."""

from __future__ import annotations

from datetime import date

from catalogue import Edition
from solver import Cause, Conflict, Question, suggest
from solver.checks.refute import refute
from solver.wishes import Wishes
from tests.factories import edition, group, place, qualification, rule, unit

QUESTION = Question(on=date(2024, 7, 1))


def both_versions_asked_for() -> Edition:
    """No more than none of "at most one of U0 and U1" may hold: both must count, at one place."""
    barred = rule("barred", "one", units=["U0", "U1"], at_most=1)
    return edition(
        [group("A", place(unit("U0"), unit("U1")))],
        [{**rule("choose", "not-one", at_most=0), "rules": [barred]}],
    )


def test_a_sum_of_one_is_not_taken_for_a_sum_that_is_decided() -> None:
    """After U0 the bar stands at 1 and is open; without U0 it is decided, since 0 + 1 is allowed.

    A state that takes the two for one loses the choice of both, which the rule alone allows.
    """
    made = both_versions_asked_for()
    rule_alone = [Cause(kind="rule", name="not-one")]
    place_too = [*rule_alone, Cause(kind="place", name="U1", units=("U0", "U1"))]
    assert refute(made, QUESTION, Wishes((), (), ()), rule_alone) is False
    assert refute(made, QUESTION, Wishes((), (), ()), place_too) is True
    answer = suggest(qualification(made), QUESTION)
    assert isinstance(answer, Conflict)
    assert {cause.kind for cause in answer.causes} == {"rule", "place"}
    assert answer.rechecked
