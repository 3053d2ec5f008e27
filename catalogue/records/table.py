"""A learner's record as a table, one achievement a row, as other programs export it.

The table is understood in this order: what each column is, whose rows they are, what came of each
row, and which rows belong to one unit. A row that the file does not say was achieved is left out
and told, once it says so of others; so is a row that names no unit.
Whatever cannot be understood and could change what is held is asked, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from pydantic import ValidationError

from catalogue.days import day_of, is_day_first, is_month
from catalogue.errors import Fault
from catalogue.files.pages import readable, shortened
from catalogue.learner.record import Achievement, LearnerRecord, Route, read_route
from catalogue.records import attempts, people
from catalogue.records.attempts import Judged, Told, by_unit, judge
from catalogue.records.doubts import Understood, to_come, understand
from catalogue.records.files.sheets import Row, Sheet
from catalogue.records.questions import no_one_unit, no_units, question_of
from catalogue.records.roles.column import Column, is_code
from catalogue.records.roles.columns import PEOPLE, UNREAD, Role
from catalogue.records.roles.evidence import Evidence, Hearing, awarded
from catalogue.records.roles.layout import Layout, known_layout
from catalogue.records.roles.numbered import Numbered
from catalogue.records.roles.tables import ADDED, VALUE, Table
from catalogue.records.shapes.grid import table_of
from catalogue.records.words.outcomes import Outcome, Said, doubt_of, outcome
from catalogue.records.words.references import reference_in
from catalogue.records.words.understood import (
    MOST_ACHIEVEMENTS,
    LeftOut,
    RecordError,
    RecordRead,
    WhyLeftOut,
    and_on,
    not_achieved,
    several_learners,
)
from catalogue.units import Model

_OF_AN_ACHIEVEMENT = {
    Role.UNIT: "unit",
    Role.AWARD: "award",
    Role.TITLE: "title",
    Role.ORGANISATION: "awarding_organisation",
    Role.ROUTE: "route",
}
"""The columns whose cells are parts of an achievement, and the parts."""

M = TypeVar("M", bound=Model)


def _part_of(role: Role) -> str | None:
    """The part of an achievement that a column of some role has."""
    return "achieved" if role is Role.ACHIEVED else _OF_AN_ACHIEVEMENT.get(role)


def read_sheet(
    sheet: Sheet, name: str, layout: Layout | None = None, learner: str = ""
) -> RecordRead:
    """Read one sheet; ``layout`` answers what it leaves open, ``learner`` picks one of several.

    Raises
    ------
    RecordError
        With every fault and question, if there is any.
    """
    table = table_of(sheet, layout.columns if layout is not None else ())
    return Reading(sheet, table, name, layout, learner).read()


@dataclass
class Reading:
    """A table while it is read: what was found so far, and every fault.

    ``rows`` are those that are read; what any row of the table says counts as evidence for them.
    """

    sheet: Sheet
    table: Table
    name: str
    given: Layout | None
    learner: str
    faults: list[Fault] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    day_first: str = ""
    month: str = ""

    def __post_init__(self) -> None:
        self.left_out += self.table.left_out
        self.program, known = known_layout(self.table.names)
        self.layout = self.given or known
        self.rows = self._rows()
        self.columns = replace(self.table, rows=tuple(self.rows)).columns
        self.roles: Mapping[int, Role] = {}

    def fault(self, line: int, message: str, hint: str = "", number: int | None = None) -> None:
        """Take note of a fault, of the cell ``number`` (from 0) if one is to blame."""
        names = self.table.names
        named = number is not None and number < len(names) and names[number]
        if named:
            message = f"column {shortened(named)}: {message}"
        column = (number or 0) + 1 if line else 0
        self.faults.append(Fault(self.name, line, column, readable(message), hint=readable(hint)))

    def read(self) -> RecordRead:
        """Read the table as the record of one learner."""
        if not self.sheet.rows:
            self.fault(0, "the file is empty")
            raise self.refusal()
        if self.learner:
            self.layout = people.with_names(self.columns, self.layout, self.table.folded)
        self.understand()
        return self.read_rows(self._of_one_learner())

    def apart(self, rows: Sequence[Row]) -> RecordRead:
        """Read the rows of one learner of several; nothing of the others is told."""
        own = copy(self)
        own.faults, own.left_out = [], []
        return own.read_rows(rows)

    def read_rows(self, rows: Sequence[Row]) -> RecordRead:
        """Read some of the rows, which are of one learner, once the columns are understood."""
        if len(rows) > MOST_ACHIEVEMENTS:
            line = rows[MOST_ACHIEVEMENTS][0]
            self.fault(line, f"has more than {MOST_ACHIEVEMENTS:,} achievements")
            raise self.refusal()
        found = sorted(self._achieved(rows), key=lambda one: one[0])
        made = [one for line, data in found if (one := self._made(line, data)) is not None]
        whose = self._called(rows)
        record = self._valid(
            LearnerRecord, {"achievements": tuple(made), "learner": whose}, self.table.line
        )
        if record is None:
            raise self.refusal()
        used = [
            (column.heading, str(self.roles[column.number]))
            for column in self.columns
            if self._is_used(column)
        ]
        unused = [c.heading for c in self.columns if not (c.heading in ADDED or self._is_used(c))]
        read = RecordRead(
            record,
            self.name,
            tuple(used),
            tuple(unused),
            tuple(sorted(self.left_out, key=lambda one: one.line)),
            self.table.line,
            self.day_first,
            self.month,
            self.sheet.encoding,
            self.program if self.given is None else "",
            self.table.folded,
            tuple(line for line, _ in found),
        )
        if self.faults:
            raise self.refusal(read)
        return read

    def refusal(self, read: RecordRead | None = None) -> RecordError:
        """The faults, with what the columns are taken for, and what was ``read`` in spite of them.

        That stands if all that is wrong are units that cannot be told, each of its own line.
        """
        own = all(self.roles.get(one.column - 1) is Role.UNIT for one in self.faults)
        columns = [
            (column.heading, str(role) if (role := self.roles.get(column.number)) else None)
            for column in self.columns
            if column.heading not in ADDED or column.number in self.roles
        ]
        return RecordError(self.faults, columns, read if own else None)

    def _is_used(self, column: Column) -> bool:
        return self.roles.get(column.number) not in UNREAD

    def _rows(self) -> list[Row]:
        """Every row that has no more cells than there are headings."""
        found: list[Row] = []
        width = len(self.table.names)
        for line, cells in self.table.rows:
            if any(cells[width:]) and self.table.line:
                sign = self.sheet.separator or ","
                self.fault(
                    line,
                    f"has {len(cells)} cells, but there are {width} columns",
                    f"a cell with a {sign!r} in it stands in double quotes",
                    width,
                )
            else:
                found.append((line, cells))
        return found

    def understand(self) -> None:
        """Find what each column is; ask about those that are not understood."""
        names = self.table.names
        given = {
            number: role
            for number, name in enumerate(names)
            if name and (role := self.layout.role(name)) is not None
        }
        understood: Understood = understand(self.columns, given)
        self.roles = understood.roles
        if not {Role.UNIT, Role.AWARD} & set(self.roles.values()):
            self.fault(*no_units(self.table, self.sheet.rows))
            raise self.refusal()
        routes = [c for c in self.columns if self.roles.get(c.number) is Role.ROUTE]
        for column in routes:
            if not any(read_route(text) in set(Route) for text in column.filled):
                self.roles = {**self.roles, column.number: Role.IGNORED}
        plan = to_come(self.columns, self.roles, self.table)
        if plan is not None:
            self.fault(*plan)
        for doubt in understood.doubts:
            self.fault(self.table.line, *question_of(doubt, self.columns), doubt.number)
        if understood.doubts or plan is not None:
            raise self.refusal()

    def _cells(self, row: Sequence[str], *roles: Role) -> Iterator[tuple[int, str]]:
        """The filled cells of a row that are in columns of some roles, by their numbers."""
        for number, text in enumerate(row):
            if text and self.roles.get(number) in roles:
                yield number, text

    def _first(self, row: Sequence[str], *roles: Role) -> str:
        return next((text for _, text in self._cells(row, *roles)), "")

    def _of_one_learner(self) -> list[Row]:
        """The rows of the one learner; where there are several, of the one that is picked."""
        filled = people.filled_down(self.rows, self.roles, len(self.table.names))
        if not self.learner:
            whose = list(people.several(self.rows, self.roles))
            for number, found in whose:
                across = self.table.folded == "people"
                self.fault(found[1][1], *several_learners(found, across=across), number)
            if whose:
                raise self.refusal()
            return self.rows
        if not set(PEOPLE) & set(self.roles.values()):
            self.fault(self.table.line, "no column says whose rows they are", "leave out --learner")
            return self.rows
        for line in people.of_nobody(filled, self.roles):
            self.fault(line, "the row does not say whose it is", "write the learner into it")
        try:
            return people.picked(filled, self.roles, self.learner)
        except people.NobodyCalled as error:
            self.fault(0, str(error), error.hint)
            raise self.refusal() from error

    def _called(self, rows: Sequence[Row]) -> str | None:
        """The name of the learner, if there is one."""
        return next((text for _, row in rows if (text := self._first(row, Role.LEARNER))), None)

    # what came of them

    def _achieved(self, rows: Sequence[Row]) -> Iterator[tuple[int, dict[str, str]]]:
        """What the file says was achieved: the line of each thing and its parts."""
        judged = list(self._judged(rows))
        doubted: list[tuple[int, str]] = []
        for own in by_unit(judged):
            told = [one.told for one in own]
            try:
                held, decides = judge(told)
            except attempts.Mixed:
                doubted.append((told[0].line, own[0].name))
                continue
            if not held:
                self.left_out += [one.why for one in own if one.why is not None]
                self.left_out += [
                    attempts.but_for(one.told, one.name, decides) for one in own if one.why is None
                ]
                continue
            self.left_out += [one.why for one in own if one.why is not None]
            kept = [one for one in own if one.told.achieved]
            parted = any(one.told.part or one.told.attempt for one in kept)
            for one in [x for x in kept if x.told is decides] if parted else kept:
                yield one.told.line, one.data
        for line, name in doubted[:1]:
            self.fault(line, attempts.mixed(name), attempts.MIXED_HINT)

    @cached_property
    def evidence(self) -> Evidence:
        """Which evidence there is in any row of the table."""
        return self.hearing.evidence(row for _, row in self.rows)

    @cached_property
    def numbered(self) -> Numbered:
        """Which rows are one of so many parts."""
        return Numbered(self.columns, self.roles)

    @cached_property
    def hearing(self) -> Hearing:
        """What the cells say, once the columns are understood."""
        return Hearing(self.columns, self.roles, self.layout)

    def _judged(self, rows: Sequence[Row]) -> Iterator[Judged]:
        """Each row that names something, with what came of it."""
        doubts: dict[Said, list[tuple[int, int]]] = {}
        for line, row in rows:
            said, day = self.hearing.row(row)
            came, by = outcome(tuple(said))
            if came is Outcome.UNTOLD and by:
                for one in by:
                    doubts.setdefault(one, []).append((line, said[one]))
                continue
            held = self.evidence.holds(came, day, weak=all(self._is_weak(said[n]) for n in by))
            data, name = self._data(row)
            data = {**data, "achieved": day} if data and day else data
            came = Outcome.UNTOLD if came is Outcome.ACHIEVED and not held else came
            why = None if held else not_achieved(line, name, came, by)
            if held and not data:
                if (wrong := no_one_unit(name)) is not None:
                    number = next((n for n, r in self.roles.items() if r is Role.UNIT), None)
                    self.fault(line, *wrong, number)
                elif any(row):
                    self.left_out.append(LeftOut(line, name, WhyLeftOut.NO_UNIT))
                continue
            if held and (came is Outcome.ACHIEVED or day):
                data = awarded(data, sure=came is Outcome.ACHIEVED)
            part, of = self.numbered.of(row)
            part = part or self._first(row, Role.PART)
            attempt = self._first(row, Role.ATTEMPT)
            whose = self._first(row, Role.QUALIFICATION) if {"unit"} & set(data) else ""
            if "unit" in data and not whose:
                whose = self._first(row, Role.AWARD)
            yield Judged(
                Told(line, held, day_of(day), part, attempt, of), data, name, whose.casefold(), why
            )
        for one, places in doubts.items():
            line, number = places[0]
            message, hint = doubt_of(one)
            self.fault(line, message + and_on([at for at, _ in places[1:]]), hint, number)

    def _is_weak(self, number: int) -> bool:
        """Whether a column says that the work is done, which is no award yet."""
        parted = Role.PART in self.roles.values() and self.columns[number].heading == VALUE
        return self.roles[number] is Role.PERCENT or parted

    def _data(self, row: Sequence[str]) -> tuple[dict[str, str], str]:
        """The parts of an achievement, empty where a row names none, and what the row is called."""
        data: dict[str, str] = {}
        for number, text in self._cells(row, *_OF_AN_ACHIEVEMENT):
            data.setdefault(_OF_AN_ACHIEVEMENT[self.roles[number]], text)
        name = (
            data.get("unit")
            or data.get("award")
            or data.get("title")
            or self._first(row, Role.PART)
        )
        if "unit" in data:
            data.pop("award", None)
            if (found := reference_in(data["unit"])) is not None:
                data["unit"] = name = found[0]
                if found[1]:
                    data.setdefault("title", found[1])
            elif self.by_reference and not is_code(data["unit"]):
                return {}, name
        elif "award" not in data:
            return {}, name or next((text for text in row if text), "")
        return data, name

    @cached_property
    def by_reference(self) -> bool:
        """Whether units of the file are told by Ofqual references."""
        return any(
            self.roles.get(column.number) is Role.UNIT and column.references > 0
            for column in self.columns
        )

    def _made(self, line: int, data: Mapping[str, str]) -> Achievement | None:
        """The achievement of a row, if it is one."""
        day = data.get("achieved", "")
        if not self.day_first and is_day_first(day):
            self.day_first = day
        if not self.month and is_month(day):
            self.month = day
        return self._valid(Achievement, dict(data), line)

    def _valid(self, model: type[M], data: dict[str, Any], line: int) -> M | None:
        """What the data makes; a fault of each column that it cannot be made of."""
        from catalogue.files.wording import words

        try:
            return model.model_validate(data)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                where = item["loc"]
                key = str(where[0]) if where else "achievement"
                message, hint = words(item, where, model, data.get(key), key)
                number = next((n for n, role in self.roles.items() if _part_of(role) == key), None)
                self.fault(line, message, hint, number)
            return None
