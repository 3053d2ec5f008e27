"""Words of two cells that stand so near each other that they were taken for one piece of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from catalogue.handbooks.readers.pagelines import PageLine, Piece, is_header, is_row

_NEAR = 1.0
"""Points that a word may reach into the space between two columns."""
_LEAST_ROWS = 2


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

    The columns are those of the rows with the most pieces; words are parted where the space between
    two columns goes through between them.
    """
    rows = [line for line in lines if is_row(line)]
    most = max((len(line.pieces) for line in rows), default=0)
    full = [line for line in rows if len(line.pieces) == most]
    columns = covered([piece for line in full for piece in line.pieces])
    if len(full) < _LEAST_ROWS or len(columns) < most:
        return list(lines)
    spaces = [(left[1], right[0]) for left, right in pairwise(columns)]
    return [
        replace(line, pieces=[part for piece in line.pieces for part in _parts(piece, spaces)])
        if len(line.pieces) > 1 and (is_header(line) or is_row(line))
        else line
        for line in lines
    ]


def _parts(piece: Piece, spaces: Sequence[tuple[float, float]]) -> list[Piece]:
    words = piece.text.split()
    if len(words) < 2 or len(words) != len(piece.words):
        return [piece]
    starts = [0]
    for at, (before, after) in enumerate(pairwise(piece.words), 1):
        middle = (before[1] + after[0]) / 2
        if any(left - _NEAR <= middle <= right + _NEAR for left, right in spaces):
            starts.append(at)
    if len(starts) == 1:
        return [piece]
    return [
        replace(
            piece,
            x0=piece.words[first][0],
            x1=piece.words[last - 1][1],
            text=" ".join(words[first:last]),
            words=piece.words[first:last],
        )
        for first, last in zip(starts, [*starts[1:], len(words)], strict=True)
    ]
