"""What stands once for several rows: a line above them, a unit that is merged over them.

A line between the rows may name the learner of those below it, or say what came of them; a unit
may stand in the first of its rows alone, and a cell may hold a unit and its outcome.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalogue.cells import plain
from catalogue.records.files.sheets import Row
from catalogue.records.roles.columns import unit_column
from catalogue.records.roles.likeness import is_name
from catalogue.records.roles.tables import Table, cell_at
from catalogue.records.words import headings as h
from catalogue.records.words.keys import TABLE
from catalogue.records.words.outcomes import meaning, settled
from catalogue.records.words.references import reference_in

_LABELLED = re.compile(r"([^:]{2,40}?)\s*:\s*(\S.*)")

_TAIL = re.compile(r".*(?:[(\[]|\s[-\N{EN DASH}\N{EM DASH}:])\s*([^()\[\]]+?)[)\]]?")
_WHOSE = {"learner", "learner_number"}

BESIDE = "Status beside the unit"
"""The heading of what stands in one cell with a unit and tells what came of it."""

ABOVE = "Status of the section"
"""The heading of what lines above rows say came of them."""


def learners_named(rows: Sequence[Row]) -> dict[int, tuple[str, str]]:
    """The lines that name a learner by a label, each with the label and the name."""
    found: dict[int, tuple[str, str]] = {}
    for line, cells in rows:
        said = [text for text in cells if text]
        if len(said) == 1 and (parted := _LABELLED.fullmatch(said[0])):
            label, value = parted[1], parted[2]
        elif len(said) == 2 and (said[0].endswith(":") or TABLE.get(plain(said[0])) in _WHOSE):
            label, value = said
        else:
            continue
        mine = set(h.words(label))
        if mine & (h.NOT_THE_LEARNER | h.OTHER_DAY) or reference_in(value):
            continue
        if mine <= {"name", "full"} | h.PERSON | h.NUMBER | h.NAME_PART and (
            mine & h.PERSON or "name" in mine
        ):
            found[line] = (label.rstrip(":"), value)
    return found


_OF_NOBODY = frozenset(
    h.UNIT | h.TITLE | h.DATE | h.OUTCOME | h.GRADE | h.QUALIFICATION | h.MEASURE | h.NUMBER
    | h.ACHIEVED_DAY | h.ORGANISATION | h.PART | h.IRRELEVANT | h.TIME | h.OTHER_DAY | h.FORECAST
    | {"nvq", "svq", "diploma", "certificate", "btec", "hnc", "hnd", "customer", "service", "skill"}
)  # fmt: skip


def _named_alone(rows: Sequence[Row]) -> dict[int, tuple[str, str]]:
    """The lines that stand alone above units, again and again, and could be people's names.

    What has a word of another cell of the sheet is a subject.
    """
    last: tuple[int, str] | None = None
    found: dict[int, tuple[str, str]] = {}
    others: list[Row] = []
    for line, cells in rows:
        said = [text for text in cells if text]
        if len(said) == 1 and cells[0] and _may_be_somebody(cells[0]):
            last = (line, cells[0])
            continue
        others.append((line, cells))
        if last is not None and any(map(reference_in, said)):
            found[last[0]] = ("Learner", last[1])
            last = None
    named = {word for _, text in found.values() for word in text.casefold().split()}
    if len({text for _, text in found.values()}) < 2:
        return {}
    used = (word for _, cells in others for text in cells for word in text.casefold().split())
    return {} if any(word in named for word in used) else found


def _may_be_somebody(text: str) -> bool:
    return is_name(text) and not h.told_by(text, _OF_NOBODY) and not _tells(text)


def with_learners(table: Table, rows: Sequence[Row]) -> Table:
    """Put the learners that lines of the sheet name, if several, into a column of their own."""
    named = learners_named(rows) or _named_alone(rows)
    labels = {plain(label): label for label, _ in named.values()}
    for key, label in labels.items():
        own = {line: value for line, (one, value) in named.items() if plain(one) == key}
        if len({plain(value) or value for value in own.values()}) > 1:
            table = _with_column(table, f"Learner {label}" if key == "name" else label, own)
    lines = set(named)
    return replace(table, rows=tuple(row for row in table.rows if row[0] not in lines))


def _with_column(table: Table, name: str, said: dict[int, str]) -> Table:
    """Add a column of what was last said above each row."""
    width = len(table.names)
    rows: list[Row] = []
    for line, cells in table.rows:
        before = [at for at in said if at < line]
        text = said[max(before)] if before else ""
        rows.append((line, [*cells, *[""] * (width - len(cells)), text]))
    return replace(table, names=(*table.names, name), rows=tuple(rows))


def with_sections(table: Table, above: Sequence[Row]) -> Table:
    """Put what lines between the rows say came of those below into a column of its own.

    Where there are such, the last line ``above`` the headings is one as well if it tells.
    """
    units = unit_column(table.columns)
    places = {0, units.number if units else 0}
    lines = {
        line: said[0][1]
        for line, cells in table.rows
        if len(said := [(n, text) for n, text in enumerate(cells) if text]) == 1
        and said[0][0] in places
        and (told_at_the_end(said[0][1]) or not re.search(r"\d", said[0][1]))
    }
    if not any(_tells(text) or told_at_the_end(text) for text in lines.values()):
        return table
    kept = tuple(row for row in table.rows if row[0] not in lines)
    if not any(reference_in(text) for _, cells in kept for text in cells):
        return table
    last = max(line for line, _ in kept)
    came = {
        line: told_at_the_end(text) or _bare(text) for line, text in lines.items() if line < last
    }
    if units is not None and _tells(units.heading):
        came[table.line] = _bare(units.heading)
    first = [text for text in above[-1][1] if text] if above else []
    if len(first) == 1 and _tells(first[0]):
        came[above[-1][0]] = _bare(first[0])
    return _with_column(replace(table, rows=kept), ABOVE, came)


def _tells(text: str) -> bool:
    return any(h.sense(one) is not None or meaning(one) is not None for one in (text, _bare(text)))


def _bare(text: str) -> str:
    """What a line says without the word for units."""
    words = re.split(r"\s+", text.strip(" :"))
    kept = [word for word in words if not set(h.words(word)) & (h.UNIT | {"award"})]
    return " ".join(kept) or text


def filled_units(table: Table) -> Table:
    """Repeat a unit that is merged over several rows in each of them.

    A row with a title of its own is of something else, and so is one of another person than the
    row above where whose it is stands before the unit.
    """
    units = unit_column(table.columns)
    if units is None or not any(map(reference_in, units.filled)):
        return table
    titles = [
        one.number
        for one in table.columns
        if one.number != units.number
        and (TABLE.get(plain(one.heading)) == "title" or set(h.words(one.heading)) & h.TITLE)
    ]
    people = [one.number for one in table.columns[: units.number] if _is_of_people(one.heading)]
    last = ""
    whose: list[str] = []
    rows: list[Row] = []
    for line, cells in table.rows:
        own = cell_at(cells, units.number)
        titled = any(cell_at(cells, n) for n in titles)
        said = [plain(cell_at(cells, n)) for n in people]
        another = any(said) and said != whose
        whose = said if another else whose
        if own or titled or another:
            last = own
        elif last and any(cells):
            cells = [*cells, *[""] * (units.number + 1 - len(cells))]
            cells[units.number] = last
        rows.append((line, cells))
    return replace(table, rows=tuple(rows))


def _is_of_people(heading: str) -> bool:
    mine = set(h.words(heading))
    known = TABLE.get(plain(heading)) in _WHOSE | {"part_of_name"}
    return known or bool(mine & h.PERSON and not mine & h.NOT_THE_LEARNER)


_NOTE = re.compile(
    r"([*\N{DAGGER}\N{DOUBLE DAGGER}\N{SECTION SIGN}#^]+"
    r"|[\N{SUPERSCRIPT ONE}\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}])\s*[=:-]?\s*([^\W\d].*)"
)


def with_footnotes(rows: Sequence[Row]) -> list[Row]:
    """Put what a note below the table says of a mark such as * beside what bears the mark."""
    notes: dict[str, str] = {}
    for _, cells in rows:
        said = [text for text in cells if text]
        if len(said) == 1 and (found := _NOTE.fullmatch(said[0])):
            notes[found[1]] = found[2]
    if not notes:
        return list(rows)
    marked = re.compile(rf"(.*\w\w)\s*({'|'.join(map(re.escape, notes))})")

    def noted(text: str) -> str:
        found = marked.fullmatch(text)
        note = notes[found[2]] if found else ""
        tells = note and (not reference_in(text) or settled(note) is not None)
        return f"{found[1]} ({note})" if found and tells else text

    return [
        (line, [noted(text) for text in cells])
        for line, cells in rows
        if not any(_NOTE.fullmatch(text) for text in cells if text)
    ]


def told_at_the_end(text: str) -> str | None:
    """What a text says of the outcome: all of it, or its end in brackets or after a dash."""
    if settled(text) is not None:
        return text
    found = _TAIL.fullmatch(text)
    return found[1] if found and settled(found[1]) is not None else None
