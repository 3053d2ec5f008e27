"""Editions whose lists are not complete: what could still hold through units that are missing.

A document may list only some units of a group ("and any other unit at level 3"). What the rules ask
for at least may then be met by a unit that nobody has listed, so an edition is *eased* before
anything is called impossible, forced or dead: what a missing unit could give is not asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, assert_never

from catalogue.missing import may_lack
from catalogue.qualification import Edition
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
    Spread,
)

if TYPE_CHECKING:
    from catalogue.places import Structure

_R = TypeVar("_R", Amount, Spread, Choose)


def eased(edition: Edition) -> Edition:
    """Return an edition without anything that a missing unit could give, or without figures.

    Every choice of listed units that some missing units would make legal is legal in it, so what
    it rules out is ruled out whatever is missing. The edition itself, if its lists are complete.
    """
    if not edition.incomplete_groups:
        return edition
    rules = tuple(_eased(rule, edition) for rule in edition.rules)
    return edition.replace(rules=rules)


def _eased(rule: Rule, edition: Structure) -> Rule:
    match rule:
        case Amount():
            low, high = rule.at_least, rule.at_most
            if low is not None and may_lack(edition, rule.of):
                low = None
            if isinstance(high, Percent) and may_lack(edition, high.base):
                high = None
            if rule.at_least_unknown and may_lack(edition, rule.of):
                rule = _changed(rule, at_least_unknown=False)
            return _amount(rule, low, high)
        case Mandatory() | Barred() | Requires():
            return rule  # about listed units alone
        case Spread():
            lacking = any(may_lack(edition, Scope(groups=(name,))) for name in rule.groups)
            return _changed(rule, at_least=0) if lacking else rule
        case Choose():
            parts = tuple(_eased(part, edition) for part in rule.rules)
            if any(_touched(part, edition) for part in rule.rules):
                return _changed(rule, rules=parts, at_least=rule.at_least or 0, at_most=None)
            return rule
        case _:
            assert_never(rule)


def _amount(rule: Amount, low: int | Percent | None, high: int | Percent | None) -> Amount:
    if (low, high) == (rule.at_least, rule.at_most):
        return rule
    if low is None and high is None:
        return _changed(rule, measure=Measure.UNITS, at_least=0, at_most=None)
    return _changed(rule, at_least=low, at_most=high)


def _touched(rule: Rule, edition: Structure) -> bool:
    """Whether missing units could change if a rule holds, one way or the other."""
    match rule:
        case Amount():
            bases = [b.base for b in (rule.at_least, rule.at_most) if isinstance(b, Percent)]
            return any(may_lack(edition, scope) for scope in (rule.of, *bases))
        case Mandatory():
            return may_lack(edition, rule.of)
        case Barred() | Requires():
            return False
        case Spread():
            return any(may_lack(edition, Scope(groups=(name,))) for name in rule.groups)
        case Choose():
            return any(_touched(part, edition) for part in rule.rules)
        case _:
            assert_never(rule)


def _changed(rule: _R, **changes: object) -> _R:
    return rule.model_copy(update=changes)
