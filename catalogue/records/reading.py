"""A learner's record from YAML, JSON or CSV: every fault at once, each with its line.

Columns and keys may stand in any order and carry any of the usual names; what each column was taken
for can be shown, and so can the columns that were not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from catalogue.cells import plain
from catalogue.door import admit
from catalogue.errors import Fault
from catalogue.files.pages import LARGEST_FILE, Pages, parse_pages, printable, shortened
from catalogue.files.tolerant import TolerantReader
from catalogue.inconsistency import Location
from catalogue.learner.record import LearnerRecord
from catalogue.outside import CannotOpen, read_bytes
from catalogue.records.attempts import MIXED_HINT, Mixed, Told, judge, mixed
from catalogue.records.files.decoding import NotText, decoded
from catalogue.records.files.json_lines import is_flat, json_lines, sheet_of
from catalogue.records.files.sheets import Sheet, Unreadable, kind_of, no_sheet, read_sheets
from catalogue.records.roles.column import is_tick
from catalogue.records.roles.layout import Layout
from catalogue.records.table import read_sheet
from catalogue.records.usual import PARTS, AsWritten, Usual
from catalogue.records.words.keys import KEYS, LEARNER_KEYS, OUTCOME_KEYS, TABLE
from catalogue.records.words.outcomes import Outcome, doubt_of
from catalogue.records.words.references import reference_in
from catalogue.records.words.understood import (
    MOST_ACHIEVEMENTS as MOST_ACHIEVEMENTS,
    LeftOut as LeftOut,
    RecordError as RecordError,
    RecordRead as RecordRead,
    WhyLeftOut as WhyLeftOut,
    not_achieved,
    several_learners,
)
from catalogue.watching import part

LARGEST_TABLE = 10 << 20
"""Bytes; the largest table or spreadsheet that is read as a record, inclusive."""

_TABLES = {".csv", ".tsv", ".txt", ".tab"}


WHAT_A_RECORD_IS = (
    "a record is a table with a row for each unit, such as one with the columns Unit and Date,"
    " or a YAML file; without one, --held T/506/2952@2023-05-01 says what is held"
)
"""What is told to somebody who has none yet."""


@part("record")
def read_record(
    path: Path, *, layout: Layout | None = None, learner: str = "", sheet: str = ""
) -> RecordRead:
    """Read a learner's record: a spreadsheet or CSV, by what it is; else YAML or JSON.

    ``layout`` answers what a table leaves open, ``learner`` picks one of several by name or number,
    ``sheet`` one sheet of a spreadsheet by its name.

    Raises
    ------
    RecordError
        With every fault of the file, if there is any.
    """
    admit(path, Path)
    name = printable(path)
    raw = _bytes(path, name)
    return read_content(raw, name, path.suffix, layout=layout, learner=learner, sheet=sheet)


def read_content(
    raw: bytes,
    name: str,
    suffix: str = "",
    *,
    layout: Layout | None = None,
    learner: str = "",
    sheet: str = "",
) -> RecordRead:
    """Read the content of a file as :func:`read_record` does; faults call it ``name``.

    ``suffix`` is the ending of the file's name, which tells a table from what is written.

    Raises
    ------
    RecordError
        With every fault, if there is any.
    """
    wanted = sheet or (layout.sheet if layout and layout.sheet else "")
    try:
        if kind_of(raw) != "text" or suffix.casefold() in _TABLES:
            one = _one_sheet(read_sheets(raw), wanted)
            return read_sheet(one, name, layout, learner)
        if len(raw) > LARGEST_FILE:
            raise Unreadable("is larger than 1 MiB, the most that a written record may be")
        text, _ = decoded(raw)
    except Unreadable as error:
        column = 1 if error.line else 0
        raise RecordError([Fault(name, error.line, column, str(error), hint=error.hint)]) from error
    except NotText as error:
        line = raw[: error.at].count(b"\n") + 1
        raise RecordError([Fault(name, line, 1, "is not UTF-8 text")]) from error
    if (lines := json_lines(text, suffix)) is not None:
        return read_sheet(sheet_of(lines), name, layout, learner)
    pages = parse_pages(text, name)
    if isinstance(pages, list):
        raise RecordError(pages)
    return read_written(pages, layout, learner)


def _bytes(path: Path, name: str) -> bytes:
    try:
        return read_bytes(path, LARGEST_TABLE, "a record", missing=WHAT_A_RECORD_IS)
    except CannotOpen as error:
        raise RecordError([Fault(name, 0, 0, str(error), hint=error.hint)]) from error


def _one_sheet(sheets: Sequence[Sheet], wanted: str) -> Sheet:
    """The sheet that is meant: by its name, or the only one with references of units.

    Raises
    ------
    Unreadable
        If there is none, or it cannot be told which.
    """
    names = [sheet.name for sheet in sheets]
    if wanted:
        found = [sheet for sheet in sheets if plain(sheet.name) == plain(wanted)]
        if not found:
            raise no_sheet(wanted, names)
        return found[0]
    if not sheets:
        raise Unreadable("is empty")
    held = [sheet for sheet in sheets if sheet.references] or list(sheets)
    if len(held) > 1:
        named = ", ".join(shortened(sheet.name) for sheet in held)
        raise Unreadable(
            f"has {len(held)} sheets that could be the record: {named}", "say which: --sheet NAME"
        )
    return held[0]


_DEEPEST = 3
"""Mappings around the list of events of another program's file, inclusive."""


def _events(data: object) -> tuple[Location, list[dict[str, Any]]] | None:
    """The one list of flat mappings in another program's file, and the way to it."""
    where: list[str | int] = []
    items: Any = data
    for _ in range(_DEEPEST):
        if not isinstance(items, dict) or set(map(plain, items)) & set(PARTS):
            break
        lists = [key for key, value in items.items() if isinstance(value, list | dict)]
        if len(lists) != 1:
            return None
        where.append(lists[0])
        items = items[lists[0]]
    flat = isinstance(items, list) and bool(items) and all(_is_flat(item) for item in items)
    if not flat or not (where or _has_other_keys(items)):
        return None
    return tuple(where), items


def _is_flat(item: object) -> bool:
    return isinstance(item, dict) and is_flat(item)


def _has_other_keys(items: list[dict[str, Any]]) -> bool:
    """Whether items have no key by which an achievement is known, so that they are of others."""
    keys = {plain(key) for item in items for key in item}
    return not keys & ({"unit", "award"} | {name for name, key in TABLE.items() if key == "unit"})


def read_written(pages: Pages, layout: Layout | None = None, learner: str = "") -> RecordRead:
    """Read a record from the data of a file, or raise :class:`RecordError`."""
    try:
        return _as_written(pages, layout, learner)
    except RecordError as error:
        if (read := _by_other_keys(pages, layout, learner)) is None:
            raise error
        return read


def _by_other_keys(pages: Pages, layout: Layout | None, learner: str) -> RecordRead | None:
    """Read a list of flat achievements as a table, if that makes use of every key of theirs."""
    data = pages.data
    items = data.get("achievements") if isinstance(data, dict) and len(data) == 1 else data
    if not isinstance(items, list) or not items or not all(map(_is_flat, items)):
        return None
    written, items = items, [_named(item) for item in items]
    known = KEYS.keys() | OUTCOME_KEYS.keys() | LEARNER_KEYS.keys()
    if items == written and not any(
        plain(key) not in known or isinstance(value, bool) or is_tick(str(value))
        for item in items
        for key, value in item.items()
    ):
        return None
    where: Location = ("achievements",) if isinstance(data, dict) else ()
    rows = [(pages.fault((*where, n), "").line, item) for n, item in enumerate(items)]
    try:
        read = read_sheet(sheet_of(rows), pages.path, layout, learner)
    except RecordError:
        return None
    return None if read.unused else read


def _named(item: dict[str, Any]) -> dict[str, Any]:
    """A unit and what came of it, where that is all that an item says: ``T/506/2952: Pass``."""
    (unit, came), *more = item.items() or [("", None)]
    return item if more or reference_in(unit) is None else {"unit": unit, "result": came}


def _as_written(pages: Pages, layout: Layout | None, learner: str) -> RecordRead:
    data = pages.data
    if (events := _events(data)) is not None:
        where, items = events
        rows = [(pages.fault((*where, n), "").line, item) for n, item in enumerate(items)]
        return read_sheet(sheet_of(rows), pages.path, layout, learner)
    if bare := isinstance(data, list):
        data = {"achievements": data}
    if not isinstance(data, dict):
        raise RecordError([pages.fault((), "a record is a mapping with a list of 'achievements'")])
    usual = Usual(data)
    listed = usual.data.get("achievements")
    if isinstance(listed, list) and len(listed) > MOST_ACHIEVEMENTS:
        raise RecordError([pages.fault((), f"has more than {MOST_ACHIEVEMENTS:,} achievements")])
    written = data if bare else pages.data
    as_written = AsWritten(pages.path, written, pages.text, renamed=usual.renamed, bare=bare)
    left_out: dict[int, LeftOut] = {}
    faults: list[Fault] = []
    for people in usual.people.values():
        first = {person.casefold(): (person, where) for where, person in reversed(people)}
        found = sorted(first.values(), key=lambda one: one[1][1])
        if len(found) > 1:
            lines = [(person, as_written.fault(where, "").line) for person, where in found]
            faults.append(as_written.fault(found[1][1], *several_learners(lines)))
    for number, came, by in usual.outcomes():
        if came is Outcome.UNTOLD and by:
            faults += [
                as_written.fault(("achievements", number, one.of), *doubt_of(one)) for one in by
            ]
        elif came is not Outcome.ACHIEVED:
            line = as_written.fault(("achievements", number), "").line
            left_out[number] = not_achieved(line, usual.called(number), came, by)
        elif came is Outcome.ACHIEVED:
            usual.awarded(number)
    for own in usual.again():
        told = [Told(number, number not in left_out, usual.day(number)) for number in own]
        where = ("achievements", own[0])
        try:
            held, decides = judge(told)
        except Mixed:
            faults.append(as_written.fault(where, mixed(usual.called(own[0])), MIXED_HINT))
            continue
        for one in told if not held else ():
            if one.achieved:
                at = as_written.fault(("achievements", one.line), "").line
                by_line = as_written.fault(("achievements", decides.line), "").line
                why = LeftOut(at, usual.called(one.line), WhyLeftOut.PART, f"see line {by_line}")
                left_out[one.line] = why
    reader = TolerantReader(as_written, LearnerRecord, usual.without(left_out), {})
    record = reader.read()
    if faults := [*reader.faults, *faults]:
        raise RecordError(faults)
    if record is None:
        raise RecordError([pages.fault((), "cannot be read as a record")])
    kept = tuple(one for n, one in enumerate(record.achievements) if n not in left_out)
    return RecordRead(
        record.model_copy(update={"achievements": kept}),
        pages.path,
        usual.used,
        left_out=tuple(left_out.values()),
        day_first=usual.day_first,
    )
