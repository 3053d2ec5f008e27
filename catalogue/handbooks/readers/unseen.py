"""What a workbook keeps out of sight: sheets and rows that are hidden."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl import load_workbook

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=\"(?:1|true)\"")
_NUMBER = re.compile(rb"\br=\"(\d+)\"")


@dataclass(frozen=True, slots=True)
class Unseen:
    """What an XLSX does not show: whole sheets, and rows by the name of their sheet."""

    sheets: tuple[str, ...]
    rows: Mapping[str, frozenset[int]]


def unseen_in(raw: bytes) -> Unseen:
    """Return what an XLSX does not show; rows count from 1."""
    book = load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
    sheets = tuple(one.title for one in book.worksheets if one.sheet_state != "visible")
    rows: dict[str, frozenset[int]] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = set(archive.namelist())
        for sheet in book.worksheets:
            path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
            if path in names:
                rows[sheet.title] = frozenset(_rows(archive.read(path)))
    return Unseen(sheets, rows)


def _rows(part: bytes) -> Iterator[int]:
    for one in _ROW.finditer(part):
        number = _NUMBER.search(one[0])
        if number and _HIDDEN.search(one[0]):
            yield int(number[1])
