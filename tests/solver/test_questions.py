"""Answers to random questions, held against brute force over every choice."""

from __future__ import annotations

from hypothesis import given

from catalogue import Edition, Option
from solver import Goal, Plan, Question, Tradeoff, Why, suggest, tradeoff, why
from tests.asking import asked, fitting, goals, rank, value
from tests.factories import qualification
from tests.strategies import tries


def units(choice: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(option.group, option.unit.reference) for option in choice]


@given(asked())
@tries(70)
def test_the_plan_is_the_best_of_all_choices_in_every_goal(given: tuple[Edition, Question]) -> None:
    edition, question = given
    choices = fitting(edition, question)
    answer = suggest(qualification(edition), question)
    assert isinstance(answer, Plan) == bool(choices)
    if isinstance(answer, Plan):
        best = min(choices, key=lambda choice: rank(edition, question, choice))
        assert [(unit.group, unit.unit) for unit in answer.units] == units(best)
        assert [(g.goal, g.value, g.proven, g.bound) for g in answer.goals] == [
            (goal, v := value(goal, edition, question, best), True, v)
            for goal in goals(edition, question)
        ]


@given(asked())
@tries(30)
def test_alternatives_are_in_order_complete_and_never_add_to_a_better_one(
    given: tuple[Edition, Question],
) -> None:
    edition, question = given
    answer = suggest(qualification(edition), question, others=4)
    if not isinstance(answer, Plan):
        return
    expected: list[tuple[Option, ...]] = []
    ranked = sorted(fitting(edition, question), key=lambda c: rank(edition, question, c))
    for choice in ranked:
        names = {option.unit.reference for option in choice}
        if not any({o.unit.reference for o in better} <= names for better in expected):
            expected.append(choice)
    assert answer.alternatives is not None
    found = [[(u.group, u.unit) for u in one.units] for one in answer.alternatives.choices]
    assert found == [units(choice) for choice in expected[1:5]]
    assert answer.alternatives.ended == ("asked" if len(expected) > 4 else "exhausted")


@given(asked())
@tries(30)
def test_diverse_alternatives_are_the_best_that_lack_so_many_units_of_each_before(
    given: tuple[Edition, Question],
) -> None:
    edition, question = given
    answer = suggest(qualification(edition), question, others=2, diverse=True)
    if not isinstance(answer, Plan):
        return
    ranked = sorted(fitting(edition, question), key=lambda c: rank(edition, question, c))
    names = [{option.unit.reference for option in choice} for choice in ranked]
    # At least half as many units of the best plan as any choice lacks, and at least one.
    differ = max(1, (max(len(names[0] - other) for other in names) + 1) // 2)
    expected = [0]
    for number, units_ in enumerate(names):
        if all(len(names[before] - units_) >= differ for before in expected):
            expected.append(number)
    assert answer.alternatives is not None
    assert answer.alternatives.differ == differ
    found = [[(u.group, u.unit) for u in one.units] for one in answer.alternatives.choices]
    assert found == [units(ranked[number]) for number in expected[1:3]]


@given(asked(goals=False))
@tries(30)
def test_the_front_has_every_pair_of_values_that_no_choice_betters(
    given: tuple[Edition, Question],
) -> None:
    edition, drawn = given
    question = drawn.replace(goals=[Goal.LEAST_GLH])  # so that the oracle leaves out unknown hours
    second = Goal.MOST_PREFERRED if question.prefer else Goal.HIGHEST_LEVEL
    answer = tradeoff(qualification(edition), question, (Goal.LEAST_GLH, second))
    pairs = {
        (value(Goal.LEAST_GLH, edition, question, c), value(second, edition, question, c))
        for c in fitting(edition, question)
    }
    assert isinstance(answer, Tradeoff) == bool(pairs)
    if isinstance(answer, Tradeoff):
        sign = -1 if second is Goal.MOST_PREFERRED else 1
        front = sorted(
            (x, y)
            for x, y in pairs
            if not any((a, b) != (x, y) and a <= x and sign * b <= sign * y for a, b in pairs)
        )
        assert [point.values for point in answer.points] == front
        assert answer.complete


@given(asked())
@tries(30)
def test_prices_are_what_the_best_choice_with_or_without_the_unit_comes_to(
    given: tuple[Edition, Question],
) -> None:
    edition, question = given
    answer = suggest(qualification(edition), question, priced=True)
    if not isinstance(answer, Plan):
        return
    choices = fitting(edition, question)
    asked_of = answer.prices[len(answer.prices) // 2].unit
    told = why(qualification(edition), question, [asked_of])
    assert isinstance(told, Why)
    assert [price.unit for price in answer.prices] == [unit.reference for unit in edition.units]
    best = {unit.unit for unit in answer.units}
    for price in answer.prices:
        turned = [
            choice
            for choice in choices
            if (price.unit in {o.unit.reference for o in choice}) != (price.unit in best)
        ]
        assert price.counts == (price.unit in best)
        if not turned:
            assert price.effect == ("forced" if price.counts else "impossible")
            if price.unit == asked_of:
                assert told.reasons[0].conflict is not None
            continue
        other = min(turned, key=lambda choice: rank(edition, question, choice))
        if price.unit == asked_of:
            (reason,) = told.reasons
            assert reason.price == price
            assert reason.instead is not None
            assert [(one.group, one.unit) for one in reason.instead.units] == units(other)
        assert price.effect == "priced"
        assert [(step.goal, step.value, step.change) for step in price.goals] == [
            (
                goal.goal,
                value(goal.goal, edition, question, other),
                value(goal.goal, edition, question, other) - goal.value,
            )
            for goal in answer.goals
        ]
