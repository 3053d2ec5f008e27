"""Cells in which a page shows once more what the head of their column says, as a narrow screen has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from catalogue.handbooks.lists.tables import Cells
from catalogue.handbooks.written.rows import role_of_head

_LEAST_AGAIN = 2
"""Columns that have their head in each cell, inclusive, from which it is no part of the cell."""


def unlabelled(rows: list[Cells], at: int) -> list[Cells]:
    """Take the head of a column out of its cells, in which a narrow screen shows it once more."""
    if at < 0:
        return rows
    labels = {
        column: re.compile(rf"{re.escape(head)}\s*(?::\s*|(?=\d))", re.IGNORECASE)
        for column, head in enumerate(rows[at])
        if head
    }
    below = {c: [row[c] for row in rows[at + 1 :] if row[c]] for c in range(len(rows[at]))}
    told = {column: before for column, cells in below.items() if (before := _label_before(cells))}
    labels |= {c: re.compile(rf"{re.escape(before)}\s*:?\s+") for c, before in told.items()}
    again = [
        c
        for c in labels
        if below[c] and sum(map(bool, map(labels[c].match, below[c]))) >= 0.8 * len(below[c])
    ]
    if len(again) < _LEAST_AGAIN:
        again = [c for c in again if c in told]
    return [
        tuple(
            labels[c].sub("", cell, count=1) if n > at and c in again else cell
            for c, cell in enumerate(row)
        )
        for n, row in enumerate(rows)
    ]


def _label_before(cells: Sequence[str]) -> str:
    """The two words that stand before each title of a column and names it: "Unit description"; or nothing."""
    words = [cell.rstrip(":").split() for cell in cells]
    same = takewhile(lambda one: len(set(one)) == 1, zip(*words, strict=False))
    prefix = [one[0] for one in same]
    while prefix and prefix[-1].casefold() in {"group", "mandatory", "optional"}:
        prefix.pop()
    label = " ".join(prefix)
    named = len(prefix) == 2 and role_of_head(label) == "title"
    return label if named and len(cells) >= _LEAST_AGAIN else ""
