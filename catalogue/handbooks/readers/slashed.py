"""Text whose cells are joined by strokes, as programs take the tables of a word processor out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from catalogue.handbooks.written.rows import references_in, role_of_head

_STROKE = re.compile(r"\s+/\s+")
_RUN_ON = re.compile(r"(.*\s/\s+(?:TQT|GLH|Credits?|Levels?|Page|Hours))(?=[A-Z0-9])(.+)")
_LEAST_CELLS = 4
_LEAST_ROWS = 3
_MOST_LINES = 4
"""Lines that the cells of one row are broken into, inclusive."""


def unstroked(numbered: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return numbered lines in which the rows of such tables have tabs between cells.

    A row that is broken into several lines stands in the first of them. Lines of other texts are
    given back as they are: rows are as wide as each other, and have references or
    a head.
    """
    lines = [line for _, line in numbered]
    widths = Counter(
        _cells_of(above, line)
        for above, line in pairwise(["", *lines])
        if len(references_in(line)) == 1
    )
    wide = {width: rows for width, rows in widths.items() if width >= _LEAST_CELLS}
    if not wide or max(wide.values()) < _LEAST_ROWS:
        wide = _as_headed(lines)
    if not wide:
        return list(numbered)
    width = max(wide, key=lambda one: (wide[one], one))
    parted = [one for number, line in numbered for one in _without_head(number, line)]
    result: list[tuple[int, str]] = []
    at = 0
    while at < len(parted):
        cells, taken = _row([line for _, line in parted[at : at + _MOST_LINES]], width)
        result.append((parted[at][0], "\t".join(cells) if cells else parted[at][1]))
        at += taken
    return result


_MET = re.compile(r"(?P<title>[A-Z][^\d\t]{3,}[a-z)])(?P<value>\d{1,3})")


def unjoined(numbered: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return numbered lines with a tab between titles and figures that meet without a space, under a head.

    So programs take out a table of two columns; its head meets likewise: "Unit nameCredits".
    """
    lines = [line for _, line in numbered]
    result = list(lines)
    for at, line in enumerate(lines):
        parts = re.split(r"(?<=[a-z])(?=[A-Z])", line.strip())
        if len(parts) != 2 or role_of_head(parts[0]) != "title" or not role_of_head(parts[1]):
            continue
        rows = list(takewhile(bool, (_MET.fullmatch(one.strip()) for one in lines[at + 1 :])))
        if len(rows) >= _LEAST_ROWS:
            met = ["\t".join(parts), *(f"{one['title']}\t{one['value']}" for one in rows if one)]
            result[at : at + len(met)] = met
    return [(number, line) for (number, _), line in zip(numbered, result, strict=True)]


def _as_headed(lines: Sequence[str]) -> dict[int, int]:
    """How wide the head is whose cells name columns, where enough rows are so too; else nothing."""
    cells = [_STROKE.split(line.strip()) for line in lines]
    heads = {
        len(row)
        for row in cells
        if len(row) >= _LEAST_CELLS
        and sum(bool(role_of_head(cell)) for cell in row) >= _LEAST_CELLS - 1
        and not row[-1].isdigit()
    }
    return {
        width: rows
        for width, rows in Counter(map(len, cells)).items()
        if width in heads and rows > _LEAST_ROWS
    }


def _cells_of(above: str, line: str) -> int:
    """How many cells a row has whose reference is in this line, and which may begin in that above."""
    cells = len(_STROKE.split(line))
    begins = _STROKE.search(above) and not references_in(above)
    return cells + len(_STROKE.split(above)) - 1 if begins else cells


def _without_head(number: int, line: str) -> list[tuple[int, str]]:
    """A row in a line of its own, where it is run together with the head above it."""
    found = _RUN_ON.match(line)
    if found and all(role_of_head(cell) for cell in _STROKE.split(found[1])):
        return [(number, found[1]), (number, found[2])]
    return [(number, line)]


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
