"""Which qualifications a learner is nearest to: each of a catalogue, by what is left to do.

Each qualification is asked by itself and no longer than a few moments. Only what the ranking tells
is worked out: the least new credit, then the least new hours, then the fewest new units, and what
of the record counts in such a plan. What that plan is, ``transfer`` tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from catalogue.errors import NoEdition
from catalogue.learner.exceptions import Excepted, excepted, resting
from catalogue.learner.recognition import Recognised, recognise
from catalogue.learner.record import LearnerRecord
from catalogue.learner.waiving import UnfitException, waived
from catalogue.policy import Way
from catalogue.qualification import Qualification
from catalogue.units import LevelField, Model, Unit
from catalogue.waiver import Waiver
from solver.plans.settle import values
from solver.program.engine import Clock, Optimum, Outcome, optimise
from solver.question import Goal, Question
from solver.results.answers import Subject
from solver.situation import Situation
from solver.task.goals import most_recognised
from solver.task.task import Task, understood


class Standing(Model):
    """How near a learner is to one qualification.

    ``state``: ``already-holds``, nothing is left to do; ``to-assess``, nothing is left to study;
    ``to-study``; ``impossible``, no choice is legal on that date; ``undecided``, the time for one
    qualification ran out; ``unfit``, an exception agreed for the learner does not fit it, and
    ``why``: nothing else is then told. Where it is not ``proven`` less may be enough.
    ``new_credit`` and ``new_glh`` are null where a unit that is open has no credit, or hours that
    nobody knows: of no choice can it then be said that it has the least. ``takes`` is what counts
    of the record in one of the best plans, by the names that the record uses; ``to_assess`` how
    many of these by experience. ``exceptions`` are all that were made, agreed for this learner;
    that plan rests on those that are ``needed``.
    """

    qualification: Subject
    awarding_organisation: str
    level: LevelField
    state: Literal["already-holds", "to-assess", "to-study", "impossible", "undecided", "unfit"]
    why: str | None = None
    proven: bool = True
    registered: date | None = None
    """When the learner registered for it, which here stands for the date of the ranking."""
    new_credit: int | None = None
    new_glh: int | None = None
    new_units: int | None = None
    recognised_credit: int | None = None
    takes: tuple[str, ...] = ()
    to_assess: int = 0
    exceptions: tuple[Excepted, ...] = ()


class Ranking(Model):
    """Every qualification that is open on a date, the nearest first.

    ``unknown`` are the achievements of units that no catalogue has and that count nowhere.
    ``closed`` are those that have no edition for the date, or for that of the learner's own
    registration.
    """

    version: Literal[1] = 1
    answer: Literal["ranking"] = "ranking"
    on: date
    as_of: date
    achievements: int
    standings: tuple[Standing, ...]
    closed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def nearest(
    qualifications: Iterable[Qualification],
    record: LearnerRecord,
    *,
    on: date,
    units: Mapping[str, Unit],
    as_of: date | None = None,
    registered: Mapping[str, tuple[date, date]] | None = None,
    waivers: Mapping[str, Sequence[Waiver]] | None = None,
    seconds: float = 1.0,
) -> Iterator[Standing | str]:
    """Yield how near a learner is to each qualification, or the short name of one that is closed.

    ``units`` are all units of the catalogue. For those for which the learner is ``registered``, by
    short name, the date of that stands for ``on``, and its second date for ``as_of``. ``waivers``
    are the exceptions to make in each, by short name, besides those that it comes with. No
    qualification is given longer than ``seconds``; once the asker breaks off, all that are left are
    undecided.
    """
    asked = Question(on=on)
    for qualification in qualifications:
        own = (registered or {}).get(qualification.short_name)
        question, day = (asked, as_of or on) if own is None else (Question(on=own[0]), own[1])
        try:
            edition = qualification.edition_on(question.on)
        except NoEdition:
            yield qualification.short_name
            continue
        try:
            agreed = (waivers or {}).get(qualification.short_name, ())
            changed = waived(qualification, agreed) if agreed else qualification
        except UnfitException as error:
            yield Standing(
                **_about(qualification, Subject.of(qualification, edition), own),
                state="unfit",
                proven=False,
                why="; ".join(str(error).splitlines()),
            )
            continue
        edition = changed.edition_on(question.on)
        held = recognise(edition, record, on=question.on, as_of=day, units=units)
        clock = Clock(seconds)
        yield _standing(changed, held, question, own, clock)
        if clock.broken_off:
            seconds = 0.0


def ranking(
    found: Iterable[Standing | str],
    *,
    on: date,
    as_of: date,
    achievements: int,
    unknown: Iterable[str] = (),
) -> Ranking:
    """Return what :func:`nearest` found in order: held, then least credit, then least hours.

    ``unknown`` are the units of the record that no catalogue has.
    """
    every = list(found)
    taken = {name for one in every if isinstance(one, Standing) for name in one.takes}
    return Ranking(
        on=on,
        as_of=as_of,
        achievements=achievements,
        standings=tuple(sorted((s for s in every if isinstance(s, Standing)), key=_order)),
        closed=tuple(name for name in every if isinstance(name, str)),
        unknown=tuple(name for name in dict.fromkeys(unknown) if name not in taken),
    )


_STATES = ("already-holds", "to-assess", "to-study", "undecided", "impossible", "unfit")


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


def _standing(
    qualification: Qualification,
    held: Recognised,
    question: Question,
    own: tuple[date, date] | None,
    clock: Clock,
) -> Standing:
    task = understood(Situation.of(qualification, question, held))
    objectives = [*task.goals, *most_recognised(task.compiled.uses)]
    found = optimise(task.program(), objectives, clock=clock)
    worth: dict[str, Any] = {
        "state": "impossible" if found.outcome is Outcome.INFEASIBLE else "undecided",
        "proven": found.outcome is Outcome.INFEASIBLE,
        "exceptions": excepted(task.edition),
    }
    return Standing(
        **_about(qualification, task.subject, own),
        **(_worth(task, found) if found.values else worth),
    )


def _about(
    qualification: Qualification, subject: Subject, own: tuple[date, date] | None
) -> dict[str, Any]:
    return {
        "qualification": subject,
        "awarding_organisation": qualification.awarding_organisation,
        "level": qualification.level,
        "registered": None if own is None else own[0],
    }


def _worth(task: Task, found: Optimum) -> dict[str, Any]:
    reached = dict(values(task, found))
    task.recheck(found.values, list(reached.items()), task.question)
    used = task.used(found.values)
    filled = {use.option.index for use in used}
    choice = task.chosen(found.values)
    new = [option for option in choice if option.index not in filled]
    assess = sum(use.way is Way.RPL for use in used)
    has_credit = all(use.option.unit.credit is not None for use in used)
    state = "to-study" if new else "to-assess" if assess else "already-holds"
    return {
        "state": state,
        # Of what is recognised beyond that, the ranking claims nothing.
        "proven": not new or found.proven >= len(task.goals),
        "new_credit": reached.get(Goal.LEAST_CREDIT) if new else 0,
        "new_glh": reached.get(Goal.LEAST_GLH) if new else 0,
        "new_units": len(new),
        "recognised_credit": sum(use.credit for use in used) if has_credit else None,
        "takes": tuple(task.held.record.achievements[use.achievement].name for use in used),
        "to_assess": assess,
        "exceptions": resting(task.edition, choice, used, task.held),
    }
