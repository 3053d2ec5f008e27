"""Words of a page put together in lines, as they stand on it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from catalogue.handbooks.blocks import running_key
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.labels import facts_in
from catalogue.handbooks.written.levels import level_heading
from catalogue.handbooks.written.lines import is_head
from catalogue.handbooks.written.rows import (
    PART_OF_REFERENCE,
    REFERENCE,
    level_of,
    own_code,
    role_of_head,
    whole_of,
)

_BULLETS = {"\u2022", "\u25cf", "\u25aa", "\u25e6", "\uf0b7", "-", "\u2013", "o"}
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Piece:
    """Words of one line without a wide gap between them. Points from the top left of the page."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    bold: bool = False
    words: list[tuple[float, float]] = field(default_factory=list)
    """Left and right end of each of its words, where they are known."""
    first: float = 0.0
    """How wide its first sign is, in points."""
    last: Box = (0.0, 0.0, 0.0, 0.0)
    """What its last sign covers."""
    spaced: bool = False
    """Whether a space is printed behind it."""

    @property
    def box(self) -> Box:
        """What it covers."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class PageLine:
    """Pieces at one height, from left to right."""

    pieces: list[Piece]
    top: float = 0.0
    bottom: float = 0.0

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def box(self) -> Box:
        """What it covers."""
        return (self.pieces[0].x0, self.top, max(p.x1 for p in self.pieces), self.bottom)


@dataclass(slots=True)
class PageSeen:
    """A page: its pieces of text, and the heights at which rules go across."""

    number: int
    width: float
    height: float
    pieces: list[Piece]
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    """Height, left and right end of each horizontal rule."""
    right: float = 0.0
    """Where full lines of words end, 0 where that is not known."""
    usual: float = 0.0
    """The usual height of a line of the document, 0 where that is not known."""
    turned: int = 0
    """Quarters that the page is to be turned to the right before it is read."""
    changed: dict[Box, str] = field(default_factory=dict)
    """What stands for some signs; nothing where they are left out."""
    struck: list[str] = field(default_factory=list)
    """What is struck through, and left out."""
    overlaid: int = 0
    """Signs that others are printed over."""
    cut: set[Box] = field(default_factory=set)
    """The last signs of words that the edge of a cell may cut."""
    hanging: bool = False
    """Whether the values of all rows of the document stand beside the first line of their titles."""
    limits: dict[int, float] = field(default_factory=dict)
    """How far the cells of the document reach to the right that begin at one left edge."""


def without_margins(pages: Sequence[PageSeen]) -> None:
    """Take running heads, feet and page numbers out of the pages: what margins have again."""
    where: dict[str, list[tuple[PageSeen, PageLine]]] = {}
    for page in pages:
        lines = lines_of(page.pieces)
        # a table that goes on has its head at the top of the page again
        heads = (line.top for line in lines if len(line.pieces) > 1 and is_header(line))
        top = min(0.09 * page.height, next(heads, page.height) + 1)
        for line in lines:
            if line.bottom < top or line.top > 0.91 * page.height:
                where.setdefault(running_key(line.text), []).append((page, line))
    for key, found in where.items():
        numbers = key.strip(" -|") in {"page #", "page # of #", "# of #"}
        if key.strip(" -|") == "#":
            found, numbers = _page_numbers(found), True
        if numbers or len({page.number for page, _ in found}) >= min(3, max(2, len(pages))):
            for page, line in found:
                gone = {id(piece) for piece in line.pieces}
                page.pieces = [piece for piece in page.pieces if id(piece) not in gone]


def _page_numbers(
    found: Sequence[tuple[PageSeen, PageLine]],
) -> list[tuple[PageSeen, PageLine]]:
    """Those of lines with a number alone that count the pages: the end of a date may stand so too."""
    ahead = [int(re.sub(r"\D", "", line.text)) - page.number for page, line in found]
    usual, count = Counter(ahead).most_common(1)[0]
    return [
        (page, line)
        for (page, line), by in zip(found, ahead, strict=True)
        if (by == usual and count > 1) or _stands_alone(line, page)
    ]


def _stands_alone(line: PageLine, page: PageSeen) -> bool:
    """Whether no words stand right above or below a line."""
    room = line.bottom - line.top
    return not any(
        line.top - room < p.bottom and p.top < line.bottom + room
        for p in page.pieces
        if p not in line.pieces
    )


def measure(pages: Sequence[PageSeen]) -> None:
    """Note where the words of a document end at the right: at the end of its longest line of prose."""
    ends: dict[float, list[float]] = {}
    for page in pages:
        for line in lines_of(page.pieces):
            if len(line.pieces) == 1 and len(line.text) > 60:
                ends.setdefault(page.width, []).append(line.box[2])
    for page in pages:
        found = sorted(ends.get(page.width, ()))
        if len(found) >= 3:
            page.right = found[-1]
    limits, hanging = _limits(pages), _is_hanging(pages)
    usual = leading([line for page in pages for line in lines_of(page.pieces)])
    for page in pages:
        page.limits, page.hanging, page.usual = limits, hanging, usual


def _is_hanging(pages: Sequence[PageSeen]) -> bool:
    """Whether the first line below each head has values: those of all rows stand at their top.

    Below a head that begins a page the rest of a row may stand, so that it tells only if all do so.
    """
    told: dict[bool, list[bool]] = {True: [], False: []}
    for page in pages:
        lines = lines_of(page.pieces)
        heads = heads_among(lines)
        for at, line in enumerate(lines[:-1]):
            if id(line) in heads and id(lines[at + 1]) not in heads:
                begins = all(id(one) in heads for one in lines[:at])
                told[begins] += _stands_first(lines[at + 1 : at + 1 + _MOST_OF_HEAD])
    first = told[False] or told[True]
    return bool(first) and all(first)


_MOST_OF_HEAD = 6


def _stands_first(lines: Sequence[PageLine]) -> list[bool]:
    """Whether the first row below a head has its values beside its first line; nothing without one.

    The rest of a head stands above other columns than that of the titles.
    """
    at = next((at for at, line in enumerate(lines) if is_row(line)), None)
    if at is None or any(is_named(line) for line in lines[:at]):
        return []
    edge = title_edge(lines[at])
    return [not any(abs(p.x0 - edge) < 4 for line in lines[:at] for p in line.pieces)]


def title_edge(row: PageLine) -> float:
    """Return the left edge of the piece of a row that has the most letters."""
    return max(row.pieces, key=lambda p: sum(c.isalpha() for c in p.text)).x0


def _limits(pages: Sequence[PageSeen]) -> dict[int, float]:
    """How far the cells reach that begin at one edge, by their left edge in whole points."""
    limits: dict[int, float] = {}
    nexts: dict[int, list[float]] = {}
    lines = [line for page in pages for line in _tabled(lines_of(page.pieces))]
    for line in filter(is_row, lines):
        for piece, after in pairwise(line.pieces):
            nexts.setdefault(round(piece.x0), []).append(after.x0)
    ends = {edge: median(found) for edge, found in nexts.items()}
    for piece in (piece for line in lines for piece in line.pieces):
        edge = round(piece.x0)
        if piece.x1 < min(ends.get(one, math.inf) for one in (edge - 1, edge, edge + 1)):
            limits[edge] = max(limits.get(edge, 0.0), piece.x1)
    return limits


def _tabled(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines with several cells, and those of one cell that are set close to them."""
    inside = [len(line.pieces) > 1 for line in lines]
    for order in (range(len(lines) - 1), range(len(lines) - 2, -1, -1)):
        for at in order:
            if inside[at] != inside[at + 1]:
                one, other = lines[at], lines[at + 1]
                high = one.bottom - one.top
                near = other.top - one.bottom < 0.6 * high
                if near and abs(other.bottom - other.top - high) < 0.1 * high:
                    inside[at] = inside[at + 1] = True
    return [line for line, is_inside in zip(lines, inside, strict=True) if is_inside]


def lines_of(pieces: Sequence[Piece]) -> list[PageLine]:
    """Put pieces at one height together, top to bottom, left to right."""
    lines: list[PageLine] = []
    for piece in sorted(pieces, key=lambda p: ((p.top + p.bottom) / 2, p.x0)):
        middle = (piece.top + piece.bottom) / 2
        last = lines[-1] if lines else None
        if last is not None and last.top <= middle <= last.bottom and not _overlaps(last, piece):
            last.pieces.append(piece)
            last.top, last.bottom = min(last.top, piece.top), max(last.bottom, piece.bottom)
        else:
            lines.append(PageLine([piece], piece.top, piece.bottom))
    for line in lines:
        line.pieces.sort(key=lambda p: p.x0)
        if len(line.pieces) > 1 and line.pieces[0].text in _BULLETS:
            first, second, *rest = line.pieces
            both = replace(second, x0=first.x0, text=f"{first.text} {second.text}")
            line.pieces = [both, *rest]
    return lines


def _overlaps(line: PageLine, piece: Piece) -> bool:
    return any(p.x0 < piece.x1 - 1 and piece.x0 < p.x1 - 1 for p in line.pieces)


def leading(lines: Sequence[PageLine]) -> float:
    """The usual height of a line."""
    heights = [line.bottom - line.top for line in lines]
    return median(heights) if heights else 10.0


_MOST_WORDS = 4
"""Words that say how a unit is assessed, or what it is of, beside its values, inclusive."""


def is_row(line: PageLine) -> bool:
    """Whether a line may be one of a unit table: a reference, or words beside short values."""
    labelled = len(line.pieces) == 2 and line.pieces[0].text.endswith(":")
    if len(line.pieces) > 1 and len(facts_in(line.text)) > (0 if labelled else 1):
        return False  # a line of labels below a title, and no cells
    if len(line.pieces) > 1 and (
        REFERENCE.search(line.text) or any(PART_OF_REFERENCE.search(p.text) for p in line.pieces)
    ):
        return True
    if len(line.pieces) < 2:
        return False
    texts = [
        p
        for p in line.pieces
        if sum(c.isalpha() for c in p.text) >= 4
        and not own_code(p.text)
        and p.text.casefold() != "unit"
    ]
    values = [p for p in line.pieces if whole_of(p.text) is not None or level_of(p.text)]
    if len(texts) > 1 and (behind := [p.x0 for p in values if p is not line.pieces[0]]):
        # a code without numbers before the title; behind the values, how the unit is assessed
        code = [p for p in texts[:1] if p is line.pieces[0] and p.text.isupper()]
        texts = [
            p
            for p in texts
            if p not in code and (p.x0 < min(behind) or len(p.text.split()) > _MOST_WORDS)
        ]
    if not texts and len(values) > 1 and len(values) >= len(line.pieces) - 2:
        # a title of two lines, beside which the code and the values stand in the middle, or of a
        # short first word
        return any(own_code(p.text) and not p.text.isdigit() for p in line.pieces)
    return len(texts) == 1 and bool(values) and len(line.pieces) >= 2


def is_header(line: PageLine) -> bool:
    """Whether a line is the head of a unit table: in its words, or in what its pieces name."""
    if is_head(line.text):
        return True
    named = [role_of_head(p.text) for p in line.pieces]
    return (
        len(line.pieces) > 1
        and len(set(named) - {""}) >= 2
        and named.count("") <= len(named) / 2
        and all(len(p.text.split()) <= 5 and whole_of(p.text) is None for p in line.pieces)
        and not REFERENCE.search(line.text)
    )


def heads_among(lines: Sequence[PageLine]) -> set[int]:
    """Return the identities of the lines of heads: a word alone is of one only beside another line.

    Titles that are wrapped have lines such as "time", "learning" and "unit" too.
    """
    found = {id(line) for line in lines if len(line.pieces) > 1 and is_header(line)}
    for order in (list(lines), list(reversed(lines))):
        for before, line in pairwise(order):
            gap = max(line.top - before.bottom, before.top - line.bottom)
            close = gap < 0.8 * (line.bottom - line.top)
            if id(before) in found and close and is_header(line):
                found.add(id(line))
    return found


def is_named(line: PageLine) -> bool:
    """Whether a line, or the head of a table, names a group, or a level, alone across it."""
    return len(line.pieces) == 1 and (
        group_head(line.text, heading=True) is not None or level_heading(line.text) is not None
    )


def is_large(line: PageLine, lines: Sequence[PageLine]) -> bool:
    """Whether a line is set larger than most of the page, as headings are."""
    return len(line.pieces) == 1 and line.bottom - line.top > 1.18 * leading(lines)
