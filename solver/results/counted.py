"""What counts in a choice, unit by unit, and the sums over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from catalogue.offering import CentreOffer, Delivered
from catalogue.places import Option
from catalogue.policy import Gives, Way
from catalogue.qualification import Edition
from catalogue.units import LevelField, Model

Figure = Literal["glh", "credit", "level", "price"]
"""A fact of a unit, or of a place of it, that nobody may know."""


class CountedUnit(Model):
    """A unit that counts, where, and through what.

    ``glh`` is null where the hours are unknown, and an estimate where ``glh_estimated``; ``level``
    where it is unknown; ``credit`` where there is none, or it is ``credit_unknown``. Where it
    is not newly studied, ``held`` names what of the record counts, ``achievement`` its number there
    (from 1), ``together`` those that are used with it, and ``gives`` what it gives to rules that
    ask for credit.
    """

    unit: str
    title: str
    group: str
    place: str
    level: LevelField | None
    credit: int | None
    credit_unknown: bool = False
    glh: int | None
    glh_estimated: bool = False
    through: Way = Way.STUDY
    gives: Gives = Gives.FULL
    achievement: int | None = None
    together: tuple[int, ...] = ()
    held: str | None = None

    @classmethod
    def of(cls, option: Option, estimate: int | None = None) -> CountedUnit:
        """Return the unit of ``option``, newly studied; ``estimate`` stands in for its hours."""
        unit = option.unit
        return cls(
            unit=unit.reference,
            title=unit.title,
            group=option.group,
            place=option.place_name,
            level=unit.level,
            credit=unit.credit,
            credit_unknown=unit.credit_unknown,
            glh=estimate if unit.glh is None else unit.glh,
            glh_estimated=unit.glh is None and estimate is not None,
        )


class FromOffer(Model):
    """What an answer rests on of a centre's offer, and what it takes of it.

    ``name`` is where the offer was read, ``units`` how many it has. ``taken`` is what it says of
    the units that are to be studied, and ``cost`` what their places come to in pence; null where
    one has no price.
    """

    name: str
    units: int
    taken: tuple[Delivered, ...] = ()
    cost: int | None = None

    @classmethod
    def of(cls, offer: CentreOffer | None, studied: Sequence[Option] | None) -> FromOffer | None:
        """Return what new study takes of an offer; ``studied`` is null where there is no plan."""
        if offer is None:
            return None
        entries = [offer.entry(option.unit) for option in studied or ()]
        taken = tuple(entry for entry in entries if entry is not None)
        prices = [one.price for one in taken if one.price is not None]
        known = studied is not None and len(prices) == len(entries) and offer.priced
        return cls(
            name=offer.name,
            units=len(offer.units),
            taken=taken,
            cost=sum(prices) if known else None,
        )


class Totals(Model):
    """Sums over what counts; ``new_`` over what must still be studied.

    A sum is null where one of its parts is not known. ``known_glh`` is the sum of the hours that
    are known, ``unknown_glh`` names the units that it lacks; ``known_credit`` and
    ``unknown_credit`` are the same of credit. What is recognised without credit adds
    none to ``credit``.
    """

    credit: int | None
    new_credit: int | None
    glh: int | None
    new_glh: int | None
    units: int
    new_units: int
    known_glh: int
    unknown_glh: tuple[str, ...] = ()
    known_credit: int = 0
    unknown_credit: tuple[str, ...] = ()
    surplus_credit: int | None = None

    @classmethod
    def of(cls, units: tuple[CountedUnit, ...], edition: Edition) -> Totals:
        """Add up ``units``; surplus is the credit beyond the published credit of ``edition``."""

        def total(values: list[int | None]) -> int | None:
            known = [value for value in values if value is not None]
            return sum(known) if len(known) == len(values) else None

        new = [unit for unit in units if unit.through is Way.STUDY]
        giving = [unit for unit in units if unit.gives is not Gives.NO_CREDIT]
        credit = total([unit.credit for unit in giving])
        published = edition.published.credit if edition.published else None
        return cls(
            credit=credit,
            new_credit=total([unit.credit for unit in new]),
            glh=total([unit.glh for unit in units]),
            new_glh=total([unit.glh for unit in new]),
            units=len(units),
            new_units=len(new),
            known_glh=sum(unit.glh for unit in units if unit.glh is not None),
            unknown_glh=tuple(unit.unit for unit in units if unit.glh is None),
            known_credit=sum(unit.credit or 0 for unit in giving),
            unknown_credit=tuple(unit.unit for unit in giving if unit.credit_unknown),
            surplus_credit=None if credit is None or published is None else credit - published,
        )
