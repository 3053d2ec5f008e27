"""Spreadsheets of the OpenDocument kind: the cells of their sheets, and what their rows show."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.records.files.marks import FIRST_ROWS, colour_of, shown_by
from catalogue.records.words.outcomes import speaks_against

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}


@dataclass(frozen=True)
class _Look:
    """What a style shows: a colour, a line through the text, bold or italic, or a hidden sheet."""

    colour: str = ""
    struck: bool = False
    hidden: bool = False
    set_in: frozenset[str] = frozenset()


def of_ods(
    raw: bytes, *, rows: int, columns: int
) -> Iterator[tuple[str, Iterator[list[str]], Mapping[int, str]]]:
    """Yield the sheets of a file that are not hidden: name, rows, and what these show by lines.

    Of a sheet no more is read than ``rows`` and one, of a row no more cells than ``columns``.
    """
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        content = fromstring(archive.read("content.xml"), forbid_dtd=True)
        named = archive.namelist()
        own = "styles.xml"
        styles = fromstring(archive.read(own), forbid_dtd=True) if own in named else None
    looks = _looks([one for one in (styles, content) if one is not None])
    for table in content.iter(f"{_TABLE}table"):
        if not looks.get(table.get(f"{_TABLE}style-name", ""), _Look()).hidden:
            yield table.get(f"{_TABLE}name", ""), _rows(table, rows, columns), _marks(table, looks)


def _looks(parts: list[Any]) -> dict[str, _Look]:
    """What each style shows, by its name; one that another is made from is taken over."""
    found: dict[str, _Look] = {}
    for part in parts:
        for style in part.iter(f"{_STYLE}style"):
            before = found.get(style.get(f"{_STYLE}parent-style-name", ""), _Look())
            colour, struck, hidden = before.colour, before.struck, before.hidden
            set_in = before.set_in
            for one in style:
                ground = one.get(f"{_FO}background-color", "")
                if one.tag == f"{_STYLE}table-cell-properties" and ground:
                    colour = colour_of(ground) if ground.startswith("#") else ""
                if (line := one.get(f"{_STYLE}text-line-through-style")) is not None:
                    struck = line != "none"
                hidden = hidden or one.get(f"{_TABLE}display") == "false"
                if one.tag == f"{_STYLE}text-properties":
                    for key, name in (("weight", "bold"), ("style", "italic")):
                        if (said := one.get(f"{_FO}font-{key}")) is not None:
                            own = {name} if said == name else set[str]()
                            set_in = (set_in - {name}) | own
            found[style.get(f"{_STYLE}name", "")] = _Look(colour, struck, hidden, set_in)
    return found


def _rows(table: Any, most: int, columns: int) -> Iterator[list[str]]:
    for row, again in _each(table):
        cells: list[str] = []
        for one in row:
            if one.tag not in _CELLS:
                continue
            text = _text(one)
            if len(cells) < columns:
                times = min(int(one.get(f"{_TABLE}number-columns-repeated", "1")), columns)
                cells += [text] * times
            elif text:
                cells.append(text)
                break
        # empty rows to the end of the sheet are one repeated row
        yield from [cells] * (min(again, most + 1) if any(cells) else 1)


def _each(table: Any) -> Iterator[tuple[Any, int]]:
    """Each row of a sheet, with how often it stands there."""
    for row in table.iter(f"{_TABLE}table-row"):
        yield row, int(row.get(f"{_TABLE}number-rows-repeated", "1"))


def _text(one: Any) -> str:
    if day := one.get(f"{_OFFICE}date-value"):
        return str(day)[:10]
    if truth := one.get(f"{_OFFICE}boolean-value"):
        return "yes" if truth == "true" else "no"
    return "\n".join("".join(part.itertext()) for part in _said(one))


def _said(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell, without those of a comment on it."""
    for one in cell:
        if one.tag == f"{_TEXT}p":
            yield one
        elif one.tag != f"{_OFFICE}annotation":
            yield from one.iter(f"{_TEXT}p")


def _marks(table: Any, looks: Mapping[str, _Look]) -> dict[int, str]:
    """What the first rows show beside what they say, by their lines."""
    found: dict[int, str] = {}
    line = 1
    for row, again in _each(table):
        if line > FIRST_ROWS:
            break
        colours: dict[str, None] = {}
        struck, notes = False, []
        for cell in row:
            filled = cell.tag in _CELLS and any(True for _ in _said(cell))
            look = looks.get(cell.get(f"{_TABLE}style-name", ""), _Look())
            if look.colour and cell.tag in _CELLS:
                colours[look.colour] = None
            spans = [looks.get(x.get(f"{_TEXT}style-name", ""), _Look()) for x in cell.iter()]
            struck = struck or (filled and (look.struck or any(x.struck for x in spans)))
            if filled:
                colours |= dict.fromkeys(name for x in (look, *spans) for name in x.set_in)
            for note in cell.iter(f"{_OFFICE}annotation"):
                text = " ".join("".join(note.itertext()).split())
                notes += [text] if speaks_against(text) else []
        if (said := shown_by(colours, notes, struck=struck)) and again < FIRST_ROWS:
            found |= {line + n: said for n in range(again)}
        line += again if any(_text(one) for one in row if one.tag in _CELLS) else 1
    return found
