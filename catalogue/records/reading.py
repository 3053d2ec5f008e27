"""A learner's record from YAML, JSON or CSV: every fault at once, each with its line.

Columns and keys may stand in any order and carry any of the usual names; what each column was taken
for can be shown, and so can the columns that were not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from catalogue.cells import cell, plain
from catalogue.days import is_day_first, read_day
from catalogue.door import admit
from catalogue.errors import Fault, did_you_mean
from catalogue.files.pages import LARGEST_FILE, Pages, parse_pages, printable, shortened
from catalogue.files.tolerant import TolerantReader
from catalogue.inconsistency import Location
from catalogue.learner.record import LearnerRecord, Route, read_route
from catalogue.records.attempts import MIXED_HINT, Mixed, Told, judge, mixed
from catalogue.records.decoding import NotText, decoded
from catalogue.records.keys import KEYS, LEARNER_KEYS, OUTCOME_KEYS, REGISTERED, TABLE, by_name
from catalogue.records.layout import Layout
from catalogue.records.likeness import is_name
from catalogue.records.outcomes import Outcome, Said, doubt_of, outcome
from catalogue.records.sheets import Sheet, Unreadable, kind_of, read_sheets
from catalogue.records.table import read_sheet
from catalogue.records.understood import (
    MOST_ACHIEVEMENTS as MOST_ACHIEVEMENTS,
    LeftOut as LeftOut,
    RecordError as RecordError,
    RecordRead as RecordRead,
    WhyLeftOut as WhyLeftOut,
    not_achieved,
    several_learners,
)

LARGEST_TABLE = 10 << 20
"""Bytes; the largest table or spreadsheet that is read as a record, inclusive."""

_TABLES = {".csv", ".tsv", ".txt", ".tab"}
_KEYS = {"achievements": KEYS, "registrations": by_name(REGISTERED)}
_PARTS = {plain(name): name for name in LearnerRecord.model_fields}


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
    pages = parse_pages(text, name)
    if isinstance(pages, list):
        raise RecordError(pages)
    return read_written(pages, layout, learner)


def _bytes(path: Path, name: str) -> bytes:
    def refuse(message: str) -> RecordError:
        return RecordError([Fault(name, 0, 0, message)])

    try:
        if path.exists() and not path.is_file():
            raise refuse("is not an ordinary file")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_TABLE + 1)
    except OSError as error:
        raise refuse(f"cannot be opened: {error.strerror or error}") from error
    if len(raw) > LARGEST_TABLE:
        raise refuse(f"is larger than {LARGEST_TABLE >> 20} MiB, the most that a record may be")
    return raw


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
            hint = (
                did_you_mean(wanted, names) or f"its sheets are {', '.join(map(shortened, names))}"
            )
            raise Unreadable(f"has no sheet {shortened(wanted)}", hint)
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
        if not isinstance(items, dict) or set(map(plain, items)) & set(_PARTS):
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
    return isinstance(item, dict) and not any(isinstance(x, list | dict) for x in item.values())


def _has_other_keys(items: list[dict[str, Any]]) -> bool:
    """Whether items have no key by which an achievement is known, so that they are of others."""
    keys = {plain(key) for item in items for key in item}
    return not keys & ({"unit", "award"} | {name for name, key in TABLE.items() if key == "unit"})


def _sheet_of(items: Sequence[tuple[int, dict[str, Any]]]) -> Sheet:
    """Mappings as the rows of a table, with their keys for headings."""
    names = list(dict.fromkeys(key for _, item in items for key in item))
    rows: list[tuple[int, list[str]]] = [(max(0, items[0][0] - 1), [str(name) for name in names])]
    for line, item in items:
        cells = (item.get(name) for name in names)
        rows.append((line, [cell("" if value is None else str(value)) for value in cells]))
    return Sheet("", tuple(rows))


def read_written(pages: Pages, layout: Layout | None = None, learner: str = "") -> RecordRead:
    """Read a record from the data of a file, or raise :class:`RecordError`."""
    data = pages.data
    if (events := _events(data)) is not None:
        where, items = events
        rows = [(pages.fault((*where, n), "").line, item) for n, item in enumerate(items)]
        return read_sheet(_sheet_of(rows), pages.path, layout, learner)
    if bare := isinstance(data, list):
        data = {"achievements": data}
    if not isinstance(data, dict):
        raise RecordError([pages.fault((), "a record is a mapping with a list of 'achievements'")])
    usual = _Usual(data)
    listed = usual.data.get("achievements")
    if isinstance(listed, list) and len(listed) > MOST_ACHIEVEMENTS:
        raise RecordError([pages.fault((), f"has more than {MOST_ACHIEVEMENTS:,} achievements")])
    written = data if bare else pages.data
    as_written = _AsWritten(pages.path, written, pages.text, renamed=usual.renamed, bare=bare)
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


class _Usual:
    """The data of a file with the model's keys for their other usual names.

    ``renamed`` has these names by their place, ``said`` what an achievement says of its outcome by
    its number, ``people`` whose achievements there are, by the key that says it, each with its
    place, ``names`` what may be those of people or of units, ``dated`` and ``undated`` the numbers
    of achievements with a day and with a blank for it. ``data`` is without all this, and without
    what says that there is nothing.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data: dict[str, Any] = {}
        self.renamed: dict[Location, str] = {}
        self.said: dict[int, list[Said]] = {}
        self.people: dict[str, list[tuple[Location, str]]] = {}
        self.names: list[tuple[Location, str]] = []
        self.dated: set[int] = set()
        self.undated: set[int] = set()
        for key, value in data.items():
            meant = _PARTS.get(plain(key), key)
            if meant != key and (meant in data or meant in self.data):
                meant = key
            self.data[meant] = value
            self.renamed[(meant,)] = key
        for part in _KEYS:
            if isinstance(self.data.get(part), list):
                self.data[part] = [
                    self.item(part, number, item) if isinstance(item, dict) else item
                    for number, item in enumerate(self.data[part])
                ]
        if self.names and all(is_name(said) for _, said in self.names):
            self.people["name"] = self.names
        names = [
            name for key, found in self.people.items() for _, name in found if key == "learner"
        ]
        if names:
            self.data.setdefault("learner", names[0])

    @property
    def used(self) -> tuple[tuple[str, str], ...]:
        """What keys of achievements with another name than the model's were taken for."""
        places = ((where, key) for where, key in self.renamed.items() if len(where) > 1)
        renamed = [
            (key, str(where[-1]))
            for where, key in places
            if where[0] == "achievements" and key != where[-1]
        ]
        said = [
            (one.of, OUTCOME_KEYS[plain(one.of)]) for some in self.said.values() for one in some
        ]
        return tuple(dict.fromkeys([*renamed, *said]))

    def item(self, part: str, number: int, item: dict[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in item.items():
            said = cell(value) if isinstance(value, str) else value
            kind = OUTCOME_KEYS.get(plain(key)) if part == "achievements" else None
            if kind is not None:
                text = "" if said is None else str(said)
                self.said.setdefault(number, []).append(Said(key, text, kind == "grade"))
                continue
            whose = LEARNER_KEYS.get(plain(key)) if part == "achievements" else None
            if whose is not None:
                if said is not None and said != "":
                    self.people.setdefault(whose, []).append(((part, number, key), str(said)))
                continue
            meant = _KEYS[part].get(plain(key), key)
            if meant != key and (meant in item or meant in made):
                meant = key
            if part == "achievements" and meant == "achieved":
                (self.undated if said in ("", None) else self.dated).add(number)
            if meant == "title" and plain(key) == "name" and isinstance(said, str):
                self.names.append(((part, number, key), said))
            if said != "":
                made[meant] = said
            self.renamed[part, number, meant] = key
        return made

    def outcomes(self) -> Iterator[tuple[int, Outcome, tuple[Said, ...]]]:
        """The outcome of each achievement that has one, by its number, and what decides it.

        An item without a key for it is an achievement, unless others of the file are said to be.
        """
        told = {plain(one.of) for said in self.said.values() for one in said if one.text}
        found = {
            number: outcome([one for one in said if one.text])
            for number, said in self.said.items()
            if any(plain(one.of) in told for one in said)
        }
        if any(came is Outcome.ACHIEVED for came, _ in found.values()):
            for number, item in enumerate(self.data["achievements"]):
                if isinstance(item, dict):
                    found.setdefault(number, (Outcome.UNTOLD, ()))
        elif self.dated:
            for number in self.undated:
                found.setdefault(number, (Outcome.UNTOLD, ()))
        for number, (came, by) in sorted(found.items()):
            yield number, came, by

    def awarded(self, number: int) -> None:
        """Take what was awarded for achieved, by whichever way it came to be."""
        item = self.data["achievements"][number]
        if isinstance(item, dict) and "route" in item:
            experience = read_route(item["route"]) == Route.EXPERIENCE
            item["route"] = (Route.AWARDED_RPL if experience else Route.CERTIFICATED).value

    def again(self) -> Iterator[list[int]]:
        """The numbers of the items that name the same unit, where several do."""
        found: dict[str, list[int]] = {}
        items = self.data.get("achievements")
        for number, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, dict) and isinstance(item.get("unit"), str):
                found.setdefault(plain(item["unit"]), []).append(number)
        yield from (own for own in found.values() if len(own) > 1)

    def day(self, number: int) -> date | None:
        """The day of an item, where it has one that can be read."""
        try:
            return read_day(str(self.data["achievements"][number].get("achieved", "")))
        except ValueError:
            return None

    def called(self, number: int) -> str:
        item = self.data["achievements"][number]
        return next((str(item[key]) for key in ("unit", "award", "title") if key in item), "")

    def without(self, left_out: Mapping[int, LeftOut]) -> dict[str, Any]:
        """The data with a stand-in for what is left out, so that the others keep their numbers."""
        if not left_out:
            return self.data
        items = self.data["achievements"]
        kept = [{"award": "left out"} if n in left_out else one for n, one in enumerate(items)]
        return {**self.data, "achievements": kept}

    @property
    def day_first(self) -> str:
        """A date that would be another day if the month came first, or nothing."""
        items = self.data.get("achievements")
        days = (
            item.partition("@")[2] if isinstance(item, str) else item.get("achieved")
            for item in (items if isinstance(items, list) else [])
            if isinstance(item, str | dict)
        )
        return next((day for day in days if isinstance(day, str) and is_day_first(day)), "")


@dataclass(frozen=True)
class _AsWritten(Pages):
    """A file that may have other names for keys, or be a bare list without the key around it."""

    renamed: Mapping[Location, str] = field(default_factory=dict)
    bare: bool = False

    def fault(self, where: Location, message: str, hint: str = "") -> Fault:
        steps = tuple(self.renamed.get(where[: n + 1], step) for n, step in enumerate(where))
        if not self.bare:
            return super().fault(steps, message, hint)
        at = max(
            (steps[1:end] for end in range(1, len(steps) + 1) if steps[1:end] in self.marks),
            key=len,
            default=(),
        )
        return Fault(self.path, *self.marks.get(at, (0, 0)), message, "", hint)
