"""Two answers side by side: the differences are those of plain sets and sums."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given

from catalogue import Catalogue, Edition
from solver import Answer, Comparison, Conflict, Plan, Question, compare, suggest
from tests.asking import asked
from tests.factories import amount, edition, group, qualification, unit
from tests.strategies import tries

DAY = date(2026, 9, 1)


def ocr(shipped: Catalogue, **fields: object) -> Answer:
    question = Question.model_validate({"on": DAY, "goals": ["least-glh"], **fields})
    return suggest(shipped.find("ocr-l4-customer-service"), question)


@given(asked(), asked())
@tries(20)
def test_the_way_back_is_the_mirror_of_the_way_there(
    one: tuple[Edition, Question], other: tuple[Edition, Question]
) -> None:
    a, b = (suggest(qualification(edition), question) for edition, question in (one, other))
    there, back = compare(a, b), compare(b, a)
    assert (there.before, there.after) == (back.after, back.before)
    assert (there.entered, there.left) == (back.left, back.entered)
    for measure in ("credit", "glh", "units"):
        forth, again = getattr(there, measure), getattr(back, measure)
        assert (forth.before, forth.after) == (again.after, again.before)
        assert forth.change == (None if again.change is None else -again.change)
    assert {(g.goal, g.before, g.after) for g in there.goals} == {
        (g.goal, g.after, g.before) for g in back.goals
    }
    assert {r.id: (r.before, r.after) for r in there.rules} == {
        r.id: (r.after, r.before) for r in back.rules
    }
    assert {(m.unit, m.before, m.after) for m in there.regrouped} == {
        (m.unit, m.after, m.before) for m in back.regrouped
    }


@given(asked(), asked())
@tries(20)
def test_taking_out_what_left_and_putting_in_what_entered_leads_from_one_plan_to_the_other(
    one: tuple[Edition, Question], other: tuple[Edition, Question]
) -> None:
    a, b = (suggest(qualification(edition), question) for edition, question in (one, other))
    found = compare(a, b)
    if isinstance(a, Plan) and isinstance(b, Plan):
        old, new = ({unit.unit for unit in plan.units} for plan in (a, b))
        left, entered = ({unit.unit for unit in units} for units in (found.left, found.entered))
        assert left <= old
        assert not entered & old
        assert (old - left) | entered == new
        assert found.units.change == len(new) - len(old)
    else:
        assert not [*found.left, *found.entered, *found.regrouped]
        assert found.credit.change is found.glh.change is found.units.change is None


def test_one_hour_too_few_leaves_nothing_to_compare(shipped: Catalogue) -> None:
    # 171 GLH is the least that OCR publishes
    found = compare(ocr(shipped), ocr(shipped, limits={"new_glh": 170}))
    assert isinstance(found.after, Conflict)
    assert (found.glh.before, found.glh.after, found.glh.change) == (171, None, None)
    assert found.left == ()


def test_an_answer_is_the_same_as_itself(shipped: Catalogue) -> None:
    found = compare(ocr(shipped), ocr(shipped))
    assert found.same
    assert found.glh.change == 0
    assert all(rule.before == rule.after for rule in found.rules)


def test_hours_that_are_unknown_have_no_difference(shipped: Catalogue) -> None:
    known = Question(on=date(2024, 1, 15))
    unknown = Question(on=date(2024, 7, 1))
    level_1 = shipped.find("nocn-l1-customer-service")
    found = compare(suggest(level_1, known), suggest(level_1, unknown))
    assert found.glh.before is not None
    assert (found.glh.after, found.glh.change) == (None, None)


@pytest.mark.parametrize("limit", [170, 180])
def test_a_comparison_reads_back_from_json(shipped: Catalogue, limit: int) -> None:
    found = compare(ocr(shipped), ocr(shipped, limits={"new_glh": limit}))
    text = found.model_dump_json()
    assert Comparison.model_validate_json(text) == found
    assert json.loads(text)["answer"] == "comparison"


def test_one_code_of_two_organisations_is_two_units_in_two_qualifications() -> None:
    def plan(name: str, title: str) -> Answer:
        units = (unit(code).model_copy(update={"title": title}) for code in ("301", "D/506/2170"))
        own = edition([group("A", *units)], [amount("all", "units", of={}, at_least=1)])
        one = qualification(own).model_copy(update={"short_name": name})
        return suggest(one, Question(on=DAY, goals=("fewest-units",), want=("301", "D/506/2170")))

    before, after = plan("one", "Lead a team"), plan("other", "Bake bread")
    found = compare(before, after)
    assert [unit.unit for unit in found.left] == ["301"]
    assert [unit.unit for unit in found.entered] == ["301"]
    # in another edition it is the same unit, whatever it is called there
    again = compare(before, plan("one", "Bake bread"))
    assert (again.left, again.entered) == ((), ())
