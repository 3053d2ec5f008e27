"""Unit rows out of grids: what a column holds is told by its cells, and by its head only then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from catalogue.handbooks.blocks import Grid, Spot
from catalogue.handbooks.headings import GroupHead, group_head, titles_in
from catalogue.handbooks.lines import printed
from catalogue.handbooks.rows import (
    Row,
    is_blank,
    level_of,
    own_code,
    references_in,
    role_of_head,
    roles_in,
    status_of,
    unstarred,
    whole_of,
)
from catalogue.handbooks.windows import window_in

Cells = tuple[str, ...]

BY_HEAD = "head of the titles"
"""The kind of a group that only the head of a column names."""


_RULE = re.compile(
    r"\b(?:minimum|maximum|at\s+least|must|required|learners?|candidates?)\b"
    r"|\bnumber\s+of\s+(?:\w+\s+)?(?:credits?|units?)\b",
    re.IGNORECASE,
)
"""Words that a row about amounts has, and hardly any title."""


@dataclass(slots=True)
class Head:
    """The head of a table, remembered for the page after: the role of each column."""

    roles: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Said:
    """A row of a grid that is no unit: its text, and the cells apart.

    ``sums`` are what the row says that the rows above it come to, by their role.
    """

    cells: Cells
    spot: Spot
    sums: dict[str, int] = field(default_factory=dict)


Item = Row | GroupHead | Said


def read_grid(
    grid: Grid, memory: Head | None = None
) -> tuple[list[tuple[Item, Spot]], Head | None]:
    """Return the units, group headings and other rows of a grid, and its head.

    ``memory`` is the head of the table before, for a table that goes on over a page.
    """
    rows, spots = _tidied(grid)
    rows = _parted(rows)
    if not rows:
        return [], memory
    body = [_is_body(row) for row in rows]
    spans = [sum(bool(cell) for cell in dict.fromkeys(row)) == 1 for row in rows]
    first = next((i for i, is_body in enumerate(body) if is_body), len(rows))
    heads = [i for i in range(first) if not spans[i] and _is_head(rows[i])]
    rows = _merged(rows, set(heads))
    width = len(rows[0])
    cells = [" ".join(filter(None, (rows[i][c] for i in heads))) for c in range(width)]
    coded = _coded(rows, body, cells)
    with_reference = _with_reference(rows, coded)
    if heads:
        head = Head([""] * width, cells)
    elif memory and len(memory.roles) == width:
        head = Head([""] * width, memory.cells)
        cells = memory.cells
        coded = _coded(rows, body, cells)
        with_reference = _with_reference(rows, coded)
    else:
        head = Head([""] * width, [""] * width)
    called = {role_of_head(cell) for cell in cells} - {""}
    bare = [i for i in range(first, len(rows)) if body[i] and i not in heads and not spans[i]]
    if not bare and not with_reference and "title" in called and len(called) > 1:
        bare = [
            i
            for i, row in enumerate(rows)
            if heads
            and i > heads[-1]
            and group_head(" ".join(filter(None, row)), heading=True) is None
        ]
    bare = [i for i in bare if not _is_total(rows[i])]
    units = sorted({*with_reference, *bare})
    referenced = any(references_in(cell) for row in rows for cell in row)
    if len(units) == 0 or not _is_unit_list(rows, units, cells, referenced):
        return [(Said(row, spot), spot) for row, spot in zip(rows, spots, strict=True)], memory
    head.roles = _roles(rows, units, cells, coded)
    if _is_of_others(head, cells if heads else _above(rows, units)):
        return [(Said(row, spot), spot) for row, spot in zip(rows, spots, strict=True)], memory
    found: list[tuple[Item, Spot]] = []
    for index, (row, spot) in enumerate(zip(rows, spots, strict=True)):
        if index in heads or (_is_head(row) and index not in units):
            found += [(named, spot) for named in _named_by_head(row)]
            continue
        texts = list(dict.fromkeys(cell for cell in row if cell))
        if index in units:
            found.append((_unit(row, head, spot, coded), spot))
        elif len(texts) == 1 and (named := group_head(texts[0], heading=True)):
            found.append((named, spot))
        elif _goes_on(row, head, found):
            last = found[-1][0]
            assert isinstance(last, Row)
            _go_on(last, row, head)
        elif texts:
            sums = _sums(row, head) if _is_total(row) else {}
            found.append((Said(row, spot, sums), spot))
    return found, head


def _named_by_head(row: Cells) -> list[GroupHead]:
    """The group that the head of the titles names: "Mandatory units" above them."""
    found = [group_head(cell, heading=True) for cell in row if role_of_head(cell) == "title"]
    return [replace(one, kind=BY_HEAD) for one in found if one and one.role and not one.id]


def _sums(row: Cells, head: Head) -> dict[str, int]:
    pairs = zip(head.roles, row, strict=False)
    values = {role: whole_of(cell) for role, cell in pairs if role in {"credit", "glh", "tqt"}}
    return {role: value for role, value in values.items() if value is not None}


def _tidied(grid: Grid) -> tuple[list[Cells], list[Spot]]:
    """Rows of one width, without the columns and rows that are empty everywhere."""
    width = max((len(row) for row in grid.rows), default=0)
    padded = [(*row, *[""] * (width - len(row))) for row in grid.rows]
    keep = [c for c in range(width) if any(row[c] for row in padded)]
    kept = [
        (tuple(row[c] for c in keep), spot)
        for row, spot in zip(padded, grid.spots, strict=True)
        if any(row)
    ]
    return [row for row, _ in kept], [spot for _, spot in kept]


_MEASURED = re.compile(r"\d\s+(?:credits?|glh)\b|\blevel\s+\d\W*$", re.IGNORECASE)
_PAIR = re.compile(r"([^/|]{1,12}?)\s*[/|]\s*([^/|]{1,12})")


def _parted(rows: list[Cells]) -> list[Cells]:
    """Part a column that is headed "Level / Credit" and has two values in each cell."""
    for number, row in enumerate(rows[:4]):
        for column, cell in enumerate(row):
            named = [r for r in roles_in(cell) if r in {"level", "credit", "glh", "tqt"}]
            pair = _PAIR.fullmatch(cell) if len(named) == 2 else None
            body = [one[column] for one in rows[number + 1 :] if one[column]]
            parts = [_PAIR.fullmatch(one) for one in body]
            if pair is None or not body or sum(map(bool, parts)) < 0.8 * len(body):
                continue
            return [
                (
                    *one[:column],
                    *(found.groups() if found else (one[column], "")),
                    *one[column + 1 :],
                )
                for one in rows
                for found in [_PAIR.fullmatch(one[column])]
            ]
    return rows


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


def _is_body(row: Cells) -> bool:
    """Whether a row may be one of a unit: a reference, or a title beside a short value."""
    if any(references_in(cell) for cell in row):
        return True
    if any(_RULE.search(cell) for cell in row):
        return False
    texts = [cell for cell in row if len(re.findall(r"[A-Za-z]{2,}", cell)) >= 1 and len(cell) > 5]
    values = [cell for cell in row if whole_of(cell) is not None or level_of(cell) is not None]
    return bool(texts and values) and not _is_head(row)


def _is_head(row: Cells) -> bool:
    named = [role_of_head(cell) for cell in row if cell and len(cell) <= 60]
    numbers = [cell for cell in row if whole_of(cell) is not None]
    return (
        len([role for role in named if role]) >= 2
        and not numbers
        and not any(references_in(cell) for cell in row)
    )


def _coded(rows: list[Cells], body: list[bool], cells: list[str]) -> int:
    """The column of an organisation's own codes, or -1: short, unlike each other, not just 1, 2, 3."""
    best = -1

    def head_of(column: int) -> str:
        return role_of_head(cells[column]) if column < len(cells) else ""

    for column in range(len(rows[0])):
        values = [
            row[column] for row, is_body in zip(rows, body, strict=True) if is_body and row[column]
        ]
        codes = [code for value in values if (code := own_code(value))]
        if len(values) < 1 or len(codes) < 0.8 * len(values) or len(set(codes)) < len(codes):
            continue
        named = head_of(column)
        if all(re.match(r"unit\s", value, re.I) for value in values) or (
            named == "title" and any(head_of(c) == "title" for c in range(column + 1, len(cells)))
        ):
            named = "own"
        if all(code.isdigit() for code in codes):
            if named not in {"reference", "own"} or max(map(int, codes)) <= 2 * len(rows) + 10:
                continue
            best = column if best < 0 else best
        elif any(re.search(r"[A-Z]", code) for code in codes) and not all(
            level_of(v) is not None for v in values
        ):
            best = column if best < 0 or _rank(named) > _rank(head_of(best)) else best
    return best


def _with_reference(rows: list[Cells], coded: int) -> list[int]:
    """The rows that have a reference, or a code and no words of a rule."""
    return [
        i
        for i, row in enumerate(rows)
        if any(references_in(cell) for cell in row)
        or (
            not _is_named(row)
            and _reference(row, coded)
            and not any(_RULE.search(cell) for cell in row)
        )
    ]


def _is_named(row: Cells) -> bool:
    """Whether a row is nothing but the heading of a group."""
    texts = list(dict.fromkeys(cell for cell in row if cell))
    return len(texts) == 1 and group_head(texts[0], heading=True) is not None


def _above(rows: list[Cells], units: list[int]) -> Cells:
    """The row over the first unit, if it may be the head of a table of something else."""
    row = rows[units[0] - 1] if units and units[0] > 0 else ()
    short = all(len(cell) <= 40 and whole_of(cell) is None for cell in row)
    return row if sum(bool(cell) for cell in row) > 1 and short else ()


def _is_of_others(head: Head, cells: Sequence[str]) -> bool:
    """Whether a table with references lists no units: its words are headed as something else.

    Changes, assessments and mappings name units too.
    """
    title = head.roles.index("title") if "title" in head.roles else -1
    if not any(cells) or title < 0 or title >= len(cells) or not cells[title]:
        return False
    figures = {"level", "credit", "glh"} & set(head.roles)
    return role_of_head(cells[title]) != "title" and not figures


def _rank(named: str) -> int:
    """How much the head of a column says that it holds what a unit is called by."""
    return {"reference": 2, "own": 1}.get(named, 0)


def _reference(row: Cells, coded: int) -> str:
    for cell in row:
        if found := references_in(cell):
            return found[0][0]
    return own_code(row[coded]) if 0 <= coded < len(row) else ""


def _is_total(row: Cells) -> bool:
    """Whether a row gives the sum of those above it."""
    words = " ".join(cell for cell in row if cell).casefold()
    return bool(re.match(r"(?:sub-?)?total|overall|sum\b|minimum|maximum", words))


def _is_unit_list(rows: list[Cells], units: list[int], cells: list[str], referenced: bool) -> bool:
    """Whether rows without references are a list of units all the same: its head says so."""
    named = {role_of_head(cell) for cell in cells}
    if referenced:
        return True
    if any(titles_in(cell) for i in units for cell in rows[i]):
        return False
    return "title" in named and bool(named & {"credit", "level", "glh", "own", "reference"})


def _roles(rows: list[Cells], units: list[int], cells: list[str], coded: int) -> list[str]:
    """What each column holds: by its cells first, numbers told apart by the head."""
    width = len(rows[0])
    roles = [""] * width
    columns = [[rows[i][c] for i in units] for c in range(width)]

    def share(column: int, test: object) -> float:
        values = [value for value in columns[column] if value]
        return sum(bool(test(value)) for value in values) / len(values) if values else 0.0  # type: ignore[operator]

    for c in range(width):
        if share(c, _only_reference) >= 0.5 and all(len(v) <= 40 for v in columns[c]):
            roles[c] = "reference"
    if "reference" not in roles and coded >= 0:
        roles[coded] = "reference"
    letters = [
        sum(len(re.findall(r"[A-Za-z]", v)) for v in columns[c]) if not roles[c] else -1
        for c in range(width)
    ]
    named = [role_of_head(cells[c]) if c < len(cells) else "" for c in range(width)]
    titles = [c for c in range(width) if named[c] == "title" and letters[c] > 0] or list(
        range(width)
    )
    roles[max(titles, key=lambda c: letters[c])] = "title"
    for c in range(width):
        if roles[c]:
            continue
        if named[c] == "group" and all(len(v) <= 40 for v in columns[c]) and any(columns[c]):
            roles[c] = "group"
        elif share(c, status_of) >= 0.8 and share(c, str.isdigit) < 0.5:
            roles[c] = "status"
        elif share(c, lambda v: level_of(v, marked=True) is not None) >= 0.8:
            roles[c] = "level"
        elif (
            share(c, lambda v: whole_of(v) is not None or level_of(v) is not None or v in "-\u2013")
            >= 0.6
        ):
            role = named[c]
            if role in {"level", "credit", "glh", "tqt", "own", "other"}:
                roles[c] = role if role not in roles else ""
            elif _counts_up(columns[c]):
                roles[c] = "own"
            else:
                roles[c] = "number?"
    return roles


def _only_reference(cell: str) -> bool:
    """Whether a cell has a reference and no words besides."""
    found = references_in(cell)
    rest = cell
    for _, start, end in reversed(found):
        rest = rest[:start] + rest[end:]
    return bool(found) and len(re.findall(r"[A-Za-z]", rest)) < 6


def _counts_up(values: Sequence[str]) -> bool:
    numbers = [int(v) for v in values if v.isdigit()]
    return len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def _unit(row: Cells, head: Head, spot: Spot, coded: int) -> Row:
    unit = Row(spot=spot, text=" | ".join(cell for cell in row if cell), readers=("columns",))
    unit.reference = _reference(row, coded)
    if not unit.reference and "reference" in head.roles:
        unit.doubt(
            "not-printed", "reference", "no reference is printed here, though other rows have one"
        )
    several = [r for cell in row for r, _, _ in references_in(cell)]
    if len(set(several)) > 1:
        unit.doubt("cut", "row", f"two references in one row: {', '.join(several)}")
    for role, cell in zip(head.roles, row, strict=False):
        _take(unit, role, cell)
        if role in {"", "status", "other", "group"} and cell:
            _take_window(unit, cell)
    odd = [cell for role, cell in zip(head.roles, row, strict=False) if _is_odd(role, cell)]
    if odd:
        unit.doubt("not-printed", "row", f"numbers whose column has no head: {' '.join(odd)}")
    return unit


def _is_odd(role: str, cell: str) -> bool:
    """Whether a cell has numbers that became no fact."""
    if role == "number?":
        return bool(cell)
    if role or not re.search(r"\d", cell) or references_in(cell):
        return False
    letters = len(re.findall(r"[A-Za-z]", cell))
    return letters < 4 and not (letters and own_code(cell))


def _take(unit: Row, role: str, cell: str) -> None:
    if role == "title":
        text = cell
        for _, start, end in reversed(references_in(cell)):
            text = f"{text[:start]} {text[end:]}"
        text = re.sub(r"\(\s*\)", " ", text)
        if _MEASURED.search(text):
            text = printed(unit, text)
        if lead := re.match(r"^(?:unit\s+)?(\d{1,3})\s*[.:)\u2013-]\s*(?=[A-Z])", text, re.I):
            unit.number = unit.number or lead[1]
            text = text[lead.end() :]
        elif lead := re.match(r"^(\d{2,4})\s+(?=[A-Z])", text):
            unit.doubt("title-word", "title", f"a number stands before the title: {lead[1]}")
            text = text[lead.end() :]
        text, unit.mark = unstarred(" ".join(text.split()))
        window = window_in(text.strip(" ()[]-:\u2013"))
        unit.title, unit.opens, unit.closes = window.title, window.opens, window.closes
        unit.unreplaced = window.unreplaced
        if window.unread:
            unit.doubt("replaces", "window", f"a window that was not understood: {text[:80]}")
    elif role == "level":
        unit.level = level_of(cell)
        if is_blank(cell):
            unit.blank = (*unit.blank, role)
        elif cell and unit.level is None:
            unit.doubt("not-printed", "level", f"{cell!r} is no level")
    elif role in {"credit", "glh", "tqt"}:
        value = whole_of(cell)
        setattr(unit, role, value)
        if is_blank(cell):
            unit.blank = (*unit.blank, role)
        elif cell and value is None:
            unit.doubt("not-printed", role, f"{cell!r} is no number")
    elif role == "status":
        unit.status = status_of(cell)
    elif role == "group":
        unit.group = cell
    elif role == "own":
        unit.number = cell


def _take_window(unit: Row, cell: str) -> None:
    """Read a window of registration out of a cell beside the title."""
    window = window_in(cell)
    unit.opens, unit.closes = unit.opens or window.opens, unit.closes or window.closes
    unit.unreplaced = unit.unreplaced or window.unreplaced
    if window.unread:
        unit.doubt("replaces", "window", f"a window that was not understood: {cell[:80]}")


def _goes_on(row: Cells, head: Head, found: list[tuple[Item, Spot]]) -> bool:
    """Whether a row is the rest of a title that was cut: words in that column alone."""
    filled = [role for role, cell in zip(head.roles, row, strict=False) if cell]
    return filled == ["title"] and bool(found) and isinstance(found[-1][0], Row)


def _go_on(unit: Row, row: Cells, head: Head) -> None:
    more = row[head.roles.index("title")]
    unit.doubt(
        "title-word", "title", f"put together from two rows: {unit.title} + {more}", unit.title
    )
    window = window_in(f"{unit.title} {more}")
    unit.title = window.title
    unit.opens, unit.closes = unit.opens or window.opens, unit.closes or window.closes
    unit.unreplaced = unit.unreplaced or window.unreplaced
