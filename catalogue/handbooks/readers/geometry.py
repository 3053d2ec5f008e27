"""Lines and grids out of where words stand on a page, with or without rules drawn around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.blocks import Block, Grid, Line, Spot, plain
from catalogue.handbooks.readers.bands import bands_of
from catalogue.handbooks.readers.halves import halves_of
from catalogue.handbooks.readers.pagelines import (
    PageLine,
    PageSeen,
    Piece,
    is_header,
    is_named,
    is_row,
    leading,
    lines_of,
    title_edge,
)
from catalogue.handbooks.readers.parting import columns_of, in_cell, parted_by_columns
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.labels import facts_in
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
    for pieces in _columns(page):
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


def _columns(page: PageSeen) -> list[list[Piece]]:
    """Part stretches of a page that are prose in two columns; all else stays together."""
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
    headed = is_named(line) or _is_large(line, lines)
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
        elif _is_large(line, lines) or _is_prose(line, page) or (at > start and since > _FAR):
            break
        elif not (at > start and _is_close(line, lines[at - 1])):
            since += 1
        at += 1
    # the rest of the last row: short pieces close below it, in no new paragraph
    while end < len(lines) and end > start:
        line, before = lines[end], lines[end - 1]
        if line.top - before.bottom > 0.6 * (before.bottom - before.top) or _is_prose(line, page):
            break
        if len(line.pieces) > 1 and is_header(line):
            break
        if len(line.pieces) == 1 and group_head(line.text):
            break
        if len(line.pieces) > 2 and not _is_below(line, before):
            break
        if _is_large(line, lines):
            break
        end += 1
    rows = [line for line in lines[start:end] if is_row(line)]
    told = bool(rows) and (
        REFERENCE.search(" ".join(x.text for x in lines[start:end])) is not None
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


def _is_below(line: PageLine, before: PageLine) -> bool:
    """Whether each piece of a line stands below one of the line before."""
    return all(any(p.x0 < q.x1 and q.x0 < p.x1 for q in before.pieces) for p in line.pieces)


def _is_same_head(line: PageLine, before: PageLine | None) -> bool:
    """Whether the head of a table stands a second time, its columns where they were."""
    return before is not None and all(
        abs(one.x0 - other.x0) < 3 or abs(one.x1 - other.x1) < 3
        for one, other in zip(line.pieces, before.pieces, strict=False)
    )


def _begins(lines: Sequence[PageLine], start: int, page: PageSeen) -> bool:
    """Whether a table begins here: a row, the head of one, or the first line of a wrapped cell."""
    line = lines[start]
    if is_row(line):
        return True
    if is_header(line) and not is_named(line):
        return any(is_row(one) for one in lines[start : start + 8])
    near = lines[start + 1 : start + 3]
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


def _is_large(line: PageLine, lines: Sequence[PageLine]) -> bool:
    """Whether a line is set larger than most of the page, as headings are."""
    return len(line.pieces) == 1 and line.bottom - line.top > 1.18 * leading(lines)


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
    bands = bands_of(lines, page)
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


def _column(piece: Piece, edges: Sequence[tuple[float, float]]) -> int:
    def shared(edge: tuple[float, float]) -> float:
        return min(piece.x1, edge[1]) - max(piece.x0, edge[0])

    best = max(range(len(edges)), key=lambda i: shared(edges[i]))
    if shared(edges[best]) > 0:
        return best
    middle = (piece.x0 + piece.x1) / 2
    return min(range(len(edges)), key=lambda i: abs((edges[i][0] + edges[i][1]) / 2 - middle))
