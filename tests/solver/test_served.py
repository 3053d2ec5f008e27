"""Places that are not enough for all, and offers where things are held: by brute force."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given, strategies as st

from catalogue import Edition
from solver import Question, Situation
from solver.many.offer import Delivery, offer
from solver.results.offer import NoOffer, Offer
from tests.factories import qualification
from tests.solver.offers import (
    SMALL,
    ask,
    holding,
    is_of_the_most,
    recorded,
    studies,
)
from tests.strategies import tries


@given(holding())
@tries(25)
def test_what_is_held_need_not_be_offered_and_the_curve_is_that_of_all_subsets(
    given: tuple[Edition, Question, list[frozenset[str]]],
) -> None:
    subject, asked, every = given
    found = offer(recorded(subject, asked, every), curve=True)
    assert isinstance(found, Offer)
    own_ways = [studies(subject, asked, own) for own in every]
    units = sorted({unit.reference for unit in subject.units})

    def able(some: tuple[str, ...]) -> int:
        return sum(any(way <= set(some) for way in own) for own in own_ways)

    most = [max(map(able, combinations(units, size))) for size in range(len(units) + 1)]
    all_of_them = sum(map(bool, own_ways))
    assert found.value == found.bound == most.index(all_of_them)
    assert len(found.cannot_finish) == len(every) - all_of_them
    for point in found.curve:
        assert (point.learners, point.at_most) == (most[point.units], most[point.units])
        assert able(point.offered) >= point.learners
        assert len(point.offered) <= point.units
    for each in found.learners:
        assert frozenset(each.units) in own_ways[int(each.id[1:])]


@given(holding(), st.data())
@tries(25)
def test_places_go_to_as_many_as_can_be_where_things_are_held(
    given: tuple[Edition, Question, list[frozenset[str]]], data: Any
) -> None:
    subject, asked, every = given
    places = {one.reference: data.draw(st.integers(0, 1)) for one in subject.units}
    own = [studies(subject, asked, one) for one in every]
    found = offer(recorded(subject, asked, every), delivery=Delivery(places=places))
    if isinstance(found, NoOffer):
        is_of_the_most(found, own, places)
        return
    for name, most in places.items():
        assert sum(name in one.units for one in found.learners) <= most
    assert len(found.learners) == sum(map(bool, own))


def test_where_not_all_can_be_served_those_further_up_are() -> None:
    # each needs one of two units that have one place together with the others free
    alike, other = ask(want=["B1"]), ask(want=["B1"], avoid=["B4"])
    learners = [
        (who, Situation.of(qualification(SMALL), one))
        for who, one in (("first", alike), ("second", other), ("third", alike))
    ]
    found = offer(learners, delivery=Delivery(places={"B1": 2}))
    assert isinstance(found, NoOffer)
    assert [one.id for one in found.learners] == ["first", "second"]
    assert (found.left_over, found.at_most) == (("third",), 2)
    # who takes two qualifications finishes both, or none: one place of B1 is not enough
    both = [*learners[:1], ("first", learners[1][1]), learners[2]]
    found = offer(both, delivery=Delivery(places={"B1": 1}))
    assert isinstance(found, NoOffer)
    assert [one.id for one in found.learners] == ["third"]
