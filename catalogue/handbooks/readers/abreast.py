"""Sheets wider than the paper: the columns that had no room stand pages later, at the same heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from catalogue.handbooks.readers.pagelines import PageLine, PageSeen, Piece, lines_of
from catalogue.handbooks.written.lines import is_head
from catalogue.handbooks.written.rows import (
    REFERENCE,
    is_blank,
    is_value,
    own_code,
)

_MOST_BESIDE = 4
"""Pages that one sheet is as wide as, inclusive."""
_MOST_PAGES = 60
_LEAST_VALUES = 3
"""Lines with nothing but values that columns without titles have, inclusive."""
_LEVEL = 1.5
"""Points by which lines of one row may stand at different heights on two pages."""
_BETWEEN = 6.0
"""Points put between the columns of two pages."""


def put_abreast(pages: Sequence[PageSeen]) -> tuple[list[PageSeen], list[tuple[int, ...]]]:
    """Return pages with those that go on to the right put beside the first, and their numbers.

    A sheet is printed down and then to the right, or the other way. All but one of its pages have
    columns of values alone, whose lines stand at heights where that one has lines.
    """
    for wide in range(2, _MOST_BESIDE + 1):
        if not pages or len(pages) % wide or len(pages) > _MOST_PAGES:
            continue
        deep = len(pages) // wide
        for beside in (
            [list(pages[at::deep]) for at in range(deep)],
            [list(pages[at : at + wide]) for at in range(0, len(pages), wide)],
        ):
            columns = [list(column) for column in zip(*beside, strict=True)]
            if _is_sheet(columns, beside):
                joined = [_joined(group, columns) for group in beside]
                return joined, [tuple(page.number for page in group) for group in beside]
    return list(pages), []


def has_bare_values(page: PageSeen) -> bool:
    """Return whether a page has hardly anything but columns of values, with no titles to them."""
    lines = lines_of(page.pieces)
    values = [line for line in lines if _has_values(line)]
    return len(values) >= max(_LEAST_VALUES, 0.8 * len(lines))


def _is_sheet(columns: Sequence[Sequence[PageSeen]], beside: Sequence[Sequence[PageSeen]]) -> bool:
    lines = [list(chain(*(lines_of(page.pieces) for page in column))) for column in columns]
    bare = [sum(map(_has_values, some)) for some in lines]
    told = [
        bool(some) and count >= max(_LEAST_VALUES, len(some) / 2)
        for some, count in zip(lines, bare, strict=True)
    ]
    if sum(told) < len(columns) - 1:
        return False
    main = max(range(len(columns)), key=lambda at: sum(_letters(line) for line in lines[at]))
    return all(
        _are_level(page, group[main])
        for group in beside
        for page in group
        if page is not group[main]
    )


def _has_values(line: PageLine) -> bool:
    return all(map(_is_value, (piece.text for piece in line.pieces)))


def _is_value(text: str) -> bool:
    return (
        is_value(text)
        or is_blank(text)
        or bool(REFERENCE.fullmatch(text) or own_code(text))
        or is_head(text)
    )


def _letters(line: PageLine) -> int:
    return sum(sign.isalpha() for sign in line.text)


def _are_level(page: PageSeen, main: PageSeen) -> bool:
    """Whether nearly all lines of a page stand at heights of lines of another one."""
    heights = [(piece.top + piece.bottom) / 2 for piece in main.pieces]
    mine = [(piece.top + piece.bottom) / 2 for piece in page.pieces]
    level = sum(any(abs(one - other) < _LEVEL for other in heights) for one in mine)
    return level >= 0.9 * len(mine)


def _joined(group: Sequence[PageSeen], columns: Sequence[Sequence[PageSeen]]) -> PageSeen:
    """The pages of a group as one, each to the right of the one before it."""
    pieces: list[Piece] = []
    rules: list[tuple[float, float, float]] = []
    end = 0.0
    for page, column in zip(group, columns, strict=True):
        # words that the edge of the paper cuts stand whole on the page where they begin
        every = [piece for one in column for piece in one.pieces if piece.x0 >= 0 or not end]
        shift = end + _BETWEEN - min(piece.x0 for piece in every) if end else 0.0
        pieces += [_moved(piece, shift) for piece in page.pieces if piece.x0 >= 0 or not end]
        rules += [(y, x0 + shift, x1 + shift) for y, x0, x1 in page.rules]
        end = min(max(piece.x1 for piece in every), page.width) + shift
    overlaid = max(page.overlaid for page in group)
    width = max(end, group[0].width)
    return replace(group[0], width=width, pieces=pieces, rules=rules, overlaid=overlaid)


def _moved(piece: Piece, shift: float) -> Piece:
    words = [(left + shift, right + shift) for left, right in piece.words]
    return replace(piece, x0=piece.x0 + shift, x1=piece.x1 + shift, words=words)
