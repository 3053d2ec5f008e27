"""Days as people write them, on a command line or in a record."""

from __future__ import annotations

import re
from datetime import date

_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_day(value: object) -> date:
    """Take a date as year-month-day or as day/month/year; anything else is refused.

    Spreadsheets write a day as its midnight, so that this may follow.

    Raises
    ------
    ValueError
        If it is no date, or no day of the calendar.
    """
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        text = _MIDNIGHT.sub("", value.strip())
        if found := _NUMBERS.fullmatch(text):
            text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise ValueError(f"{value!r} is no day of the calendar") from None
    shown = repr(value)[:40]
    raise ValueError(f"{shown} is not a date; write it as 2024-06-03 or 3/6/2024")
