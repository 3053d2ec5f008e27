"""Two answers side by side: what entered, what left, and what changed in sums, goals and rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeVar

from catalogue.door import admit
from catalogue.policy import Way
from catalogue.referee import RuleAudit
from catalogue.references import is_ofqual_reference
from catalogue.units import Model
from solver.question import Goal
from solver.results.answers import Answer, Conflict, CountedUnit, Plan, Undecided

T = TypeVar("T")

Measured = Literal["credit", "glh", "units", "new_credit", "new_glh", "new_units"]


class Difference(Model):
    """A sum in two plans. Null is unknown, or that there is no plan; ``change`` is then null too.

    ``change`` is ``after`` less ``before``.
    """

    before: int | None = None
    after: int | None = None
    change: int | None = None

    @classmethod
    def of(cls, before: int | None, after: int | None) -> Difference:
        """Return the difference between two sums, of which either may be unknown."""
        change = None if before is None or after is None else after - before
        return cls(before=before, after=after, change=change)


class GoalDifference(Difference):
    """What a goal comes to in two plans; null where the question does not have the goal."""

    goal: Goal


class RuleDifference(Model):
    """A rule in two plans, as the referee found it; null where there is no plan or no such rule."""

    id: str
    before: RuleAudit | None = None
    after: RuleAudit | None = None


class Regrouped(Model):
    """A unit that counts in both plans, at places in different groups."""

    unit: str
    before: str
    after: str


class Rerouted(Model):
    """A unit that counts in both plans, through one thing and through another."""

    unit: str
    title: str
    before: Way
    after: Way


class Comparison(Model):
    """One answer against another, with both of them in full.

    ``entered`` are the units that count only in ``after``, ``left`` those that count only in
    ``before``; both are empty where either answer is no plan, for then there is nothing to compare.
    The sums that are ``new_`` are over what must still be studied.
    Goals and rules stand in the order of ``after``, then those that only ``before`` has.
    """

    version: Literal[1] = 1
    answer: Literal["comparison"] = "comparison"
    before: Answer
    after: Answer
    entered: tuple[CountedUnit, ...] = ()
    left: tuple[CountedUnit, ...] = ()
    regrouped: tuple[Regrouped, ...] = ()
    rerouted: tuple[Rerouted, ...] = ()
    credit: Difference
    glh: Difference
    units: Difference
    new_credit: Difference
    new_glh: Difference
    new_units: Difference
    goals: tuple[GoalDifference, ...] = ()
    rules: tuple[RuleDifference, ...] = ()

    @property
    def same(self) -> bool:
        """Whether both are plans of the same units."""
        plans = isinstance(self.before, Plan) and isinstance(self.after, Plan)
        return plans and not (self.entered or self.left or self.regrouped)


def compare(before: Answer, after: Answer) -> Comparison:
    """Return what is different in ``after``, against ``before``.

    The answers may be about one question, two questions, two editions or two qualifications:
    units are the same where they have the same reference, rules where they have the same id. In
    two qualifications a code of an organisation's own is one unit only under one title: another
    organisation may have the same code.
    """
    for one in (before, after):
        if not isinstance(one, Conflict | Undecided):
            admit(one, Plan)
    one_subject = before.qualification.short_name == after.qualification.short_name
    old, new = _units(before, one_subject), _units(after, one_subject)
    both = isinstance(before, Plan) and isinstance(after, Plan)
    return Comparison(
        before=before,
        after=after,
        entered=tuple(unit for name, unit in new.items() if name not in old) if both else (),
        left=tuple(unit for name, unit in old.items() if name not in new) if both else (),
        regrouped=tuple(
            Regrouped(unit=unit.unit, before=old[name].group, after=unit.group)
            for name, unit in new.items()
            if name in old and old[name].group != unit.group
        ),
        rerouted=tuple(
            Rerouted(unit=unit.unit, title=unit.title, before=old[name].through, after=unit.through)
            for name, unit in new.items()
            if name in old and old[name].through is not unit.through
        ),
        credit=_sums(before, after, "credit"),
        glh=_sums(before, after, "glh"),
        units=_sums(before, after, "units"),
        new_credit=_sums(before, after, "new_credit"),
        new_glh=_sums(before, after, "new_glh"),
        new_units=_sums(before, after, "new_units"),
        goals=tuple(_goals(before, after)),
        rules=tuple(_rules(before, after)),
    )


def _units(answer: Answer, one_subject: bool) -> dict[tuple[str, str], CountedUnit]:
    """The units of a plan by what tells each from every other."""
    units = answer.units if isinstance(answer, Plan) else ()
    return {
        (unit.unit, "" if one_subject or is_ofqual_reference(unit.unit) else unit.title): unit
        for unit in units
    }


def _sums(before: Answer, after: Answer, measure: Measured) -> Difference:
    def total(answer: Answer) -> int | None:
        if not isinstance(answer, Plan):
            return None
        value: int | None = getattr(answer.totals, measure)
        return value

    return Difference.of(total(before), total(after))


def _goals(before: Answer, after: Answer) -> Iterable[GoalDifference]:
    def reached(answer: Answer) -> dict[Goal, int]:
        goals = answer.goals if isinstance(answer, Plan) else ()
        return {goal.goal: goal.value for goal in goals}

    old, new = reached(before), reached(after)
    for goal in _in_order(list(new), list(old)):
        one = Difference.of(old.get(goal), new.get(goal))
        yield GoalDifference(goal=goal, **one.model_dump())


def _rules(before: Answer, after: Answer) -> Iterable[RuleDifference]:
    def found(answer: Answer) -> dict[str, RuleAudit]:
        rules = answer.rules if isinstance(answer, Plan) else ()
        return {rule.id: rule for rule in rules}

    old, new = found(before), found(after)
    for name in _in_order(list(new), list(old)):
        yield RuleDifference(id=name, before=old.get(name), after=new.get(name))


def _in_order(first: Sequence[T], then: Sequence[T]) -> list[T]:
    """Each once: those of ``first``, then those that only ``then`` has."""
    return list(dict.fromkeys([*first, *then]))


class Case(Model):
    """One case of a table of cases: the values that were set, by key, and the answer to them.

    ``entered``, ``left`` and ``rerouted`` are references, against the question as it was asked.
    """

    values: dict[str, str]
    after: Answer
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    rerouted: tuple[str, ...] = ()


class Cases(Model):
    """One question in many cases. ``before`` answers it as asked, ``varied`` are the keys.

    Where it is not ``complete`` the asker broke off, and the cases are those answered by then.
    """

    version: Literal[1] = 1
    answer: Literal["cases"] = "cases"
    before: Answer
    varied: tuple[str, ...]
    cases: tuple[Case, ...]
    complete: bool = True


def case(values: dict[str, str], before: Answer, after: Answer) -> Case:
    """Return the line of a table for one case."""
    found = compare(before, after)
    return Case(
        values=values,
        after=after,
        entered=tuple(unit.unit for unit in found.entered),
        left=tuple(unit.unit for unit in found.left),
        rerouted=tuple(one.unit for one in found.rerouted),
    )
