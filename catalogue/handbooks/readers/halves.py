"""Sheets on which two pages stand beside each other, as they are printed to save paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.readers.pagelines import PageLine, PageSeen, Piece, is_header, lines_of

_LEAST_GAP = 14.0
"""Points that two pages on a sheet are apart, inclusive."""
_LEAST_LINES = 6
_LETTERS = 12
_MOST_ALIGNED = 0.8
"""The share of lines beside lines of the other half up to which these are lines of two pages."""


def halves_of(page: PageSeen) -> list[PageSeen]:
    """Return the two pages that stand on a sheet, left and right, or the page as it is.

    Nothing crosses the middle of such a sheet, and each half has words of its own: lines that do
    not stand beside those of the other, or the head of a table that both have.
    """
    gap = _gap(page)
    if gap is None:
        return [page]
    middle = (gap[0] + gap[1]) / 2
    sides = [p for p in page.pieces if p.x1 <= middle], [p for p in page.pieces if p.x0 >= middle]
    left, right = (lines_of(side) for side in sides)
    if min(_worded(left), _worded(right)) < _LEAST_LINES or not _are_two(left, right):
        return [page]
    return [
        replace(page, pieces=list(side), width=width, right=max(p.x1 for p in side), rules=rules)
        for side, width, rules in (
            (sides[0], middle, [rule for rule in page.rules if rule[2] <= middle]),
            (sides[1], page.width, [rule for rule in page.rules if rule[1] >= middle]),
        )
    ]


def _gap(page: PageSeen) -> tuple[float, float] | None:
    """The widest space around the middle that no words and no rules cross, if it is wide enough."""
    spans = [(p.x0, p.x1) for p in page.pieces] + [(x0, x1) for _, x0, x1 in page.rules]
    low, high = 0.42 * page.width, 0.58 * page.width
    best: tuple[float, float] | None = None
    end = 0.0
    for x0, x1 in sorted(spans):
        if x0 - end >= _LEAST_GAP and low <= (x0 + end) / 2 <= high:
            best = max((end, x0), best or (0.0, 0.0), key=lambda one: one[1] - one[0])
        end = max(end, x1)
    return best


def _worded(lines: Sequence[PageLine]) -> int:
    """How many lines have words of a sentence or a title, rather than values alone."""
    return sum(any(_letters(p) >= _LETTERS for p in line.pieces) for line in lines)


def _letters(piece: Piece) -> int:
    return sum(sign.isalpha() for sign in piece.text)


def _are_two(left: Sequence[PageLine], right: Sequence[PageLine]) -> bool:
    """Whether lines are of two pages: both have the head of a table, or few stand beside another."""
    heads = {line.text for line in left if is_header(line)}
    if any(line.text in heads for line in right if len(line.pieces) > 1):
        return True
    tops = [line.bottom for line in left]
    aligned = sum(any(abs(line.bottom - top) < 1.5 for top in tops) for line in right)
    return aligned <= _MOST_ALIGNED * len(right)
