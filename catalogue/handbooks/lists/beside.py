"""Lists that stand side by side on one sheet, each below the same head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.blocks import Grid
from catalogue.handbooks.written.rows import role_of_head

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
