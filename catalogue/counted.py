"""What counts in a choice, and sums over it, of which some parts nobody may know."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from catalogue.places import Option
from catalogue.policy import Gives, withheld
from catalogue.qualification import Edition
from catalogue.rules import Amount, Measure, Percent, Scope
from catalogue.scopes import told_apart, within, within_at
from catalogue.shares import ratio
from catalogue.units import Level


@dataclass(frozen=True, slots=True)
class Told:
    """Whether a rule holds for all figures that nobody knows, and for some; which these are."""

    holds: bool
    may_hold: bool
    unknown: tuple[str, ...] = ()


def _amount_of(measure: Measure, option: Option) -> int | None:
    """What an option adds to a measure, or null where nobody knows."""
    if measure is Measure.UNITS:
        return 1
    if measure in {Measure.GLH, Measure.TQT}:
        return option.unit.glh if measure is Measure.GLH else option.unit.tqt
    if option.unit.credit is None and not option.unit.credit_unknown:
        raise ValueError(f"{option.unit.reference} has no credit, and null is never 0")
    return option.unit.credit


class Counted:
    """The options that count; ``gives`` has what a recognised one gives, by its number.

    What counts in each group (sub-groups included) and of each unit is looked up once, and so is
    what lacks a figure, so that a rule of one group among hundreds need not look at every other.
    """

    def __init__(
        self,
        options: Sequence[Option],
        gives: Mapping[int, Gives],
        not_to: Mapping[int, frozenset[str]],
    ) -> None:
        self.options = options
        self.gives = gives
        self.not_to = not_to
        self.places = {option.place for option in options}
        self.unsure = {
            measure: [option for option in options if _is_unsure(measure, option)]
            for measure in Measure
        }
        self.inside: dict[str, list[Option]] = {}
        self.options_of: dict[str, list[Option]] = {}
        for option in options:
            self.options_of.setdefault(option.unit.reference, []).append(option)
            for name in option.groups:
                self.inside.setdefault(name, []).append(option)


def taken_in(
    scope: Scope,
    among: Counted | Edition,
    test: Callable[[Option, Scope], bool] = within,
) -> Iterator[Option]:
    """What a scope takes in, in catalogue order: ``test`` is asked of all that it could be."""
    if scope.groups is not None:
        near: Iterable[Option] = chain.from_iterable(
            among.inside.get(name, ()) for name in scope.groups
        )
    elif scope.units is not None:
        near = chain.from_iterable(among.options_of.get(unit, ()) for unit in scope.units)
    else:
        near = among.options
    seen = {option.index: option for option in near}
    return (option for _, option in sorted(seen.items()) if test(option, scope))


def _withheld(measure: Measure, option: Option, scope: Scope, counted: Counted) -> bool:
    """Whether recognition gives nothing of a measure to a rule about a scope."""
    if not counted.gives and not counted.not_to:
        return False
    given = counted.gives.get(option.index, Gives.FULL)
    not_to = counted.not_to.get(option.index, frozenset())
    return measure is Measure.CREDIT and withheld(given, not_to, option.groups, scope)


def known_sum(measure: Measure, scope: Scope, counted: Counted) -> int:
    """What is known to be given within a scope."""
    inside = (o for o in taken_in(scope, counted) if not _withheld(measure, o, scope, counted))
    return sum(_amount_of(measure, option) or 0 for option in inside)


def weighed(rule: Amount, counted: Counted) -> Told | None:
    """Whether an amount is within its bounds, for all and for some of what nobody knows.

    Null where nothing is unknown that it speaks of. Each bound is a sum that must not be negative,
    to which an option adds something, or anything between two ends.
    """
    both = ((rule.at_least, 1), (rule.at_most, -1))
    bounds = [(bound, sign) for bound, sign in both if bound is not None]
    unsure = counted.unsure[rule.measure]
    ends = (_ends(rule, *bound, option, counted) for option in unsure for bound in bounds)
    if not any(low < high for low, high in ends):
        return None
    holds = may_hold = True
    unknown: list[str] = []
    for bound, sign in bounds:
        least: float = -int(bound.strict) if isinstance(bound, Percent) else -sign * bound
        most = least
        here: list[str] = []
        for option in counted.options:
            low, high = _ends(rule, bound, sign, option, counted)
            least, most = least + low, most + high
            if low < high:
                here.append(option.unit.reference)
        holds, may_hold = holds and least >= 0, may_hold and most >= 0
        if least < 0 <= most:
            unknown += here
    return Told(holds, may_hold, tuple(dict.fromkeys(unknown)))


def _ends(
    rule: Amount, bound: int | Percent, sign: int, option: Option, counted: Counted
) -> tuple[float, float]:
    """The least and the most that an option adds to what must not be negative."""
    part, whole = ratio(bound.percent) if isinstance(bound, Percent) else (0, 1)
    base = bound.base if isinstance(bound, Percent) else None
    weights = set()
    for level in told_apart(option, rule.of, base):
        weight = whole * _takes(rule.of, option, level, rule.measure, counted)
        if base is not None:
            weight -= part * _takes(base, option, level, rule.measure, counted)
        weights.add(sign * weight)
    if weights == {0}:
        return 0, 0
    amount = _amount_of(rule.measure, option)
    if amount is None:
        return (-math.inf if min(weights) < 0 else 0), (math.inf if max(weights) > 0 else 0)
    return amount * min(weights), amount * max(weights)


def _takes(scope: Scope, option: Option, level: Level, measure: Measure, counted: Counted) -> bool:
    """Whether an option gives to a scope if its unit is at a level."""
    return within_at(option, scope, level) and not _withheld(measure, option, scope, counted)


def _is_unsure(measure: Measure, option: Option) -> bool:
    unit = option.unit
    return (
        unit.level is None
        or (measure is Measure.CREDIT and unit.credit_unknown)
        or (measure is Measure.GLH and unit.glh is None)
        or (measure is Measure.TQT and unit.tqt is None)
    )
