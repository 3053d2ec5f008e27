"""Which format a file has, told by its bytes and not by its name, and who reads it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from catalogue.handbooks.blocks import MOST_LINE, Content, Line, Remark
from catalogue.records.files.sheets import Unreadable

LARGEST = 50 << 20
"""Bytes of a document, inclusive."""

MOST_UNPACKED = 64 << 20
"""Bytes of an archive once it is unpacked, inclusive."""

MOST_ENTRIES = 2_000
"""Files in an archive, inclusive."""

NEEDS = {"pdf": ("pdfplumber", "pypdfium2"), "docx": ("docx",), "html": ("selectolax",)}
"""The modules that a format needs besides what is always installed."""


_LONGEST_HEAD = 1 << 14
"""Bytes at the start of an e-mail in which its head is looked for."""


class Refused(ValueError):
    """A document that is not read, with the reason; ``hint`` says what would help."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def kind_of(raw: bytes, name: str) -> str:
    """Return ``pdf``, ``docx``, ``sheet``, ``mail``, ``html`` or ``text``.

    Raises
    ------
    Refused
        If it is something else, or an archive past the limits.
    """
    if raw[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return _archive(raw)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("is of an old Office format", "save it as DOCX, XLSX or PDF")
    if _is_mail(raw[:_LONGEST_HEAD]):
        return "mail"
    head = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if (
        head.startswith((b"<!doctype html", b"<html"))
        or b"<html" in head
        or (b"<table" in head[:400] and head.startswith(b"<"))
    ):
        return "html"
    if name.casefold().endswith((".htm", ".html")):
        return "html"
    if name.casefold().endswith((".csv", ".tsv")):
        return "sheet"
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(
            "is no document that can be read", "PDF, DOCX, HTML, XLSX, CSV, e-mails and text can"
        )
    return "text"


def _is_mail(raw: bytes) -> bool:
    """Whether a file begins with the head of a message, as of a page saved as one file too."""
    head = raw.lstrip().replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower().splitlines()
    named = [re.match(rb"([a-z][a-z-]*):", line) for line in head if line[:1] not in (b" ", b"\t")]
    names = {found[1] for found in named if found}
    return all(named) and bool(names & {b"mime-version", b"content-type"})


def _archive(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused("is a damaged archive") from error
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"holds more than {MOST_ENTRIES:,} files")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(f"is larger than {MOST_UNPACKED >> 20} MiB once it is unpacked")
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return "sheet"
    raise Refused("is an archive, and no DOCX or XLSX", "unpack it and name the document")


def installed() -> bool:
    """Whether the second reader of sentences, which every import needs, is installed."""
    return find_spec("lark") is not None


def missing(kind: str) -> list[str]:
    """Return the modules that a format needs and that are not installed."""
    return [name for name in NEEDS.get(kind, ()) if find_spec(name) is None]


def _cut(content: Content) -> list[Remark]:
    """What to ask where a paragraph or a cell is longer than one is read."""
    texts = [
        (spot.page, text)
        for one in content.blocks
        for spot, row in (
            [(one.spot, (one.text,))]
            if isinstance(one, Line)
            else zip(one.spots, one.rows, strict=False)
        )
        for text in row
        if len(text) >= MOST_LINE
    ]
    return [
        Remark("cut", f"a paragraph is read to its sign {MOST_LINE:,} alone: {text[:60]}", page)
        for page, text in texts[:_MOST_CUT]
    ]


_MOST_CUT = 5
"""Paragraphs that were cut and are told of, inclusive."""


def read(raw: bytes, name: str) -> Content:
    """Read the bytes of a document of any kind.

    Raises
    ------
    Refused
        If it cannot be read, with the reason.
    """
    kind = kind_of(raw, name)
    if missing(kind):
        raise Refused(
            f"is {kind.upper()}, and what reads that is not installed",
            "pip install 'unitwise[import]'",
        )
    places = {"docx": "word", "html": "web", "sheet": "sheets", "text": "embedded"}
    where = places.get(kind, kind)
    module = import_module(f"catalogue.handbooks.readers.{where}")
    reader: Callable[[bytes, str], Content] = getattr(module, f"read_{where}")
    try:
        content = reader(raw, name)
        content.remarks += _cut(content)
        return content
    except Refused:
        raise
    except RecursionError as error:
        raise Refused("is nested too deeply") from error
    except Unreadable as error:
        raise Refused(str(error), error.hint) from error
    except Exception as error:
        raise Refused(f"cannot be read: {type(error).__name__}: {str(error)[:200]}") from error
