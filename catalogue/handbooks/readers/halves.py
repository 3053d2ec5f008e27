"""Pages and tables that stand beside each other on a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from catalogue.handbooks.readers.bands import has_reference, is_reference
from catalogue.handbooks.readers.pagelines import (
    PageLine,
    PageSeen,
    Piece,
    is_header,
    is_row,
    lines_of,
)
from catalogue.handbooks.written.rows import role_of_head

_LEAST_GAP = 14.0
"""Points that two pages on a sheet are apart, inclusive."""
_LEAST_LINES = 6
_WIDE_GAP, _LEAST_OF_SHEET = 40.0, 3
"""Points between the pages of a sheet that lies, inclusive, and the lines that each then needs."""
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
        return _flows(page) or _tables_beside(page)
    middle = (gap[0] + gap[1]) / 2
    sides = [p for p in page.pieces if p.x1 <= middle], [p for p in page.pieces if p.x0 >= middle]
    left, right = (lines_of(side) for side in sides)
    wide = page.width > page.height and gap[1] - gap[0] >= _WIDE_GAP
    least = _LEAST_OF_SHEET if wide else _LEAST_LINES
    if min(_worded(left), _worded(right)) < least or not _are_two(left, right):
        return _flows(page) or _tables_beside(page)
    return _sides(page, *sides, middle)


def _sides(
    page: PageSeen, left: Sequence[Piece], right: Sequence[Piece], split: float
) -> list[PageSeen]:
    """What stands on the left and on the right of a page, each with its own rules."""
    return [
        replace(page, pieces=list(side), width=width, right=max(p.x1 for p in side), rules=rules)
        for side, width, rules in (
            (left, split, [rule for rule in page.rules if rule[2] <= split + 1]),
            (right, page.width, [rule for rule in page.rules if rule[1] >= split - 1]),
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


def _flows(page: PageSeen) -> list[PageSeen]:
    """Part a page of which a stretch is set in two columns that both list units, each for itself.

    What crosses the space between them stands above or below. Nothing where there is no such space.
    """
    for edge in _edges(page):
        crossing = [
            (p.top, p.bottom) for p in page.pieces if p.x0 < edge - 2 and p.x1 > edge - _LEAST_SPACE
        ]
        crossing += [
            (y, y) for y, x0, x1 in page.rules if x0 < edge - _LEAST_SPACE and x1 > edge + 2
        ]
        for start, end in _free(crossing, page.height):
            inside = [p for p in page.pieces if start <= _middle(p) <= end]
            left, right = (
                [p for p in inside if (p.x0 < edge - 2) == first] for first in (True, False)
            )
            if not left or not right or not _list_each(lines_of(left), lines_of(right)):
                continue
            split = (max(p.x1 for p in left) + edge) / 2
            above = replace(page, pieces=[p for p in page.pieces if _middle(p) < start])
            below = replace(page, pieces=[p for p in page.pieces if _middle(p) > end])
            parts = (above, *_sides(page, left, right, split), below)
            return [half for one in parts if one.pieces for half in halves_of(one)]
    return []


def _edges(page: PageSeen) -> list[float]:
    """Where a column of a page may begin, the likeliest first: headings a little left of cells."""
    counts = Counter(round(p.x0) for p in page.pieces)
    often = [edge for edge, count in counts.most_common() if count >= _LEAST_BEGIN]
    starts = [min(p.x0 for p in page.pieces if edge - _PADDING < p.x0 < edge + 1) for edge in often]
    near = [edge for edge in starts if 0.3 * page.width < edge < 0.7 * page.width]
    return list(dict.fromkeys(near))


_PADDING = 8.0
"""Points by which the words of a cell may stand further right than those above its table."""
_LEAST_BEGIN = 4
"""Pieces that begin at the left edge of a column, inclusive."""
_LEAST_SPACE = 5.0
"""Points between two columns of a page that list units, inclusive."""


def _free(crossing: Sequence[tuple[float, float]], height: float) -> list[tuple[float, float]]:
    """The heights between what crosses a space, the longest first."""
    found: list[tuple[float, float]] = []
    end = 0.0
    for top, bottom in (*sorted(crossing), (height, height)):
        if top > end:
            found.append((end, top))
        end = max(end, bottom)
    return sorted(found, key=lambda one: one[0] - one[1])


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


def _list_each(left: Sequence[PageLine], right: Sequence[PageLine]) -> bool:
    """Whether lines on two sides list units each for themselves, and are no columns of one table.

    Both have the same head, not at the same heights alone, or references that stand beside no other.
    """
    heads = [[line for line in side if _is_titled(line)] for side in (left, right)]
    alike = {line.text for line in heads[0]} & {line.text for line in heads[1]}
    if alike and not (_are_level(heads[0], heads[1]) and _are_level(heads[1], heads[0])):
        return True
    for head, prose in ((heads[0], right), (heads[1], left)):
        if head and _is_prose(prose) and not _are_level(head, prose):
            return True
    rows = [
        [line for line in side if is_row(line) and has_reference(line)] for side in (left, right)
    ]
    if min(map(len, rows)) < _LEAST_ROWS or _are_level(rows[1], rows[0]):
        return False
    one, other = map(_offset, (left, right), rows)
    return abs(one - other) <= _ALIKE * _width(right)


def _is_prose(side: Sequence[PageLine]) -> bool:
    """Whether a column has sentences, whose lines fill it."""
    wide = 0.7 * _width(side)
    full = [line for line in side if len(line.pieces) == 1 and line.box[2] - line.box[0] > wide]
    ends = sum(line.text.endswith(".") for line in side if len(line.pieces) == 1)
    return len(full) >= _LEAST_LINES and ends >= _LEAST_SENTENCES


def _width(side: Sequence[PageLine]) -> float:
    return max(line.box[2] for line in side) - min(line.box[0] for line in side)


_LEAST_ROWS, _LEAST_SENTENCES = 2, 3
_ALIKE = 0.1
"""The share of its width by which references may stand further right in a column than in the other."""


def _is_titled(line: PageLine) -> bool:
    roles = {role_of_head(p.text) for p in line.pieces}
    return len(line.pieces) > 1 and is_header(line) and "title" in roles


def _are_level(lines: Sequence[PageLine], others: Sequence[PageLine]) -> bool:
    """Whether most lines stand beside one of the others."""
    beside = sum(any(abs(line.bottom - one.bottom) < 1.5 for one in others) for line in lines)
    return 2 * beside > len(lines)


def _offset(side: Sequence[PageLine], rows: Sequence[PageLine]) -> float:
    """How far right of its left edge the references of a column usually stand, in points."""
    found = (p.x0 for line in rows for p in line.pieces if is_reference(p.text))
    return median(found) - min(line.box[0] for line in side)


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
        parts = [_stretch(page, above), *_sides(page, *sides, split)]
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
