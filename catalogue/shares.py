"""Shares of a whole: percentages and fractions, exact.

A share is kept as it can be said: ``50`` or ``"66.67"`` for a percentage, ``"2/3"`` for a fraction.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

_FRACTION = re.compile(r"(\d{1,4}) ?/ ?(\d{1,4})", re.ASCII)
_PERCENT = re.compile(r"(\d{1,4})(?:\.(\d{1,4}))?(?: ?%| per ?cent)?", re.ASCII)

_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_WORDS = {
    **{text: f"1/{whole}" for part, whole in _PARTS.items() for text in (part, f"a {part}")},
    **{
        f"{number} {part}{'s' * (count > 1)}": f"{count}/{whole}"
        for part, whole in _PARTS.items()
        for count, number in enumerate(_NUMBERS[: whole - 1], 1)
    },
}
"""Fractions of less than the whole in words, such as ``two thirds``."""


_TIMES = {"once": 100, "twice": 200, "double": 200, "three times": 300}


def read_ratio(value: object) -> int | str:
    """Take a share as :func:`read_share` does, and also what is more than its base.

    ``200``, ``3/2`` and ``twice`` are ten times the base at the most.

    Raises
    ------
    ValueError
        If it is none of that.
    """
    return read_share(value, most=MOST_TIMES)


MOST_TIMES = 10
"""What a rule asks for is so many times its base at the most, inclusive."""


def read_share(value: object, *, most: int = 1) -> int | str:
    """Take a percentage from 0 to 100, or a fraction such as ``2/3`` or ``two thirds``.

    A percentage may have up to four decimals, which are taken as they are written. It may be so
    many times the whole as ``most`` says.

    Raises
    ------
    ValueError
        If it is neither, or more than that.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{value!r} is no share; write a percentage, or a fraction: 2/3")
    text = " ".join(str(value).casefold().split())
    if fraction := _WORDS.get(text.replace("-", " ")):
        return fraction
    if most > 1 and text in _TIMES:
        return _TIMES[text]
    if found := _FRACTION.fullmatch(text):
        part, whole = int(found[1]), int(found[2])
        if part <= most * whole and whole:
            return f"{part}/{whole}"
        beyond = "the whole" if most == 1 else f"{most} times the base"
        raise ValueError(f"{value!r} is more than {beyond}, or none of it")
    if found := _PERCENT.fullmatch(text):
        decimals = (found[2] or "").rstrip("0")
        if int(found[1]) + bool(decimals) > 100 * most:
            raise ValueError(f"{value} per cent is not from 0 to {100 * most}")
        return f"{int(found[1])}.{decimals}" if decimals else int(found[1])
    shown = value if isinstance(value, int | float) else repr(value)
    to = 100 * most
    raise ValueError(f"{shown} is no share; write a percentage from 0 to {to}, or a fraction: 2/3")


WRITTEN = rf"^(\d{{1,4}} ?/ ?\d{{1,4}}|\d{{1,3}}(\.\d{{1,4}})?( ?%)?|{'|'.join(sorted(_WORDS))})$"
"""How a share may be written as text, for JSON Schema."""

Share = Annotated[
    int | str,
    BeforeValidator(read_share),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 100},
                {"type": "string", "pattern": WRITTEN},
            ]
        }
    ),
]
"""A percentage from 0 to 100, or a fraction of at most 1, written ``2/3``."""


Ratio = Annotated[
    int | str,
    BeforeValidator(read_ratio),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 100 * MOST_TIMES},
                {"type": "string", "pattern": f"{WRITTEN}|^({'|'.join(sorted(_TIMES))})$"},
            ]
        }
    ),
]
"""A share of another amount, which it may also be several times: ``200``, ``3/2``, ``twice``."""


def ratio(share: int | str) -> tuple[int, int]:
    """Return a share as a numerator and a denominator; a percentage is over 100, or a power."""
    if isinstance(share, str) and "/" in share:
        part, whole = share.split("/")
        return int(part), int(whole)
    number, _, decimals = str(share).partition(".")
    return int(number + decimals), 100 * 10 ** len(decimals)


def share_words(share: int | str) -> str:
    """Return a share as it is written: ``66 %`` or ``2/3``."""
    return share if isinstance(share, str) and "/" in share else f"{share} %"


MOST_PARTS = 12
"""Into how many parts the whole is divided where a rounded percentage is looked for, inclusive."""


def rounded_from(share: int | str) -> str | None:
    """Return the fraction that a percentage is rounded from, up or down, if there is a simple one.

    Of whole percentages only thirds are told: 14 % is hardly a seventh.
    """
    if isinstance(share, str) and "/" in share:
        return None
    value = Fraction(*ratio(share))
    decimals = str(share).partition(".")[2]
    scale = 100 * 10 ** len(decimals)
    for whole in range(3, MOST_PARTS + 1) if decimals else (3,):
        for part in range(1, whole):
            exact = Fraction(part, whole) * scale
            ends = {math.floor(exact), round(exact)}
            if exact.denominator > 1 and value * scale in ends:
                return f"{Fraction(part, whole)}"
    return None
