"""Choices and what they are turned into: each keeps what it is said to keep, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import given, strategies as st

from solver import Cause
from solver.conflicts.choices import Choices
from solver.program.linear import Bound, Definition, linear
from solver.task.clauses import Clause
from tests.strategies import tries

BASE = 5
LITERALS = (5, 6)
"""Two Booleans that mean a bound each, the second perhaps of the first."""


def bounds(variables: int) -> st.SearchStrategy[Bound]:
    pairs = st.tuples(st.integers(0, variables - 1), st.integers(-2, 3))
    ends = st.none() | st.integers(-2, 4)
    return st.builds(Bound, st.lists(pairs, max_size=4).map(linear), ends, ends)


clauses = st.builds(
    Clause,
    st.just(Cause(kind="rule", name="r")),
    st.lists(bounds(7), max_size=2).map(tuple),
    st.frozensets(st.integers(0, BASE - 1), max_size=1),
)
meanings = st.tuples(bounds(5), bounds(6)).map(
    lambda pair: [Definition(literal, one) for literal, one in zip(LITERALS, pair, strict=True)]
)


def keeps(values: Sequence[bool], clause: Clause) -> bool:
    return not any(values[index] for index in clause.shut) and all(
        bound.holds(values) for bound in clause.bounds
    )


def legal(always: Sequence[Bound], meaning: Sequence[Definition]) -> list[tuple[bool, ...]]:
    found = []
    for base in product([False, True], repeat=BASE):
        values = list(base)
        for one in meaning:
            values.append(one.bound.holds([*values, False, False]))
        if all(bound.holds(values) for bound in always):
            found.append(tuple(values))
    return found


@tries(25)
@given(st.lists(bounds(5), max_size=1), meanings, st.lists(clauses, min_size=2, max_size=5))
def test_what_a_choice_is_turned_into_keeps_all_but_one(
    always: list[Bound], meaning: list[Definition], asked: list[Clause]
) -> None:
    every = legal(always, meaning)
    if any(all(keeps(values, one) for one in asked) for values in every):
        return  # it is taken apart only if it cannot all hold
    for values in every:
        kept = [one for one in asked if keeps(values, one)]
        rest = [one for one in asked if not keeps(values, one)]
        choices = Choices(always, meaning)
        choices.add(values, kept, rest)
        proven = [one for one in asked if choices.keep(o for o in asked if o is not one)]
        possible = [
            one
            for one in asked
            if any(all(keeps(v, o) for o in asked if o is not one) for v in every)
        ]
        assert {id(one) for one in proven} <= {id(one) for one in possible}
        assert len(rest) > 1 or rest[0] in proven
        assert choices.keep(kept)
