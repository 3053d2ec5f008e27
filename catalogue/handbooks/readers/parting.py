"""Words at the edges of cells: run together with those beside them, or broken at the end of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from catalogue.handbooks.readers.pagelines import (
    PageLine,
    PageSeen,
    Piece,
    is_header,
    is_named,
    is_row,
)
from catalogue.handbooks.written.joints import JOINT, UNSURE, meeting
from catalogue.handbooks.written.rows import REFERENCE

_NEAR = 1.0
"""Points that a word may reach into the space between two columns."""
_LEAST_ROWS = 2


def columns_of(lines: Sequence[PageLine]) -> list[tuple[float, float]]:
    """Return the left and right ends of the columns that the pieces of rows, heads and cells cover.

    Words set wide, so that a line ends at an edge, stand apart too: what goes through the space
    between them in other lines tells that they are of one column.
    """
    rows = [line for line in lines if is_row(line)]
    most = max(len(line.pieces) for line in rows)
    full = [line for line in rows if len(line.pieces) >= most - 1]
    heads = [line for line in lines if is_header(line) and len(line.pieces) > 1]
    pieces = [p for line in (*full, *heads) for p in line.pieces]
    edges = covered(pieces)
    single = [line.pieces[0] for line in lines if len(line.pieces) == 1 and not is_named(line)]
    inside = [p for p in single if sum(p.x0 < b and p.x1 > a for a, b in edges) <= 1]
    edges = covered(pieces + inside)
    every = [p for line in lines if not is_named(line) for p in line.pieces]
    columns = edges[:1]
    for edge in edges[1:]:
        left, right = columns[-1][1], edge[0]
        through = sum(p.x0 < left - _NEAR and p.x1 > right + _NEAR for p in every)
        if through > _CROSSED * len(rows):
            columns[-1] = (columns[-1][0], edge[1])
        else:
            columns.append(edge)
    return columns


_CROSSED = 0.3
"""Lines for each row that go through the space between two columns, past which it is none."""


def covered(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """Return the intervals that pieces cover together, from left to right, in points."""
    edges: list[list[float]] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        if edges and piece.x0 < edges[-1][1] - 0.5:
            edges[-1][1] = max(edges[-1][1], piece.x1)
        else:
            edges.append([piece.x0, piece.x1])
    return [(left, right) for left, right in edges]


def parted_by_columns(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines of a table with each piece in the column that its words stand in.

    The columns are those of the rows with the most pieces; words are parted before one that stands
    in the next column, where the space between the two goes through.
    """
    lines = _parted_behind_codes(lines)
    rows = [line for line in lines if is_row(line)]
    most = max((len(line.pieces) for line in rows), default=0)
    full = [line for line in rows if len(line.pieces) == most]
    columns = covered([piece for line in full for piece in line.pieces])
    if len(full) < _LEAST_ROWS or len(columns) < most:
        return list(lines)
    return [
        replace(line, pieces=[part for piece in line.pieces for part in _parts(piece, columns)])
        if len(line.pieces) > 1 and (is_header(line) or is_row(line))
        else line
        for line in lines
    ]


def _parted_behind_codes(lines: Sequence[PageLine]) -> list[PageLine]:
    """Part a reference, or the rest of one, from words that begin where the next cells do."""
    starts = Counter(round(piece.x0) for line in lines for piece in line.pieces[1:])

    def parts(piece: Piece) -> list[Piece]:
        words = piece.text.split()
        known = len(words) == len(piece.words) > 1 and _CODE.fullmatch(words[0])
        if not known or starts[round(piece.words[1][0])] < _LEAST_ROWS:
            return [piece]
        return [_cut(piece, words, 0, 1), _cut(piece, words, 1, len(words))]

    return [replace(one, pieces=[p for piece in one.pieces for p in parts(piece)]) for one in lines]


_CODE = re.compile(r"(?:[A-Z]/)?\d{1,3}(?:/\d{0,4})?|[A-Z]{1,4}\d{2,5}")


def _cut(piece: Piece, words: Sequence[str], first: int, last: int) -> Piece:
    """Some of the words of a piece, from one to before another."""
    return replace(
        piece,
        x0=piece.words[first][0],
        x1=piece.words[last - 1][1],
        text=" ".join(words[first:last]),
        words=piece.words[first:last],
    )


def _parts(piece: Piece, columns: Sequence[tuple[float, float]]) -> list[Piece]:
    """The words of a piece by column, if each of these has some; the whole piece otherwise."""
    words = piece.text.split()
    if len(words) < 2 or len(words) != len(piece.words):
        return [piece]
    starts = [0]
    for at, (before, after) in enumerate(pairwise(piece.words), 1):
        if any(
            before[1] <= right[0] + _NEAR and left[1] - _NEAR <= after[0] and after[1] > right[0]
            for left, right in pairwise(columns)
        ):
            starts.append(at)
    if len(starts) == 1:
        return [piece]
    ends = [*starts[1:], len(words)]
    parts = [_cut(piece, words, first, last) for first, last in zip(starts, ends, strict=True)]
    # a word of a head may stand over no value at all, in the space beside a narrow column
    placed = all(any(p.x0 < right and left < p.x1 for left, right in columns) for p in parts)
    return parts if placed else [piece]


WHOLE = "\u2060"
"""Stands where a line ends in the middle of what is certainly one word."""


def in_cell(pieces: Sequence[Piece], page: PageSeen) -> str:
    """Return the lines of a cell as one text, with a sign where a word may be broken.

    The last sign of such a line is noted as changed on the page.
    """
    text = ""
    opens = True
    for before, piece in pairwise((None, *pieces)):
        assert piece is not None
        mark = _between(before, piece, page.limits, opens) if before else " "
        if before and mark != " ":
            page.changed[before.last] = before.text[-1] + mark
        words = piece.text
        if piece.last in page.cut or (page.overlaid and _is_overlaid(piece, page)):
            page.changed[piece.last] = words[-1] + UNSURE
            words += UNSURE
        text = meeting(text, words, "" if mark == WHOLE else mark)
        opens = before is None or piece.top > before.bottom - 2
    return text


def _is_overlaid(piece: Piece, page: PageSeen) -> bool:
    """Whether words are printed over a line of words, a little higher or lower."""
    high = piece.bottom - piece.top
    return sum(sign.isalpha() for sign in piece.text) >= _LEAST_LETTERS and any(
        abs(one.top - piece.top) > 1
        and min(one.bottom, piece.bottom) - max(one.top, piece.top) > _OVER * high
        and min(one.x1, piece.x1) - max(one.x0, piece.x0) > _OVER * high
        for one in page.pieces
    )


_LEAST_LETTERS = 4
_OVER = 0.3
"""The share of the height of a line by which another one is printed over it."""


def _between(before: Piece, after: Piece, limits: Mapping[int, float], opens: bool) -> str:
    """What stands between two lines of a cell: a space, or a sign that a word may be broken there.

    A word is broken if it alone is too long for its line: it begins the line, the next sign would
    not have had room on it, and no space is printed behind it.
    """
    line, first = before.text, after.text.split()[0]
    if first[0] in ",;:.)" or first in _APOSTROPHES:
        return WHOLE
    limit = max(limits.get(round(before.x0) + by, 0.0) for by in (-1, 0, 1)) or before.x1 + 1e3
    if not opens or before.spaced or " " in line or before.x1 + 1.02 * after.first < limit:
        return " "
    if first[0].isdigit():
        parted = "/" in line and line[-1] in "/0123456789" and not REFERENCE.fullmatch(line)
        code = any(sign.isdigit() for sign in line) and line[0].isalpha()
        return WHOLE if parted else JOINT if code else " "
    return JOINT if line[-1].isalpha() and first[0].islower() else " "


_APOSTROPHES = {"'", "'s", "\u2019", "\u2019s"}
