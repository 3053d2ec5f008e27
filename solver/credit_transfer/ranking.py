"""Which qualifications a learner is nearest to: each of a catalogue, by what is left to do.

Each qualification is asked by itself and no longer than a few moments. Only what the ranking tells
is worked out: what the goals come to (without any: the least new credit, then the least new hours,
then the fewest new units), and what of the record counts in such a plan. What that plan is,
``transfer`` tells. The same wishes and limits are put to each. What a qualification does not have
is avoided there, and preferred for nothing; where it does not have what is wanted, nothing fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from catalogue.door import admit
from catalogue.errors import NoEdition, UnitwiseError
from catalogue.learner.exceptions import Excepted, excepted, resting
from catalogue.learner.recognised import Recognised
from catalogue.learner.recognition import recognise
from catalogue.learner.record import LearnerRecord
from catalogue.learner.waiving import UnfitException, waived
from catalogue.policy import Way
from catalogue.qualification import Edition, Qualification
from catalogue.units import LevelField, Model, Unit
from catalogue.waiver import Waiver
from solver.credit_transfer.together import Together
from solver.plans.settle import counted, values
from solver.program.engine import Clock, Outcome, solve
from solver.program.stages import Optimum, optimise
from solver.question import Goal, Question
from solver.results.answers import GoalValue, Subject, Totals
from solver.situation import Situation
from solver.task.goals import NoSuchMeasure, most_recognised
from solver.task.task import Task, refuses, understood
from solver.wishes import understand


class Standing(Model):
    """How near a learner is to one qualification.

    ``state``: ``already-holds``, nothing is left to do; ``to-assess``, nothing is left to study;
    ``to-study``; ``impossible``, no choice is legal on that date; ``undecided``, the time for one
    qualification ran out; ``not-told``, units are not listed or figures not known on which it
    depends; ``unfit``, an exception agreed for the learner does not fit it, or
    a goal or limit means nothing there. ``why`` tells more of the last four. Where it is not
    ``proven`` less may be enough. ``goals`` are what the goals come to that were asked for.
    ``new_credit`` and ``new_glh`` are null where a unit that is open has no credit, or hours that
    nobody knows: of no choice can it then be said that it has the least. Where goals were asked for
    these are of the best plan, and null where one of its units has none. ``takes`` is what counts
    of the record in one of the best plans, by the names that the record uses; ``to_assess`` how
    many of these by experience; ``credit`` and ``units`` are all that counts in that plan, what is
    recognised included, ``credit`` null where a unit has none. ``exceptions`` are all that were
    made, agreed for this learner; that plan rests on those that are ``needed``.
    """

    qualification: Subject
    awarding_organisation: str
    level: LevelField
    state: Literal[
        "already-holds", "to-assess", "to-study", "impossible", "undecided", "not-told", "unfit"
    ]
    why: str | None = None
    proven: bool = True
    registered: date | None = None
    """When the learner registered for it, which here stands for the date of the ranking."""
    new_credit: int | None = None
    new_glh: int | None = None
    new_units: int | None = None
    goals: tuple[GoalValue, ...] = ()
    recognised_credit: int | None = None
    credit: int | None = None
    units: int | None = None
    takes: tuple[str, ...] = ()
    to_assess: int = 0
    exceptions: tuple[Excepted, ...] = ()


class Ranking(Model):
    """Qualifications that are open on a date, the nearest first.

    ``asked`` are the wishes, limits and goals that were put to each, null if there were none; with
    goals, or preferences, the order is by what these come to. ``unknown`` are the achievements of
    units that no catalogue has and that count nowhere. ``shared`` are those that more than one of
    the qualifications takes which the learner takes at once: each was asked by itself, and all of
    these ``together``; null where nothing could count in more than one, or too many are taken.
    ``closed`` are those that have no edition for the date, or for that of the learner's own
    registration.
    """

    version: Literal[1] = 1
    answer: Literal["ranking"] = "ranking"
    on: date
    as_of: date
    achievements: int
    asked: Question | None = None
    standings: tuple[Standing, ...]
    closed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    together: Together | None = None

    @property
    def overstated(self) -> bool:
        """Whether the lines promise more than can be shown: each by itself, and not all together.

        So it is where the learner is registered for all, or nothing is left to study for several.
        """
        both = self.together
        if both is None or both.state not in {"impossible", "undecided"}:
            return False
        own = [one for one in self.standings if one.qualification.short_name in both.qualifications]
        return all(one.registered for one in own) or sum(not one.new_units for one in own) > 1


def nearest(
    qualifications: Iterable[Qualification],
    record: LearnerRecord,
    *,
    on: date,
    units: Mapping[str, Unit],
    as_of: date | None = None,
    asked: Question | None = None,
    registered: Mapping[str, tuple[date, date]] | None = None,
    waivers: Mapping[str, Sequence[Waiver]] | None = None,
    seconds: float = 1.0,
) -> Iterator[Standing | str]:
    """Yield how near a learner is to each qualification, or the short name of one that is closed.

    ``units`` are all units of the catalogue. ``asked`` is put to each, for the date ``on``; its
    edition and pathways, which are of one qualification, are not. For those for which the learner
    is ``registered``, by short name, the date of that stands for ``on``, and its second date for
    ``as_of``. ``waivers`` are the exceptions to make in each, by short name, besides those that it
    comes with. No qualification is given longer than ``seconds``; once the asker breaks off, all
    that are left are undecided.
    """
    admit(record, LearnerRecord)
    admit(on, date)
    plain = (asked or Question(on=on)).replace(on=on, edition=None, pathway=())
    for qualification in qualifications:
        admit(qualification, Qualification)
        own = (registered or {}).get(qualification.short_name)
        day = (as_of or on) if own is None else own[1]
        question = plain if own is None else plain.replace(on=own[0])
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
                why=_line(error),
            )
            continue
        edition = changed.edition_on(question.on)
        held = recognise(edition, record, on=question.on, as_of=day, units=units)
        clock = Clock(seconds)
        yield _standing(changed, edition, held, question, own, clock, units)
        if clock.broken_off:
            seconds = 0.0


def ranking(
    found: Iterable[Standing | str],
    *,
    on: date,
    as_of: date,
    achievements: int,
    asked: Question | None = None,
    unknown: Iterable[str] = (),
    at_once: Collection[str] = (),
    together: Together | None = None,
) -> Ranking:
    """Return what :func:`nearest` found in order: held, then least credit, then least hours.

    Where goals were ``asked`` for, or preferences, what these come to stands before that.
    ``unknown`` are the units of the record that no catalogue has, ``at_once`` the short names of
    qualifications that the learner would take together, besides those registered for, ``together``
    what these come to.
    """
    every = list(found)
    standings = [one for one in every if isinstance(one, Standing)]
    taken = {name for one in standings for name in one.takes}
    goals = () if asked is None else _first_goals(asked)
    taken_by = Counter(
        name
        for one in standings
        if one.registered or one.qualification.short_name in at_once
        for name in dict.fromkeys(one.takes)
    )
    return Ranking(
        on=on,
        as_of=as_of,
        achievements=achievements,
        asked=asked,
        standings=tuple(sorted(standings, key=lambda one: _order(one, goals))),
        closed=tuple(name for name in every if isinstance(name, str)),
        unknown=tuple(name for name in dict.fromkeys(unknown) if name not in taken),
        shared=tuple(name for name, times in taken_by.items() if times > 1),
        together=together,
    )


REACHED = ("already-holds", "to-assess", "to-study")
"""The states of a qualification for which there is a plan."""

_STATES = (*REACHED, "undecided", "not-told", "impossible", "unfit")


def _first_goals(asked: Question) -> tuple[Goal, ...]:
    """What the order is by, before the least that is left to do."""
    return asked.goals or ((Goal.MOST_PREFERRED,) if asked.prefer else ())


def _order(one: Standing, goals: Sequence[Goal]) -> tuple[object, ...]:
    state = _STATES.index(one.state)
    values = {reached.goal: reached.value for reached in one.goals}
    best = [(-1 if goal is Goal.MOST_PREFERRED else 1) * values.get(goal, 0) for goal in goals]
    return (
        max(state, len(REACHED) - 1),
        best,
        state,
        one.new_credit is None,
        one.new_credit or 0,
        one.new_glh is None,
        one.new_glh or 0,
        one.new_units or 0,
        one.to_assess,
        one.qualification.short_name,
    )


def fitted(edition: Edition, question: Question, units: Mapping[str, Unit]) -> tuple[Question, str]:
    """Return a question as it can be put to ``edition``, and why what is wanted is not there."""
    _, problems = understand(edition, question, units)
    strange = {problem.where for problem in problems}
    missing = "; ".join(problem.message for problem in problems if problem.where[0] == "want")
    prefer = {text: n for text, n in question.prefer.items() if ("prefer", text) not in strange}
    goals = [goal for goal in question.goals if prefer or goal is not Goal.MOST_PREFERRED]
    fitted = question.replace(
        want=[text for n, text in enumerate(question.want) if ("want", n) not in strange],
        avoid=[text for n, text in enumerate(question.avoid) if ("avoid", n) not in strange],
        prefer=prefer,
        goals=goals,
    )
    return fitted, missing


def _standing(
    qualification: Qualification,
    edition: Edition,
    held: Recognised,
    asked: Question,
    own: tuple[date, date] | None,
    clock: Clock,
    units: Mapping[str, Unit],
) -> Standing:
    about = _about(qualification, Subject.of(qualification, edition), own)
    about["exceptions"] = excepted(edition)
    question, missing = fitted(edition, asked, units)
    if missing:
        return Standing(**about, state="impossible", why=missing)
    try:
        task = understood(Situation.of(qualification, question, held))
    except NoSuchMeasure as error:
        return Standing(**about, state="unfit", proven=False, why=_line(error))
    if refuses(task):
        why = "hours of some of its units are unknown, and then no plan is wanted"
        return Standing(**about, state="unfit", proven=False, why=why)
    objectives = [*task.goals, *most_recognised(task.compiled.uses)]
    found = optimise(task.program(), objectives, clock=clock)
    if not found.values:
        impossible = found.outcome is Outcome.INFEASIBLE
        if impossible and (missing := _not_told(task, clock)):
            return Standing(**about, state="not-told", proven=False, why=missing)
        state = "impossible" if impossible else "undecided"
        left_out = len({option.unit.reference for option in task.left_out})
        told = f"{left_out} units are left out whose hours are unknown" if left_out else None
        return Standing(**about, state=state, proven=impossible, why=told)
    return Standing(**{**about, **_worth(task, found, _first_goals(asked))})


def _not_told(task: Task, clock: Clock) -> str:
    """Why it cannot be told whether a choice fits: units or figures are missing. Else nothing."""
    free = task.eased()
    kept = [clause for clause in free.clauses if clause.cause.kind != "unknown-figures"]
    if free is task and len(kept) == len(task.clauses):
        return ""
    if solve(free.program(kept), clock=clock).outcome is Outcome.INFEASIBLE:
        return ""
    return "what is missing from its lists" if free is not task else "figures that nobody knows"


def _line(error: UnitwiseError) -> str:
    return "; ".join(str(error).splitlines())


def _about(
    qualification: Qualification, subject: Subject, own: tuple[date, date] | None
) -> dict[str, Any]:
    return {
        "qualification": subject,
        "awarding_organisation": qualification.awarding_organisation,
        "level": qualification.level,
        "registered": None if own is None else own[0],
    }


def _worth(task: Task, found: Optimum, first: Sequence[Goal]) -> dict[str, Any]:
    reached = values(task, found)
    task.recheck(found.values, reached, task.question)
    used = task.used(found.values)
    choice = task.chosen(found.values)
    units = counted(task, choice, used)
    totals = Totals.of(units, task.edition)
    new, assess = totals.new_units, sum(use.way is Way.RPL for use in used)
    least = {Goal.LEAST_CREDIT: totals.new_credit, Goal.LEAST_GLH: totals.new_glh}
    if not first and new:
        least = {goal: dict(reached).get(goal) for goal in least}
    has_credit = all(use.option.unit.credit is not None for use in used)
    goals = [
        GoalValue(goal=goal, value=value, proven=proven, bound=value if proven else None)
        for number, (goal, value) in enumerate(reached)
        for proven in [number < found.proven]
        if goal in first
    ]
    return {
        "state": "to-study" if new else "to-assess" if assess else "already-holds",
        # Of what is recognised beyond the goals, the ranking claims nothing.
        "proven": (not new and not first) or found.proven >= len(task.goals),
        "new_credit": least[Goal.LEAST_CREDIT],
        "new_glh": least[Goal.LEAST_GLH],
        "new_units": new,
        "goals": tuple(goals),
        "recognised_credit": sum(use.credit for use in used) if has_credit else None,
        "credit": totals.credit,
        "units": totals.units,
        "takes": tuple(task.held.record.achievements[use.achievement].full_name for use in used),
        "to_assess": assess,
        "exceptions": resting(task.edition, choice, used, task.held),
    }
