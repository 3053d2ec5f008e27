"""PDF: the words of a page by pdfium, and, where it has unit references and rules, pdfplumber too."""

from __future__ import annotations

from typing import Any

from catalogue.handbooks.blocks import Content, Remark
from catalogue.handbooks.readers.abreast import has_bare_values, put_abreast
from catalogue.handbooks.readers.geometry import blocks_of
from catalogue.handbooks.readers.kinds import Refused
from catalogue.handbooks.readers.overlaid import LEAST, count_overlaid
from catalogue.handbooks.readers.pagelines import (
    PageSeen,
    is_header,
    lines_of,
    measure,
    without_margins,
)
from catalogue.handbooks.readers.ruled import read_again
from catalogue.handbooks.readers.signs import (
    MOST_SIGNS,
    pieces_of,
    signs_of,
    turned,
    without_struck,
)
from catalogue.handbooks.written.rows import (
    PART_OF_REFERENCE,
    REFERENCE,
)

MOST_PAGES = 500
"""Pages, inclusive."""

MOST_PATHS = 5_000
"""Lines drawn on one page, inclusive, past which its rules are not looked at."""

_BOLD = 600
_LONGEST_FACE = 200
_PATH = 2  # FPDF_PAGEOBJ_PATH


def read_pdf(raw: bytes, name: str) -> Content:
    """Return the lines and tables of a PDF, page by page, each with its box."""
    import pypdfium2
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(raw)
        count = len(document)
    except PdfiumError as error:
        locked = "password" in str(error).casefold()
        raise Refused("needs a password" if locked else "is a damaged PDF") from error
    if count > MOST_PAGES:
        raise Refused(
            f"has more than {MOST_PAGES} pages", "save the pages with the structure as a file"
        )
    content = Content(name, "pdf", pages=count)
    content.tools = {
        "pypdfium2": str(pypdfium2.PYPDFIUM_INFO),
        "pdfplumber": _version("pdfplumber"),
    }
    silent: list[int] = []
    telling: list[int] = []
    seen: list[PageSeen] = []
    for index in range(count):
        try:
            page = document[index]
            one, pictured, paths = _seen(page, index + 1)
            page.close()
        except PdfiumError:
            content.remarks.append(Remark("not-in-document", f"page {index + 1} could not be read"))
            continue
        seen.append(one)
        if not one.pieces and pictured:
            silent.append(index + 1)
        if _is_telling(one) and 0 < paths <= MOST_PATHS and not one.turned:
            telling.append(index)
        if one.overlaid >= LEAST:
            message = f"words are printed over each other on page {one.number}, and may be mixed"
            content.remarks.append(Remark("not-in-document", message, one.number))
        if one.struck:
            content.remarks.append(
                Remark(
                    "condition",
                    f"struck through on page {one.number}, and left out: {'; '.join(one.struck)[:300]}",
                    one.number,
                )
            )
    without_margins(seen)
    seen, sheets = put_abreast(seen)
    for numbers in sheets:
        message = f"pages {', '.join(map(str, numbers))} were read as one sheet, side by side"
        content.remarks.append(Remark("cut", message, numbers[0]))
    telling = [] if sheets else telling
    for one in seen:
        if has_bare_values(one):
            message = f"page {one.number} has columns of values and no titles beside them"
            content.remarks.append(Remark("cut", message, one.number))
    measure(seen)
    pages = {one.number - 1: blocks_of(one, name) for one in seen}
    changes = {one.number - 1: one.changed for one in seen}
    read_again(raw, name, pages, {index: changes[index] for index in telling[:60]}, content)
    for blocks in pages.values():
        content.blocks += blocks
    if silent and not any(pages.values()):
        raise Refused(
            "is scanned: no page has any text", "have its text recognised by another program first"
        )
    if silent:
        listed = ("page " if len(silent) == 1 else "pages ") + ", ".join(map(str, silent[:10]))
        more = f" and {len(silent) - 10} more" if silent[10:] else ""
        message = f"scanned, no text on {listed}{more}"
        content.remarks.append(Remark("not-in-document", message, silent[0]))
    return content


def _is_telling(page: PageSeen) -> bool:
    """Whether a page may have a table of units: it has references, or the head of one."""
    return any(
        REFERENCE.search(piece.text) or PART_OF_REFERENCE.search(piece.text)
        for piece in page.pieces
    ) or any(len(line.pieces) > 1 and is_header(line) for line in lines_of(page.pieces))


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name)


def _seen(page: Any, number: int) -> tuple[PageSeen, bool, int]:
    """The words of a page with their places, whether it has images, and how much is drawn."""
    text = page.get_textpage()
    count = min(text.count_chars(), MOST_SIGNS)
    place, casts = turned(page, text, count)
    rules: list[tuple[float, float, float]] = []
    edges: list[tuple[float, float, float]] = []
    pictured = False
    paths = 0
    for one in page.get_objects(max_depth=3):
        if one.type == 3:
            pictured = True
        if one.type == _PATH:
            paths += 1
            if paths > MOST_PATHS:
                rules, edges = [], []
                break
            left, top, right, bottom = place.box(*_bounds(one))
            if right - left > 20:
                if bottom - top < 3:
                    rules.append(((top + bottom) / 2, left, right))
                elif bottom - top < 200:
                    edges += [(top, left, right), (bottom, left, right)]
    signs = signs_of(text, count, place, casts)
    pieces, struck = without_struck(
        pieces_of(signs.signs, lambda index: _is_bold(text, index)), rules
    )
    seen = PageSeen(number, place.width, place.height, pieces, [*rules, *edges])
    seen.turned = place.quarters - page.get_rotation() // 90
    seen.changed = signs.changed | {one.box: "" for one in struck}
    seen.struck = [one.text for one in struck]
    seen.overlaid = count_overlaid(signs.signs)
    return seen, pictured, paths


def _bounds(one: Any) -> tuple[float, float, float, float]:
    """Where something drawn stands on its page, be it within a form, as a page on a sheet is one."""
    x0, y0, x1, y1 = one.get_bounds() if hasattr(one, "get_bounds") else one.get_pos()
    around = getattr(one, "container", None)
    while around is not None:
        a, b, c, d, e, f = around.get_matrix().get()
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
        x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
        y0, y1 = min(y for _, y in corners), max(y for _, y in corners)
        around = getattr(around, "container", None)
    return x0, y0, x1, y1


def _is_bold(text: Any, index: int) -> bool:
    """Whether a sign is set in a bold face, by its weight, or by the name of the face."""
    from ctypes import create_string_buffer

    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text.raw, index) >= _BOLD:
        return True
    name = create_string_buffer(_LONGEST_FACE)
    length = raw.FPDFText_GetFontInfo(text.raw, index, name, _LONGEST_FACE, None)
    return 0 < length <= _LONGEST_FACE and b"bold" in name.value.lower()
