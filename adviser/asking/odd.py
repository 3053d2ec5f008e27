"""Dates and editions that are odd, and may be a slip."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from adviser.asking.notes import Note, Tell, Weight

if TYPE_CHECKING:
    from catalogue import Edition

FAR_OFF = 15
"""Years between today and a date of registration, inclusive, that are told without a warning."""


def note_of_another_edition(edition: Edition, day: date, tell: Tell) -> None:
    """Tell if an edition is asked about that is not in force on the date."""
    if not edition.in_force_on(day):
        message = (
            f"the edition {edition.edition!r} is not in force on {day.isoformat()};"
            " it is used because it was asked for"
        )
        tell(Note(Weight.NOTE, message))


def warn_of_odd_date(day: date, tell: Tell) -> None:
    """Tell if a date of registration lies so far off that it may be a slip."""
    years = day.year - date.today().year
    if abs(years) > FAR_OFF:
        far = f"{abs(years)} years {'ahead' if years > 0 else 'ago'}"
        tell(Note(Weight.WARNING, f"{day.isoformat()} is {far}; is the year right?"))
