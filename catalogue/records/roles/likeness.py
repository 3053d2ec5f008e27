"""Whether what stands below a heading could be people."""

from __future__ import annotations

import re

from catalogue.records.roles.column import Column
from catalogue.records.words import headings as h
from catalogue.records.words.given_names import GIVEN

_ASIDE = re.compile(r"\([^()]*\)|\[[^][]*\]")
_WORD = re.compile(r"[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK}.-]*")
_ACCOUNT = re.compile(r"(?=.*[^\W\d_]|\d{3})[\w.@+-]{2,60}")
_SPACED = re.compile(r"(?=(?:.*\d){3})[A-Za-z\d]{1,12}(?:[ /-][A-Za-z\d]{1,12}){1,5}", re.ASCII)
_SMALL = {
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "das", "do", "dos", "du", "la",
    "le", "el", "al", "bin", "bint", "ibn", "ben", "ter", "ten", "zu", "y", "e", "of",
}  # fmt: skip
"""Words of names that may begin with a small letter."""

_ENOUGH = 0.8


def like_people(column: Column, units: Column | None) -> bool:
    """Whether cells could be the names or numbers of people.

    They are where the same unit has several, or the same one several units, as people do. Where
    each stands in one row alone, a heading that speaks of nothing but a number has those of rows,
    and words in small letters are words.
    """
    if column.share(could_be) < _ENOUGH:
        return False
    if is_of_several(column, units):
        return True
    if column.share(lambda text: "@" in text or is_name(text)) >= _ENOUGH:
        return True
    mine = set(h.words(column.heading))
    numbers = mine <= h.NUMBER | {"row", "event", "record"} and (
        bool(mine) or column.share(str.isdigit) > 0
    )
    return column.share(_identity) >= _ENOUGH and not numbers


def is_of_several(column: Column, units: Column | None) -> bool:
    """Whether a unit stands beside several of the cells, or one beside several units.

    So it is with people, and never with the titles of the units.
    """
    of_units: dict[str, set[str]] = {}
    of_values: dict[str, set[str]] = {}
    for unit, value in zip(units.cells if units else (), column.cells, strict=units is not None):
        if unit and value:
            of_units.setdefault(unit.casefold(), set()).add(value.casefold())
            of_values.setdefault(value.casefold(), set()).add(unit.casefold())
    return any(len(found) > 1 for found in (*of_units.values(), *of_values.values()))


def is_name(text: str) -> bool:
    """Whether a cell is written as a name: a few words in any script, with capitals if it has any.

    What stands in brackets, and small words such as van der, do not matter.
    """
    words = _ASIDE.sub(" ", text).replace(",", ", ").split()
    bare = [word.rstrip(",") for word in words]
    large = [word for word in bare if word.casefold() not in _SMALL]
    return (
        2 <= len(bare) <= 6
        and 1 <= len(large) <= 4
        and all(_WORD.fullmatch(word) for word in bare)
        and not any(word[0].islower() for word in large)
    )


def _identity(text: str) -> bool:
    """Whether a cell could be somebody's name, number, address or account."""
    return is_name(text) or bool(_ACCOUNT.fullmatch(text))


def is_called(text: str) -> bool:
    """Whether a cell is written as a name and begins or ends with what people are called."""
    words = [word.strip(".,'").casefold() for word in text.split()]
    return is_name(text) and bool({words[0], words[-1]} & GIVEN)


def could_be(text: str) -> bool:
    """Whether a cell could be somebody's, also in small letters, or a number written in groups."""
    return _identity(text) or is_name(text.title()) or bool(_SPACED.fullmatch(text))
