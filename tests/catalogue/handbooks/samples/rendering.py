"""Documents in parts as PDF, DOCX, HTML, workbooks and text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from typing import Any

from tests.catalogue.handbooks.samples.truth import Part

Parts = Sequence[Part]


def pdf(
    parts: Parts,
    *,
    rules: str = "grid",
    landscape: bool = False,
    head: str = "",
    foot: str = "Page {page}",
    size: int = 10,
    repeat: bool = True,
    middle: bool = False,
    shaded: bool = True,
    two_columns: bool = False,
) -> bytes:
    """A PDF by reportlab. ``rules`` is ``grid``, ``across`` or ``none``."""
    from reportlab.lib import colors, pagesizes
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        PageBreak,
        PageTemplate,
        Paragraph,
        Spacer,
        Table,
        TableStyle,
    )

    sheet = getSampleStyleSheet()
    body = ParagraphStyle("b", parent=sheet["BodyText"], fontSize=size, leading=size * 1.2)
    paper = pagesizes.landscape(pagesizes.A4) if landscape else pagesizes.A4
    wide = (paper[0] - 108 - (24 if two_columns else 0)) / (2 if two_columns else 1)
    story: list[Any] = []
    for part in parts:
        text = escape(part.text)
        if part.kind == "page":
            story.append(PageBreak())
        elif part.kind[0] == "h":
            story.append(Paragraph(text, sheet[f"Heading{part.kind[1]}"]))
        elif part.kind == "li":
            story.append(Paragraph(text, body, bulletText="\u2022"))
        elif part.kind == "table":
            most = max(len(row) for row in part.rows)
            share = part.widths or [1 / most] * most
            style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP")]
            if rules == "grid":
                style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
            elif rules == "across":
                style.append(("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey))
            if shaded:
                style.append(("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey))
            cells = []
            for n, row in enumerate(part.rows):
                if len(row) == 1 < most:
                    style.append(("SPAN", (0, n), (-1, n)))
                filled = [*row, *[""] * (most - len(row))]
                cells.append([Paragraph(escape(c).replace("\n", "<br/>"), body) for c in filled])
            made = Table(cells, colWidths=[s * wide for s in share], repeatRows=int(repeat))
            made.setStyle(TableStyle(style))
            story += [made, Spacer(1, 8)]
        else:
            story.append(Paragraph(text, body))
    stream = io.BytesIO()

    def margins(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(54, paper[1] - 30, head)
        canvas.drawString(54, 26, foot.format(page=document.page))

    frames = [
        Frame(54 + n * (wide + 24), 54, wide, paper[1] - 108, 0, 0, 0, 0, id=f"f{n}")
        for n in range(2 if two_columns else 1)
    ]
    document = BaseDocTemplate(stream, pagesize=paper, invariant=1)
    document.addPageTemplates(PageTemplate("p", frames, onPage=margins))
    document.build(story)
    return stream.getvalue()


def word(parts: Parts) -> bytes:
    """A DOCX by python-docx."""
    import docx

    document = docx.Document()
    for part in parts:
        if part.kind == "page":
            document.add_page_break()
        elif part.kind[0] == "h":
            document.add_heading(part.text, int(part.kind[1]))
        elif part.kind == "li":
            document.add_paragraph(part.text, style="List Bullet")
        elif part.kind == "table":
            most = max(len(row) for row in part.rows)
            made = document.add_table(rows=0, cols=most)
            for row in part.rows:
                cells = made.add_row().cells
                if len(row) == 1 < most:
                    cells[0].merge(cells[-1]).text = row[0]
                    continue
                for cell, text in zip(cells, row, strict=False):
                    cell.text = text
        else:
            document.add_paragraph(part.text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def page(parts: Parts) -> bytes:
    """A web page."""
    out = ["<!doctype html><html><body>"]
    listing = False
    for part in parts:
        if listing and part.kind != "li":
            out.append("</ul>")
            listing = False
        text = escape(part.text)
        if part.kind[0] == "h":
            out.append(f"<{part.kind}>{text}</{part.kind}>")
        elif part.kind == "li":
            if not listing:
                out.append("<ul>")
                listing = True
            out.append(f"<li>{text}</li>")
        elif part.kind == "table":
            most = max(len(row) for row in part.rows)
            out.append("<table>")
            for n, row in enumerate(part.rows):
                tag = "th" if n == 0 else "td"
                across = f' colspan="{most}"' if len(row) == 1 < most else ""
                cells = "".join(f"<{tag}{across}>{escape(c)}</{tag}>" for c in row)
                out.append(f"<tr>{cells}</tr>")
            out.append("</table>")
        elif part.kind != "page":
            out.append(f"<p>{text}</p>")
    return "\n".join([*out, "</body></html>"]).encode()


def workbook(parts: Parts) -> bytes:
    """A workbook: a sheet for all, words in the first column."""
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for part in parts:
        if part.kind == "table":
            for row in part.rows:
                sheet.append([int(c) if c.isdigit() and len(c) < 5 else c for c in row])
            sheet.append([])
        elif part.text:
            sheet.append([part.text])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def aligned(parts: Parts) -> bytes:
    """Text as programs take it out of a PDF with its layout kept: columns parted by spaces."""
    out: list[str] = []
    for part in parts:
        if part.kind == "page":
            out.append("\f")
        elif part.kind == "table":
            most = max(len(row) for row in part.rows)
            share = part.widths or [1 / most] * most
            wide = [max(6, int(110 * s)) for s in share]
            for row in part.rows:
                if len(row) == 1:
                    out += ["", row[0]]
                    continue
                cells = [_wrapped(c, w - 2) for c, w in zip(row, wide, strict=False)]
                for n in range(max(map(len, cells))):
                    line = "".join(
                        (c[n] if n < len(c) else "").ljust(w)
                        for c, w in zip(cells, wide, strict=False)
                    )
                    out.append(line.rstrip())
            out.append("")
        elif part.kind == "li":
            out.append(f"  \u2022 {part.text}")
        else:
            out += [*_wrapped(part.text, 100), ""]
    return "\n".join(out).encode()


def markdown(parts: Parts) -> bytes:
    """Markdown."""
    out: list[str] = []
    for part in parts:
        if part.kind[0] == "h":
            out += [f"{'#' * int(part.kind[1])} {part.text}", ""]
        elif part.kind == "table":
            most = max(len(row) for row in part.rows)
            for n, row in enumerate(part.rows):
                out.append("| " + " | ".join([*row, *[""] * (most - len(row))]) + " |")
                if n == 0:
                    out.append("|" + "---|" * most)
            out.append("")
        elif part.kind == "li":
            out.append(f"- {part.text}")
        elif part.kind != "page":
            out += [part.text, ""]
    return "\n".join(out).encode()


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word_ in text.split():
        if lines[-1] and len(lines[-1]) + len(word_) + 1 > width:
            lines.append(word_)
        else:
            lines[-1] = f"{lines[-1]} {word_}".strip()
    return lines
