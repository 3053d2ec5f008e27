"""Rules that say nothing new: what the others already force, and which of them are enough.

A rule is implied if no choice that the others admit breaks it. That is a plain solve of the others
with the rule turned into its opposite; the rules that force it are then found by leaving out one
after the other as long as there is still no such choice. What is implied is relative to the
options at hand: that a group has no more units than it has is a fact, not a rule.

Of rules that imply each other not all may go. The fewest that are enough together are found by
implicit hitting sets [1]_: as long as a choice breaks a rule that was left out, one of those that
it breaks has to stay.

.. [1] E. Moreno-Centeno and R. Karp, "The implicit hitting set approach to solve combinatorial
   optimization problems", Operations Research 61, 2013.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalogue.places import Option
from catalogue.qualification import Edition
from catalogue.referee import Audit, audit
from catalogue.rules import Amount, Choose, Measure, Requires, Rule, Spread
from catalogue.scopes import within
from solver.encoding.edition import Compiled, literal_of
from solver.encoding.unknown import figure
from solver.program.engine import Clock, Outcome, Program
from solver.program.linear import Bound
from solver.program.stages import optimise
from solver.results.bounds import Implied, Range, Share
from solver.structure.regions import (
    Choice,
    Claim,
    Extreme,
    OutOfTime,
    find,
    greatest,
    least,
    under,
    value,
)


def implied_rules(
    edition: Edition, compiled: Compiled, options: Sequence[Option], clock: Clock
) -> tuple[Implied, ...]:
    """Return the rules of ``edition`` that the others imply for choices among ``options``.

    The rules must be satisfiable together: from a contradiction everything would follow. Each is
    told against all the others, so of two rules that say the same, both are. A rule that asks
    nothing, such as one of titles that may be had besides, is none of them.

    Raises
    ------
    OutOfTime
        If it was not found out in time.
    """
    search = _Search(edition, compiled, tuple(options), clock)
    found = []
    for rule in edition.rules:
        others = [other.id for other in edition.rules if other is not rule]
        if asks_nothing(rule) or search.breaking(rule.id, others) is not None:
            continue
        found.append(search.implied(rule, search.fewest(rule, others)))
    return tuple(found)


def smallest(
    edition: Edition,
    compiled: Compiled,
    options: Sequence[Option],
    implied: Sequence[Implied],
    clock: Clock,
) -> tuple[str, ...]:
    """Return the fewest rules that imply all others, in their order; early ones where it is equal.

    ``implied`` are those that :func:`implied_rules` found: every other rule that asks anything is
    among the fewest.

    Raises
    ------
    OutOfTime
        If they were not found in time.
    """
    search = _Search(edition, compiled, tuple(options), clock)
    spare = [fact.rule for fact in implied]
    asked = [rule.id for rule in edition.rules if not asks_nothing(rule)]
    if not spare:
        return tuple(asked)
    needed: list[Bound] = []
    while True:
        names = tuple(f"keeps[{name}]" for name in spare)
        count = tuple((number, 1) for number in range(len(spare)))
        early = [((number, -1),) for number in range(len(spare))]
        best = optimise(Program(names, needed), [count, *early], clock=clock)
        if best.outcome is not Outcome.OPTIMAL:
            raise OutOfTime
        gone = [name for number, name in enumerate(spare) if not best.values[number]]
        kept = tuple(name for name in asked if name not in gone)
        choices = (search.breaking(name, kept) for name in gone)
        choice = next((choice for choice in choices if choice is not None), None)
        if choice is None:
            return kept
        broken = _broken(audit(edition, choice))
        needed.append(Bound(tuple((n, 1) for n, name in enumerate(spare) if name in broken), 1))


def asks_nothing(rule: Rule) -> bool:
    """Whether a rule says only what may be chosen, so that no choice at all breaks it."""
    match rule:
        case Amount() if rule.at_least_unknown:
            return False
        case Amount() | Choose() | Spread():
            return not rule.at_least and rule.at_most is None
        case Requires():
            return not rule.at_least
        case _:
            return False


class _Search:
    def __init__(
        self, edition: Edition, compiled: Compiled, options: tuple[Option, ...], clock: Clock
    ) -> None:
        self.edition = edition
        self.compiled = compiled
        self.options = options
        self.clock = clock
        self.bounds = dict(compiled.rules)

    def breaking(self, name: str, others: Sequence[str]) -> Choice | None:
        """Return a choice that the ``others`` admit and that breaks a rule, if there is one."""
        region = under(self.edition, self.compiled, others, self.options)
        names = list(region.program.names)
        definitions = list(region.program.definitions)
        holding = literal_of(name, self.bounds[name], names, definitions)
        region = replace(
            region, program=replace(region.program, names=names, definitions=definitions)
        ).narrowed(
            Claim(f"{name} is broken", lambda choice: name in _broken(audit(self.edition, choice))),
            [Bound(((holding, 1),), high=0)],
        )
        return find(region, self.clock)

    def fewest(self, rule: Rule, others: Sequence[str]) -> tuple[str, ...]:
        """Return a minimal part of ``others`` that implies ``rule``; early rules are kept."""
        kept = list(others)
        for name in sorted(others, key=self._telling, reverse=True):
            without = [other for other in kept if other != name]
            if self.breaking(rule.id, without) is None:
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
        region = under(self.edition, self.compiled, by, self.options)

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
    amount = figure(measure, option)
    if amount is None:
        raise ValueError(f"{option.unit.reference} has no known {measure}")
    return amount


def _broken(verdict: Audit) -> set[str]:
    return {rule.id for rule in verdict.broken}
