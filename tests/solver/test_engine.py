"""Objectives in order: folded into one where that is exact, in stages where it is not."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given, strategies as st

from solver.program import engine, stages as staging
from solver.program.engine import Clock, Outcome, Program, solve, value_of
from solver.program.folding import unfold
from solver.program.linear import Bound, Definition, Terms, linear, reach
from solver.program.stages import optimise
from tests.strategies import tries

NAMES = ("a", "b", "c", "d")
EXPRESSIONS = st.lists(
    st.tuples(st.integers(0, len(NAMES) - 1), st.integers(-9, 9)), max_size=6
).map(linear)


@given(st.lists(EXPRESSIONS, max_size=4), EXPRESSIONS, st.integers(-20, 20), st.booleans())
@tries(60)
def test_the_optimum_is_lexicographic(
    objectives: list[Terms], terms: Terms, low: int, stages: bool
) -> None:
    program = Program(NAMES, [Bound(terms, low=low)])
    order: list[Terms] = [*objectives, *(((index, 1),) for index in range(len(NAMES)))]
    legal = [v for v in product([False, True], repeat=len(NAMES)) if value_of(terms, v) >= low]
    with pytest.MonkeyPatch.context() as patch:
        if stages:
            patch.setattr(staging, "_FOLDING_LIMIT", 1)
        found = optimise(program, order, clock=Clock(60))
    if not legal:
        assert found.outcome is Outcome.INFEASIBLE
        return
    best = min(legal, key=lambda values: [value_of(terms, values) for terms in order])
    assert (found.outcome, found.values) == (Outcome.OPTIMAL, best)
    assert found.proven == len(order)


MANY = tuple("abcdefghi")
RANGES = st.tuples(
    st.lists(st.tuples(st.integers(0, len(MANY) - 1), st.integers(-9, 9)), max_size=9).map(linear),
    st.integers(-12, 6),
    st.integers(0, 20),
)


@given(
    st.lists(RANGES, min_size=1, max_size=4),
    RANGES,
    st.permutations(range(len(MANY))),
    st.lists(st.sampled_from([-3, -1, 1, 2]), min_size=len(MANY), max_size=len(MANY)),
    st.booleans(),
)
@tries(60)
def test_a_large_program_is_settled_in_order_too(
    ranges: list[tuple[Terms, int, int]],
    goal: tuple[Terms, int, int],
    sequence: list[int],
    signs: list[int],
    with_goal: bool,
) -> None:
    bounds = [Bound(terms, low, low + width) for terms, low, width in ranges]
    order: list[Terms] = [((index, signs[index]),) for index in sequence]
    if with_goal:
        order = [goal[0], *order]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "LARGE_FROM", 1)
        patch.setattr(staging, "LARGE_FROM", 1)
        found = optimise(Program(MANY, bounds), order, clock=Clock(60))
    legal = [
        values
        for values in product([False, True], repeat=len(MANY))
        if all(low <= value_of(t, values) <= low + width for t, low, width in ranges)
    ]
    if not legal:
        assert found.outcome is Outcome.INFEASIBLE
        return
    best = min(legal, key=lambda values: [value_of(terms, values) for terms in order])
    assert (found.outcome, found.values, found.proven) == (Outcome.OPTIMAL, best, len(order))


@given(EXPRESSIONS, st.sampled_from([1, 1, 2, 3]), st.integers(-20, 20), st.integers(-20, 20))
@example(((0, 1), (1, 1)), 2, 1, 1)  # false at 0, 2 and 4: with nothing between once halved
@tries(60)
def test_a_definition_is_true_exactly_where_its_bound_holds(
    terms: Terms, factor: int, one: int, other: int
) -> None:
    terms = tuple((variable, factor * coefficient) for variable, coefficient in terms)
    low, high = sorted((one, other))
    literal = len(NAMES)
    names = (*NAMES, "holds")
    for values in product([False, True], repeat=len(NAMES)):
        fixed = dict(enumerate(values))
        program = Program(names, [], [Definition(literal, Bound(terms, low, high))], fixed)
        found = solve(program, clock=Clock(60))
        assert found.outcome is Outcome.OPTIMAL
        assert found.values[literal] == (low <= value_of(terms, values) <= high)


@given(EXPRESSIONS)
@tries(40)
def test_reach_is_the_range_of_values(terms: Terms) -> None:
    values = [value_of(terms, v) for v in product([False, True], repeat=len(NAMES))]
    assert reach(terms) == (min(values), max(values))


def test_even_amounts_never_add_up_to_an_odd_one() -> None:
    """One choice after the other, 2 to the power of 60 of them would have to be tried."""
    amounts = tuple((variable, 2 * (variable % 4 + 1)) for variable in range(60))
    program = Program([f"x{v}" for v, _ in amounts], [Bound(amounts, low=151, high=151)])
    assert solve(program, clock=Clock(20)).outcome is Outcome.INFEASIBLE


def test_no_objective_still_finds_a_solution() -> None:
    found = optimise(Program(NAMES, [Bound(((0, 1),), low=1)]), [], clock=Clock(60))
    assert (found.outcome, found.values[0]) == (Outcome.OPTIMAL, True)


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_and_seed_do_not_change_the_optimum(workers: int) -> None:
    program = Program(NAMES, [Bound(((0, 2), (1, 2), (2, 3), (3, 3)), low=5)])
    order: list[Terms] = [((0, 1), (1, 1), (2, 1), (3, 1))]
    order += [((index, -1),) for index in range(len(NAMES))]
    for seed in range(5):
        found = optimise(program, order, clock=Clock(60, workers, seed))
        # 5 of 2, 2, 3, 3 takes two of them, and the first two are only 4: a and c
        assert found.values == (True, False, True, False)


def test_the_bound_on_the_first_objective_follows_from_the_folded_one() -> None:
    # 10 * first + second >= 37 with second at most 9: first >= 2.8, so at least 3
    solved = engine.Solved(Outcome.FEASIBLE, (True,), 37)
    first: Terms = tuple((index, 1) for index in range(9))
    second: Terms = tuple((index, 1) for index in range(9))
    assert unfold(solved.bound, [first, second], [10, 1]) == 3


class Stages(Clock):
    """Time for so many stages, and for no more."""

    def __init__(self, stages: int) -> None:
        super().__init__(60.0)
        self.stages = stages

    @property
    def left(self) -> float:
        self.stages -= 1
        return 60.0 if self.stages >= 0 else 0.0


@pytest.mark.parametrize("empty", range(4))
@pytest.mark.parametrize("stages", range(0, 9, 2))
def test_an_objective_without_terms_is_met_and_takes_no_stage(
    empty: int, stages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it stands and whenever time ends, there is what is known by then."""
    monkeypatch.setattr(engine, "LARGE_FROM", 0)
    monkeypatch.setattr(staging, "LARGE_FROM", 0)  # each sum is a stage of its own
    two: Terms = ((0, 1), (1, 2))
    objectives: list[Terms] = [two, ((1, 1), (2, 1)), ((2, 1),)]
    objectives.insert(empty, ())
    program = Program(names=("a", "b", "c"), bounds=[Bound(((0, 1), (1, 1), (2, 1)), low=2)])
    found = optimise(program, objectives, clock=Stages(stages))
    if stages == 0:
        assert found.outcome is Outcome.UNKNOWN
        return
    # a and c cost 1, which no two others do
    assert found.values == (True, False, True)
    assert found.proven >= 1
    assert (found.proven == 4) is (found.outcome is Outcome.OPTIMAL)
