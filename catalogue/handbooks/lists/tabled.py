"""Tables of whole qualifications: what their rows give of hours, credit and time."""

from __future__ import annotations

import re
from dataclasses import replace

from catalogue.handbooks.blocks import Grid
from catalogue.handbooks.written.headings import titles_in
from catalogue.handbooks.written.rows import role_of_head, whole_of

_LEAST_TITLES = 2


def upright(grid: Grid) -> Grid:
    """Return a table whose columns are qualifications, with figures below each, with them as rows."""
    rows = [row for row in grid.rows if any(row)]
    if len(rows) < 2 or grid.again:
        return grid
    titled = sum(len(titles_in(cell)) == 1 for cell in rows[0][1:])
    labels = [row[0] for row in rows[1:] if row[0]]
    if titled < _LEAST_TITLES or not any(_figure_of(label) for label in labels):
        return grid
    width = max(map(len, rows))
    padded = [(*row, *[""] * (width - len(row))) for row in rows]
    spots = tuple(replace(grid.spots[0]) for _ in range(width))
    return replace(grid, rows=tuple(zip(*padded, strict=True)), spots=spots)


_SPAN = re.compile(r"(\d{1,4})\s*(?:-|\u2013|to)\s*(\d{1,4})")


def figures_of(grid: Grid) -> dict[int, dict[str, int]]:
    """Return what the rows of a table of whole qualifications give, by the number of the row.

    Its head names hours, credit or time, and no column is one of levels or references of units.
    """
    heads = [
        (number, [_figure_of(cell) for cell in row])
        for number, row in enumerate(grid.rows[:3])
        if not any(whole_of(cell) is not None for cell in row)
    ]
    heads = [(number, roles) for number, roles in heads if any(roles)]
    if not heads:
        return {}
    first, roles = heads[0]
    found: dict[int, dict[str, int]] = {}
    for number, row in enumerate(grid.rows):
        if number <= first or not any(titles_in(cell) for cell in row):
            continue
        figures: dict[str, int] = {}
        for role, cell in zip(roles, row, strict=False):
            if not role:
                continue
            if (span := _SPAN.fullmatch(cell.strip())) and role == "glh":
                figures |= {"glh": int(span[1]), "glh_most": int(span[2])}
            elif (value := whole_of(cell)) is not None:
                figures[role] = value
        if figures:
            found[number] = figures
    return found


def _figure_of(cell: str) -> str:
    role = role_of_head(cell)
    if role == "glh" and re.search(r"\bmax", cell, re.I):
        return "glh_most"
    return (
        role
        if role in {"credit", "glh", "tqt"} and not re.search(r"\bunits?\b", cell, re.I)
        else ""
    )
