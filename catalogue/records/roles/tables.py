"""A table as it is read: headings, and below them one achievement a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from catalogue.cells import plain
from catalogue.records.files.sheets import Row
from catalogue.records.roles.column import Column, is_day, is_tick
from catalogue.records.words.outcomes import settled
from catalogue.records.words.understood import LeftOut

VALUE = "Achieved"
"""What the cells of a grid stand below once it is unfolded."""

STRANGER = "Beside the reference"
"""The heading of what stands in one cell with a unit and could be a person."""

SEEN = "Seen beside the cells"
"""The heading of what a sheet shows of its rows by colours, lines through them and comments."""

ADDED = frozenset({"", SEEN, STRANGER})
"""The headings of columns that no file has; they are spoken of only where they are used."""


@dataclass(frozen=True)
class Table:
    """Headings, and below them one achievement a row; ``line`` is that of the headings, 0 if none.

    ``folded`` tells how the sheet was laid out: ``units`` or ``people`` across, or neither;
    ``left_out`` are the rows below the headings that are none of the table, ``above`` those that
    stand above them. ``fixed`` are headings that a layout speaks of, by their letters and digits:
    what stands below them is left where it is.
    """

    line: int
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    folded: str = ""
    left_out: tuple[LeftOut, ...] = ()
    above: tuple[Row, ...] = ()
    fixed: frozenset[str] = frozenset()

    def is_free(self, heading: str) -> bool:
        """Whether no layout speaks of a heading, so that its column may be unfolded."""
        return plain(heading) not in self.fixed

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, with a cell for each row."""
        return tuple(
            Column(number, name, tuple(cell_at(cells, number) for _, cells in self.rows))
            for number, name in enumerate(self.names)
        )


def cell_at(cells: Sequence[str], number: int) -> str:
    """The cell of that number, from 0; empty where a row ends before it."""
    return cells[number] if number < len(cells) else ""


def with_cells(table: Table, name: str, own: Sequence[str]) -> Table:
    """Add a column of some name, with a cell for each row; what a row has too much stays so."""
    width = len(table.names)
    rows = tuple(
        (line, [*cells[:width], *[""] * (width - len(cells)), said, *cells[width:]])
        for (line, cells), said in zip(table.rows, own, strict=True)
    )
    return replace(table, names=(*table.names, name), rows=rows)


def tells(text: str) -> bool:
    """Whether a cell tells what came of something."""
    return is_tick(text) or is_day(text) or settled(text) is not None
