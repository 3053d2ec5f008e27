"""The exact front between two goals: every pair of values that no choice betters in both.

The first goal is met as far as can be, then the second; then the second must be better than that by
one at least, and so on until nothing is left. All values are whole numbers, so no point is missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from catalogue.errors import UnitwiseError
from catalogue.learner.exceptions import Excepted, excepted, in_any, names_of, resting
from catalogue.learner.recognised import NOTHING, Recognised
from catalogue.qualification import Qualification
from catalogue.units import Model
from solver.conflicts.conflict import explain, refusal
from solver.plans.alternatives import swap
from solver.plans.settle import counted, values
from solver.program.engine import Clock, Outcome, value_of
from solver.program.linear import Bound
from solver.program.stages import Optimum, optimise
from solver.question import Goal, Question
from solver.results.answers import Conflict, CountedUnit, Figure, Subject, Totals, Undecided
from solver.situation import Situation, situated
from solver.task.task import Task, refuses, understood


class Point(Model):
    """One point of a front, with a choice that reaches it and what it changes.

    ``values`` are those of the two goals; ``entered`` and ``left`` are the units that come and go
    against the point before. ``rests_on`` are the references of the exceptions that it needs.
    """

    values: tuple[int, int]
    units: tuple[CountedUnit, ...]
    totals: Totals
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


class Tradeoff(Model):
    """The front between two goals, from the best of the first to the best of the second.

    Where it is not ``complete`` the search was stopped: the points are still points of the front,
    but more may follow. ``exceptions`` are all that were made, agreed for this learner; those are
    ``needed`` on which any of the points rests.
    """

    version: Literal[1] = 1
    answer: Literal["tradeoff"] = "tradeoff"
    qualification: Subject
    on: date
    between: tuple[Goal, Goal]
    points: tuple[Point, ...]
    complete: bool
    left_out: tuple[str, ...] = ()
    left_out_for: tuple[Figure, ...] = ()
    stopped: Literal["time", "asker"] | None = None
    exceptions: tuple[Excepted, ...] = ()


TradeoffAnswer = Annotated[Tradeoff | Conflict | Undecided, Field(discriminator="answer")]
"""What ``tradeoff`` gives; a conflict or undecided where there is no point at all."""


def tradeoff(
    subject: Qualification | Situation,
    question: Question | None = None,
    between: tuple[Goal, Goal] = (Goal.LEAST_CREDIT, Goal.LEAST_GLH),
    *,
    held: Recognised = NOTHING,
    workers: int = 1,
    seed: int = 0,
) -> Tradeoff | Conflict | Undecided:
    """Return the exact front between two goals for ``question``, whose own goals do not matter.

    ``held`` is as for :func:`solver.plans.suggest`.

    Raises
    ------
    UnitwiseError
        As for :func:`solver.plans.suggest`.
    """
    if between[0] is between[1]:
        raise UnitwiseError(f"a trade-off is between two goals, and {between[0]} is one")
    situation = situated(subject, question, held)
    clock = Clock(situation.question.time_limit, workers, seed)
    asked = situation.question.replace(goals=between)
    task = understood(Situation.of(situation.qualification, asked, situation.held))
    if refuses(task):
        return refusal(task, clock)
    # Preferences without most-preferred among the goals would add a third.
    first, second = task.objectives[:2]
    found: list[Optimum] = []
    extra: list[Bound] = []
    while True:
        program = task.program(extra=extra)
        ordered = [first.terms, second.terms, *task.ordered[2:]]
        next_one = optimise(program, ordered, clock=clock)
        if next_one.outcome is Outcome.INFEASIBLE and not found:
            return explain(task, clock)
        if next_one.outcome is not Outcome.OPTIMAL:
            break
        found.append(next_one)
        extra = [Bound(second.terms, high=value_of(second.terms, next_one.values) - 1)]
    complete = next_one.outcome is Outcome.INFEASIBLE
    if not found:
        return Undecided(
            qualification=task.subject,
            on=asked.on,
            time_limit=asked.time_limit,
            stopped=clock.stopped,
            exceptions=excepted(task.edition),
        )
    points, exceptions = _points(task, found)
    return Tradeoff(
        qualification=task.subject,
        on=asked.on,
        between=between,
        points=points,
        complete=complete,
        left_out=tuple(dict.fromkeys(o.unit.reference for o in task.left_out)),
        left_out_for=task.left_out_for,
        stopped=None if complete else clock.stopped,
        exceptions=exceptions,
    )


def _points(task: Task, found: Sequence[Optimum]) -> tuple[tuple[Point, ...], tuple[Excepted, ...]]:
    """Return the points of a front, and the exceptions, each with whether any point needs it."""
    points, rested = [], []
    before = task.chosen(found[0].values)
    for one in found:
        choice = task.chosen(one.values)
        reached = values(task, one)
        task.recheck(one.values, reached, task.question)
        entered, left = swap(before, choice)
        used = task.used(one.values)
        units = counted(task, choice, used)
        rested.append(resting(task.edition, choice, used, task.held))
        points.append(
            Point(
                values=(reached[0][1], reached[1][1]),
                units=units,
                totals=Totals.of(units, task.edition),
                entered=entered,
                left=left,
                rests_on=names_of(rested[-1]),
            )
        )
        before = choice
    return tuple(points), in_any(rested)
