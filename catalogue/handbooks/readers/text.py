"""Plain text and Markdown: lines, and grids where lines hold tabs or upright bars."""

from __future__ import annotations

import re

from catalogue.handbooks.blocks import MOST_BLOCKS, Content, Grid, Line, Spot, plain
from catalogue.handbooks.readers.aligned import aligned_blocks, is_aligned
from catalogue.handbooks.readers.slashed import unjoined, unstroked
from catalogue.records.files.decoding import decoded

MOST_SIGNS = 4_000_000
"""Signs of a text whose columns are made out by their places, inclusive."""

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,80}>|\*\*|__|\[([^\[\]]{1,200})\]\([^()]{0,300}\)")
_LEAST_QUOTED = 3
"""Lines with a sign of quotation before them, inclusive, from which it is one."""
_RULER = re.compile(r"[\s|:+=_-]*")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z]")
_TWICE = re.compile(r"^\d{1,2}\.\s+(?=\d{1,2}\.\s+[A-Z])")
"""The number of an item that has one of its own behind it."""
_BULLET = re.compile(r"[\u00b7\u2022\u25cf\u25aa\u25e6\uf0b7o*-]\s+(?=\S)|-(?=[A-Z][a-z])")


def read_text(raw: bytes, name: str) -> Content:
    """Return the blocks of a text file; ``name`` is what their places call it.

    Raises
    ------
    ValueError
        If the bytes are no text.
    """
    content = Content(name, "text")
    text, _ = decoded(raw)
    text = _unquoted(text)
    if is_aligned(text[:MOST_SIGNS].splitlines()):
        content.blocks, content.pages = aligned_blocks(text[:MOST_SIGNS], name, _line)
        return content
    page = 1 if "\f" in text else 0
    rows: list[tuple[str, ...]] = []
    spots: list[Spot] = []
    gap = False

    def close() -> None:
        if rows:
            content.blocks.append(Grid(tuple(rows), tuple(spots), "cells"))
            rows.clear()
            spots.clear()

    for number, written in unstroked(unjoined(re.split(r"\r\n|\n|\r|(?=\f)", text))):
        if len(content.blocks) > MOST_BLOCKS:
            raise ValueError(f"more than {MOST_BLOCKS:,} lines")
        if written.startswith("\f"):
            page += 1
        raw_line = written.strip("\f")
        spot = Spot(name, page, number)
        bare = raw_line.strip()
        if not bare or (len(bare) > 2 and _RULER.fullmatch(bare)):
            gap = True
            continue
        cells = _cells(raw_line)
        spanning = bool(rows) and bare.startswith("|") and bare.endswith("|") and any(cells)
        if spanning or (len(cells) > 1 and any(cells)):
            widths = [len(row) for row in rows if len(row) > 1]
            if gap and widths and len(cells) > 1 and len(cells) != widths[-1]:
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


def _unquoted(text: str) -> str:
    """Return a text in which lines that an answer quotes stand without the signs before them."""
    quoted = re.compile(r"(?:>[ \t]?)+")
    lines = text.split("\n")
    if sum(line.startswith(">") for line in lines) < _LEAST_QUOTED:
        return text
    return "\n".join(quoted.sub("", line, count=1) if line[:1] == ">" else line for line in lines)


def unmarked(text: str) -> str:
    """Return text without the marks of Markdown and HTML."""
    return plain(_MARKUP.sub(lambda found: found[1] or "", text[:4000]))


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        return tuple(unmarked(cell) for cell in line.split("\t"))
    bare = line.strip()
    if bare.count("|") >= 2 or (bare.startswith("|") and bare.endswith("|")):
        return tuple(unmarked(cell) for cell in bare.strip("|").split("|"))
    return (line,)


def _line(bare: str, spot: Spot, gap: bool) -> Line:
    heading = 0
    whole = False
    if marks := re.match(r"(#{1,6})\s+", bare):
        heading, whole = len(marks[1]), True
        bare = bare[marks.end() :]
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
