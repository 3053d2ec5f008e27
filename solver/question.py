"""What is asked: a qualification, a date, wishes, limits and goals. Frozen, and serialisable."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, StrictInt, field_validator

from catalogue.dates import Date
from catalogue.units import Model, UnitReference


class Goal(StrEnum):
    """What "best" means. Goals are an ordered list: each is met as far as those before allow."""

    LEAST_GLH = "least-glh"
    """The fewest guided learning hours of new study."""
    LEAST_CREDIT = "least-credit"
    """The least credit of new study."""
    FEWEST_UNITS = "fewest-units"
    """The fewest units of new study."""


class UnknownHours(StrEnum):
    """What to do with units whose hours are not known, where a goal or limit speaks of hours."""

    LEAVE_OUT = "leave-out"
    """Leave them out of new study, and name them."""
    ESTIMATE = "estimate"
    """Let them in with hours worked out from the qualification's published hours per credit."""
    REFUSE = "refuse"
    """Give no plan, but the list of those units."""


Limit = Annotated[StrictInt, Field(ge=0, le=1_000_000)]


class Limits(Model):
    """The most that the learner can spend on new study, all inclusive; null is no limit."""

    new_glh: Limit | None = None
    new_credit: Limit | None = None
    new_units: Limit | None = None


class Question(Model):
    """One question about one edition of a qualification.

    ``on`` is the date of registration. ``goals`` may be empty: then the default order is used.
    ``time_limit`` is in seconds, for the whole question.
    """

    on: Date
    goals: tuple[Goal, ...] = ()
    want: tuple[UnitReference, ...] = ()
    avoid: tuple[UnitReference, ...] = ()
    limits: Limits = Limits()
    unknown_glh: UnknownHours = UnknownHours.LEAVE_OUT
    time_limit: Annotated[float, Field(gt=0, le=86_400)] = 60.0

    @field_validator("goals", "want", "avoid")
    @classmethod
    def _each_once(cls, value: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(value))

    def replace(self, **changes: Any) -> Self:
        """Return the question with some fields changed: that is what-if."""
        return self.model_validate({**self.model_dump(), **changes})
