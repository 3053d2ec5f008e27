"""Days as people write them, on a command line or in a record."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator

from catalogue.cells import seen

_TIME = re.compile(
    r"[T ]([01]?\d|2[0-4]):[0-5]\d(:[0-5]\d([.,]\d+)?)?( ?[AP]M)?( ?(Z|[+-]\d\d:?\d\d))?$",
    re.ASCII | re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:[/.-](\d{1,2})[/.-](\d{4})|[/.](\d{1,2})[/.](\d{2}))", re.ASCII
)
_NAMED = re.compile(r"(\d{1,2})[ -]?([a-z]{3,9})\.?[ -]?(\d{4}|\d{2})", re.ASCII | re.IGNORECASE)
_DAY_NUMBER = re.compile(r"(\d{5})([.,]\d+)?", re.ASCII)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_FIRST_YEAR = 1969
"""The first of the hundred years that a year of two digits may stand for, as POSIX has it."""

_DAY_ZERO = date(1899, 12, 30)
"""From which spreadsheets number the days."""


def read_day(value: object) -> date:
    """Take a date as year-month-day, as day/month/year, or as day, name of the month and year.

    Of numbers the day comes first unless the year does. A year of two digits is one of 1969 to
    2068, whatever the day is on which it is read. A time of the day may follow, with its zone; it
    is passed over, and the day is the one that is written.

    Raises
    ------
    ValueError
        If it is no date, or no day of the calendar.
    """
    if isinstance(value, date):
        return value
    shown = repr(value)[:40]
    written = isinstance(value, str | int) and not isinstance(value, bool)
    text = _TIME.sub("", seen(str(value))) if written else ""
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]), shown)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = int(found[1]), int(found[2] or found[4]), _year(found[3] or found[5])
        if month > 12 >= day > 0:
            raise ValueError(
                f"in {shown} there is no month {month}; days come first: {month}/{day}/{year}"
            )
        return _day(year, month, day, shown)
    if (found := _NAMED.fullmatch(text)) and (month := _month(found[2])):
        return _day(_year(found[3]), month, int(found[1]), shown)
    if found := _DAY_NUMBER.fullmatch(text):
        day_meant = _DAY_ZERO + timedelta(days=int(found[1]))
        raise ValueError(
            f"{shown} looks like a day number of a spreadsheet ({_words(day_meant)}?): format the"
            " column as a date"
        )
    raise ValueError(f"{shown} is not a date; write it as 2024-06-03, 3/6/2024 or 3 June 2024")


def is_day_first(text: str) -> bool:
    """Whether a text is a date that would be another day if the month came first."""
    found = _DAY_FIRST.fullmatch(_TIME.sub("", seen(text)))
    if not found:
        return False
    day, month = int(found[1]), int(found[2] or found[4])
    return 0 < day <= 12 and 0 < month <= 12 and day != month


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else _FIRST_YEAR + (year - _FIRST_YEAR) % 100


def _month(word: str) -> int:
    """The number of a month by its name or the beginning of it; 0 if there is none."""
    return next(
        (n for n, name in enumerate(_MONTHS, 1) if name.casefold().startswith(word.casefold())), 0
    )


def _day(year: int, month: int, day: int, shown: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{shown} is no day of the calendar") from None


def _words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


Day = Annotated[date, BeforeValidator(read_day, json_schema_input_type=str)]
