"""Rules to bounds on linear expressions over Booleans. No other module encodes a rule.

A rule only *yields* bounds. Where it is a part of a ``choose``, a Boolean is defined to be true
exactly where all its bounds hold, and the ``choose`` is a bound on those Booleans.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import assert_never

from catalogue.learner.recognised import NOTHING, Recognised, Use
from catalogue.policy import Cap, Gives, Way
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
from catalogue.shares import ratio
from solver.encoding.variables import Variables, holds
from solver.program.linear import Bound, Definition, Terms, linear


@dataclass(frozen=True)
class Compiled:
    """An edition as bounds: ``structure`` always, ``rules`` by their ids, ``definitions``.

    Where something is held, ``uses`` are the ways to use it, by the Booleans that say so, and
    ``recognition`` their bounds; ``caps`` are those of the caps on them, in their order.
    """

    names: tuple[str, ...]
    structure: tuple[Bound, ...]
    rules: tuple[tuple[str, tuple[Bound, ...]], ...]
    definitions: tuple[Definition, ...]
    recognition: tuple[Bound, ...] = ()
    caps: tuple[Bound, ...] = ()
    uses: Mapping[int, Use] = field(default_factory=dict)

    @property
    def bounds(self) -> Iterator[Bound]:
        """Every bound of a legal choice."""
        yield from self.structure
        yield from self.recognition
        yield from self.caps
        for _, bounds in self.rules:
            yield from bounds

    @cached_property
    def uses_of(self) -> Mapping[int, tuple[int, ...]]:
        """The uses that could fill each option, by its number."""
        found: dict[int, tuple[int, ...]] = {}
        for variable, use in self.uses.items():
            found[use.option.index] = (*found.get(use.option.index, ()), variable)
        return found

    def studied(self, terms: Terms) -> Terms:
        """Return a sum over options as the same sum over those that are newly studied."""
        if not self.uses:
            return terms
        value = dict(terms)
        used = [(v, -value.get(use.option.index, 0)) for v, use in self.uses.items()]
        return (*terms, *[(v, c) for v, c in used if c])

    def credited(self, terms: Terms) -> Terms:
        """Return a sum of credit as the same sum without what is recognised without credit."""
        without = [v for v, use in self.uses.items() if use.gives is Gives.NO_CREDIT]
        credit = dict(terms)
        return linear([*terms, *((v, -credit.get(self.uses[v].option.index, 0)) for v in without)])


def capped(
    edition: Edition,
    every: Mapping[int, Use],
    ways: frozenset[Way],
    cap: Cap,
    inside: Collection[int],
) -> Bound:
    """Return the bound of a cap on the uses of some ways; ``every`` use by its Boolean.

    ``inside`` are the numbers of the options within its scope.
    """
    within_scope = {v: use for v, use in every.items() if use.option.index in inside}
    uses = [
        (v, use)
        for v, use in within_scope.items()
        if use.way in ways or (cap.awarded_too and use.awarded_rpl)
    ]
    amount = [(v, 1 if cap.counts_units else use.credit) for v, use in uses]
    if cap.measure != "percent":
        return Bound(linear(amount), high=cap.number)
    options = [option for option in edition.options if option.index in inside]
    if cap.counts_units:
        counted = [(option.index, 1) for option in options]
    else:
        counted = [(option.index, option.unit.credit or 0) for option in options]
        counted += [
            (v, use.credit - (use.option.unit.credit or 0)) for v, use in within_scope.items()
        ]
    part, whole = ratio(cap.at_most)
    share = [(v, whole * c) for v, c in amount] + [(v, -part * c) for v, c in counted]
    return Bound(linear(share), high=0)


def literal_of(
    name: str, bounds: Sequence[Bound], names: list[str], definitions: list[Definition]
) -> int:
    """Return a Boolean that is true exactly where all of ``bounds`` hold.

    It is added to ``names``, and what defines it to ``definitions``.
    """
    if len(bounds) != 1:
        parts = [
            literal_of(f"{name}/{number}", [bound], names, definitions)
            for number, bound in enumerate(bounds, 1)
        ]
        bounds = [Bound(tuple((part, 1) for part in parts), low=len(parts))]
    literal = holds(names, name)
    definitions.append(Definition(literal, bounds[0]))
    return literal


_MOST_KEPT = 64
"""Editions whose compiled form is kept, inclusive."""

_kept: dict[int, tuple[Edition, Compiled]] = {}
"""The last editions that were compiled, by identity, the one used last at the end.

An edition is frozen, but to compare two takes longer than to compile one. Since it is kept here,
its identity cannot pass to another.
"""

_keeping = Lock()


def compile_edition(edition: Edition, recognised: Recognised = NOTHING) -> Compiled:
    """Return the bounds that the options of a legal choice satisfy, and no others.

    With what is ``recognised`` these are also the bounds of its uses; nothing of that is kept,
    since it is of one learner.
    """
    if recognised is not NOTHING:
        return compile_anew(edition, recognised)
    with _keeping:
        kept = _kept.pop(id(edition), None) or (edition, compile_anew(edition))
        _kept[id(edition)] = kept
        if len(_kept) > _MOST_KEPT:
            del _kept[next(iter(_kept))]
        return kept[1]


def compile_anew(edition: Edition, recognised: Recognised = NOTHING) -> Compiled:
    """Return the same as :func:`compile_edition`, which may have it already."""
    return _Compiler(edition, recognised).compiled()


class _Compiler:
    def __init__(self, edition: Edition, recognised: Recognised) -> None:
        self.edition = edition
        self.recognised = recognised
        self.variables = Variables(edition, recognised.uses)
        self.definitions: list[Definition] = []
        self.everything = frozenset(range(len(edition.options)))
        self.measures: dict[Measure, list[int | None]] = {}
        self.by_place: dict[int, list[int]] = defaultdict(list)
        self.by_group: dict[str, set[int]] = defaultdict(set)
        for option in edition.options:
            self.by_place[option.place].append(option.index)
            for name in option.groups:
                self.by_group[name].add(option.index)

    def compiled(self) -> Compiled:
        rules = tuple((rule.id, tuple(self.bounds(rule))) for rule in self.edition.rules)
        return Compiled(
            names=tuple(self.variables.names),
            structure=tuple(self.structure()),
            rules=rules,
            definitions=tuple(self.definitions),
            recognition=tuple(self.recognition()),
            caps=tuple(
                capped(self.edition, self.variables.uses, ways, cap, self.scope(cap.of))
                for ways, cap in (self.recognised.caps if self.variables.uses else ())
            ),
            uses=self.variables.uses,
        )

    def recognition(self) -> Iterator[Bound]:
        """An achievement is used once, an entry whole; an option is filled once, if it counts."""
        by_option: dict[int, list[int]] = {}
        by_achievement: dict[int, list[int]] = {}
        entries: dict[int, int] = {}
        for variable, use in self.variables.uses.items():
            by_option.setdefault(use.option.index, []).append(variable)
            if use.entry is not None and use.entry in entries:
                # used whole or not at all, so that the first of it stands for all
                yield Bound(((entries[use.entry], -1), (variable, 1)), 0, 0)
                continue
            if use.entry is not None:
                entries[use.entry] = variable
            for number in use.achievements:
                by_achievement.setdefault(number, []).append(variable)
        for index, together in by_option.items():
            yield Bound(linear([(index, -1), *((v, 1) for v in together)]), high=0)
        for together in by_achievement.values():
            if len(together) > 1:
                yield Bound(tuple((v, 1) for v in together), high=1)

    def structure(self) -> Iterator[Bound]:
        """A place takes one version at the most, and a unit counts once."""
        units = [
            [option.index for option in options]
            for options in self.edition.options_of.values()
            if len(options) > 1
        ]
        for together in [*self.by_place.values(), *units]:
            if len(together) > 1:
                yield Bound(tuple((index, 1) for index in sorted(together)), high=1)

    def bounds(self, rule: Rule) -> Iterator[Bound]:
        match rule:
            case Amount():
                yield from self.amount(rule)
            case Mandatory():
                yield from self.mandatory(rule)
            case Barred():
                yield Bound(self.units(rule.units), high=rule.at_most)
            case Requires():
                yield from self.requires(rule.units, rule.needs, rule.at_least)
                if rule.co_requisite:
                    yield from self.requires(rule.needs, rule.units, rule.at_least)
            case Spread():
                terms = tuple((self.used(rule.id, name), 1) for name in dict.fromkeys(rule.groups))
                yield Bound(terms, rule.at_least, rule.at_most)
            case Choose():
                literals = [self.literal(part) for part in rule.rules]
                terms = tuple((literal, 1) for literal in literals)
                yield Bound(terms, rule.at_least, rule.at_most)
            case _:
                assert_never(rule)

    def used(self, rule: str, group: str) -> int:
        """A Boolean that is true exactly where a unit of ``group`` counts."""
        some = Bound(tuple((index, 1) for index in sorted(self.scope(Scope(groups=(group,))))), 1)
        return literal_of(f"{rule}: {group}", [some], self.variables.names, self.definitions)

    def literal(self, rule: Rule) -> int:
        """A Boolean that is true exactly where every bound of ``rule`` holds."""
        bounds = list(self.bounds(rule))
        return literal_of(rule.id, bounds, self.variables.names, self.definitions)

    def amount(self, rule: Amount) -> Iterator[Bound]:
        terms = self.measured(rule.measure, rule.of)
        low = rule.at_least if isinstance(rule.at_least, int) else None
        high = rule.at_most if isinstance(rule.at_most, int) else None
        if low is not None or high is not None:
            yield Bound(terms, low, high)
        if isinstance(least := rule.at_least, Percent):
            yield Bound(self.less_share(terms, rule.measure, least), low=int(least.strict))
        if isinstance(most := rule.at_most, Percent):
            yield Bound(self.less_share(terms, rule.measure, most), high=-int(most.strict))

    def less_share(self, terms: Terms, measure: Measure, share: Percent) -> Terms:
        """The amount times the denominator of the share, less its numerator times the base."""
        base = self.measured(measure, share.base)
        part, whole = ratio(share.percent)
        return linear([(v, whole * c) for v, c in terms] + [(v, -part * c) for v, c in base])

    def mandatory(self, rule: Mandatory) -> Iterator[Bound]:
        """Every place is filled. A place with versions has a bound of its own.

        So the rule means the same whether or not a place may take several versions, which an
        explanation asks about.
        """
        scope = self.scope(rule.of)
        by_place = self.by_place
        wanted = {self.edition.options[index].place for index in scope}
        single = [by_place[p][0] for p in sorted(wanted) if len(by_place[p]) == 1]
        several = [by_place[p] for p in sorted(wanted) if len(by_place[p]) > 1]
        if single or not several:
            yield Bound(tuple((index, 1) for index in single), low=len(single))
        for versions in several:
            yield Bound(tuple((index, 1) for index in versions), low=1)

    def requires(
        self, units: Iterable[str], needs: Iterable[str], at_least: int
    ) -> Iterator[Bound]:
        have = self.units(needs)
        for reference in units:
            asked = [(index, -at_least) for index in self.variables.counts(reference)]
            yield Bound(linear([*have, *asked]), low=0)

    def units(self, references: Iterable[str]) -> Terms:
        return tuple(
            (index, 1) for reference in references for index in self.variables.counts(reference)
        )

    def measured(self, measure: Measure, scope: Scope) -> Terms:
        terms = []
        if (values := self.measures.get(measure)) is None:
            values = self.measures[measure] = self.amounts(measure)
        for index in sorted(self.scope(scope)):
            value = values[index]
            if value is None:
                unit = self.edition.options[index].unit
                raise ValueError(f"{unit.reference} has no known {measure}, and null is never 0")
            if value:
                terms.append((index, value))
        if measure is Measure.CREDIT and self.variables.uses:
            terms += self.withheld(scope, dict(terms))
        return tuple(terms)

    def amounts(self, measure: Measure) -> list[int | None]:
        """What each option has of a measure, by its number."""
        match measure:
            case Measure.UNITS:
                return [1] * len(self.edition.options)
            case Measure.CREDIT:
                return [option.unit.credit for option in self.edition.options]
            case Measure.GLH:
                return [option.unit.glh for option in self.edition.options]
            case Measure.TQT:
                return [option.unit.tqt for option in self.edition.options]
            case _:
                assert_never(measure)

    def withheld(self, scope: Scope, credit: dict[int, int]) -> Iterator[tuple[int, int]]:
        """The credit that uses of the options in ``credit`` do not give to a rule."""
        for variable, use in self.variables.uses.items():
            value = credit.get(use.option.index, 0)
            match use.gives:
                case Gives.FULL:
                    kept = False
                case Gives.NOT_TO_LEVELS:
                    kept = scope.level is not None
                case Gives.NOT_TO_GROUPS:
                    kept = scope.groups is not None
                case Gives.NO_CREDIT:
                    kept = True
                case _:
                    assert_never(use.gives)
            named = [name for name in scope.groups or () if name in use.option.groups]
            kept = kept or (bool(named) and all(name in use.not_to for name in named))
            if value and kept:
                yield variable, -value

    def scope(self, scope: Scope) -> frozenset[int]:
        """The options of a scope, as intersections and differences of sets."""
        found = self.everything
        if scope.groups is not None:
            found &= frozenset().union(*(self.by_group.get(name, set()) for name in scope.groups))
        if scope.units is not None:
            listed = (self.variables.counts(reference) for reference in scope.units)
            found &= frozenset().union(*listed)
        if (span := scope.level) is not None:
            levels = {
                option.index
                for option in self.edition.options
                if (span.at_least is None or span.at_least <= option.unit.level)
                and (span.at_most is None or option.unit.level <= span.at_most)
            }
            found &= levels
        return found if scope.excluding is None else found - self.scope(scope.excluding)
