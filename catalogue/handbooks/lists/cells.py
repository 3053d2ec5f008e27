"""One row of a unit table taken apart: every cell ends in a fact or in a doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.handbooks.blocks import Grid, Spot, is_over_break
from catalogue.handbooks.lists.columns import reference_in
from catalogue.handbooks.lists.tables import Cells, Head, Item, Said
from catalogue.handbooks.written.bars import is_telling
from catalogue.handbooks.written.lines import printed
from catalogue.handbooks.written.relations import is_note
from catalogue.handbooks.written.rows import (
    PART_OF_REFERENCE,
    REFERENCE,
    Row,
    is_blank,
    level_of,
    mark_of,
    own_code,
    references_in,
    role_of_head,
    roles_in,
    status_of,
    trimmed,
    unstarred,
    whole_of,
)
from catalogue.handbooks.written.windows import dated, window_in

_FACTS = {"title", "reference", "level", "credit", "glh", "tqt", "group", "status"}
_NUMBER = re.compile(r"units?\s+([A-Z]{0,4}\d{1,4}[A-Z]?)", re.IGNORECASE)
_RUN_ON = re.compile(r"\w\s+unit\b", re.IGNORECASE)
"""The word that begins a code, after another one."""
_MEASURED = re.compile(r"\d\s+(?:credits?|glh)\b|\blevel\s+\d\W*$", re.IGNORECASE)


def unit_of(row: Cells, head: Head, spot: Spot, coded: int) -> Row:
    """Take a row of a unit table apart; ``coded`` is the column of own codes, or -1."""
    unit = Row(spot=spot, text=" | ".join(cell for cell in row if cell), readers=("columns",))
    unit.reference = reference_in(row, coded)
    named_so = "reference" in {*head.roles, *map(role_of_head, head.cells)}
    if not unit.reference and named_so:
        unit.doubt(
            "not-printed", "reference", "no reference is printed here, though other rows have one"
        )
    named = (*head.cells, *[""] * len(row))
    beside = {
        c
        for c, name in enumerate(named[: len(row)])
        if head.roles[c] not in _FACTS and is_telling(name)
    }
    several = [
        r for c, cell in enumerate(row) if c not in beside for r, _, _ in references_in(cell)
    ]
    if len(set(several)) > 1:
        unit.doubt("cut", "row", f"two references in one row: {', '.join(several)}")
    if 0 <= coded < len(row) and _RUN_ON.search(row[coded]):
        unit.doubt("cut", "row", f"{row[coded]!r} may be of two rows")
    named = (*head.cells, *[""] * len(row))
    for role, cell, name in zip(head.roles, row, named, strict=False):
        _take(unit, role, cell)
        if role == "mark":
            _mark(unit, name, mark_of(cell))
        if role == "level" and "SCQF" in name.upper():
            unit.scale = "SCQF"
        if role in {"", "status", "other", "group"} and cell:
            unit.open_within(dated(name, cell) or window_in(cell), cell)
    odd = [
        cell
        for role, cell, name in zip(head.roles, row, named, strict=False)
        if _is_odd(role, cell, name)
    ]
    if not unit.number:
        numbers = (_NUMBER.fullmatch(cell) for cell in row)
        unit.number = next((found[1] for found in numbers if found), "")
    noted = {c for c, cell in enumerate(row) if head.roles[c] not in _FACTS and is_note(cell)}
    unit.beside = tuple((named[c], row[c]) for c in sorted(beside | noted) if row[c])
    odd = [one for one in odd if one not in {cell for _, cell in unit.beside}]
    if odd:
        unit.doubt("not-printed", "row", f"numbers whose column has no head: {' '.join(odd)}")
    return unit


def _is_odd(role: str, cell: str, name: str) -> bool:
    """Whether a cell has numbers that became no fact; ``name`` is the head of its column."""
    if role == "number?":
        return bool(cell)
    if role not in {"", "reference"} or (name and _SHARE.fullmatch(cell)):
        return False
    bare = cell
    for _, start, end in reversed(references_in(cell)):
        bare = f"{bare[:start]} {bare[end:]}"
    if {"level", "credit", "glh", "tqt"} & set(roles_in(name)) and re.search(r"\d", bare):
        return True
    if role or bare != cell or not re.search(r"\d", cell) or dated(name, cell) is not None:
        return False
    letters = len(re.findall(r"[A-Za-z]", cell))
    return letters < 4 and not (letters and own_code(cell))


_SHARE = re.compile(r"\d{1,3}\s?%")
"""What a unit counts for, below a head of its own."""


def _take(unit: Row, role: str, cell: str) -> None:
    if role == "title":
        text = _without_references(cell)
        if _MEASURED.search(text):
            text = printed(unit, text)
        if lead := re.match(r"^(?:unit\s+)?(\d{1,3})\s*[.:)\u2013-]\s*(?=[A-Z])", text, re.I):
            unit.number = unit.number or lead[1]
            text = text[lead.end() :]
        elif lead := re.match(r"^(\d{2,4})\s+(?=[A-Z])", text):
            unit.doubt("title-word", "title", f"a number stands before the title: {lead[1]}")
            text = text[lead.end() :]
        text, unit.mark = unstarred(" ".join(text.split()))
        window = window_in(trimmed(text))
        unit.title = window.title
        unit.open_within(window, text)
    elif role == "level":
        cell = _unmarked(unit, role, cell)
        unit.level = level_of(cell)
        if is_blank(cell):
            unit.blank = (*unit.blank, role)
        elif cell and unit.level is None:
            unit.doubt("not-printed", "level", f"{cell!r} is no level")
    elif role in {"credit", "glh", "tqt"}:
        cell = _unmarked(unit, role, cell)
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


_REPLACES = re.compile(
    r"[\s(\[,;.\u2013-]*\b(?:this\s+unit\s+)?replac(?:es|ing)\s+(?:the\s+)?(?:unit\s*)?(?=[)\]]?\s*$)",
    re.IGNORECASE,
)
"""What leads to the reference of the unit before, at the end of a title."""


def _without_references(cell: str) -> str:
    """The words of a title's cell without references, and without what leads to one behind them."""
    text = cell
    for _, start, end in reversed(references_in(cell)):
        text = f"{text[:start]} {text[end:]}"
    if text != cell:
        text = _REPLACES.sub("", text)
    return re.sub(r"\(\s*\)|\[\s*\]", " ", text)


def _unmarked(unit: Row, role: str, cell: str) -> str:
    """Return a figure without the mark of a footnote behind it, which is asked about."""
    bare, mark = unstarred(cell)
    if not bare or not mark:
        return cell
    unit.doubt("condition", role, f"{mark} stands behind {bare}: a footnote may say more of it")
    return bare


def _mark(unit: Row, name: str, mark: str) -> None:
    """Take the cell of a column that ticks off: under "Mandatory" it says what the unit is."""
    if not (status := status_of(name)):
        unit.marks[name] = mark
    elif mark:
        unit.status = status


def goes_on(row: Cells, head: Head, found: list[tuple[Item, Spot]]) -> bool:
    """Whether a row is the rest of a title that was cut: words in that column alone."""
    filled = [role for role, cell in zip(head.roles, row, strict=False) if cell]
    return filled == ["title"] and bool(found) and isinstance(found[-1][0], Row)


def go_on(unit: Row, more: str) -> None:
    """Add the rest of a title that stands in a row of its own."""
    if not unit.choices.get("title"):  # what it was before any more came
        seen = f"put together from two rows: {unit.title} + {more}"
        unit.doubt("title-word", "title", seen, unit.title)
    window = window_in(_without_references(f"{unit.title} {more}"))
    unit.title = window.title
    unit.doubts = [one for one in unit.doubts if one[:2] != ("replaces", "window")]
    unit.open_within(window, more)


def titled_above(found: list[tuple[Item, Spot]]) -> list[tuple[Item, Spot]]:
    """Give units without titles those of the rows right above them, where each has one of its own."""
    units = [at for at, (item, _) in enumerate(found) if isinstance(item, Row)]
    titles: dict[int, str] = {}
    for at in units:
        above, item = found[at - 1][0] if at else None, found[at][0]
        cells = list(dict.fromkeys(filter(None, above.cells))) if isinstance(above, Said) else []
        if len(cells) != 1 or (isinstance(item, Row) and item.title):
            return found
        titles[at] = cells[0]
    if len(units) < 2:
        return found
    for at, text in titles.items():
        item = found[at][0]
        assert isinstance(item, Row)
        window = window_in(trimmed(text))
        item.title, item.text = window.title, f"{text} | {item.text}"
        item.open_within(window, text)
    gone = {at - 1 for at in units}
    return [one for at, one in enumerate(found) if at not in gone]


def carried_over(
    last: Row | None,
    first: Row | None,
    grid: Grid,
    items: list[tuple[Item, Spot]],
    memory: Head | None,
) -> list[tuple[Item, Spot]]:
    """Give the last row of a page the rest of its title, which the table on the next begins with.

    ``items`` are those of ``grid``, whose first unit is ``first``; what is left of them is returned.
    A table that has no unit, but the head of ``memory`` once more, may have nothing but that rest.
    """
    if last is None or not items or not is_over_break(last.spot, items[0][1]):
        return items
    if first is None:
        return _rest_alone(last, items, memory)
    opening = items[0][0]
    cells = opening.cells if isinstance(opening, Said) else ()
    texts = first.text.split(" | ") if opening is first else [cell for cell in cells if cell]
    if whole := _across_pages(last, texts):
        last.doubt("cut", "row", f"put together from two pages, as {whole} is")
        last.doubts = [one for one in last.doubts if one[:2] != ("not-printed", "reference")]
        last.reference = whole
        more = [text for text in texts if not whole.endswith(text)]
        go_on(last, first.title if opening is first else " ".join(more))
        return items[1:]
    while items and isinstance(opening := items[0][0], Said):
        filled = [column for column, cell in enumerate(opening.cells) if cell]
        if len(filled) != 1 or len(opening.cells) != len(grid.rows[0]):
            break
        if not any(first.title and first.title in row[filled[0]] for row in grid.rows):
            break
        go_on(last, opening.cells[filled[0]])
        items = items[1:]
    return items


def _rest_alone(
    last: Row, items: list[tuple[Item, Spot]], memory: Head | None
) -> list[tuple[Item, Spot]]:
    """Take the rows below a head that stands again, if they have words in the title's column alone."""
    rows = [item.cells for item, _ in items if isinstance(item, Said)]
    if memory is None or len(rows) < 2 or list(rows[0]) != memory.cells:
        return items
    rest = [[r for r, cell in zip(memory.roles, row, strict=False) if cell] for row in rows[1:]]
    if any(roles != ["title"] for roles in rest):
        return items
    for row in rows[1:]:
        go_on(last, row[memory.roles.index("title")])
    return []


def parted_from(unit: Row, words: str) -> None:
    """Ask whether words that a page break parts from a row are of it: of its title, or its window."""
    seen = f"a page break parts it from: {words}"
    unit.doubt("title-word", "title", seen)
    window = window_in(f"{unit.title} {words}")
    if window.opens or window.closes or window.unread:
        unit.doubt("replaces", "window", seen)


def _across_pages(last: Row, texts: Sequence[str]) -> str:
    """The reference of which a row has the first part, and a cell on the next page the rest."""
    if REFERENCE.fullmatch(last.reference):
        return ""
    parts = (cell for cell in last.text.split(" | ") if PART_OF_REFERENCE.search(cell))
    both = (part + cell for part in parts for cell in texts)
    return next((one for one in both if REFERENCE.fullmatch(one)), "")
