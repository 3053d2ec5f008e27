"""Amounts of which some parts nobody knows, as demands on sums: for all figures, or for some.

Each bound is a sum that must not be negative. An option adds something to it between two ends,
for the level and the figure of its unit may be any; what is not finite settles the bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from catalogue.learner.recognised import Use
from catalogue.places import Option
from catalogue.policy import withheld
from catalogue.rules import Amount, Measure, Percent, Scope
from catalogue.scopes import levels_of, within_at
from catalogue.shares import ratio
from catalogue.units import Level
from solver.checks.sums import Count, Sum


def is_unsure(rule: Amount, options: Iterable[Option]) -> bool:
    """Whether any of ``options`` lacks a figure of which the amount could speak."""
    return any(o.unit.level is None or _figure(rule.measure, o) is None for o in options)


def demands(
    rule: Amount, options: Mapping[int, Option], uses: Mapping[int, Use], surely: bool
) -> Iterator[Sum | Count]:
    """Yield what an amount asks, for all that nobody knows or for some of it.

    ``options`` has what each alternative fills; those that are recognised are among ``uses``.
    """
    for bound, sign in ((rule.at_least, 1), (rule.at_most, -1)):
        if bound is None:
            continue
        share, least = None, 0
        part, whole = 0, 1
        if isinstance(bound, Percent):
            share, least = bound, int(bound.strict)
            part, whole = ratio(bound.percent)
        else:
            least = sign * bound
        finite: dict[int, int] = {}
        endless: dict[int, int] = {}
        for number, option in options.items():
            use = uses.get(number)
            weights = [
                sign * whole * _takes(rule, rule.of, option, level, use)
                - (sign * part * _takes(rule, share.base, option, level, use) if share else 0)
                for level in levels_of(option)
            ]
            end = min(weights) if surely else max(weights)
            figure = _figure(rule.measure, option)
            if figure is not None:
                finite[number] = figure * end
            elif end < 0 if surely else end > 0:
                endless[number] = 1
        reached = Sum(finite, low=least)
        if not endless:
            yield reached
        elif surely:
            yield reached
            yield Sum(endless, high=0)
        else:
            yield Count((reached, Sum(endless, low=1)), low=1)


def _takes(rule: Amount, scope: Scope, option: Option, level: Level, use: Use | None) -> bool:
    """Whether an option gives to a scope if its unit is at a level."""
    kept = (
        use is not None
        and rule.measure is Measure.CREDIT
        and withheld(use.gives, use.not_to, option.groups, scope)
    )
    return not kept and within_at(option, scope, level)


def _figure(measure: Measure, option: Option) -> int | None:
    """What an option adds to a measure; null where nobody knows, 0 where there is none."""
    unit = option.unit
    match measure:
        case Measure.UNITS:
            return 1
        case Measure.CREDIT:
            return None if unit.credit_unknown else unit.credit or 0
        case Measure.GLH:
            return unit.glh
        case Measure.TQT:
            return unit.tqt
