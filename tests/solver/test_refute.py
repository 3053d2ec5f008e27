"""The plain refutation by itself: what it must tell apart."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given, strategies as st

from catalogue import Edition, Level, LevelRange, Scope
from catalogue.learner.recognition import recognise
from catalogue.learner.record import Achievement, LearnerRecord
from catalogue.policy import Cap
from solver import Cause, Conflict, Limits, Question, suggest
from solver.checks.refute import refute
from solver.wishes import Wishes
from tests.factories import amount, edition, group, place, qualification, rule, unit
from tests.solver.test_recognition import ON, policy, record
from tests.strategies import tries

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


@st.composite
def capped(draw: st.DrawFn) -> tuple[Edition, LearnerRecord]:
    """A learner who holds most units, some of unknown level or credit, under tight caps."""
    names = ["U0", "U1", "U2", "U3"]
    units = [
        unit(
            name,
            level=draw(st.sampled_from([None, 2, 3, 4])),
            credit=draw(st.integers(0, 4)) or "unknown",
        )
        for name in names
    ]
    level = st.integers(2, 4).map(lambda low: Scope(level=LevelRange(at_least=Level(low))))
    caps = st.builds(
        lambda measure, most, of, share: Cap(
            measure=measure,
            at_most=most * (20 if measure == "percent" else 1),
            of=of,
            share_of=share if measure == "percent" else "credit",
        ),
        st.sampled_from(["credit", "units", "percent"]),
        st.integers(0, 3),
        st.one_of(st.just(Scope()), level),
        st.sampled_from(["credit", "units"]),
    )
    entries = tuple(
        policy(way, caps=tuple(draw(st.lists(caps, min_size=1, max_size=2))))
        for way in draw(st.sampled_from([["any"], ["any", "credit-transfer"]]))
    )
    rules = [
        amount("enough", "units", at_least=draw(st.integers(2, 4))),
        amount("high", of={"level": {"at_least": 3}}, at_least=draw(st.integers(0, 5))),
    ]
    held = draw(st.sets(st.sampled_from(names), min_size=2))
    holding = record(*(Achievement(unit=name) for name in sorted(held)))
    return edition([group("A", *units)], rules, recognition=entries), holding


@given(capped(), st.integers(0, 1))
@tries(12)
def test_a_cap_that_meets_unknown_figures_is_checked_and_each_cause_is_needed(
    case: tuple[Edition, LearnerRecord], few: int
) -> None:
    made, holding = case
    question = Question(on=ON, limits=Limits(new_units=few))
    held = recognise(made, holding, on=ON, as_of=ON, units={})
    answer = suggest(qualification(made), question, held=held)
    assume(isinstance(answer, Conflict) and any(c.kind == "cap" for c in answer.causes))
    assert isinstance(answer, Conflict)
    assert answer.rechecked
    for cause in answer.causes:
        rest = [other for other in answer.causes if other is not cause]
        assert refute(made, question, Wishes((), (), ()), rest, held) is False
