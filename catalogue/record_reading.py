"""A learner's record from YAML, JSON or CSV: every fault at once, each with its line.

Columns and keys may stand in any order and carry any of the usual names; what each column was taken
for can be shown, and so can the columns that were not used.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from catalogue.consistency import Location
from catalogue.errors import Fault, FaultyFiles
from catalogue.pages import LARGEST_FILE, Pages, parse_pages, printable, shortened
from catalogue.record import Achievement, LearnerRecord
from catalogue.tolerant import TolerantReader
from catalogue.wording import words

MOST_ACHIEVEMENTS = 5_000
"""Achievements of one record, inclusive; a file with more is no learner's record."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "unit": (
        "unit", "unit reference", "unit ref", "reference", "ref", "urn", "unit code", "code",
        "unit number", "unit no", "unit reference number", "ofqual reference", "unit id",
    ),
    "award": ("award", "outside award", "external award", "other award"),
    "title": ("title", "unit title", "unit name", "name", "description"),
    "achieved": (
        "achieved", "date", "date achieved", "achieved on", "achievement date",
        "date of achievement", "date completed", "completed", "completion date", "award date",
        "date awarded", "claim date",
    ),
    "awarding_organisation": (
        "awarding organisation", "awarding organization", "awarding body", "ao", "body",
        "awarded by", "awarding org",
    ),
    "route": ("route", "how", "method", "type of evidence"),
}  # fmt: skip
"""What a column or key of an achievement may be called, in any case, with any signs in between."""

REGISTERED: dict[str, tuple[str, ...]] = {
    "qualification": ("qualification", "programme", "course"),
    "on": ("on", "date", "registered", "registered on", "registration date",
           "date of registration", "start date"),
}  # fmt: skip
"""The same for the keys of a registration."""


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


_NAMES = {_plain(name): key for key, names in COLUMNS.items() for name in names}
_USUAL = {
    "achievements": _NAMES,
    "registrations": {_plain(name): key for key, names in REGISTERED.items() for name in names},
}


class RecordError(FaultyFiles):
    """A record cannot be used."""

    told = "the record cannot be read"


@dataclass(frozen=True)
class RecordRead:
    """A record, and how its file was understood.

    ``used`` has for each column that was used what it was taken for, ``unused`` the others; both
    are empty for files without columns.
    """

    record: LearnerRecord
    path: str
    used: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()


def read_record(path: Path) -> RecordRead:
    """Read a learner's record: CSV by its ending (.csv, .tsv, .txt), else YAML or JSON.

    Raises
    ------
    RecordError
        With every fault of the file, if there is any.
    """
    name = printable(path)
    text = _text(path, name)
    if path.suffix.casefold() in {".csv", ".tsv", ".txt"}:
        return _Table(text, name).read()
    pages = parse_pages(text, name)
    if isinstance(pages, list):
        raise RecordError(pages)
    return _written(pages)


def _text(path: Path, name: str) -> str:
    def refuse(message: str, line: int = 0, hint: str = "") -> RecordError:
        return RecordError([Fault(name, line, 1 if line else 0, message, hint=hint)])

    try:
        if path.exists() and not path.is_file():
            raise refuse("is not an ordinary file")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise refuse(f"cannot be opened: {error.strerror or error}") from error
    if len(raw) > LARGEST_FILE:
        raise refuse("is larger than 1 MiB, the most that a record may be")
    if raw.startswith(b"PK\x03\x04"):
        raise refuse("is a spreadsheet or archive", hint="save it as CSV UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refuse(
            "is not UTF-8 text", line, "save the file as UTF-8, in Excel as 'CSV UTF-8'"
        ) from error


def _written(pages: Pages) -> RecordRead:
    data = pages.data
    if bare := isinstance(data, list):
        data = {"achievements": data}
    if not isinstance(data, dict):
        raise RecordError([pages.fault((), "a record is a mapping with a list of 'achievements'")])
    listed = data.get("achievements")
    if isinstance(listed, list) and len(listed) > MOST_ACHIEVEMENTS:
        raise RecordError([pages.fault((), f"has more than {MOST_ACHIEVEMENTS:,} achievements")])
    data, renamed = _usual(data)
    written = data if bare else pages.data
    reader = TolerantReader(
        _AsWritten(pages.path, written, pages.text, renamed=renamed, bare=bare),
        LearnerRecord,
        data,
        {},
    )
    record = reader.read()
    if reader.faults or record is None:
        raise RecordError(reader.faults or [pages.fault((), "cannot be read as a record")])
    return RecordRead(record, pages.path)


def _usual(data: dict[str, Any]) -> tuple[dict[str, Any], dict[Location, str]]:
    """Return the data with the model's keys for their other usual names, and these by place."""
    renamed: dict[Location, str] = {}
    found = dict(data)
    for part, names in _USUAL.items():
        if not isinstance(data.get(part), list):
            continue
        found[part] = items = list(data[part])
        for number, item in enumerate(items):
            if not isinstance(item, dict):
                continue
            items[number] = made = {}
            for key, value in item.items():
                meant = names.get(_plain(str(key)), str(key))
                if meant != key and (meant in item or meant in made):
                    meant = str(key)
                made[meant] = value
                renamed[part, number, meant] = key
    return found, renamed


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


class _Table:
    """A CSV file: its separator, its columns, and its rows with the line each begins on."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.skipped = 0
        first, _, rest = text.partition("\n")
        if found := re.fullmatch(r"sep=(.)\s*", first):
            self.separator, text, self.skipped = found[1], rest, 1
        else:
            counts = {sign: first.count(sign) for sign in ",;\t|"}
            self.separator = max(counts, key=lambda sign: counts[sign])
        self.text = text

    def fault(self, line: int, message: str, hint: str = "") -> None:
        self.faults.append(Fault(self.name, line, 1 if line else 0, message, hint=hint))

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that holds something, and the line that it begins on."""
        reader = csv.reader(self.text.splitlines(keepends=True), delimiter=self.separator)
        begins = 1
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield begins + self.skipped, [cell.strip() for cell in row]
                begins = reader.line_num + 1
        except csv.Error as error:
            self.fault(begins + self.skipped, f"this is not CSV: {error}")

    def read(self) -> RecordRead:
        rows = self.rows()
        line, header = next(rows, (0, []))
        if not header:
            self.fault(0, "the file is empty")
            raise RecordError(self.faults)
        columns = self.columns(header, line)
        found: list[Achievement] = []
        for line, row in rows:
            if len(found) >= MOST_ACHIEVEMENTS:
                self.fault(line, f"has more than {MOST_ACHIEVEMENTS:,} achievements")
                break
            if len(row) > len(header) and any(row[len(header) :]):
                self.fault(
                    line,
                    f"has {len(row)} cells, but there are {len(header)} columns",
                    f"a cell with a {self.separator!r} in it stands in double quotes",
                )
                continue
            cells = {
                columns[number]: cell
                for number, cell in enumerate(row)
                if number in columns and cell
            }
            if (one := self.achievement(cells, line)) is not None:
                found.append(one)
        if self.faults:
            raise RecordError(self.faults)
        return RecordRead(
            LearnerRecord(achievements=tuple(found)),
            self.name,
            tuple((header[number], key) for number, key in columns.items()),
            tuple(name for n, name in enumerate(header) if n not in columns and name),
        )

    def columns(self, header: Sequence[str], line: int) -> dict[int, str]:
        """What each column is, by its number; unknown columns are left out."""
        found: dict[int, str] = {}
        for number, title in enumerate(header):
            key = _NAMES.get(_plain(title))
            if key is None:
                continue
            if key in found.values():
                other = next(header[n] for n, taken in found.items() if taken == key)
                self.fault(
                    line,
                    f"the columns {shortened(other)} and {shortened(title)} say the same",
                    "rename the one that should not be used",
                )
                continue
            found[number] = key
        if not {"unit", "award"} & set(found.values()):
            seen = ", ".join(shortened(title) for title in header[:12])
            bare = any(re.fullmatch(r"[A-Za-z]/?\d{3}/?\d{4}(@.*)?", title) for title in header)
            self.fault(
                line,
                f"no column has the references of units; the columns are {seen}",
                "the first line names the columns: put one above it, such as unit,date"
                if bare
                else "call it 'unit' or 'reference'",
            )
            raise RecordError(self.faults)
        return found

    def achievement(self, cells: dict[str, str], line: int) -> Achievement | None:
        data: dict[str, Any] = dict(cells)
        if not {"unit", "award"} & set(data):
            self.fault(line, "the row names neither a unit nor an award")
            return None
        try:
            return Achievement.model_validate(data)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                where = item["loc"]
                value = data.get(str(where[0])) if where else None
                key = str(where[0]) if where else "achievement"
                message, hint = words(item, where, Achievement, value, key)
                self.fault(line, message, hint)
            return None
