"""A learner's record as a table: CSV with one achievement a row, as other programs export it.

The separator and the row of headings are found by the columns that they give; what stands above the
headings is passed over. A row that the file says was not achieved is left out, and so is a row of
totals. Every fault has the line of its row, the number of its cell and the name of the column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError

from catalogue.cells import cell, is_total, plain
from catalogue.days import is_day_first
from catalogue.errors import Fault
from catalogue.files.pages import readable, shortened
from catalogue.learner.record import Achievement, LearnerRecord
from catalogue.records.columns import COLUMNS, LEARNERS, OUTCOMES, TABLE
from catalogue.records.outcomes import Outcome, Said, doubt_of, outcome
from catalogue.records.understood import (
    MOST_ACHIEVEMENTS,
    LeftOut,
    RecordError,
    RecordRead,
    Why,
    not_achieved,
    several_learners,
)
from catalogue.units import Model

_SEPARATORS = ",;\t|"

FIRST_ROWS = 20
"""Rows, inclusive, among which the headings are looked for."""

_MOST_NAMED = 5
"""Lines that one fault names, inclusive."""

M = TypeVar("M", bound=Model)
Row = tuple[int, list[str]]
"""The line that a row begins on, and its cells as they are seen."""


def read_table(text: str, name: str) -> RecordRead:
    """Read the text of a CSV file; ``name`` is what faults call it.

    Raises
    ------
    RecordError
        With every fault of the file, if there is any.
    """
    return _Table(text, name).read()


class _NoTable(Exception):
    """From ``line`` on the text is no CSV."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


def _rows(text: str, separator: str) -> Iterator[Row]:
    """Each row that says something."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = 1
    try:
        for row in reader:
            cells = [cell(text) for text in row]
            if any(cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _NoTable(str(error), begins) from error


@dataclass
class _Headings:
    """The row that names the most columns, the first of them, and what separates its cells."""

    separator: str
    line: int
    names: list[str]

    @property
    def known(self) -> list[str]:
        return [TABLE[plain(name)] for name in self.names if plain(name) in TABLE]

    @property
    def of_a_record(self) -> bool:
        return bool({"unit", "award"} & set(self.known))


def _headings(text: str) -> _Headings:
    found: list[_Headings] = []
    for separator in _SEPARATORS:
        try:
            for line, names in islice(_rows(text, separator), FIRST_ROWS):
                found.append(_Headings(separator, line, names))
        except _NoTable:
            continue
    most = max((len(one.known) for one in found if one.of_a_record), default=0)
    for one in found:
        if one.of_a_record and len(one.known) == most:
            return one
    first = [one for one in found if one.line == min(other.line for other in found)]
    return max(first, key=lambda one: len(one.names), default=_Headings(",", 0, []))


@dataclass
class _Table:
    """The table while it is read: what was found so far, and every fault."""

    text: str
    name: str
    faults: list[Fault] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    day_first: str = ""

    def __post_init__(self) -> None:
        if found := re.match(r"sep=(.)\s*?(\r\n|\r|\n)", self.text):
            # a line for spreadsheets; an empty one keeps the count of lines
            self.text = found[2] + self.text[found.end() :]
        self.headings = _headings(self.text)
        self.header = self.headings.names
        self.columns: dict[int, str] = {}

    def fault(self, line: int, message: str, hint: str = "", number: int | None = None) -> None:
        """Take note of a fault, of the cell ``number`` (from 0) if one is to blame."""
        named = number is not None and number < len(self.header) and self.header[number]
        if named:
            message = f"column {shortened(named)}: {message}"
        column = (number or 0) + 1 if line else 0
        self.faults.append(Fault(self.name, line, column, readable(message), hint=readable(hint)))

    def read(self) -> RecordRead:
        if not self.header:
            self.rows()
            if not self.faults:
                self.fault(0, "the file is empty")
            raise RecordError(self.faults)
        self.columns = self.named_columns()
        rows = self.rows()
        learner = self.learner(rows)
        found = [one for line, cells in self.achieved(rows) if (one := self.made(line, cells))]
        record = self.valid(
            LearnerRecord, {"achievements": tuple(found), "learner": learner}, self.headings.line
        )
        if self.faults or record is None:
            raise RecordError(self.faults)
        return RecordRead(
            record,
            self.name,
            tuple((self.header[number], key) for number, key in self.columns.items()),
            tuple(name for n, name in enumerate(self.header) if n not in self.columns and name),
            tuple(sorted(self.left_out, key=lambda one: one.line)),
            self.headings.line,
            self.day_first,
        )

    def named_columns(self) -> dict[int, str]:
        """What each column is, by its number; unknown columns are left out."""
        line = self.headings.line
        found: dict[int, str] = {}
        for number, title in enumerate(self.header):
            key = TABLE.get(plain(title))
            if key is None:
                continue
            if key in COLUMNS and key in found.values():
                other = next(self.header[n] for n, taken in found.items() if taken == key)
                self.fault(
                    line,
                    f"says the same as the column {shortened(other)}",
                    "rename the one that should not be used",
                    number,
                )
                continue
            found[number] = key
        if not self.headings.of_a_record:
            seen = ", ".join(shortened(title) for title in self.header[:12])
            bare = any(re.match(r"[A-Za-z]/?\d{3}/?\d{4}\b", title) for title in self.header)
            self.fault(
                line,
                f"no column has the references of units; the columns are {seen}",
                "the first line names the columns: put one above it, such as unit,date"
                if bare
                else "call it 'unit' or 'reference', and delete the lines above the headings",
            )
            raise RecordError(self.faults)
        return found

    def rows(self) -> list[Row]:
        """Every row below the headings that is one of the table, totals left out."""
        found: list[Row] = []
        width = len(self.header)
        try:
            for line, row in _rows(self.text, self.headings.separator):
                if line <= self.headings.line:
                    continue
                if is_total(row):
                    word = next(text for text in row if plain(text).isalpha())
                    self.left_out.append(LeftOut(line, word, Why.TOTAL))
                elif any(row[width:]):
                    self.fault(
                        line,
                        f"has {len(row)} cells, but there are {width} columns",
                        f"a cell with a {self.headings.separator!r} in it stands in double quotes",
                        width,
                    )
                elif len(found) == MOST_ACHIEVEMENTS:
                    self.fault(line, f"has more than {MOST_ACHIEVEMENTS:,} achievements")
                    break
                else:
                    found.append((line, row))
        except _NoTable as error:
            self.fault(error.line, f"this is not CSV: {error}")
        return found

    def learner(self, rows: list[Row]) -> str | None:
        """The name of the learner, if there is one; it is a fault if there are several."""
        called = None
        for number, key in self.columns.items():
            if key not in LEARNERS:
                continue
            first: dict[str, tuple[str, int]] = {}
            for line, row in rows:
                if text := "".join(row[number : number + 1]):
                    first.setdefault(text.casefold(), (text, line))
            if len(first) > 1:
                found = list(first.values())
                self.fault(found[1][1], *several_learners(found), number)
            elif first and key == "learner":
                called = next(text for text, _ in first.values())
        return called

    def achieved(self, rows: list[Row]) -> Iterator[tuple[int, dict[int, str]]]:
        """The cells of each row that was achieved, by their columns; the others are left out."""
        filled = [
            (line, {n: text for n, text in enumerate(row) if text and n in self.columns})
            for line, row in rows
        ]
        told = {n for _, cells in filled for n in cells if self.columns[n] in OUTCOMES}
        doubts: dict[tuple[int, str], list[int]] = {}
        for line, cells in filled:
            said = {
                Said(self.header[n], cells[n], self.columns[n] == "grade"): n
                for n in sorted(told & set(cells))
            }
            came, by = outcome(tuple(said))
            if not told or came is Outcome.ACHIEVED:
                yield line, cells
            elif came is Outcome.UNTOLD and by:
                for one in by:
                    doubts.setdefault((said[one], one.text), []).append(line)
            else:
                self.left_out.append(not_achieved(line, self.called(cells), came, by))
        for (number, text), lines in doubts.items():
            message, hint = doubt_of(Said(self.header[number], text))
            others = ", ".join(map(str, lines[1 : _MOST_NAMED + 1]))
            more = f" (and on line {others}{' and more' if len(lines) > _MOST_NAMED + 1 else ''})"
            self.fault(lines[0], message + (more if others else ""), hint, number)

    def called(self, cells: Mapping[int, str]) -> str:
        """What a row is called by its unit, award or title."""
        by_key = {self.columns[number]: text for number, text in cells.items()}
        return next((by_key[key] for key in ("unit", "award", "title") if key in by_key), "")

    def made(self, line: int, cells: Mapping[int, str]) -> Achievement | None:
        """The achievement of a row, if it is one."""
        data = {key: cells[n] for n, key in self.columns.items() if key in COLUMNS and n in cells}
        if not {"unit", "award"} & set(data):
            number = next(n for n, key in self.columns.items() if key in {"unit", "award"})
            self.fault(line, "the row names neither a unit nor an award", number=number)
            return None
        if not self.day_first and is_day_first(data.get("achieved", "")):
            self.day_first = data["achieved"]
        return self.valid(Achievement, data, line)

    def valid(self, model: type[M], data: dict[str, Any], line: int) -> M | None:
        """What the data makes; a fault of each column that it cannot be made of."""
        from catalogue.files.wording import words

        try:
            return model.model_validate(data)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                where = item["loc"]
                key = str(where[0]) if where else "achievement"
                message, hint = words(item, where, model, data.get(key), key)
                number = next((n for n, taken in self.columns.items() if taken == key), None)
                self.fault(line, message, hint, number)
            return None
