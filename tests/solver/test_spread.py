"""``spread`` is a kind of rule as any other: everything that knows rules knows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from adviser.words.facts import meaning
from catalogue import Edition, Qualification
from catalogue.changes import changes
from catalogue.learner.waiving import waived
from solver import Bounds, Conflict, Plan, Question, bounds, check, suggest
from tests.catalogue.test_waiving import waiver
from tests.factories import amount, edition, group, qualification, rule, unit


def modules(at_least: int = 3, groups: tuple[str, ...] = ("A", "B", "C")) -> Edition:
    """Three units from different modules: A and B of two units each, C of one with 9 credits."""
    return edition(
        [
            group("A", unit("A1", credit=5), unit("A2", credit=5)),
            group("B", unit("B1", credit=5), unit("B2", credit=5)),
            group("C", unit("C1", credit=9)),
        ],
        [
            amount("three", "units", at_least=3),
            rule("spread", "modules", groups=list(groups), at_least=at_least),
        ],
    )


def made(*agreed: Any, **question: Any) -> Any:
    subject = waived(qualification(modules()), agreed)
    return suggest(subject, Question.model_validate({"on": date(2026, 9, 1), **question}))


def subject() -> Qualification:
    return qualification(modules())


def really(one: Edition) -> Bounds:
    found = bounds(qualification(one), on=date(2026, 9, 1))
    assert isinstance(found, Bounds)
    return found


def test_a_choice_is_judged_and_the_best_is_found() -> None:
    verdict = check(subject(), ["A1", "A2", "B1"])
    assert [(one.id, one.shortfall, one.measure) for one in verdict.rules if not one.holds] == [
        ("modules", 1, "groups")
    ]
    plan = made()
    assert isinstance(plan, Plan)
    assert [one.unit for one in plan.units] == ["A1", "B1", "C1"]
    assert plan.totals.credit == 19


def test_a_conflict_cites_it_and_plain_arithmetic_agrees() -> None:
    answer = made(avoid=["C1"])
    assert isinstance(answer, Conflict)
    assert answer.rechecked
    assert {cause.name for cause in answer.causes} == {"modules", "C1"}


def test_its_bounds_and_its_number_of_choices_are_exact() -> None:
    found = really(modules())
    # one or both of A, one or both of B, and C1: 3 x 3 x 1
    assert found.choices == 9
    assert (found.credit.least, found.credit.greatest) == (19, 29)
    # three modules are three units
    assert [(one.rule, one.by) for one in found.implied] == [("three", ("modules",))]


def test_it_can_be_redundant_itself() -> None:
    groups = [group("A", unit("A1")), group("B", unit("B1"), unit("B2"))]
    all_of_it = rule("mandatory", "all", of={"groups": ["A", "B"]})
    both = rule("spread", "both", groups=["A", "B"], at_least=2)
    found = really(edition(groups, [all_of_it, both]))
    assert [(one.rule, one.by) for one in found.implied] == [("both", ("all",))]


def test_a_learner_may_be_excepted_from_it() -> None:
    for agreed in (
        waiver("waive-rule", rule="modules"),
        waiver("change-limit", rule="modules", at_least=2),
    ):
        plan = made(agreed, avoid=["C1"])
        assert isinstance(plan, Plan)
        assert plan.totals.credit == 15
        assert [one.needed for one in plan.exceptions] == [True]


def test_what_changes_of_it_is_compared() -> None:
    old, new = modules(), modules(2, ("A", "B"))
    (changed,) = changes(qualification(old), old, qualification(new), new).rules
    assert (changed.id, set(changed.changed)) == ("modules", {"groups", "at_least"})


def test_an_author_reads_what_it_means() -> None:
    (_, spread) = modules().rules
    assert meaning(spread) == "units from at least 3 of the groups A, B and C"
