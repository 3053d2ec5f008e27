"""Words in two columns on a stretch of a page, and cards beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalogue.handbooks.readers.pagelines import (
    PageLine,
    PageSeen,
    Piece,
    is_large,
    is_named,
    lines_of,
)
from catalogue.handbooks.written.labels import facts_in


def flows_of(page: PageSeen) -> list[list[Piece]]:
    """Part stretches of a page that are words in two columns, or cards; all else stays together."""
    lines = lines_of(page.pieces)
    middle = page.width / 2
    parts: list[list[Piece]] = [[]]
    at = 0
    while at < len(lines):
        while at < len(lines) and all(p.x1 <= middle for p in lines[at].pieces):
            parts[-1] += lines[at].pieces  # before two columns stand beside each other
            at += 1
        end = at
        both = 0
        while end < len(lines) and _is_apart(lines[end], middle):
            both += len(lines[end].pieces) == 2 and all(len(p.text) > 20 for p in lines[end].pieces)
            end += 1
        cards = sum(_is_labelled(line) for line in lines[at:end])
        if cards >= _LEAST_LABELS:
            end = next((n for n in range(at + 1, end) if _parts(lines, n)), end)
        pieces = [p for line in lines[at:end] for p in line.pieces]
        # lines of two columns need not stand beside each other, but begin at one edge
        least = 0.2 if _begin_alike([p for p in pieces if p.x0 >= middle]) else 0.4
        if (both >= 5 and both > least * (end - at)) or cards >= _LEAST_LABELS:
            parts.append([p for p in pieces if p.x0 < middle])
            parts.append([p for p in pieces if p.x0 >= middle])
            parts.append([])
            at = end
        else:
            for line in lines[at : max(end, at + 1)]:
                parts[-1] += line.pieces
            at = max(end, at + 1)
    return [part for part in parts if part]


def _parts(lines: Sequence[PageLine], at: int) -> bool:
    """Whether a line is a heading with nothing beside it, as between rows of cards."""
    line = lines[at]
    room = line.bottom - line.top
    headed = is_named(line) or is_large(line, lines)
    return headed and all(
        one.top > line.bottom + room / 2 or one.bottom < line.top - room / 2
        for one in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
    )


_LEAST_LABELS = 3


def _is_labelled(line: PageLine) -> bool:
    """Whether a line has facts under labels on both sides, as cards have that stand beside each other."""
    return len(line.pieces) == 2 and all(facts_in(piece.text) for piece in line.pieces)


def _begin_alike(pieces: Sequence[Piece]) -> bool:
    """Whether nearly all pieces begin at one edge, as the lines of a column of words do."""
    edges = Counter(round(p.x0 / 2) for p in pieces)
    return bool(edges) and edges.most_common(1)[0][1] > 0.8 * len(pieces)


def _is_apart(line: PageLine, middle: float) -> bool:
    """Whether a line may be of two columns: nothing crosses the middle."""
    if len(line.pieces) > 2:
        return False
    return all(p.x1 <= middle + 4 or p.x0 >= middle - 4 for p in line.pieces)
