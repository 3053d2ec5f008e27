"""Groups whose lists are not complete: whether a unit that is missing could be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.rules import Scope

if TYPE_CHECKING:
    from catalogue.places import Structure


def may_lack(edition: Structure, scope: Scope) -> bool:
    """Tell whether a unit that is missing from an incomplete group could be of ``scope``.

    Its level is not known, and a list of units names none of them.
    """
    if not edition.incomplete_groups or scope.units is not None:
        return False
    if scope.groups is None:
        return True
    open_ended = set(edition.incomplete_groups)
    # it would be of every group around the incomplete one, and could be of each sub-group of it
    return any(
        group.id in scope.groups and not names.isdisjoint(open_ended)
        for group, names in edition.every_group
    ) or any(
        group.id in open_ended and not names.isdisjoint(scope.groups)
        for group, names in edition.every_group
    )
