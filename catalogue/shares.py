"""Shares of a whole: percentages and fractions, exact."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

_FRACTION = re.compile(r"(\d{1,4}) ?/ ?(\d{1,4})", re.ASCII)


def read_share(value: object) -> int | str:
    """Take a whole percentage from 0 to 100, or a fraction such as ``2/3``.

    Raises
    ------
    ValueError
        If it is neither, or more than the whole.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        if 0 <= value <= 100:
            return value
        raise ValueError(f"{value} per cent is not from 0 to 100")
    if isinstance(value, str) and (found := _FRACTION.fullmatch(value.strip())):
        part, whole = int(found[1]), int(found[2])
        if 0 <= part <= whole and whole:
            return f"{part}/{whole}"
        raise ValueError(f"{value!r} is more than the whole, or none of it")
    shown = value if isinstance(value, int | float) else repr(value)
    raise ValueError(f"{shown} is no exact share; write a whole percentage, or a fraction: 2/3")


Share = Annotated[
    int | str,
    BeforeValidator(read_share),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": 100},
                {"type": "string", "pattern": r"^\d{1,4} ?/ ?\d{1,4}$"},
            ]
        }
    ),
]
"""A whole percentage from 0 to 100, or a fraction of at most 1, written ``2/3``."""


def ratio(share: int | str) -> tuple[int, int]:
    """Return a share as a numerator and a denominator; a percentage is over 100."""
    if isinstance(share, int):
        return share, 100
    part, whole = share.split("/")
    return int(part), int(whole)


def share_words(share: int | str) -> str:
    """Return a share as it is written: ``66 %`` or ``2/3``."""
    return f"{share} %" if isinstance(share, int) else share
