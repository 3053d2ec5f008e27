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
_DAY_FIRST = re.compile(r"(\d{1,2})([/. -])(\d{1,2})[/. -](\d{4}|\d{2})", re.ASCII)
_APART = re.compile(r"(?<=\d) ?([/.-]) ?(?=\d)", re.ASCII)
_SIGNLESS = re.compile(r"(?:19|20)\d{6}|\d{4}(?:19|20)\d\d", re.ASCII)
_WEEKDAY = re.compile(r"(mon|tues?|wed|wednes|thu(rs?)?|fri|sat|satur|sun)(day)?,? ", re.IGNORECASE)
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ -]?(?:of )?([a-z]{3,9})[.,]?[ -]?(\d{4}|\d{2})",
    re.ASCII | re.IGNORECASE,
)
_MONTH = re.compile(
    r"([a-z]{3,9})[.,]?[ -]?(\d{4})|(\d{1,2})[/.-](\d{4})", re.ASCII | re.IGNORECASE
)
_DAY_NUMBER = re.compile(r"(\d{5})([.,]\d+)?", re.ASCII)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_WELSH_MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip

_EARLIEST = 1901
"""The first year of which there is a day: what programs write where there is none lies before."""

_FIRST_YEAR = 1969
"""The first of the hundred years that a year of two digits may stand for, as POSIX has it."""

_DAY_ZERO = date(1899, 12, 30)
"""From which spreadsheets number the days."""


def read_day(value: object) -> date:
    """Take a date as year-month-day, as day/month/year, or as day, name of the month and year.

    Of numbers the day comes first unless the year does. A year of two digits is one of 1969 to
    2068, whatever the day is on which it is read. A time of the day may follow, with its zone; it
    is passed over, and the day is the one that is written. Eight digits begin or end with the year.
    A month alone is its first day: nothing that grows too old is made younger by that. Three pairs
    of digits with dashes are refused where the year may stand first: where that would be a later
    day of a year that has begun.

    Raises
    ------
    ValueError
        If it is no date, or no day of the calendar.
    """
    if isinstance(value, date):
        return value
    shown = repr(value)[:40]
    written = isinstance(value, str | int) and not isinstance(value, bool)
    text = _text(str(value)) if written else ""
    if _SIGNLESS.fullmatch(text):
        year_first = int(text[4:6]) <= 12  # where the year is last, 19 or 20 stand there
        text = (
            f"{text[:4]}-{text[4:6]}-{text[6:]}"
            if year_first
            else f"{text[:2]}/{text[2:4]}/{text[4:]}"
        )
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]), shown)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = int(found[1]), int(found[3]), _year(found[4])
        if (
            "-" in text
            and len(found[4]) == 2
            and year < _year(found[1].zfill(2)) <= date.today().year
        ):
            raise ValueError(
                f"{shown} is not a date that is sure: the year may stand first; write four digits"
                " of it"
            )
        if month > 12 >= day > 0:
            raise ValueError(
                f"in {shown} there is no month {month}; days come first: {month}/{day}/{year}"
            )
        return _day(year, month, day, shown)
    if (found := _NAMED.fullmatch(text)) and (month := _month(found[2])):
        return _day(_year(found[3]), month, int(found[1]), shown)
    if first := _first_of_month(text):
        return first
    if found := _DAY_NUMBER.fullmatch(text):
        day_meant = _DAY_ZERO + timedelta(days=int(found[1]))
        raise ValueError(
            f"{shown} looks like a day number of a spreadsheet ({_words(day_meant)}?): format the"
            " column as a date"
        )
    raise ValueError(f"{shown} is not a date; write it as 2024-06-03, 3/6/2024 or 3 June 2024")


def is_day_first(text: str) -> bool:
    """Whether a text is a date that would be another day if the month came first."""
    found = _DAY_FIRST.fullmatch(_text(text))
    if not found:
        return False
    day, month = int(found[1]), int(found[3])
    return 0 < day <= 12 and 0 < month <= 12 and day != month


def is_month(text: str) -> bool:
    """Whether a text is a month without a day."""
    return _first_of_month(_text(text)) is not None


def _text(written: str) -> str:
    return _APART.sub(r"\1", _WEEKDAY.sub("", _TIME.sub("", seen(written)), count=1))


def _first_of_month(text: str) -> date | None:
    found = _MONTH.fullmatch(text)
    if not found:
        return None
    month = _month(found[1]) if found[1] else int(found[3])
    year = int(found[2] or found[4])
    return date(year, month, 1) if 0 < month <= 12 and year >= _EARLIEST else None


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else _FIRST_YEAR + (year - _FIRST_YEAR) % 100


def _month(word: str) -> int:
    """The number of a month by its name or the beginning of it, also in Welsh; 0 if it is none."""
    begun = word.casefold()
    found = {
        n
        for names in (_MONTHS, _WELSH_MONTHS)
        for n, name in enumerate(names, 1)
        if name.casefold().startswith(begun)
    }
    return found.pop() if len(found) == 1 else 0


def _day(year: int, month: int, day: int, shown: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f"{shown} is no day of the calendar") from None
    if year < _EARLIEST:
        raise ValueError(f"{shown} is not a date that can be meant: it lies before {_EARLIEST}")
    return found


def _words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


Day = Annotated[date, BeforeValidator(read_day, json_schema_input_type=str)]


def day_of(text: str) -> date | None:
    """Return the day that a text is, if it is one that can be read."""
    try:
        return read_day(text) if text else None
    except ValueError:
        return None
