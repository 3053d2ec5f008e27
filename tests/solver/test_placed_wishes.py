"""A wish may say in which group something shall count."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue import Edition
from solver import Conflict, Plan, Question, UnknownWish, suggest
from solver.wishes import read_wishes
from tests.factories import amount, edition, group, qualification, unit

ON = date(2026, 9, 1)

# S may stand in either group, F in MAJOR alone, M in MINOR alone; each group asks for 10 credits
SHARED = unit("S1", credit=10, glh=50)
TWO_HOMES = edition(
    [
        group("MAJOR", SHARED, unit("F1", credit=10, glh=60)),
        group("MINOR", SHARED, unit("M1", credit=10, glh=40)),
    ],
    [
        amount("major", of={"groups": ["MAJOR"]}, at_least=10),
        amount("minor", of={"groups": ["MINOR"]}, at_least=10),
    ],
)


def places(**fields: object) -> list[tuple[str, str]]:
    question = Question.model_validate({"on": ON, **fields})
    answer = suggest(qualification(TWO_HOMES), question)
    assert isinstance(answer, Plan)
    return [(unit.unit, unit.group) for unit in answer.units]


def test_without_a_place_a_unit_counts_where_that_is_best() -> None:
    # 50 + 40 hours in place of 60 + 50
    assert places(want=["S1"]) == [("S1", "MAJOR"), ("M1", "MINOR")]


def test_a_unit_counts_where_it_is_wanted() -> None:
    assert places(want=["S1@MINOR"]) == [("F1", "MAJOR"), ("S1", "MINOR")]
    assert places(want=["s1 @ group:minor"]) == [("F1", "MAJOR"), ("S1", "MINOR")]


def test_a_unit_may_be_refused_in_one_place_alone() -> None:
    assert places(avoid=["S1@MAJOR"]) == [("F1", "MAJOR"), ("M1", "MINOR")]


def test_to_want_a_unit_there_and_to_refuse_it_clashes() -> None:
    question = Question(on=ON, want=("S1@MINOR",), avoid=("S1",))
    answer = suggest(qualification(TWO_HOMES), question)
    assert isinstance(answer, Conflict)
    assert [(cause.kind, cause.name) for cause in answer.causes] == [
        ("want", "S1@MINOR"),
        ("avoid", "S1"),
    ]


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("F1@MINOR", "F1 does not stand in group MINOR; it stands in MAJOR"),
        ("S1@MINR", "there is no group MINR; did you mean MINOR?"),
    ],
)
def test_a_place_that_is_none_is_told(wish: str, told: str) -> None:
    with pytest.raises(UnknownWish, match=told):
        suggest(qualification(TWO_HOMES), Question(on=ON, want=(wish,)))


def test_a_group_may_be_wanted_within_another(every_kind: Edition) -> None:
    for naming in ("group:BS@B", "group:B@BS", "group:BS@BS"):
        (wish,) = read_wishes(every_kind, Question(on=ON, want=(naming,))).want
        assert [o.unit.reference for o in every_kind.options if wish.takes_in(o)] == ["S1"]
