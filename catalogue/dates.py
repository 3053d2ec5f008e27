"""Dates as files write them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _read_date(value: object) -> object:
    """Take ISO dates only: a number, bare or in quotes, would be read as seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _WRITTEN.fullmatch(value)):
        return value
    raise PydanticCustomError(
        "date_parsing", "a date is written as year-month-day, such as 2024-06-03"
    )


Date = Annotated[date, BeforeValidator(_read_date, json_schema_input_type=date)]
