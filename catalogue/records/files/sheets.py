"""The files that records come in, as sheets of cells: text with a separator, XLSX, ODS.

What a file is, is read from its content and not from its name. Nothing in a spreadsheet is worked
out: of a formula there is the value that was stored with it. An archive is looked at before it is
unpacked, and nothing in it is read past what :data:`MOST_UNPACKED` and :data:`MOST_ROWS` allow.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from itertools import islice
from typing import Any

from catalogue.cells import cell
from catalogue.errors import did_you_mean
from catalogue.files.pages import shortened
from catalogue.records.files.decoding import NotText, decoded
from catalogue.records.words.references import reference_in

MOST_UNPACKED = 64 << 20
"""Bytes of a spreadsheet once it is unpacked, inclusive."""

MOST_ROWS = 20_000
"""Rows of one sheet that are read, inclusive; one with more is no learner's record."""

MOST_COLUMNS = 500
"""Cells of one row that are read, inclusive."""

_SEPARATORS = ",;\t|"
_LOOKED_AT = 60

Row = tuple[int, list[str]]
"""The line that a row begins on, and its cells as they are seen."""


@dataclass(frozen=True)
class Sheet:
    """Rows of cells, those that say something. ``name`` is empty where a file has one sheet.

    ``marks`` are what rows show beside what they say, by their lines.
    """

    name: str
    rows: tuple[Row, ...]
    separator: str = ""
    encoding: str = ""
    marks: Mapping[int, str] = field(default_factory=dict)

    @property
    def references(self) -> int:
        """Cells that hold the Ofqual reference of a unit."""
        return sum(bool(reference_in(text)) for _, row in self.rows for text in row)


class Unreadable(ValueError):
    """The file cannot be read as what it is; ``line`` counts from 1, 0 is the whole of it."""

    def __init__(self, why: str, hint: str = "", line: int = 0) -> None:
        super().__init__(why)
        self.hint = hint
        self.line = line


def no_sheet(wanted: str, names: Sequence[str]) -> Unreadable:
    """Return what tells that none of the sheets of a file is called so; a text has none at all."""
    told = f"has no sheet {shortened(wanted)}"
    if not any(names):
        return Unreadable(f"{told}: it is no spreadsheet", "leave the name of the sheet away")
    hint = did_you_mean(wanted, list(names))
    return Unreadable(told, hint or f"its sheets are {', '.join(map(shortened, names))}")


_SAVE = "open it in a spreadsheet program and save it as XLSX or CSV"


@dataclass(frozen=True)
class Most:
    """The most that is read of a spreadsheet: bytes once unpacked, and rows of one sheet."""

    unpacked: int = MOST_UNPACKED
    rows: int = MOST_ROWS


OF_A_RECORD = Most()
"""The most of a record of one learner."""


def kind_of(raw: bytes, most: Most = OF_A_RECORD) -> str:
    """Return what a file is by its content: ``xlsx``, ``ods`` or ``text``.

    Raises
    ------
    Unreadable
        If it is of a kind that is not read, which is called what it is.
    """
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unreadable("is a spreadsheet or document of the old binary kind (.xls, .doc)", _SAVE)
    if raw.startswith(b"%PDF"):
        raise Unreadable("is a PDF", "a record is read from XLSX, ODS, CSV, YAML or JSON")
    if raw.startswith(b"PK\x03\x04"):
        return _archive(raw, most)
    head = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        raise Unreadable("is a page of HTML, whatever its name says", _SAVE)
    if head.startswith(b"<?xml"):
        raise Unreadable("is XML", _SAVE)
    if head.startswith(b"{\\rtf"):
        raise Unreadable("is a document in RTF", _SAVE)
    return "text"


def _archive(raw: bytes, most: Most) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            found = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("is a spreadsheet or archive that cannot be opened", _SAVE) from error
    names = {one.filename for one in found}
    if sum(one.file_size for one in found) > most.unpacked:
        raise Unreadable(f"unpacks to more than {most.unpacked >> 20} MiB, the most that is read")
    if "word/document.xml" in names:
        raise Unreadable("is a Word document", "save its table as CSV, or copy it into a sheet")
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    raise Unreadable("is an archive, and no spreadsheet", _SAVE)


def read_sheets(
    raw: bytes, most: Most = OF_A_RECORD, said: Callable[[str], str] = cell
) -> tuple[Sheet, ...]:
    """Return the sheets of a file that say something; ``said`` is what a cell says.

    Raises
    ------
    Unreadable
        If there is something in the way of that.
    """
    match kind_of(raw, most):
        case "xlsx":
            found = list(_spreadsheet(raw, _of_xlsx, most, said))
        case "ods":
            from catalogue.records.files.ods import of_ods

            read = partial(of_ods, rows=most.rows, columns=MOST_COLUMNS + 1)
            found = list(_spreadsheet(raw, read, most, said))
        case _:
            try:
                text, encoding = decoded(raw)
            except NotText as error:
                line = raw[: error.at].count(b"\n") + 1
                raise Unreadable(
                    "is not text that can be read", "save it as CSV UTF-8", line
                ) from error
            return (sheet_of(text, encoding, said),)
    return tuple(sheet for sheet in found if sheet.rows)


def sheet_of(text: str, encoding: str = "utf-8", said: Callable[[str], str] = cell) -> Sheet:
    """Read text of rows; the separator is the one that parts the most references and cells.

    Raises
    ------
    Unreadable
        If it is no such text.
    """
    text = text.removeprefix("\ufeff")
    separators = _SEPARATORS
    if found := re.match(r"sep=(.)\s*?(\r\n|\r|\n)", text):
        # a line for spreadsheets; an empty one keeps the count of lines
        text, separators = found[2] + text[found.end() :], found[1]
    if "\x00" in text:
        raise Unreadable("is not text", "save it as CSV UTF-8")
    parted = [(one, _looked_at(text, one)) for one in separators]
    separator, _ = max(parted, key=lambda one: _parts(one[1]))
    return Sheet("", tuple(_text_rows(text, separator, said)), separator, encoding)


def _parts(rows: list[Row]) -> tuple[bool, int, int, int]:
    """How well a separator parts rows.

    Whether it parts what stands above the first cell that is a reference alone, too, since it may
    also stand between the several references of one cell; then how many such cells there are, and
    the usual width.
    """
    counts = [sum(_is_reference(text) for text in row) for _, row in rows]
    alone = sum(counts)
    first = next((number for number, count in enumerate(counts) if count), 0)
    headed = bool(alone) and (not first or len(rows[first - 1][1]) > 1)
    widths = [len(row) for _, row in rows if len(row) > 1]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
    return headed, alone, widths.count(usual) if usual > 1 else 0, usual


def _is_reference(text: str) -> bool:
    found = reference_in(text)
    return found is not None and not found[1]


def _looked_at(text: str, separator: str) -> list[Row]:
    try:
        return list(islice(_text_rows(text, separator, cell), _LOOKED_AT))
    except Unreadable:
        return []


def _text_rows(text: str, separator: str, said: Callable[[str], str]) -> Iterator[Row]:
    """Each row that says something."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = 1
    try:
        for row in reader:
            if cells := _cells(row, begins, said):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"this is not CSV: {error}", line=begins) from error


def _spreadsheet(raw: bytes, read: Any, most: Most, said: Callable[[str], str]) -> Iterator[Sheet]:
    try:
        for name, rows, marks in read(raw):
            yield Sheet(name, tuple(_filled(rows, most, said)), marks=marks)
    except Unreadable:
        raise
    except Exception as error:  # whatever is wrong with it, a library tells it in its own way
        raise Unreadable("is a spreadsheet that cannot be read", _SAVE) from error


def _filled(rows: Iterator[list[str]], most: Most, said: Callable[[str], str]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if number > most.rows:
            raise Unreadable(f"has more than {most.rows:,} rows", line=number)
        if cells := _cells(row, number, said):
            while not cells[-1]:
                cells.pop()
            yield number, cells


def _cells(row: Iterable[str], line: int, said: Callable[[str], str]) -> list[str]:
    """The cells of a row; none if all are empty. What stands further right is never cut off."""
    cells = [said(text) for text in row]
    if any(cells[MOST_COLUMNS:]):
        raise Unreadable(f"has more than {MOST_COLUMNS} columns", line=line)
    return cells[:MOST_COLUMNS] if any(cells) else []


UNWORKED = "(a formula without its value)"
"""What is seen of a cell whose formula was never worked out by a spreadsheet program."""


Found = tuple[str, Iterator[list[str]], Mapping[int, str]]
"""The name of a sheet, its rows, and what these show by their lines."""


def _of_xlsx(raw: bytes) -> Iterator[Found]:
    from openpyxl import load_workbook

    from catalogue.records.files.marks import marks_of

    # values as they were stored; no links are followed, and no formula is worked out
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    formulas = None
    if _in_parts(raw, "xl/worksheets/", rb"<(?:\w+:)?f[ >/]"):
        formulas = load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
    percents = _in_parts(raw, "xl/styles", rb'numFmtId="(?:9|10)"|formatCode="[^"]*%')
    marks = marks_of(raw, book)
    for number, sheet in enumerate(book.worksheets):
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        rows: Iterator[list[str]] = (
            ([_of_cell(one) for one in row] for row in sheet.iter_rows())
            if percents
            else ([shown(value) for value in row] for row in sheet.iter_rows(values_only=True))
        )
        if formulas is not None:
            written = formulas.worksheets[number]
            written.reset_dimensions()
            rows = _with_formulas(rows, written.iter_rows(values_only=True))
        yield sheet.title, rows, marks[number]


def _in_parts(raw: bytes, where: str, what: bytes) -> bool:
    """Whether some part of a workbook whose name begins with ``where`` has a pattern in it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = (name for name in archive.namelist() if name.startswith(where))
        return any(re.search(what, archive.read(name)) for name in parts)


def _of_cell(one: Any) -> str:
    """A cell as text, a share as it is seen: 40% and not 0.4."""
    value = one.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in one.number_format:
        return f"{round(value * 100, 2):g}%"
    return shown(value)


def _with_formulas(rows: Iterator[list[str]], written: Iterator[Any]) -> Iterator[list[str]]:
    """The values of rows; of a formula without one, that it has none."""
    for cells, own in zip(rows, written, strict=False):
        for n, formula in enumerate(own):
            if n < len(cells) and not cells[n] and isinstance(formula, str) and formula[:1] == "=":
                cells[n] = UNWORKED
        yield cells


def shown(value: object) -> str:
    """A value as text: a day as a day, a whole number without a fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, time) else str(value)
