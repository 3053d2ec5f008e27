"""From a learner's record to one qualification: what counts, what is left to do, and the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from catalogue.door import admit
from catalogue.learner.exceptions import Excepted
from catalogue.learner.record import LearnerRecord
from catalogue.policy import Cap, Way, WayPolicy
from catalogue.qualification import Qualification
from catalogue.referee import RuleAudit, audit
from catalogue.units import Model, Unit
from catalogue.waiver import Waiver
from solver.credit_transfer.ledger import ledger
from solver.credit_transfer.ranking import Ranking
from solver.plans.settle import settle
from solver.program.engine import Clock
from solver.question import Question
from solver.results.answers import Answer, Conflict, Plan, Subject, Totals, Undecided
from solver.results.ledger import Entry
from solver.situation import Situation
from solver.task.task import understood


class Progress(Model):
    """How far what counts from the record takes a rule, with no new study: the rule's audit."""

    rule: RuleAudit
    planned: int | None
    """What the plan comes to; null where there is none."""


class StudiedAgain(Model):
    """What would count, and be left, if units were studied again that are held and current.

    ``counting`` are the achievements that would count, ``recognised_credit`` the credit that they
    give, null where units have none; ``totals`` are those of the best plan then.
    """

    counting: int
    recognised_credit: int | None
    totals: Totals


class Transfer(Model):
    """What a record is worth towards a qualification, and the cheapest completion.

    ``already_held`` says that what counts fulfils every rule, with nothing to study or assess.
    ``as_of`` is the day on which the age of achievements was judged. ``policies`` are what held
    for each way of recognition; where their ``source`` is null the qualification says nothing.
    ``recognised_credit`` is the credit that recognition gives, null where units have none.
    ``overall_caps`` are on all recognition together. ``exceptions`` are those of the plan.
    ``studied_again`` is given where there is no plan unless something held is studied again.
    """

    version: Literal[1] = 1
    answer: Literal["transfer"] = "transfer"
    qualification: Subject
    on: date
    as_of: date
    already_held: bool
    plan: Annotated[Plan | Conflict | Undecided, Field(discriminator="answer")]
    ledger: tuple[Entry, ...]
    progress: tuple[Progress, ...]
    recognised_credit: int | None
    recognised_units: int
    policies: tuple[WayPolicy, ...]
    overall_caps: tuple[Cap, ...] = ()
    exceptions: tuple[Excepted, ...] = ()
    studied_again: StudiedAgain | None = None


def transfer(
    subject: Qualification | Situation,
    record: LearnerRecord | None = None,
    question: Question | None = None,
    *,
    units: Mapping[str, Unit],
    as_of: date | None = None,
    waivers: Sequence[Waiver] = (),
    workers: int = 1,
    seed: int = 0,
) -> Transfer:
    """Return what ``record`` is worth towards a qualification, and the best completion.

    ``units`` are all units of the catalogue. ``as_of`` is the day on which the age of achievements
    is judged; the date of registration if none is given. ``waivers`` are the exceptions to make,
    besides those that the qualification comes with. ``subject`` is that, or a whole situation,
    which has all of this already, but for the units.

    Raises
    ------
    TypeError
        If an argument is of another type.
    UnitwiseError
        As for :func:`solver.plans.suggest`.
    """
    if isinstance(subject, Situation):
        if any((record, question, as_of, waivers)):
            raise TypeError("a situation has its question, and what is held, already")
        situation = subject
    else:
        admit(subject, Qualification)
        situation = Situation.of_learner(
            subject,
            admit(question, Question),
            admit(record, LearnerRecord),
            units=units,
            as_of=as_of,
            waivers=waivers,
        )
    clock = Clock(situation.question.time_limit, workers, seed)
    edition, held = situation.edition, situation.held
    task = understood(situation)
    found, plan = settle(task, clock)
    used = task.used(found.values) if found.values else []
    gives = {use.option.index: use.gives for use in used}
    not_to = {use.option.index: use.not_to for use in used}
    verdict = audit(edition, [use.option for use in used], gives, not_to)
    planned = {rule.id: rule.value for rule in plan.rules} if isinstance(plan, Plan) else {}
    recognised = tuple(u for u in plan.units if u.achievement) if isinstance(plan, Plan) else ()
    return Transfer(
        qualification=task.subject,
        on=situation.question.on,
        as_of=held.as_of,
        already_held=isinstance(plan, Plan)
        and not any(unit.through in {Way.STUDY, Way.RPL} for unit in plan.units),
        plan=plan,
        ledger=ledger(task, plan, units=units, clock=clock),
        progress=tuple(Progress(rule=rule, planned=planned.get(rule.id)) for rule in verdict.rules),
        recognised_credit=Totals.of(recognised, edition).credit,
        recognised_units=len(recognised),
        policies=tuple(held.policy.ways.values()),
        overall_caps=held.policy.overall,
        exceptions=plan.exceptions,
        studied_again=_studied_again(situation, plan, clock),
    )


def _studied_again(situation: Situation, plan: Answer, clock: Clock) -> StudiedAgain | None:
    """What a plan comes to that studies again what is held, where that alone makes one exist."""
    repairs = plan.repairs if isinstance(plan, Conflict) else ()
    if not any({one.kind for one in repair.changes} == {"allow-retake"} for repair in repairs):
        return None
    question = situation.question.replace(allow_retakes=True)
    task = understood(replace(situation, question=question))
    found, other = settle(task, clock)
    if not isinstance(other, Plan):
        return None
    recognised = tuple(unit for unit in other.units if unit.achievement)
    used = task.used(found.values) if found.values else []
    return StudiedAgain(
        counting=len({number for use in used for number in use.achievements}),
        recognised_credit=Totals.of(recognised, situation.edition).credit,
        totals=other.totals,
    )


def ledger_of(situation: Situation, answer: Answer, units: Mapping[str, Unit]) -> tuple[Entry, ...]:
    """Return the ledger alone of what is held, to the ``answer`` that the question had.

    ``units`` are all units of the catalogue.

    Raises
    ------
    UnitwiseError
        As for :func:`solver.plans.suggest`.
    """
    admit(situation, Situation)
    if not situation.held.record.achievements:
        return ()
    clock = Clock(situation.question.time_limit)
    return ledger(understood(situation), answer, units=units, clock=clock)


TransferAnswer = Annotated[Transfer | Ranking, Field(discriminator="answer")]
"""What a record is worth: towards one qualification, or towards each of a catalogue."""
