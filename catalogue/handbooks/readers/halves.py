"""Pages and tables that stand beside each other on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.readers.pagelines import PageLine, PageSeen, Piece, is_header, lines_of
from catalogue.handbooks.written.rows import role_of_head

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
        return _tables_beside(page)
    middle = (gap[0] + gap[1]) / 2
    sides = [p for p in page.pieces if p.x1 <= middle], [p for p in page.pieces if p.x0 >= middle]
    left, right = (lines_of(side) for side in sides)
    if min(_worded(left), _worded(right)) < _LEAST_LINES or not _are_two(left, right):
        return _tables_beside(page)
    return [
        replace(page, pieces=list(side), width=width, right=max(p.x1 for p in side), rules=rules)
        for side, width, rules in (
            (sides[0], middle, [rule for rule in page.rules if rule[2] <= middle]),
            (sides[1], page.width, [rule for rule in page.rules if rule[1] >= middle]),
        )
    ]


def _gap(page: PageSeen) -> tuple[float, float] | None:
    """The space nearest to the middle that no words and no rules cross, if it is wide enough."""
    spans = [(p.x0, p.x1) for p in page.pieces] + [(x0, x1) for _, x0, x1 in page.rules]
    low, high = 0.42 * page.width, 0.58 * page.width
    found: list[tuple[float, float]] = []
    end = 0.0
    for x0, x1 in sorted(spans):
        if x0 - end >= _LEAST_GAP and low <= (x0 + end) / 2 <= high:
            found.append((end, x0))
        end = max(end, x1)
    return min(found, key=lambda gap: abs(sum(gap) - page.width), default=None)


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


def _tables_beside(page: PageSeen) -> list[PageSeen]:
    """Part a page where two tables of units stand beside each other on a stretch of it.

    Both have one head, and nothing crosses the space between them.
    """
    lines = lines_of(page.pieces)
    for at, line in enumerate(lines):
        split = _split_of(line)
        if split is None:
            continue
        start = at
        while start > 0 and _is_apart(lines[start - 1], split, both=True):
            start -= 1
        end = at + 1
        while end < len(lines) and _is_apart(lines[end], split, both=False):
            end += 1
        while end > at + 1 and _is_after(lines[end - 1], lines[end - 2], page):
            end -= 1
        above, inside, below = lines[:start], lines[start:end], lines[end:]
        pieces = [p for one in inside for p in one.pieces]
        sides = [p for p in pieces if p.x1 <= split], [p for p in pieces if p.x0 >= split]
        rules = (
            [rule for rule in page.rules if rule[2] <= split],
            [rule for rule in page.rules if rule[1] >= split],
        )
        parts = [_stretch(page, above)] + [
            replace(page, pieces=side, width=width, rules=drawn, right=max(p.x1 for p in side))
            for side, width, drawn in zip(sides, (split, page.width), rules, strict=True)
        ]
        return [one for one in (*parts, *_tables_beside(_stretch(page, below))) if one.pieces]
    return [page]


def _stretch(page: PageSeen, lines: Sequence[PageLine]) -> PageSeen:
    return replace(page, pieces=[p for line in lines for p in line.pieces])


def _split_of(line: PageLine) -> float | None:
    """Where the head of one table ends and that of another begins, which names the same."""
    roles = [role_of_head(p.text) for p in line.pieces]
    half = len(roles) // 2
    if half < 2 or roles[:half] != roles[half:] or "title" not in roles or not is_header(line):
        return None
    return (line.pieces[half - 1].x1 + line.pieces[half].x0) / 2


def _is_apart(line: PageLine, split: float, *, both: bool) -> bool:
    """Whether nothing of a line crosses the space between two tables; ``both`` has words on each side."""
    sides = {p.x0 >= split for p in line.pieces}
    return all(p.x1 <= split or p.x0 >= split for p in line.pieces) and (not both or len(sides) > 1)


def _is_after(line: PageLine, before: PageLine, page: PageSeen) -> bool:
    """Whether a line stands below two tables: alone, and below the last rule or a wide space."""
    if len(line.pieces) > 1:
        return False
    ruled = [y for y, _, _ in page.rules if before.bottom - 2 <= y <= line.top + 2]
    further = any(y > line.bottom for y, _, _ in page.rules)
    return (bool(ruled) and not further) or line.top - before.bottom > line.bottom - line.top
