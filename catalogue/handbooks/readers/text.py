"""Plain text and Markdown: lines, and grids where lines hold tabs or upright bars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from catalogue.handbooks.blocks import (
    MOST_BLOCKS,
    MOST_LINE,
    Block,
    Content,
    Grid,
    Line,
    Spot,
    plain,
)
from catalogue.handbooks.readers.aligned import aligned_blocks, is_aligned
from catalogue.handbooks.readers.barred import unbroken
from catalogue.handbooks.readers.dashed import undashed
from catalogue.handbooks.readers.furniture import without_running
from catalogue.handbooks.readers.slashed import unjoined, unstroked
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.joints import put_below
from catalogue.handbooks.written.rows import references_in
from catalogue.records.files.decoding import decoded

MOST_SIGNS = 4_000_000
"""Signs of a text whose columns are made out by their places, inclusive."""

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,80}>|\*\*|__|\[([^\[\]]{1,200})\]\([^()]{0,300}\)")
_LEAST_QUOTED = 3
"""Lines with a sign of quotation before them, inclusive, from which it is one."""
_RULER = re.compile(r"[\s|:+=_-]*")
_NAMED = re.compile(r"(?:Mandatory|Optional|Core|Elective)\s+(?:Group|Units?)\b(?!\s+[A-Z]\.)")
_MOST_PIECES = 1_000
"""Parts of one line, inclusive."""
_VALUE_LAST = re.compile(r"\s(?:\d{1,4}|[MO])\s*$")
_ENDED = re.compile(r"[.;]\s+(?=[A-Z])")
"""Where a line may be parted: before the name of a group, behind a sentence."""
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!'\"|<>~-])")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6}|={2,6}|h[1-6](?:\([^()]{0,80}\))?\.)\s+(?=\S)")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z]")
_TWICE = re.compile(r"^\d{1,2}\.\s+(?=\d{1,2}\.\s+[A-Z])")
"""The number of an item that has one of its own behind it."""
_BULLET = re.compile(r"[\u00b7\u2022\u25cf\u25aa\u25e6\uf0b7o*-]\s+(?=\S)|-(?=[A-Z][a-z])")


def _in_pieces(line: str) -> Iterator[str]:
    """The parts of a line that is too long for one: whole sentences, lists and rows, as far as can be.

    What stands behind the last that may be is one part, and so told to be cut.
    """
    at = 0
    if len(line) > MOST_LINE and "\t" not in line and "|" not in line:
        first = [start for _, start, _ in references_in(line[: 2 * MOST_LINE])][:1]
        closed = bool(first) and _VALUE_LAST.search(line[: first[0]]) is not None
        for _ in range(_MOST_PIECES):
            part = line[at : at + MOST_LINE]
            if len(part) < MOST_LINE:
                break
            cuts = [found.start() for found in _NAMED.finditer(part)]
            cuts += [found.end() for found in _ENDED.finditer(part)]
            late = [one for one in cuts if one > MOST_LINE // 2]
            rows = [end if closed else start for _, start, end in references_in(part) if start]
            end = max(late or rows or [part.rfind(" ") + 1])
            if end < 1:
                break
            yield part[:end]
            at += end
    yield line[at:]


TableReader = Callable[[str, Spot], list[Block]]


def read_text(raw: bytes, name: str, tables: TableReader | None = None) -> Content:
    """Return the blocks of a text file; ``name`` is what their places call it.

    ``tables`` reads the tables of web pages that stand in it; without it they are lines.

    Raises
    ------
    ValueError
        If the bytes are no text.
    """
    content = Content(name, "text")
    text, _ = decoded(raw)
    text = _unquoted(text)
    lines = without_running(list(enumerate(re.split(r"\r\n|\n|\r|(?=\f)", text), 1)))
    lines = [(at, part) for at, line in undashed(lines) for part in _in_pieces(line)]
    if len(text) <= MOST_SIGNS and is_aligned([line for _, line in lines]):
        content.blocks, content.pages = aligned_blocks(lines, name, _line)
        return content
    page = 1 if "\f" in text else 0
    rows: list[tuple[str, ...]] = []
    spots: list[Spot] = []
    gap = barred = False

    def close() -> None:
        if rows:
            content.blocks.append(Grid(tuple(rows), tuple(spots), "cells"))
            rows.clear()
            spots.clear()

    parted = unbroken(unstroked(unjoined(lines)))
    for number, written in _with_tables(parted, name, tables):
        if len(content.blocks) > MOST_BLOCKS:
            raise ValueError(f"more than {MOST_BLOCKS:,} lines")
        if not isinstance(written, str):
            close()
            content.blocks += written
            continue
        if written.startswith("\f"):
            page += 1
        raw_line = written.strip("\f")
        spot = Spot(name, page, number)
        bare = raw_line.strip()
        if not bare or (len(bare) > 2 and _RULER.fullmatch(bare)):
            gap = gap or "|" not in bare
            continue
        cells = _cells(raw_line)
        if barred and rows and not gap and (rest := _rest(cells, rows[-1])):
            wide = _widest(rows[-1])
            below = put_below([rows[-1][wide], rest])
            rows[-1] = (*rows[-1][:wide], below, *rows[-1][wide + 1 :])
            continue
        barred = "|" in bare
        spanning = bool(rows) and bare.startswith("|") and bare.endswith("|") and any(cells)
        if spanning or (len(cells) > 1 and any(cells)):
            width = next((len(row) for row in reversed(rows) if len(row) > 1), 0)
            if gap and width and len(cells) > 1 and len(cells) != width:
                close()
            rows.append(cells)
            spots.append(spot)
            gap = False
            continue
        if rows and bare.startswith("**") and bare.endswith("**"):
            rows.append((unmarked(bare),))
            spots.append(spot)
            continue
        if rows and bare.startswith("<b>") and bare.endswith("</b>"):
            rows.append((unmarked(bare),))
            spots.append(spot)
            continue
        close()
        content.blocks.append(_line(bare, spot, gap))
        gap = False
    close()
    content.pages = page
    return content


def _with_tables(
    lines: Sequence[tuple[int, str]], name: str, tables: TableReader | None
) -> Iterator[tuple[int, str | list[Block]]]:
    """Numbered lines, with the blocks of each table of a web page in the place of its own lines."""
    held: list[str] = []
    first = 0
    for number, line in lines:
        if tables is None or (not held and not _TABLE.search(line)):
            yield number, line
            continue
        first = first if held else number
        held.append(line)
        if "</table>" in line.casefold():
            yield first, tables("\n".join(held), Spot(name, line=first))
            held = []
    yield from enumerate(held, first)  # one that does not end


def _rest(cells: Sequence[str], row: Sequence[str]) -> str:
    """Words of a title that a program left below the row of their cell; they begin small."""
    at = _widest(row)
    if len(row[at]) >= MOST_LINE:
        return ""
    full = [cell for cell in cells if cell.strip()]
    alone = len(cells) == 1 or (len(cells) == len(row) and bool(cells[at].strip()))
    return unmarked(full[0]) if len(full) == 1 and alone and full[0].strip()[0].islower() else ""


def _widest(row: Sequence[str]) -> int:
    """The place of the cell with the most letters, which is that of the title."""
    return max(range(len(row)), key=lambda n: sum(sign.isalpha() for sign in row[n]))


def _unquoted(text: str) -> str:
    """Return a text in which lines that an answer quotes stand without the signs before them."""
    quoted = re.compile(r"(?:>[ \t]?)+")
    lines = text.split("\n")
    if sum(line.startswith(">") for line in lines) < _LEAST_QUOTED:
        return text
    return "\n".join(quoted.sub("", line, count=1) if line[:1] == ">" else line for line in lines)


def unmarked(text: str) -> str:
    """Return text without the marks of Markdown and HTML."""
    text = _ESCAPED.sub(r"\1", put_below(_BREAK.split(text[:4000])))
    return plain(_MARKUP.sub(lambda found: found[1] or "", text))


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        return tuple(unmarked(cell) for cell in line.split("\t"))
    bare = line.strip()
    if bare.count("|") >= 2 or (bare.startswith("|") and bare.endswith("|")):
        cells = bare.strip("|").split("|")
        full = [cell.strip() for cell in cells if cell.strip()]
        if len(full) > 1 and all(cell.startswith("**") for cell in full):
            named = plain("".join(full).replace("**", ""))
            if group_head(named, heading=True) is not None:
                return (named, *[""] * (len(cells) - 1))  # a heading that the columns part
        return tuple(unmarked(cell) for cell in cells)
    return (line,)


def _line(bare: str, spot: Spot, gap: bool) -> Line:
    heading = 0
    whole = False
    if marks := _HEADING.match(bare):
        heading, whole = min(len(marks[1]), 6), True
        bare = bare[marks.end() :].rstrip("=").strip()
    elif (bare.startswith("**") and bare.endswith("**") and bare.count("**") == 2) or (
        bare.startswith("<b>") and bare.endswith("</b>") and bare.count("<b>") == 1
    ):
        heading, whole = 6, True
    elif _NUMBERED.match(bare) and len(bare) <= 80 and not bare.endswith((".", ",", ";")):
        heading = 3
    bullet = bool(found := _BULLET.match(bare)) and not heading
    if bullet and found:
        bare = bare[found.end() :]
    bare = _TWICE.sub("", bare)
    return Line(unmarked(bare), spot, heading, whole, bullet, gap)
