"""Text in which columns stand below each other, as programs take it out of a page: by its places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from catalogue.handbooks.blocks import Block, Grid, Line, Spot, plain
from catalogue.handbooks.readers.geometry import blocks_of
from catalogue.handbooks.readers.pagelines import PageSeen, Piece
from catalogue.handbooks.written.rows import REFERENCE, whole_of

_WIDE, _HIGH, _LEADING = 6.0, 10.0, 12.0
_LEAST_ROWS = 3
_PIECE = re.compile(r"\S+(?:\s\S+)*")
LONGEST = 400
"""Signs of a line that is looked at as columns, inclusive."""


def is_aligned(lines: Sequence[str]) -> bool:
    """Whether the last values of most rows stand below each other, parted by more than a space."""
    rows = [line for line in lines if _is_row(line)]
    if len(rows) < _LEAST_ROWS or any("\t" in line or line.count("|") > 1 for line in rows):
        return False
    lasts = [list(_PIECE.finditer(line))[-1] for line in rows]
    starts = Counter(one.start() for one in lasts)
    ends = Counter(one.end() for one in lasts)
    most = max(starts.most_common(1)[0][1], ends.most_common(1)[0][1])
    return most >= 0.5 * len(rows)


def _is_row(line: str) -> bool:
    pieces = _PIECE.findall(line[:LONGEST])
    if len(pieces) < 3:
        return False
    return bool(REFERENCE.search(line)) or sum(whole_of(one) is not None for one in pieces) >= 2


def aligned_blocks(
    text: str, name: str, word_line: Callable[[str, Spot, bool], Line]
) -> tuple[list[Block], int]:
    """Return the lines and grids of such a text, and how many pages it has.

    ``word_line`` makes a line of words, with its place and whether a gap stands before it.
    """
    blocks: list[Block] = []
    pages = text.split("\f")
    first = 1
    for number, page in enumerate(pages, 1):
        lines = page.splitlines()
        shown = number if len(pages) > 1 else 0
        for block in blocks_of(_seen(lines, number), name):
            if isinstance(block, Grid):
                spots = tuple(_spot(one, shown, first) for one in block.spots)
                blocks.append(Grid(block.rows, spots, block.reader))
            else:
                spot = _spot(block.spot, shown, first)
                blocks.append(word_line(block.text, spot, block.gap))
        first += max(len(lines), 1)
    return blocks, len(pages) if len(pages) > 1 else 0


def _seen(lines: Sequence[str], number: int) -> PageSeen:
    pieces = [
        Piece(
            _WIDE * found.start(),
            _LEADING * at,
            _WIDE * found.end(),
            _LEADING * at + _HIGH,
            plain(found[0]),
        )
        for at, line in enumerate(lines)
        for found in _PIECE.finditer(line[:LONGEST].expandtabs(8))
    ]
    width = _WIDE * max((len(line[:LONGEST]) for line in lines), default=1)
    return PageSeen(number, width, _LEADING * len(lines), [one for one in pieces if one.text])


def _spot(spot: Spot, page: int, first: int) -> Spot:
    top = spot.box[1] if spot.box else 0.0
    return Spot(spot.document, page, first + int(top // _LEADING))
