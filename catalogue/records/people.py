"""Whose rows they are: two people are never merged, and one of several can be picked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from catalogue.cells import plain
from catalogue.errors import did_you_mean
from catalogue.records.files.sheets import Row
from catalogue.records.roles.column import Column
from catalogue.records.roles.columns import PEOPLE, Role
from catalogue.records.roles.layout import Layout
from catalogue.records.roles.likeness import is_name
from catalogue.records.words import headings as h
from catalogue.records.words.keys import LEARNER_KEYS
from catalogue.records.words.references import reference_in
from catalogue.records.words.vocabulary import NEITHER


def several(
    rows: Sequence[Row], roles: Mapping[int, Role]
) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """Yield each column that names more than one person, and these, each with its first line."""
    for number, role in roles.items():
        if role not in PEOPLE:
            continue
        first: dict[str, tuple[str, int]] = {}
        for line, row in rows:
            if text := "".join(row[number : number + 1]):
                first.setdefault(text.casefold(), (text, line))
        if len(first) > 1:
            yield number, list(first.values())


def filled_down(rows: Sequence[Row], roles: Mapping[int, Role], width: int) -> list[Row]:
    """Return the rows with the person of the row above where a row names none.

    Where several are named, and one of them in each of two rows on end, names are written out: then
    a row without one is nobody's. "NULL" and "n/a" are no names.
    """
    people = [number for number, role in roles.items() if role in PEOPLE]
    last: dict[int, str] = {}
    found: list[Row] = []
    for line, row in rows:
        cells = [*row, *[""] * (width - len(row))]
        for number in people:
            cells[number] = "" if plain(cells[number]) in NEITHER else cells[number]
        found.append((line, cells))
    named = [tuple(cells[number] for number in people) for _, cells in found]
    written_out = any(one == other and any(one) for one, other in pairwise(named))
    if written_out and len({one for one in named if any(one)}) > 1:
        return found
    for _, cells in found:
        if not any(cells[number] for number in people):
            for number in people:
                cells[number] = last.get(number, "")
        last = {number: cells[number] for number in people}
    return found


def of_nobody(rows: Sequence[Row], roles: Mapping[int, Role]) -> Iterator[int]:
    """Yield the line of each row that has a unit and says of nobody that it is theirs."""
    people = [number for number, role in roles.items() if role in PEOPLE]
    units = [number for number, role in roles.items() if role is Role.UNIT]
    for line, row in rows:
        if any(row[number] for number in units) and not any(row[number] for number in people):
            yield line


class NobodyCalled(ValueError):
    """No row is of a person of that name or number; ``hint`` has those that there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.hint = did_you_mean(name, known) or f"known: {', '.join(known[:8])}"
        super().__init__(f"nobody in it is called {name!r}")


def picked(rows: Sequence[Row], roles: Mapping[int, Role], name: str) -> list[Row]:
    """Return the rows of the person of that name or number, or whose names together make it.

    Raises
    ------
    NobodyCalled
        If there are none.
    """
    people = [number for number, role in roles.items() if role in PEOPLE]
    parts = [number for number in people if roles[number] is Role.PART_OF_NAME]

    def called(row: Sequence[str]) -> list[str]:
        whole = [row[n] for n in parts if row[n]]
        turns = [" ".join(whole), " ".join(reversed(whole))] if len(whole) > 1 else []
        return [*turns, *(row[n] for n in people if row[n])]

    found = [one for one in rows if plain(name) in map(plain, called(one[1]))]
    if not found:
        raise NobodyCalled(name, list(dict.fromkeys(x for _, row in rows for x in called(row))))
    return found


_NAME = {"name", "fullname", "learnername"}


def with_names(columns: Sequence[Column], layout: Layout, folded: str) -> Layout:
    """Return the layout, with a column Name taken for that of the learner if each number has one.

    Where units stand across, as ``folded`` says, a row is a learner: there the number may have no
    more than Ref or No. above it.
    """
    named = [c for c in columns if plain(c.heading) in _NAME and not layout.role(c.heading)]
    for name in named:
        for number in columns:
            mine = set(h.words(number.heading)) - {"learner"}
            known = LEARNER_KEYS.get(plain(number.heading)) == "learner_number"
            known |= bool(set(h.words(number.heading)) & h.PERSON and mine & h.NUMBER)
            bare = folded == "units" and bool(mine) and mine <= h.NUMBER
            if number is name or not (known or bare) or any(map(reference_in, number.filled)):
                continue
            pairs = zip(number.cells, name.cells, strict=True)
            both = {(one, plain(other)) for one, other in pairs if one and other}
            if len(both) == len({one for one, _ in both}) and name.share(is_name) >= 0.5:
                told = {number.heading: Role.LEARNER_NUMBER, name.heading: Role.LEARNER}
                return layout.model_copy(update={"columns": {**layout.columns, **told}})
    return layout
