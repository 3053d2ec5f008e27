"""What a centre must offer so that everybody can finish, as frozen facts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from catalogue.units import LevelField, Model
from solver.results.answers import Conflict


class OfferGoal(StrEnum):
    """What is made least."""

    FEWEST_UNITS = "fewest-units"
    """Units that are offered."""
    LEAST_HOURS = "least-hours"
    """Guided learning hours of teaching: those of a unit, times its classes."""
    LEAST_COST = "least-cost"
    """Pence: the price of a place, times the learners who take it."""


class OfferedUnit(Model):
    """A unit that is offered: who studies it, in how many classes.

    ``unit`` is its reference; an own code follows whose it is, as in ``City & Guilds:301``.
    ``lost`` are how many learners could not finish if it alone were dropped from the offer, and
    ``lost_learners`` who they are; null where time ran out before that was known. ``price`` is
    that of a place, in pence.
    """

    unit: str
    title: str
    level: LevelField
    credit: int | None
    glh: int | None
    learners: int
    classes: int
    price: int | None = None
    lost: int | None = None
    lost_learners: tuple[str, ...] = ()


class Studies(Model):
    """What one learner studies under an offer, in the order of the catalogue."""

    id: str
    units: tuple[str, ...]


class CannotFinish(Model):
    """A learner who cannot finish under any offer.

    ``conflict`` tells why; null where it is for the units that may be offered at all.
    """

    id: str
    conflict: Conflict | None = None


class CurvePoint(Model):
    """The most learners that can finish with so many units, those ``offered``.

    No other so many let more than ``at_most`` finish.
    """

    units: int
    learners: int
    at_most: int
    offered: tuple[str, ...] = ()


class Offer(Model):
    """Units with which every learner who can finish at all does.

    ``value`` is what is made least, and no offer can do with less than ``bound``; both are equal
    where it is proven. ``preferences`` is the sum of the weights of what the learners prefer and
    get; no offer that comes to ``value`` has more than ``most_preferences``: where both are equal
    that is proven, and null says that nothing is known of it. ``not_offered`` are units that could
    not be: their hours, or their price, are not known.
    """

    version: Literal[1] = 1
    answer: Literal["offer"] = "offer"
    goal: OfferGoal
    proof: Literal["optimal", "feasible"]
    value: int
    bound: int
    preferences: int
    most_preferences: int | None = None
    units: tuple[OfferedUnit, ...]
    learners: tuple[Studies, ...]
    cannot_finish: tuple[CannotFinish, ...] = ()
    not_offered: tuple[str, ...] = ()
    curve: tuple[CurvePoint, ...] = ()
    class_size: int | None = None
    least_class: int = 1
    rests_on: dict[str, str] = Field(default_factory=dict)


class NoOffer(Model):
    """No offer lets everybody finish, or none was found: ``proven`` tells which.

    Each learner could finish alone, but not all within classes, places and what is fixed. Where
    that is proven, ``learners`` are as many as can finish together, with what each studies, and
    ``left_over`` the others: of equally many it is those who stand first. No more than ``at_most``
    can; null where nothing is known of it.
    """

    version: Literal[1] = 1
    answer: Literal["no-offer"] = "no-offer"
    goal: OfferGoal
    proven: bool
    bound: int | None = None
    cannot_finish: tuple[CannotFinish, ...] = ()
    learners: tuple[Studies, ...] = ()
    left_over: tuple[str, ...] = ()
    at_most: int | None = None
    rests_on: dict[str, str] = Field(default_factory=dict)


OfferAnswer = Annotated[Offer | NoOffer, Field(discriminator="answer")]
"""What an offer is asked for gives."""
