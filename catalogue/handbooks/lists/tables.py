"""The head of a table, remembered, and what its rows are taken for."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.handbooks.blocks import Spot
from catalogue.handbooks.written.headings import GroupHead
from catalogue.handbooks.written.rows import Row

Cells = tuple[str, ...]


@dataclass(slots=True)
class Head:
    """The head of a table, remembered for the page after: the role of each column."""

    roles: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Said:
    """A row of a grid that is no unit: its text, and the cells apart.

    ``sums`` are what the row says that the rows above it come to, by their role.
    """

    cells: Cells
    spot: Spot
    sums: dict[str, int] = field(default_factory=dict)
    aside: bool = False
    """Whether its table speaks of units and says nothing of how they combine."""


Item = Row | GroupHead | Said
