"""PDF: the words of a page by pdfium, and, where it has unit references and rules, pdfplumber too."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from catalogue.handbooks.blocks import Block, Content, Grid, Line, Remark, Spot, plain
from catalogue.handbooks.readers.geometry import blocks_of
from catalogue.handbooks.readers.kinds import Refused
from catalogue.handbooks.readers.overlaid import LEAST, count_overlaid
from catalogue.handbooks.readers.pagelines import (
    Box,
    PageSeen,
    is_header,
    lines_of,
    measure,
    without_margins,
)
from catalogue.handbooks.readers.parting import WHOLE
from catalogue.handbooks.readers.signs import (
    MOST_SIGNS,
    pieces_of,
    signs_of,
    turned,
    without_struck,
)
from catalogue.handbooks.written.joints import HYPHEN, JOINT
from catalogue.handbooks.written.rows import (
    PART_OF_REFERENCE,
    REFERENCE,
    put_together,
    references_in,
    role_of_head,
    whole_of,
)

MOST_PAGES = 500
"""Pages, inclusive."""

MOST_PATHS = 5_000
"""Lines drawn on one page, inclusive, past which its rules are not looked at."""

_HYPHENED = re.compile("(?<=[A-Za-z])[-\u2010\u00ad]\\n(?=[a-z])")
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
    measure(seen)
    pages = {one.number - 1: blocks_of(one, name) for one in seen}
    changes = {one.number - 1: one.changed for one in seen}
    _again(raw, name, pages, {index: changes[index] for index in telling[:60]}, content)
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


def _again(
    raw: bytes,
    name: str,
    pages: dict[int, list[Block]],
    telling: Mapping[int, Mapping[Box, str]],
    content: Content,
) -> None:
    """Read ruled tables of some pages a second time, with other code.

    What was left out of a page, or stands in it otherwise, has its box in ``telling``.
    """
    if not telling:
        return
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(raw)) as document:
            for index, changed in telling.items():
                page = document.pages[index].filter(partial(_stays, changed))
                tables = [
                    (
                        table,
                        _filled(
                            table,
                            [
                                [cell or "" for cell in row]
                                for row in table.extract(x_tolerance_ratio=0.2)
                            ],
                        ),
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
                    parted = any(_overlaps(one, table.bbox) for one in pieces)
                    listed = _named(rows) or _is_headed(rows)
                    poorer = _is_poorer(rows, pages[index]) or (
                        not _named(rows) and _lacks(rows, table.bbox, pages[index])
                    )
                    if listed and not parted and not poorer:
                        pages[index] = _with_table(pages[index], table, rows, name, index + 1)
                page.close()
    except Exception as error:
        content.remarks.append(
            Remark("not-in-document", f"pdfplumber could not read it: {type(error).__name__}")
        )


def _stays(changed: Mapping[Box, str], one: dict[str, Any]) -> bool:
    """Whether a thing on a page is read: signs that lie across it, or that are left out, are not."""
    if one["object_type"] != "char":
        return True
    across, up = one["matrix"][:2]
    if abs(up) > 0.05 * abs(across):
        return False
    if not changed:
        return True
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    for (left, top, right, bottom), written in changed.items():
        if left <= x <= right and top <= y <= bottom:
            one["text"] = written
            return bool(written)
    return True


def _named(rows: Sequence[tuple[str, ...]]) -> set[str]:
    """The references in some rows."""
    return {one for row in rows for cell in row for one, _, _ in references_in(put_together(cell))}


_VALUES = {"level", "credit", "glh", "tqt", "status"}


def _is_headed(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether a table without references has the head of a list of units, and a value in each cell."""
    for at, row in enumerate(rows):
        roles = [role_of_head(cell) for cell in row]
        if "title" in roles and _VALUES & set(roles):
            below = [
                cell
                for one in rows[at + 1 :]
                for role, cell in zip(roles, one, strict=True)
                if role in _VALUES
            ]
            return any(below) and not any(_SEVERAL.fullmatch(cell) for cell in below)
    return False


_SEVERAL = re.compile(r"\d{1,3}(?:\s+\d{1,3})+")
"""What stands in a cell that rules do not part from those below it."""


def _is_poorer(rows: Sequence[tuple[str, ...]], blocks: Sequence[Block]) -> bool:
    """Whether a table lacks cells of a unit that the first reader has: it had bands for rules."""
    first = _cells_of([row for one in blocks if isinstance(one, Grid) for row in one.rows])
    return any(2 * count < first.get(name, 0) for name, count in _cells_of(rows).items())


def _lacks(
    rows: Sequence[tuple[str, ...]],
    box: tuple[float, float, float, float],
    blocks: Sequence[Block],
) -> bool:
    """Whether a table has fewer values in cells of their own than the first reader, as of bands."""
    first = [
        row
        for one in blocks
        if isinstance(one, Grid)
        for row, spot in zip(one.rows, one.spots, strict=True)
        if _within(spot, box)
    ]
    return _values_of(rows) < _values_of(first)


def _values_of(rows: Sequence[tuple[str, ...]]) -> int:
    return sum(whole_of(cell) is not None for row in rows for cell in row)


def _cells_of(rows: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """How many cells with words the row of each reference has."""
    return {name: sum(map(bool, row)) for row in rows for name in _named([row])}


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
    return [tuple(map(_one_line, cells)) for cells in rows]


def _one_line(cell: str) -> str:
    """The lines of a cell as one, with the signs that the first reader left where words are broken."""
    cell = cell.replace(f"{WHOLE}\n", "").replace(f"{JOINT}\n", JOINT)
    return plain(_HYPHENED.sub(HYPHEN, cell).strip(JOINT).replace(WHOLE, ""))


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
