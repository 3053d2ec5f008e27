"""What each unit costs: to include it where the best plan leaves it out, or the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from catalogue.learner.recognised import NOTHING, Recognised
from catalogue.library import find_units
from catalogue.qualification import Edition, Qualification
from catalogue.units import Model
from solver.plans.alternatives import alternative, steps
from solver.plans.settle import settle, values
from solver.program.engine import Clock, Outcome, Program, solve
from solver.program.linear import Bound
from solver.program.stages import Optimum, optimise
from solver.question import Question
from solver.results.answers import Alternative, Conflict, Plan, Price, Undecided
from solver.situation import Situation, situated
from solver.task.task import Task, understood


class Reason(Model):
    """Why a unit is in the best plan, or is not.

    ``instead`` is the best choice without it, or with it; ``conflict`` shows that there is none.
    """

    price: Price
    instead: Alternative | None = None
    conflict: Conflict | None = None


class Why(Model):
    """The best plan, and for each unit that was asked about why it is in it or not."""

    version: Literal[1] = 1
    answer: Literal["why"] = "why"
    plan: Plan
    reasons: tuple[Reason, ...]


WhyAnswer = Annotated[Why | Conflict | Undecided, Field(discriminator="answer")]
"""What ``why`` gives; a conflict or undecided where there is no plan to compare with."""


def prices(task: Task, best: Optimum, *, clock: Clock) -> tuple[Price, ...]:
    """Return the price of every unit of the edition, in catalogue order."""
    program = task.program()
    before = values(task, best)
    free = task.eased()
    found = []
    for reference in task.edition.options_of:
        counts = _counts(task, best, reference)
        turned = _turned(task, program, reference, counts)
        other = optimise(turned, task.goals, clock=clock, hint=best.values)
        step = steps(before, values(task, other)) if other.outcome is Outcome.OPTIMAL else ()
        price = _price(task.edition, reference, counts, other.outcome, step)
        if other.outcome is Outcome.INFEASIBLE and free is not task:
            freely = solve(_turned(free, free.program(), reference, counts), clock=clock)
            if freely.outcome is not Outcome.INFEASIBLE:
                price = price.model_copy(update={"effect": "not-listed"})
        found.append(price)
    return tuple(found)


def why(
    subject: Qualification | Situation,
    question: Question | None = None,
    references: Sequence[str] = (),
    *,
    held: Recognised = NOTHING,
    workers: int = 1,
    seed: int = 0,
) -> Why | Conflict | Undecided:
    """Tell for each unit what it would cost to leave it out, or to include it.

    ``held`` is as for :func:`solver.plans.suggest`.

    Raises
    ------
    UnitwiseError
        As for :func:`solver.plans.suggest`.
    """
    situation = situated(subject, question, held)
    references = find_units(situation.edition, references, {})
    clock = Clock(situation.question.time_limit, workers, seed)
    task = understood(situation)
    best, plan = settle(task, clock)
    if not isinstance(plan, Plan):
        return plan
    reasons = []
    asked = task.question.replace(goals=tuple(o.goal for o in task.objectives))
    for reference in dict.fromkeys(references):
        counts = _counts(task, best, reference)
        other_way = "avoid" if counts else "want"
        change = {other_way: (*getattr(asked, other_way), reference)}
        question = asked.replace(**change)
        turned = understood(
            Situation.of(situation.qualification, question, task.held), task.compiled
        )
        other, answer = settle(turned, clock, repair=False)
        if isinstance(answer, Plan):
            instead = alternative(task, best, other)
            proven = plan.proof == answer.proof == "optimal"
            outcome = Outcome.OPTIMAL if proven else Outcome.UNKNOWN
            price = _price(task.edition, reference, counts, outcome, instead.goals)
            reasons.append(Reason(price=price, instead=instead))
        else:
            conflict = answer if isinstance(answer, Conflict) else None
            outcome = Outcome.INFEASIBLE if conflict else Outcome.UNKNOWN
            price = _price(task.edition, reference, counts, outcome, ())
            if isinstance(answer, Undecided) and answer.stopped == "incomplete":
                price = price.model_copy(update={"effect": "not-listed"})
            reasons.append(Reason(price=price, conflict=conflict))
    return Why(plan=plan, reasons=tuple(reasons))


def _counts(task: Task, best: Optimum, reference: str) -> bool:
    return any(best.values[option.index] for option in task.edition.options_of[reference])


def _turned(task: Task, program: Program, reference: str, counts: bool) -> Program:
    """The program with the unit left out where it counts, and in it where it does not."""
    indexes = [option.index for option in task.edition.options_of[reference]]
    if counts:
        return replace(program, fixed={**program.fixed, **dict.fromkeys(indexes, False)})
    include = Bound(tuple((index, 1) for index in indexes), low=1)
    return replace(program, bounds=[*program.bounds, include])


def _price(
    edition: Edition,
    reference: str,
    counts: bool,
    outcome: Outcome,
    goals: Sequence[object],
) -> Price:
    effect = {
        Outcome.OPTIMAL: "priced",
        Outcome.INFEASIBLE: "forced" if counts else "impossible",
    }.get(outcome, "undecided")
    return Price.model_validate(
        {
            "unit": reference,
            "title": edition.options_of[reference][0].unit.title,
            "counts": counts,
            "effect": effect,
            "goals": goals,
        }
    )
