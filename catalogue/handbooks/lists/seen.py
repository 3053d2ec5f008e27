"""What a document says, one thing after the other: headings of groups, rows of units, words."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.handbooks.blocks import Line, Spot
from catalogue.handbooks.written.bars import Bar
from catalogue.handbooks.written.headings import GroupHead
from catalogue.handbooks.written.rows import Row


@dataclass(slots=True)
class Seen:
    """One thing of a document, in order: one of row, group and line is given, or sums."""

    index: int
    """The number of its block."""
    spot: Spot
    row: Row | None = None
    group: GroupHead | None = None
    line: Line | None = None
    """Words: of a paragraph, or of a row of a table that is no unit."""
    sums: dict[str, int] = field(default_factory=dict)
    """What a last row says that those above it come to; then none of the three is given."""
    figures: dict[str, int] = field(default_factory=dict)
    """What a row of a table says of a whole qualification."""
    aside: bool = False
    """Whether the line is of a table that says nothing of how units combine."""
    rank: int = 0
    """The rank of the heading that a group has, 0 where it is none or not known."""
    taken: Line | None = None
    """The line that a group was taken from, which goes on as words where it is none."""
    bar: Bar | None = None
    """Units that bar each other, beside the line that says so."""
