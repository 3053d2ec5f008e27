"""One question to one answer: a plan that is proven best, a conflict, or undecided."""

from __future__ import annotations

from catalogue.learner.recognised import NOTHING, Recognised
from catalogue.qualification import Qualification
from solver.plans.settle import settle
from solver.program.engine import Clock
from solver.question import Question
from solver.results.answers import Answer, Plan
from solver.situation import Situation, situated
from solver.task.task import understood


def suggest(
    subject: Qualification | Situation,
    question: Question | None = None,
    *,
    others: int = 0,
    diverse: bool = False,
    priced: bool = False,
    held: Recognised = NOTHING,
    workers: int = 1,
    seed: int = 0,
) -> Answer:
    """Return the best plan for ``question``, or the proof that there is none.

    ``subject`` is a qualification, or a whole situation, which has its question already.

    The same question gives the same answer, unit for unit, with any number of ``workers`` and any
    ``seed``: after the goals the tie-break of :mod:`solver.task.goals` decides. ``others`` is how
    many alternatives the plan comes with, ``diverse`` makes them differ; ``priced`` adds the price
    of every unit. ``held`` is what :func:`~catalogue.learner.recognition.recognise` makes of a
    record: after the goals, which speak of new study, more recognition is better than less.

    Raises
    ------
    TypeError
        If an argument is of another type.
    Mismatch
        If what is ``held`` was recognised for another edition or date.
    NoEdition
        If the qualification has no edition for the date of registration.
    UnknownWish
        If a wish names nothing in the edition.
    NoSuchMeasure
        If a goal or limit speaks of credit and a unit has none.
    Disagreement
        If plain arithmetic does not confirm the answer.
    """
    situation = situated(subject, question, held)
    clock = Clock(situation.question.time_limit, workers, seed)
    task = understood(situation)
    found, answer = settle(task, clock)
    if not isinstance(answer, Plan) or answer.proof != "optimal":
        return answer
    more: dict[str, object] = {}
    if others:
        from solver.plans.alternatives import alternatives

        more["alternatives"] = alternatives(task, found, others, diverse=diverse, clock=clock)
    if priced:
        from solver.plans.why import prices

        more["prices"] = prices(task, found, clock=clock)
    return answer.model_copy(update=more)
