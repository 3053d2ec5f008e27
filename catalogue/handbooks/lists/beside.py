"""Lists that stand side by side on one sheet, and lists that lie on their side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.blocks import Grid
from catalogue.handbooks.written.rows import REFERENCE, role_of_head

_NAMES = {"reference", "own", "title"}
_LEAST = 2
"""Columns with a head that each of the lists has, inclusive."""


def side_by_side(grid: Grid) -> list[Grid]:
    """Part a grid whose head names the same columns again, from left to right, into its lists.

    What stands above a list, as its group, goes with its columns.
    """
    for row in () if grid.again else grid.rows:
        starts = _starts([role_of_head(cell) for cell in row])
        if not starts:
            continue
        width = max(map(len, grid.rows))
        ends = [*starts[1:], width]
        return [
            _columns(grid, 0 if not number else start, end)
            for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        ]
    return [grid]


def _starts(roles: Sequence[str]) -> list[int]:
    """Where each of several equal heads begins, or nothing where there is one."""
    named = [at for at, role in enumerate(roles) if role]
    for count in range(_LEAST, len(named) // 2 + 1):
        parts = [named[at : at + count] for at in range(0, len(named), count)]
        told = [[roles[at] for at in part] for part in parts]
        unlike = len(set(told[0])) == count and bool(_NAMES & set(told[0]))
        if unlike and all(one == told[0] for one in told):
            return [part[0] for part in parts]
    return []


def _columns(grid: Grid, start: int, end: int) -> Grid:
    rows = [(row[start:end], spot) for row, spot in zip(grid.rows, grid.spots, strict=True)]
    kept = [(row, spot) for row, spot in rows if any(row)]
    return replace(grid, rows=tuple(row for row, _ in kept), spots=tuple(spot for _, spot in kept))


def lying(grid: Grid) -> list[Grid]:
    """Part a grid whose units are its columns, with a label before each row, and set it upright.

    What stands above it and below it stays as it is.
    """
    first = next((at for at, row in enumerate(grid.rows) if _names_units(row)), -1)
    if (
        grid.again
        or first < 0
        or not any(role_of_head(row[0]) == "title" for row in grid.rows if row)
    ):
        return [grid]
    ends = [_is_across(row, grid.rows[first]) for row in grid.rows]
    start, end = first, first
    while start and ends[start - 1]:
        start -= 1
    while end < len(ends) and ends[end]:
        end += 1
    width = max(len(row) for row in grid.rows[start:end])
    rows = [(*row, *[""] * (width - len(row))) for row in grid.rows[start:end]]
    turned = replace(grid, rows=tuple(zip(*rows, strict=True)), spots=(grid.spots[first],) * width)
    above = replace(grid, rows=grid.rows[:start], spots=grid.spots[:start])
    below = replace(grid, rows=grid.rows[end:], spots=grid.spots[end:])
    return [one for one in (above, turned, below) if one.rows]


def _names_units(row: Sequence[str]) -> bool:
    """Whether a row has nothing but references of units behind their label."""
    cells = [cell for cell in row[1:] if cell]
    named = bool(row) and role_of_head(row[0]) in {"reference", "own"}
    return named and len(cells) > 1 and all(map(REFERENCE.fullmatch, cells))


def _is_across(row: Sequence[str], units: Sequence[str]) -> bool:
    """Whether a row says something of most of the units, each below the other."""
    named = [at for at, cell in enumerate(units) if at and cell]
    return 2 * sum(at < len(row) and bool(row[at]) for at in named) > len(named)
