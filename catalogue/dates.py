"""Dates as files write them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator


def _read_date(value: object) -> object:
    """Take ISO dates only: a bare number would otherwise be read as seconds since 1970."""
    if isinstance(value, str | date):
        return value
    raise ValueError("a date is written as year-month-day, such as 2024-06-03")


Date = Annotated[date, BeforeValidator(_read_date, json_schema_input_type=date)]
