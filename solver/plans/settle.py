"""A question that is understood, to one answer: a plan, a conflict, or undecided."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.learner.exceptions import excepted, resting
from catalogue.learner.recognised import Use
from catalogue.places import Option
from solver.program.engine import Clock, Outcome, value_of
from solver.program.stages import Optimum, optimise
from solver.question import Goal
from solver.results.answers import (
    Conflict,
    CountedUnit,
    FromOffer,
    GoalBound,
    GoalValue,
    Plan,
    Totals,
    Undecided,
)
from solver.task.task import Task, refuses


def settle(
    task: Task, clock: Clock, *, repair: bool = True
) -> tuple[Optimum, Plan | Conflict | Undecided]:
    """Answer a task; a conflict comes with repairs only if ``repair``."""
    if refuses(task):
        from solver.conflicts.conflict import refusal

        return Optimum(Outcome.UNKNOWN), refusal(task, clock)
    found = optimise(task.program(), task.ordered, clock=clock)
    if found.outcome is Outcome.INFEASIBLE:
        from solver.conflicts.conflict import explain

        if task.edition.incomplete_groups:
            unsure = bool(task.compiled.unsure)
            task = task.eased()
            freely = optimise(task.program(), [], clock=clock)
            if freely.outcome is not Outcome.INFEASIBLE:
                out = freely.outcome is Outcome.UNKNOWN
                return freely, Undecided(
                    qualification=task.subject,
                    on=task.question.on,
                    time_limit=task.question.time_limit,
                    stopped=clock.stopped if out else "incomplete",
                    incomplete=task.edition.incomplete_groups,
                    figures_unknown=unsure,
                    exceptions=excepted(task.edition),
                    offer=FromOffer.of(task.question.offer, None),
                )
        return found, explain(task, clock, repair=repair)
    if found.outcome is Outcome.UNKNOWN:
        undecided = Undecided(
            qualification=task.subject,
            on=task.question.on,
            time_limit=task.question.time_limit,
            stopped=clock.stopped,
            bound=_bound(task, found),
            exceptions=excepted(task.edition),
            offer=FromOffer.of(task.question.offer, None),
        )
        return found, undecided
    return found, planned(task, found, clock)


def _bound(task: Task, found: Optimum) -> GoalBound | None:
    if found.bound is None or found.proven >= len(task.objectives):
        return None
    first = task.objectives[found.proven]
    return GoalBound(goal=first.goal, bound=first.value(found.bound))


def planned(task: Task, found: Optimum, clock: Clock) -> Plan:
    """Return the plan that ``found`` stands for.

    Raises
    ------
    Disagreement
        If the referee or the arithmetic of the wishes does not confirm it.
    """
    choice = task.chosen(found.values)
    reached = values(task, found)
    verdict = task.recheck(found.values, reached, task.question)
    goals = []
    for number, (objective, value) in enumerate(zip(task.objectives, reached, strict=True)):
        proven = number < found.proven
        bound = None
        if proven:
            bound = value[1]
        elif number == found.proven and found.bound is not None:
            bound = objective.value(found.bound)
        goals.append(GoalValue(goal=value[0], value=value[1], proven=proven, bound=bound))
    used = task.used(found.values)
    through = {use.option.index for use in used}
    units = counted(task, choice, used)
    recognised = {unit.unit for unit in units if unit.achievement is not None}
    unknown = dict.fromkeys(option.unit.reference for option in task.left_out)
    optimal = found.outcome is Outcome.OPTIMAL
    return Plan(
        proof="optimal" if optimal else "feasible",
        qualification=task.subject,
        on=task.question.on,
        units=units,
        totals=Totals.of(units, task.edition),
        goals=tuple(goals),
        rules=verdict.rules,
        left_out=tuple(name for name in unknown if name not in recognised),
        left_out_for=task.left_out_for,
        unknown_glh=task.question.unknown_glh,
        exceptions=resting(task.edition, choice, used, task.held),
        also_needed=task.edition.also_needed,
        offer=FromOffer.of(task.question.offer, [o for o in choice if o.index not in through]),
        incomplete=task.edition.incomplete_groups,
        stopped=None if optimal else clock.stopped,
    )


def values(task: Task, found: Optimum) -> list[tuple[Goal, int]]:
    """Return what each goal comes to in a solution, in the order of the goals."""
    return [
        (objective.goal, objective.value(value_of(objective.terms, found.values)))
        for objective in task.objectives
    ]


def counted(task: Task, choice: Sequence[Option], used: Sequence[Use]) -> tuple[CountedUnit, ...]:
    """Return the units of a choice: what is used of the record, estimates for unknown hours."""
    units = []
    uses = {use.option.index: use for use in used}
    for option in choice:
        unit = CountedUnit.of(option, task.hours.estimate(option))
        if (use := uses.get(option.index)) is not None:
            achievement = task.held.record.achievements[use.achievement]
            unit = unit.model_copy(
                update={
                    "through": use.way,
                    "gives": use.gives,
                    "achievement": use.achievement + 1,
                    "together": tuple(number + 1 for number in use.others),
                    "held": achievement.name,
                }
            )
        units.append(unit)
    return tuple(units)
