"""What nobody knows may be anything: the referee, the encoding and brute force agree on that."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import assume, given, strategies as st

from catalogue import Edition, LearnerRecord, Level, Unit, audit
from solver import (
    Bounds,
    Conflict,
    Goal,
    Limits,
    Plan,
    Question,
    bounds,
    inspect,
    suggest,
    transfer,
)
from solver.conflicts.repairs import repaired
from solver.encoding.edition import compile_edition
from solver.many.cohort import state_of
from tests.factories import amount, edition, group, place, qualification, rule, unit
from tests.oracle import every_choice
from tests.solver.test_meaning import legal_by_bounds
from tests.solver.test_recognition import moved, plan_of, record
from tests.strategies import editions, tries

LEVELS = (1, 2, 3, 4, 5)
"""Rules of the random editions speak of levels 1 to 4: one above stands for all of them."""

FIGURES = (0, 1, 2, 3, 400, 10_000)
"""No rule of a random edition asks for more than 90 of anything, or takes less than 1 % of it."""


def printed(rule: dict[str, Any], amount: int) -> None:
    """Let a rule and its parts ask for an amount wherever nobody knows for how much."""
    if rule.pop("at_least_unknown", False):
        rule["at_least"] = amount
        if rule["at_most"] is not None and not isinstance(rule["at_most"], dict):
            rule["at_least"] = min(amount, rule["at_most"])
    for part in rule.get("rules", ()):
        printed(part, amount)


def completed(subject: Edition, figures: dict[str, dict[str, int]], amount: int = 1) -> Edition:
    """The same edition with some figures filled in, by the reference of the unit."""
    data = subject.model_dump(by_alias=True)
    for one in data["rules"]:
        printed(one, amount)
    units = {
        one.reference: Unit.model_validate(
            {
                **one.model_dump(),
                **figures.get(one.reference, {}),
                **({"credit_unknown": False} if "credit" in figures.get(one.reference, {}) else {}),
            }
        )
        for one in subject.units
    }
    return Edition.model_validate(data, context={"units": units})


@st.composite
def worlds(draw: st.DrawFn, edition: Edition) -> Edition:
    """The edition with all that nobody knows filled in, in some way."""
    figures: dict[str, dict[str, int]] = {}
    for one in edition.units:
        own = figures.setdefault(one.reference, {})
        if one.level is None:
            own["level"] = draw(st.sampled_from(LEVELS))
        if one.credit_unknown:
            own["credit"] = draw(st.sampled_from(FIGURES))
        if one.glh is None:
            own["glh"] = draw(st.sampled_from(FIGURES))
    return completed(edition, figures, draw(st.sampled_from(FIGURES)))


@given(editions(unknown=True))
@tries(150)
def test_bounds_and_referee_agree_on_every_subset(edition: Edition) -> None:
    compiled = compile_edition(edition)
    for choice in every_choice(edition):
        chosen = {option.index for option in choice}
        verdict = audit(edition, choice)
        assert legal_by_bounds(edition, compiled, chosen) == verdict.legal
        assert legal_by_bounds(edition, compiled.may, chosen) == verdict.may_be_legal


@given(editions(most=4, unknown=True), st.data())
@tries(60)
def test_a_choice_is_legal_only_if_it_is_so_whatever_is_not_known(
    edition: Edition, data: st.DataObject
) -> None:
    some = [data.draw(worlds(edition)) for _ in range(6)]
    for choice in every_choice(edition):
        verdict = audit(edition, choice)
        indexes = [option.index for option in choice]
        outcomes = [audit(one, [one.options[i] for i in indexes]).legal for one in some]
        if verdict.legal:
            assert all(outcomes)
        if any(outcomes):
            assert verdict.may_be_legal


def asks(measure: str, **fields: object) -> dict[str, object]:
    return amount("r", measure, **fields)


def several(parts: list[dict[str, object]], **fields: object) -> dict[str, object]:
    return rule("choose", "all", rules=parts, **fields)


UNITS = (
    unit("K", level=3, credit=10, glh=10),
    unit("C", level=3, credit="unknown", glh=10),
    unit("L", level=None, credit=10, glh=10),
    unit("H", level=3, credit=10, glh=None),
)


def told(named: dict[str, object], *chosen: str) -> tuple[bool, bool, tuple[str, ...]]:
    """Whether a rule holds of a choice, whether it may, and on which units that rests."""
    subject = edition([group("A", *(place(each) for each in UNITS))], [named])
    verdict = audit(subject, [o for o in subject.options if o.unit.reference in chosen])
    (judged,) = verdict.rules
    return judged.holds, judged.may_hold, judged.unknown


LEVEL_3: dict[str, object] = {"level": {"at_least": 3}}

YES, NO = (True, True, ()), (False, False, ())


@pytest.mark.parametrize(
    ("named", "chosen", "expected"),
    [
        # a credit that nobody knows is 0 at the least, and anything at the most
        (asks("credit", at_least=10), "KC", YES),
        (asks("credit", at_least=11), "KC", (False, True, ("C",))),
        (asks("credit", at_least=11), "K", NO),
        (asks("credit", at_most=10), "KC", (False, True, ("C",))),
        (asks("credit", at_most=9), "KC", NO),
        (asks("units", at_most=2), "KC", YES),
        # hours that nobody knows bear on a rule about hours, and on no other
        (asks("glh", at_least=10), "KH", YES),
        (asks("glh", at_least=11), "KH", (False, True, ("H",))),
        (asks("credit", at_least=20), "KH", YES),
        # a level that nobody knows is at every level, and at none
        (asks("credit", of=LEVEL_3, at_least=10), "KL", YES),
        (asks("credit", of=LEVEL_3, at_least=20), "KL", (False, True, ("L",))),
        (asks("credit", of=LEVEL_3, at_least=21), "KL", NO),
        (asks("credit", of=LEVEL_3, at_most=10), "KL", (False, True, ("L",))),
        (asks("credit", of=LEVEL_3, at_most=20), "KL", YES),
        (asks("credit", at_least=20), "KL", YES),
        # half of all at level 3: 10 of 20 whatever L is, and 10 of 30 where L and C are not
        (
            asks("credit", of=LEVEL_3, at_least={"percent": 50, "base": {}}),
            "KL",
            YES,
        ),
        (
            asks("credit", of=LEVEL_3, at_least={"percent": 51, "base": {}}),
            "KL",
            (False, True, ("L",)),
        ),
        # C counts in both: its part of the share is never less than half of it
        (asks("credit", of=LEVEL_3, at_least={"percent": 50, "base": {}}), "KC", YES),
        (
            asks("credit", of={"units": ["K"]}, at_least={"percent": 50, "base": {}}),
            "KC",
            (False, True, ("C",)),
        ),
        (rule("mandatory", "r", of={"units": ["K", "L"], **LEVEL_3}), "K", (False, True, ("L",))),
        (rule("mandatory", "r", of={"units": ["K", "L"], **LEVEL_3}), "L", NO),
        (rule("mandatory", "r", of={"units": ["K", "L"], **LEVEL_3}), "KL", YES),
        # of what may not hold it must be sure that it does not
        (several([asks("credit", at_least=11)], at_least=1), "KC", (False, True, ("C",))),
        (several([asks("credit", at_least=11)], at_most=0), "KC", (False, True, ("C",))),
        (several([asks("credit", at_least=11)], at_most=0), "K", YES),
    ],
)
def test_a_rule_holds_if_it_does_whatever_is_not_known(
    named: dict[str, object], chosen: str, expected: tuple[bool, bool, tuple[str, ...]]
) -> None:
    assert told(named, *chosen) == expected


@given(editions(most=5, unknown=True), st.integers(0, 12), st.integers(1, 4), st.booleans())
@tries(20)
def test_a_conflict_over_unknown_figures_is_checked_and_its_repairs_work(
    one: Edition, credit: int, level: int, by_level: bool
) -> None:
    limits = Limits(highest_level=Level(level)) if by_level else Limits(new_credit=credit)
    avoid = (f"level:{level}",) if by_level and any(o.level == level for o in one.units) else ()
    question = Question(on="2024-01-01", limits=limits, avoid=avoid, goals=(Goal.FEWEST_UNITS,))
    answer = suggest(qualification(one), question)
    assume(isinstance(answer, Conflict))
    assert isinstance(answer, Conflict)
    assert answer.rechecked
    for repair in answer.repairs:
        mended = repaired(question, repair.changes, question.goals, one)
        assert isinstance(suggest(qualification(one), mended), Plan), repair


def test_of_a_rule_that_does_not_say_how_much_no_choice_is_known_to_be_enough() -> None:
    groups = [group("A", unit("A1")), group("B", unit("B1"), unit("B2"))]
    some = amount("some", "units", of={"groups": ["B"]}, at_least="unknown", at_most=1)
    made = edition(groups, [rule("mandatory", "a", of={"groups": ["A"]}), some])
    answer = suggest(qualification(made), Question(on="2024-01-01"))
    assert isinstance(answer, Conflict)
    assert (answer.reason, answer.rechecked, answer.repairs) == ("unknown-figures", True, ())
    assert [(c.kind, c.name, c.rule, c.units) for c in answer.causes] == [
        ("unknown-figures", "amount", "some", ())
    ]
    every = audit(made, made.options).rules[1]
    assert (every.holds, every.may_hold) == (False, False)  # more than 1 is too much in any case
    facts = bounds(qualification(made), on=date(2024, 1, 1))
    assert isinstance(facts, Bounds)
    assert (facts.satisfiable, facts.may_be_satisfiable) == (False, True)
    assert [u.unit for u in facts.units if u.status == "forced"] == ["A1"]
    findings = inspect(qualification(made), made).findings
    assert [f.rules for f in findings if f.kind == "unknown-amounts"] == [("some",)]
    assert "unsatisfiable" not in {finding.kind for finding in findings}


def test_what_is_asked_of_a_figure_can_be_given_up() -> None:
    # U1 must be in; nobody knows its credit, and 9 are the most that may be studied anew
    groups = [group("A", unit("U1", credit="unknown", level=None)), group("B", unit("U2"))]
    rules = [rule("mandatory", "a", of={"groups": ["A"]})]
    asked: dict[Literal["credit", "level"], Question] = {
        "credit": Question(on="2024-01-01", limits=Limits(new_credit=9)),
        "level": Question(on="2024-01-01", limits=Limits(highest_level=Level(3))),
    }
    for figure, question in asked.items():
        answer = suggest(qualification(made := edition(groups, rules)), question)
        assert isinstance(answer, Conflict)
        assert [(c.kind, c.name) for c in answer.causes] == [
            ("unknown-figures", figure),
            ("rule", "a"),
        ]
        assert answer.rechecked
        assert [[(c.kind, c.name) for c in r.changes] for r in answer.repairs] == [
            [("drop-figures", figure)]
        ]
        assert isinstance(suggest(qualification(made), question.without(figure)), Plan)


def test_to_ask_for_nothing_of_levels_lifts_the_limit_on_them_as_well() -> None:
    groups = [group("A", unit("U1", level=None), unit("U2", level=5))]
    made = edition(groups, [rule("mandatory", "a", of={"groups": ["A"]})])
    question = Question(on="2024-01-01", limits=Limits(highest_level=Level(3)))
    answer = suggest(qualification(made), question)
    assert isinstance(answer, Conflict)
    assert [[(c.kind, c.name) for c in r.changes] for r in answer.repairs] == [
        [("drop-figures", "level")]
    ]


def test_a_rule_that_asks_for_a_figure_names_it_and_no_other() -> None:
    # of U1 neither level nor credit is known, and the rule asks for units of a level alone
    groups = [group("A", unit("U1", credit="unknown", level=None))]
    high = amount("high", "units", of={"level": {"at_least": 3}}, at_least=1)
    answer = suggest(qualification(edition(groups, [high])), Question(on="2024-01-01"))
    assert isinstance(answer, Conflict)
    assert [(c.kind, c.name, c.rule) for c in answer.causes] == [
        ("unknown-figures", "level", "high")
    ]
    assert answer.rechecked


def test_a_learner_of_whom_it_cannot_be_told_is_undecided_and_not_lost() -> None:
    groups = [group("A", unit("A1")), group("B", unit("B1"))]
    some = amount("some", "units", of={"groups": ["B"]}, at_least="unknown")
    made = edition(groups, [rule("mandatory", "a", of={"groups": ["A"]}), some])
    record = LearnerRecord.model_validate({"achievements": ["A1"]})
    answer = transfer(qualification(made), record, Question(on="2024-01-01"), units={})
    assert isinstance(answer.plan, Conflict)
    assert answer.plan.untold
    assert state_of(answer.plan) == "undecided"
    assert [entry.reason for entry in answer.ledger] == ["undecided"]


def test_what_would_count_cannot_be_told_where_a_goal_asks_for_a_figure_that_it_lacks() -> None:
    made = edition(
        [group("A", unit("U1", level=None), unit("U2"))],
        [amount("one", "units", at_least=1)],
        recognition=[
            {
                "way": "credit-transfer",
                "accepted": False,
                "says": "No.",
                "source": {"document": "d"},
            }
        ],
    )
    record = LearnerRecord.model_validate({"achievements": ["U1"]})
    question = Question(on="2024-01-01", goals=(Goal.HIGHEST_LEVEL,))
    answer = transfer(qualification(made), record, question, units={})
    assert isinstance(answer.plan, Plan)
    (entry,) = answer.ledger
    assert (entry.reason, entry.would_count) == ("not-accepted", None)


def test_what_is_recognised_is_not_told_to_be_left_out_for_its_hours() -> None:
    # nobody knows the hours of A1 and A2; A1 is held, so that none are to be studied for it
    made = edition(
        [group("A", unit("A1", glh=None), unit("A2", glh=None), unit("A3"))],
        [amount("two", "units", at_least=2)],
    )
    plan = plan_of(moved(made, record("A1"), goals=["least-glh"]))
    assert {one.unit for one in plan.units} == {"A1", "A3"}
    assert plan.left_out == ("A2",)
