"""Whether what stands below a heading could be people."""

from __future__ import annotations

import re

from catalogue.records import headings as h
from catalogue.records.column import Column

_NAME_WORD = r"[A-Z][\w'\N{RIGHT SINGLE QUOTATION MARK}.-]*"
_NAME = re.compile(rf"(?:{_NAME_WORD},? ){{1,3}}{_NAME_WORD}")
_ACCOUNT = re.compile(r"(?=.*[A-Za-z]|\d{3})[\w.@+-]{2,60}")


def like_people(column: Column, units: Column | None) -> bool:
    """Whether cells could be the names or numbers of people.

    They are where the same unit has several, or the same one several units, as people do. Where
    each stands in one row alone, a heading that speaks of nothing but a number has those of rows.
    """
    if column.share(_identity) < 0.8:
        return False
    of_units: dict[str, set[str]] = {}
    of_values: dict[str, set[str]] = {}
    for unit, value in zip(units.cells if units else (), column.cells, strict=units is not None):
        if unit and value:
            of_units.setdefault(unit.casefold(), set()).add(value.casefold())
            of_values.setdefault(value.casefold(), set()).add(unit.casefold())
    repeated = any(len(found) > 1 for found in (*of_units.values(), *of_values.values()))
    numbers = set(h.words(column.heading)) <= h.NUMBER | {"row", "event", "record"}
    named = column.share(lambda text: "@" in text or _NAME.fullmatch(text)) >= 0.8
    return repeated or named or not numbers


def _identity(text: str) -> bool:
    """Whether a cell could be somebody's name, number, address or account."""
    return bool(_NAME.fullmatch(text) or _ACCOUNT.fullmatch(text))
