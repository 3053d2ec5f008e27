"""Why no choice is legal: rules that cannot all hold, and what one of them would have to say.

The conflict is that of a question in which nothing is asked. An author can change what nobody who
asks can: the rules. So each rule of it is held against all others of the edition, for the nearest
bound with which some choice is legal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.places import Option
from catalogue.qualification import Edition, Qualification
from catalogue.rules import Amount, Barred, Rule, Scope
from catalogue.scopes import may_be_within
from solver.conflicts.conflict import explain
from solver.encoding.edition import Compiled, compile_edition
from solver.program.engine import Clock
from solver.program.linear import Bound
from solver.question import Goal, Question
from solver.results.answers import Conflict
from solver.results.inspection import RuleRepair
from solver.situation import Situation
from solver.structure.redundancy import amount_of
from solver.structure.regions import Claim, OutOfTime, Region, find, greatest, least, under
from solver.task.task import understood
from solver.wishes import read_wishes


def conflict_of(
    qualification: Qualification, edition: Edition, on: date, time_limit: float
) -> Conflict:
    """Return why no choice of what is open ``on`` a date is legal, or surely so.

    Raises
    ------
    Disagreement
        If plain arithmetic finds a choice that is.
    """
    question = Question(on=on, edition=edition.edition, goals=(Goal.FEWEST_UNITS,))
    situation = Situation(qualification, edition, question, read_wishes(edition, question))
    return explain(understood(situation).eased(), Clock(time_limit))


def rule_repairs(
    edition: Edition, conflict: Conflict, on: date, time_limit: float
) -> tuple[RuleRepair, ...]:
    """Return each change to one rule of a conflict with which some choice is legal.

    The smallest in proportion first, then the rules that would have to go altogether. None where
    more than one rule would have to change, or time ran out.

    Raises
    ------
    Disagreement
        If the referee does not confirm that a change works.
    """
    work = _Mending(
        edition,
        compile_edition(edition).may,
        tuple(option for option in edition.options if option.version.open_on(on)),
        Clock(time_limit),
    )
    named = {cause.name for cause in conflict.causes if cause.kind == "rule"}
    found: list[RuleRepair] = []
    try:
        for rule in edition.rules:
            if rule.id in named:
                found += work.repairs(rule)
    except OutOfTime:
        return ()
    return tuple(sorted(found, key=_cost))


def _cost(repair: RuleRepair) -> tuple[bool, float]:
    if repair.before is None or repair.after is None:
        return True, 0.0
    return False, abs(repair.after - repair.before) / max(1, repair.before)


@dataclass(frozen=True, slots=True)
class _Mending:
    edition: Edition
    compiled: Compiled
    options: tuple[Option, ...]
    clock: Clock

    def repairs(self, rule: Rule) -> Iterator[RuleRepair]:
        """The bounds that one rule could have, the others as they are; else that it goes."""
        others = [other.id for other in self.edition.rules if other is not rule]
        region = under(self.edition, self.compiled, others, self.options)
        if find(region, self.clock) is None:
            return
        moved = list(self.moved(rule, region))
        yield from moved or [RuleRepair(rule=rule.id)]

    def moved(self, rule: Rule, region: Region) -> Iterator[RuleRepair]:
        match rule:
            case Amount() if not self.compiled.doubtful[rule.id]:
                scope = [option for option in self.options if may_be_within(option, rule.of)]
                amounts = {o.index: amount_of(rule.measure, o) for o in scope}
                low = rule.at_least if isinstance(rule.at_least, int) else None
                high = rule.at_most if isinstance(rule.at_most, int) else None
                if (low, high) != (rule.at_least, rule.at_most):
                    return  # a share has no nearest number
            case Barred():
                counted = Scope(units=rule.units)
                scope = [option for option in self.options if may_be_within(option, counted)]
                amounts = {option.index: 1 for option in scope}
                low, high = None, rule.at_most
            case _:
                return
        terms = tuple((index, amount) for index, amount in amounts.items() if amount)

        def total(choice: Sequence[Option]) -> int:
            return sum(amounts.get(option.index, 0) for option in choice)

        if low is not None:
            below = Claim(f"no more than {low}", lambda choice: total(choice) <= low)
            nearest = greatest(
                region.narrowed(below, [Bound(terms, high=low)]),
                scope,
                lambda option: amounts[option.index],
                self.clock,
            )
            if nearest is not None:
                yield RuleRepair(rule=rule.id, bound="at_least", before=low, after=nearest.value)
        if high is not None:
            above = Claim(f"no less than {high}", lambda choice: total(choice) >= high)
            nearest = least(
                region.narrowed(above, [Bound(terms, low=high)]),
                scope,
                lambda option: amounts[option.index],
                self.clock,
            )
            if nearest is not None:
                yield RuleRepair(rule=rule.id, bound="at_most", before=high, after=nearest.value)
