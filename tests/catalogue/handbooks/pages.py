"""Handbooks laid out as PDF, DOCX, HTML and spreadsheets, in the styles that documents have."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from html import escape
from typing import Any

from tests.catalogue.handbooks.printing import HEAD, Handbook

COLUMNS = ("Ref", "Unit title", "Level", "Credits", "GLH")


def _closing(book: Handbook) -> list[tuple[str, list[list[str]]]]:
    """Title first, the reference last, and M or O in a column."""
    return [
        (one.heading, [[t, f"L{lv}", c, s, r] for r, t, lv, c, _, s in one.rows])
        for one in book.tables
    ]


def _opening(book: Handbook) -> list[tuple[str, list[list[str]]]]:
    """The reference first, hours last."""
    return [
        (one.heading, [[r, t, lv, c, g or "-"] for r, t, lv, c, g, _ in one.rows])
        for one in book.tables
    ]


class Layout:
    """One style of PDF."""

    def __init__(
        self,
        *,
        rules: str = "grid",
        opening: bool = False,
        landscape: bool = False,
        repeat: bool = True,
        spanning: bool = False,
        narrow: bool = False,
        columns: bool = False,
        middle: bool = False,
    ) -> None:
        self.rules, self.opening, self.landscape, self.repeat = rules, opening, landscape, repeat
        self.spanning, self.narrow, self.columns, self.middle = spanning, narrow, columns, middle

    def __call__(self, book: Handbook) -> bytes:
        """The document."""
        from reportlab.lib import colors, pagesizes
        from reportlab.lib.styles import getSampleStyleSheet
        from reportlab.platypus import (
            BalancedColumns,
            Paragraph,
            SimpleDocTemplate,
            Spacer,
            Table,
            TableStyle,
        )

        sheet = getSampleStyleSheet()
        body = sheet["BodyText"]
        size = pagesizes.landscape(pagesizes.A4) if self.landscape else pagesizes.A4

        def p(text: str, style: str = "BodyText") -> Any:
            return Paragraph(escape(text), sheet[style])

        story: list[Any] = [p(book.title, "Title")]
        if book.number:
            story.append(p(f"Qualification number: {book.number}"))
        prose = [p(one + " " + one + " " + one) for one in book.before * 3]
        story += [BalancedColumns(prose, nCols=2)] if self.columns else prose
        story.append(p("2.1 Qualification Structure", "Heading2"))
        story += (
            [p(" ".join(book.sentences))]
            if not self.opening
            else [p(one) for one in book.sentences]
        )
        tables = _opening(book) if self.opening else _closing(book)
        head = list(COLUMNS if self.opening else HEAD)
        wide = 700 if self.landscape else 480
        share = (0.16, 0.48, 0.1, 0.12, 0.14) if self.opening else (0.42, 0.1, 0.12, 0.16, 0.2)
        if self.narrow:
            share = (0.2, 0.28, 0.14, 0.18, 0.2) if self.opening else (0.26, 0.12, 0.16, 0.22, 0.24)
        widths = [part * wide for part in share]
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if self.middle else "TOP")]
        if self.rules == "grid":
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        elif self.rules == "across":
            style.append(("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey))
        rows: list[list[Any]] = []
        for heading, cells in tables:
            if self.spanning:
                rows.append([p(heading), "", "", "", ""])
                style.append(("SPAN", (0, len(rows)), (-1, len(rows))))
                rows += [[p(cell) for cell in row] for row in cells]
                continue
            story += [Spacer(1, 8), p(heading, "Heading3")]
            data = [[p(cell) for cell in head], *[[p(cell) for cell in row] for row in cells]]
            made = Table(data, colWidths=widths, repeatRows=1 if self.repeat else 0)
            made.setStyle(TableStyle(style))
            story.append(made)
        if self.spanning:
            made = Table(
                [[p(cell) for cell in head], *rows], colWidths=widths, repeatRows=int(self.repeat)
            )
            made.setStyle(TableStyle(style))
            story.append(made)
        story += [p("3 Centre requirements", "Heading2"), *(p(one) for one in book.after)]
        assert body is not None
        stream = io.BytesIO()

        def feet(canvas: Any, document: Any) -> None:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(60, 30, f"Handbook of centres, version 2        {document.page}")

        SimpleDocTemplate(stream, pagesize=size).build(story, onFirstPage=feet, onLaterPages=feet)
        return stream.getvalue()


PDFS: dict[str, Callable[[Handbook], bytes]] = {
    "ruled": Layout(),
    "ruled, narrow cells, group rows": Layout(spanning=True, narrow=True),
    "no rules": Layout(rules="none"),
    "no rules, reference first, head once": Layout(rules="none", opening=True, repeat=False),
    "across, landscape": Layout(rules="across", landscape=True, opening=True),
    "two columns before, values in the middle": Layout(columns=True, middle=True, narrow=True),
}
"""The styles that the readers were made with."""

FRESH_PDFS: dict[str, Callable[[Handbook], bytes]] = {
    "across, narrow": Layout(rules="across", narrow=True),
    "no rules, narrow, landscape": Layout(rules="none", narrow=True, landscape=True),
    "ruled, reference first, values in the middle": Layout(opening=True, middle=True, repeat=False),
    "across, group rows, reference first": Layout(rules="across", opening=True, spanning=True),
}
"""Styles that were only scored."""


def word(book: Handbook, *, opening: bool = False, spanning: bool = False) -> bytes:
    """A DOCX: headings and tables, groups above them or as merged rows."""
    import docx

    document = docx.Document()
    document.add_heading(book.title, 0)
    if book.number:
        document.add_paragraph(f"Qualification number: {book.number}")
    for one in book.before:
        document.add_paragraph(one)
    document.add_heading("Qualification structure", 1)
    for one in book.sentences:
        document.add_paragraph(one, style="List Bullet" if opening else None)
    head = list(COLUMNS if opening else HEAD)
    tables = _opening(book) if opening else _closing(book)
    table = None
    for heading, rows in tables:
        if not spanning:
            document.add_heading(heading, 2)
        if table is None or not spanning:
            table = document.add_table(rows=1, cols=5)
            for cell, text in zip(table.rows[0].cells, head, strict=True):
                cell.text = text
        if spanning:
            added = table.add_row().cells
            added[0].merge(added[4]).text = heading
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.add_heading("Centre requirements", 1)
    for one in book.after:
        document.add_paragraph(one)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def web(book: Handbook) -> bytes:
    """A page with a table for each group."""
    parts = [f"<h1>{escape(book.title)}</h1>"]
    parts += [f"<p>Qualification number {book.number}</p>"] if book.number else []
    parts += [f"<p>{escape(one)}</p>" for one in book.before]
    parts.append("<h2>Qualification structure</h2><ul>")
    parts += [f"<li>{escape(one)}</li>" for one in book.sentences]
    parts.append("</ul>")
    for heading, rows in _opening(book):
        head = "".join(f"<th>{one}</th>" for one in COLUMNS)
        parts.append(f"<h3>{heading}</h3><table><tr>{head}</tr>")
        parts += ["<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows]
        parts.append("</table>")
    parts += ["<h2>Centres</h2>", *(f"<p>{escape(one)}</p>" for one in book.after)]
    return (
        "<!doctype html><html><body><nav>Home</nav>" + "".join(parts) + "</body></html>"
    ).encode()


def listed(book: Handbook) -> bytes:
    """A page with lists: title (reference), 4 credits, Level 2."""
    parts = [f"<h1>{escape(book.title)}</h1><h2>Structure</h2>"]
    parts += [f"<p>Qualification number {book.number}</p>"] if book.number else []
    parts += [f"<p>{escape(one)}</p>" for one in book.sentences]
    for one in book.tables:
        parts.append(f"<h3>{one.heading}</h3><ul>")
        parts += [
            f"<li>{escape(t)} ({r}), Level {lv}, {c} credits</li>" for r, t, lv, c, _, _ in one.rows
        ]
        parts.append("</ul>")
    return f"<html><body>{''.join(parts)}</body></html>".encode()


def separated(book: Handbook) -> bytes:
    """Values separated by commas: sentences first, a column for the group's rows as headings."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([book.title])
    if book.number:
        writer.writerow([f"Qualification number: {book.number}"])
    for one in book.sentences:
        writer.writerow([one])
    writer.writerow(COLUMNS)
    for heading, rows in _opening(book):
        writer.writerow([heading])
        writer.writerows(rows)
    return stream.getvalue().encode()


def workbook(book: Handbook) -> bytes:
    """A workbook of one sheet."""
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in csv.reader(io.StringIO(separated(book).decode())):
        sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


OTHERS: dict[str, Callable[[Handbook], bytes]] = {
    "docx": word,
    "docx, group rows": lambda book: word(book, opening=True, spanning=True),
    "html": web,
    "html, lists": listed,
    "csv": separated,
    "xlsx": workbook,
}
