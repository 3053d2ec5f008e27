"""What a workbook shows beside what its cells say: colours, bold and struck-through text, comments.

Somebody meant something by it, and no other can know what; where nothing else tells what was
achieved, or it speaks against it, it is asked about.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from catalogue.records.words.outcomes import speaks_against
from catalogue.records.words.references import reference_in

STRUCK = "struck out"
"""What is said of text with a line through it."""

_SHOWS = rb'<(?:\w+:)?(?:strike|b|i)(?: val="(?:1|true)")?\s*/>|patternType="(?!none|gray125)'
SET_IN = ("bold", "italic")
"""How text may be set to tell it from other text."""

FIRST_ROWS = 5_000
"""Rows of a sheet, inclusive, of which colours are looked at."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_HUES = ("red", "orange", "yellow", "green", "green", "green", "blue", "blue", "blue", "purple",
         "purple", "red")  # fmt: skip
"""What a colour is called, by the twelfth of the circle in which its hue lies."""


_CROSSED = re.compile(r"~~(.+?)~~|<(s|del|strike)>(.+?)</\2>", re.IGNORECASE)
_STROKES = re.compile("[\N{COMBINING SHORT STROKE OVERLAY}\N{COMBINING LONG STROKE OVERLAY}]")


def without_lines(
    rows: Sequence[tuple[int, list[str]]],
) -> tuple[list[tuple[int, list[str]]], dict[int, str]]:
    """Return rows without the signs that stand in text for a line through it, and whose they are.

    The latter are marks of rows by their lines.
    """
    bare = [
        (line, [_STROKES.sub("", _CROSSED.sub(r"\1\3", text)) for text in cells])
        for line, cells in rows
    ]
    before = (cells for _, cells in rows)
    struck = [line for (line, own), was in zip(bare, before, strict=True) if own != was]
    named = {line: cells[0] for line, cells in rows if cells and reference_in(cells[0])}
    hashed = [line for line, text in named.items() if _HASHED.match(text)]
    return bare, dict.fromkeys([*struck, *(hashed if len(hashed) < len(named) else [])], STRUCK)


_HASHED = re.compile(r"\s*(?:#|//)")
"""How a row begins that somebody has taken out of a text, where others do not."""


def marks_of(raw: bytes, book: Any) -> list[dict[int, str]]:
    """Return what the rows of each sheet of a workbook show, by their lines.

    ``book`` is the workbook, opened to be read only; ``raw`` are its bytes.
    """
    found: list[dict[int, str]] = [{} for _ in book.worksheets]
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        styles = (archive.read(name) for name in names if name.startswith("xl/styles"))
        if any(re.search(_SHOWS, text) for text in styles):
            found = [_shown(sheet) for sheet in book.worksheets]
        if any("comments" in PurePosixPath(name).name for name in names):
            for place, sheet in enumerate(book.worksheets):
                path = getattr(sheet, "_worksheet_path", "")
                for line, text in _comments(archive, path):
                    before = found[place].get(line)
                    found[place][line] = f"{before}; {text}" if before else text
    return found


def _shown(sheet: Any) -> dict[int, str]:
    styles: dict[int, tuple[str, bool, list[str]]] = {}
    found: dict[int, str] = {}
    for line, row in enumerate(islice(sheet.iter_rows(), FIRST_ROWS), 1):
        said: dict[str, None] = {}
        struck = False
        for one in row:
            style = getattr(one, "_style_id", 0)
            if not style:
                continue
            if style not in styles:
                font = one.font
                set_in = [name for name in SET_IN if font and getattr(font, name)]
                styles[style] = (_colour(one.fill), bool(font and font.strike), set_in)
            colour, through, set_in = styles[style]
            if colour:
                said[colour] = None
            if one.value is not None:
                said |= dict.fromkeys(set_in)
                struck = struck or through
        if shows := shown_by(said, (), struck=struck):
            found[line] = shows
    return found


def shown_by(colours: Iterable[str], notes: Iterable[str], *, struck: bool) -> str:
    """Return what a row shows: a line through it, else its colours; then comments on it."""
    seen = STRUCK if struck else ", ".join(sorted(colours))
    return "; ".join(one for one in (seen, *notes) if one)


def _colour(fill: Any) -> str:
    if fill is None or fill.fill_type in {None, "none", "gray125"}:
        return ""
    colour = fill.fgColor
    if colour.type != "rgb" or not re.fullmatch(r"[0-9A-Fa-f]{6,8}", str(colour.rgb)):
        return f"colour {colour.theme if colour.type == 'theme' else colour.indexed}"
    return colour_of(str(colour.rgb))


def colour_of(written: str) -> str:
    """Return what people call a colour that is written in its last six signs, or nothing."""
    red, green, blue = (int(written[-6:][n : n + 2], 16) for n in (0, 2, 4))
    most, least = max(red, green, blue), min(red, green, blue)
    if most - least < 25:
        return "" if least > 240 else "grey"
    if most == red:
        hue = (green - blue) / (most - least) % 6
    elif most == green:
        hue = (blue - red) / (most - least) + 2
    else:
        hue = (red - green) / (most - least) + 4
    return _HUES[int(hue * 2) % 12]


def _comments(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[int, str]]:
    """The comments of a sheet that say that something may not have been achieved."""
    from defusedxml.ElementTree import fromstring

    own = PurePosixPath(path)
    related = str(own.parent / "_rels" / f"{own.name}.rels").lstrip("/")
    if related not in archive.namelist():
        return
    for one in fromstring(archive.read(related), forbid_dtd=True):
        target = str(one.get("Target", ""))
        if not str(one.get("Type", "")).endswith("/comments"):
            continue
        name = target.lstrip("/") if target.startswith("/") else str(own.parent / target)
        parts: list[str] = []
        for part in name.lstrip("/").split("/"):
            parts = parts[:-1] if part == ".." else [*parts, part]
        if (where := "/".join(parts)) not in archive.namelist():
            continue
        for comment in fromstring(archive.read(where), forbid_dtd=True).iter(f"{_MAIN}comment"):
            text = " ".join("".join(comment.itertext()).split())
            line = re.search(r"\d+$", str(comment.get("ref", "")))
            if line is not None and speaks_against(text):
                yield int(line[0]), text
