"""Text in which columns stand below each other, as programs take it out of a page: by its places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from catalogue.handbooks.blocks import Block, Grid, Line, Spot, plain
from catalogue.handbooks.readers.geometry import blocks_of
from catalogue.handbooks.readers.pagelines import PageSeen, Piece
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.lines import is_head
from catalogue.handbooks.written.rows import REFERENCE, level_of, status_of, whole_of

_WIDE, _HIGH, _LEADING = 6.0, 10.0, 12.0
_LEAST_ROWS = 3
_NEAR, _FAR = 2, 8
"""Rows before and behind one that tell its columns; and lines that are too many between them."""
_MOVED = 2
"""Signs that a value may stand right of the column that it is in, inclusive."""
_PIECE = re.compile(r"\S+(?:\s\S+)*")
_ALL = re.compile(r"\S(?:.*\S)?")
LONGEST = 400
"""Signs of a line that is looked at as columns, inclusive."""


def is_aligned(lines: Sequence[str]) -> bool:
    """Whether the values of most rows stand below each other, parted by more than a space.

    Only rows beside each other are compared: each table has its own columns.
    """
    rows = [line[:LONGEST] for line in lines if _is_row(line)]
    if len(rows) < _LEAST_ROWS or any("\t" in line or line.count("|") > 1 for line in rows):
        return False
    behind = [[one.span() for one in list(_PIECE.finditer(line))[1:]] for line in rows]
    alike = sum(_are_below(one, other) for one, other in pairwise(behind))
    return alike >= 0.5 * (len(rows) - 1)


def _are_below(some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether most pieces of two rows begin or end at one place, give or take a sign."""
    found = sum(any(abs(a - c) <= 1 or abs(b - d) <= 1 for c, d in others) for a, b in some)
    return found > 0.5 * min(len(some), len(others))


def _is_row(line: str) -> bool:
    pieces = _PIECE.findall(line[:LONGEST])
    if len(pieces) < 3:
        return False
    return bool(REFERENCE.search(line)) or sum(whole_of(one) is not None for one in pieces) >= 2


def aligned_blocks(
    numbered: Sequence[tuple[int, str]],
    name: str,
    word_line: Callable[[str, Spot, bool], Line],
) -> tuple[list[Block], int]:
    """Return the lines and grids of such a text of numbered lines, and how many pages it has.

    ``word_line`` makes a line of words, with its place and whether a gap stands before it.
    """
    blocks: list[Block] = []
    pages: list[list[tuple[int, str]]] = [[]]
    for number, line in numbered:
        if line.startswith("\f"):
            pages.append([])
        pages[-1].append((number, line.strip("\f")))
    for number, page in enumerate(pages, 1):
        shown = number if len(pages) > 1 else 0
        numbers = [at for at, _ in page]
        for block in blocks_of(_seen([line for _, line in page], number), name):
            if isinstance(block, Grid):
                spots = tuple(_spot(one, shown, numbers) for one in block.spots)
                blocks.append(Grid(block.rows, spots, block.reader))
            else:
                spot = _spot(block.spot, shown, numbers)
                blocks.append(word_line(block.text, spot, block.gap))
    return blocks, len(pages) if len(pages) > 1 else 0


def _seen(lines: Sequence[str], number: int) -> PageSeen:
    lines = [line[:LONGEST].expandtabs(8) for line in lines]
    columns = _columns(lines)
    pieces = [
        piece
        for at, line in enumerate(lines)
        for piece in _pieces(line, at, columns.get(at, Counter()))
    ]
    width = _WIDE * max((len(line) for line in lines), default=1)
    return PageSeen(number, width, _LEADING * len(lines), [one for one in pieces if one.text])


def _columns(lines: Sequence[str]) -> dict[int, Counter[int]]:
    """Where values begin in the rows next to each line of several pieces, by the place of the line."""
    rows = [at for at, line in enumerate(lines) if _is_row(line)]
    starts = {
        at: [one.start() for one in _PIECE.finditer(lines[at]) if _is_value(one[0])] for at in rows
    }
    found: dict[int, Counter[int]] = {}
    for at, line in enumerate(lines):
        if len(_PIECE.findall(line)) > 1:
            first, last = bisect_left(rows, at), bisect_right(rows, at)
            near = rows[max(first - _NEAR, 0) : first] + rows[last : last + _NEAR]
            found[at] = Counter(
                start for other in near if abs(other - at) < _FAR for start in starts[other]
            )
    return found


def _pieces(line: str, at: int, columns: Counter[int]) -> Iterator[Piece]:
    """The pieces of a line, each with where its words stand; the name of a group is one piece."""
    if not _is_row(line) and group_head(plain(line), heading=True) is not None:
        spans = [found.span() for found in _ALL.finditer(line)]
    else:
        spans = [span for found in _PIECE.finditer(line) for span in _parted(line, found, columns)]
    placed = [_column(start, columns) for start, _ in spans]
    for (start, end), left, limit in zip(spans, placed, [*placed, LONGEST][1:], strict=True):
        words = [
            (_WIDE * (start + word.start()), _WIDE * min(start + word.end(), limit))
            for word in re.finditer(r"\S+", line[start:end])
        ]
        top = _LEADING * at
        right = max(words[-1][1], _WIDE * (left + 1))
        yield Piece(_WIDE * left, top, right, top + _HIGH, plain(line[start:end]), words=words)


def _column(start: int, columns: Counter[int]) -> int:
    """The column of what begins at a place: a title that reaches into it has moved the value there."""
    left = [one for one in columns if 0 < start - one <= _MOVED]
    return max((start, *left), key=lambda one: (columns[one], one))


def _parted(line: str, found: re.Match[str], columns: Counter[int]) -> Iterator[tuple[int, int]]:
    """Where the parts of a piece stand: a value may be one space behind the title of its row."""
    start = found.start()
    for word in list(re.finditer(r"\S+", found[0]))[1:]:
        at = found.start() + word.start()
        moved = _MOVED if _is_value(word[0]) else 0 if is_head(word[0]) else -1
        if any(0 <= at - one <= moved for one in columns):
            yield start, at - 1
            start = at
    yield start, found.end()


def _is_value(word: str) -> bool:
    return level_of(word) is not None or whole_of(word) is not None or bool(status_of(word))


def _spot(spot: Spot, page: int, numbers: Sequence[int]) -> Spot:
    top = spot.box[1] if spot.box else 0.0
    return Spot(spot.document, page, numbers[int(top // _LEADING)])
