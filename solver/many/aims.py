"""What is made least in a program of many learners, one stage after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from catalogue.units import Unit
from solver.many.covering import Stage
from solver.many.joint import Joint
from solver.program.linear import Terms
from solver.results.offer import OfferGoal

_AT_ONCE = 40
"""Units whose order is settled in one solve, inclusive: weights stay exact."""

Classes: TypeAlias = Mapping[str, list[int]]
"""The Booleans of the classes of each unit; empty where they are not counted."""


def aim(
    goal: OfferGoal,
    joint: Joint,
    units: Mapping[str, Unit],
    prices: Mapping[str, int],
    classes: Classes,
) -> Terms:
    """Return what a goal makes least: units, hours of all classes, or pence of all places."""
    match goal:
        case OfferGoal.FEWEST_UNITS:
            return tuple((offered, 1) for offered in joint.offered.values())
        case OfferGoal.LEAST_HOURS:
            return tuple(
                (variable, units[unit].glh or 0)
                for unit, offered in joint.offered.items()
                for variable in classes.get(unit, [offered])
                if units[unit].glh
            )
        case OfferGoal.LEAST_COST:
            return tuple(
                (variable, times * prices[unit])
                for unit, taken in joint.taken.items()
                if prices.get(unit)
                for variable, times in taken
            )


def orders(units: Sequence[str]) -> Iterator[Stage]:
    """The units in their order, the first of them the most: exact, some at a time."""
    for begins in range(0, len(units), _AT_ONCE):
        own = units[begins : begins + _AT_ONCE]
        weights = {unit: -(1 << place) for place, unit in enumerate(reversed(own))}
        yield partial(_ordered, weights)


def _ordered(weights: Mapping[str, int], joint: Joint) -> Terms:
    return tuple(
        (variable, weights[unit]) for unit, variable in joint.offered.items() if unit in weights
    )
