"""Rows of a report that are none of its table: totals, numbers of pages, an end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.cells import is_total
from catalogue.records.words import headings as h
from catalogue.records.words.references import reference_in
from catalogue.records.words.understood import WhyLeftOut

_TOTAL = {"total", "grand", "sub", "subtotal", "sum", "count"}
_PAGE = {"page", "end", "printed", "report", "run", "generated", "exported", "date", "continued"}
_IN_ALL = re.compile(r"\b(?:sub-?)?totals?:?$", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,]* ?%?", re.ASCII)


def furniture(cells: Sequence[str], width: int) -> WhyLeftOut | None:
    """Return what a row is that is none of the table: a total, a line of the page, or null."""
    if is_total(list(cells)):
        return WhyLeftOut.TOTAL
    said = [text for text in cells if text]
    if said and _IN_ALL.search(said[0]) and all(map(_NUMBER.fullmatch, said[1:])):
        return WhyLeftOut.TOTAL
    if width < 2 or len(said) != 1 or cells[0] != said[0] or reference_in(said[0]):
        return None
    first = next(iter(h.words(said[0])), "")
    if " " not in said[0] and not said[0].endswith(":"):
        return None
    return WhyLeftOut.TOTAL if first in _TOTAL else WhyLeftOut.PAGE if first in _PAGE else None
