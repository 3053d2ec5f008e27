"""Text in which columns stand below each other, as programs take it out of a page: by its places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from catalogue.handbooks.blocks import Block, Grid, Line, Spot, plain
from catalogue.handbooks.readers.geometry import blocks_of
from catalogue.handbooks.readers.pagelines import PageSeen, Piece
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.lines import is_head
from catalogue.handbooks.written.rows import REFERENCE, is_value, role_of_head, whole_of

_WIDE, _HIGH, _LEADING = 6.0, 10.0, 12.0
_LEAST_ROWS = 3
_NEAR, _FAR = 2, 8
"""Rows before and behind one that tell its columns; and lines that are too many between them."""
_MOVED = 3
"""Signs that a value may stand beside the column that it is in, inclusive."""
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
        for piece in _pieces(line, at, columns.get(at, _Near()))
    ]
    width = _WIDE * max((len(line) for line in lines), default=1)
    return PageSeen(number, width, _LEADING * len(lines), [one for one in pieces if one.text])


@dataclass(frozen=True, slots=True)
class _Near:
    """What the rows next to a line tell of its columns."""

    starts: Counter[int] = field(default_factory=Counter)
    """How often values begin at a place."""
    most: int = 0
    """The pieces of the row with the most."""


def _columns(lines: Sequence[str]) -> dict[int, _Near]:
    """What rows next to each line of several pieces tell of it, by the place of the line."""
    rows = [at for at, line in enumerate(lines) if _is_row(line)]
    found: dict[int, _Near] = {}
    for at, line in enumerate(lines):
        if len(_PIECE.findall(line)) > 1:
            first, last = bisect_left(rows, at), bisect_right(rows, at)
            near = rows[max(first - _NEAR, 0) : first] + rows[last : last + _NEAR]
            pieces = [list(_PIECE.finditer(lines[one])) for one in near if abs(one - at) < _FAR]
            starts = Counter(one.start() for row in pieces for one in row if is_value(one[0]))
            found[at] = _Near(starts, max(map(len, pieces), default=0))
    return found


def _pieces(line: str, at: int, near: _Near) -> Iterator[Piece]:
    """The pieces of a line, each with where its words stand; the name of a group is one piece."""
    found = list(_PIECE.finditer(line))
    headed = is_head(plain(line))
    if not _is_row(line) and group_head(plain(line), heading=True) is not None:
        spans = [one.span() for one in _ALL.finditer(line)]
    else:
        spans = [span for one in found for span in _by_role(one)] if headed else []
        if not spans or len(spans) != near.most:
            spans = [span for one in found for span in _parted(one, near.starts, headed)]
    placed = [_column(start, near.starts) for start, _ in spans]
    for (start, end), left, limit in zip(spans, placed, [*placed, LONGEST][1:], strict=True):
        words = [
            (_WIDE * (start + word.start()), _WIDE * min(start + word.end(), limit))
            for word in re.finditer(r"\S+", line[start:end])
        ]
        top = _LEADING * at
        right = max(words[-1][1], _WIDE * (left + 1))
        yield Piece(_WIDE * left, top, right, top + _HIGH, plain(line[start:end]), words=words)


def _column(start: int, columns: Counter[int]) -> int:
    """The column of what begins at a place: a long title has moved the value there."""
    others = [one for one in columns if abs(start - one) <= _MOVED]
    return max((*others, start), key=lambda one: (columns[one], one == start))


def _parted(found: re.Match[str], columns: Counter[int], headed: bool) -> Iterator[tuple[int, int]]:
    """Where the parts of a piece stand: a value may be one space behind the title of its row."""
    start = found.start()
    for word in list(re.finditer(r"\S+", found[0]))[1:]:
        at = found.start() + word.start()
        fits = is_head(word[0]) if headed else is_value(word[0])
        if fits and any(abs(at - one) <= _MOVED < abs(start - one) for one in columns):
            yield start, at - 1
            start = at
    yield start, found.end()


def _by_role(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the heads of columns stand that are one space apart: each names another role."""
    start, role = found.start(), ""
    for word in re.finditer(r"\S+", found[0]):
        at = found.start() + word.start()
        named = role_of_head(word[0])
        if role and named and named != role:
            yield start, at - 1
            start = at
        role = named or role
    yield start, found.end()


def _spot(spot: Spot, page: int, numbers: Sequence[int]) -> Spot:
    top = spot.box[1] if spot.box else 0.0
    return Spot(spot.document, page, numbers[int(top // _LEADING)])
