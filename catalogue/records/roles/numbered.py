"""Rows that are one of so many parts of a unit, such as part 1 of 2: all of them make the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from catalogue.records.roles.column import Column
from catalogue.records.roles.columns import Role
from catalogue.records.roles.tables import cell_at
from catalogue.records.words import headings as h

MOST_PARTS = 50
"""Parts of one unit, inclusive, of which a row may be one."""

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(\d{{1,2}}|{'|'.join(_WORDS)})"
_SHARE = rf"{_NUMBER}\s*(?:(?:out )?of|/)\s*{_NUMBER}(?![\d/.])"
_KIND = (
    r"(?:part|paper|assignment|task|assessment|component|element|exam|test|section|portfolio"
    r"|project|outcome|criterion|lo|piece|half)s?"
)
_BARE = re.compile(rf"\W*{_SHARE}\W*", re.IGNORECASE | re.ASCII)
_NAMED = re.compile(
    rf"\b{_KIND}\W{{0,3}}(?:no\.? ?)?{_SHARE}|(?<![\d/.]){_SHARE}\s*{_KIND}\b"
    rf"|\bonly {_KIND} {_NUMBER}\b|\b{_KIND} {_NUMBER} only\b",
    re.IGNORECASE | re.ASCII,
)
_ALONE = 3
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

    def of(self, row: Sequence[str]) -> tuple[int, int] | None:
        """Which of how many parts a row is, both from 1, or null where it is no part of several."""
        for number, of in self._found(row):
            if 1 <= number <= of and 1 < of <= MOST_PARTS:
                return number, of
        return None

    def _found(self, row: Sequence[str]) -> Iterator[tuple[int, int]]:
        for one, other in self.pairs:
            if (number := cell_at(row, one)) and (of := cell_at(row, other)):
                yield int(number), int(of)
        for place, text in enumerate(row):
            if not text:
                continue
            if place in self.parted and (bare := _BARE.fullmatch(text)):
                yield _number(bare[1]), _number(bare[2])
            elif found := _NAMED.search(text):
                beside = len(
                    re.findall(r"[a-z]+", f"{text[: found.start()]} {text[found.end() :]}")
                )
                of_it = {Role.UNIT, Role.TITLE, Role.PART}
                if place in self.parted or self.roles.get(place) in of_it or beside <= _ALONE:
                    told = [_number(one) for one in found.groups() if one]
                    yield told[0], told[-1] if len(told) > 1 else told[0] + 1  # there is another


def _is_of_parts(column: Column) -> bool:
    mine = set(h.words(column.heading))
    return bool(mine & (h.PART | {"component"})) and not mine & h.ATTEMPT


def _number(text: str) -> int:
    word = text.casefold()
    return _WORDS.index(word) + 1 if word in _WORDS else int(text)
