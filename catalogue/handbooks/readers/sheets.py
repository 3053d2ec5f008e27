"""Spreadsheets and separated text: every sheet is a grid under its name."""

from __future__ import annotations

from catalogue.handbooks.blocks import Content, Grid, Line, Spot, plain
from catalogue.records.files import sheets as records


def read_sheets(raw: bytes, name: str) -> Content:
    """Return the sheets of a workbook, or of a file of separated values, as grids."""
    content = Content(name, "sheet", tools={"openpyxl": "read-only"})
    for sheet in records.read_sheets(raw):
        if sheet.name:
            content.blocks.append(
                Line(plain(sheet.name), Spot(name, path=plain(sheet.name)), 3, True)
            )
        where = f"sheet {sheet.name}, row " if sheet.name else "row "
        rows = [(number, [plain(cell) for cell in cells]) for number, cells in sheet.rows]
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


def _close(content: Content, run: list[tuple[int, list[str]]], name: str, where: str) -> None:
    if run:
        spots = tuple(Spot(name, line=number, path=f"{where}{number}") for number, _ in run)
        content.blocks.append(Grid(tuple(tuple(cells) for _, cells in run), spots, "cells"))
        run.clear()
