"""What is asked: a qualification, a date, wishes, limits and goals. Frozen, and serialisable."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, StrictBool, StrictInt, field_validator

from catalogue.dates import Date
from catalogue.offering import CentreOffer, Pence
from catalogue.rules import Identifier
from catalogue.units import LevelField, Model, Text


class Goal(StrEnum):
    """What "best" means. Goals are an ordered list: each is met as far as those before allow."""

    LEAST_GLH = "least-glh"
    """The fewest guided learning hours of new study."""
    LEAST_CREDIT = "least-credit"
    """The least credit of new study."""
    FEWEST_UNITS = "fewest-units"
    """The fewest units of new study."""
    LEAST_SURPLUS = "least-surplus"
    """The least credit beyond the published credit of the qualification."""
    MOST_PREFERRED = "most-preferred"
    """The greatest sum of the weights of ``prefer`` over the units that count."""
    HIGHEST_LEVEL = "highest-level"
    """The fewest levels below the highest level of any unit, added up over the units."""
    LEAST_COST = "least-cost"
    """The least that the places of new study cost, in pence, by the prices of the offer."""


class UnknownHours(StrEnum):
    """What to do with units whose hours are not known, where a goal or limit speaks of hours."""

    LEAVE_OUT = "leave-out"
    """Leave them out of new study, and name them."""
    ESTIMATE = "estimate"
    """Let them in with hours worked out from the qualification's published hours per credit."""
    REFUSE = "refuse"
    """Give no plan, but the list of those units."""


Limit = Annotated[StrictInt, Field(ge=0, le=1_000_000)]


MOST_WEIGHT = 1_000
"""The most that a preference may weigh, for or against, inclusive."""

Weight = Annotated[StrictInt, Field(ge=-MOST_WEIGHT, le=MOST_WEIGHT)]

Naming = Annotated[Text, Field(max_length=200)]
"""What a wish is about: a reference, ``group:B``, ``level:5`` or words that stand in a title.

With ``@GROUP`` after it, it is about what counts in that group alone: ``PA@MINOR``.
"""


MOST_NAMED = 500
"""Wishes of one kind in one question, inclusive."""

_MOST_GOALS = 20


class Limits(Model):
    """The most that the learner can or will take on, all inclusive; null is no limit.

    ``new_`` speaks of new study: hours, credits, units, the price of its places in pence.
    ``surplus_credit`` is credit beyond the
    published credit of the qualification, ``highest_level`` the highest level of any new unit.
    """

    new_glh: Limit | None = None
    new_credit: Limit | None = None
    new_units: Limit | None = None
    new_pence: Pence | None = None
    surplus_credit: Limit | None = None
    highest_level: LevelField | None = None


ASKING: dict[str, tuple[tuple[str, ...], frozenset[Goal]]] = {
    "credit": (
        ("new_credit", "surplus_credit"),
        frozenset({Goal.LEAST_CREDIT, Goal.LEAST_SURPLUS}),
    ),
    "level": (("highest_level",), frozenset({Goal.HIGHEST_LEVEL})),
    "price": (("new_pence",), frozenset({Goal.LEAST_COST})),
}
"""The limits and goals that ask something of a figure."""


class Question(Model):
    """One question about one edition of a qualification.

    ``on`` is the date of registration; ``edition`` is the label, or words of it, of the edition to
    ask about, which otherwise is the one in force on that date. ``goals`` may be empty: then the
    default order is used. Of what a ``want`` names at least one unit counts, of what an ``avoid``
    names none. ``prefer``
    gives weights, which add up where several name the same unit. ``pathway`` lists sub-rules of a
    ``choose`` rule that must hold. Where ``allow_retakes``, what is held and still current may be
    studied again; otherwise it counts by recognition or not at all. Where there is an
    ``offer``, nothing else is newly studied. ``time_limit`` is in seconds, for the whole question.
    Each list has ``MOST_NAMED`` entries at the most.
    """

    on: Date
    edition: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    goals: Annotated[tuple[Goal, ...], Field(max_length=_MOST_GOALS)] = ()
    want: Annotated[tuple[Naming, ...], Field(max_length=MOST_NAMED)] = ()
    avoid: Annotated[tuple[Naming, ...], Field(max_length=MOST_NAMED)] = ()
    prefer: dict[Naming, Weight] = Field(default={}, max_length=MOST_NAMED)
    pathway: Annotated[tuple[Identifier, ...], Field(max_length=MOST_NAMED)] = ()
    limits: Limits = Limits()
    unknown_glh: UnknownHours = UnknownHours.LEAVE_OUT
    allow_retakes: StrictBool = False
    offer: CentreOffer | None = None
    time_limit: Annotated[float, Field(gt=0, le=86_400)] = 60.0

    @field_validator("goals", "want", "avoid", "pathway")
    @classmethod
    def _each_once(cls, value: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(value))

    def without(self, figure: str) -> Self:
        """Return the question with nothing asked of the credit, level or price of units."""
        limits, goals = ASKING[figure]
        return self.replace(
            goals=tuple(goal for goal in self.goals if goal not in goals),
            limits=self.limits.model_dump() | dict.fromkeys(limits),
            avoid=tuple(
                text for text in self.avoid if figure != "level" or not text.startswith("level:")
            ),
        )

    def replace(self, **changes: Any) -> Self:
        """Return the question with some fields changed: that is what-if."""
        kept = {name: getattr(self, name) for name in type(self).model_fields}
        return self.model_validate({**kept, **changes})
