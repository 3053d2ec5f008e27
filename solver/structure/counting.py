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

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log2

from catalogue.places import Option
from solver.encoding.edition import Compiled
from solver.program.engine import Clock
from solver.program.linear import Bound
from solver.results.bounds import WhyNoCount

MOST_STATES = 500_000
"""States at one time, inclusive, beyond which counting is given up."""

Progress = Callable[[int, int], None]
"""Told now and then how many of how many units are decided."""

_FAR = 1 << 60
"""Beyond any sum: the bounds of an open end."""

_DEAD = -1
"""The number of no state: a rule is broken for good."""

State = tuple[int, ...]
"""What is kept of a choice: the state of each web of bounds that is still open, by its number."""


@dataclass(frozen=True, slots=True)
class Count:
    """The exact number of legal choices, or null with the reason why it was not found."""

    number: int | None
    reason: WhyNoCount | None = None


def count_choices(
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
    steps = _plan(options, sums, clock)
    if steps is None:
        return Count(None, "out-of-time")
    layer: dict[frozenset[State] | State, int] = {(): 1}
    for number, step in enumerate(steps):
        following: dict[frozenset[State] | State, int] = {}
        for done, (states, ways) in enumerate(layer.items()):
            if done % 4096 == 0:
                if progress is not None:
                    progress(number, len(steps))
                if clock.left <= 0:
                    return Count(None, "out-of-time")
                if len(following) > most_states:
                    return Count(None, "too-many-states")
            for moves in step.alternatives:
                after = step.advance(states, moves)
                if after is not None:
                    following[after] = following.get(after, 0) + ways
        if len(following) > most_states:
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


class _Web:
    """Bounds that hang together through literals, as one automaton; most are a bound alone.

    A state holds the sum so far of each bound, null once it is settled for good, and goes by the
    number under which it was first met.
    """

    def __init__(self, numbers: Sequence[int], sums: dict[int, _Sum]) -> None:
        self.sums = [sums[number] for number in numbers]
        self.support = set[int]().union(*(one.support for one in self.sums))
        at = {number: position for position, number in enumerate(numbers)}
        self.parts = [[(at[n], c) for n, c in one.parts.items()] for one in self.sums]
        self.parents = [[(at[n], c) for n, c in one.parents.items()] for one in self.sums]
        self.states: list[tuple[int | None, ...]] = []
        self.numbers: dict[tuple[int | None, ...], int] = {}
        self.first = self.number(tuple(one.base for one in self.sums))

    def number(self, state: tuple[int | None, ...]) -> int:
        """The number of a state."""
        if state not in self.numbers:
            self.numbers[state] = len(self.states)
            self.states.append(state)
        return self.numbers[state]


class _Move(dict[int, int]):
    """Where each state of a web goes when one unit is decided: ``_DEAD`` if it breaks a rule."""

    def __init__(self, web: _Web, option: int | None, after: set[int]) -> None:
        super().__init__()
        self.web = web
        self.deltas = [0 if option is None else one.terms.get(option, 0) for one in web.sums]
        rests = [[c for v, c in one.terms.items() if v in after] for one in web.sums]
        self.least = [sum(c for c in rest if c < 0) for rest in rests]
        self.greatest = [sum(c for c in rest if c > 0) for rest in rests]

    def __missing__(self, state: int) -> int:
        found = self._go(list(self.web.states[state]))
        self[state] = found
        return found

    def _go(self, work: list[int | None]) -> int:
        """Add what the unit gives, and settle what can be settled, parts before the whole."""
        web = self.web
        for position, one in enumerate(web.sums):
            value = work[position]
            if value is None:
                continue
            value += self.deltas[position]
            unsettled = [c for part, c in web.parts[position] if work[part] is not None]
            least = value + self.least[position] + sum(c for c in unsettled if c < 0)
            greatest = value + self.greatest[position] + sum(c for c in unsettled if c > 0)
            holds = one.low <= least and greatest <= one.high
            if not holds and one.low <= greatest and least <= one.high:
                work[position] = value
                continue
            if one.must and not holds:
                return _DEAD
            work[position] = None
            for parent, coefficient in web.parents[position]:
                above = work[parent]
                if holds and above is not None:
                    work[parent] = above + coefficient
        for position in reversed(range(len(work))):
            parents = web.parents[position]
            if parents and all(work[parent] is None for parent, _ in parents):
                work[position] = None
        return web.number(tuple(work))


Moves = tuple[tuple[int, _Move], ...]
"""One alternative of a step: the webs that it touches, by position, and where they go."""


@dataclass(frozen=True, slots=True)
class _Step:
    """The decision about one unit: it is left out, or stands at one of its places.

    ``opened`` are the first states of the webs that join, ``kept`` the positions of those that
    stay; null if all do.
    """

    alternatives: tuple[tuple[Moves, ...], ...]
    opened: State
    kept: tuple[int, ...] | None

    def advance(
        self, states: frozenset[State] | State, placements: tuple[Moves, ...]
    ) -> frozenset[State] | State | None:
        """The states after any of ``placements``, null if all of them break a rule."""
        if not isinstance(states, frozenset):
            if len(placements) == 1:
                return self._one(states, placements[0])
            states = frozenset((states,))
        reached = {self._one(state, moves) for state in states for moves in placements}
        after = frozenset(state for state in reached if state is not None)
        return after if len(after) > 1 else next(iter(after), None)

    def _one(self, state: State, moves: Moves) -> State | None:
        work = [*state, *self.opened]
        for position, move in moves:
            after = move[work[position]]
            if after == _DEAD:
                return None
            work[position] = after
        return tuple(work) if self.kept is None else tuple([work[p] for p in self.kept])


def _plan(options: Collection[Option], sums: _Sums, clock: Clock) -> list[_Step] | None:
    """Order and prepare the steps, null if time runs out."""
    units: dict[str, list[int]] = {}
    for option in sorted(options, key=lambda option: option.index):
        units.setdefault(option.unit.reference, []).append(option.index)
    webs = _webs(sums.sums)
    left = {index for places in units.values() for index in places}
    active: list[_Web] = []
    steps = []
    for places in _order(list(units.values()), sums):
        if clock.left <= 0:
            return None
        left.difference_update(places)
        touched = [web for web in webs if not web.support.isdisjoint(places)]
        opened = [web for web in touched if web not in active]
        work = [*active, *opened]
        kept = [at for at, web in enumerate(work) if not web.support.isdisjoint(left)]

        def moves(
            option: int | None,
            touched: Sequence[_Web] = touched,
            work: Sequence[_Web] = work,
            after: frozenset[int] = frozenset(left),
        ) -> Moves:
            return tuple((work.index(web), _Move(web, option, set(after))) for web in touched)

        steps.append(
            _Step(
                alternatives=((moves(None),), tuple(moves(index) for index in places)),
                opened=tuple(web.first for web in opened),
                kept=None if len(kept) == len(work) else tuple(kept),
            )
        )
        active = [work[at] for at in kept]
    return steps


def _webs(sums: dict[int, _Sum]) -> list[_Web]:
    """Put together what hangs together, in the order of evaluation."""
    webs: dict[int, set[int]] = {}
    for number, one in sums.items():
        together = {number}.union(*(webs[part] for part in one.parts))
        for member in together:
            webs[member] = together
    distinct = {id(members): members for members in webs.values()}
    return [_Web(sorted(members), sums) for members in distinct.values()]


def _order(units: Sequence[Sequence[int]], sums: _Sums) -> Iterator[Sequence[int]]:
    """Put the units in an order that keeps few sums open at a time, wide ones least of all.

    Next comes the first of those units after which the open sums weigh least. What a unit changes
    in that weight is worked out anew only where one of its sums was begun, or is nearly done.
    """
    weights = {
        number: log2(1 + sum(map(abs, one.terms.values())) + sum(map(abs, one.parts.values())))
        for number, one in sums.sums.items()
    }
    touched: list[dict[int, int]] = [{} for _ in units]
    members: dict[int, list[int]] = {number: [] for number in sums.sums}
    owner = {place: unit for unit, places in enumerate(units) for place in places}
    for number, one in sums.sums.items():
        for unit, share in Counter(owner[place] for place in one.support).items():
            touched[unit][number] = share
            members[number].append(unit)
    widest = {
        number: max((touched[u][number] for u in of), default=0) for number, of in members.items()
    }
    whole = {number: len(one.support) for number, one in sums.sums.items()}
    remaining = dict(whole)

    def change(unit: int) -> float:
        return sum(
            weights[number]
            * ((remaining[number] > share) - (0 < remaining[number] < whole[number]))
            for number, share in touched[unit].items()
        )

    left = {unit: change(unit) for unit in range(len(units))}
    while left:
        best = min(left, key=left.__getitem__)
        del left[best]
        stale: set[int] = set()
        for number, share in touched[best].items():
            begun = remaining[number] == whole[number]
            remaining[number] -= share
            if begun or remaining[number] <= widest[number]:
                stale.update(members[number])
        left.update((unit, change(unit)) for unit in left.keys() & stale)
        yield units[best]
