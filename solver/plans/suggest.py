"""One question to one answer: a plan that is proven best, a conflict, or undecided."""

from __future__ import annotations

from catalogue.learner.recognition import NOTHING, Recognised
from catalogue.qualification import Qualification
from solver.plans.settle import settle
from solver.program.engine import Clock
from solver.question import Question
from solver.results.answers import Answer, Plan
from solver.task.task import pose


def suggest(
    qualification: Qualification,
    question: Question,
    *,
    others: int = 0,
    diverse: bool = False,
    priced: bool = False,
    held: Recognised = NOTHING,
    workers: int = 1,
    seed: int = 0,
) -> Answer:
    """Return the best plan for ``question``, or the proof that there is none.

    The same question gives the same answer, unit for unit, with any number of ``workers`` and any
    ``seed``: after the goals the tie-break of :mod:`solver.task.goals` decides. ``others`` is how
    many alternatives the plan comes with, ``diverse`` makes them differ; ``priced`` adds the price
    of every unit. ``held`` is what :func:`~catalogue.learner.recognition.recognise` makes of a
    record: after the goals, which speak of new study, more recognition is better than less.

    Raises
    ------
    NoEdition
        If the qualification has no edition for the date of registration.
    UnknownWish
        If a wish names nothing in the edition.
    NoSuchMeasure
        If a goal or limit speaks of credit and a unit has none.
    Disagreement
        If plain arithmetic does not confirm the answer.
    """
    clock = Clock(question.time_limit)
    task = pose(qualification, question, held=held)
    found, answer = settle(task, clock, workers=workers, seed=seed)
    if not isinstance(answer, Plan) or answer.proof != "optimal":
        return answer
    more: dict[str, object] = {}
    if others:
        from solver.plans.alternatives import alternatives

        more["alternatives"] = alternatives(
            task, found, others, diverse=diverse, clock=clock, workers=workers, seed=seed
        )
    if priced:
        from solver.plans.why import prices

        more["prices"] = prices(task, found, clock=clock, workers=workers, seed=seed)
    return answer.model_copy(update=more)
