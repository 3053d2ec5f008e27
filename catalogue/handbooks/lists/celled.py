"""Cells that are lines, and lines that are cells: tables copied out of a page, lists within a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from catalogue.handbooks.blocks import Block, Grid, Line
from catalogue.handbooks.lists.tables import Cells
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.joints import put_below
from catalogue.handbooks.written.rows import (
    HEAD_WORDS,
    REFERENCE,
    is_blank,
    level_of,
    own_code,
    references_in,
    role_of_head,
    roles_in,
    status_of,
    whole_of,
)

_READER = "cells"
_LEAST = 3
"""Columns that a table has at least."""
_LONGEST = 120
"""Signs of a line of a title, inclusive."""
_LONGEST_HEAD = 60
"""Signs of the head of a column, inclusive."""
_MOST_LINES = 4
"""Lines that a title may take, inclusive."""
_FIGURES = {"level", "credit", "glh", "tqt"}
_VALUES: Mapping[str, Callable[[str], object]] = {
    "reference": lambda text: REFERENCE.fullmatch(text) or (" " not in text and own_code(text)),
    "own": lambda text: own_code(text) or text.isdigit(),
    "level": lambda text: level_of(text) is not None,
    "status": status_of,
    **dict.fromkeys(
        ("credit", "glh", "tqt"), lambda text: whole_of(text) is not None or is_blank(text)
    ),
}
"""What a line has to be that is the cell of a column."""


def with_cells(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which lines that are cells, below lines that are their heads, are tables.

    Each row has a cell for each head, in their order; a title may take several lines. The heading of
    a group may stand between rows, with or without the heads once more.
    """
    result: list[Block] = []
    roles: list[str] = []
    heads: Cells = ()
    at = 0
    while at < len(blocks):
        above = _text(blocks, at - 1) if at else ""
        named, after = ((), at) if role_of_head(above) else _heads(blocks, at)
        if named:
            heads, roles = named, [role_of_head(one) for one in named]
        grid, end = _rows(blocks, after, heads, roles)
        if grid is not None:
            result.append(grid)
        elif not _parts_rows(blocks[at]):
            heads, roles = (), []
        if grid is None:
            result.append(blocks[at])
            end = at + 1
        at = end
    return result


def _parts_rows(block: Block) -> bool:
    """Whether a line is the heading of a group, below which rows go on."""
    return isinstance(block, Line) and group_head(block.text, heading=True) is not None


def _heads(blocks: Sequence[Block], at: int) -> tuple[Cells, int]:
    """The lines from a block on that each are the head of another column, and where they end."""
    heads: list[str] = []
    start = at
    while (
        at < len(blocks)
        and isinstance(line := blocks[at], Line)
        and len(line.text) <= _LONGEST_HEAD
        and len(heads) <= len(_VALUES)
    ):
        whole = f"{heads[-1]} {line.text}" if heads else ""
        if role_of_head(line.text):
            if len(_FIGURES & {*roles_in(line.text)}) > 1:
                return (), start  # several heads in one line
            heads.append(line.text)
        elif heads and {*line.text.casefold().split()} <= HEAD_WORDS:
            heads[-1] = whole  # "Credit" above "value"
        else:
            break
        at += 1
    roles = [role_of_head(one) for one in heads]
    table = len(roles) >= _LEAST and len({*roles}) == len(roles) and "title" in roles
    return (tuple(heads), at) if table and {*roles} - {"title"} <= {*_VALUES} else ((), start)


def _rows(
    blocks: Sequence[Block], at: int, heads: Cells, roles: Sequence[str]
) -> tuple[Grid | None, int]:
    """The table of the rows that begin at a block, and where they end; null where none do."""
    rows: list[Cells] = []
    spots = []
    while roles and (found := _row(blocks, at, roles)) is not None:
        rows.append(found[0])
        line = blocks[at]
        assert isinstance(line, Line)
        spots.append(line.spot)
        at = found[1]
    if not rows:
        return None, at
    return Grid((heads, *rows), (spots[0], *spots), _READER), at


def _row(blocks: Sequence[Block], at: int, roles: Sequence[str]) -> tuple[Cells, int] | None:
    """The cells of the row that begins at a block, and where it ends; null where a cell does not fit."""
    cells: list[str] = []
    for number, role in enumerate(roles):
        text = _text(blocks, at)
        if role != "title":
            if not text or not _VALUES[role](text):
                return None
            cells.append(text)
            at += 1
            continue
        following = roles[number + 1] if number + 1 < len(roles) else ""
        title: list[str] = []
        while len(title) < _MOST_LINES and (text := _text(blocks, at)):
            if title and (not following or _VALUES[following](text)):
                break
            title.append(text)
            at += 1
        if not title or not title[0][:1].isupper():
            return None
        cells.append(put_below(title))
    more = _text(blocks, at)
    left = any(_VALUES[role](more) for role in ("reference", "level", "credit", "status"))
    begins = roles[0] != "title" and _VALUES[roles[0]](more)
    return None if more and left and not begins else (tuple(cells), at)  # a cell is left over


def _text(blocks: Sequence[Block], at: int) -> str:
    """The text of a line that may be a cell; nothing where a block is none."""
    line = blocks[at] if at < len(blocks) else None
    short = isinstance(line, Line) and len(line.text) <= _LONGEST and not _parts_rows(line)
    return line.text if short and isinstance(line, Line) else ""


def with_lists(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which a cell that lists units, beside the name of their group, is a list.

    Each unit begins, or ends, with its reference.
    """
    return [part for block in blocks for part in _unfolded(block)]


def _unfolded(block: Block) -> Iterator[Block]:
    lists = [_listed(row) for row in block.rows] if isinstance(block, Grid) else []
    if not isinstance(block, Grid) or not any(lists):
        yield block
        return
    for listing, run in groupby(range(len(lists)), key=lambda at: bool(lists[at])):
        places = list(run)
        if not listing:
            rows = tuple(block.rows[at] for at in places)
            yield Grid(rows, tuple(block.spots[at] for at in places), block.reader)
            continue
        for at in places:
            spot = block.spots[at]
            yield Line(next(filter(None, block.rows[at])), spot, heading=5, whole=True)
            yield from (Line(item, spot, whole=True, bullet=True) for item in lists[at])


def _listed(row: Cells) -> list[str]:
    """The units that the second of two cells lists, whose first names a group; else nothing."""
    cells = [cell for cell in row if cell]
    if len(cells) != 2 or group_head(cells[0], heading=True) is None:
        return []
    text = cells[1]
    places = [(start, end) for _, start, end in references_in(text)]
    if len(places) < _FEWEST:
        return []
    if places[0][0] == 0:
        cuts = [start for start, _ in places] + [len(text)]
    elif places[-1][1] == len(text):
        cuts = [0, *(end for _, end in places)]
    else:
        return []
    return [text[a:b].strip(" ,;\u2022") for a, b in pairwise(cuts)]


_FEWEST = 2
"""Units of a list within a cell, inclusive."""
