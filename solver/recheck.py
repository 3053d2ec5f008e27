"""Every plan is held against plain arithmetic before it is returned.

Nothing here reads the model: the rules go to the referee, and the wishes, windows, limits and goal
values are worked out again from the question and the units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from catalogue.errors import UnitwiseError
from catalogue.qualification import Edition, Option
from catalogue.referee import Audit, audit
from solver.hours import Hours
from solver.question import Goal, Question


class Disagreement(UnitwiseError):
    """The solver and the referee judge the same choice differently: a defect, never an answer."""

    def __init__(self, solver: str, referee: Iterable[str], choice: Sequence[Option]) -> None:
        units = ", ".join(option.key for option in choice)
        super().__init__(
            f"internal error: the solver says {solver}, the referee says"
            f" {'; '.join(referee)}; the choice was {units}",
            hint="please report this with the question that was asked",
        )


def recheck(
    edition: Edition,
    question: Question,
    choice: Sequence[Option],
    claimed: Sequence[tuple[Goal, int]],
) -> Audit:
    """Return the audit of ``choice``, having checked all that the solver claims of it.

    Raises
    ------
    Disagreement
        If a rule is broken, a wish, window or limit is not kept, or a goal has another value.
    """
    verdict = audit(edition, choice)
    objections = list(
        chain(
            (f"rule {rule.id} is broken ({rule.value})" for rule in verdict.broken),
            (f"{clash.place}: {clash.kind}" for clash in verdict.clashes),
            _wishes(question, choice),
            _limits(edition, question, choice),
            _goals(edition, question, choice, claimed),
        )
    )
    if objections:
        raise Disagreement("the choice is legal and fits", objections, choice)
    return verdict


def _wishes(question: Question, choice: Sequence[Option]) -> Iterable[str]:
    counted = {option.unit.reference for option in choice}
    for reference in question.want:
        if reference not in counted:
            yield f"{reference} is wanted and not there"
    for reference in question.avoid:
        if reference in counted:
            yield f"{reference} is refused and there"
    for option in choice:
        if not option.version.open_on(question.on):
            yield f"{option.key} is not open on {question.on}"


def _sum(values: Iterable[int | None]) -> int | None:
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _limits(edition: Edition, question: Question, choice: Sequence[Option]) -> Iterable[str]:
    hours = Hours(edition, question.unknown_glh)
    spent = {
        "new_glh": _sum(hours.of(option) for option in choice),
        "new_credit": _sum(option.unit.credit for option in choice),
        "new_units": len(choice),
    }
    for name, most in question.limits:
        used = spent[name]
        if most is not None and (used is None or used > most):
            yield f"{name} is {used}, over {most}"


def _goals(
    edition: Edition,
    question: Question,
    choice: Sequence[Option],
    claimed: Sequence[tuple[Goal, int]],
) -> Iterable[str]:
    hours = Hours(edition, question.unknown_glh)
    values = {
        Goal.LEAST_GLH: _sum(hours.of(option) for option in choice),
        Goal.LEAST_CREDIT: _sum(option.unit.credit for option in choice),
        Goal.FEWEST_UNITS: len(choice),
    }
    for goal, value in claimed:
        if values[goal] != value:
            yield f"{goal} comes to {values[goal]}, not {value}"
