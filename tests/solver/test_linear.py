"""Bounds over Booleans, on every assignment."""

from __future__ import annotations

from itertools import product

from hypothesis import given, strategies as st

from solver.program.linear import Bound
from tests.strategies import tries

ends = st.none() | st.integers(-6, 6)


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=4), ends, ends, st.booleans())
@tries(60)
def test_a_bound_holds_where_a_literal_says_so_and_nothing_else_does(
    factors: list[int], low: int | None, high: int | None, true: bool
) -> None:
    bound = Bound(tuple(enumerate(factors)), low, high)
    literal = len(factors)
    where = list(bound.where(literal, true))
    for values in product([False, True], repeat=literal + 1):
        asked = values[literal] is true
        assert all(one.holds(values) for one in where) is (not asked or bound.holds(values))


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=4), ends, ends, st.integers(0, 3))
@tries(30)
def test_a_bound_that_is_moved_says_the_same_further_on(
    factors: list[int], low: int | None, high: int | None, first: int
) -> None:
    bound = Bound(tuple(enumerate(factors)), low, high)
    for values in product([False, True], repeat=len(factors)):
        further = (*(True,) * first, *values)
        assert bound.moved(first).holds(further) is bound.holds(values)
