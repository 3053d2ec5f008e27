"""Whether demands on sums can all be met, by going through everything that may add to them.

Step by step one of a few alternatives is taken, or none, and every state that the sums so far can
be in is kept. A sum that can no longer leave its interval, or enter it, is replaced by that fact,
so that the states stay few; a state that cannot become legal is dropped. If none is left at the
end, the demands cannot be met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


class Search:
    """Every state that the sums can be in, step by step.

    ``steps`` has the alternatives of each step, of which one is taken or none.
    """

    def __init__(
        self, demands: Sequence[Sum | Count], steps: Sequence[Sequence[int]], most_steps: int
    ) -> None:
        self.sums: list[Sum] = []
        self.must: list[bool] = []
        self.trees = [self._number(demand, True) for demand in demands]
        self.steps = [taken for step in steps if (taken := self._amounts(step))]
        self.left = most_steps
        self.cost = self._cheapest()
        self.ahead = self._ahead()

    def _amounts(self, alternatives: Sequence[int]) -> list[tuple[int, ...]]:
        """What each alternative adds to every sum: those that add something, each once."""
        rows = (tuple(one.amounts.get(a, 0) for one in self.sums) for a in alternatives)
        return [row for row in dict.fromkeys(rows) if any(row)]

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

    def _ahead(self) -> list[list[tuple[int, int]]]:
        """For each step and sum: the least and most that it and the steps after it can add."""
        spans = [[(0, 0)] * len(self.sums)]
        for step in reversed(self.steps):
            ends = [(min(0, *amounts), max(0, *amounts)) for amounts in zip(*step, strict=True)]
            spans.append(
                [(a + low, b + high) for (a, b), (low, high) in zip(spans[-1], ends, strict=True)]
            )
        return spans[::-1]

    def nothing(self) -> bool | None:
        """Whether no state is left at the end; null if there were too many on the way."""
        ceiling = None if self.cost is None else self.sums[self.cost].high
        prices = [] if ceiling is None else list(self._prices(ceiling))
        start = self._settled(tuple(0 for _ in self.sums), 0)
        states: dict[State, int] = {} if start is None else {start: 0}
        nothing = (0,) * len(self.sums)
        for step, alternatives in enumerate(self.steps):
            after: dict[State, int] = {}
            self.left -= (1 + len(alternatives)) * len(states)
            if self.left < 0:
                return None
            for state, cost in states.items():
                for amounts in (nothing, *alternatives):
                    now = cost if self.cost is None else cost + amounts[self.cost]
                    moved = self._settled(
                        tuple(
                            value + amount if isinstance(value, int) else value
                            for value, amount in zip(state, amounts, strict=True)
                        ),
                        step + 1,
                    )
                    if moved is None or (ceiling is not None and now > ceiling):
                        continue
                    if any(now + price.of(step + 1, moved) > price.ceiling for price in prices):
                        continue
                    after[moved] = min(now, after.get(moved, now))
            states = after
        return not any(all(_true(tree, state) for tree in self.trees) for state in states)

    def _settled(self, state: State, step: int) -> State | None:
        """The state with every sum that is decided replaced by whether it holds.

        Null if one that must hold does not. The sum that states compete in is left to them.
        """
        settled: list[int | str] = []
        for number, value in enumerate(state):
            if number == self.cost:
                settled.append(YES)
                continue
            if isinstance(value, str):
                settled.append(value)
                continue
            one = self.sums[number]
            least, most = (value + end for end in self.ahead[step][number])
            over = (one.low is not None and most < one.low) or (
                one.high is not None and least > one.high
            )
            inside = (one.low is None or least >= one.low) and (
                one.high is None or most <= one.high
            )
            if over and self.must[number]:
                return None
            settled.append(NO if over else YES if inside else value)
        return tuple(settled)

    def _prices(self, ceiling: int) -> Iterable[_Price]:
        """For each floor: the least cost at which the steps ahead can still reach it."""
        assert self.cost is not None
        for number, one in enumerate(self.sums):
            if not self.must[number] or number == self.cost or not one.low or one.low > 2_000:
                continue
            if min(one.amounts.values(), default=0) < 0:
                continue
            tables = [[0] + [ceiling + 1] * one.low]
            for step in reversed(self.steps):
                last = tables[-1]
                ways = [(row[self.cost], row[number]) for row in step]
                tables.append(
                    [
                        min(last[x], *(cost + last[max(0, x - amount)] for cost, amount in ways))
                        for x in range(one.low + 1)
                    ]
                )
            tables.reverse()
            yield _Price(number, one.low, ceiling, tables)


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
