"""The list of qualifications. In a pipe it is laid out without rich, which takes long to import."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from catalogue.files.listing import Listed

_COLUMNS = ("Short name", "Number", "Title", "Level", "Credit")
_NUMBERS = ("Level", "Credit")
_GAP = "   "


def show_list(rows: Sequence[Listed]) -> None:
    """Print one line for each qualification."""
    cells = [
        (
            row.short_name,
            row.number or "none",
            row.title,
            str(row.level),
            "" if row.credit is None else str(row.credit),
        )
        for row in rows
    ]
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        _fit(cells)
    else:
        sys.stdout.writelines(_lines([_COLUMNS, *cells]))


def _fit(cells: Sequence[Sequence[str]]) -> None:
    from adviser.pages.terminal import show
    from adviser.words.blocks import Grid

    show([Grid(_COLUMNS, cells, right=_NUMBERS)])


def _lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """Lay out a table as rich does where there is room for every column."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]

    def line(row: Sequence[str]) -> str:
        aligned = (
            cell.rjust(width) if name in _NUMBERS else cell.ljust(width)
            for name, cell, width in zip(_COLUMNS, row, widths, strict=True)
        )
        return _GAP.join(aligned).rstrip() + "\n"

    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1)) + "\n"
    return [line(cells[0]), rule, *map(line, cells[1:])]
