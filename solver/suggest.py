"""One question to one answer: a plan that is proven best, a conflict, or undecided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from catalogue.errors import UnitwiseError, did_you_mean
from catalogue.qualification import Edition, Option, Qualification
from solver.compile import Bound, Compiled, Terms, compile_edition
from solver.engine import Clock, Optimum, Outcome, Program, optimise, solve, value_of
from solver.goals import default_goals, objective, spending, tie_break
from solver.hours import Hours
from solver.question import Goal, Limits, Question, UnknownHours
from solver.recheck import recheck
from solver.results import (
    Answer,
    Conflict,
    CountedUnit,
    GoalValue,
    Plan,
    Subject,
    Totals,
    Undecided,
)

Reason = Literal["rule", "date", "wishes", "unknown-hours", "not-told-apart"]


class UnknownWish(UnitwiseError):
    """A wish names a unit that the edition does not have."""


def suggest(qualification: Qualification, question: Question) -> Answer:
    """Return the best plan for ``question``, or the proof that there is none.

    The same question gives the same answer, unit for unit: after the goals the tie-break of
    :mod:`solver.goals` decides.

    Raises
    ------
    NoEdition
        If the qualification has no edition for the date of registration.
    UnknownWish
        If a wanted or refused unit is not in the edition.
    NoSuchMeasure
        If a goal or limit speaks of credit and a unit has none.
    Disagreement
        If the referee does not confirm the plan.
    """
    edition = qualification.edition_on(question.on)
    _know(edition, (*question.want, *question.avoid))
    compiled = compile_edition(edition)
    clock = Clock(question.time_limit)
    task = _pose(edition, compiled, question)
    if task.left_out and question.unknown_glh is UnknownHours.REFUSE:
        return _conflict(qualification, task, "unknown-hours", task.left_out)
    ordered = [*(terms for _, terms in task.objectives), *tie_break(task.can_count)]
    found = optimise(task.program, ordered, clock=clock)
    if found.outcome is Outcome.UNKNOWN:
        return Undecided(
            qualification=Subject.of(qualification, edition),
            on=question.on,
            time_limit=question.time_limit,
        )
    if found.outcome is Outcome.INFEASIBLE:
        return _explain(qualification, task, clock)
    return _plan(qualification, task, found)


@dataclass(frozen=True, slots=True)
class _Task:
    """A question put to one edition: what can count, what is best, and the program for it.

    ``wished`` is what is open and not refused, ``can_count`` that without ``left_out``, the
    options whose hours a goal or limit needs and nobody knows.
    """

    edition: Edition
    compiled: Compiled
    question: Question
    hours: Hours
    wished: tuple[Option, ...]
    can_count: tuple[Option, ...]
    left_out: tuple[Option, ...]
    objectives: tuple[tuple[Goal, Terms], ...]
    program: Program


def _know(edition: Edition, references: Sequence[str]) -> None:
    unknown = [reference for reference in references if reference not in edition.options_of]
    if unknown:
        lines = []
        for reference in unknown:
            hint = did_you_mean(reference, list(edition.options_of))
            lines.append(f"{reference} is not a unit of this edition" + (hint and f"; {hint}"))
        raise UnknownWish("\n".join(lines))


def _open(edition: Edition, question: Question) -> list[Option]:
    return [option for option in edition.options if option.version.open_on(question.on)]


def _pose(edition: Edition, compiled: Compiled, question: Question) -> _Task:
    hours = Hours(edition, question.unknown_glh)
    open_now = _open(edition, question)
    wished = [option for option in open_now if option.unit.reference not in question.avoid]
    goals = question.goals or default_goals(open_now)
    left_out: list[Option] = []
    if Goal.LEAST_GLH in goals or question.limits.new_glh is not None:
        left_out = [option for option in wished if hours.of(option) is None]
    can_count = [option for option in wished if option not in left_out]
    asked = [*_wants(edition, question.want), *_limits(question.limits, can_count, hours)]
    return _Task(
        edition=edition,
        compiled=compiled,
        question=question,
        hours=hours,
        wished=tuple(wished),
        can_count=tuple(can_count),
        left_out=tuple(left_out),
        objectives=tuple((goal, objective(goal, can_count, hours)) for goal in goals),
        program=_program(compiled, edition, can_count, asked),
    )


def _program(
    compiled: Compiled, edition: Edition, can_count: Sequence[Option], asked: Sequence[Bound] = ()
) -> Program:
    """The rules of an edition and what is asked, over the options that can count."""
    shut = {option.index for option in edition.options} - {o.index for o in can_count}
    return Program(
        names=compiled.names,
        bounds=[*compiled.bounds, *asked],
        definitions=compiled.definitions,
        fixed=dict.fromkeys(shut, False),
    )


def _wants(edition: Edition, want: Sequence[str]) -> Iterator[Bound]:
    for reference in want:
        yield Bound(tuple((option.index, 1) for option in edition.options_of[reference]), low=1)


def _limits(limits: Limits, options: Sequence[Option], hours: Hours) -> Iterator[Bound]:
    if limits.new_glh is not None:
        yield Bound(spending("glh", options, hours), high=limits.new_glh)
    if limits.new_credit is not None:
        yield Bound(spending("credit", options, hours), high=limits.new_credit)
    if limits.new_units is not None:
        yield Bound(spending("units", options, hours), high=limits.new_units)


def _plan(qualification: Qualification, task: _Task, found: Optimum) -> Plan:
    choice = [option for option in task.edition.options if found.values[option.index]]
    reached = [(goal, value_of(terms, found.values)) for goal, terms in task.objectives]
    verdict = recheck(task.edition, task.question, choice, reached)
    goals = []
    for number, (goal, value) in enumerate(reached):
        proven = number < found.proven
        bound = value if proven else found.bound if number == found.proven else None
        goals.append(GoalValue(goal=goal, value=value, proven=proven, bound=bound))
    units = tuple(CountedUnit.of(option, task.hours.estimate(option)) for option in choice)
    return Plan(
        proof="optimal" if found.outcome is Outcome.OPTIMAL else "feasible",
        qualification=Subject.of(qualification, task.edition),
        on=task.question.on,
        units=units,
        totals=Totals.of(units, task.edition),
        goals=tuple(goals),
        rules=verdict.rules,
        left_out=tuple(option.unit.reference for option in task.left_out),
        unknown_glh=task.question.unknown_glh,
    )


def _explain(qualification: Qualification, task: _Task, clock: Clock) -> Conflict:
    """Tell apart why nothing fits, by taking away one after the other what was asked."""
    if (found := _blame_hours(qualification, task, clock)) is not None:
        return found
    reason: Reason = "not-told-apart"
    open_now = _program(task.compiled, task.edition, _open(task.edition, task.question))
    on_the_day = solve(open_now, clock=clock).outcome
    if on_the_day is Outcome.OPTIMAL:
        reason = "wishes"
    elif on_the_day is Outcome.INFEASIBLE:
        ever = _program(task.compiled, task.edition, task.edition.options)
        reasons: dict[Outcome, Reason] = {Outcome.OPTIMAL: "date", Outcome.INFEASIBLE: "rule"}
        reason = reasons.get(solve(ever, clock=clock).outcome, reason)
    return _conflict(qualification, task, reason)


def _blame_hours(qualification: Qualification, task: _Task, clock: Clock) -> Conflict | None:
    """Return the conflict, if it is only that units with unknown hours were left out."""
    if not task.left_out:
        return None
    limits = task.question.limits.model_copy(update={"new_glh": None})
    wants = list(_wants(task.edition, task.question.want))

    def without_limit_on_hours(options: Sequence[Option]) -> Program:
        asked = [*wants, *_limits(limits, options, task.hours)]
        return _program(task.compiled, task.edition, options, asked)

    known = without_limit_on_hours(task.can_count)
    loose = without_limit_on_hours(task.wished)
    if solve(known, clock=clock).outcome is not Outcome.INFEASIBLE:
        return None
    unknown = tuple((option.index, 1) for option in task.left_out)
    fewest = optimise(loose, [unknown], clock=clock)
    if fewest.outcome is not Outcome.OPTIMAL:
        return None
    needed = []
    for option in task.left_out:
        same = task.edition.options_of[option.unit.reference]
        without = replace(loose, fixed={**loose.fixed, **{o.index: False for o in same}})
        if solve(without, clock=clock).outcome is Outcome.INFEASIBLE:
            needed.append(option)
    return _conflict(qualification, task, "unknown-hours", needed, value_of(unknown, fewest.values))


def _conflict(
    qualification: Qualification,
    task: _Task,
    reason: Reason,
    needed: Sequence[Option] = (),
    fewest_unknown: int | None = None,
) -> Conflict:
    question = task.question
    return Conflict(
        qualification=Subject.of(qualification, task.edition),
        on=question.on,
        reason=reason,
        want=question.want,
        avoid=question.avoid,
        limits=question.limits,
        units=tuple(CountedUnit.of(option) for option in needed),
        fewest_unknown=fewest_unknown,
        left_out=tuple(option.unit.reference for option in task.left_out),
    )
