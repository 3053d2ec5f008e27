"""Amounts of which some parts nobody knows, as bounds that hold for all of them, or for some.

To what must not be negative an option adds something between two ends. A bound that holds for all
that nobody knows takes the lower end of each, one that holds for some of it the upper end; where
an end is not finite, the option may not count, or settles the bound by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from catalogue.learner.recognised import Use
from catalogue.places import Option
from catalogue.qualification import Edition
from catalogue.rules import Amount, Measure, Percent, Scope
from catalogue.shares import ratio
from catalogue.units import Level
from solver.program.linear import Bound, linear

Inside = Callable[[Scope, Level | None], Collection[int]]
"""The numbers of the options in a scope, if units whose level is unknown are at the given one."""

Withheld = Callable[[Use, Scope], bool]


@dataclass(frozen=True)
class Unsure:
    """The amounts of one edition; ``uses`` are by their Booleans, ``inside`` reads a scope."""

    edition: Edition
    uses: Mapping[int, Use]
    inside: Inside
    withheld: Withheld

    @cached_property
    def lacking(self) -> dict[Measure, dict[int, Option]]:
        """For each measure the options whose level or figure nobody knows, by their numbers.

        Once for all rules: an edition may have thousands of units, and hundreds of rules.
        """
        return {
            measure: {
                option.index: option
                for option in self.edition.options
                if option.unit.level is None or figure(measure, option) is None
            }
            for measure in Measure
        }

    def about(self, rule: Amount) -> frozenset[int]:
        """The options of which a rule asks something that nobody knows."""
        ends = (rule.at_least, rule.at_most)
        named = [rule.of, *(end.base for end in ends if isinstance(end, Percent))]
        if not (unsure := self.lacking[rule.measure]):
            return frozenset()
        found: set[int] = set()
        for scope in named:
            inside = [unsure.keys() & set(self.inside(scope, level)) for level in (None, *Level)]
            ever = set().union(*inside)
            always = ever.intersection(*inside)
            # its level decides whether it is in the scope, or its figure what it gives there
            found |= {
                index
                for index in ever
                if index not in always or figure(rule.measure, unsure[index]) is None
            }
        return frozenset(found)

    def bounds(self, rule: Amount, surely: bool) -> Iterator[Bound]:
        """Yield what holds of the amount for all that nobody knows, or for some of it."""
        for limit, sign in ((rule.at_least, 1), (rule.at_most, -1)):
            if limit is not None:
                yield from self._bound(rule, limit, sign, surely)

    def _bound(
        self, rule: Amount, limit: int | Percent, sign: int, surely: bool
    ) -> Iterator[Bound]:
        part, whole = ratio(limit.percent) if isinstance(limit, Percent) else (0, 1)
        least = int(limit.strict) if isinstance(limit, Percent) else sign * limit
        taken: dict[int, dict[Level | None, tuple[bool, bool]]] = {}
        base = limit.base if isinstance(limit, Percent) else None
        for level in (None, *Level):
            of = self.inside(rule.of, level)
            under = () if base is None else self.inside(base, level)
            for option in self.edition.options:
                if (option.unit.level is None) == (level is not None):
                    here = (option.index in of, option.index in under)
                    taken.setdefault(option.index, {})[level] = here
        finite: dict[int, int] = {}
        endless: dict[int, int] = {}
        for option in self.edition.options:
            ways: list[tuple[int, Use | None]] = [(option.index, None)]
            ways += [(v, use) for v, use in self.uses.items() if use.option.index == option.index]
            ends: dict[int, int | None] = {}
            for variable, use in ways:
                kept_of, kept_base = (
                    # recognition keeps back credit, and nothing else
                    use is not None
                    and scope is not None
                    and rule.measure is Measure.CREDIT
                    and self.withheld(use, scope)
                    for scope in (rule.of, base)
                )
                weights = [
                    sign * (whole * (a and not kept_of) - part * (b and not kept_base))
                    for a, b in taken[option.index].values()
                ]
                ends[variable] = _end(weights, figure(rule.measure, option), surely)
            # a use stands beside the option that it fills, so it adds the difference
            own = ends[option.index]
            for variable, end in ends.items():
                first = variable == option.index
                finite[variable] = (end or 0) - (0 if first else own or 0)
                endless[variable] = (end is None) - (0 if first else own is None)
        terms = linear(finite.items())
        settled = linear(endless.items())
        if not settled:
            yield Bound(terms, low=least)
        elif surely:
            yield Bound(terms, low=least)
            yield Bound(settled, high=0)
        else:
            enough = max(0, least) + sum(abs(c) for _, c in terms)
            yield Bound(linear([*terms, *((v, enough * c) for v, c in settled)]), low=least)


def _end(weights: list[int], figure: int | None, surely: bool) -> int | None:
    """The lower end of what is added, or the upper; null where it is not finite."""
    worst = min(weights) if surely else max(weights)
    if figure is not None:
        return figure * worst
    return None if (worst < 0 if surely else worst > 0) else 0


def figure(measure: Measure, option: Option) -> int | None:
    """Return what an option has of a measure; null where it has none, or nobody knows."""
    unit = option.unit
    if measure is Measure.UNITS:
        return 1
    if measure in {Measure.GLH, Measure.TQT}:
        return unit.glh if measure is Measure.GLH else unit.tqt
    return unit.credit
