"""Web pages: headings, paragraphs, list items and tables, without what leads elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from catalogue.handbooks.blocks import MOST_BLOCKS, Content, Grid, Line, Remark, Spot, plain, raised
from catalogue.handbooks.readers.kinds import Refused
from catalogue.handbooks.readers.several import with_several
from catalogue.handbooks.readers.shown import Shown, is_menu
from catalogue.handbooks.readers.stacked import is_of_unit_above, unstacked
from catalogue.handbooks.readers.text import read_text
from catalogue.handbooks.written.rows import REFERENCE
from catalogue.records.files.decoding import NotText, decoded

_NOTHING = {
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "svg",
    "head",
    "iframe",
    "select",
    "textarea",
    "button",
}
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_BLOCKS = {"p", "div", "section", "article", "main", "ul", "ol", "li", "table", "blockquote", "dl", "dt", "dd", "header", "figure",
           "details", "summary", "address", "pre", "center", "fieldset", "body", "html", "tbody", "tr", "td", *_HEADINGS}  # fmt: skip
_PIECES = {"span", "a", "label", "small", "strong", "b", "em", "i", "time", "data"}
"""Tags of pieces of a line."""
_OPENING = 3
"""The rank of what is clicked on to open a part of a page."""
_LEAST_ROWS = 2
"""Rows with references, inclusive, from which a table is a list though others are in its cells."""
MOST_TAGS = 1_000_000
"""Tags of a page, inclusive."""

_STRUCK = {"s", "del", "strike"}
_DEEPEST = 400
_WIDEST = 200


def read_web(raw: bytes, name: str) -> Content:
    """Return the blocks of a page; a place is the heading that it stands under."""
    import selectolax
    from selectolax.lexbor import LexborHTMLParser

    try:
        text, _ = decoded(raw)
    except NotText:
        text = raw.decode("utf-8", "replace")
    if text.count("<") > MOST_TAGS:
        raise Refused(f"has more than {MOST_TAGS:,} tags", "save the part with the structure alone")
    tree = LexborHTMLParser(text)
    content = Content(name, "html", tools={"selectolax": getattr(selectolax, "__version__", "")})
    if tree.body is not None:
        shown = Shown(tree.body)
        walk = _Walk(content, shown)
        walk.into(tree.body, 0)
        content.remarks += [Remark("condition", one) for one in dict.fromkeys(shown.remarks)]
        content.remarks += [
            Remark("not-in-document", f"a list may go on: {one}") for one in shown.more
        ]
        if struck := [one for one in walk.struck if one]:
            listed = "; ".join(struck)[:300]
            content.remarks.append(Remark("condition", f"struck through, and left out: {listed}"))
    return content


_BULLET = re.compile(r"[\u2022\u25cf\u25aa\u25e6\u2023\u00b7]\s*(?=\w)|[-\u2013]\s+(?=\w)")
"""The sign of an item that the page writes itself."""


class _Walk:
    def __init__(self, content: Content, shown: Shown) -> None:
        self.content = content
        self.shown = shown
        self.began = not shown.titled
        self.pieces = (0, False)
        self.path = ""
        self.tables = 0
        self.words: list[str] = []
        self.bold = True
        self.struck: list[str] = []

    def into(self, node: Any, deep: int, bullet: bool = False) -> None:
        """Read the children of a node."""
        if deep > _DEEPEST:
            raise Refused("is nested too deeply")
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                text = child.text(deep=False)
                if text and text.strip():
                    self.bold = False
                if text:
                    self.words.append(text.replace("\u00ad", ""))
            elif (
                (tag in _NOTHING and not self.shown.opens(child))
                or not isinstance(tag, str)
                or tag.startswith(("-", "!"))
                or self.shown.leaves_out(child)
                or (tag in {"ul", "ol"} and not self.began and is_menu(child))
            ):
                continue
            elif tag in _STRUCK:
                self.struck.append(child.text(deep=True).strip())
            elif tag == "sup":
                self.words.append(raised(child.text(deep=True).strip()))
            elif tag == "br":
                self.end(0, bullet)
            elif tag in _HEADINGS or self.shown.is_heading(child):
                self.end(0, bullet)
                self.into(child, deep + 1)
                self.end(_HEADINGS.get(tag, _OPENING), False)
            elif tag == "pre":
                self.end(0, bullet)
                self.typed(child)
            elif tag == "table":
                self.end(0, bullet)
                self.table(child, deep + 1)
            elif tag in {"b", "strong"} and not "".join(self.words).strip():
                before = self.bold
                self.into(child, deep + 1, bullet)
                self.bold = before
            elif tag in {"ul", "ol"} and bullet:
                self.end(6, False)  # an item with items of its own is their heading
                self.into(child, deep + 1, bullet)
                self.end(0, bullet)
            elif tag in _BLOCKS:
                self.end(0, bullet)
                if title := self.shown.tab_of(child):
                    self.words.append(title)
                    self.end(_OPENING, False)
                self.into(child, deep + 1, bullet or tag == "li")
                self.end(0, bullet or tag == "li")
            else:
                if self._stands_apart(child):
                    self.words.append(" ")
                self.into(child, deep + 1, bullet)
        if deep == 0:
            self.end(0, bullet)

    def in_pieces(self, node: Any) -> bool:
        """Whether a tag has no words but those of the tags in it; told once for all of these."""
        if self.pieces[0] != node.mem_id:
            inner = node.iter(include_text=True)
            texts = (one.text(deep=False) for one in inner if one.tag == "-text")
            self.pieces = node.mem_id, not any(text and text.strip() for text in texts)
        return self.pieces[1]

    def typed(self, node: Any) -> None:
        """Read what is shown as it is typed, with its lines and columns."""
        for block in read_text(node.text().encode(), self.content.document).blocks:
            if isinstance(block, Grid):
                path = f"{self.path}, text, line ".strip(", ")
                spots = tuple(Spot(one.document, path=f"{path}{one.line}") for one in block.spots)
                self.content.blocks.append(replace(block, spots=spots))
            else:
                spot = Spot(self.content.document, path=self.path)
                self.content.blocks.append(replace(block, spot=spot))

    def _stands_apart(self, child: Any) -> bool:
        """Whether a tag within a line follows another one that it is shown apart from.

        So are the pieces of a row that is drawn by rules of style; a word may go on over two tags.
        """
        before = child.prev
        if before is None or before.tag not in _PIECES or child.tag not in _PIECES:
            return False
        joint = f"{next((one[-1] for one in reversed(self.words) if one), '')}|{child.text(deep=True)[:2]}"
        if child.parent.tag in {"div", "li", "dd", "a"} and self.in_pieces(child.parent):
            return re.match(r"[A-Za-z]\|[a-z]|.?\|\W", joint) is None
        return re.match(r"[a-z)]\|(?:[A-Z]/|\d|Le|Cr|GL)", joint) is not None

    def end(self, heading: int, bullet: bool) -> None:
        """Close the paragraph that is open."""
        text = plain(" ".join("".join(self.words).split()))
        bold, self.words, self.bold = self.bold, [], True
        if not text:
            return
        if len(self.content.blocks) > MOST_BLOCKS:
            raise Refused("has too many paragraphs")
        if found := _BULLET.match(text):
            text, bullet = text[found.end() :], True
        rank = heading or (
            6 if bold and len(text) < 90 and not text.endswith((".", ",")) and not bullet else 0
        )
        if rank and rank <= 4:
            self.path = text[:80]
        spot = Spot(self.content.document, path=self.path)
        self.began = self.began or rank == 1
        self.content.blocks.append(Line(text, spot, rank, True, bullet and not rank))

    def table(self, node: Any, deep: int) -> None:
        """Read the cells of a table; one that spans gives its text to the first place.

        A table around tables parts a page, and each of its cells is read as a page is.
        """
        self.tables += 1
        lines = list(_rows(node))
        if self._is_layout(node, lines):
            for row in lines:
                for cell in row.iter():
                    if not self.shown.leaves_out(cell):
                        self.into(cell, deep + 1)
                        self.end(0, False)
            return
        if caption := node.css_first("caption"):
            self.into(caption, 1)
            self.end(5, False)
        if _is_box(node):
            for cell in node.css("td, th"):
                self.into(cell, 1)
                self.end(6 if cell.tag == "th" else 0, False)
            return
        rows: list[tuple[str, ...]] = []
        spots: list[Spot] = []
        whole_rows: list[list[str]] = []
        below: dict[int, tuple[int, str]] = {}
        for number, row in enumerate(lines, 1):
            if number > 3_000:
                raise Refused("has a table of more than 3,000 rows")
            cells: list[str] = []
            going_on = set(below)
            for cell in row.iter():
                if cell.tag not in {"td", "th"}:
                    continue
                self._hanging(cells, below)
                text = self.cell(cell)
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                for offset in range(across):
                    if down > 1:
                        below[len(cells)] = (down - 1, text if offset == 0 else "")
                    cells.append(text if offset == 0 else "")
                if len(cells) > _WIDEST:
                    break
            self._hanging(cells, below)
            path = f"{self.path}, table {self.tables}, row {number}".strip(", ")
            if is_of_unit_above(cells[:_WIDEST], going_on):
                continue
            whole_rows.append(cells[:_WIDEST])
            for whole in unstacked(cells[:_WIDEST]):
                rows.append(whole)
                spots.append(Spot(self.content.document, path=path))
        if listed := with_several(whole_rows, spots):
            self.content.blocks += listed
        elif rows:
            self.content.blocks.append(Grid(tuple(rows), tuple(spots), "cells"))

    def _is_layout(self, node: Any, rows: Sequence[Any]) -> bool:
        """Whether a table only sets what is in it side by side: others, and no list of its own."""
        if len(node.css("table")) < 2:
            return False
        return sum(bool(REFERENCE.search(" ".join(_words(row)))) for row in rows) < _LEAST_ROWS

    def cell(self, node: Any) -> str:
        """The words of a cell as they are shown, each block and line in a line of its own."""
        inner = _Walk(Content(self.content.document, "html"), self.shown)
        inner.began = True
        inner.into(node, 0)
        self.struck += inner.struck
        return "\n".join(str(one.text) for one in inner.content.blocks if isinstance(one, Line))

    def _hanging(self, cells: list[str], below: dict[int, tuple[int, str]]) -> None:
        while len(cells) in below and len(cells) <= _WIDEST:
            left, text = below.pop(len(cells))
            if left > 1:
                below[len(cells)] = (left - 1, text)
            cells.append(text)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, and not those of tables within it."""
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child.iter() if row.tag == "tr")


def _words(node: Any) -> Iterator[str]:
    """The words of a row, and not those of tables within it."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text(deep=False) or ""
        elif child.tag != "table":
            yield from _words(child)


def _is_box(table: Any) -> bool:
    """Whether a table has one column, and is no more than a frame around words."""
    rows = table.css("tr")
    return all(sum(cell.tag in {"td", "th"} for cell in row.iter()) <= 1 for row in rows)


def _span(cell: Any, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return min(max(int(value), 1), _WIDEST) if value.isdigit() else 1
