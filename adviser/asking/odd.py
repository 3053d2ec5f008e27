"""Dates and editions that are odd, and may be a slip."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from adviser.asking.notes import Note, Tell, Weight

if TYPE_CHECKING:
    from catalogue import Edition
    from catalogue.offering import CentreOffer

_YEAR = re.compile(r"\b(20\d\d)(?:\s?[/\N{EN DASH}-]\s?(\d\d)\b(?![/-]))?", re.ASCII)
"""A year of terms, or the two of an academic one: 2024, 2024/25."""

_MOST_NAMED = 5
"""Units that a note names, inclusive."""

FAR_OFF = 15
"""Years between today and a date that is asked about, inclusive, without a warning."""


def note_of_another_edition(edition: Edition, day: date, tell: Tell) -> None:
    """Tell if an edition is asked about that is not in force on the date."""
    if not edition.in_force_on(day):
        message = (
            f"the edition {edition.edition!r} is not in force on {day.isoformat()};"
            " it is used because it was asked for"
        )
        tell(Note(Weight.NOTE, message))


def warn_of_odd_date(day: date, tell: Tell) -> None:
    """Tell if a date that is asked about lies so far off that it may be a slip."""
    years = day.year - date.today().year
    if abs(years) > FAR_OFF:
        far = f"{abs(years)} years {'ahead' if years > 0 else 'ago'}"
        tell(Note(Weight.WARNING, f"{day.isoformat()} is {far}; is the year right?"))


def note_of_past_terms(offer: CentreOffer | None, day: date, tell: Tell) -> None:
    """Tell if the terms of units of an offer name only years before that of the registration.

    Terms are the centre's own words, and shut nothing.
    """
    past = [
        f"{one.name} ({one.terms})"
        for one in (offer.units if offer is not None else ())
        if one.terms and (year := _last_year(one.terms)) is not None and year < day.year
    ]
    if past:
        more = f" and {len(past) - _MOST_NAMED} more" if len(past) > _MOST_NAMED else ""
        message = (
            f"terms of the offer that lie before {day.isoformat()}:"
            f" {', '.join(past[:_MOST_NAMED])}{more}; these units count as offered all the same"
        )
        tell(Note(Weight.WARNING, message, "take out of the file what no longer runs"))


def _last_year(terms: str) -> int | None:
    years = [
        max(int(first), int(first[:2] + second) if second else 0)
        for first, second in _YEAR.findall(terms)
    ]
    return max(years, default=None)
