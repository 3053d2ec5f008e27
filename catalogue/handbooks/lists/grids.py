"""Unit rows out of grids: what a column holds is told by its cells, and by its head only then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.blocks import Grid, Spot
from catalogue.handbooks.lists.beside import lying, side_by_side
from catalogue.handbooks.lists.bounds import bounds_of
from catalogue.handbooks.lists.cells import go_on, goes_on, titled_above, unit_of
from catalogue.handbooks.lists.codes import coded_column
from catalogue.handbooks.lists.columns import (
    is_body_row,
    is_head_row,
    is_note_alone,
    is_of_others,
    parted,
    roles_of,
    row_above,
    with_reference,
    with_whole_head,
)
from catalogue.handbooks.lists.ruletables import worded
from catalogue.handbooks.lists.tables import Cells, Head, Item, Said
from catalogue.handbooks.written.headings import GroupHead, group_head, titles_in
from catalogue.handbooks.written.joints import UNSURE
from catalogue.handbooks.written.levels import level_heading
from catalogue.handbooks.written.rows import (
    HEAD_WORDS,
    SO_MUCH,
    Row,
    put_together,
    references_in,
    role_of_head,
    whole_of,
)
from catalogue.handbooks.written.totals import is_total

BY_HEAD = "head of the titles"
"""The kind of a group that only the head of a column names."""

_FIGURES = ("level", "credit", "glh", "tqt")
_LONGEST_LABEL = 40
_SHORT_CELL = 14
"""Signs of a cell that has a reference and nothing besides."""

_LAST_GROUP = re.compile(r"\b(?:mandatory|optional|core|elective)\s+units$", re.IGNORECASE)
"""The head of the titles behind that of the column before, where both are read as one."""


def by_heads(grid: Grid) -> list[Grid]:
    """Part a grid where the head of another table stands in it, as on a sheet of a workbook."""
    if grid.again or is_of_one(grid.rows):
        return [grid]
    return [one for part in side_by_side(grid) for whole in lying(part) for one in _by_heads(whole)]


def _by_heads(grid: Grid) -> list[Grid]:
    starts = [0]
    head: Cells = ()
    for at, row in enumerate(grid.rows):
        if not is_head_row(row):
            continue
        last = next((n for n in range(at - 1, -1, -1) if any(grid.rows[n])), -1)
        if not head and any(_is_of_two(above) for above in grid.rows[:at]):
            starts.append(at)
        if head and row != head and not is_head_row(grid.rows[last]):
            starts.append(at)
        head = row
    ends = [*starts[1:], len(grid.rows)]
    return [
        replace(grid, rows=grid.rows[a:b], spots=grid.spots[a:b])
        for a, b in zip(starts, ends, strict=True)
    ]


def _is_of_two(row: Cells) -> bool:
    """Whether a row has a label and its value, or more than one of these."""
    return sum(bool(cell) for cell in row) > 1 and not any(map(references_in, row))


def read_grid(
    grid: Grid, memory: Head | None = None
) -> tuple[list[tuple[Item, Spot]], Head | None]:
    """Return the units, group headings and other rows of a grid, and its head.

    ``memory`` is the head of the table before, for a table that goes on over a page.
    """
    rows, spots = _tidied(grid)
    unsure = [any(UNSURE in cell for cell in row) for row in rows]
    rows = parted([tuple(cell.replace(UNSURE, "") for cell in row) for row in rows])
    if not rows:
        return [], memory
    if len(rows) > 1 and len(worded(grid)) == len(rows) - 1:  # all below its head is a rule
        return [(Said(row, spot), spot) for row, spot in zip(rows, spots, strict=True)], memory
    if is_of_one(rows):
        return [
            (Said(row, spot, aside=True), spot) for row, spot in zip(rows, spots, strict=True)
        ], memory
    body = [is_body_row(row) for row in rows]
    spans = [sum(bool(cell) for cell in dict.fromkeys(row)) == 1 for row in rows]
    first = next((i for i, is_body in enumerate(body) if is_body), len(rows))
    heads = [i for i in range(first) if not spans[i] and is_head_row(rows[i])]
    repeated = [i for i, row in enumerate(rows) if is_head_row(row)]
    for at in repeated:
        rows = with_whole_head(rows, at) if at + 1 < len(rows) else rows
    rows = _merged(rows, {*heads, *repeated})
    width = len(rows[0])
    cells = [" ".join(filter(None, (rows[i][c] for i in heads))) for c in range(width)]
    coded = coded_column(rows, body, cells)
    referenced_rows = with_reference(rows, coded)
    if heads:
        head = Head([""] * width, cells)
    elif memory and len(memory.roles) == width:
        head = Head([""] * width, memory.cells)
        cells = memory.cells
        coded = coded_column(rows, body, cells)
        referenced_rows = with_reference(rows, coded)
    else:
        head = Head([""] * width, [""] * width)
    called = {role_of_head(cell) for cell in cells} - {""}
    bare = [i for i in range(first, len(rows)) if body[i] and i not in heads and not spans[i]]
    if not bare and not referenced_rows and "title" in called and len(called) > 1:
        bare = [
            i
            for i, row in enumerate(rows)
            if heads
            and i > heads[-1]
            and not is_note_alone(row)
            and group_head(" ".join(filter(None, row)), heading=True) is None
        ]
        if coded < 0:
            coded = coded_column(rows, [i in bare for i in range(len(rows))], cells)
    bare = [i for i in bare if not _is_total(rows[i])]
    units = sorted({*referenced_rows, *bare})
    referenced = any(references_in(cell) for row in rows for cell in row)
    if len(units) == 0 or not _is_unit_list(rows, units, cells, referenced):
        alone = head if heads and len(heads) == len(rows) else memory
        return [(Said(row, spot), spot) for row, spot in zip(rows, spots, strict=True)], alone
    head.roles = roles_of(rows, units, cells, coded)
    if is_of_others(head, cells if heads else row_above(rows, units)):
        return [
            (Said(row, spot, aside=True), spot) for row, spot in zip(rows, spots, strict=True)
        ], memory
    spot = spots[units[0]]
    said = bounds_of([rows[i] for i in units], head)
    found: list[tuple[Item, Spot]] = [(Said((text,), spot), spot) for text in said]
    level: int | str | None = None
    for index, (row, spot) in enumerate(zip(rows, spots, strict=True)):
        if index in heads or (is_head_row(row) and index not in units):
            opened = _named_by_head(row)
            found += [(named, spot) for named in opened]
            found += [(Said((text,), spot), spot) for text in _amounts(row) if not opened]
            continue
        texts = list(dict.fromkeys(cell for cell in row if cell))
        if len(texts) == 1 and (only := level_heading(texts[0])) is not None:
            level = only
        elif index in units:
            unit = unit_of(row, head, spot, coded)
            if any(unsure[index : index + 2]):
                unit.doubt(
                    "cut",
                    "row",
                    "words are printed over each other here, or cut at the edge of a cell",
                )
            if level is not None and "level" not in head.roles:
                unit.level = level
            found.append((unit, spot))
        elif (
            len(texts) == 1
            and not texts[0][0].islower()
            and (named := group_head(texts[0], heading=True))
        ):
            found.append((named, spot))
            level = None
        elif goes_on(row, head, found):
            last = found[-1][0]
            assert isinstance(last, Row)
            go_on(last, row[head.roles.index("title")])
        elif texts:
            sums = _sums(row, head) if _is_total(row) else {}
            found.append((Said(row, spot, sums), spot))
    _by_prefix([item for item, _ in found if isinstance(item, Row)])
    _by_count([item for item, _ in found if isinstance(item, Row)])
    below = rows[heads[-1] + 1] if heads and heads[-1] + 1 not in units else ()
    again = len(below) >= _LEAST_TWICE and all(
        cell.isalpha() and not role_of_head(cell) for cell in below
    )
    if again or sum(map(_is_twice, cells)) >= _LEAST_TWICE:
        for one, _ in found:
            if isinstance(one, Row):
                one.doubt("title-word", "title", "the heads stand in two languages, as titles may")
    found = titled_above(found)
    used = [c for c in range(width) if cells[c] or any(rows[i][c] for i in units)]
    # what another table above it has in columns of its own is not there on the next page
    return found, Head([head.roles[c] for c in used], [cells[c] for c in used])


_PREFIX = re.compile(
    r"((?:(?:mandatory|optional|core|elective)\s+)?(?:group|section|pool|pathway)\s+[A-Z]?\d{0,2})\s*[:|\u2013-]+\s*(?=\w)",
    re.IGNORECASE,
)
"""The group of a unit, where it stands before its title."""


def _by_prefix(units: list[Row]) -> None:
    """Take the group out of the titles of a table, where most of them begin with one."""
    told = [(unit, _PREFIX.match(unit.title)) for unit in units]
    if 2 * sum(found is not None for _, found in told) <= max(len(units), 2):
        return
    for unit, found in told:
        if found is not None and not unit.group:
            unit.group = found[1]
            unit.title = unit.title[found.end() :]


_COUNT = re.compile(r"(\d{1,2})\s+(?=[A-Z])")
_LEAST_COUNTED = 3


def _by_count(units: list[Row]) -> None:
    """Take the number of each row out of titles that begin with it, where they count without a gap."""
    told = [_COUNT.match(unit.title) for unit in units]
    numbers = [int(found[1]) for found in told if found]
    rises = numbers == list(range(numbers[0], numbers[0] + len(units))) if numbers else False
    if len(units) < _LEAST_COUNTED or not rises or any(unit.number for unit in units):
        return
    for unit, found in zip(units, told, strict=True):
        assert found is not None
        unit.number, unit.title = found[1], unit.title[found.end() :]


def is_of_one(rows: Sequence[Cells]) -> bool:
    """Whether a table says of one unit, fact by fact, what its reference, level and credit are.

    What it teaches may stand below, in the same table.
    """
    told = [_labels(row) for row in rows]
    named = {role for roles in told for role in roles}
    references = {
        one[0]
        for row, roles in zip(rows, told, strict=True)
        for cell in row
        if roles or len(cell) <= _SHORT_CELL
        for one in references_in(cell)
    }
    return len(references) == 1 and len(named & {"reference", *_FIGURES}) > 1


def _labels(row: Cells) -> list[str]:
    """The facts that a row gives below labels, "Level | 2 | Credit value: 3"; none if it has more."""
    return [role for role, _ in labelled(row)]


def labelled(row: Cells) -> list[tuple[str, str]]:
    """What a row gives below labels, each with the role of the label; nothing if it has more."""
    cells = [cell for cell in row if cell]
    found: list[tuple[str, str]] = []
    while cells:
        cell = cells.pop(0)
        label, _, value = cell.partition(":")
        role = role_of_head(label) if len(label) <= _LONGEST_LABEL else ""
        if role not in {"reference", "own", "title", *_FIGURES}:
            if found and len(cells) == 1 and not re.search(r"\d", cell + cells[0]):
                break  # something else is said beside: "GLH | 35 | Assessment | Portfolio"
            return []
        if not value.strip():
            alone = role == "title" and len(cells) == 1 and not found
            if not cells or re.search(r"\d", label) or (_is_label(cells[0]) and not alone):
                return []
            value = cells.pop(0)
        found.append((role, value.strip()))
    return found


def _is_label(cell: str) -> bool:
    return bool(role_of_head(cell)) and not re.search(r"\d", cell)


_LEAST_TWICE = 3
"""Heads of a table that stand in two languages, inclusive."""


def _is_twice(cell: str) -> bool:
    """Whether the head of a column says what it holds, and then something else: "Level Lefel"."""
    words = cell.split()
    half = len(words) // 2
    first, second = words[:half], words[half:]
    return (
        bool(half)
        and len(first) == len(second)
        and bool(role_of_head(" ".join(first)))
        and all(word.isalpha() and word.casefold() not in HEAD_WORDS for word in second)
        and not any(role_of_head(word) for word in second)
    )


def _named_by_head(row: Cells) -> list[GroupHead]:
    """The group that the head of the titles names: "Mandatory units (Group A)" above them."""
    named: list[str] = []
    for cell in row:
        if role_of_head(cell) in {"title", "group"}:
            named.append(cell)
        elif last := _LAST_GROUP.search(cell):
            named.append(last[0])
    heads = [group_head(cell, heading=True) for cell in named]
    return [replace(one, kind=BY_HEAD) for one in heads if one and (one.role or one.id)]


def _amounts(row: Cells) -> list[str]:
    """What the head of the titles asks for of the group that it stands in: "Unit title (max 7 credits)"."""
    told = [list(SO_MUCH.finditer(cell)) for cell in row if role_of_head(cell) == "title"]
    return [f"{one[0].strip('() ')} from this group" for found in told for one in found]


_ROLE_OF_UNITS = re.compile(r"\b(?:mandatory|optional|core|elective)\s+units\b", re.IGNORECASE)


def group_among(head: str) -> GroupHead | None:
    """The group that the head of a list in running text names among its columns, or null."""
    found = _ROLE_OF_UNITS.search(head)
    named = group_head(found[0], heading=True) if found else None
    return replace(named, kind=BY_HEAD) if named else None


def _sums(row: Cells, head: Head) -> dict[str, int]:
    pairs = zip(head.roles, row, strict=False)
    values = {role: whole_of(cell) for role, cell in pairs if role in {"credit", "glh", "tqt"}}
    return {role: value for role, value in values.items() if value is not None}


def _tidied(grid: Grid) -> tuple[list[Cells], list[Spot]]:
    """Rows of one width, without the columns and rows that are empty everywhere."""
    width = max((len(row) for row in grid.rows), default=0)
    padded = [(*map(put_together, row), *[""] * (width - len(row))) for row in grid.rows]
    keep = [c for c in range(width) if any(row[c] for row in padded)]
    kept = [
        (tuple(row[c] for c in keep), spot)
        for row, spot in zip(padded, grid.spots, strict=True)
        if any(row)
    ]
    return [row for row, _ in kept], [spot for _, spot in kept]


def _merged(rows: list[Cells], heads: set[int]) -> list[Cells]:
    """Put together neighbouring columns of which one has the head and the other the cells."""
    column = 0
    while rows and column + 1 < len(rows[0]):
        left = {i for i, row in enumerate(rows) if row[column]}
        right = {i for i, row in enumerate(rows) if row[column + 1]}
        if not left & right and (left <= heads or right <= heads):
            rows = [
                (*row[:column], row[column] or row[column + 1], *row[column + 2 :]) for row in rows
            ]
        else:
            column += 1
    return rows


def _is_total(row: Cells) -> bool:
    """Whether a row gives the sum of those above it."""
    words = " ".join(cell for cell in row if cell).casefold()
    return bool(re.match(r"(?:sub-?)?total|overall|sum\b|minimum|maximum", words)) or any(
        is_total(cell) for cell in row
    )


def _is_unit_list(rows: list[Cells], units: list[int], cells: list[str], referenced: bool) -> bool:
    """Whether rows without references are a list of units all the same: its head says so."""
    named = {role_of_head(cell) for cell in cells}
    if referenced:
        return True
    if any(titles_in(cell) for i in units for cell in rows[i]):
        return False
    return "title" in named and bool(named & {"credit", "level", "glh", "own", "reference"})
