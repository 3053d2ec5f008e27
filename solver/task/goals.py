"""Named goals as linear expressions to minimise, and the tie-break that makes the optimum unique.

After the goals asked for come the fewest units (so that no spare unit is added where the goals do
not mind), then catalogue order: of two choices that differ, the one with the first unit in which
they differ wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal, assert_never

from catalogue.errors import UnitwiseError
from catalogue.learner.recognised import Use
from catalogue.offering import CentreOffer
from catalogue.places import Option
from catalogue.policy import RECOGNITION, Way
from catalogue.qualification import Edition
from solver.hours import Hours
from solver.program.linear import Terms
from solver.question import Goal, Question
from solver.wishes import Wishes

Spent = Literal["glh", "credit", "units", "pence"]


class NoSuchMeasure(UnitwiseError):
    """A goal or limit speaks of something that the qualification's units do not have."""


@dataclass(frozen=True, slots=True)
class Objective:
    """A goal as ``terms`` to minimise; its value is ``sign`` times their value, plus ``base``."""

    goal: Goal
    terms: Terms
    sign: Literal[1, -1] = 1
    base: int = 0

    def value(self, minimised: int) -> int:
        """The value of the goal where the terms come to ``minimised``."""
        return self.sign * minimised + self.base


def objective(
    goal: Goal,
    edition: Edition,
    options: Sequence[Option],
    hours: Hours,
    wishes: Wishes,
    offer: CentreOffer | None = None,
) -> Objective:
    """Return the expression whose least value is the best for ``goal``.

    Raises
    ------
    NoSuchMeasure
        If one of ``options`` does not have what the goal measures.
    """
    match goal:
        case Goal.LEAST_GLH:
            return Objective(goal, spending("glh", options, hours))
        case Goal.LEAST_CREDIT:
            return Objective(goal, spending("credit", options, hours))
        case Goal.FEWEST_UNITS:
            return Objective(goal, spending("units", options, hours))
        case Goal.LEAST_SURPLUS:
            terms = spending("credit", options, hours)
            return Objective(goal, terms, base=-published_credit(edition))
        case Goal.MOST_PREFERRED:
            weights = ((option.index, -wishes.weight(option)) for option in options)
            return Objective(goal, tuple((i, w) for i, w in weights if w), sign=-1)
        case Goal.HIGHEST_LEVEL:
            top = highest_level(edition)
            steps = ((option.index, top - _level(option)) for option in options)
            return Objective(goal, tuple((i, step) for i, step in steps if step))
        case Goal.LEAST_COST:
            return Objective(goal, spending("pence", options, hours, offer))
        case _:
            assert_never(goal)


def highest_level(edition: Edition) -> int:
    """Return the highest level of any unit whose level is known.

    Raises
    ------
    NoSuchMeasure
        If no level is.
    """
    known = [unit.level for unit in edition.units if unit.level is not None]
    if not known:
        raise NoSuchMeasure(
            "no document gives the levels of its units, so nothing can be asked of their levels",
            hint="ask for fewest-units",
        )
    return int(max(known))


def _level(option: Option) -> int:
    if option.unit.level is None:
        raise NoSuchMeasure(
            f"nobody knows the level of {option.unit.reference} {option.unit.title}, which is held,"
            " so nothing can be asked of levels",
            hint="ask for fewest-units",
        )
    return int(option.unit.level)


def published_credit(edition: Edition) -> int:
    """Return the credit that surplus is counted from.

    Raises
    ------
    NoSuchMeasure
        If none is published.
    """
    if edition.published is None or edition.published.credit is None:
        raise NoSuchMeasure(
            "this edition publishes no credit value, so there is no surplus to speak of",
            hint="ask for least-credit",
        )
    return edition.published.credit


def spending(
    measure: Spent, options: Sequence[Option], hours: Hours, offer: CentreOffer | None = None
) -> Terms:
    """Return what new study of ``options`` costs in GLH, credit, units, or pence.

    Raises
    ------
    NoSuchMeasure
        If one of ``options`` does not have that measure.
    """
    terms = []
    values: Iterable[int | None]
    match measure:
        case "glh":
            values = [hours.of(option) for option in options]
        case "credit":
            values = [option.unit.credit for option in options]
        case "units":
            values = repeat(1, len(options))
        case "pence":
            if offer is None or not offer.priced:
                raise NoSuchMeasure(
                    "nobody says what a place costs, so nothing can be asked of the cost",
                    hint="an offer has the price of a place: --offer FILE",
                )
            values = [offer.price(option.unit) for option in options]
        case _:
            assert_never(measure)
    for option, value in zip(options, values, strict=True):
        if value is None:
            if measure == "pence":
                raise NoSuchMeasure(f"the offer has no price of {option.unit.reference}")
            known = "no known" if measure == "glh" or option.unit.credit_unknown else "no"
            raise NoSuchMeasure(
                f"{option.unit.reference} {option.unit.title} has {known} {measure} value,"
                f" so nothing can be asked of the {measure} of this qualification",
                hint="ask for fewest-units",
            )
        if value:
            terms.append((option.index, value))
    return tuple(terms)


def goals_of(question: Question, options: Sequence[Option]) -> tuple[Goal, ...]:
    """Return the goals of a question in full.

    Where it names none: least credit, then least GLH, then fewest units, the first two only where
    every one of ``options`` has the figure, so that nothing need be left out for its sake.
    Preferences come before these; where goals are named, without most-preferred among them, after.
    """
    preferred = (Goal.MOST_PREFERRED,) if question.prefer else ()
    if question.goals:
        return tuple(dict.fromkeys((*question.goals, *preferred)))
    goals = [*preferred]
    if all(option.unit.credit is not None for option in options):
        goals.append(Goal.LEAST_CREDIT)
    if all(option.unit.glh is not None for option in options):
        goals.append(Goal.LEAST_GLH)
    return (*goals, Goal.FEWEST_UNITS)


def most_recognised(uses: Mapping[int, Use]) -> list[Terms]:
    """Return the objectives that prefer recognition, after the goals.

    The least RPL, which still has to be assessed, then the most credit that recognition gives, then
    the most recognised units; then the ways that ask least of the learner.
    """
    if not uses:
        return []
    credit = ((variable, -use.credit) for variable, use in uses.items())
    steps = ((variable, RECOGNITION.index(use.way)) for variable, use in uses.items())
    return [
        tuple((variable, 1) for variable, use in uses.items() if use.way is Way.RPL),
        tuple((variable, c) for variable, c in credit if c),
        tuple((variable, -1) for variable in uses),
        tuple((variable, step) for variable, step in steps if step),
    ]


def tie_break(options: Sequence[Option]) -> list[Terms]:
    """Return the objectives that make the optimum unique: fewest units, then catalogue order."""
    fewest: Terms = tuple((option.index, 1) for option in options)
    return [fewest, *(((option.index, -1),) for option in options)]
