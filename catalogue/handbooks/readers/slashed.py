"""Text whose cells are joined by strokes, as programs take the tables of a word processor out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from catalogue.handbooks.written.rows import references_in

_STROKE = re.compile(r"\s+/\s+")
_LEAST_CELLS = 4
_LEAST_ROWS = 3
_MOST_LINES = 4
"""Lines that the cells of one row are broken into, inclusive."""


def unstroked(lines: Sequence[str]) -> list[str]:
    """Return lines in which the rows of such tables have tabs between their cells, line by line.

    A row that is broken into several lines stands in the first of them, and the others are empty.
    Lines of other texts are given back as they are: rows are as wide as each other, and have
    references.
    """
    widths = Counter(len(_STROKE.split(line)) for line in lines if len(references_in(line)) == 1)
    wide = {width: rows for width, rows in widths.items() if width >= _LEAST_CELLS}
    if not wide or max(wide.values()) < _LEAST_ROWS:
        return list(lines)
    width = max(wide, key=lambda one: (wide[one], one))
    result = list(lines)
    at = 0
    while at < len(lines):
        cells, taken = _row(lines[at : at + _MOST_LINES], width)
        if cells:
            result[at] = "\t".join(cells)
            result[at + 1 : at + taken] = [""] * (taken - 1)
        at += taken
    return result


def _row(lines: Sequence[str], width: int) -> tuple[list[str], int]:
    """The cells of the row that begins here and how many lines it takes; none, and one, if none does.

    The head of a column of numbers is often left out, so that a head has one cell less.
    """
    if not _STROKE.search(lines[0]) and not references_in("".join(lines[:1])):
        return [], 1
    text = ""
    best: tuple[list[str], int] = ([], 1)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            break
        text = f"{text} {line.strip()}".strip()
        cells = [cell.strip() for cell in _STROKE.split(text)]
        if len(cells) == width:
            return cells, number
        if len(cells) == width - 1 and not any(re.search(r"\d", cell) for cell in cells):
            best = (["No.", *cells], number)
        if len(cells) > width or best[0]:
            break
    return best
