"""Whether sums can be met, held against every combination of alternatives."""

from __future__ import annotations

from itertools import product

from hypothesis import given, strategies as st

from solver.checks.sums import Count, Search, Sum
from tests.strategies import tries

NUMBERS = range(6)

amounts = st.dictionaries(st.sampled_from(NUMBERS), st.integers(-2, 4), max_size=6)
ends = st.none() | st.integers(-3, 9)
sums = st.builds(Sum, amounts, ends, ends)
counts = st.builds(Count, st.lists(sums, min_size=1, max_size=3).map(tuple), ends, ends)
demands = st.lists(sums | counts, min_size=1, max_size=4)
steps = st.permutations(NUMBERS).map(lambda order: [order[:1], order[1:3], order[3:4], order[4:]])


def holds(demand: Sum | Count, taken: set[int | None]) -> bool:
    if isinstance(demand, Sum):
        value = sum(amount for number, amount in demand.amounts.items() if number in taken)
    else:
        value = sum(holds(part, taken) for part in demand.parts)
    return (demand.low is None or demand.low <= value) and (
        demand.high is None or value <= demand.high
    )


@tries(100)
@given(demands, steps)
def test_nothing_is_left_exactly_where_no_combination_meets_the_demands(
    asked: list[Sum | Count], given_steps: list[list[int]]
) -> None:
    every = product(*([None, *step] for step in given_steps))
    none_fits = not any(all(holds(one, set(taken)) for one in asked) for taken in every)
    assert Search(asked, given_steps, 100_000).nothing() is none_fits


costs = st.builds(
    Sum, st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 4), max_size=6),
    st.none(), st.integers(-1, 8),
)  # fmt: skip
least = st.builds(
    Sum, st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 3), min_size=1, max_size=6),
    st.integers(0, 6), st.none() | st.integers(3, 7),
)  # fmt: skip


@tries(80)
@given(st.lists(least, min_size=1, max_size=3), st.lists(costs, min_size=1, max_size=2), steps)
def test_what_floors_cost_under_a_ceiling_is_what_they_cost_by_every_combination(
    floors: list[Sum], ceilings: list[Sum], given_steps: list[list[int]]
) -> None:
    """One sum of what nothing is taken away is the one in which states compete, by its cost."""
    asked = [*floors, *ceilings]
    every = product(*([None, *step] for step in given_steps))
    none_fits = not any(all(holds(one, set(taken)) for one in asked) for taken in every)
    assert Search(asked, given_steps, 100_000).nothing() is none_fits


def floors(count: int) -> tuple[list[Sum], list[list[int]]]:
    """So many floors of 4, each over two alternatives of 2 and 3, and one too few for all.

    Added up they ask for 4 each, which the ceiling has room for: both are needed, which makes 5.
    """
    amounts = {number: 2 + number % 2 for number in range(2 * count)}
    asked = [Sum({2 * n: 2, 2 * n + 1: 3}, low=4) for n in range(count)]
    return [*asked, Sum(amounts, high=5 * count - 1)], [[number] for number in range(2 * count)]


def test_what_a_step_cannot_change_takes_no_time() -> None:
    """A step of its own for each alternative, and of it one state or two: below ten for each."""
    for count in (10, 20, 40):
        search = Search(*floors(count), most_steps=100_000)
        assert search.nothing() is True
        assert 100_000 - search.left < 10 * 2 * count


def test_without_time_nothing_is_said() -> None:
    assert Search(*floors(10), most_steps=100_000, over=lambda: True).nothing() is None
    assert Search(*floors(10), most_steps=5).nothing() is None


def test_what_one_sum_shows_takes_no_state_at_all() -> None:
    """Pigeons against holes, floors against a ceiling, and even amounts that must come to 3."""
    holes = [Sum({5 * pigeon + hole: 1 for pigeon in range(6)}, high=1) for hole in range(5)]
    pigeons = [Sum({5 * pigeon + hole: 1 for hole in range(5)}, low=1) for pigeon in range(6)]
    alone = [[number] for number in range(30)]
    assert Search([*holes, *pigeons], alone, most_steps=0).nothing() is True
    threes = [Sum({3 * n + one: 2 for one in range(3)}, low=3) for n in range(10)]
    ceiling = Sum(dict.fromkeys(range(30), 2), high=39)
    assert Search([*threes, ceiling], alone, most_steps=0).nothing() is True
    assert Search([*threes[1:], ceiling], alone, most_steps=0).nothing() is None
    assert Search([Sum({0: 2, 1: 4}, 3, 3)], [[0], [1]], most_steps=0).nothing() is True
    assert Search([Sum({0: 2, 1: 4}, 3, 4)], [[0], [1]], most_steps=100).nothing() is False
