"""Every plan is held against plain arithmetic before it is returned.

Nothing here reads the model: the rules go to the referee, and the wishes, windows, limits and goal
values are worked out again from the question and the units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import assert_never

from catalogue.errors import UnitwiseError
from catalogue.learner.objections import objections
from catalogue.learner.recognised import NOTHING, Recognised, Use
from catalogue.offering import Availability
from catalogue.places import Option
from catalogue.policy import Gives
from catalogue.qualification import Edition
from catalogue.referee import Audit, RuleAudit, audit
from catalogue.watching import part
from solver.hours import Hours
from solver.question import Goal, Question
from solver.wishes import About, Wishes, read_wishes


class Disagreement(UnitwiseError):
    """The solver and the referee judge the same choice differently: a defect, never an answer."""

    def __init__(self, solver: str, referee: Iterable[str], choice: Sequence[Option]) -> None:
        units = ", ".join(option.key for option in choice)
        super().__init__(
            f"internal error: the solver says {solver}, the referee says"
            f" {'; '.join(referee)}; the choice was {units}",
            hint="please report this with the question that was asked",
        )


@part("recheck")
def recheck(
    edition: Edition,
    question: Question,
    choice: Sequence[Option],
    claimed: Sequence[tuple[Goal, int]],
    held: Recognised = NOTHING,
    used: Sequence[Use] = (),
    wishes: Wishes | None = None,
) -> Audit:
    """Return the audit of ``choice``, having checked all that the solver claims of it.

    What of the choice is not ``used`` from what is ``held`` is newly studied. ``wishes`` are those
    of the question, where they were read already.

    Raises
    ------
    Disagreement
        If a rule is broken, a wish, window or limit is not kept, something held is used that may
        not be, or a goal has another value.
    """
    gives = {use.option.index: use.gives for use in used}
    not_to = {use.option.index: use.not_to for use in used}
    verdict = audit(edition, choice, gives, not_to)
    wishes = read_wishes(edition, question) if wishes is None else wishes
    studied = [option for option in choice if option.index not in gives]
    found = list(
        chain(
            (f"rule {rule.id} is broken ({rule.value})" for rule in verdict.broken),
            (f"{clash.place}: {clash.kind}" for clash in verdict.clashes),
            objections(held, choice, used),
            _wishes(wishes, question, choice, studied),
            _retakes(question, held, studied),
            _pathways(verdict, question),
            _limits(edition, question, choice, studied, gives),
            _goals(edition, question, wishes, choice, studied, gives, claimed),
        )
    )
    if found:
        raise Disagreement("the choice is legal and fits", found, choice)
    return verdict


def _wishes(
    wishes: Wishes, question: Question, choice: Sequence[Option], studied: Sequence[Option]
) -> Iterable[str]:
    for wish in wishes.want:
        if not any(wish.takes_in(option) for option in choice):
            yield f"{wish.text} is wanted and not there"
    for wish in wishes.avoid:
        for option in choice:
            unsure = wish.about is About.LEVEL and option.unit.level is None
            if wish.takes_in(option) or (unsure and option in studied):
                yield f"{option.key} is there, although {wish.text} is refused"
    for option in studied:
        if not option.version.open_on(question.on):
            yield f"{option.key} is not open on {question.on}"
        if question.offer and question.offer.of(option.unit) is not Availability.OFFERED:
            yield f"{option.key} is to be studied, although it is not offered"


def _retakes(question: Question, held: Recognised, studied: Sequence[Option]) -> Iterable[str]:
    if question.allow_retakes:
        return
    current = held.current
    for option in studied:
        if option.index in current:
            yield f"{option.key} is to be studied, although it is held and current"


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


def _cost(question: Question, studied: Sequence[Option]) -> int | None:
    """What the places of new study cost in pence, if all prices are known."""
    offer = question.offer
    return None if offer is None else _sum(offer.price(option.unit) for option in studied)


def _surplus(edition: Edition, choice: Sequence[Option], gives: Mapping[int, Gives]) -> int | None:
    """The credit that counts beyond the published credit, if both are known."""
    published = edition.published.credit if edition.published else None
    given = [o for o in choice if gives.get(o.index) is not Gives.NO_CREDIT]
    credit = _sum(option.unit.credit for option in given)
    return None if credit is None or published is None else credit - published


def _highest(studied: Sequence[Option]) -> int | None:
    """The highest level that is studied, below any if nothing is; null where one is not known."""
    levels = [option.unit.level for option in studied]
    known = [level for level in levels if level is not None]
    return max(known, default=-9) if len(known) == len(levels) else None


def _limits(
    edition: Edition,
    question: Question,
    choice: Sequence[Option],
    studied: Sequence[Option],
    gives: Mapping[int, Gives],
) -> Iterable[str]:
    asked = [(name, most) for name, most in question.limits if most is not None]
    if not asked:
        return
    hours = Hours(edition, question.unknown_glh)
    spent = {
        "new_glh": _sum(hours.of(option) for option in studied),
        "new_credit": _sum(option.unit.credit for option in studied),
        "new_units": len(studied),
        "new_pence": _cost(question, studied),
        "surplus_credit": _surplus(edition, choice, gives),
        "highest_level": _highest(studied),
    }
    for name, most in asked:
        used = spent[name]
        if used is None or used > most:
            yield f"{name} is {used}, over {most}"


def _goals(
    edition: Edition,
    question: Question,
    wishes: Wishes,
    choice: Sequence[Option],
    studied: Sequence[Option],
    gives: Mapping[int, Gives],
    claimed: Sequence[tuple[Goal, int]],
) -> Iterable[str]:
    def worth(goal: Goal) -> int | None:
        match goal:
            case Goal.LEAST_GLH:
                hours = Hours(edition, question.unknown_glh)
                return _sum(hours.of(option) for option in studied)
            case Goal.LEAST_CREDIT:
                return _sum(option.unit.credit for option in studied)
            case Goal.FEWEST_UNITS:
                return len(studied)
            case Goal.LEAST_SURPLUS:
                return _surplus(edition, choice, gives)
            case Goal.MOST_PREFERRED:
                return sum(wishes.weight(option) for option in choice)
            case Goal.HIGHEST_LEVEL:
                known = [unit.level for unit in edition.units if unit.level is not None]
                levels = [option.unit.level for option in choice]
                return _sum(None if one is None else max(known) - one for one in levels)
            case Goal.LEAST_COST:
                return _cost(question, studied)
            case _:
                assert_never(goal)

    for goal, value in claimed:
        if (found := worth(goal)) != value:
            yield f"{goal} comes to {found}, not {value}"
