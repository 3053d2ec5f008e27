"""Which rule of one edition is which of another, by what they say and not by what they are called.

Two rules that ask the same of the same units are one rule, whatever their ids; then two that speak
of the same units in the same measure, between other bounds; and only then two of one id. So a rule
that was renamed is told as renamed, and one whose bound was moved as changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeAlias, assert_never

from catalogue.identity import full_name, identity, same_unit
from catalogue.places import Option
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
    with_parts,
)
from catalogue.scopes import may_be_within, within

Pair: TypeAlias = tuple[Rule | None, Rule | None]
"""A rule of the old edition and the one of the new that it is; null where there is none."""

_Key: TypeAlias = Callable[["_Said", Rule], Hashable]


def paired(old: Edition, new: Edition, groups: Mapping[str, str]) -> list[Pair]:
    """Return every rule and sub-rule once, with what it is in the other edition.

    In the order of the old edition, then what is new. ``groups`` has the new name of each group
    that was renamed.
    """
    before, after = _Said(old, groups), _Said(new, {})
    left = list(with_parts(old.rules))
    right = list(with_parts(new.rules))
    found: dict[int, Rule] = {}
    for key in _KEYS:
        for rule in list(left):
            said = before.whole(rule), key(before, rule)
            same = [other for other in right if (after.whole(other), key(after, other)) == said]
            if same:
                found[id(rule)] = same[0]
                left.remove(rule)
                right.remove(same[0])
    return [
        *((rule, found.get(id(rule))) for rule in with_parts(old.rules)),
        *((None, rule) for rule in right),
    ]


class _Said:
    """What the rules of one edition say, in the names of the newer one."""

    def __init__(self, edition: Edition, groups: Mapping[str, str]) -> None:
        self.edition = edition
        self.groups = groups

    def whole(self, rule: Rule) -> bool:
        """Whether a rule stands by itself, and is no part of another."""
        return any(rule is one for one in self.edition.rules)

    def written(self, scope: Scope | None) -> Hashable:
        """A scope by the groups, units and levels that it names."""
        if scope is None:
            return None
        return (
            self.named(scope.groups),
            scope.level,
            None if scope.units is None else frozenset(scope.units),
            self.written(scope.excluding),
        )

    def named(self, groups: tuple[str, ...] | None) -> Hashable:
        return None if groups is None else frozenset(self.groups.get(n, n) for n in groups)

    def met(self, scope: Scope) -> Hashable:
        """A scope by the units that it takes in, for sure and perhaps."""

        def units(takes_in: Callable[[Option, Scope], bool]) -> frozenset[tuple[str, str]]:
            return frozenset(
                identity(option.unit) for option in self.edition.options if takes_in(option, scope)
            )

        return units(within), units(may_be_within)

    def about(self, rule: Rule, scope: Callable[[Scope], Hashable]) -> Hashable:
        """What a rule speaks of, without its bounds."""
        match rule:
            case Amount():
                shares = tuple(
                    scope(bound.base) if isinstance(bound, Percent) else None
                    for bound in (rule.at_least, rule.at_most)
                )
                return "amount", rule.measure, scope(rule.of), shares
            case Mandatory():
                return "mandatory", scope(rule.of)
            case Barred():
                return "barred", frozenset(rule.units)
            case Requires():
                ways = (frozenset(rule.units), frozenset(rule.needs))
                return "requires", frozenset(ways) if rule.co_requisite else ways
            case Spread():
                return "spread", self.named(rule.groups)
            case Choose():
                return "choose", frozenset(self.about(part, scope) for part in rule.rules)
            case _:
                assert_never(rule)

    def bounds(self, rule: Rule) -> Hashable:
        """The bounds of a rule and of its sub-rules."""
        match rule:
            case Amount():
                return tuple(
                    (bound.percent, bound.strict) if isinstance(bound, Percent) else bound
                    for bound in (rule.at_least, rule.at_most, rule.at_least_unknown)
                )
            case Mandatory():
                return ()
            case Barred():
                return rule.at_most
            case Requires():
                return rule.at_least, rule.co_requisite
            case Spread():
                return rule.at_least, rule.at_most
            case Choose():
                parts = frozenset(
                    (self.about(part, self.written), self.bounds(part)) for part in rule.rules
                )
                return rule.at_least, rule.at_most, parts
            case _:
                assert_never(rule)

    def all(self, rule: Rule, scope: Callable[[Scope], Hashable]) -> Hashable:
        return self.about(rule, scope), self.bounds(rule)


_KEYS: tuple[_Key, ...] = (
    lambda said, rule: (rule.id, said.all(rule, said.written)),
    lambda said, rule: said.all(rule, said.written),
    lambda said, rule: said.all(rule, said.met),
    lambda said, rule: (rule.id, said.about(rule, said.written)),
    lambda said, rule: said.about(rule, said.written),
    lambda said, rule: said.about(rule, said.met),
    lambda said, rule: (rule.id, rule.kind),
)
"""What two rules have in common, the most telling first."""


def apart(
    old: Edition, new: Edition
) -> tuple[Mapping[str, tuple[Option, ...]], Mapping[str, tuple[Option, ...]]]:
    """Return the options of the units of each edition, by names that only the same unit shares.

    That is the reference, but ``ORGANISATION:CODE`` where the two have the code of different
    organisations.
    """
    before, after = old.options_of, new.options_of
    two = {
        code
        for code in before.keys() & after.keys()
        if not same_unit(before[code][0].unit, after[code][0].unit)
    }
    if not two:
        return before, after
    first, second = (
        {full_name(o[0].unit) if code in two else code: o for code, o in options.items()}
        for options in (before, after)
    )
    return first, second


def renamed_groups(old: Edition, new: Edition) -> Iterator[tuple[str, str]]:
    """Yield each group of the old edition that has another name in the new one, with that name.

    The two have the same units, and neither name stands in the other edition.
    """
    before, after = (
        {
            group.id: frozenset(
                option.unit.reference for option in edition.inside.get(group.id, ())
            )
            for group, _ in edition.every_group
        }
        for edition in (old, new)
    )
    gone = {name: units for name, units in before.items() if name not in after and units}
    come = {name: units for name, units in after.items() if name not in before}
    for name, units in gone.items():
        if same := [other for other, those in come.items() if those == units]:
            del come[same[0]]
            yield name, same[0]


def _units(edition: Edition, group: str) -> frozenset[tuple[str, str]]:
    return frozenset(identity(option.unit) for option in edition.inside.get(group, ()))
