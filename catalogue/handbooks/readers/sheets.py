"""Spreadsheets and separated text: every sheet is a grid under its name."""

from __future__ import annotations

from catalogue.handbooks.blocks import Content, Grid, Line, Remark, Spot, plain
from catalogue.handbooks.readers.unseen import Unseen, unseen_in
from catalogue.records.files import sheets as records
from catalogue.records.files.marks import STRUCK

_LONGEST = 300
"""Signs of what is said of a row that is not read as it stands, inclusive."""


def read_sheets(raw: bytes, name: str) -> Content:
    """Return the sheets of a workbook, or of a file of separated values, as grids."""
    content = Content(name, "sheet", tools={"openpyxl": "read-only"})
    unseen = unseen_in(raw) if _is_xlsx(raw) else Unseen((), {})
    if unseen.sheets:
        listed = ", ".join(map(plain, unseen.sheets))
        seen = f"hidden sheets, which are not read: {listed}"
        content.remarks.append(Remark("not-in-document", seen))
    for sheet in records.read_sheets(raw):
        if sheet.name:
            content.blocks.append(
                Line(plain(sheet.name), Spot(name, path=plain(sheet.name)), 3, True)
            )
        where = f"sheet {sheet.name}, row " if sheet.name else "row "
        struck = {line for line, mark in sheet.marks.items() if STRUCK in mark}
        rows = [
            (number, [plain(cell) for cell in cells])
            for number, cells in sheet.rows
            if number not in struck
        ]
        for number, cells in sheet.rows:
            text = plain(" | ".join(filter(None, cells)))
            if number in struck:
                seen = f"{where}{number} is struck through, and left out: {text}"
                content.remarks.append(Remark("condition", seen[:_LONGEST]))
            elif number in unseen.rows.get(sheet.name, ()):
                seen = f"{where}{number} is hidden, and read: {text}"
                content.remarks.append(Remark("condition", seen[:_LONGEST]))
        run: list[tuple[int, list[str]]] = []
        for number, cells in rows:
            filled = [cell for cell in cells if cell]
            if len(filled) == 1 and len(filled[0]) > 60:
                _close(content, run, name, where)
                content.blocks.append(
                    Line(filled[0], Spot(name, line=number, path=f"{where}{number}"), whole=True)
                )
            else:
                run.append((number, cells))
        _close(content, run, name, where)
    return content


def _is_xlsx(raw: bytes) -> bool:
    return raw.startswith(b"PK") and records.kind_of(raw) == "xlsx"


def _close(content: Content, run: list[tuple[int, list[str]]], name: str, where: str) -> None:
    if run:
        spots = tuple(Spot(name, line=number, path=f"{where}{number}") for number, _ in run)
        content.blocks.append(Grid(tuple(tuple(cells) for _, cells in run), spots, "cells"))
        run.clear()
