"""From the rows of a sheet to a table of one achievement a row: headings, bands, grids unfolded.

A sheet may have lines above its headings, a row of bands above them (terms, say) with the same
headings below each, units across with a row for each learner, or learners across with a row for
each unit. All come to one shape here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from catalogue.cells import is_error, plain
from catalogue.records.files.marks import without_lines
from catalogue.records.files.sheets import Row, Sheet
from catalogue.records.roles.beside import with_beside, with_marks
from catalogue.records.roles.column import Column
from catalogue.records.roles.columns import unit_column
from catalogue.records.roles.month_first import with_days_first
from catalogue.records.roles.sections import (
    filled_units,
    with_footnotes,
    with_learners,
    with_sections,
)
from catalogue.records.roles.tables import Table, cell_at, tells
from catalogue.records.shapes.folding import (
    attempts_across,
    band,
    numbered,
    parts_across,
    people_across,
    side_by_side,
    turned,
    units_across,
)
from catalogue.records.shapes.furniture import furniture
from catalogue.records.words import headings as h
from catalogue.records.words.asking import asked_as
from catalogue.records.words.keys import TABLE
from catalogue.records.words.references import reference_in
from catalogue.records.words.understood import LeftOut

FIRST_ROWS = 20
"""Rows, inclusive, among which the headings are looked for."""


def table_of(sheet: Sheet, fixed: Collection[str] = ()) -> Table:
    """Return a sheet as a table; one without headings has none, and all of its rows.

    ``fixed`` are headings that a layout speaks of, whose columns are left where they stand.
    """
    bare, struck = without_lines(sheet.rows)
    if struck:
        sheet = replace(sheet, rows=tuple(bare), marks={**sheet.marks, **struck})
    at = _headings(sheet.rows)
    if at is None:
        return Table(0, (), sheet.rows)
    cells = sheet.rows[at][1]
    below: list[Row] = []
    left_out: list[LeftOut] = []
    for below_line, row in sheet.rows[at + 1 :]:
        if (why := furniture(row, len(cells))) is not None:
            said = [text for text in row if text]
            word = next((text for text in said if plain(text).isalpha()), said[0])
            left_out.append(LeftOut(below_line, word, why))
        elif not _again(row, cells):
            below.append((below_line, row))
    noted = with_footnotes(below)
    table = with_marks(with_days_first(_unfolded(sheet, at, noted, fixed)), sheet.marks)
    return replace(table, left_out=tuple(left_out), above=sheet.rows[:at])


def _unfolded(sheet: Sheet, at: int, below: Sequence[Row], fixed: Collection[str]) -> Table:
    line, cells = sheet.rows[at]
    if sum(reference_in(text) is not None for text in cells) > 1:
        return turned(line, cells, below) or units_across(line, cells, below)
    bands = sheet.rows[at - 1][1] if at and sheet.rows[at - 1][0] == line - 1 else []
    names = [
        name or band(bands, number) if _used(number, below) else name
        for number, name in enumerate(cells)
    ]
    told = frozenset(plain(name) for name in fixed)
    table = with_learners(Table(line, tuple(names), tuple(below), fixed=told), sheet.rows)
    table = with_beside(filled_units(with_sections(table, sheet.rows[:at])))
    table = parts_across(side_by_side(numbered(table), bands))
    return people_across(attempts_across(table))


def _used(number: int, below: Sequence[Row]) -> bool:
    return any(cell_at(cells, number) for _, cells in below)


def _again(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row is the headings once more, as on a new page."""
    return [plain(text) for text in cells if text] == [plain(text) for text in names if text]


def _headings(rows: Sequence[Row]) -> int | None:
    """The number of the row of headings: that above the first references which names the most."""
    first = next(
        (n for n, (_, cells) in enumerate(rows) if any(reference_in(text) for text in cells)), None
    )
    if first is not None:
        cells = rows[first][1]
        several = sum(reference_in(text) is not None for text in cells) > 1
        other = [text for text in cells if not asked_as(text) and text.casefold() != "no."]
        told = any(tells(text) and "%" not in text for text in other)
        if several and not told and not _again_below(rows[first:]):
            return first
        above = sorted({*range(min(first, FIRST_ROWS)), *range(max(0, first - FIRST_ROWS), first)})
        return max(above, key=lambda n: (*_named_units(rows[n][1]), n), default=None)
    named = [
        n
        for n, (_, cells) in enumerate(rows[:FIRST_ROWS])
        if unit_column([Column(k, name, ()) for k, name in enumerate(cells)])
        or {"unit", "award"} & {TABLE.get(plain(name)) for name in cells}
    ]
    return max(named, key=lambda n: (_named(rows[n][1]), -n), default=None)


def _again_below(rows: Sequence[Row]) -> bool:
    """Whether below the references of a row there are others, so that none of them is a heading."""
    places = [n for n, text in enumerate(rows[0][1]) if reference_in(text)]
    return any(reference_in(cell_at(cells, n)) for _, cells in rows[1:] for n in places)


def _named_units(cells: Sequence[str]) -> tuple[int, bool]:
    """How many cells of a row are headings, and whether one of them is that of the units."""
    return _named(cells), any(TABLE.get(plain(text)) == "unit" for text in cells)


def _named(cells: Sequence[str]) -> int:
    """How many cells of a row are headings with a word that tells what stands below."""
    return sum(_is_named(text) for text in cells if text)


_KNOWN = (
    h.UNIT
    | h.TITLE
    | h.DATE
    | h.OUTCOME
    | h.GRADE
    | h.PERSON
    | h.QUALIFICATION
    | h.MEASURE
    | h.ACHIEVED_DAY
    | h.NUMBER
    | h.NAME_PART
    | h.ORGANISATION
    | h.PART
    | h.IRRELEVANT
)


def _is_named(text: str) -> bool:
    if is_error(text):
        return False
    if plain(text) in TABLE:
        return True
    found = h.words(text)
    return 0 < len(found) <= 8 and not text.endswith(":") and bool(set(found) & _KNOWN)
