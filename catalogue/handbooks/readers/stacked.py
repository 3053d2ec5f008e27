"""Rows of a table that hold several units below each other, and units that hold several rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from catalogue.handbooks.blocks import plain
from catalogue.handbooks.written.rows import REFERENCE, level_of, whole_of


def unstacked(cells: Sequence[str]) -> list[tuple[str, ...]]:
    """Return a row of cells, which may have lines, as one row for each of the units in it.

    It is parted where each line of one cell is a reference, or two have numbers beside as many titles, and
    every other cell has as many lines or none. Else it stays one row, its lines put together.
    """
    lines = [[plain(line) for line in cell.split("\n") if plain(line)] for cell in cells]
    counts = {len(one) for one in lines if one}
    referenced = any(all(REFERENCE.fullmatch(line) for line in one) for one in lines if one)
    measured = sum(all(whole_of(line) is not None for line in one) for one in lines if one) > 1
    titled = any(all(re.match(r"[A-Z]\w+ \w", line) for line in one) for one in lines if one)
    if len(counts) == 1 and counts != {1} and (referenced or (measured and titled)):
        (count,) = counts
        return [tuple(one[at] if one else "" for one in lines) for at in range(count)]
    return [tuple(plain(" ".join(one)) for one in lines)]


def is_of_unit_above(cells: Sequence[str], goes_on: Collection[int]) -> bool:
    """Whether a row only tells more of the unit in the row above, as what it teaches.

    ``goes_on`` are the columns whose cells reach down from there: that of the reference is one, and
    the others hold no figure.
    """
    own = [cell.strip() for at, cell in enumerate(cells) if at not in goes_on]
    referenced = any(REFERENCE.fullmatch(cells[at].strip()) for at in goes_on if at < len(cells))
    return referenced and all(whole_of(one) is None and level_of(one) is None for one in own)
