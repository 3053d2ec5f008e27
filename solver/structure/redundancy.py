"""Rules that say nothing new: what the others already force, and which of them force it.

A rule is implied if no choice that the others admit breaks it. That is a plain solve of the others
with the rule turned into its opposite; the rules that force it are then found by leaving out one
after the other as long as there is still no such choice. What is implied is relative to the
options at hand: that a group has no more units than it has is a fact, not a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalogue.places import Option
from catalogue.qualification import Edition
from catalogue.referee import Audit, audit
from catalogue.rules import Amount, Measure, Rule
from catalogue.scopes import within
from solver.encoding.edition import Compiled, literal_of
from solver.program.engine import Clock, Program
from solver.program.linear import Bound
from solver.results.bounds import Implied, Range, Share
from solver.structure.regions import Claim, Extreme, Region, find, greatest, least, value


def implied_rules(
    edition: Edition, compiled: Compiled, options: Sequence[Option], clock: Clock
) -> tuple[Implied, ...]:
    """Return the rules of ``edition`` that the others imply for choices among ``options``.

    The rules must be satisfiable together: from a contradiction everything would follow. Each is
    told against all the others, so of two rules that say the same, both are.

    Raises
    ------
    OutOfTime
        If it was not found out in time.
    """
    search = _Search(edition, compiled, tuple(options), clock)
    found = []
    for rule in edition.rules:
        others = [other.id for other in edition.rules if other is not rule]
        if search.can_break(rule, others):
            continue
        found.append(search.implied(rule, search.fewest(rule, others)))
    return tuple(found)


class _Search:
    def __init__(
        self, edition: Edition, compiled: Compiled, options: tuple[Option, ...], clock: Clock
    ) -> None:
        self.edition = edition
        self.compiled = compiled
        self.options = options
        self.clock = clock
        self.bounds = dict(compiled.rules)

    def under(self, rules: Sequence[str]) -> Region:
        """The choices of which nothing is asked but the structure and ``rules``."""
        bounds = [*self.compiled.structure, *(b for name in rules for b in self.bounds[name])]

        def holds(choice: Sequence[Option]) -> bool:
            verdict = audit(self.edition, choice)
            return not verdict.clashes and not set(rules) & _broken(verdict)

        everything = Region(
            self.edition,
            self.edition.options,
            Program(self.compiled.names, bounds, self.compiled.definitions),
            (Claim(f"{', '.join(rules)} hold", holds),),
        )
        return everything.among(self.options)

    def can_break(self, rule: Rule, others: Sequence[str]) -> bool:
        """Whether a choice that the ``others`` admit breaks ``rule``."""
        region = self.under(others)
        names = list(region.program.names)
        definitions = list(region.program.definitions)
        holding = literal_of(rule.id, self.bounds[rule.id], names, definitions)
        region = replace(
            region, program=replace(region.program, names=names, definitions=definitions)
        ).narrowed(
            Claim(
                f"{rule.id} is broken",
                lambda choice: rule.id in _broken(audit(self.edition, choice)),
            ),
            [Bound(((holding, 1),), high=0)],
        )
        return find(region, self.clock) is not None

    def fewest(self, rule: Rule, others: Sequence[str]) -> tuple[str, ...]:
        """Return a minimal part of ``others`` that implies ``rule``; early rules are kept."""
        kept = list(others)
        for name in sorted(others, key=self._telling, reverse=True):
            without = [other for other in kept if other != name]
            if not self.can_break(rule, without):
                kept = without
        return tuple(kept)

    def _telling(self, name: str) -> tuple[bool, int]:
        """Amounts tell more than other kinds, earlier rules more than later ones."""
        number, rule = next((i, r) for i, r in enumerate(self.edition.rules) if r.id == name)
        return not isinstance(rule, Amount), number

    def implied(self, rule: Rule, by: tuple[str, ...]) -> Implied:
        """Return the facts of an implied rule; for an amount also what the others leave it."""
        if not isinstance(rule, Amount):
            return Implied(rule=rule.id, by=by)
        scope = [option for option in self.options if within(option, rule.of)]
        region = self.under(by)

        def measure(option: Option) -> int:
            return amount_of(rule.measure, option)

        low = high = None
        if isinstance(rule.at_least, int):
            low = least(region, scope, measure, self.clock)
        if isinstance(rule.at_most, int):
            high = greatest(region, scope, measure, self.clock)
        ends = [end for end in (low, high) if end is not None]
        return Implied(
            rule=rule.id,
            by=by,
            left=Range(least=value(low), greatest=value(high)),
            shares=self._shares(rule, ends[0]) if len(ends) == 1 else (),
        )

    def _shares(self, rule: Amount, end: Extreme) -> tuple[Share, ...]:
        """What each outermost group gives outside the scope of the rule in the extreme case."""
        shares = []
        for group in self.edition.groups:
            outside = [o for o in self.options if group.id in o.groups and not within(o, rule.of)]
            try:
                amounts = {o.index: amount_of(rule.measure, o) for o in outside}
            except ValueError:
                return ()
            if not outside:
                continue
            given = sum(amounts[o.index] for o in end.choice if o.index in amounts)
            places: dict[int, int] = {}
            for option in outside:
                best = places.get(option.place, 0)
                places[option.place] = max(best, amounts[option.index])
            everything = given == sum(places.values())
            shares.append(Share(group=group.id, amount=given, everything=everything))
        return tuple(shares)


def amount_of(measure: Measure, option: Option) -> int:
    """Return what an option counts towards a measure.

    Raises
    ------
    ValueError
        If that is not known: null is never 0.
    """
    unit = option.unit
    amount = {
        Measure.UNITS: 1,
        Measure.CREDIT: unit.credit,
        Measure.GLH: unit.glh,
        Measure.TQT: unit.tqt,
    }[measure]
    if amount is None:
        raise ValueError(f"{unit.reference} has no known {measure}")
    return amount


def _broken(verdict: Audit) -> set[str]:
    return {rule.id for rule in verdict.broken}
