"""How many legal choices there are, exactly: a dynamic programme over the rules' states.

Units are decided one after the other. What is kept of a choice is only what the rules can still
ask about it: for each bound that is not settled yet, the sum so far. Choices with the same sums
have the same future, so they are counted together; a sum that can no longer miss its bound is
forgotten, and one that can no longer meet it ends the line. CP-SAT has no part in it.

A unit may stand in several places. Two choices are the same if they count the same units, wherever
those stand: the states that the different placements of the same units lead to are kept together
as one set, so that each set of units is counted once, and counted if any placement is legal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log2
from typing import Literal

from catalogue.qualification import Edition, Option
from solver.compile import Bound, Compiled
from solver.engine import Clock

MOST_STATES = 500_000
"""States at one time, inclusive, beyond which counting is given up."""

WhyNoCount = Literal["too-many-states", "out-of-time", "not-asked"]
Progress = Callable[[int, int], None]
"""Told now and then how many of how many units are decided."""

_FAR = 1 << 60
"""Beyond any sum: the bounds of an open end."""

State = tuple[int | None, ...]
"""The sum so far of each bound that is still open; null for one that is settled for good."""


@dataclass(frozen=True, slots=True)
class Count:
    """The exact number of legal choices, or null with the reason why it was not found."""

    number: int | None
    reason: WhyNoCount | None = None


def count_choices(
    edition: Edition,
    compiled: Compiled,
    options: Collection[Option],
    *,
    clock: Clock,
    most_states: int = MOST_STATES,
    progress: Progress | None = None,
) -> Count:
    """Count the sets of units that some placement among ``options`` makes legal.

    ``most_states`` is inclusive. ``progress`` is called for every unit and, in between, for every
    few thousand states.
    """
    sums = _Sums(compiled, {option.index for option in options})
    if sums.impossible:
        return Count(0)
    steps = _plan(edition, options, sums)
    layer: dict[frozenset[State], int] = {frozenset([()]): 1}
    for number, step in enumerate(steps):
        following: dict[frozenset[State], int] = {}
        for done, (states, ways) in enumerate(layer.items()):
            if done % 2048 == 0:
                if progress is not None:
                    progress(number, len(steps))
                if clock.left <= 0:
                    return Count(None, "out-of-time")
                if len(following) > most_states:
                    return Count(None, "too-many-states")
            for alternatives in (range(1), range(1, step.alternatives)):
                after = frozenset(step.advance(states, alternatives))
                if after:
                    following[after] = following.get(after, 0) + ways
        if sum(map(len, following)) > most_states:
            return Count(None, "too-many-states")
        layer = following
    return Count(sum(layer.values()))


@dataclass(slots=True)
class _Sum:
    """One bound: ``must`` hold, or else it defines a literal that stands in its ``parents``."""

    low: int
    high: int
    terms: dict[int, int]
    must: bool
    base: int = 0
    parts: dict[int, int] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    support: set[int] = field(default_factory=set)


class _Sums:
    """The bounds of an edition over the options that are open, in the order of evaluation.

    What holds or fails whatever is chosen is settled here and gone.
    """

    def __init__(self, compiled: Compiled, usable: set[int]) -> None:
        self.impossible = False
        self.sums: dict[int, _Sum] = {}
        literals = {d.literal: number for number, d in enumerate(compiled.definitions)}
        bounds = [(d.bound, False) for d in compiled.definitions]
        bounds += [(bound, True) for bound in _merged(compiled.bounds)]
        for number, (bound, must) in enumerate(bounds):
            new = _Sum(
                low=-_FAR if bound.low is None else bound.low,
                high=_FAR if bound.high is None else bound.high,
                terms={v: c for v, c in bound.terms if v in usable},
                must=must,
                parts={literals[v]: c for v, c in bound.terms if v in literals},
            )
            self.sums[number] = new
            for part, coefficient in new.parts.items():
                self.sums[part].parents[number] = coefficient
        self._settle()
        self._drop_what_nobody_asks()
        for one in self.sums.values():
            one.support = set(one.terms).union(*(self.sums[part].support for part in one.parts))

    def _settle(self) -> None:
        for number, one in list(self.sums.items()):
            coefficients = [*one.terms.values(), *one.parts.values()]
            least = one.base + sum(c for c in coefficients if c < 0)
            greatest = one.base + sum(c for c in coefficients if c > 0)
            holds = one.low <= least and greatest <= one.high
            if not holds and one.low <= greatest and least <= one.high:
                continue
            self.impossible |= one.must and not holds
            for parent, coefficient in one.parents.items():
                self.sums[parent].base += coefficient * holds
                del self.sums[parent].parts[number]
            for part in one.parts:
                del self.sums[part].parents[number]
            del self.sums[number]

    def _drop_what_nobody_asks(self) -> None:
        for number, one in sorted(self.sums.items(), reverse=True):
            if not one.must and not one.parents:
                for part in one.parts:
                    del self.sums[part].parents[number]
                del self.sums[number]


def _merged(bounds: Iterable[Bound]) -> Iterator[Bound]:
    """One bound for all those on the same expression."""
    ends: dict[tuple[tuple[int, int], ...], tuple[int, int]] = {}
    for bound in bounds:
        low, high = ends.get(bound.terms, (-_FAR, _FAR))
        ends[bound.terms] = (
            low if bound.low is None else max(low, bound.low),
            high if bound.high is None else min(high, bound.high),
        )
    for terms, (low, high) in ends.items():
        yield Bound(terms, low, high)


@dataclass(frozen=True, slots=True)
class _Touch:
    """What one step does to one sum, which stands at ``position`` while the step works.

    ``deltas`` has one entry for each alternative; ``least`` and ``greatest`` are what the options
    after this step can still add, ``parts`` what the literals can, by their positions (null while
    nothing of them is decided).
    """

    position: int
    deltas: tuple[int, ...]
    low: int
    high: int
    least: int
    greatest: int
    parts: tuple[tuple[int | None, int], ...]
    must: bool
    parents: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """The decision about one unit: alternative 0 leaves it out, each other places it."""

    alternatives: int
    opened: tuple[int, ...]
    touched: tuple[_Touch, ...]
    orphans: tuple[tuple[int, tuple[int, ...]], ...]
    kept: tuple[int, ...]

    def advance(self, states: Iterable[State], alternatives: Iterable[int]) -> Iterator[State]:
        for alternative in alternatives:
            for state in states:
                after = self._one(state, alternative)
                if after is not None:
                    yield after

    def _one(self, state: State, alternative: int) -> State | None:
        work: list[int | None] = [*state, *self.opened]
        for touch in self.touched:
            value = work[touch.position]
            if value is None:
                continue
            value += touch.deltas[alternative]
            least, greatest = value + touch.least, value + touch.greatest
            for position, coefficient in touch.parts:
                if position is None or work[position] is not None:
                    if coefficient < 0:
                        least += coefficient
                    else:
                        greatest += coefficient
            if least >= touch.low and greatest <= touch.high:
                for parent, coefficient in touch.parents:
                    above = work[parent]
                    if above is not None:
                        work[parent] = above + coefficient
                work[touch.position] = None
            elif greatest < touch.low or least > touch.high:
                if touch.must:
                    return None
                work[touch.position] = None
            else:
                work[touch.position] = value
        for position, parents in self.orphans:
            if all(work[parent] is None for parent in parents):
                work[position] = None
        return tuple([work[position] for position in self.kept])


def _plan(edition: Edition, options: Collection[Option], sums: _Sums) -> list[_Step]:
    units: dict[str, list[int]] = {}
    for option in sorted(options, key=lambda option: option.index):
        units.setdefault(option.unit.reference, []).append(option.index)
    order = _order(list(units.values()), sums)
    seen: set[int] = set()
    active: list[int] = []
    steps = []
    for places in order:
        seen.update(places)
        moved = [n for n, one in sums.sums.items() if not one.support.isdisjoint(places)]
        opened = [number for number in moved if number not in active]
        work = [*active, *opened]
        at = {number: position for position, number in enumerate(work)}
        active = [number for number in work if not sums.sums[number].support <= seen]
        steps.append(
            _Step(
                alternatives=1 + len(places),
                opened=tuple(sums.sums[number].base for number in opened),
                touched=tuple(_touch(sums, number, places, seen, at) for number in moved),
                orphans=tuple(
                    (at[number], tuple(at[parent] for parent in sums.sums[number].parents))
                    for number in sorted(active, reverse=True)
                    if not sums.sums[number].must
                ),
                kept=tuple(at[number] for number in active),
            )
        )
    assert not active, "after the last unit every bound is settled"
    return steps


def _touch(
    sums: _Sums, number: int, places: Sequence[int], seen: set[int], at: dict[int, int]
) -> _Touch:
    one = sums.sums[number]
    rest = [coefficient for index, coefficient in one.terms.items() if index not in seen]
    return _Touch(
        position=at[number],
        deltas=(0, *(one.terms.get(index, 0) for index in places)),
        low=one.low,
        high=one.high,
        least=sum(c for c in rest if c < 0),
        greatest=sum(c for c in rest if c > 0),
        parts=tuple(
            (at.get(part), c)
            for part, c in one.parts.items()
            if part in at or not sums.sums[part].support <= seen
        ),
        must=one.must,
        parents=tuple((at[parent], c) for parent, c in one.parents.items()),
    )


def _order(units: Sequence[Sequence[int]], sums: _Sums) -> list[Sequence[int]]:
    """Put the units in an order that keeps few sums open at a time, wide ones least of all."""
    weights = {
        number: log2(1 + sum(map(abs, one.terms.values())) + sum(map(abs, one.parts.values())))
        for number, one in sums.sums.items()
    }
    left = list(units)
    seen: set[int] = set()
    order = []
    while left:

        def open_after(places: Sequence[int]) -> float:
            after = seen.union(places)
            return sum(
                weights[number]
                for number, one in sums.sums.items()
                if not one.support <= after and not one.support.isdisjoint(after)
            )

        best = min(left, key=open_after)
        left.remove(best)
        seen.update(best)
        order.append(best)
    return order
