"""The codes that an organisation calls its units by, in a column of their own."""

from __future__ import annotations

import re

from catalogue.handbooks.lists.tables import Cells
from catalogue.handbooks.written.rows import (
    level_of,
    own_code,
    references_in,
    role_of_head,
    whole_of,
)
from catalogue.handbooks.written.totals import is_total

_LETTERS = re.compile(r"[A-Z]{2,8}")
"""A code of letters alone, in a column that is said to have codes."""
_SCOTTISH = re.compile(r"[A-Z][A-Z0-9]{3}\s\d{2}")
"""A unit of the national catalogue of Scotland, whatever else it is called besides."""


def coded_column(rows: list[Cells], body: list[bool], cells: list[str]) -> int:
    """The column of an organisation's own codes, or -1: short, unlike each other, not just 1, 2, 3."""
    best, highest = -1, 0

    def head_of(column: int) -> str:
        return role_of_head(cells[column]) if column < len(cells) else ""

    for column in range(len(rows[0])):
        values = [
            row[column]
            for row, is_body in zip(rows, body, strict=True)
            if is_body and row[column] and not is_total(row[column])
        ]
        lettered = head_of(column) in {"reference", "own"} and all(map(_LETTERS.fullmatch, values))
        codes = values if lettered else [code for value in values if (code := own_code(value))]
        if len(values) < 1 or len(codes) < 0.8 * len(values) or len(set(codes)) < len(codes):
            continue
        named = head_of(column)
        if all(re.match(r"unit\s", value, re.I) for value in values) or (
            named == "title" and any(head_of(c) == "title" for c in range(column + 1, len(cells)))
        ):
            named = "own"
        if all(code.isdigit() for code in codes):
            if named not in {"reference", "own"} or max(map(int, codes)) <= 2 * len(rows) + 10:
                continue
            best = column if best < 0 else best
        elif (
            any(re.search(r"[A-Z]", code) for code in codes) or named in {"reference", "own"}
        ) and not all(level_of(v) is not None for v in values):
            rank = 3 if all(map(_SCOTTISH.fullmatch, values)) else _rank(named)
            best, highest = (column, rank) if best < 0 or rank > highest else (best, highest)
    return best


def _rank(named: str) -> int:
    """How much the head of a column says that it holds what a unit is called by."""
    return {"reference": 2, "own": 1}.get(named, 0)


def reference_in(row: Cells, coded: int) -> str:
    """Return the reference of a row, or its own code, or the empty string."""
    for cell in row:
        if found := references_in(cell):
            return found[0][0]
    cell = row[coded] if 0 <= coded < len(row) else ""
    values = sum(whole_of(one) is not None for one in row)
    return own_code(cell) or (cell if values > 1 and _LETTERS.fullmatch(cell) else "")
