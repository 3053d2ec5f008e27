"""Every plan is held against plain arithmetic before it is returned.

Nothing here reads the model: the rules go to the referee, and the wishes, windows, limits and goal
values are worked out again from the question and the units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from catalogue.errors import UnitwiseError
from catalogue.qualification import Edition, Option
from catalogue.referee import Audit, RuleAudit, audit
from solver.hours import Hours
from solver.question import Goal, Question
from solver.wishes import read_wishes


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
            _wishes(edition, question, choice),
            _pathways(verdict, question),
            _limits(edition, question, choice),
            _goals(edition, question, choice, claimed),
        )
    )
    if objections:
        raise Disagreement("the choice is legal and fits", objections, choice)
    return verdict


def _wishes(edition: Edition, question: Question, choice: Sequence[Option]) -> Iterable[str]:
    wishes = read_wishes(edition, question)
    for wish in wishes.want:
        if not any(wish.takes_in(option) for option in choice):
            yield f"{wish.text} is wanted and not there"
    for wish in wishes.avoid:
        for option in choice:
            if wish.takes_in(option):
                yield f"{option.key} is there, although {wish.text} is refused"
    for option in choice:
        if not option.version.open_on(question.on):
            yield f"{option.key} is not open on {question.on}"


def _pathways(verdict: Audit, question: Question) -> Iterable[str]:
    def walk(rules: Sequence[RuleAudit]) -> Iterator[RuleAudit]:
        for rule in rules:
            yield rule
            yield from walk(rule.parts)

    holding = {rule.id for rule in walk(verdict.rules) if rule.holds}
    for name in question.pathway:
        if name not in holding:
            yield f"pathway {name} is asked for and does not hold"


def _sum(values: Iterable[int | None]) -> int | None:
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _limits(edition: Edition, question: Question, choice: Sequence[Option]) -> Iterable[str]:
    hours = Hours(edition, question.unknown_glh)
    published = edition.published.credit if edition.published else None
    credit = _sum(option.unit.credit for option in choice)
    spent = {
        "new_glh": _sum(hours.of(option) for option in choice),
        "new_credit": credit,
        "new_units": len(choice),
        "surplus_credit": None if credit is None or published is None else credit - published,
        "highest_level": max((option.unit.level for option in choice), default=-9),
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
    if not claimed:
        return
    hours = Hours(edition, question.unknown_glh)
    wishes = read_wishes(edition, question)
    published = edition.published.credit if edition.published else None
    credit = _sum(option.unit.credit for option in choice)
    top = max(unit.level for unit in edition.units)
    values = {
        Goal.LEAST_GLH: _sum(hours.of(option) for option in choice),
        Goal.LEAST_CREDIT: credit,
        Goal.FEWEST_UNITS: len(choice),
        Goal.LEAST_SURPLUS: None if credit is None or published is None else credit - published,
        Goal.MOST_PREFERRED: sum(wishes.weight(option) for option in choice),
        Goal.HIGHEST_LEVEL: sum(top - option.unit.level for option in choice),
    }
    for goal, value in claimed:
        if values[goal] != value:
            yield f"{goal} comes to {values[goal]}, not {value}"
