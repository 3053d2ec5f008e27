"""A conflict is told soon: what is spent on making it minimal has an end, and that is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalogue import Qualification
from solver import Conflict, Question, suggest
from solver.conflicts import court
from solver.program.engine import solve
from tests.factories import edition, group, qualification, rule, unit

QUESTION = Question(on=date(2024, 7, 1))


def floors(count: int) -> Qualification:
    """So many groups that must each give 5 of 2, 3 and 4 credits, and one credit too few in all."""
    units = [unit(f"U{n}", credit=2 + n % 3) for n in range(3 * count)]
    groups = [group(f"G{n}", *units[3 * n : 3 * n + 3]) for n in range(count)]
    rules = [
        rule("amount", f"r{n}", measure="credit", of={"groups": [f"G{n}"]}, at_least=5)
        for n in range(count)
    ]
    ceiling = rule("amount", "all", measure="credit", at_most=5 * count - 1)
    return qualification(edition(groups, [*rules, ceiling]))


def test_a_conflict_is_minimal_where_that_takes_little() -> None:
    answer = suggest(floors(4), QUESTION)
    assert isinstance(answer, Conflict)
    assert (answer.minimal, answer.rechecked, len(answer.causes)) == (True, True, 5)


def test_without_effort_left_it_is_a_conflict_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(court, "EFFORT", 0.0)
    monkeypatch.setattr(court, "LEAST_EFFORT", 0.0)
    answer = suggest(floors(4), QUESTION)
    assert isinstance(answer, Conflict)
    assert answer.rechecked
    assert not answer.minimal
    assert answer.reason == "rule"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the solver is asked while a conflict is taken apart."""
    found: list[Any] = []

    def noted(*program: Any, **options: Any) -> Any:
        found.append(program)
        return solve(*program, **options)

    monkeypatch.setattr(court, "solve", noted)
    return found


def test_rules_that_all_matter_are_proven_needed_by_turning_few_choices(asked: list[Any]) -> None:
    """One question for each half that is taken apart, and none for each of the 41 rules."""
    answer = suggest(floors(40), QUESTION)
    assert isinstance(answer, Conflict)
    assert (answer.minimal, answer.rechecked, len(answer.causes)) == (True, True, 41)
    assert len(asked) <= 10


def test_what_comes_to_nothing_too_often_is_not_asked_any_more(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(court, "EFFORT", 0.0)
    monkeypatch.setattr(court, "LEAST_EFFORT", 0.0)
    monkeypatch.setattr(court, "MOST_IN_VAIN", 2)
    answer = suggest(floors(40), QUESTION)
    assert isinstance(answer, Conflict)
    assert not answer.minimal
    assert len(asked) <= 4
