"""How a cohort was read: what each column was taken for, and everything that was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from adviser.words.facts import day
from adviser.words.record import MEANINGS, WHYS
from adviser.workbook.table import Row, Table, columns
from catalogue import WhyLeftOut
from catalogue.days import read_day
from catalogue.records.cohort import CohortRead, SheetRead
from catalogue.records.files.decoding import NAMES
from catalogue.records.roles.tables import VALUE
from solver.many.cohort import LearnerLine
from solver.many.nearest import NearestLine

Line = LearnerLine | NearestLine

_ASKED = {
    "to": "qualification",
    "on": "date of registration",
    "want": "units that are wanted",
    "avoid": "units that are refused",
    "prefer": "preferences",
    "new_pence": "the most that places may cost",
    "new_glh": "the most GLH of new study",
    "new_credit": "the most credit of new study",
    "new_units": "the most units of new study",
    "surplus_credit": "the most credit above what is needed",
    "highest_level": "the highest level of new study",
}
"""What may be asked for a learner, in words."""

_UNFOLDED = {
    ("units", "Unit"): "(a column for each unit)",
    ("units", VALUE): "(the cells below each unit)",
    ("people", "Learner"): "(a column for each learner)",
}
"""Headings that no file has: those of a grid, once it has a row for each unit and learner."""


def reading(cohort: CohortRead, lines: Callable[[], Iterable[Line]]) -> Table:
    """Return the table that tells how a cohort was understood."""
    return Table(
        "Reading",
        columns(("Sheet", "text", 16), ("What", "text", 18), ("In the file", "text", 44),
                ("Taken for", "text", 70), ("Line", "number", 8)),
        lambda: _reading(cohort, lines),
    )  # fmt: skip


def _reading(cohort: CohortRead, lines: Callable[[], Iterable[Line]]) -> Iterator[Row]:
    if not cohort.sheets:
        yield None, "file", cohort.path, "a learner a line, by its keys", None
    for sheet in cohort.sheets:
        yield from _sheet(sheet)
    for name in cohort.unread:
        yield name, "sheet", name, "not read: it names no unit", None
    before = 0
    for line in lines():
        if line.number == before:
            continue  # the same learner, asked about another qualification
        before = line.number
        who = line.id or f"line {line.line}"
        if line.state == "not-read":
            where = (line.sheet or None, "learner", who)
            yield (*where, f"not answered: {line.why}", line.line)
        for row in line.left_out:
            said = f" ({row.said})" if row.said else ""
            why = f"left out: {WHYS[WhyLeftOut(row.why)]}{said}"
            yield line.sheet or None, "row", f"{who}: {row.name}", why, row.line


def _sheet(sheet: SheetRead) -> Iterator[Row]:
    name = sheet.name or None
    if sheet.encoding in NAMES:
        yield name, "text", None, f"{NAMES[sheet.encoding]}; nothing else fits as well", None
    if sheet.day_first:
        meant = f"{day(read_day(sheet.day_first))}: the day first"
        yield name, "dates", f"such as {sheet.day_first}", meant, None
    for line, label, key in sheet.above:
        yield name, "line above", label, _meaning(key), line
    for heading, meaning in sheet.columns:
        shown = _UNFOLDED.get((sheet.folded, heading), heading)
        yield name, "column", shown, _meaning(meaning), sheet.headings
    for row in sheet.left_out:
        yield name, "row", row.name, f"left out: {WHYS[row.why]}", row.line


def _meaning(meaning: str | None) -> str:
    if meaning is None:
        return "not used"
    asked = meaning.removeprefix("asked: ")
    if asked in _ASKED and (asked != meaning or asked not in MEANINGS):
        return f"asked: {_ASKED[asked]}"
    return MEANINGS.get(meaning, meaning)
