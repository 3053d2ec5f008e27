"""Whether demands on sums can all be met, by going through everything that may add to them.

Step by step one of a few alternatives is taken, or none, and every state that the sums so far can
be in is kept. A sum that can no longer leave its interval, or enter it, is replaced by that fact,
so that the states stay few; a state that cannot become legal is dropped. If none is left at the
end, the demands cannot be met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

State = tuple[int | str, ...]
"""What each sum comes to so far, or YES or NO once it is decided (never a bool: True equals 1)."""

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Sum:
    """``low <= sum of amounts <= high``, both inclusive; amounts by the alternative taken."""

    amounts: dict[int, int]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Between ``low`` and ``high`` of ``parts`` hold, both inclusive."""

    parts: tuple[Sum | Count, ...]
    low: int | None = None
    high: int | None = None


Row = tuple[int, tuple[tuple[int, int], ...]]
"""What an alternative adds to the sum that states compete in, and to others by their numbers."""

_NOTHING: Row = (0, ())

_PRICED_AT_ONCE = 16
"""Entries of a table of prices that are worked out in the time of one state."""

_LOOKS = 256
"""States between two looks at whether there is time left."""


class Search:
    """Every state that the sums can be in, step by step.

    ``steps`` has the alternatives of each step, of which one is taken or none. Only the sums that
    a step may add to are looked at then. ``most_steps`` states are looked at, no more, and none
    once ``over`` says that there is no time.
    """

    def __init__(
        self,
        demands: Sequence[Sum | Count],
        steps: Sequence[Sequence[int]],
        most_steps: int,
        over: Callable[[], bool] = lambda: False,
    ) -> None:
        self.sums: list[Sum] = []
        self.must: list[bool] = []
        self.alternatives = steps
        self.trees = [self._number(demand, True) for demand in demands]
        self.left = most_steps
        self.over = over
        self.cost = self._cheapest()
        self.steps = [rows for step in self._rows(steps) if (rows := list(dict.fromkeys(step)))]
        self.spans: list[tuple[int, int]] = []
        self.ahead = self._ahead()

    def _rows(self, steps: Sequence[Sequence[int]]) -> Iterator[Iterator[Row]]:
        """What each alternative of each step adds: those that add something."""
        added: dict[int, list[tuple[int, int]]] = {}
        costs: dict[int, int] = {}
        for number, one in enumerate(self.sums):
            for alternative, amount in one.amounts.items():
                if number == self.cost:
                    costs[alternative] = amount
                elif amount:
                    added.setdefault(alternative, []).append((number, amount))
        for step in steps:
            rows = ((costs.get(a, 0), tuple(added.get(a, ()))) for a in step)
            yield (row for row in rows if row != _NOTHING)

    def _number(self, demand: Sum | Count, must: bool) -> int | _Numbered:
        """Give every sum a number; a demand becomes its number or a tree of numbers."""
        if isinstance(demand, Sum):
            self.sums.append(demand)
            self.must.append(must)
            return len(self.sums) - 1
        parts = tuple(self._number(part, False) for part in demand.parts)
        return _Numbered(parts, demand.low, demand.high)

    def _cheapest(self) -> int | None:
        """The one sum of which only the least value per state need be kept, if there is one."""
        ceilings = [
            (one.high, number)
            for number, one in enumerate(self.sums)
            if self.must[number]
            and one.low is None
            and one.high is not None
            and min(one.amounts.values(), default=0) >= 0
        ]
        return max(ceilings)[1] if ceilings else None

    def _ahead(self) -> list[dict[int, tuple[int, int]]]:
        """For each step and sum that it may add to: the least and most that later ones can add.

        ``spans`` becomes what all steps can add to each sum.
        """
        self.spans = [(0, 0)] * len(self.sums)
        ahead = []
        for rows in reversed(self.steps):
            ends: dict[int, tuple[int, int]] = {}
            for _, row in rows:
                for number, amount in row:
                    low, high = ends.get(number, (0, 0))
                    ends[number] = min(low, amount), max(high, amount)
            ahead.append({number: self.spans[number] for number in ends})
            for number, (low, high) in ends.items():
                least, most = self.spans[number]
                self.spans[number] = least + low, most + high
        return ahead[::-1]

    def nothing(self) -> bool | None:
        """Whether no state is left at the end; null if there were too many on the way."""
        if self.over():
            return None
        if self._in_one_sum():
            return True
        ceiling = None if self.cost is None else self.sums[self.cost].high
        if ceiling is not None and ceiling < 0:
            return True  # a sum without anything is 0 already
        prices = {} if ceiling is None else self._prices(ceiling)
        if prices is None:
            return None
        start = self._settled([0] * len(self.sums), dict(enumerate(self.spans)))
        states: dict[State, int] = {} if start is None else {start: 0}
        for step, rows in enumerate(self.steps):
            after: dict[State, int] = {}
            ahead = self.ahead[step]
            priced = [prices[number] for number in ahead if number in prices]
            self.left -= (1 + len(rows)) * len(states)
            if self.left < 0:
                return None
            for looked, (state, cost) in enumerate(states.items()):
                if not looked % _LOOKS and self.over():
                    return None
                for dearer, row in (_NOTHING, *rows):
                    now = cost + dearer
                    if ceiling is not None and now > ceiling:
                        continue
                    values = list(state)
                    for number, amount in row:
                        value = values[number]
                        if not isinstance(value, str):
                            values[number] = value + amount
                    moved = self._settled(values, ahead)
                    if moved is None:
                        continue
                    if any(now + price.of(step + 1, moved) > price.ceiling for price in priced):
                        continue
                    after[moved] = min(now, after.get(moved, now))
            states = after
        return not any(all(_true(tree, state) for tree in self.trees) for state in states)

    def _in_one_sum(self) -> bool:
        """Whether a moment's arithmetic shows it: one sum, or all that must hold added up.

        A sum of nothing but multiples of a number comes to no value between two of them. And where
        floors and ceilings are added up, they may ask too much or too little of whatever is taken.
        """
        spare = 0
        total: dict[int, int] = {}
        for one, must in zip(self.sums, self.must, strict=True):
            if not must:
                continue
            common = gcd(*one.amounts.values()) or 1
            low = None if one.low is None else -(-one.low // common) * common
            high = None if one.high is None else one.high // common * common
            if low is not None and high is not None and low > high:
                return True
            for sign, end in ((1, low), (-1, high)):
                if end is not None:
                    spare -= sign * end
                    for alternative, amount in one.amounts.items():
                        total[alternative] = total.get(alternative, 0) + sign * amount
        most = sum(max(0, *(total.get(a, 0) for a in step)) for step in self.alternatives if step)
        return spare + most < 0

    def _settled(
        self, values: list[int | str], ahead: Mapping[int, tuple[int, int]]
    ) -> State | None:
        """The state with every sum that is decided replaced by whether it holds.

        ``ahead`` has the sums that may have come to be so, and what may still be added to them.
        Null if one that must hold does not. The sum that states compete in is left to them.
        """
        for number, (low, high) in ahead.items():
            value = values[number]
            if number == self.cost:
                values[number] = YES
                continue
            if isinstance(value, str):
                continue
            one = self.sums[number]
            least, most = value + low, value + high
            if (one.low is not None and most < one.low) or (
                one.high is not None and least > one.high
            ):
                if self.must[number]:
                    return None
                values[number] = NO
            elif (one.low is None or least >= one.low) and (one.high is None or most <= one.high):
                values[number] = YES
        return tuple(values)

    def _prices(self, ceiling: int) -> dict[int, _Price] | None:
        """For each floor: the least cost at which the steps ahead can still reach it.

        Null if there are too many to work out.
        """
        prices = {}
        for number, one in enumerate(self.sums):
            if not self.must[number] or number == self.cost or not one.low or one.low > 2_000:
                continue
            if one.low < 0 or min(one.amounts.values(), default=0) < 0:
                continue
            tables = [[0] + [ceiling + 1] * one.low]
            for rows, ahead in zip(reversed(self.steps), reversed(self.ahead), strict=True):
                last = tables[-1]
                if number not in ahead:
                    tables.append(last)
                    continue
                ways = [(cost, amount) for cost, row in rows if (amount := dict(row).get(number))]
                self.left -= 1 + len(last) * len(ways) // _PRICED_AT_ONCE
                if self.left < 0 or self.over():
                    return None
                tables.append(
                    [
                        min(here, *(cost + last[max(0, x - amount)] for cost, amount in ways))
                        for x, here in enumerate(last)
                    ]
                )
            tables.reverse()
            prices[number] = _Price(number, one.low, ceiling, tables)
        return prices


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A count over sums that are given by their numbers."""

    parts: tuple[int | _Numbered, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class _Price:
    """The least cost of lifting one sum to its ``floor``, with the steps from one on.

    ``tables`` has for each step the cost by what is missing.
    """

    number: int
    floor: int
    ceiling: int
    tables: list[list[int]]

    def of(self, step: int, state: State) -> int:
        """The least cost that is still to come in ``state``."""
        value = state[self.number]
        return 0 if isinstance(value, str) else self.tables[step][max(0, self.floor - value)]


def _true(tree: int | _Numbered, state: State) -> bool:
    """Whether a demand holds in a state in which every sum is decided."""
    if isinstance(tree, int):
        return state[tree] == YES
    holding = sum(_true(part, state) for part in tree.parts)
    return (tree.low is None or holding >= tree.low) and (tree.high is None or holding <= tree.high)
