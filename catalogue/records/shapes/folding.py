"""Tables that are laid out across, unfolded to one achievement a row.

Units across with a row for each learner, learners across with a row for each unit, the parts of a
unit or the attempts at it side by side, and the same headings below several bands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from catalogue.cells import plain
from catalogue.records.files.sheets import Row
from catalogue.records.roles.likeness import is_name
from catalogue.records.roles.tables import VALUE, Table, cell_at, tells
from catalogue.records.words import headings as h
from catalogue.records.words.asking import asked_as
from catalogue.records.words.keys import TABLE
from catalogue.records.words.outcomes import meaning, settled
from catalogue.records.words.references import reference_in

_NUMBER = re.compile(r"[A-Z]{0,3}\d{4,12}")
_SHORT_NAME = re.compile(r"[^\W\d_a-z]{2,4}|[^\W\d_a-z][^\W\d_]{1,20}")
_OF_A_UNIT = h.MEASURE | h.TITLE | h.UNIT | {"mandatory", "optional", "core", "guided", "max"}
"""Words of a row that says something of the units and of no learner."""

_SPOKEN = frozenset(
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
    | h.FORECAST
    | h.IRRELEVANT
    | h.FREE_TEXT
)


def _unspoken(heading: str) -> bool:
    """Whether a heading has no word that tells what stands below, and so may be a person's."""
    known = h.told_by(heading, _SPOKEN) or plain(heading) in TABLE
    return not known and h.sense(heading) is None and meaning(heading) is None


def _unfolded(
    table: Table, across: Sequence[int], heads: tuple[str, str], *, blanks: bool = True
) -> Table:
    """Make a row of each cell that stands ``across``, below ``heads``: what it is of, and itself.

    Without ``blanks`` those cells are left out that say nothing, where another of the row does.
    """
    kept = [n for n in range(len(table.names)) if n not in across]
    rows: list[Row] = []
    for line, cells in table.rows:
        own = [cell_at(cells, n) for n in kept]
        some = [n for n in across if blanks or cell_at(cells, n)] or across[:1]
        rows += [(line, [*own, table.names[n], cell_at(cells, n)]) for n in some]
    names = (*(table.names[n] for n in kept), *heads)
    return replace(table, names=names, rows=tuple(rows))


# units


def units_across(line: int, names: Sequence[str], below: Sequence[Row]) -> Table:
    """Unfold a row for each learner with a column for each unit, or with several for each."""
    units = {n: name for n, name in enumerate(names) if reference_in(name)}
    subs = _below_each(units, names, below)
    width = max(1, len(subs))
    if subs:
        heads = below[0][1]
        names = [name or cell_at(heads, n) for n, name in enumerate(names)]
        below = below[1:]
    taken = {n + step for n in units for step in range(width)}
    kept = [
        n
        for n, name in enumerate(names)
        if n not in taken and (name or _used(n, below)) and not _of_the_whole(name)
    ]
    rows: list[Row] = []
    for place, (at, cells) in enumerate(below):
        own = [cell_at(cells, n) for n in kept]
        if _says_of_units(own, [cell_at(cells, n) for n in units], first=not place):
            continue
        rows += [
            (at, [*own, name, *(cell_at(cells, n + step) for step in range(width))])
            for n, name in units.items()
        ]
    heads = [names[n] or ("Learner" if place == 0 else "") for place, n in enumerate(kept)]
    if kept and not any(set(h.words(name)) & (h.PERSON | h.NAME_PART) for name in heads):
        heads[0] = f"Learner {heads[0]}".strip()
    return Table(line, (*heads, "Unit", *(subs or (VALUE,))), tuple(rows), "units")


def _used(number: int, below: Sequence[Row]) -> bool:
    return any(cell_at(cells, number) for _, cells in below)


def _below_each(
    units: dict[int, str], names: Sequence[str], below: Sequence[Row]
) -> tuple[str, ...]:
    """The headings that stand again below each unit, if there are such."""
    if not below:
        return ()
    heads = below[0][1]
    places = [*units, len(names) if len(names) > max(units) + 1 else len(heads)]
    own = [
        tuple(cell_at(heads, n) for n in range(start, end) if cell_at(heads, n))
        for start, end in pairwise(places)
    ]
    again = own[0]
    if len(again) < 2 or len(set(again)) < len(again):
        return ()
    return again if all(one[: len(again)] == again for one in own) else ()


def _of_the_whole(name: str) -> bool:
    """Whether a column speaks of what came of all the units of a row together."""
    mine = set(h.words(name))
    if asked_as(name) or (mine & h.PERSON and not mine & h.OUTCOME):
        return False
    said = h.OUTCOME | h.GRADE | h.DATE | h.ACHIEVED_DAY | h.AGAINST_DAY | h.MEASURE
    said |= h.OTHER_DAY | {"%", "percent", "percentage", "total", "count"}
    return bool(mine & said) or h.sense(name) is not None


def _says_of_units(own: Sequence[str], cells: Sequence[str], *, first: bool) -> bool:
    """Whether a row says something of the units, such as their titles or credits, or nothing."""
    label = next((text for text in own if text), "")
    if not label:
        return not any(cells) or (first and not any(map(tells, cells)))
    mine = set(h.words(label))
    numbers = all(re.fullmatch(r"[\d.,% ]*", text) for text in cells)
    if mine & {"total", "count", "sum", "average", "subtotal"} and numbers:
        return True
    return bool(mine) and mine <= _OF_A_UNIT and bool(mine & (h.MEASURE | h.TITLE))


def turned(line: int, names: Sequence[str], below: Sequence[Row]) -> Table | None:
    """Turn a table that has a unit in each column and its headings down the side, or null."""
    corner, labels = names[0], [cell_at(cells, 0) for _, cells in below]
    mine = set(h.words(corner))
    of_units = TABLE.get(plain(corner)) == "unit" or mine & h.UNIT
    if not of_units or mine & h.PERSON or len(set(labels)) < len(labels):
        return None
    if not labels or any(not label or _unspoken(label) or is_tick_row(label) for label in labels):
        return None
    if not any(set(h.words(label)) & (h.OUTCOME | h.GRADE | h.DATE) for label in labels):
        return None
    rows = [
        (line, [name, *(cell_at(cells, n) for _, cells in below)])
        for n, name in enumerate(names)
        if n and name
    ]
    return Table(line, (corner, *labels), tuple(rows), "units")


def is_tick_row(label: str) -> bool:
    """Whether the side of a row is a cell and no heading."""
    return tells(label) and plain(label) not in TABLE


# people, parts and attempts


def people_across(table: Table) -> Table:
    """Unfold a row for each unit with a column for each learner, ticked, dated or in words."""
    free = [c for c in table.columns if table.is_free(c.heading)]
    found = [c for c in free if c.filled and _unspoken(c.heading) and c.share(tells) == 1]
    sure = [c for c in found if is_name(c.heading) or _NUMBER.fullmatch(c.heading)]
    sure += [c for c in found if re.search(r"\d$", c.heading) and _of_a_person(c.heading)]
    short = [c for c in found if _SHORT_NAME.fullmatch(c.heading) and c not in sure]
    if any(column.outcomes for column in short):
        sure += short
    if len(sure) < 2:
        return table
    numbers = {column.number for column in sure}
    others = [c for c in free if is_name(c.heading) and _unspoken(c.heading)]
    others = [c for c in others if not c.filled or c.share(tells)]
    for own in (others, others[::-1]):  # beside these also who has nothing, or what is asked about
        numbers |= {c.number for c in own if {c.number - 1, c.number + 1} & numbers}
    return replace(_unfolded(table, sorted(numbers), ("Learner", VALUE)), folded="people")


def _of_a_person(heading: str) -> bool:
    return bool(set(h.words(heading)) & h.PERSON)


def parts_across(table: Table) -> Table:
    """Unfold a row for each unit with a column for each of its parts: all must be achieved.

    Criteria of a merit or a distinction say nothing of a pass.
    """
    columns = [c for c in table.columns if table.is_free(c.heading)]
    kinds = [c for c in columns if c.filled and h.is_kind_of_part(c.heading)]
    found = [c for c in columns if h.names_part(c.heading) or (len(kinds) > 1 and c in kinds)]
    lettered = [c for c in found if re.match(r"[PMD][ -]?\d", c.heading, re.IGNORECASE)]
    passes = [c for c in lettered if c.heading.casefold().startswith("p")]
    higher = {c.number for c in lettered if c not in passes} if passes else set()
    parts = [c for c in found if c.number not in higher]
    if not any(c.filled for c in parts) or any(c.share(_tells) < 1 for c in parts if c.filled):
        return table
    without = _without(table, higher)
    names = {c.heading for c in parts}
    numbers = [n for n, name in enumerate(without.names) if name in names]
    return _unfolded(without, numbers, ("Part", VALUE))


def _tells(text: str) -> bool:
    """Whether a cell tells what came of a part: also by a letter, or how much of it is done."""
    return tells(text) or re.fullmatch(r"[PMDFUR]|\d{1,3}%", text, re.IGNORECASE) is not None


def _without(table: Table, numbers: set[int]) -> Table:
    kept = [n for n in range(len(table.names)) if n not in numbers]
    rows = tuple((line, [cell_at(cells, n) for n in kept]) for line, cells in table.rows)
    return replace(table, names=tuple(table.names[n] for n in kept), rows=rows)


def attempts_across(table: Table) -> Table:
    """Unfold a row for each unit with a column for each attempt at it: the last decides."""
    found = {
        c.number: order
        for c in table.columns
        if c.filled
        and table.is_free(c.heading)
        and (order := h.turn_of(c.heading)) is not None
        and c.share(lambda text: settled(text) is not None) == 1
    }
    if len(found) < 2 or len(set(found.values())) < len(found):
        return table
    names = [str(found.get(n, name)) for n, name in enumerate(table.names)]
    blank = max(found, key=lambda n: found[n])
    final = h.turn_of(table.names[blank]) == h.FINAL
    across = sorted(found, key=lambda n: found[n])
    if final:  # where the last word is still to come, what was said before decides nothing
        rows = tuple((line, _said_at(cells, blank)) for line, cells in table.rows)
        table = replace(table, rows=rows)
    return _unfolded(replace(table, names=tuple(names)), across, ("Attempt", VALUE), blanks=False)


def _said_at(cells: Sequence[str], number: int) -> list[str]:
    """The cells of a row, with a word in that of the number where it has none."""
    wide = [*cells, *[""] * (number + 1 - len(cells))]
    wide[number] = wide[number] or "pending"
    return wide


# bands


def band(bands: Sequence[str], number: int) -> str:
    """The text of a band above a column: its own, or that which a merged cell began before it."""
    return next((text for text in reversed(bands[: number + 1]) if text), "")


_NUMBERED = re.compile(r"(.*?)\s*(?:no\.?|#|[-_])?\s*(\d{1,3})\b\s*(.*)", re.IGNORECASE)
"""A heading with a number: what stands before it, the number, what stands behind."""


def numbered(table: Table) -> Table:
    """Put columns such as *Unit 1, Date 1, Unit 2, Date 2* under each other: a row for each number.

    They are such only where below each *Unit N* references of units stand.
    """
    places: dict[str, dict[int, int]] = {}
    for number, name in enumerate(table.names):
        if (parted := _NUMBERED.fullmatch(name)) and table.is_free(name):
            stem = " ".join(part for part in (parted[1], parted[3]) if part)
            places.setdefault(stem, {}).setdefault(int(parted[2]), number)
    units = next(
        (own for stem, own in places.items() if len(own) > 1 and TABLE.get(plain(stem)) == "unit"),
        {},
    )
    below = (cell_at(cells, number) for _, cells in table.rows for number in units.values())
    if not units or not all(reference_in(text) for text in below if text):
        return table
    kinds = {stem: own for stem, own in places.items() if set(own) & set(units)}
    taken = {number for own in kinds.values() for number in own.values()}
    kept = [number for number in range(len(table.names)) if number not in taken]
    rows: list[Row] = []
    for line, cells in table.rows:
        mine = [cell_at(cells, n) for n in kept]
        said = [
            [cell_at(cells, own[turn]) if turn in own else "" for own in kinds.values()]
            for turn in sorted({turn for own in kinds.values() for turn in own})
        ]
        filled = [one for one in said if any(one)] or [[""] * len(kinds)]
        rows += [(line, [*mine, *one]) for one in filled]
    names = (*(table.names[n] for n in kept), *kinds)
    return replace(table, names=names, rows=tuple(rows))


def side_by_side(table: Table, bands: Sequence[str]) -> Table:
    """Put headings that stand again below several bands under each other: a row for each band."""
    places: dict[str, list[int]] = {}
    for number, name in enumerate(table.names):
        if name and _used(number, table.rows):
            places.setdefault(plain(name), []).append(number)
    columns = table.columns
    again = {
        name: found
        for name, found in places.items()
        if len(found) > 1 and len({columns[n].references > 0 for n in found}) == 1
    }
    times = {len(found) for found in again.values()}
    if len(times) != 1 or not again:
        return table
    (count,) = times
    kinds = list(again.values())
    repeated = {number for found in kinds for number in found}
    kept = [number for number in range(len(table.names)) if number not in repeated]
    titles = [band(bands, kinds[0][turn]) for turn in range(count)]
    what = _kind_of_bands(titles)
    rows: list[Row] = []
    for line, cells in table.rows:
        said: list[Row] = []
        for turn, title in enumerate(titles):
            own = [cell_at(cells, found[turn]) for found in kinds]
            if any(own) or what in {"Part", "Learner"}:
                label = [title] if what else []
                said.append((line, [*(cell_at(cells, n) for n in kept), *own, *label]))
        blank = [*(cell_at(cells, n) for n in kept), *[""] * (len(kinds) + bool(what))]
        rows += said if _any_of(cells, repeated) or what == "Learner" else [(line, blank)]
    names = [table.names[n] for n in kept] + [table.names[found[0]] for found in kinds]
    folded = "people" if what == "Learner" else table.folded
    return replace(
        table, names=(*names, *([what] if what else [])), rows=tuple(rows), folded=folded
    )


def _any_of(cells: Sequence[str], numbers: set[int]) -> bool:
    return any(cell_at(cells, number) for number in numbers)


def _kind_of_bands(titles: Sequence[str]) -> str:
    """What bands are: parts of a unit, attempts at it, or learners; empty if nothing tells."""
    if len(set(titles)) < len(titles) or not all(titles):
        return ""
    words = [set(h.words(title)) for title in titles]
    if all(map(h.names_part, titles)) or all(mine & h.PART for mine in words):
        return "Part"
    timed = (h.turn_of(title) is not None or re.search(r"\d{4}", title) for title in titles)
    if all(mine & (h.TIME | h.ATTEMPT) for mine in words) or all(timed):
        return "Attempt"
    return "Learner"
