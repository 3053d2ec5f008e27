"""What rules would have to say for some choice to be legal: as few of them changed as can be.

An author can change what nobody who asks can: the rules. A rule *gives way* by another bound, its
own or that of a part of it, or by going altogether. The fewest rules that must give way are proven
so by the solver, each of which may go there; how far they must then give way is a further solve.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from catalogue.places import Option
from catalogue.qualification import Edition
from catalogue.rules import Amount, Barred, Choose, Rule, Scope
from catalogue.scopes import may_be_within, within
from solver.encoding.edition import compile_anew, compile_edition
from solver.program.engine import Clock, Outcome, Program
from solver.program.linear import Bound, Terms, linear
from solver.program.stages import optimise
from solver.results.inspection import RuleRepair, RulesRepair
from solver.structure.redundancy import amount_of
from solver.structure.regions import Claim, OutOfTime, least, perhaps_legal

MOST_SETS = 5
"""Sets of rules, equally small, of which each is told, inclusive."""

_MOST_WAYS = 64
"""Ways in which the rules of one set may give way together that are tried, inclusive."""

_SCALE = 1_000_000
"""Changes are weighed by their share of what a rule asks for, to a millionth."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one rule of an edition gives way: ``now`` stands in its place, nothing if it goes.

    ``rule`` is the one that changes, itself or a part of it. Its ``bound`` was ``before``, and the
    nearest one is that which ``measure`` comes to over ``scope``.
    """

    rule: str
    now: Rule | None = None
    bound: str | None = None
    before: int = 0
    scope: tuple[Option, ...] = ()
    measure: Callable[[Option], int] = lambda _: 0

    @property
    def terms(self) -> Terms:
        """How far it gives way, but for ``before``: less is nearer."""
        sign = -1 if self.bound == "at_least" else 1
        return tuple((o.index, sign * self.measure(o)) for o in self.scope if self.measure(o))

    @property
    def weight(self) -> int:
        """What giving way by one weighs."""
        return max(1, _SCALE // max(1, self.before))

    def repair(self, choice: Sequence[Option]) -> RuleRepair:
        """The change with which ``choice`` is legal."""
        if self.bound is None:
            return RuleRepair(rule=self.rule)
        scope = {option.index for option in self.scope}
        after = sum(self.measure(option) for option in choice if option.index in scope)
        fields = {"bound": self.bound, "before": self.before, "after": after}
        return RuleRepair.model_validate({"rule": self.rule, **fields})


class Mending:
    """The rules of an edition that no choice among ``options`` meets, and how they could give way.

    A rule that speaks of figures that nobody knows holds if it does for some of them.
    """

    def __init__(self, edition: Edition, options: Sequence[Option], clock: Clock) -> None:
        self.edition = edition
        self.options = tuple(options)
        self.clock = clock

    def alone(self, rules: Sequence[str]) -> tuple[RuleRepair, ...]:
        """Return each change to one of the ``rules`` with which some choice is legal.

        The smallest in proportion first, then the rules that would have to go altogether.

        Raises
        ------
        OutOfTime
            If they were not found in time.
        Disagreement
            If the referee does not confirm that a change works.
        """
        found: list[RuleRepair] = []
        for rule in self.edition.rules:
            if rule.id not in rules or self.mended((gone := Way(rule.id),), (rule,)) is None:
                continue
            near = [self.mended((way,), (rule,)) for way in _ways(rule, self.options)]
            moved = [one for mended in near if mended is not None for one in mended]
            found += moved or [RuleRepair(rule=gone.rule)]
        return tuple(sorted(found, key=_cost))

    def together(self) -> tuple[tuple[RulesRepair, ...], bool]:
        """Return the smallest sets of rules that give way together, and whether these are all.

        Each changes as little as it can, in proportion; the set with the least change is first.

        Raises
        ------
        OutOfTime
            If they were not found in time.
        Disagreement
            If the referee does not confirm that a change works.
        """
        sets, complete = self.fewest()
        return tuple(sorted(map(self.nearest, sets), key=_costs)), complete

    def fewest(self) -> tuple[list[list[Rule]], bool]:
        """The smallest sets of rules without which some choice is legal, no more than are told."""
        compiled = compile_edition(self.edition).may
        names = list(compiled.names)
        bounds = list(compiled.structure)
        gates: dict[int, Rule] = {}
        for rule, (_, asked) in zip(self.edition.rules, compiled.rules, strict=True):
            gates[len(names)] = rule
            bounds += [loose for bound in asked for loose in bound.where(len(names), False)]
            names.append(f"gives-way[{rule.id}]")
        usable = {option.index for option in self.options}
        shut = [o.index for o in self.edition.options if o.index not in usable]
        program = Program(names, bounds, compiled.definitions, dict.fromkeys(shut, False))
        count: Terms = tuple((gate, 1) for gate in gates)
        later = [((gate, 1),) for gate in gates]  # of equal sets that of the later rules
        sets: list[list[Rule]] = []
        while True:
            best = optimise(program, [count, *later], clock=self.clock)
            if best.outcome is Outcome.INFEASIBLE:
                return sets, True
            if best.outcome is not Outcome.OPTIMAL:
                raise OutOfTime
            here = [gate for gate in gates if best.values[gate]]
            if sets and len(here) > len(sets[0]):
                return sets, True
            if len(sets) == MOST_SETS:
                return sets, False
            sets.append([gates[gate] for gate in here])
            another = Bound(tuple((gate, 1) for gate in here), high=len(here) - 1)
            program = replace(program, bounds=[*program.bounds, another])

    def nearest(self, rules: Sequence[Rule]) -> RulesRepair:
        """How the rules of a smallest set give way with the least change."""
        ways = [[*_ways(rule, self.options), Way(rule.id)] for rule in rules]
        tried = (self.mended(one, rules) for one in islice(product(*ways), _MOST_WAYS))
        found = [changes for changes in tried if changes is not None]
        gone = tuple(RuleRepair(rule=rule.id) for rule in rules)
        changes = min(found, key=lambda changes: _costs(RulesRepair(changes=changes)), default=gone)
        return RulesRepair(changes=changes)

    def mended(self, ways: Sequence[Way], rules: Sequence[Rule]) -> tuple[RuleRepair, ...] | None:
        """The nearest changes if the ``rules`` give way in these ``ways``, if that is enough."""
        eased = {rule.id: way.now for rule, way in zip(rules, ways, strict=True)}
        now = (eased.get(rule.id, rule) for rule in self.edition.rules)
        edition = self.edition.replace(rules=tuple(rule for rule in now if rule is not None))
        region = perhaps_legal(edition, compile_anew(edition), self.options)
        weighed = linear((v, way.weight * c) for way in ways for v, c in way.terms)
        found = None
        for terms in (weighed, *(way.terms for way in ways[:-1])):
            amounts = dict(terms)

            def change(option: Option, amounts: dict[int, int] = amounts) -> int:
                return amounts.get(option.index, 0)

            found = least(region, self.options, change, self.clock)
            if found is None:
                return None
            most = found.value

            def near(
                choice: Sequence[Option],
                change: Callable[[Option], int] = change,
                most: int = most,
            ) -> bool:
                return sum(map(change, choice)) <= most

            region = region.narrowed(Claim("no more is changed", near), [Bound(terms, high=most)])
        assert found is not None, "at least one rule gives way"
        return tuple(way.repair(found.choice) for way in ways)


def _cost(repair: RuleRepair) -> tuple[bool, float]:
    if repair.before is None or repair.after is None:
        return True, 0.0
    return False, abs(repair.after - repair.before) / max(1, repair.before)


def _costs(repair: RulesRepair) -> tuple[int, float]:
    costs = [_cost(change) for change in repair.changes]
    return sum(gone for gone, _ in costs), sum(share for _, share in costs)


def _ways(rule: Rule, options: Sequence[Option]) -> Iterator[Way]:
    """The bounds that a rule, or a part of it, could have otherwise."""
    match rule:
        case Amount():
            yield from _of_amount(rule, options)
        case Barred():
            scope = _surely(Scope(units=rule.units), options)
            if scope is not None:
                now = rule.model_copy(update={"at_most": len(rule.units)})
                yield Way(rule.id, now, "at_most", rule.at_most, scope, lambda _: 1)
        case Choose():
            for number, part in enumerate(rule.rules):
                for way in _ways(part, options):
                    parts = (*rule.rules[:number], way.now, *rule.rules[number + 1 :])
                    yield replace(way, now=rule.model_copy(update={"rules": parts}))
        case _:
            return


def _of_amount(rule: Amount, options: Sequence[Option]) -> Iterator[Way]:
    low, high = rule.at_least, rule.at_most
    scope = _surely(rule.of, options)
    if scope is None or not all(isinstance(end, int | None) for end in (low, high)):
        return  # a share has no nearest number
    try:
        amounts = {option.index: amount_of(rule.measure, option) for option in scope}
    except ValueError:
        return  # nor has what nobody knows

    def measure(option: Option) -> int:
        return amounts[option.index]

    if isinstance(low, int):
        now = rule.model_copy(update={"at_least": 0})
        yield Way(rule.id, now, "at_least", low, scope, measure)
    if isinstance(high, int):
        now = rule.model_copy(update={"at_most": None, "at_least": rule.at_least or 0})
        yield Way(rule.id, now, "at_most", high, scope, measure)


def _surely(scope: Scope, options: Sequence[Option]) -> tuple[Option, ...] | None:
    """The options of a scope, or nothing where nobody knows which they are."""
    inside = tuple(option for option in options if within(option, scope))
    perhaps = tuple(option for option in options if may_be_within(option, scope))
    return inside if inside == perhaps else None
