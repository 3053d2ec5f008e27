"""Rules to bounds on linear expressions over Booleans. No other module encodes a rule.

A rule only *yields* bounds. Where it is a part of a ``choose``, a Boolean is defined to be true
exactly where all its bounds hold, and the ``choose`` is a bound on those Booleans.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import assert_never

from catalogue.learner.recognised import NOTHING, Recognised, Use
from catalogue.policy import Gives
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
    is_unprinted,
)
from catalogue.shares import ratio
from catalogue.units import Level
from solver.encoding.recognised import capped, withholds
from solver.encoding.unknown import Unsure, figure
from solver.encoding.variables import Variables, holds
from solver.program.linear import NEVER, Bound, Definition, Terms, linear


@dataclass(frozen=True)
class Compiled:
    """An edition as bounds: ``structure`` always, ``rules`` by their ids, ``definitions``.

    Where something is held, ``uses`` are the ways to use it, by the Booleans that say so, and
    ``recognition`` their bounds; ``caps`` are those of the caps on them, in their order.

    Where a rule speaks of figures that nobody knows, its bounds are those that hold for some of
    them, and ``unsure`` has by its id those that hold for all; ``doubtful`` has the options
    that have these figures.
    """

    names: tuple[str, ...]
    structure: tuple[Bound, ...]
    rules: tuple[tuple[str, tuple[Bound, ...]], ...]
    definitions: tuple[Definition, ...]
    recognition: tuple[Bound, ...] = ()
    caps: tuple[Bound, ...] = ()
    uses: Mapping[int, Use] = field(default_factory=dict)
    unsure: Mapping[str, tuple[Bound, ...]] = field(default_factory=dict)
    doubtful: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def bounds(self) -> Iterator[Bound]:
        """Every bound of a legal choice."""
        yield from self.structure
        yield from self.recognition
        yield from self.caps
        for _, bounds in self.rules:
            yield from bounds
        for bounds in self.unsure.values():
            yield from bounds

    @property
    def may(self) -> Compiled:
        """The same, of the choices that would be legal with some figures that nobody knows."""
        return replace(self, unsure={}) if self.unsure else self

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

    With what is ``recognised`` these are also the bounds of its uses, if there are any; nothing of
    that is kept, since it is of one learner.
    """
    if recognised.uses:
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
        self.literals: dict[tuple[str, bool], int] = {}
        self.unknown = Unsure(edition, self.variables.uses, self.scope, withholds)
        self.levelless = any(option.unit.level is None for option in edition.options)
        self.everything = frozenset(range(len(edition.options)))
        self.measures: dict[Measure, list[int | None]] = {}
        self.by_place: dict[int, list[int]] = defaultdict(list)
        self.by_group: dict[str, set[int]] = defaultdict(set)
        for option in edition.options:
            self.by_place[option.place].append(option.index)
            for name in option.groups:
                self.by_group[name].add(option.index)

    def compiled(self) -> Compiled:
        rules = tuple(
            (rule.id, tuple(self.bounds(rule, surely=False))) for rule in self.edition.rules
        )
        unsure = {
            rule.id: tuple(self.bounds(rule, surely=True))
            for rule in self.edition.rules
            if self.is_unsure(rule)
        }
        return Compiled(
            names=tuple(self.variables.names),
            structure=tuple(self.structure()),
            rules=rules,
            definitions=tuple(self.definitions),
            recognition=tuple(self.recognition()),
            caps=tuple(
                capped(self.edition, self.variables.uses, ways, cap, *self.ends(cap.of))
                for ways, cap in (self.recognised.caps if self.variables.uses else ())
            ),
            uses=self.variables.uses,
            unsure=unsure,
            doubtful={rule.id: self.doubtful(rule) for rule in self.edition.rules},
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

    def is_unsure(self, rule: Rule) -> bool:
        """Whether a rule speaks of what nobody knows, or nobody knows how much it asks for."""
        return is_unprinted(rule) or bool(self.doubtful(rule))

    def doubtful(self, rule: Rule) -> frozenset[int]:
        """The options of which a rule asks something that nobody knows."""
        match rule:
            case Amount():
                return self.unknown.about(rule)
            case Mandatory():
                inside, perhaps = self.ends(rule.of)
                return perhaps - inside
            case Choose():
                return frozenset[int]().union(*map(self.doubtful, rule.rules))
            case _:
                return frozenset()

    def bounds(self, rule: Rule, surely: bool = True) -> Iterator[Bound]:
        """What holds of a rule for all that nobody knows, or for some of it."""
        match rule:
            case Amount() if rule.at_least_unknown and surely:
                yield NEVER
            case Amount() if self.unknown.about(rule):
                yield from self.unknown.bounds(rule, surely)
            case Amount():
                yield from self.amount(rule)
            case Mandatory():
                yield from self.mandatory(self.ends(rule.of)[surely])
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
                holding = tuple((self.literal(part, surely), 1) for part in rule.rules)
                if not self.is_unsure(rule):
                    yield Bound(holding, rule.at_least, rule.at_most)
                    return
                # what must not hold must not even perhaps
                otherwise = tuple((self.literal(part, not surely), 1) for part in rule.rules)
                if rule.at_least is not None:
                    yield Bound(holding, low=rule.at_least)
                if rule.at_most is not None:
                    yield Bound(otherwise, high=rule.at_most)
            case _:
                assert_never(rule)

    def used(self, rule: str, group: str) -> int:
        """A Boolean that is true exactly where a unit of ``group`` counts."""
        some = Bound(tuple((index, 1) for index in sorted(self.scope(Scope(groups=(group,))))), 1)
        return literal_of(f"{rule}: {group}", [some], self.variables.names, self.definitions)

    def literal(self, rule: Rule, surely: bool = True) -> int:
        """A Boolean that is true exactly where every bound of ``rule`` holds."""
        surely = surely or not self.is_unsure(rule)
        if (known := self.literals.get((rule.id, surely))) is not None:
            return known
        bounds = list(self.bounds(rule, surely))
        name = rule.id if surely else f"{rule.id}, perhaps"
        literal = literal_of(name, bounds, self.variables.names, self.definitions)
        self.literals[rule.id, surely] = literal
        return literal

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

    def mandatory(self, scope: Collection[int]) -> Iterator[Bound]:
        """Every place of a scope is filled. A place with versions has a bound of its own.

        So the rule means the same whether or not a place may take several versions, which an
        explanation asks about.
        """
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
            values = [figure(measure, option) for option in self.edition.options]
            self.measures[measure] = values
        for index in sorted(self.scope(scope)):
            value = values[index]
            assert value is not None, "what nobody knows is not added up"
            if value:
                terms.append((index, value))
        if measure is Measure.CREDIT and self.variables.uses:
            terms += self.withheld(scope, dict(terms))
        return tuple(terms)

    def withheld(self, scope: Scope, credit: dict[int, int]) -> Iterator[tuple[int, int]]:
        """The credit that uses of the options in ``credit`` do not give to a rule."""
        for variable, use in self.variables.uses.items():
            value = credit.get(use.option.index, 0)
            if value and withholds(use, scope):
                yield variable, -value

    def ends(self, scope: Scope) -> tuple[frozenset[int], frozenset[int]]:
        """The options that a scope takes in for sure, and those that it may take in."""
        if not self.levelless:
            return (self.scope(scope),) * 2
        every = [self.scope(scope, level) for level in Level]
        return frozenset.intersection(*every), frozenset.union(*every)

    def scope(self, scope: Scope, at: Level | None = None) -> frozenset[int]:
        """The options of a scope, as intersections and differences of sets.

        Units whose level nobody knows are taken to be ``at`` one.
        """
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
                if (level := at if option.unit.level is None else option.unit.level) is not None
                and (span.at_least is None or span.at_least <= level)
                and (span.at_most is None or level <= span.at_most)
            }
            found &= levels
        return found if scope.excluding is None else found - self.scope(scope.excluding, at)
