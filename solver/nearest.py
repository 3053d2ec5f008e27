"""Which qualifications a learner is nearest to: each of a catalogue, by what is left to do.

Each qualification is asked by itself and no longer than a few moments. Only what the ranking tells
is worked out: the least new credit, then the least new hours, then the fewest new units, and what
of the record counts in such a plan. What that plan is, ``transfer`` tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from catalogue.errors import NoEdition
from catalogue.policy import Way
from catalogue.qualification import Option, Qualification
from catalogue.recognition import Recognised, recognise
from catalogue.record import LearnerRecord, Waiver
from catalogue.units import LevelField, Model, Unit
from solver.engine import Clock, Optimum, Outcome, optimise
from solver.goals import most_recognised
from solver.pose import Task, pose
from solver.question import Question
from solver.results import Subject
from solver.settle import values


class Standing(Model):
    """How near a learner is to one qualification.

    ``state``: ``already-holds``, nothing is left to do; ``to-assess``, nothing is left to study;
    ``to-study``; ``impossible``, no choice is legal on that date; ``undecided``, the time for one
    qualification ran out. Where it is not ``proven`` less may be enough. ``takes`` is what counts
    of the record, by the names that it uses; ``to_assess`` how many of these by experience. All
    this rests on the ``exceptions``, agreed for this learner.
    """

    qualification: Subject
    awarding_organisation: str
    level: LevelField
    state: Literal["already-holds", "to-assess", "to-study", "impossible", "undecided"]
    proven: bool = True
    new_credit: int | None = None
    new_glh: int | None = None
    new_units: int | None = None
    recognised_credit: int | None = None
    takes: tuple[str, ...] = ()
    to_assess: int = 0
    exceptions: tuple[Waiver, ...] = ()


class Ranking(Model):
    """Every qualification that is open on a date, the nearest first.

    ``closed`` are those that have no edition for the date.
    """

    version: Literal[1] = 1
    answer: Literal["ranking"] = "ranking"
    on: date
    as_of: date
    achievements: int
    standings: tuple[Standing, ...]
    closed: tuple[str, ...] = ()


_BRIEF = 1.0
"""Seconds for one qualification up to which its search needs no thread that Ctrl-C could stop."""


def nearest(
    qualifications: Iterable[Qualification],
    record: LearnerRecord,
    *,
    on: date,
    units: Mapping[str, Unit],
    as_of: date | None = None,
    seconds: float = 1.0,
) -> Iterator[Standing | str]:
    """Yield how near a learner is to each qualification, or the short name of one that is closed.

    ``units`` are all units of the catalogue. No qualification is given longer than ``seconds``;
    once the asker breaks off, all that are left are undecided.
    """
    day = as_of or on
    for qualification in qualifications:
        try:
            edition = qualification.edition_on(on)
        except NoEdition:
            yield qualification.short_name
            continue
        held = recognise(edition, record, on=on, as_of=day, units=units)
        clock = Clock(seconds, brief=seconds <= _BRIEF)
        yield _standing(qualification, held, on, clock)
        if clock.broken_off:
            seconds = 0.0


def ranking(
    found: Iterable[Standing | str], *, on: date, as_of: date, achievements: int
) -> Ranking:
    """Return what :func:`nearest` found in order: held, then least credit, then least hours."""
    every = list(found)
    return Ranking(
        on=on,
        as_of=as_of,
        achievements=achievements,
        standings=tuple(sorted((s for s in every if isinstance(s, Standing)), key=_order)),
        closed=tuple(name for name in every if isinstance(name, str)),
    )


_STATES = ("already-holds", "to-assess", "to-study", "undecided", "impossible")


def _order(one: Standing) -> tuple[object, ...]:
    state = _STATES.index(one.state)
    return (
        state,
        one.new_credit is None,
        one.new_credit or 0,
        one.new_glh is None,
        one.new_glh or 0,
        one.new_units or 0,
        one.to_assess,
        one.qualification.short_name,
    )


def _standing(qualification: Qualification, held: Recognised, on: date, clock: Clock) -> Standing:
    task = pose(qualification, Question(on=on), held=held)
    objectives = [*task.goals, *most_recognised(task.compiled.uses)]
    found = optimise(task.program(), objectives, clock=clock)
    blank = Standing(
        qualification=task.subject,
        awarding_organisation=qualification.awarding_organisation,
        level=qualification.level,
        state="impossible" if found.outcome is Outcome.INFEASIBLE else "undecided",
        proven=found.outcome is Outcome.INFEASIBLE,
        exceptions=task.edition.exceptions,
    )
    return blank if not found.values else blank.model_copy(update=_worth(task, found))


def _worth(task: Task, found: Optimum) -> dict[str, object]:
    task.recheck(found.values, values(task, found), task.question)
    used = task.used(found.values)
    filled = {use.option.index for use in used}
    new = [option for option in task.chosen(found.values) if option.index not in filled]
    assess = sum(use.way is Way.RPL for use in used)
    state = "to-study" if new else "to-assess" if assess else "already-holds"
    return {
        "state": state,
        "proven": found.outcome is Outcome.OPTIMAL,
        "new_credit": _sum("credit", new),
        "new_glh": _sum("glh", new),
        "new_units": len(new),
        "recognised_credit": _sum("credit", [use.option for use in used]),
        "takes": tuple(task.held.record.achievements[use.achievement].name for use in used),
        "to_assess": assess,
    }


def _sum(measure: Literal["credit", "glh"], options: Iterable[Option]) -> int | None:
    found = [getattr(option.unit, measure) for option in options]
    return None if None in found else sum(found)
