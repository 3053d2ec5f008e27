"""Tables whose cells hold several units each: a column or a row of them for each group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from catalogue.handbooks.blocks import Line, Spot, plain
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.lines import listed_row
from catalogue.handbooks.written.rows import references_in

_LEAST = 2
"""Units in one of the cells, inclusive."""

Cells = Sequence[Sequence[str]]


def with_several(rows: Cells, spots: Sequence[Spot]) -> list[Line]:
    """Return a table of such cells, whose lines are parted by "\\n", as headings and items.

    The groups are named by the cells at the top, or by those at the left, and by nothing else. Any
    other table gives nothing.
    """
    if not rows or not any("\n" in cell for row in rows for cell in row):
        return []
    below = [list(column) for column in zip_longest(*rows[1:], fillvalue="")]
    tops = list(zip(rows[0], below, strict=False)) if len(rows[0]) == len(below) else []
    lefts = [(row[0], list(row[1:])) for row in rows if row]
    return list(_listed(tops, [spots[0]] * len(tops))) or list(_listed(lefts, spots))


def _listed(groups: Sequence[tuple[str, list[str]]], spots: Sequence[Spot]) -> Iterator[Line]:
    """The lines of groups that are named by a cell each; nothing where anything is no title."""
    heads = [group_head(plain(name), heading=True) for name, _ in groups]
    columns = [
        [text for cell in cells for line in cell.split("\n") if (text := plain(line))]
        for _, cells in groups
    ]
    if (
        not all(head is not None and head.role for head in heads)
        or max(map(len, columns), default=0) < _LEAST
        or any(
            references_in(text) or text[:1].islower() or listed_row(text, item=True) is None
            for column in columns
            for text in column
        )
    ):
        return
    for (name, _), column, spot in zip(groups, columns, spots, strict=True):
        yield Line(plain(name), spot, heading=5, whole=True)
        yield from (Line(text, spot, whole=True, bullet=True) for text in column)
