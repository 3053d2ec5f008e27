"""Rows that are one of so many parts of a unit, such as part 1 of 2: all of them make the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from catalogue.records.roles.column import Column
from catalogue.records.roles.columns import Role
from catalogue.records.roles.tables import cell_at
from catalogue.records.words import headings as h
from catalogue.records.words.references import reference_in

MOST_PARTS = 50
"""Parts of one unit, inclusive, of which a row may be one."""

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(\d{{1,2}}|{'|'.join(_WORDS)})"
_SHARE = rf"{_NUMBER}\s*(?:(?:out )?of|/)\s*{_NUMBER}(?![\d/.])"
_KIND = (
    r"(?:part|pt|paper|assignment|task|assessment|component|element|exam|test|section|portfolio"
    r"|project|outcome|criterion|lo|piece|half)s?"
)
_FLAGS = re.IGNORECASE | re.ASCII
_BARE = re.compile(rf"\W*{_SHARE}\W*", _FLAGS)
_NAMED = re.compile(
    rf"\b{_KIND}\W{{0,3}}(?:no\.? ?)?{_SHARE}|(?<![\d/.]){_SHARE}\s*{_KIND}\b", _FLAGS
)
_BEHIND = re.compile(
    rf"\({_SHARE}\)\W*$|(?<!level )(?<!year )\b{_NUMBER} (?:out )?of {_NUMBER}\W*$", _FLAGS
)
"""How the title of a unit ends that is one of so many parts."""
_ALONE = re.compile(rf"\bonly {_KIND} {_NUMBER}\b|\b{_KIND} {_NUMBER} only\b", _FLAGS)
_BESIDE = re.compile(rf"{_KIND} {_NUMBER}", _FLAGS)
_FEW = 3
"""Words, inclusive, beside such a part in a cell that names neither a unit nor a part."""

_WHOLE = re.compile(r"\d{1,2}", re.ASCII)
_SO_MANY = re.compile(
    r"(?:out )?of|(?:total|no\.?|number)?(?: ?(?:of|no\.?))? ?\w+s", re.IGNORECASE
)
_OF_IT = {Role.UNIT, Role.TITLE, Role.PART}


class Numbered:
    """Where a table says of a row that it is one of so many parts."""

    def __init__(self, columns: Sequence[Column], roles: Mapping[int, Role]) -> None:
        self.roles = roles
        self.parted = {c.number for c in columns if _is_of_parts(c)}
        self.pairs = [
            (one.number, other.number)
            for one, other in pairwise(columns)
            if one.number in self.parted and _SO_MANY.fullmatch(other.heading.strip())
            if one.share(_WHOLE.fullmatch) == other.share(_WHOLE.fullmatch) == 1
        ]

    def of(self, row: Sequence[str]) -> tuple[str, int]:
        """Which part a row is, and of how many; empty and 0 where it is no part of several.

        Of a part of which it is said that it is alone there is at least another.
        """
        for number, of in self._shares(row):
            if 1 <= number <= of and 1 < of <= MOST_PARTS:
                return f"{number} of {of}", of
        return next(((found, 2) for found in self._alone(row)), ("", 0))

    def _shares(self, row: Sequence[str]) -> Iterator[tuple[int, int]]:
        for one, other in self.pairs:
            if (number := cell_at(row, one)) and (of := cell_at(row, other)):
                yield int(number), int(of)
        for place, text in enumerate(row):
            found = _BARE.fullmatch(text) if place in self.parted else None
            found = found or (_NAMED.search(text) if text else None)
            if found is None and self.roles.get(place) in {Role.UNIT, Role.TITLE}:
                found = _BEHIND.search(text)
            if found is not None and self._is_told(place, text, found):
                told = [_number(one) for one in found.groups() if one]
                yield told[0], told[1]

    def _alone(self, row: Sequence[str]) -> Iterator[str]:
        for place, text in enumerate(row):
            if (found := _ALONE.search(text)) and self._is_told(place, text, found):
                yield found[0].casefold()
            if self.roles.get(place) is Role.UNIT and (named := reference_in(text)):
                yield from [named[1].casefold()] if _BESIDE.fullmatch(named[1]) else []

    def _is_told(self, place: int, text: str, found: re.Match[str]) -> bool:
        """Whether a cell speaks of its unit, and not of whatever somebody writes there."""
        beside = f"{text[: found.start()]} {text[found.end() :]}".split()
        return place in self.parted or self.roles.get(place) in _OF_IT or len(beside) <= _FEW


def _is_of_parts(column: Column) -> bool:
    mine = set(h.words(column.heading))
    return bool(mine & (h.PART | {"component", "stage", "half"})) and not mine & h.ATTEMPT


def _number(text: str) -> int:
    word = text.casefold()
    return _WORDS.index(word) + 1 if word in _WORDS else int(text)
