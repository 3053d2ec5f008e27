"""Which options a scope takes in, read one option at a time.

The solver reads scopes in a way of its own (:mod:`solver.encoding.edition`), so that a slip here
shows up as a disagreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.rules import Scope
from catalogue.units import Level

if TYPE_CHECKING:
    from catalogue.places import Option


_EVERY_LEVEL = tuple(Level)


def within(option: Option, scope: Scope) -> bool:
    """Tell whether ``scope`` takes in ``option``: every condition it states, less ``except``.

    A unit whose level is not known is in it only if it is so at every level.
    """
    return all(within_at(option, scope, level) for level in told_apart(option, scope))


def may_be_within(option: Option, scope: Scope) -> bool:
    """Tell whether ``scope`` takes in ``option``, or would do so at some level of its unit."""
    return any(within_at(option, scope, level) for level in told_apart(option, scope))


def levels_of(option: Option) -> tuple[Level, ...]:
    """Return the level of the unit, or every one that it may have."""
    return _EVERY_LEVEL if option.unit.level is None else (option.unit.level,)


def told_apart(option: Option, *scopes: Scope | None) -> tuple[Level, ...]:
    """Return the levels that the unit may have, or one of them where no scope speaks of any."""
    if option.unit.level is None and any(map(_speaks_of_level, scopes)):
        return _EVERY_LEVEL
    return levels_of(option)[:1]


def _speaks_of_level(scope: Scope | None) -> bool:
    return scope is not None and (scope.level is not None or _speaks_of_level(scope.excluding))


def within_at(option: Option, scope: Scope, at: Level) -> bool:
    """Tell whether ``scope`` takes in ``option`` if its unit is at some level."""
    if scope.groups is not None and option.groups.isdisjoint(scope.groups):
        return False
    if scope.units is not None and option.unit.reference not in scope.units:
        return False
    if scope.level is not None:
        low, high = scope.level.at_least, scope.level.at_most
        if low is not None and at < low:
            return False
        if high is not None and at > high:
            return False
    return scope.excluding is None or not within_at(option, scope.excluding, at)
