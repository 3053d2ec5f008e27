"""The next best plans, and plans that really differ.

A plan that only adds units to a better one is no alternative: after each plan, its units together
are ruled out, and with them every choice that contains them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.learner.exceptions import names_of, resting
from catalogue.places import Option
from solver.plans.settle import counted, values
from solver.program.engine import Clock, Outcome, solve, value_of
from solver.program.linear import Bound, Terms, linear
from solver.program.stages import Optimum, optimise
from solver.question import Goal
from solver.results.answers import Alternative, Alternatives, Step, Totals
from solver.task.task import Task


def alternatives(
    task: Task,
    best: Optimum,
    how_many: int,
    *,
    diverse: bool = False,
    clock: Clock,
) -> Alternatives:
    """Return the ``how_many`` next best plans after ``best``, in the order of goals and tie-break.

    Where ``diverse``, each lacks at least half as many units of every plan before it as any choice
    can lack of the best plan (and at least one).
    """
    differ = _half_of_most(task, best, clock) if diverse else 1
    bounds: list[Bound] = []
    found: list[Alternative] = []
    last = best
    while len(found) < how_many:
        if differ is None:
            return Alternatives(choices=tuple(found), ended="stopped")
        bounds.append(lacking(task, last, differ))
        program = task.program(extra=bounds)
        last = optimise(program, task.ordered, clock=clock)
        shown = differ if diverse else None
        if last.outcome is Outcome.INFEASIBLE:
            return Alternatives(choices=tuple(found), differ=shown, ended="exhausted")
        if last.outcome is Outcome.UNKNOWN:
            return Alternatives(choices=tuple(found), differ=shown, ended="stopped")
        found.append(alternative(task, best, last))
        if last.outcome is not Outcome.OPTIMAL:
            return Alternatives(choices=tuple(found), differ=shown, ended="stopped")
    return Alternatives(choices=tuple(found), differ=differ if diverse else None, ended="asked")


def alternative(task: Task, best: Optimum, found: Optimum) -> Alternative:
    """Return a choice as it stands against the best.

    Raises
    ------
    Disagreement
        If plain arithmetic does not confirm the choice.
    """
    choice = task.chosen(found.values)
    task.recheck(found.values, values(task, found), task.question)
    entered, left = swap(task.chosen(best.values), choice)
    used = task.used(found.values)
    units = counted(task, choice, used)
    return Alternative(
        units=units,
        totals=Totals.of(units, task.edition),
        goals=steps(values(task, best), values(task, found)),
        entered=entered,
        left=left,
        proof="optimal" if found.outcome is Outcome.OPTIMAL else "feasible",
        rests_on=names_of(resting(task.edition, choice, used, task.held)),
    )


def steps(
    before: Sequence[tuple[Goal, int]], after: Sequence[tuple[Goal, int]]
) -> tuple[Step, ...]:
    """Return what each goal comes to ``after``, and how much more that is than ``before``."""
    return tuple(
        Step(goal=goal, value=value, change=value - old)
        for (goal, value), (_, old) in zip(after, before, strict=True)
    )


def swap(
    before: Sequence[Option], after: Sequence[Option]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the units that enter and those that leave from one choice to another."""
    old = [option.unit.reference for option in before]
    new = [option.unit.reference for option in after]
    return tuple(x for x in new if x not in old), tuple(x for x in old if x not in new)


def _of_units(task: Task, found: Optimum) -> Terms:
    """How many units of a choice count, wherever they stand."""
    units = [option.unit.reference for option in task.chosen(found.values)]
    return linear((o.index, 1) for unit in units for o in task.edition.options_of[unit])


def lacking(task: Task, found: Optimum, least: int) -> Bound:
    """The bound that at least ``least`` units of a choice do not count."""
    return Bound(_of_units(task, found), high=len(task.chosen(found.values)) - least)


def _half_of_most(task: Task, best: Optimum, clock: Clock) -> int | None:
    """Half of the most units of the best plan that any choice lacks, rounded up."""
    kept = _of_units(task, best)
    fewest = solve(task.program(), kept, clock=clock)
    if fewest.outcome is not Outcome.OPTIMAL:
        return None
    lacks = len(task.chosen(best.values)) - value_of(kept, fewest.values)
    return max(1, (lacks + 1) // 2)
