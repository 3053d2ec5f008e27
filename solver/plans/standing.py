"""Where every unit stands under what is asked: in every choice, in some, or in none.

The union and the intersection of all solutions (the *brave* and *cautious* consequences of answer
set programming) take a few solves together, not one for each unit: every solve looks for as many
units as it can that no choice had so far, or lacks as many as it can of those that all had.
"""

from __future__ import annotations

from catalogue.learner.recognised import NOTHING, Recognised
from catalogue.qualification import Qualification
from solver.program.engine import Clock, Outcome, Solved, solve
from solver.program.linear import Terms
from solver.question import Question
from solver.results.answers import Conflict, Plan, Undecided
from solver.results.standing import Because, Standings, UnitStanding
from solver.situation import Situation, situated
from solver.task.task import Task, understood


def standing(
    subject: Qualification | Situation,
    question: Question | None = None,
    *,
    held: Recognised = NOTHING,
) -> Standings | Conflict | Undecided:
    """Tell for every unit whether all choices that fit what is asked count it, some, or none.

    Goals do not matter: a unit is possible where any choice that fits counts it, the best or not.
    Where nothing fits at all, the answer is the conflict, as of :func:`solver.suggest`.

    Raises
    ------
    UnitwiseError
        As for :func:`solver.suggest`.
    """
    situation = situated(subject, question, held)
    clock = Clock(situation.question.time_limit)
    task = understood(situation)
    return standing_of(task, clock)


def standing_of(task: Task, clock: Clock) -> Standings | Conflict | Undecided:
    """Do what :func:`standing` does, for a question that is understood."""
    from solver.plans.settle import settle

    program = task.program()
    first = solve(program, clock=clock)
    if first.outcome is not Outcome.OPTIMAL and not first.values:
        _, answer = settle(task, clock)
        assert not isinstance(answer, Plan), "the same program had no solution"
        return answer
    if task.edition.incomplete_groups:
        # a choice with units that are not listed is one, too
        task = task.eased()
        program = task.program()
        first = solve(program, clock=clock)
    some = _units(task, first)
    every = set(some)
    while every:
        found = solve(program, _sum(task, every, 1), clock=clock, hint=first.values)
        here = _units(task, found) if found.values else every
        some |= here if found.values else set()
        fewer = every & here
        if found.outcome is not Outcome.OPTIMAL or fewer == every:
            every = fewer
            break
        every = fewer
    settled = not every or found.outcome is Outcome.OPTIMAL
    units = task.edition.options_of
    complete = True
    while rest := {option.unit.reference for option in task.can_count} - some:
        found = solve(program, _sum(task, rest, -1), clock=clock, hint=first.values)
        fresh = _units(task, found) - some if found.values else set[str]()
        some |= fresh
        if found.outcome is not Outcome.OPTIMAL or not fresh:
            complete = found.outcome is Outcome.OPTIMAL
            break
    return Standings(
        qualification=task.subject,
        on=task.question.on,
        units=tuple(
            _standing(task, unit, some, every if settled else set(), complete) for unit in units
        ),
        complete=complete and settled,
    )


def _standing(
    task: Task, unit: str, some: set[str], every: set[str], complete: bool
) -> UnitStanding:
    if unit in every:
        return UnitStanding(unit=unit, state="forced")
    if unit in some:
        return UnitStanding(unit=unit, state="possible")
    if because := _because(task, unit):
        return UnitStanding(unit=unit, state="impossible", because=because)
    if complete:
        unsure = bool(task.compiled.unsure)  # only what fits whatever these are was searched for
        because = "unknown-figures" if unsure else "rules"
        return UnitStanding(unit=unit, state="impossible", because=because)
    return UnitStanding(unit=unit, state="undecided")


def _because(task: Task, unit: str) -> Because | None:
    """Why a unit cannot count, where no search is needed to tell."""
    left = {option.index for option in task.edition.options_of[unit]}
    if left & {option.index for option in task.can_count}:
        return None
    reasons: list[Because] = []
    for clause in task.clauses:
        if left & clause.shut and (reason := _SHUTTING.get(clause.cause.kind)):
            reasons.append(reason)
    return min(reasons, key=list(_SHUTTING.values()).index, default=None)


_SHUTTING: dict[str, Because] = {
    "avoid": "refused",
    "date": "closed",
    "not-offered": "not-offered",
    "full": "full",
    "unknown-hours": "unknown-hours",
    "unknown-figures": "unknown-figures",
}


def _units(task: Task, solved: Solved) -> set[str]:
    """The units that count in a solution, which plain arithmetic has confirmed."""
    task.recheck(solved.values, [], task.question)
    return {option.unit.reference for option in task.chosen(solved.values)}


def _sum(task: Task, units: set[str], sign: int) -> Terms:
    """How many options of ``units`` count, times ``sign``."""
    return tuple(
        (option.index, sign) for option in task.edition.options if option.unit.reference in units
    )
