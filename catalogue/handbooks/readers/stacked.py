"""Rows of a table that hold several units below each other, a paragraph or a line for each."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.handbooks.blocks import plain
from catalogue.handbooks.written.rows import REFERENCE


def unstacked(cells: Sequence[str]) -> list[tuple[str, ...]]:
    """Return a row of cells, which may have lines, as one row for each of the units in it.

    It is parted where each line of one cell is a reference, and every other cell has as many lines
    or none. Else it stays one row, the lines of a cell put together.
    """
    lines = [[plain(line) for line in cell.split("\n") if plain(line)] for cell in cells]
    counts = {len(one) for one in lines if one}
    referenced = any(all(REFERENCE.fullmatch(line) for line in one) for one in lines if one)
    if len(counts) == 1 and counts != {1} and referenced:
        (count,) = counts
        return [tuple(one[at] if one else "" for one in lines) for at in range(count)]
    return [tuple(plain(" ".join(one)) for one in lines)]
