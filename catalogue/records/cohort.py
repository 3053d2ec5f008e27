"""Records of many learners in one table: understood once, then read person by person.

What no column answers stops the reading, as for one record. What is wrong with one learner's rows
is told of that learner, and stops nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalogue.cells import plain
from catalogue.errors import Fault, UnitwiseError
from catalogue.files.pages import shortened
from catalogue.learner.record import LearnerRecord
from catalogue.records.files.sheets import Row, Sheet
from catalogue.records.people import filled_down, with_names
from catalogue.records.roles.columns import PEOPLE, UNREAD, Role
from catalogue.records.roles.layout import Layout
from catalogue.records.roles.tables import ADDED
from catalogue.records.shapes.grid import table_of
from catalogue.records.shapes.heads import Head, head_of
from catalogue.records.shapes.wishing import Wishing, parted
from catalogue.records.table import Reading
from catalogue.records.words.keys import ASKED_KEYS
from catalogue.records.words.understood import LeftOut, RecordError, WhyLeftOut


@dataclass(frozen=True)
class LearnerRead:
    """One learner of many: the record, or why there is none.

    ``id`` is the number if there is one, else the name. ``asked`` is data of a question that holds
    for this learner, ``to`` among it. ``line`` counts from 1, on the sheet of that name.
    """

    id: str
    name: str
    line: int
    sheet: str = ""
    record: LearnerRecord | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class SheetRead:
    """How a sheet was understood: what each column was taken for, null where it is not used.

    ``above`` are lines above the headings that were taken, each with its label and what it was
    taken for. ``left_out`` are rows that are no achievement of anybody. ``own`` says that all of
    the sheet is of one learner, whom no column names.
    """

    name: str
    headings: int
    columns: tuple[tuple[str, str | None], ...]
    folded: str
    rows: int
    above: tuple[tuple[int, str, str], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    own: bool = False
    encoding: str = ""
    day_first: str = ""
    """A date that was read with the day first, as it is written; empty if there is none."""


@dataclass(frozen=True)
class CohortRead:
    """The learners of a file, in their order, and how it was understood.

    ``learners`` may be read as they are asked for, and so only once; ``count`` is how many there
    are at the most, where that is known before. ``unread`` are sheets on which no unit is named.
    """

    path: str
    learners: Iterator[LearnerRead]
    sheets: tuple[SheetRead, ...] = ()
    unread: tuple[str, ...] = ()
    count: int | None = None


class _Person:
    """Rows of one person, and what they are called in them."""

    def __init__(self, number: str, name: str) -> None:
        self.number = number
        self.name = name
        self.names = {plain(name) or name.casefold()} if name else set()
        self.rows: list[Row] = []

    @property
    def id(self) -> str:
        return self.number or self.name


def people_of(
    sheet: Sheet, name: str, layout: Layout | None = None, whose: str = ""
) -> tuple[SheetRead, list[LearnerRead]]:
    """Read a table of many learners; ``whose`` all of it is, if no column says.

    Raises
    ------
    RecordError
        With every question that the columns leave open.
    """
    unfolded = table_of(sheet, layout.columns if layout is not None else ())
    if unfolded.line and not unfolded.rows:
        raise RecordError([Fault(name, unfolded.line, 0, "nobody stands below the headings")])
    table, wishing = parted(unfolded, layout)
    whole = Reading(sheet, table, name, layout, "")
    crowded, whole.faults = whole.faults, []
    whole.layout = with_names(whole.columns, whole.layout, whole.table.folded)
    if not sheet.rows:
        raise RecordError([Fault(name, 0, 0, "the file is empty")])
    whole.understand()
    head = _head(table.above, name)
    own = not set(PEOPLE) & set(whole.roles.values())
    if own and not whose and not (head.number or head.name):
        raise RecordError(
            [
                Fault(
                    name,
                    table.line,
                    1,
                    "no column says whose rows they are",
                    hint="call it 'learner' or 'learner number'; a record of one learner is for"
                    " 'unitwise transfer'",
                )
            ]
        )
    whole.rows = filled_down(whole.rows, whole.roles, len(table.names))
    _ = whole.evidence, whole.by_reference  # worked out once, of all rows
    asked_in = dict(unfolded.rows) if wishing.keys else {}
    wrong: dict[int, list[str]] = {}
    for fault in crowded:
        wrong.setdefault(fault.line, []).append(_told(fault))
    if own:
        people = _people(whole, table.rows, head.number, head.name or whose)
    else:
        people = _people(whole, table.rows, "", whose)
    dates: list[str] = []
    found = [_read(whole, person, wishing, asked_in, sheet.name, wrong, dates) for person in people]
    if head.asked:
        found = [replace(one, asked={**head.asked, **one.asked}) for one in found]
    columns = [
        (
            heading,
            f"asked: {wishing.keys[number]}" if number in wishing.keys else _meaning(whole, number),
        )
        for number, heading in enumerate(unfolded.names)
        if heading not in ADDED or _meaning(whole, number) is not None
    ]
    told = SheetRead(
        sheet.name,
        table.line,
        tuple(columns),
        table.folded,
        len(table.rows),
        tuple(one for one in head.lines if own or one[2] in ASKED_KEYS.values()),
        table.left_out,
        own,
        sheet.encoding,
        next(iter(dates), ""),
    )
    return told, found


def without_units(sheet: Sheet, heads: Sequence[Row], whose: str) -> tuple[SheetRead, LearnerRead]:
    """Return the learner of a sheet that has headings as those of others, and nothing below."""
    head = _head(heads, sheet.name)
    name, line = head.name or whose, sheet.rows[len(heads)][0]
    record = LearnerRecord(learner=name)
    told = SheetRead(sheet.name, line, (), "", 0, head.lines, own=True)
    return told, LearnerRead(head.number or name, name, line, sheet.name, record, head.asked)


def _head(above: Sequence[Row], name: str) -> Head:
    try:
        return head_of(above)
    except (ValueError, UnitwiseError) as error:
        raise RecordError([Fault(name, above[0][0], 0, str(error))]) from error


def _meaning(whole: Reading, number: int) -> str | None:
    role = whole.roles.get(number)
    return None if role in UNREAD else str(role)


def _people(
    whole: Reading, every: Sequence[Row], number_of_all: str, name_of_all: str
) -> list[_Person]:
    """The people of the rows, in the order of their first; those whose rows are faulty, too."""
    columns = {
        role: [number for number, one in whole.roles.items() if one is role] for role in PEOPLE
    }
    found: dict[str, _Person] = {}
    by_name: dict[str, str] = {}

    def cell(cells: Sequence[str], number: int) -> str:
        return cells[number] if number < len(cells) else ""

    kept = {line for line, _ in whole.rows}
    rows = sorted(
        [*whole.rows, *((line, cells) for line, cells in every if line not in kept)],
        key=lambda row: row[0],
    )
    for line, cells in rows:
        said = {
            role: [text for number in numbers if (text := cell(cells, number))]
            for role, numbers in columns.items()
        }
        number = next(iter(said[Role.LEARNER_NUMBER]), "")
        name = next(iter(said[Role.LEARNER]), "") or " ".join(said[Role.PART_OF_NAME])
        if not number and not name:
            if not any(cells):
                continue
            number, name = number_of_all, name_of_all
        folded = plain(name) or name.casefold()
        key = f"#{number.casefold()}" if number else by_name.get(folded, f"={folded}")
        if number and name:
            by_name.setdefault(folded, key)
        person = found.get(key)
        if person is None:
            person = found[key] = _Person(number, name)
        elif name:
            person.name = person.name or name
            person.names.add(folded)
        person.rows.append((line, list(cells)))
    return list(found.values())


def _read(
    whole: Reading,
    person: _Person,
    wishing: Wishing,
    asked_in: Mapping[int, list[str]],
    sheet: str,
    wrong: Mapping[int, list[str]],
    dates: list[str],
) -> LearnerRead:
    first = person.rows[0][0]
    blank = LearnerRead(person.id, person.name, first, sheet)
    lines = dict.fromkeys(line for line, _ in person.rows)
    faults = [text for line in lines for text in wrong.get(line, ())]
    if not person.id:
        faults.append(f"line {first}: the row does not say whose it is")
    if person.number and len(person.names) > 1:
        faults.append(
            f"{shortened(person.number)} is the number of {len(person.names)} people by their"
            " names; one number is of one learner"
        )
    asked: Mapping[str, Any] = {}
    try:
        asked = wishing.said([(line, asked_in[line]) for line in lines if line in asked_in])
    except (ValueError, UnitwiseError) as error:
        faults.append(str(error))
    if faults:
        return replace(blank, faults=tuple(faults))
    try:
        read = whole.apart([row for row in person.rows if _names_something(whole, row)])
    except RecordError as error:
        return replace(blank, faults=tuple(map(_told, error.faults)))
    record = read.record.model_copy(update={"learner": person.name or person.id})
    if read.day_first and not dates:
        dates.append(read.day_first)
    left_out = tuple(
        one
        for one in read.left_out
        if one.line in lines and not (whole.table.folded and _is_blank(one))
    )
    return replace(blank, record=record, asked=asked, left_out=left_out)


def _is_blank(one: LeftOut) -> bool:
    """Whether nothing at all is said of something: in a grid, that it is not held."""
    return one.why is WhyLeftOut.UNTOLD and not one.said


def _names_something(whole: Reading, row: Row) -> bool:
    """Whether a row has more than whose it is: one without is of a learner who holds nothing."""
    return any(
        text and (role := whole.roles.get(number)) not in PEOPLE and role not in UNREAD
        for number, text in enumerate(row[1])
    )


def _told(fault: Fault) -> str:
    """A fault without the name of the file, which is that of all."""
    hint = f" ({fault.hint})" if fault.hint else ""
    return f"line {fault.line}: {fault.message}{hint}" if fault.line else f"{fault.message}{hint}"
