"""PDF: the words of a page by pdfium, and, where it has unit references and rules, pdfplumber too."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Sequence
from typing import Any

from catalogue.handbooks.blocks import Block, Content, Grid, Line, Spot, plain
from catalogue.handbooks.readers.geometry import blocks_of
from catalogue.handbooks.readers.kinds import Refused
from catalogue.handbooks.readers.pagelines import PageSeen, Piece, measure, without_margins
from catalogue.handbooks.written.rows import (
    PART_OF_REFERENCE,
    REFERENCE,
    put_together,
    references_in,
)

MOST_PAGES = 500
"""Pages, inclusive."""

MOST_SIGNS = 50_000
"""Signs of one page that are read, inclusive."""

MOST_PATHS = 5_000
"""Lines drawn on one page, inclusive, past which its rules are not looked at."""

MOST_PICTURES = 40
"""Pages of which an image is kept for the review."""

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
            content.remarks.append(("not-in-document", f"page {index + 1} could not be read"))
            continue
        seen.append(one)
        if not one.pieces and pictured:
            silent.append(index + 1)
        referring = any(
            REFERENCE.search(piece.text) or PART_OF_REFERENCE.search(piece.text)
            for piece in one.pieces
        )
        if referring and 0 < paths <= MOST_PATHS:
            telling.append(index)
    without_margins(seen)
    measure(seen)
    pages = {one.number - 1: blocks_of(one, name) for one in seen}
    for one in seen:
        if any(isinstance(block, Grid) for block in pages[one.number - 1]):
            content.sizes[one.number] = (one.width, one.height)
    _again(raw, name, pages, telling[:60], content)
    for index in [number - 1 for number in content.sizes][:MOST_PICTURES]:
        content.pictures[index + 1] = _picture(document[index])
    for blocks in pages.values():
        content.blocks += blocks
    if silent and not any(pages.values()):
        raise Refused(
            "is scanned: no page has any text", "have its text recognised by another program first"
        )
    if silent:
        listed = ", ".join(map(str, silent[:10]))
        content.remarks.append(("not-in-document", f"scanned, no text on pages {listed}"))
    return content


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name)


def _seen(page: Any, number: int) -> tuple[PageSeen, bool, int]:
    """The words of a page with their places, whether it has images, and how much is drawn."""
    width, height = page.get_size()
    horizontal: list[tuple[float, float, float]] = []
    pictured = False
    paths = 0
    for one in page.get_objects(max_depth=3):
        if one.type == 3:
            pictured = True
        if one.type == _PATH:
            paths += 1
            if paths > MOST_PATHS:
                horizontal = []
                break
            left, bottom, right, top = (
                one.get_bounds() if hasattr(one, "get_bounds") else one.get_pos()
            )
            if right - left > 20:
                if top - bottom < 3:
                    horizontal.append((height - (top + bottom) / 2, left, right))
                elif top - bottom < 200:
                    horizontal += [(height - top, left, right), (height - bottom, left, right)]
    return PageSeen(number, width, height, _pieces(page, height), horizontal), pictured, paths


def _pieces(page: Any, height: float) -> list[Piece]:
    """Signs to pieces: parted where the gap is wider than words have between them."""
    from pypdfium2 import raw

    text = page.get_textpage()
    count = min(text.count_chars(), MOST_SIGNS)
    box = raw.FS_RECTF()
    pieces: list[Piece] = []
    current: Piece | None = None
    sizes: dict[float, float] = {}
    size = 10.0
    spaced = broken = False
    real = _has_spaces(text, count)
    parted = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        sign = chr(code) if code else ""
        if not sign or sign in "\r\n\x02\ufffe":
            if sign and sign in "\x02\ufffe" and current is not None:
                current.text += "-"
            broken = broken or sign in "\r\n"
            continue
        if sign.isspace():
            spaced = True
            parted = parted or (real and raw.FPDFText_IsGenerated(text.raw, index) == 1)
            continue
        if not raw.FPDFText_GetLooseCharBox(text.raw, index, box):
            continue
        x0, x1 = box.left, box.right
        size = _size(text, index, sizes) or size
        origin_top = height - box.top
        base = height - box.bottom
        if broken and (current is None or not -0.1 * size < x0 - current.x1 < 0.1 * size):
            current = (
                None  # what goes on without any gap is of one word, whatever was said of lines
            )
        broken = False
        if (
            current is not None
            and abs(_middle(current) - (origin_top + base) / 2) < 0.6 * size
            and -0.6 * size < x0 - current.x1 < (0.36 if parted else 0.75) * size
        ):
            if spaced or x0 - current.x1 > 0.2 * size:
                current.text += " "
            current.text += sign
            current.x1 = max(current.x1, x1)
            current.top = min(current.top, origin_top)
            current.bottom = max(current.bottom, base)
        else:
            current = Piece(x0, origin_top, x1, base, sign, _is_bold(text, index))
            pieces.append(current)
        spaced = parted = False
    for piece in pieces:
        # small signs alone, such as dashes and dots, get the height of a line
        if piece.bottom - piece.top < 0.4 * size:
            middle = _middle(piece)
            piece.top, piece.bottom = middle - 0.35 * size, middle + 0.35 * size
        piece.text = plain(piece.text)
    return [piece for piece in pieces if piece.text]


def _size(text: Any, index: int, sizes: dict[float, float]) -> float:
    """The size in points that a sign is shown in; ``sizes`` keeps it by the size of the font.

    Browsers print in a larger size and scale it down.
    """
    from ctypes import byref

    from pypdfium2 import raw

    font = raw.FPDFText_GetFontSize(text.raw, index)
    if font not in sizes:
        matrix = raw.FS_MATRIX()
        told = raw.FPDFText_GetMatrix(text.raw, index, byref(matrix))
        sizes[font] = font * (math.hypot(matrix.a, matrix.b) or 1.0) if told else font
    return sizes[font]


def _is_bold(text: Any, index: int) -> bool:
    """Whether a sign is set in a bold face, by its weight, or by the name of the face."""
    from ctypes import create_string_buffer

    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text.raw, index) >= _BOLD:
        return True
    name = create_string_buffer(_LONGEST_FACE)
    length = raw.FPDFText_GetFontInfo(text.raw, index, name, _LONGEST_FACE, None)
    return 0 < length <= _LONGEST_FACE and b"bold" in name.value.lower()


def _has_spaces(text: Any, count: int) -> bool:
    """Whether a page has the spaces between its words as signs, so that any other gap parts cells."""
    from pypdfium2 import raw

    signs = range(0, count, max(1, count // 1_500))
    spaces = sum(
        raw.FPDFText_GetUnicode(text.raw, index) == 32
        and raw.FPDFText_IsGenerated(text.raw, index) != 1
        for index in signs
    )
    return bool(spaces > 0.05 * len(signs))


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


def _again(
    raw: bytes, name: str, pages: dict[int, list[Block]], telling: list[int], content: Content
) -> None:
    """Read ruled tables of some pages a second time, with other code."""
    if not telling:
        return
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(raw)) as document:
            for index in telling:
                page = document.pages[index]
                tables = [
                    (
                        table,
                        _filled(table, [[cell or "" for cell in row] for row in table.extract()]),
                    )
                    for table in page.find_tables()
                ]
                ruled = {one for _, rows in tables for one in _named(rows)}
                pieces = [
                    block
                    for block in pages[index]
                    if isinstance(block, Grid) and not _named(block.rows) <= ruled
                ]
                for table, rows in tables:
                    # bands of colour are not rules: what has them round some rows alone is no table
                    if _named(rows) and not any(_overlaps(one, table.bbox) for one in pieces):
                        pages[index] = _with_table(pages[index], table, rows, name, index + 1)
                page.close()
    except Exception as error:
        content.remarks.append(
            ("not-in-document", f"pdfplumber could not read it: {type(error).__name__}")
        )


def _named(rows: Sequence[tuple[str, ...]]) -> set[str]:
    """The references in some rows."""
    return {one for row in rows for cell in row for one, _, _ in references_in(put_together(cell))}


def _filled(table: Any, rows: list[list[str]]) -> list[tuple[str, ...]]:
    """The texts of a table, where a cell that reaches over several rows has its own in each."""
    over: dict[int, tuple[float, str]] = {}
    for row, cells in zip(table.rows, rows, strict=False):
        top = row.bbox[1]
        for column, box in enumerate(row.cells[: len(cells)]):
            if box is not None:
                over[column] = (box[3], cells[column])
            elif column in over and over[column][0] > top + 2 and not cells[column]:
                cells[column] = over[column][1]
    return [tuple(plain(cell) for cell in cells) for cells in rows]


def _overlaps(grid: Grid, box: tuple[float, float, float, float]) -> bool:
    return any(_within(spot, box) for spot in grid.spots)


def _with_table(
    blocks: list[Block], table: Any, rows: list[tuple[str, ...]], name: str, page: int
) -> list[Block]:
    """Put a table where the first reader has lines or a table, which becomes the second reading."""
    spots = tuple(Spot(name, page, box=tuple(map(float, row.bbox))) for row in table.rows)  # type: ignore[arg-type]
    again: list[tuple[str, ...]] = []
    result: list[Block] = []
    placed = False
    for block in blocks:
        spots_of = [block.spot] if isinstance(block, Line) else block.spots
        inside = [i for i, spot in enumerate(spots_of) if _within(spot, table.bbox)]
        if not inside:
            result.append(block)
            continue
        outside = [i for i in range(len(spots_of)) if i not in inside]
        if isinstance(block, Grid):
            again += [block.rows[i] for i in inside]
            if above := [i for i in outside if i < inside[0]]:
                result.append(_part(block, above))
        if not placed:
            result.append(Grid(tuple(rows), spots, "pdfplumber"))
            placed = True
        if isinstance(block, Grid) and (below := [i for i in outside if i > inside[0]]):
            result.append(_part(block, below))
    if not placed:
        result.append(Grid(tuple(rows), spots, "pdfplumber"))
    if again:
        place = next(i for i, b in enumerate(result) if isinstance(b, Grid) and b.spots == spots)
        result[place] = Grid(tuple(rows), spots, "pdfplumber", tuple(again), "geometry")
    return result


def _within(spot: Spot, around: tuple[float, float, float, float]) -> bool:
    if spot.box is None:
        return False
    left, top, right, bottom = around
    middle = (spot.box[1] + spot.box[3]) / 2
    return top - 3 <= middle <= bottom + 3 and spot.box[2] > left and spot.box[0] < right


def _part(grid: Grid, rows: list[int]) -> Grid:
    return Grid(tuple(grid.rows[i] for i in rows), tuple(grid.spots[i] for i in rows), grid.reader)


def _picture(page: Any) -> str:
    image = page.render(scale=1.2).to_pil()
    stream = io.BytesIO()
    image.convert("RGB").save(stream, "JPEG", quality=60)
    return base64.b64encode(stream.getvalue()).decode("ascii")
