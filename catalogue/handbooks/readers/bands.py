"""Lines of a table by its rows: by rules drawn, by the space between, by where the values stand."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from catalogue.handbooks.readers.pagelines import (
    PageLine,
    PageSeen,
    heads_among,
    is_header,
    is_named,
    is_row,
)
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.rows import PART_OF_REFERENCE, REFERENCE


def bands_of(lines: Sequence[PageLine], page: PageSeen) -> list[list[PageLine]]:
    """Lines by row of the table."""
    heads = heads_among(lines)
    left = min(line.box[0] for line in lines)
    right = max(line.box[2] for line in lines)
    heights = _across(page.rules, left, right)
    inside = [y for y in heights if lines[0].top - 3 <= y <= lines[-1].bottom + 3]
    anchors = sum(is_row(line) for line in lines)
    if len(inside) >= max(2, anchors - 2):
        bands = _by_rules(lines, inside, heads)
        first = _first_lines(lines)
        cut = sum(any(_goes_through(y, line) for y in inside) for line in lines)
        # rules, or the edges of a colour, around the heads or the values alone part no rows
        if max(sum(id(line) in first for line in band) for band in bands) <= 1 and cut <= _MOST_CUT:
            return bands
    return _by_gaps(lines, heads, page.hanging)


def _goes_through(height: float, line: PageLine) -> bool:
    """Whether a rule goes through the middle of a line, as no border of its row does."""
    room = 0.3 * (line.bottom - line.top)
    return line.top + room < height < line.bottom - room


_MOST_CUT = 1


def _first_lines(lines: Sequence[PageLine]) -> set[int]:
    """The identities of the lines that each have the values of a row."""
    named = [line for line in lines if has_reference(line)]
    if named:
        return {id(line) for line in named}
    rows = [line for line in lines if is_row(line)]
    full = max((len(line.pieces) for line in rows), default=0)
    # without references, the rest of a cell beside a number looks like a row, but a narrow one
    least_pieces = 2 if full <= _FEW else full - 1
    return {id(line) for line in rows if len(line.pieces) >= least_pieces}


def has_reference(line: PageLine) -> bool:
    """Return whether a reference begins in a line: beside other cells, or with nothing besides."""
    if len(line.pieces) == 1:
        return bool(REFERENCE.fullmatch(line.text) or PART_OF_REFERENCE.fullmatch(line.text))
    return is_row(line) and any(is_reference(p.text) for p in line.pieces)


def is_reference(text: str) -> bool:
    """Return whether a piece of a line has a reference, or the first part of one."""
    return bool(REFERENCE.search(text) or PART_OF_REFERENCE.search(text))


def _across(rules: Sequence[tuple[float, float, float]], left: float, right: float) -> list[float]:
    """The heights at which rules, or the edges of coloured cells together, go across a table."""
    at: dict[float, list[tuple[float, float]]] = {}
    for y, x0, x1 in rules:
        at.setdefault(round(y), []).append((max(x0, left), min(x1, right)))
    found: list[float] = []
    for y, spans in sorted(at.items()):
        covered, end = 0.0, left
        for x0, x1 in sorted(spans):
            covered += max(0.0, x1 - max(x0, end))
            end = max(end, x1)
        if covered > 0.5 * (right - left) and (not found or y - found[-1] > 3):
            found.append(y)
    return found


def _by_rules(
    lines: Sequence[PageLine], heights: Sequence[float], heads: Set[int]
) -> list[list[PageLine]]:
    bands: dict[tuple[int, int], list[PageLine]] = {}
    parts = 0
    headed = False
    for line in lines:
        middle = (line.top + line.bottom) / 2
        alone = is_named(line)
        # a head without a rule below it ends where the first row begins
        parts += alone or (headed and id(line) not in heads)
        headed = id(line) in heads and not alone
        bands.setdefault((sum(y < middle for y in heights), parts), []).append(line)
        parts += alone
    return [bands[key] for key in sorted(bands)]


def _by_gaps(lines: Sequence[PageLine], heads: Set[int], hanging: bool) -> list[list[PageLine]]:
    """Rows told by the space between them, or by which line of a row has its values.

    Whatever space parts the lines so that each row has its values once is the space between rows.
    """
    steps = [b.top - a.top for a, b in pairwise(lines)]
    sizes = sorted(set(steps))
    jumps = sorted(((b - a, (a + b) / 2) for a, b in pairwise(sizes)), reverse=True)
    first = _first_lines(lines)
    found: list[tuple[int, list[list[PageLine]]]] = []
    for jump, least in jumps[:_MOST_SPACES]:
        bands = [[lines[0]]]
        for line, step in zip(lines[1:], steps, strict=True):
            before = bands[-1][-1]
            ended = is_named(before) or (id(before) in heads and id(line) not in heads)
            if step > least or is_named(line) or ended:
                bands.append([line])
            else:
                bands[-1].append(line)
        rows = [sum(id(line) in first for line in band) for band in bands]
        bare = sum(
            count == 0 and not any(id(one) in heads or is_named(one) for one in band)
            for count, band in zip(rows, bands, strict=True)
        )
        if jump >= _LEAST_JUMP and max(rows) <= 1 and bare <= _MOST_BARE:
            found.append((bare, bands))
    if found:
        return min(found, key=lambda one: one[0])[1]
    return _by_anchors(lines, heads, hanging)


_FEW = 3
_MOST_BARE = 1
"""Rows of a table that may have no unit, inclusive, such as a sum."""
_LEAST_JUMP = 0.5
"""Points by which the space between rows is wider than that between the lines of one, inclusive."""
_MOST_SPACES = 6


def _by_anchors(lines: Sequence[PageLine], heads: Set[int], hanging: bool) -> list[list[PageLine]]:
    """Rows of equal spacing: lines go with the row whose values stand beside their first line."""
    bands: list[list[PageLine]] = []
    waiting: list[PageLine] = []
    first = next(i for i, line in enumerate(lines) if is_row(line))
    full = max(len(line.pieces) for line in lines if is_row(line))
    trailing = hanging or all(is_header(line) or group_head(line.text) for line in lines[:first])
    for line in lines:
        alone = is_named(line)
        if alone or (id(line) in heads and not is_row(line)):
            if waiting:
                bands.append(waiting)
                waiting = []
            headed = bands and all(id(one) in heads and not is_named(one) for one in bands[-1])
            if headed and not alone:
                bands[-1].append(line)
            else:
                bands.append([line])
        elif is_row(line) or len(line.pieces) >= full:
            bands.append([*waiting, line])
            waiting = []
        elif trailing and bands and any(is_row(one) for one in bands[-1]):
            bands[-1].append(line)
        else:
            waiting.append(line)
    if waiting:
        bands.append(waiting)
    return bands
