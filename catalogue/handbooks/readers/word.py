"""DOCX: paragraphs and tables in the order of the document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError

from catalogue.handbooks.blocks import MOST_BLOCKS, Content, Grid, Line, Remark, Spot, plain, raised
from catalogue.handbooks.readers.kinds import Refused
from catalogue.handbooks.readers.several import with_several
from catalogue.handbooks.readers.stacked import is_of_unit_above, unstacked
from catalogue.handbooks.written.rows import REFERENCE

_DAMAGED = (LookupError, ValueError, AttributeError, TypeError, SyntaxError, BadZipFile, OpcError)
"""What comes of a package whose parts are not what its names say."""


def read_word(raw: bytes, name: str) -> Content:
    """Return the paragraphs and tables of a DOCX; a place is the heading and the row."""
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(raw))
    except _DAMAGED as error:
        raise Refused("is a damaged DOCX") from error
    content = Content(name, "docx", tools={"python-docx": docx.__version__})
    styles, usual = _styles(document)
    path = ""
    tables = 0
    struck: list[str] = []
    for block in _inner(document, document.element.body, 0):
        if len(content.blocks) > MOST_BLOCKS:
            raise Refused("has too many paragraphs")
        if isinstance(block, Table):
            tables += 1
            content.blocks += _table(block, name, f"{path}, table {tables}".strip(", "), struck)
            continue
        style = styles.get(block._p.style, usual)
        for text in re.split(r"[\n\v]", _text(block, struck)):
            if _is_tabbed(text, style):
                _add_row(content, text, Spot(name, path=path))
                continue
            if style.casefold().startswith("toc") or re.search(r"\t\d{1,3}\s*$", text):
                # an entry of a table of contents, and not the heading that it names
                text = re.sub(r"\s*(\d{1,3})\s*$", r" ..... \1", text)
            text = plain(text)
            if not text:
                continue
            heading = _heading(style, block, text)
            if heading and heading <= 4:
                path = text[:80]
            bullet = "list" in style.casefold() or (
                block._p.pPr is not None and block._p.pPr.numPr is not None
            )
            content.blocks.append(
                Line(text, Spot(name, path=path), heading, True, bullet and not heading)
            )
    if struck:
        listed = "; ".join(struck)[:300]
        content.remarks.append(Remark("condition", f"struck through, and left out: {listed}"))
    return content


def _styles(document: Any) -> tuple[dict[str, str], str]:
    """The names of the styles of paragraphs by their identifiers, and that of the usual one."""
    from docx.enum.style import WD_STYLE_TYPE

    usual = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    names = {
        one.style_id: one.name or ""
        for one in document.styles
        if one.type == WD_STYLE_TYPE.PARAGRAPH and one.style_id
    }
    return names, (usual.name or "") if usual is not None else ""


def _inner(parent: Any, element: Any, deep: int) -> Iterator[Any]:
    """Paragraphs and tables in order, those in content controls and boxes of text as well."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    if deep > _DEEPEST:
        raise Refused("is nested too deeply")
    for child in element:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if tag == "p":
            yield Paragraph(child, parent)
            for box in child.iter(f"{_W}txbxContent"):
                if not any(one.tag.endswith("}Fallback") for one in box.iterancestors()):
                    yield from _inner(parent, box, deep + 1)
        elif tag == "tbl" and _is_layout(child):
            for row in _within(child, "tr", deep + 1):
                for cell in _within(row, "tc", deep + 1):
                    yield from _inner(parent, cell, deep + 1)
        elif tag == "tbl":
            yield Table(child, parent)
            yield from (Table(one, parent) for one in child.iter(child.tag) if one is not child)
        elif tag in _AROUND:
            yield from _inner(parent, child, deep + 1)


def _is_layout(table: Any) -> bool:
    """Whether a table only sets others side by side, and has no reference of its own."""
    if next((one for one in table.iter(table.tag) if one is not table), None) is None:
        return False
    own = (one for one in table.iter(f"{_W}t") if next(one.iterancestors(table.tag)) is table)
    return REFERENCE.search("".join(one.text or "" for one in own)) is None


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 20
_WIDEST = 200
_AROUND = {"sdt", "sdtContent", "ins", "customXml", "smartTag"}
"""What stands around paragraphs, rows and cells without a meaning of its own."""


def _text(paragraph: Any, struck: list[str]) -> str:
    """The words of a paragraph as they are shown: raised signs as such, without hidden ones.

    Those that are struck through go to ``struck``; those that are proposed and not yet accepted
    count as they would stand.
    """
    from docx.text.run import Run

    words: list[str] = []
    for one in paragraph._p.iter(f"{_W}r"):
        around = next(one.iterancestors(f"{_W}p", f"{_W}moveFrom"))
        if around is not paragraph._p:
            continue  # it stands in a box of text, or has been moved away
        run = Run(one, paragraph)
        font = run.font
        if font.hidden:
            continue
        if font.strike or font.double_strike:
            struck += [plain(run.text)] if run.text.strip() else []
            continue
        words.append(raised(run.text) if font.superscript else run.text)
    return "".join(words)


def _is_tabbed(text: str, style: str) -> bool:
    """Whether a paragraph has cells parted by tabs, rather than the page of an entry behind one."""
    cells = [cell for cell in text.split("\t") if cell.strip()]
    return len(cells) > 2 and not style.casefold().startswith("toc") and "...." not in text


def _add_row(content: Content, text: str, spot: Spot) -> None:
    """Add a paragraph of cells to those right before it."""
    cells = tuple(plain(cell) for cell in text.strip("\t").split("\t"))
    last = content.blocks[-1] if content.blocks else None
    if isinstance(last, Grid) and last.reader == _TABBED:
        content.blocks[-1] = Grid((*last.rows, cells), (*last.spots, spot), _TABBED)
    else:
        content.blocks.append(Grid((cells,), (spot,), _TABBED))


_TABBED = "tabs"


def _heading(style: str, block: Any, text: str) -> int:
    if found := re.match(r"(?:heading|title)\s*(\d?)", style, re.IGNORECASE):
        return int(found[1] or 1)
    runs = [run for run in block.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    return 6 if bold and len(text) <= 90 and not text.endswith((".", ",")) else 0


def _table(table: Any, name: str, path: str, struck: list[str]) -> list[Grid | Line]:
    rows: list[tuple[str, ...]] = []
    spots: list[Spot] = []
    wholes: list[list[str]] = []
    above: dict[int, str] = {}
    for number, row in enumerate(_within(table._tbl, "tr", 0), 1):
        if number > 3_000:
            raise Refused("has a table of more than 3,000 rows")
        whole, goes_on = _cells(table, row, above, struck)
        wholes.append(list(whole))
        for cells in () if is_of_unit_above(whole, goes_on) else unstacked(whole):
            rows.append(cells)
            spots.append(Spot(name, path=f"{path}, row {number}"))
    if len(wholes) == len(spots) and (listed := with_several(wholes, spots)):
        return [*listed]
    return [Grid(tuple(rows), tuple(spots), "cells")] if rows else []


def _within(element: Any, kind: str, deep: int) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in content controls as well."""
    if deep > _DEEPEST:
        raise Refused("is nested too deeply")
    for child in element:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if tag == kind:
            yield child
        elif tag in _AROUND:
            yield from _within(child, kind, deep + 1)


def _cells(
    table: Any, row: Any, above: dict[int, str], struck: list[str]
) -> tuple[list[str], set[int]]:
    """The words of the cells of a row: one that spans columns has them in the first of these.

    One that goes on from the row above has its words again, which ``above`` keeps by column; the
    columns of such cells come beside.
    """
    from docx.table import _Cell

    cells = [""] * min(int(row.grid_before), _WIDEST)
    going_on: set[int] = set()
    for element in _within(row, "tc", 0):
        if len(cells) >= _WIDEST:
            break
        at = len(cells)
        if element.vMerge == "continue":
            going_on.add(at)
        else:
            above[at] = _cell(_Cell(element, table), struck)
        above.setdefault(at, "")
        cells += [above[at], *[""] * (min(int(element.grid_span), _WIDEST) - 1)]
    return cells, going_on


def _cell(cell: Any, struck: list[str]) -> str:
    """The words of all paragraphs of a cell, each in lines of its own."""
    return "\n".join(_text(one, struck) for one in _inner(cell, cell._tc, 0) if hasattr(one, "_p"))
