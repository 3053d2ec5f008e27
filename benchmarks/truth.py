"""What is so of a random qualification, by trying every choice that there is.

It shares no code with the catalogue or the solver, and knows the rules from the page for authors.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from benchmarks.lots import Case, Data

Option = tuple[str, str, int]
"""A unit, the group that it stands in, and the number of its place."""

Choice = tuple[tuple[Option, bool], ...]
"""Options that count, each with whether it is held."""


class Truth:
    """What is so, by trying everything."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.options: list[Option] = []
        self.open: set[Option] = set()
        place = 0
        for group, inside in case.groups.items():
            for one in inside:
                option = (one["unit"] if isinstance(one, dict) else one, group, place)
                self.options.append(option)
                if not isinstance(one, dict):
                    self.open.add(option)
                place += 1
        self.glh_asked = "least-glh" in case.goals or "new_glh" in case.limits

    def current(self, unit: str) -> bool:
        """Whether something held is young enough."""
        day = self.case.held.get(unit)
        return day is not None and (not self.case.years or day > "2019-07-01")

    def within(self, option: Option, scope: Data) -> bool:
        """Whether a scope takes in an option."""
        unit, group, _ = option
        if "groups" in scope:
            homes = {group} | ({"B"} if self.case.nested and group == "C" else set())
            if not homes & set(scope["groups"]):
                return False
        if "units" in scope and unit not in scope["units"]:
            return False
        level, ends = self.case.units[unit]["level"], scope.get("level", {})
        if not ends.get("at_least", 0) <= level <= ends.get("at_most", 9):
            return False
        return "except" not in scope or not self.within(option, scope["except"])

    def amount(self, choice: Choice, measure: str, scope: Data) -> int:
        """How much of a choice is within a scope."""
        counted = [option[0] for option, _ in choice if self.within(option, scope)]
        return sum(1 if measure == "units" else self.case.units[one][measure] for one in counted)

    def holds(self, rule: Data, choice: Choice) -> bool:
        """Whether a rule holds of a choice."""
        counted = {unit for (unit, *_), _ in choice}
        match rule["kind"]:
            case "amount":
                value = self.amount(choice, rule["measure"], rule.get("of", {}))
                low, high = (rule.get(end) for end in ("at_least", "at_most"))
                for end, above in ((low, True), (high, False)):
                    if isinstance(end, dict):
                        base = self.amount(choice, rule["measure"], end["base"])
                        share = Fraction(end["percent"], 100) * base
                        over = value - share if above else share - value
                        if over < 0 or (end["strict"] and over == 0):
                            return False
                    elif end is not None and (value < end if above else value > end):
                        return False
                return True
            case "mandatory":
                places = {one[2] for one in self.options if self.within(one, rule["of"])}
                return places <= {option[2] for option, _ in choice}
            case "barred":
                return len(counted & set(rule["units"])) <= 1
            case "requires":
                units, needs = set(rule["units"]), set(rule["needs"])
                there = not counted & units or bool(counted & needs)
                back = not rule["co_requisite"] or not counted & needs or bool(counted & units)
                return bool(there and back)
            case _:
                return bool(
                    sum(self.holds(one, choice) for one in rule["rules"]) >= rule["at_least"]
                )

    def legal(self, choice: Choice) -> bool:
        """Whether every rule holds."""
        return all(self.holds(rule, choice) for rule in self.case.rules)

    def choices(self) -> Iterator[Choice]:
        """Every choice, whatever the rules say of it: each unit once."""
        for size in range(len(self.options) + 1):
            for some in itertools.combinations(self.options, size):
                if len({unit for unit, *_ in some}) == size:
                    yield tuple((one, False) for one in some)

    def meant(self, option: Option, reference: str) -> bool:
        """Whether a wish speaks of an option."""
        kind, _, named = reference.partition(":")
        if kind == "group":
            return self.within(option, {"groups": [named]})
        if kind == "level":
            return bool(self.case.units[option[0]]["level"] == int(named))
        return option[0] == reference

    def answers(self) -> Iterator[Choice]:
        """Every legal choice that keeps to the wishes and limits, in each way it may be had."""
        for choice in self.choices():
            if not self.legal(choice):
                continue
            counted = [option for option, _ in choice]
            if any(self.meant(one, bad) for one in counted for bad in self.case.avoid):
                continue
            if not all(any(self.meant(one, good) for one in counted) for good in self.case.want):
                continue
            ways = [self._ways(option) for option in counted]
            for how in itertools.product(*ways):
                made = tuple(zip(counted, how, strict=True))
                if self._affordable(made):
                    yield made

    def _ways(self, option: Option) -> list[bool]:
        """Whether it may be studied (false), and whether it counts as held (true)."""
        held = self.current(option[0])
        hidden = self.glh_asked and self.case.units[option[0]]["glh"] is None
        studied = option in self.open and not held and not hidden
        return [*([False] if studied else []), *([True] if held else [])]

    def _affordable(self, choice: Choice) -> bool:
        new = [self.case.units[unit] for (unit, *_), held in choice if not held]
        if self.case.cap and sum(held for _, held in choice) > self.case.cap:
            return False
        spent = {
            "new_credit": sum(one["credit"] for one in new),
            "new_units": len(new),
            "new_glh": sum(one["glh"] or 0 for one in new),
        }
        return all(spent[key] <= most for key, most in self.case.limits.items())

    def worth(self, choice: Choice) -> tuple[int, ...]:
        """What the goals come to, least first, whatever they are."""
        new = [self.case.units[unit] for (unit, *_), held in choice if not held]
        top = max(one["level"] for one in self.case.units.values())
        every = [self.case.units[unit] for (unit, *_), _ in choice]
        liked = sum(self.case.prefer.get(unit, 0) for (unit, *_), _ in choice)
        values = {
            "least-glh": sum(one["glh"] or 0 for one in new),
            "least-credit": sum(one["credit"] for one in new),
            "fewest-units": len(new),
            "highest-level": sum(top - one["level"] for one in every),
            "most-preferred": -liked,
        }
        return tuple(values[goal] for goal in self.case.goals)
