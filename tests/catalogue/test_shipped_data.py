"""The shipped qualifications of other shapes, counted out by hand and by brute force."""

from __future__ import annotations

import re
from datetime import date

import pytest

from catalogue import Catalogue, Option
from solver import Conflict, Plan, Question, suggest
from tests.oracle import legal_choices

DAY = date(2024, 1, 1)
OFQUAL = r"[A-Z]/\d{3}/\d{4}"


@pytest.fixture(scope="module")
def choices(shipped: Catalogue) -> dict[str, list[tuple[Option, ...]]]:
    """Every legal choice, out of 2 to the power of 12 subsets at the most."""
    names = [
        "aat-l4-accounting-aq2016",
        "cipd-l3-learning-development",
        "othm-l5-education-training",
        "qualifi-l3-business-management",
    ]
    return {name: legal_choices(shipped.find(name).editions[0]) for name in names}


Choices = dict[str, list[tuple[Option, ...]]]


def test_two_of_five_optional_units_are_ten_choices(choices: Choices) -> None:
    found = choices["aat-l4-accounting-aq2016"]
    assert len(found) == 10  # 5 x 4 / 2
    assert {len(choice) for choice in found} == {6}


def test_two_of_six_optional_units_are_fifteen_choices_of_the_same_size(choices: Choices) -> None:
    found = choices["cipd-l3-learning-development"]
    assert len(found) == 15  # 6 x 5 / 2
    # 26 + 2 x 6 credits; 20 + 20 + 15 + 30 + 30 + 15 + 2 x 30 GLH
    assert {sum(o.unit.credit or 0 for o in choice) for choice in found} == {38}
    assert {sum(o.unit.glh or 0 for o in choice) for choice in found} == {190}


def test_at_most_nine_of_54_optional_credits_can_be_left_out(choices: Choices) -> None:
    found = choices["othm-l5-education-training"]
    # left out: nothing, the unit of 3, one of six units of 6, or 3 and 6 together: 1 + 1 + 6 + 6
    assert len(found) == 14
    assert all("R/618/2820" in {o.unit.reference for o in choice} for choice in found)


def test_without_action_research_there_is_no_choice(shipped: Catalogue) -> None:
    # 54 - 15 = 39 optional credits, 45 are asked for
    subject = shipped.find("othm-l5-education-training")
    answer = suggest(subject, Question(on=DAY, avoid=("R/618/2820",)))
    assert isinstance(answer, Conflict)


def test_six_units_and_two_optional_ones_leave_two_of_three(choices: Choices) -> None:
    found = choices["qualifi-l3-business-management"]
    assert len(found) == 3
    assert {sum(o.unit.glh or 0 for o in choice) for choice in found} == {390}  # 6 x 65


def test_units_without_a_published_reference_say_so(shipped: Catalogue) -> None:
    options = shipped.find("aat-l4-accounting-aq2016").editions[0].options
    assert len(options) == 9
    assert all(option.unit.coined for option in options)
    assert not any(
        unit.coined for unit in shipped.units.values() if re.fullmatch(OFQUAL, unit.reference)
    )


def test_a_qualification_without_credit_is_planned_by_units(shipped: Catalogue) -> None:
    answer = suggest(shipped.find("aat-l4-accounting-aq2016"), Question(on=DAY))
    assert isinstance(answer, Plan)
    assert (answer.totals.units, answer.totals.credit, answer.totals.glh) == (6, None, None)
    assert [goal.goal.value for goal in answer.goals] == ["fewest-units"]
