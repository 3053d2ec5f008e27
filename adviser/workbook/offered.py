"""What many learners take of a centre's offer: each unit of it, its places and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from adviser.words.facts import counted
from adviser.workbook.table import Kind, Row, Table, columns
from catalogue import Catalogue
from catalogue.identity import meant
from catalogue.offering import CentreOffer, Delivered

_MOST_NAMED = 5
"""Units that are named, inclusive."""

PLACES: tuple[tuple[str, Kind, int], ...] = (
    ("Places left", "number", 10),
    ("Places short", "number", 10),
)
"""The columns of what :func:`places` returns."""


def offer_table(offer: CentreOffer, taken: Mapping[str, int], library: Catalogue) -> Table:
    """Return the table of an offer, the units that most learners take first."""
    return Table(
        "Offer",
        columns(
            ("Unit", "text", 18), ("Title", "text", 52), ("Terms", "text", 24),
            ("Price (£)", "money", 10), ("Places left", "number", 10),
            ("Learners to study", "number", 10), ("Places short", "number", 10),
            ("Cost in all (£)", "money", 12),
        ),
        lambda: _rows(offer, taken, library),
    )  # fmt: skip


def places_short(offer: CentreOffer, taken: Mapping[str, int]) -> int:
    """Return how many places more than there are the learners take, each as if alone."""
    return sum(
        max(0, taken.get(one.name, 0) - one.places) for one in offer.units if one.places is not None
    )


def limited(offer: CentreOffer | None) -> bool:
    """Whether any unit of an offer has so many places left and no more."""
    return offer is not None and any(one.places is not None for one in offer.units)


def places(entry: Delivered | None, taken: Mapping[str, int]) -> tuple[int | None, int | None]:
    """Return the places left of a unit, and how many more all learners take than there are."""
    if entry is None or entry.places is None:
        return None, None
    return entry.places, max(0, taken.get(entry.name, 0) - entry.places)


def short_words(offer: CentreOffer, taken: Mapping[str, int]) -> str:
    """Say of which units more learners would take a place than there are; empty if of none."""
    short = [
        f"{one.name} ({taken[one.name]} learners, {counted(one.places, 'place')} left)"
        for one in sorted(offer.units, key=lambda one: -(places(one, taken)[1] or 0))
        if one.places is not None and taken.get(one.name, 0) > one.places
    ]
    if not short:
        return ""
    more = f" and {counted(len(short) - _MOST_NAMED, 'more unit')}" * (len(short) > _MOST_NAMED)
    return (
        "Not all of these plans can be had: there are"
        f" {counted(places_short(offer, taken), 'place')} too few, of"
        f" {', '.join(short[:_MOST_NAMED])}{more}. Each learner was asked as if alone;"
        " 'unitwise offer RECORDS --among FILE' shares places out."
    )


def cost_in_all(offer: CentreOffer, taken: Mapping[str, int]) -> tuple[int, int]:
    """Return what all places taken cost in pence, and of how many nobody says the price."""
    cost = sum((one.price or 0) * taken.get(one.name, 0) for one in offer.units)
    return cost, sum(taken.get(one.name, 0) for one in offer.units if one.price is None)


def _rows(offer: CentreOffer, taken: Mapping[str, int], library: Catalogue) -> Iterator[Row]:
    for one in sorted(offer.units, key=lambda one: -taken.get(one.name, 0)):
        count = taken.get(one.name, 0)
        units = meant(library.units, one.unit, one.whose)
        title = units[0].title if len(units) == 1 else one.title
        short = None if one.places is None else max(0, count - one.places)
        price = None if one.price is None else one.price / 100
        cost = None if one.price is None else one.price * count / 100
        yield one.name, title, one.terms, price, one.places, count, short, cost
