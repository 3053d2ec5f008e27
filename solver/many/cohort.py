"""Many learners: what each has to do, in the words of one question, and where nothing fits why."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from catalogue.errors import OutOfMemory, UnitwiseError
from catalogue.policy import Way
from catalogue.units import Model, Unit
from solver.credit_transfer.ledger import ledger
from solver.many.flow import once
from solver.many.swaps import instead
from solver.many.whose import Whose
from solver.plans.settle import settle
from solver.program.engine import Clock
from solver.results.answers import Answer, Conflict, Plan, Subject, Undecided
from solver.results.ledger import Entry
from solver.situation import Situation
from solver.task.task import understood

State = Literal["complete", "can-complete", "cannot", "undecided", "not-read"]
"""How a learner stands: nothing is left to do, a plan is there, none fits, time ran out, or what
was given of the learner cannot be read."""

STATES: tuple[State, ...] = ("complete", "can-complete", "cannot", "undecided", "not-read")

Situate = Callable[[Mapping[str, Any]], tuple[Situation, Mapping[str, Unit]]]
"""Makes of the data of a learner a situation, with all units of the catalogue.

It raises :class:`UnitwiseError` where it cannot.
"""


class LearnerAnswer(Model):
    """What one learner has to do for one qualification.

    ``plan`` is as :func:`solver.suggest` gives it, but without the audit of each rule, and
    ``ledger`` tells of each achievement whether it counts; what it would take for others to count
    is not worked out. ``instead`` are units of which each could stand in for one that is to be
    studied, with no goal any worse. ``why`` tells what could not be read.
    """

    state: State
    to: Subject | None = None
    plan: Answer | None = None
    ledger: tuple[Entry, ...] = ()
    instead: tuple[str, ...] = ()
    why: str = ""
    hint: str = ""


class LearnerLine(Whose, LearnerAnswer):
    """One line of a result: an answer, and whose it is."""

    answer: Literal["learner"] = "learner"


def answer_learner(situation: Situation, units: Mapping[str, Unit]) -> LearnerAnswer:
    """Return the answer for one learner: the same as :func:`solver.transfer` gives.

    Raises
    ------
    UnitwiseError
        As for :func:`solver.suggest`.
    """
    clock = Clock(situation.question.time_limit)
    task = understood(situation)
    found, plan = settle(task, clock)
    return LearnerAnswer(
        state=state_of(plan),
        to=task.subject,
        plan=plan.model_copy(update={"rules": ()}) if isinstance(plan, Plan) else plan,
        ledger=ledger(task, plan, units=units, clock=clock, most_tried=0),
        instead=instead(task, found) if isinstance(plan, Plan) else (),
    )


def state_of(plan: Plan | Conflict | Undecided) -> State:
    """Return how a learner stands who has this answer."""
    if isinstance(plan, Undecided) or (isinstance(plan, Conflict) and plan.untold):
        return "undecided"
    if isinstance(plan, Conflict):
        return "cannot"
    left = any(unit.through in {Way.STUDY, Way.RPL} for unit in plan.units)
    return "can-complete" if left else "complete"


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers pieces of work in a worker, which reads the catalogue once."""

    opener: Callable[[], Situate]

    def __call__(self, works: Sequence[bytes]) -> list[bytes]:
        """Return an answer as JSON to each learner as JSON.

        Raises
        ------
        UnitwiseError
            If the catalogue cannot be read, or there is not enough memory.
        """
        situate = once(self.opener)
        return [_answered(situate, work) for work in works]


def _answered(situate: Situate, work: bytes) -> bytes:
    try:
        situation, units = situate(json.loads(work))
        answer = answer_learner(situation, units)
    except UnitwiseError as error:
        if OutOfMemory.behind(error):
            raise
        answer = LearnerAnswer(state="not-read", why=str(error), hint=error.hint)
    except Exception as error:
        if OutOfMemory.behind(error):
            raise OutOfMemory from error
        what = f"unitwise is at fault: {type(error).__name__}: {error}"
        answer = LearnerAnswer(state="not-read", why=what)
    return answer.model_dump_json().encode()


def lost(why: str) -> bytes:
    """Return the answer for a learner at whose question two workers died."""
    what = f"two workers that were at it died, the second with {why}"
    return LearnerAnswer(state="not-read", why=what).model_dump_json().encode()
