"""Files with the records of many learners: CSV, XLSX, ODS, Parquet and JSON Lines.

A spreadsheet with several sheets of units has a sheet for each learner; where a sheet itself says
whose rows they are, that stands before its name.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from catalogue.cells import cell, plain
from catalogue.door import admit
from catalogue.errors import Fault
from catalogue.files.pages import Unlined, printable, shortened
from catalogue.outside import CannotOpen, opened, read_bytes
from catalogue.records.cohort import CohortRead, LearnerRead, SheetRead, people_of, without_units
from catalogue.records.files.decoding import NotText
from catalogue.records.files.json_lines import SUFFIXES, Item, is_event, is_flat, sheet_of
from catalogue.records.files.sheets import (
    MOST_COLUMNS,
    Most,
    Sheet,
    Unreadable,
    kind_of,
    no_sheet,
    read_sheets,
    shown,
)
from catalogue.records.reading import read_written
from catalogue.records.roles.layout import Layout
from catalogue.records.words.understood import RecordError
from catalogue.watching import part

LARGEST_COHORT = 256 << 20
"""Bytes; the largest table of many learners, inclusive. JSON Lines may be of any size."""

OF_A_COHORT = Most(unpacked=1 << 30, rows=1_048_576)
"""The most of a spreadsheet of many learners: as many rows as a sheet can have."""

MOST_LINE = 1 << 20
"""Bytes of one learner in JSON Lines, inclusive."""

_ANY_SIZE = "JSON Lines with a learner in each may be of any size"

_ASKED = frozenset({
    "to", "on", "edition", "goals", "want", "avoid", "prefer", "pathway", "limits", "unknown_glh",
    "allow_retakes", "time_limit",
})  # fmt: skip
_OF_THE_LINE = frozenset({"id", "record", "held"})


@part("record")
def read_cohort(path: Path, *, layout: Layout | None = None, sheet: str = "") -> CohortRead:
    """Read the records of many learners; what a file is, its content says, or its name.

    ``layout`` answers what a table leaves open; ``sheet`` is the one sheet that is read.

    Raises
    ------
    RecordError
        If the file cannot be read, or its columns leave a question open.
    """
    admit(path, Path)
    name = printable(path)
    lines = path.suffix.casefold() in SUFFIXES
    try:
        if lines and not _of_events(path):
            return CohortRead(name, _by_line(path, name), count=_lines(path))
        raw = read_bytes(path, LARGEST_COHORT, "a table of learners", larger=_ANY_SIZE)
    except CannotOpen as error:
        raise RecordError([Fault(name, 0, 0, str(error), hint=error.hint)]) from error
    try:
        if lines:
            sheets: tuple[Sheet, ...] = (_sheet_of_events(raw),)
        elif raw.startswith(b"PAR1"):
            sheets = (_of_parquet(path),)
        else:
            kind_of(raw, OF_A_COHORT)
            sheets = read_sheets(raw, OF_A_COHORT)
        return _of_sheets(_meant(sheets, sheet), () if sheet else sheets, name, layout)
    except Unreadable as error:
        fault = Fault(name, error.line, 1 if error.line else 0, str(error), hint=error.hint)
        raise RecordError([fault]) from error
    except NotText as error:
        raise RecordError([Fault(name, 0, 0, "is not UTF-8 text")]) from error


def _meant(sheets: tuple[Sheet, ...], wanted: str) -> tuple[Sheet, ...]:
    """The sheets that are read: the one that is named, or all that have references of units."""
    if not sheets:
        raise Unreadable("is empty")
    if not wanted:
        return tuple(one for one in sheets if one.references) or sheets[:1]
    found = tuple(one for one in sheets if plain(one.name) == plain(wanted))
    if not found:
        raise no_sheet(wanted, [one.name for one in sheets])
    return found


def _of_sheets(
    sheets: tuple[Sheet, ...], every: tuple[Sheet, ...], name: str, layout: Layout | None
) -> CohortRead:
    """Read ``sheets``; of ``every`` other, say so, or read it as of one who holds nothing yet."""
    several = len(sheets) > 1
    told: list[SheetRead] = []
    of: dict[str, list[LearnerRead]] = {}
    faults: list[Fault] = []
    for sheet in sheets:
        where = f"{name}[{sheet.name}]" if several else name
        try:
            read, learners = people_of(sheet, where, layout, sheet.name if several else "")
        except RecordError as error:
            faults += error.faults
            continue
        told.append(read)
        of[sheet.name] = learners
    if faults:
        raise RecordError(faults)
    heads = {
        _signs(cells)
        for sheet, read in zip(sheets, told, strict=True)
        for line, cells in sheet.rows
        if read.own and line == read.headings
    }
    unread: list[str] = []
    for sheet in every:
        if sheet.name not in of:
            lines = [n for n, (_, cells) in enumerate(sheet.rows) if _signs(cells) in heads]
            if lines:
                read, learner = without_units(sheet, sheet.rows[: lines[0]], sheet.name)
                told.append(read)
                of[sheet.name] = [learner]
            else:
                unread.append(sheet.name)
    order = [one.name for one in every] or list(of)
    found = [learner for sheet_name in order for learner in of.get(sheet_name, ())]
    times = Counter(one.id.casefold() for one in found)
    told.sort(key=lambda one: order.index(one.name))
    return CohortRead(name, _given(deque(found), times), tuple(told), tuple(unread), len(found))


def _given(found: deque[LearnerRead], times: Mapping[str, int]) -> Iterator[LearnerRead]:
    """Each learner once: whoever was given is no longer kept."""
    while found:
        yield _once(found.popleft(), times)


def _signs(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(text) for text in cells if text)


def _once(one: LearnerRead, times: Mapping[str, int]) -> LearnerRead:
    if times[one.id.casefold()] == 1 or one.faults:
        return one
    message = f"{shortened(one.id)} stands on several sheets; put the rows of a learner on one"
    return replace(one, record=None, faults=(message,))


def _of_parquet(path: Path) -> Sheet:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise Unreadable(
            "is Parquet, which needs another package", "pip install 'unitwise[parquet]'"
        ) from error
    try:
        file = pyarrow.parquet.ParquetFile(path)
        if file.metadata.num_rows > OF_A_COHORT.rows:
            raise Unreadable(f"has more than {OF_A_COHORT.rows:,} rows")
        names = file.schema_arrow.names
        rows: list[tuple[int, list[str]]] = [(1, [cell(text) for text in names])]
        for batch in file.iter_batches():
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                rows.append((len(rows) + 1, [cell(shown(_text(value))) for value in values]))
    except Unreadable:
        raise
    except Exception as error:  # whatever is wrong with it, the library tells it in its own way
        raise Unreadable("is Parquet that cannot be read") from error
    return Sheet("", tuple(rows))


def _text(value: object) -> object:
    """A cell of Parquet: bytes are text in UTF-8, as some programs write it without saying so."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _lines(path: Path) -> int:
    """How many lines a file has."""
    with opened(path) as stream:
        blocks = iter(lambda: stream.read(1 << 20), b"")
        return sum(block.count(b"\n") for block in blocks) + 1


def _of_events(path: Path) -> bool:
    """Whether JSON Lines have an achievement a line, as the first of them says."""
    with opened(path) as stream:
        lines = iter(partial(stream.readline, MOST_LINE), b"")
        first = next(filter(bytes.strip, lines), b"")
    try:
        return is_event(json.loads(first.decode("utf-8-sig")), _ASKED | _OF_THE_LINE)
    except (ValueError, RecursionError):
        return False


def _sheet_of_events(raw: bytes) -> Sheet:
    """Achievements as the rows of a table.

    Raises
    ------
    Unreadable
        If a line is not one, or they are too many.
    """
    items: list[Item] = []
    names: set[str] = set()
    for number, line in enumerate(raw.decode("utf-8-sig", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Unreadable(f"the line is not JSON: {error}", line=number) from error
        if not isinstance(item, dict) or not is_flat(item):
            raise Unreadable(
                "the line is not an achievement as those before it: single values by their keys",
                "have an achievement a line, or a learner a line with what they hold under 'held'",
                line=number,
            )
        names |= item.keys()
        items.append((number, item))
        if len(names) > MOST_COLUMNS:
            raise Unreadable(f"has more than {MOST_COLUMNS} keys", line=number)
        if len(items) > OF_A_COHORT.rows:
            raise Unreadable(f"has more than {OF_A_COHORT.rows:,} rows", line=number)
    return sheet_of(items)


def _by_line(path: Path, name: str) -> Iterator[LearnerRead]:
    """One learner a line; a line is read when it is asked for."""
    try:
        with opened(path) as stream:
            number = 0
            while line := stream.readline(MOST_LINE + 1):
                number += 1
                end = line
                while len(end) > MOST_LINE and not end.endswith(b"\n"):
                    end = stream.readline(MOST_LINE + 1)
                if line.strip():
                    yield _of_line(line, number)
    except CannotOpen as error:
        raise RecordError([Fault(name, 0, 0, str(error), hint=error.hint)]) from error


def _of_line(line: bytes, number: int) -> LearnerRead:
    blank = LearnerRead("", "", number)
    if len(line) > MOST_LINE:
        return replace(blank, faults=(f"the line is longer than {MOST_LINE} bytes",))
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return replace(blank, faults=(f"the line is not JSON: {error}",))
    if not isinstance(data, dict):
        return replace(blank, faults=("the line is not a JSON object of keys and values",))
    inner = data.get("record", {})
    written: dict[str, Any] = dict(inner) if isinstance(inner, dict) else {"achievements": inner}
    written |= {k: v for k, v in data.items() if k not in _ASKED | _OF_THE_LINE}
    if "held" in data:
        written["achievements"] = data["held"]
    called = data.get("learner")
    name = called if isinstance(called, str) else ""
    blank = replace(blank, id=str(data.get("id", "") or name or f"line {number}")[:200], name=name)
    try:
        read = read_written(Unlined("", written, ""))
    except RecordError as error:
        return replace(blank, faults=tuple(fault.message for fault in error.faults))
    asked = {key: value for key, value in data.items() if key in _ASKED}
    record = read.record.model_copy(update={"learner": blank.name or blank.id})
    return replace(blank, record=record, asked=asked, left_out=read.left_out)
