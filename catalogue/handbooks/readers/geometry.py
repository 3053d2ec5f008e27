"""Lines and grids out of where words stand on a page, with or without rules drawn around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.blocks import Block, Grid, Line, Spot, plain
from catalogue.handbooks.readers.bands import bands_of, has_reference
from catalogue.handbooks.readers.flows import flows_of
from catalogue.handbooks.readers.halves import halves_of
from catalogue.handbooks.readers.pagelines import (
    Box,
    PageLine,
    PageSeen,
    Piece,
    is_header,
    is_large,
    is_named,
    is_row,
    leading,
    lines_of,
    title_edge,
)
from catalogue.handbooks.readers.parting import columns_of, in_cell, parted_by_columns
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.lines import is_head
from catalogue.handbooks.written.rows import REFERENCE

_DANGLING = re.compile(
    r"\b(?:and|of|the|in|to|for|with|a|an|or|on|by|from)$|[,&(\u2013-]$", re.IGNORECASE
)
"""How a line ends that cannot be whole."""


def blocks_of(page: PageSeen, document: str) -> list[Block]:
    """Return the lines and grids of a page in reading order."""
    return [block for half in halves_of(page) for block in _blocks_of(half, document)]


def _blocks_of(page: PageSeen, document: str) -> list[Block]:
    blocks: list[Block] = []
    every = lines_of(page.pieces)
    for pieces in flows_of(page):
        lines = lines_of(pieces)
        at = 0
        usual = leading(lines)
        while at < len(lines):
            end = _table_end(lines, at, page)
            if end > at:
                blocks.append(_grid(lines[at:end], page, document))
                at = end
                continue
            line = lines[at]
            gap = at == 0 or line.top - lines[at - 1].bottom > 0.8 * usual
            made = _line(line, page, document, gap, every)
            before = blocks[-1] if blocks and at else None
            if (
                made.heading
                and isinstance(before, Line)
                and before.heading == made.heading
                and not gap
                and (
                    _DANGLING.search(before.text)
                    or made.text[:1].islower()
                    or _is_full(lines[at - 1], line, page)
                )
            ):
                blocks[-1] = replace(before, text=f"{before.text} {made.text}")
            else:
                blocks.append(made)
            at += 1
    return blocks


def _is_full(before: PageLine, line: PageLine, page: PageSeen) -> bool:
    """Whether the first word of a line had no room any more on the line before it."""
    right = min(page.width - before.box[0], page.right or _furthest(page))
    word = line.text.split()[0]
    wide = (line.box[2] - line.box[0]) * (len(word) + 1) / max(len(line.text), 1)
    return (
        before.box[2] + 1.15 * wide > right - 2
    )  # a word may be wider than its letters usually are


def _furthest(page: PageSeen) -> float:
    """Where the words of a page end at the right, as far as enough of them tell."""
    if len(page.pieces) < _ENOUGH:
        return page.width
    return max(piece.x1 for piece in page.pieces)


_ENOUGH = 12


def _table_end(lines: Sequence[PageLine], start: int, page: PageSeen) -> int:
    """Where the table that begins at a line ends; the line itself if none does."""
    if not _begins(lines, start, page):
        return start
    end = start
    at = start
    since = 0
    heads: dict[str, PageLine] = {}
    while at < len(lines):
        line = lines[at]
        if is_header(line) and len(line.pieces) > 1:
            if end > start and not _is_same_head(line, heads.get(line.text)):
                break  # the head of another table
            heads.setdefault(line.text, line)
        if is_row(line):
            end, since = at + 1, 0
        elif is_large(line, lines) or _is_prose(line, page) or (at > start and since > _FAR):
            break
        elif not (is_header(line) or (at > start and _is_close(line, lines[at - 1]))):
            since += 1
        at += 1
    # the rest of the last row: short pieces close below it, in no new paragraph
    columns = columns_of(lines[start:end]) if end > start else []
    while end < len(lines) and end > start:
        line, before = lines[end], lines[end - 1]
        if line.top - before.bottom > 0.6 * (before.bottom - before.top) or _is_prose(line, page):
            break
        if len(line.pieces) > 1 and is_header(line):
            break
        if len(line.pieces) == 1 and group_head(line.text) and not line.text[0].islower():
            break
        if len(line.pieces) > 2 and not all(_is_in(p, columns) for p in line.pieces):
            break
        if is_large(line, lines):
            break
        end += 1
    rows = [line for line in lines[start:end] if is_row(line)]
    told = bool(rows) and (
        REFERENCE.search(" ".join(x.text for x in lines[start:end])) is not None
        or any(map(has_reference, lines[start:end]))
        or (is_header(line := lines[start]) and 2 < len(line.pieces) == len(rows[0].pieces))
    )
    return end if len(rows) > 1 or told else start


_FAR = 6
"""Lines without a unit that may stand between two rows, inclusive, besides those of one cell."""


def _is_close(line: PageLine, before: PageLine) -> bool:
    """Whether a line of one piece is set below another one as the lines of a cell are."""
    return (
        len(line.pieces) == 1
        and line.top - before.bottom < 0.5 * (before.bottom - before.top)
        and _is_below(line, before)
    )


def _is_in(piece: Piece, columns: Sequence[tuple[float, float]]) -> bool:
    return any(piece.x0 < right and left < piece.x1 for left, right in columns)


def _is_below(line: PageLine, before: PageLine) -> bool:
    """Whether each piece of a line stands below one of the line before."""
    return all(any(p.x0 < q.x1 and q.x0 < p.x1 for q in before.pieces) for p in line.pieces)


def _is_same_head(line: PageLine, before: PageLine | None) -> bool:
    """Whether the head of a table stands a second time, its columns where they were."""
    return before is not None and all(
        abs(one.x0 - other.x0) < 1 or abs(one.x1 - other.x1) < 1
        for one, other in zip(line.pieces, before.pieces, strict=False)
    )


def _begins(lines: Sequence[PageLine], start: int, page: PageSeen) -> bool:
    """Whether a table begins here: a row, the head of one, or the first line of a wrapped cell."""
    line = lines[start]
    if is_row(line):
        return True
    if is_header(line) and not is_named(line):
        return _leads_to_row(lines, start)
    near = lines[start + 1 : start + 3]
    if is_head(line.text) and any(map(_is_whole_head, near)) and _is_tight(line, near[0]):
        return _leads_to_row(lines, start)
    if _is_unknown_head(line, near) or _is_first_of_head(line, near):
        return True
    if start == 0 and page.hanging and _is_rest(lines):
        return True
    return (
        any(
            is_row(one) and one.top - line.bottom < 0.7 * (line.bottom - line.top) + 14
            for one in near
        )
        and len(line.text) < 70
        and not line.text.endswith((".", ":"))
        and group_head(line.text) is None
        and abs(line.pieces[0].x0 - _title_edge(near)) < 4
    )


def _is_whole_head(line: PageLine) -> bool:
    return len(line.pieces) > 2 and is_header(line)


def _is_tight(line: PageLine, below: PageLine) -> bool:
    """Whether a line stands right above another one, or a little higher beside it."""
    return below.top - line.bottom < 0.3 * (line.bottom - line.top)


def _leads_to_row(lines: Sequence[PageLine], start: int) -> bool:
    """Whether a row follows a head soon, or after no more than lines set as those of one cell."""
    while start + 1 < len(lines) and is_header(lines[start + 1]):
        start += 1
    for at in range(start + 1, min(start + _LONGEST_CELL, len(lines))):
        line, before = lines[at], lines[at - 1]
        if is_row(line):
            return True
        if _is_whole_head(line):
            return False
        if at >= start + 8 and line.top - before.bottom > 0.5 * (before.bottom - before.top):
            return False
    return False


_LONGEST_CELL = 24


def _is_rest(lines: Sequence[PageLine]) -> bool:
    """Whether a page begins with the rest of a title, close above the first row and at its edge."""
    first = next((at for at, line in enumerate(lines) if is_row(line)), 0)
    edge = _title_edge(lines)
    return (
        0 < first <= _LONGEST_REST
        and all(
            _is_close(line, lines[at - 1]) if at else len(line.pieces) == 1
            for at, line in enumerate(lines[:first])
            if abs(line.pieces[0].x0 - edge) < 4 or not at
        )
        and abs(lines[0].pieces[0].x0 - edge) < 4
    )


_LONGEST_REST = 12


def _is_unknown_head(line: PageLine, near: Sequence[PageLine]) -> bool:
    """Whether a line has as many short pieces as the row below it, whatever they say."""
    return (
        len(line.pieces) > 2
        and bool(near)
        and is_row(near[0])
        and len(near[0].pieces) == len(line.pieces)
        and all(len(p.text) <= 30 and not any(c.isdigit() for c in p.text) for p in line.pieces)
    )


def _is_first_of_head(line: PageLine, near: Sequence[PageLine]) -> bool:
    """Whether a line of short pieces is the first of a head whose next line stands close below."""
    return (
        len(line.pieces) > 2
        and len(near) > 1
        and is_header(near[0])
        and is_row(near[1])
        and near[0].top - line.bottom < 0.7 * (line.bottom - line.top)
        and all(len(p.text) <= 30 and not any(c.isdigit() for c in p.text) for p in line.pieces)
        and _is_below(near[0], line)
    )


def _title_edge(lines: Sequence[PageLine]) -> float:
    """The left edge of the widest piece of the first row among some lines."""
    for line in lines:
        if is_row(line):
            return title_edge(line)
    return -1.0


def _is_prose(line: PageLine, page: PageSeen) -> bool:
    text = line.text
    return len(line.pieces) == 1 and (
        (line.pieces[0].x1 - line.pieces[0].x0 > _widest(page) and len(text) > 60)
        or (text.endswith(".") and len(text) > 30)
    )


def _widest(page: PageSeen) -> float:
    """How wide one piece of a table may be: less than most of what words take of the page."""
    least = 0.62 * page.width
    return min(least, 0.72 * (page.right - min(p.x0 for p in page.pieces))) if page.right else least


def _line(
    line: PageLine, page: PageSeen, document: str, gap: bool, lines: Sequence[PageLine]
) -> Line:
    text = plain(line.text)
    height = line.bottom - line.top
    usual = leading(lines)
    if len(lines) < _ENOUGH and page.usual:
        usual = min(usual, page.usual)  # a cover, which may have its title alone
    heading = 0
    if len(text) < 100 and not text.endswith((".", ",", ";")) and height > 1.18 * usual:
        heading = 2 if height > 1.5 * usual else 4
    if not heading and len(text) < 100 and all(piece.bold for piece in line.pieces):
        heading = 6 if not text.endswith((".", ",", ";")) else 0
    bullet = text[:2] in {"\u2022 ", "- ", "o ", "\uf0b7 "}
    if (
        not heading
        and text[:1].isdigit()
        and "." in text[:4]
        and len(text) < 70
        and not text.endswith(".")
    ):
        heading = 3
    return Line(
        text[2:] if bullet else text,
        Spot(document, page.number, box=line.box),
        heading,
        False,
        bullet,
        gap,
    )


def _grid(lines: Sequence[PageLine], page: PageSeen, document: str) -> Grid:
    """The cells of a table: columns from where pieces of its rows stand, rows from rules or gaps."""
    lines = parted_by_columns(lines)
    edges = columns_of(lines)
    lines = [line if is_row(line) else _by_column(line, edges) for line in lines]
    bands = bands_of(lines, page)
    page.cut |= _cut_off(bands)
    rows: list[tuple[str, ...]] = []
    spots: list[Spot] = []
    for band in bands:
        cells: list[list[Piece]] = [[] for _ in edges]
        single = len(band) == 1 and is_named(band[0])
        for line in band:
            for piece in line.pieces:
                cells[0 if single else _column(piece, edges)].append(piece)
        rows.append(tuple(plain(in_cell(pieces, page)) for pieces in cells))
        box = (
            min(line.box[0] for line in band), min(line.top for line in band),
            max(line.box[2] for line in band), max(line.bottom for line in band),
        )  # fmt: skip
        spots.append(Spot(document, page.number, box=box))
    return Grid(tuple(rows), tuple(spots), "geometry")


def _cut_off(bands: Sequence[Sequence[PageLine]]) -> set[Box]:
    """The last signs of titles that end at one edge, or after as many signs, where none goes on."""
    rows = [line for band in bands for line in band if is_row(line)]
    if len(rows) < _LEAST_TITLES or any(len(band) > 1 and any(map(is_row, band)) for band in bands):
        return set()
    titles = [max(row.pieces, key=lambda p: sum(c.isalpha() for c in p.text)) for row in rows]
    edge = max((title.x1 for title in titles), default=0.0)
    most = max((len(title.text) for title in titles), default=0)
    for near in (
        [one for one in titles if edge - one.x1 < _LEAST_ROOM * (one.bottom - one.top)],
        [one for one in titles if most - len(one.text) < _SIGNS_CUT],
    ):
        if len(near) >= max(_LEAST_CUT, len(titles) / 4):
            return {one.last for one in near}
    return set()


_LEAST_ROOM = 0.5
"""The share of the height of a line that a sign is as wide as, at the most."""
_LEAST_TITLES, _LEAST_CUT, _SIGNS_CUT = 6, 3, 2
"""Titles of a table, and those that are cut, inclusive, and how many signs one has more at most."""


def _by_column(line: PageLine, edges: Sequence[tuple[float, float]]) -> PageLine:
    """The line with one piece in each column, where words set wide stand apart in one of them."""
    pieces: list[Piece] = []
    for piece in line.pieces:
        before = pieces[-1] if pieces else None
        if before is None or _column(before, edges) != _column(piece, edges):
            pieces.append(piece)
            continue
        pieces[-1] = replace(
            piece,
            x0=before.x0,
            top=min(before.top, piece.top),
            bottom=max(before.bottom, piece.bottom),
            text=f"{before.text} {piece.text}",
            words=before.words + piece.words,
            first=before.first,
        )
    return replace(line, pieces=pieces)


def _column(piece: Piece, edges: Sequence[tuple[float, float]]) -> int:
    def shared(edge: tuple[float, float]) -> float:
        return min(piece.x1, edge[1]) - max(piece.x0, edge[0])

    best = max(range(len(edges)), key=lambda i: shared(edges[i]))
    if shared(edges[best]) > 0:
        return best
    middle = (piece.x0 + piece.x1) / 2
    return min(range(len(edges)), key=lambda i: abs((edges[i][0] + edges[i][1]) / 2 - middle))
