"""Whether a conflict is one, by plain arithmetic: nothing here knows of the solver's model.

The few rules and wishes of a conflict become sums over units, read as the referee reads them, each
with the interval it must lie in. Then the units are gone through one by one, keeping every state
that the sums so far can be in. A sum that can no longer leave its interval, or enter it, is
replaced by that fact, so that the states stay few; a state that cannot become legal is dropped. If
none is left at the end, no choice exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from catalogue.qualification import Edition, Option
from catalogue.rules import (
    Amount,
    Barred,
    Choose,
    Mandatory,
    Measure,
    Percent,
    Requires,
    Rule,
    Scope,
    with_parts,
)
from catalogue.scopes import within
from solver.hours import Hours
from solver.question import Question
from solver.results import Cause
from solver.wishes import Wishes

MOST_STEPS = 60_000
"""How many states may be looked at, in all, before the question is too large for this."""

State = tuple[int | str, ...]
"""What each sum comes to so far, or YES or NO once it is decided (never a bool: True equals 1)."""

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class _Sum:
    """``low <= sum of amounts <= high``, both inclusive; amounts by the number of the option."""

    amounts: dict[int, int]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class _Count:
    """Between ``low`` and ``high`` of ``parts`` hold, both inclusive."""

    parts: tuple[_Sum | _Count, ...]
    low: int | None = None
    high: int | None = None


def refute(
    edition: Edition,
    question: Question,
    wishes: Wishes,
    causes: Iterable[Cause],
    most_steps: int = MOST_STEPS,
) -> bool | None:
    """Tell whether no choice at all satisfies ``causes``; null where that would take too long."""
    reading = _Reading(edition, question, wishes)
    for cause in causes:
        reading.take(cause)
    options = [o.index for o in edition.options if o.index not in reading.shut]
    return _Search(reading.demands, options, most_steps).nothing()


class _Reading:
    """The causes of a conflict as demands on sums; shut options count nowhere."""

    def __init__(self, edition: Edition, question: Question, wishes: Wishes) -> None:
        self.edition = edition
        self.wishes = {
            **{("want", wish.text): wish for wish in wishes.want},
            **{("avoid", wish.text): wish for wish in wishes.avoid},
        }
        self.hours = Hours(edition, question.unknown_glh)
        self.rules = {rule.id: rule for rule in with_parts(edition.rules)}
        self.shut: set[int] = set()
        self.demands: list[_Sum | _Count] = []
        for options in edition.options_of.values():
            if len(options) > 1:
                self.demands.append(_Sum({option.index: 1 for option in options}, high=1))

    def take(self, cause: Cause) -> None:
        options = self.edition.options
        match cause.kind:
            case "want":
                wish = self.wishes["want", cause.name]
                self.demands.append(self.count(wish.takes_in, low=1))
            case "avoid":
                wish = self.wishes["avoid", cause.name]
                self.shut |= {o.index for o in options if wish.takes_in(o)}
            case "limit":
                self.limit(cause)
            case "date" | "unknown-hours":
                self.shut |= {
                    o.index
                    for o in options
                    if o.unit.reference in cause.units
                    and (cause.kind != "date" or self.closed(o, cause))
                }
            case "pathway" | "rule":
                self.demands += self.rule(self.rules[cause.name])
            case "place":
                for number in {o.place for o in options if o.place_name == cause.name}:
                    versions = [o for o in options if o.place == number]
                    if tuple(o.unit.reference for o in versions) == cause.units:
                        self.demands.append(_Sum({o.index: 1 for o in versions}, high=1))
            case _:
                assert_never(cause.kind)

    def closed(self, option: Option, cause: Cause) -> bool:
        opens, closes = option.version.opens, option.version.closes
        day = cause.name
        return bool((opens and day < opens.isoformat()) or (closes and closes.isoformat() < day))

    def count(
        self, test: Callable[[Option], bool], low: int | None = None, high: int | None = None
    ) -> _Sum:
        return _Sum({o.index: 1 for o in self.edition.options if test(o)}, low, high)

    def limit(self, cause: Cause) -> None:
        options, most = self.edition.options, cause.value
        assert most is not None
        if cause.name == "highest_level":
            self.shut |= {o.index for o in options if o.unit.level > most}
            return
        if cause.name == "surplus_credit":
            published = self.edition.published
            assert published is not None
            most += published.credit or 0
        amounts = {}
        for option in options:
            if cause.name == "new_units":
                amount: int | None = 1
            elif cause.name == "new_glh":
                amount = self.hours.of(option)
            else:
                amount = option.unit.credit
            if amount:
                amounts[option.index] = amount
        self.demands.append(_Sum(amounts, high=most))

    def rule(self, rule: Rule) -> list[_Sum | _Count]:
        match rule:
            case Amount():
                return list(self.amount(rule))
            case Mandatory():
                places = {o.place for o in self.edition.options if within(o, rule.of)}
                return [
                    _Sum({o.index: 1 for o in self.edition.options if o.place == number}, low=1)
                    for number in sorted(places)
                ]
            case Barred():
                return [self.count(lambda o: o.unit.reference in rule.units, high=rule.at_most)]
            case Requires():
                ways = [(rule.units, rule.needs)]
                if rule.co_requisite:
                    ways.append((rule.needs, rule.units))
                return [self.requires(units, needs, rule.at_least) for units, needs in ways]
            case Choose():
                parts = tuple(_all(self.rule(part)) for part in rule.rules)
                return [_Count(parts, rule.at_least, rule.at_most)]
            case _:
                assert_never(rule)

    def requires(self, units: Sequence[str], needs: Sequence[str], least: int) -> _Count:
        none = self.count(lambda o: o.unit.reference in units, high=0)
        enough = self.count(lambda o: o.unit.reference in needs, low=least)
        return _Count((none, enough), low=1)

    def amount(self, rule: Amount) -> Iterable[_Sum]:
        value = self.amounts(rule.measure, rule.of)
        low = rule.at_least if isinstance(rule.at_least, int) else None
        high = rule.at_most if isinstance(rule.at_most, int) else None
        if low is not None or high is not None:
            yield _Sum(value, low, high)
        for bound, name in ((rule.at_least, "low"), (rule.at_most, "high")):
            if isinstance(bound, Percent):
                base = self.amounts(rule.measure, bound.base)
                over = {
                    index: 100 * value.get(index, 0) - bound.percent * base.get(index, 0)
                    for index in {*value, *base}
                }
                yield _Sum(over, **{name: 0})

    def amounts(self, measure: Measure, scope: Scope) -> dict[int, int]:
        found = {}
        for option in self.edition.options:
            if within(option, scope):
                unit = option.unit
                by_measure = {"credit": unit.credit, "glh": unit.glh, "units": 1}
                found[option.index] = by_measure[measure.value] or 0
        return found


def _all(parts: Sequence[_Sum | _Count]) -> _Sum | _Count:
    return parts[0] if len(parts) == 1 else _Count(tuple(parts), low=len(parts))


class _Search:
    """Every state that the sums can be in, option by option."""

    def __init__(
        self, demands: Sequence[_Sum | _Count], options: Sequence[int], most_steps: int
    ) -> None:
        self.sums: list[_Sum] = []
        self.must: list[bool] = []
        self.trees = [self._number(demand, True) for demand in demands]
        touched = {index for one in self.sums for index in one.amounts}
        self.options = [index for index in options if index in touched]
        self.left = most_steps
        self.cost = self._cheapest()
        self.ahead = self._ahead()

    def _number(self, demand: _Sum | _Count, must: bool) -> int | _Numbered:
        """Give every sum a number; a demand becomes its number or a tree of numbers."""
        if isinstance(demand, _Sum):
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
        """For each option and sum: the least and most that it and the options after it can add."""
        spans = [[(0, 0)] * len(self.sums)]
        for index in reversed(self.options):
            row = []
            for (least, most), one in zip(spans[-1], self.sums, strict=True):
                amount = one.amounts.get(index, 0)
                row.append((least + min(amount, 0), most + max(amount, 0)))
            spans.append(row)
        return spans[::-1]

    def nothing(self) -> bool | None:
        """Whether no state is left at the end; null if there were too many on the way."""
        ceiling = None if self.cost is None else self.sums[self.cost].high
        prices = [] if ceiling is None else list(self._prices(ceiling))
        start = self._settled(tuple(0 for _ in self.sums), 0)
        states: dict[State, int] = {} if start is None else {start: 0}
        for step, index in enumerate(self.options):
            amounts = [one.amounts.get(index, 0) for one in self.sums]
            spent = 0 if self.cost is None else amounts[self.cost]
            after: dict[State, int] = {}
            self.left -= 2 * len(states)
            if self.left < 0:
                return None
            for state, cost in states.items():
                for taken in (False, True):
                    now = cost + spent if taken else cost
                    moved = self._settled(
                        tuple(
                            value + amount if taken and isinstance(value, int) else value
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
        """For each floor: the least cost at which the options ahead can still reach it."""
        assert self.cost is not None
        costs = self.sums[self.cost].amounts
        for number, one in enumerate(self.sums):
            if not self.must[number] or number == self.cost or not one.low or one.low > 2_000:
                continue
            if min(one.amounts.values(), default=0) < 0:
                continue
            tables = [[0] + [ceiling + 1] * one.low]
            for index in reversed(self.options):
                last, amount = tables[-1], one.amounts.get(index, 0)
                cost = costs.get(index, 0)
                tables.append(
                    [min(last[x], cost + last[max(0, x - amount)]) for x in range(one.low + 1)]
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
    """The least cost of lifting one sum to its ``floor``, with the options from a step on.

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
