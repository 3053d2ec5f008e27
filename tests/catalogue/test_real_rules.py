"""Every published shape of rule can be written, read, audited and solved."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue import audit, place
from solver import Goal, Plan, Question, suggest
from tests.catalogue.real_rules import SHAPES
from tests.catalogue.shapes import Shape
from tests.oracle import legal_choices

EACH = pytest.mark.parametrize("shape", SHAPES.values(), ids=list(SHAPES))
SMALL = {name: shape for name, shape in SHAPES.items() if len(shape.edition.options) <= 11}


@EACH
def test_the_referee_finds_the_legal_choice_legal(shape: Shape) -> None:
    for choice in shape.legal:
        assert place(shape.edition, choice.split()).audit.broken == ()


@EACH
def test_the_referee_names_the_rules_that_a_neighbour_breaks(shape: Shape) -> None:
    assert shape.illegal
    for choice, rules in shape.illegal.items():
        broken = place(shape.edition, choice.split()).audit.broken
        assert {rule.id for rule in broken} == set(rules.split()), choice


@EACH
def test_the_solver_finds_the_least(shape: Shape) -> None:
    has_credit = all(unit.credit is not None for unit in shape.edition.units)
    goal = Goal.LEAST_CREDIT if has_credit else Goal.FEWEST_UNITS
    answer = suggest(shape.qualification, Question(on=date(2024, 1, 1), goals=(goal,)))
    assert isinstance(answer, Plan)
    assert (answer.proof, answer.goals[0].value) == ("optimal", shape.least)
    by_key = {option.key: option for option in shape.edition.options}
    chosen = [by_key[f"{unit.group}:{unit.unit}"] for unit in answer.units]
    assert audit(shape.edition, chosen).legal


@pytest.mark.parametrize("shape", SMALL.values(), ids=list(SMALL))
def test_no_legal_choice_is_smaller(shape: Shape) -> None:
    """Every subset, up to 2 to the power of 11, judged by the referee alone."""
    sizes = []
    for choice in legal_choices(shape.edition):
        values = [option.unit.credit for option in choice]
        known = [credit for credit in values if credit is not None]
        sizes.append(sum(known) if len(known) == len(values) else len(choice))
    assert min(sizes) == shape.least


def test_most_shapes_are_small_enough_for_brute_force() -> None:
    assert len(SMALL) >= len(SHAPES) - 1
