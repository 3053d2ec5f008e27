"""Which options a scope takes in, read one option at a time.

The solver reads scopes in a way of its own (:mod:`solver.encoding.edition`), so that a slip here
shows up as a disagreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.rules import Scope

if TYPE_CHECKING:
    from catalogue.places import Option


def within(option: Option, scope: Scope) -> bool:
    """Tell whether ``scope`` takes in ``option``: every condition it states, less ``except``."""
    if scope.groups is not None and option.groups.isdisjoint(scope.groups):
        return False
    if scope.units is not None and option.unit.reference not in scope.units:
        return False
    if scope.level is not None:
        low, high = scope.level.at_least, scope.level.at_most
        if low is not None and option.unit.level < low:
            return False
        if high is not None and option.unit.level > high:
            return False
    return scope.excluding is None or not within(option, scope.excluding)
