"""What the rules of an edition speak of: every scope in them, and the groups that they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from catalogue.consistency import groups_with_places
from catalogue.qualification import Edition
from catalogue.rules import (
    Amount,
    Barred,
    Choose,
    Mandatory,
    Percent,
    Requires,
    Rule,
    Scope,
    Spread,
)


def scopes_of(rules: tuple[Rule, ...]) -> Iterator[Scope]:
    """Yield every scope that rules and their sub-rules speak of; units that they list are one."""
    for rule in rules:
        match rule:
            case Amount() | Mandatory():
                yield rule.of
            case Barred():
                yield Scope(units=rule.units)
            case Requires():
                yield Scope(units=(*rule.units, *rule.needs))
            case Spread():
                yield Scope(groups=rule.groups)
            case Choose():
                yield from scopes_of(rule.rules)
            case _:
                assert_never(rule)
        if isinstance(rule, Amount):
            for bound in (rule.at_least, rule.at_most):
                if isinstance(bound, Percent):
                    yield bound.base


def speaks_of_levels(rule: Rule) -> bool:
    """Whether a rule, or a part of it, asks for units of some levels."""
    scopes: list[Scope | None] = list(scopes_of((rule,)))
    for scope in scopes:
        if scope is not None and scope.level is not None:
            return True
        if scope is not None:
            scopes.append(scope.excluding)
    return False


def free_groups(edition: Edition) -> Iterator[str]:
    """Yield the groups of which no rule names the group, one around it, one in it, or a unit.

    Their units are a free choice: only rules about everything, or about levels, bind them.
    """
    named = set(_named(edition))
    for group, _ in groups_with_places(edition):
        around = {name for _, names in edition.every_group if group.id in names for name in names}
        if group.id in edition.inside and not named & (around | {group.id}):
            yield group.id


def _named(edition: Edition) -> Iterator[str]:
    """Every group that a scope names, or of which it names a unit."""
    for outer in scopes_of(edition.rules):
        scope: Scope | None = outer
        while scope is not None:
            yield from scope.groups or ()
            for reference in scope.units or ():
                yield from (option.group for option in edition.options_of[reference])
            scope = scope.excluding
