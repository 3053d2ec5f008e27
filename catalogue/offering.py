"""What a centre delivers: units, the price of a place, places left, terms.

It is about no qualification and no edition: a unit that is on the list is offered wherever it
counts. What is not on it, or has no place left, cannot be newly studied there; what is held counts
all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from functools import cached_property
from typing import Annotated

from pydantic import Field, StrictInt, model_validator

from catalogue.errors import UnitwiseError
from catalogue.identity import organisation_key, owner_key, same_organisation
from catalogue.references import is_ofqual_reference
from catalogue.units import Model, Text, Unit, UnitReference

MOST_OFFERED = 5_000
"""Units of one offer, inclusive."""

MOST_PENCE = 100_000_000
"""The highest price, in pence, inclusive."""

MOST_PLACES = 1_000_000
"""Places of one unit, inclusive."""

OFFER_KEYS = ("unit", "title", "price", "places", "terms")
"""What a file may say of a unit that is offered."""

Pence = Annotated[StrictInt, Field(ge=0, le=MOST_PENCE)]


_POUNDS = re.compile(r"£? ?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?")


class Availability(Enum):
    """Whether a centre has a unit for a learner."""

    OFFERED = auto()
    FULL = auto()
    """On the list, without a place left."""
    NOT_OFFERED = auto()


class Delivered(Model):
    """A unit that a centre delivers.

    ``whose`` own code the ``unit`` is, where several organisations have it. ``price`` is that of a
    place, in pence; null where nobody says, which is never 0. ``places`` are those left; null is no
    limit. ``terms`` are when or how, in the centre's own words.
    """

    unit: UnitReference
    whose: Annotated[Text, Field(max_length=200)] | None = None
    title: Annotated[Text, Field(max_length=400)] | None = None
    price: Pence | None = None
    places: Annotated[StrictInt, Field(ge=0, le=MOST_PLACES)] | None = None
    terms: Annotated[Text, Field(max_length=200)] | None = None

    @property
    def name(self) -> str:
        """The reference, after whose code it is where that is said."""
        return f"{self.whose}:{self.unit}" if self.whose else self.unit

    def means(self, unit: Unit) -> bool:
        """Whether this is ``unit``: an own code is so only of the organisation that is named."""
        if self.unit != unit.reference:
            return False
        if self.whose is None or is_ofqual_reference(self.unit):
            return True
        own = unit.awarding_organisation or ""
        return organisation_key(self.whose) == owner_key(unit) or same_organisation(self.whose, own)


class CentreOffer(Model):
    """Everything that a centre delivers. ``name`` is where that was read."""

    name: Annotated[str, Field(max_length=1_000)] = ""
    units: Annotated[tuple[Delivered, ...], Field(max_length=MOST_OFFERED)]

    @model_validator(mode="after")
    def _each_once(self) -> CentreOffer:
        seen: set[str] = set()
        for one in self.units:
            if one.name in seen:
                raise ValueError(f"{one.name} stands twice")
            seen.add(one.name)
        return self

    @cached_property
    def _by_reference(self) -> Mapping[str, tuple[Delivered, ...]]:
        found: dict[str, tuple[Delivered, ...]] = {}
        for one in self.units:
            found[one.unit] = (*found.get(one.unit, ()), one)
        return found

    @cached_property
    def priced(self) -> bool:
        """Whether any price is said."""
        return any(one.price is not None for one in self.units)

    def entry(self, unit: Unit) -> Delivered | None:
        """Return what is said of a unit, or null where it is not on the list."""
        own = self._by_reference.get(unit.reference, ())
        return next((one for one in own if one.means(unit)), None)

    def of(self, unit: Unit) -> Availability:
        """Return whether the centre has a unit for one learner more."""
        entry = self.entry(unit)
        if entry is None:
            return Availability.NOT_OFFERED
        return Availability.FULL if entry.places == 0 else Availability.OFFERED

    def price(self, unit: Unit) -> int | None:
        """Return the price of a place in pence, or null where nobody says."""
        entry = self.entry(unit)
        return None if entry is None else entry.price

    def opened(self, units: Iterable[Unit], priced: bool = False) -> CentreOffer:
        """Return the offer with these units as well, and with a place of each that had none.

        Where the others have to be ``priced``, these stand in at no cost: their price is yet to be
        said.
        """
        new = {unit.reference: unit for unit in units}
        kept = [
            one.model_copy(update={"places": 1})
            if one.places == 0 and one.unit in new and one.means(new[one.unit])
            else one
            for one in self.units
        ]
        added = [
            Delivered(unit=unit.reference, whose=_whose(unit), price=0 if priced else None)
            for unit in new.values()
            if self.entry(unit) is None
        ]
        return CentreOffer(name=self.name, units=(*kept, *added))


def _whose(unit: Unit) -> str | None:
    return None if is_ofqual_reference(unit.reference) else unit.awarding_organisation


def pence(text: str) -> int:
    """Return a price in pence: ``120``, ``120.50``, ``£1,250``.

    Raises
    ------
    UnitwiseError
        If it is none, or more than ``MOST_PENCE``.
    """
    if text.strip().casefold() in {"free", "free of charge"}:
        return 0
    found = _POUNDS.fullmatch(text.strip())
    if not found:
        raise UnitwiseError(
            f"{_shown(text)} is no price; write pounds: 120 or 120.50, or nothing where nobody says"
        )
    amount = int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    if amount > MOST_PENCE:
        raise UnitwiseError(f"{_shown(text)} is more than £{MOST_PENCE // 100:,}")
    return amount


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:60]}…")
