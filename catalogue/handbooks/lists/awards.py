"""Tables that list the units of several qualifications, each named in every row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalogue.handbooks.blocks import Grid, Line
from catalogue.handbooks.lists.tables import Cells
from catalogue.handbooks.written.headings import titles_in
from catalogue.handbooks.written.rows import references_in

_NUMBER = re.compile(r"\d{3}\s?/\s?\d{4}\s?/\s?[\dX]")
_HEADING = 2
"""The rank of the heading that the name of a qualification in a table is taken for."""


def by_qualification(grid: Grid) -> Iterator[tuple[Line | None, Grid]]:
    """Yield the rows of each qualification under its name, or the table as it is.

    Columns that have nothing but titles or numbers of qualifications beside references of units say
    whose unit each is; they are parted from the rows.
    """
    columns = _columns(grid.rows)
    if not columns or grid.again:
        yield None, grid
        return
    head = next(at for at, row in enumerate(grid.rows) if any(map(references_in, row))) - 1
    whose: dict[str, list[int]] = {}
    for at, row in enumerate(grid.rows):
        if at > head:
            name = " ".join(row[c] for c in columns if c < len(row) and row[c])
            whose.setdefault(name or next(reversed(whose), ""), []).append(at)
    for name, rows in whose.items():
        every = [*range(max(head, 0), head + 1), *rows]
        cells = tuple(
            tuple(cell for c, cell in enumerate(grid.rows[at]) if c not in columns) for at in every
        )
        spots = tuple(grid.spots[at] for at in every)
        title = Line(name, grid.spots[rows[0]], heading=_HEADING, whole=True) if name else None
        yield title, replace(grid, rows=cells, spots=spots)


def _columns(rows: Sequence[Cells]) -> list[int]:
    """The columns of a list of units that name qualifications, if one of them has titles."""
    units = [row for row in rows if any(references_in(cell) for cell in row)]
    if len(units) < 2:
        return []
    width = min(map(len, units))
    found = [
        c
        for c in range(width)
        if all(_NUMBER.fullmatch(row[c]) or _is_title(row[c]) or not row[c] for row in units)
        and any(row[c] for row in units)
    ]
    return found if any(_is_title(row[c]) for row in units for c in found) else []


def _is_title(cell: str) -> bool:
    titles = titles_in(cell)
    return len(titles) == 1 and titles[0].start == 0 and len(titles[0].text) >= 0.8 * len(cell)
