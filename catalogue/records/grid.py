"""From the rows of a sheet to a table of one achievement a row: headings, bands, grids unfolded.

A sheet may have lines above its headings, a row of bands above them (terms, say) with the same
headings below each, units across with a row for each learner, or learners across with a row for
each unit. All come to one shape here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalogue.cells import plain
from catalogue.records import headings as h
from catalogue.records.column import Column, is_day, is_tick
from catalogue.records.columns import unit_column
from catalogue.records.furniture import furniture
from catalogue.records.keys import ASKED_KEYS, TABLE
from catalogue.records.likeness import is_name
from catalogue.records.outcomes import meaning
from catalogue.records.references import reference_in
from catalogue.records.sheets import Row, Sheet
from catalogue.records.understood import LeftOut

FIRST_ROWS = 20
"""Rows, inclusive, among which the headings are looked for."""

VALUE = "Achieved"
"""What the cells of a grid stand below once it is unfolded."""

_NUMBER = re.compile(r"[A-Z]{0,3}\d{4,12}")


@dataclass(frozen=True)
class Table:
    """Headings, and below them one achievement a row; ``line`` is that of the headings, 0 if none.

    ``folded`` tells how the sheet was laid out: ``units`` or ``people`` across, or neither;
    ``left_out`` are the rows below the headings that are none of the table.
    """

    line: int
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    folded: str = ""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, with a cell for each row."""
        return tuple(
            Column(number, name, tuple(_cell(cells, number) for _, cells in self.rows))
            for number, name in enumerate(self.names)
        )


def _cell(cells: Sequence[str], number: int) -> str:
    return cells[number] if number < len(cells) else ""


def table_of(sheet: Sheet) -> Table:
    """Return a sheet as a table; one without headings has none, and all of its rows."""
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
    return replace(_unfolded(sheet, at, below), left_out=tuple(left_out))


def _unfolded(sheet: Sheet, at: int, below: Sequence[Row]) -> Table:
    line, cells = sheet.rows[at]
    if sum(reference_in(text) is not None for text in cells) > 1:
        return _units_across(line, cells, below)
    bands = sheet.rows[at - 1][1] if at and sheet.rows[at - 1][0] == line - 1 else []
    names = [
        name or _band(bands, number) if _used(number, below) else name
        for number, name in enumerate(cells)
    ]
    plainly = Table(line, tuple(names), tuple(below))
    return _people_across(_side_by_side(plainly, bands))


def _used(number: int, below: Sequence[Row]) -> bool:
    return any(_cell(cells, number) for _, cells in below)


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
        other = [text for text in cells if plain(text) not in ASKED_KEYS]
        if several and not any(map(_tells, other)) and not _again_below(rows[first:]):
            return first
        above = sorted({*range(min(first, FIRST_ROWS)), *range(max(0, first - FIRST_ROWS), first)})
        return max(above, key=lambda n: (_named(rows[n][1]), n), default=None)
    named = [
        n
        for n, (_, cells) in enumerate(rows[:FIRST_ROWS])
        if unit_column([Column(k, name, ()) for k, name in enumerate(cells)])
        or {"unit", "award"} & {TABLE.get(plain(name)) for name in cells}
    ]
    return max(named, key=lambda n: (_named(rows[n][1]), -n), default=None)


def _tells(text: str) -> bool:
    """Whether a cell tells what came of something."""
    return is_tick(text) or is_day(text) or meaning(text) is not None


def _again_below(rows: Sequence[Row]) -> bool:
    """Whether below the references of a row there are others, so that none of them is a heading."""
    places = [n for n, text in enumerate(rows[0][1]) if reference_in(text)]
    return any(reference_in(_cell(cells, n)) for _, cells in rows[1:] for n in places)


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
    if plain(text) in TABLE:
        return True
    found = h.words(text)
    return 0 < len(found) <= 8 and not text.endswith(":") and bool(set(found) & _KNOWN)


def _band(bands: Sequence[str], number: int) -> str:
    """The text of a band above a column: its own, or that which a merged cell began before it."""
    return next((text for text in reversed(bands[: number + 1]) if text), "")


def _side_by_side(table: Table, bands: Sequence[str]) -> Table:
    """Put headings that stand again below several bands under each other: a row for each band."""
    places: dict[str, list[int]] = {}
    for number, name in enumerate(table.names):
        if name and _used(number, table.rows):
            places.setdefault(plain(name), []).append(number)
    again = {name: found for name, found in places.items() if len(found) > 1}
    times = {len(found) for found in again.values()}
    if len(times) != 1 or not again:
        return table
    (count,) = times
    repeated = {number for found in again.values() for number in found}
    kept = [number for number in range(len(table.names)) if number not in repeated]
    kinds = list(again.values())
    first = kinds[0]
    of_time = all(
        set(h.words(_band(bands, found[n]))) & (h.TIME | h.ATTEMPT | {"term"})
        or re.search(r"\d", _band(bands, found[n]))
        for found in again.values()
        for n in range(count)
    )
    rows: list[Row] = []
    for line, cells in table.rows:

        def cell(number: int, cells: list[str] = cells) -> str:
            return _cell(cells, number)

        for turn in range(count):
            own = [cell(found[turn]) for found in again.values()]
            if any(own):
                band = _band(bands, first[turn]) or str(turn + 1)
                rows.append((line, [*(cell(n) for n in kept), *own, band]))
        if not any(cell(number) for number in repeated):
            rows.append((line, [*(cell(n) for n in kept), *[""] * len(kinds), ""]))
    names = [table.names[n] for n in kept] + [table.names[found[0]] for found in kinds]
    return Table(table.line, (*names, "Attempt" if of_time else "Part"), tuple(rows), table.folded)


def _units_across(line: int, names: Sequence[str], below: Sequence[Row]) -> Table:
    """Unfold a row for each learner with a column for each unit."""
    units = {n: name for n, name in enumerate(names) if reference_in(name)}
    kept = [n for n, name in enumerate(names) if n not in units and (name or _used(n, below))]
    rows: list[Row] = []
    for at, cells in below:
        own = [_cell(cells, n) for n in kept]
        if not any(_cell(cells, n) for n in units) and len([x for x in own if x]) < 1:
            continue
        rows += [(at, [*own, name, _cell(cells, n)]) for n, name in units.items()]
    heads = [names[n] or ("Learner" if place == 0 else "") for place, n in enumerate(kept)]
    if kept and not any(set(h.words(name)) & (h.PERSON | h.NAME_PART) for name in heads):
        heads[0] = f"Learner {heads[0]}".strip()
    return Table(line, (*heads, "Unit", VALUE), tuple(rows), "units")


def _people_across(table: Table) -> Table:
    """Unfold a row for each unit with a column for each learner, ticked or dated."""
    columns = table.columns
    across = [
        one
        for one in columns
        if one.filled
        and (is_name(one.heading) or _NUMBER.fullmatch(one.heading))
        and not set(h.words(one.heading)) & _SPOKEN
        and one.share(_tells) == 1
    ]
    if len(across) < 2:
        return table
    numbers = [one.number for one in across]
    kept = [n for n in range(len(table.names)) if n not in numbers]
    rows = [
        (
            line,
            [*(_cell(cells, n) for n in kept), table.names[n], _cell(cells, n)],
        )
        for line, cells in table.rows
        for n in numbers
    ]
    names = (*(table.names[n] for n in kept), "Learner", VALUE)
    return Table(table.line, names, tuple(rows), "people")


_SPOKEN = (
    h.OUTCOME
    | h.GRADE
    | h.DATE
    | h.PART
    | h.ATTEMPT
    | h.OTHER_DAY
    | h.ACHIEVED_DAY
    | h.AGAINST_DAY
    | h.MEASURE
    | h.NOT_THE_LEARNER
    | h.QUALIFICATION
    | h.UNIT
    | h.TITLE
    | h.NUMBER
)
