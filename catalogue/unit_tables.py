"""A table of units, as a document or a colleague has it, to a qualification file.

Headings are known by what they usually say; a column that is not known is told. Letters and totals
are checked, since most of such a table was typed or copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.cells import is_total, plain
from catalogue.errors import UnitwiseError
from catalogue.outside import CannotOpen, printable, read_bytes
from catalogue.records.files.sheets import Row, Sheet, Unreadable, read_sheets
from catalogue.references import doubt_of_reference, unit_reference
from catalogue.units import read_level

LARGEST = 10 << 20
"""Bytes of a table, inclusive."""

MOST_UNITS = 2_000
"""Units of a table, inclusive."""

_HEADINGS = {
    "reference": (
        "reference ref unitreference unitref unitreferencenumber unitno unitnumber unitcode code"
        " urn ofqualreference accreditationnumber uan unitaccreditationnumber unitid number"
    ),
    "title": "title unittitle unit name unitname units description",
    "level": "level unitlevel lvl scqflevel nqflevel rqflevel",
    "credit": "credit credits creditvalue unitcredit unitcredits cv scqfcredit creditpoints",
    "glh": "glh guidedlearninghours gl guidedlearning unitglh glhs",
    "tqt": "tqt totalqualificationtime tut totalunittime unittime tuthours tqthours",
    "group": "group unitgroup section optionalgroup mandatoryoptional mo type category pathway",
}
_MEANT = {word: key for key, words in _HEADINGS.items() for word in words.split()}
_NEEDED = ("reference", "title", "level")
_NONE = {"", "-", "n/a", "na", "none", "unknown", "tbc"}
_NUMBERS = ("credit", "glh", "tqt")


class CannotUse(UnitwiseError):
    """The table cannot be used: every fault of it, with its row."""


@dataclass(frozen=True)
class UnitRow:
    """One unit of a table; ``line`` is that of its row."""

    line: int
    reference: str
    title: str
    level: int | str
    credit: int | None
    glh: int | None
    tqt: int | None
    group: str


@dataclass
class UnitTable:
    """The units of a table, what is odd about it, and the columns that say nothing here."""

    name: str
    units: list[UnitRow] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    @property
    def groups(self) -> dict[str, list[UnitRow]]:
        """The units of each group, in the order of the table."""
        found: dict[str, list[UnitRow]] = {}
        for unit in self.units:
            found.setdefault(unit.group, []).append(unit)
        return found


def read_units_of(path: Path) -> UnitTable:
    """Read a table of units from CSV, text with tabs, XLSX or ODS.

    Raises
    ------
    CannotUse
        With every fault of the table, if there is any.
    """
    try:
        raw = read_bytes(path, LARGEST, "a table of units")
    except CannotOpen as error:
        raise CannotUse(f"{printable(path)}: {error}", error.hint) from error
    return units_in(raw, path.name)


def units_in(raw: bytes, name: str) -> UnitTable:
    """Read a table of units from the bytes of a file, or what was pasted, that is called ``name``.

    Raises
    ------
    CannotUse
        As for :func:`read_units_of`.
    """
    if len(raw) > LARGEST:
        raise CannotUse(f"{name} is larger than {LARGEST >> 20} MiB")
    try:
        sheets = read_sheets(raw)
    except Unreadable as error:
        raise CannotUse(f"{name} {error}", hint=error.hint) from error
    found = [(sheet, at) for sheet in sheets if (at := _headed(sheet)) is not None]
    if not found:
        raise CannotUse(
            f"{name} has no row of headings with {', '.join(_NEEDED)}",
            hint="the first row names the columns: Reference, Title, Level, Credit, GLH, Group",
        )
    if len(found) > 1:
        names = ", ".join(repr(sheet.name) for sheet, _ in found)
        raise CannotUse(
            f"{name} has {len(found)} sheets of units: {names}", hint="keep one of them"
        )
    return _Reading(name).read(*found[0])


def _headed(sheet: Sheet) -> int | None:
    """The number of the row with the headings, among the first."""
    for number, (_, cells) in enumerate(sheet.rows[:30]):
        if set(_NEEDED) <= set(_columns(cells)):
            return number
    return None


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column has what; a heading that stands twice is that of its first column."""
    found: dict[str, int] = {}
    for number, text in enumerate(cells):
        if key := _MEANT.get(plain(text)):
            found.setdefault(key, number)
    if "title" in found and plain(cells[found["title"]]) == "unit":
        # "Unit" beside "Title" is the number of the unit
        for number, text in enumerate(cells):
            if plain(text) in {"title", "unittitle", "name"}:
                found.setdefault("reference", found["title"])
                found["title"] = number
    return found


class _Reading:
    def __init__(self, name: str) -> None:
        self.table = UnitTable(name)
        self.faults: list[str] = []
        self.at: dict[str, int] = {}
        self.seen: dict[str, int] = {}

    def read(self, sheet: Sheet, headed: int) -> UnitTable:
        _, headings = sheet.rows[headed]
        self.at = _columns(headings)
        used = set(self.at.values())
        self.table.unused = [t for n, t in enumerate(headings) if t and n not in used]
        group = ""
        for line, cells in sheet.rows[headed + 1 :]:
            filled = [text for text in cells if text]
            if is_total(list(cells)):
                self._total(line, cells, group)
            elif len(filled) == 1 and "group" not in self.at:
                group = filled[0]  # a row that is a heading of what follows
            elif filled and set(_NEEDED) - set(_columns(cells)):
                self._unit((line, list(cells)), group)
        if not self.table.units and not self.faults:
            self.faults.append("the table has no units")
        if len(self.table.units) > MOST_UNITS:
            self.faults.append(f"the table has more than {MOST_UNITS:,} units")
        if self.faults:
            raise CannotUse("\n".join(f"{self.table.name}: {one}" for one in self.faults[:50]))
        return self.table

    def _cell(self, cells: Sequence[str], key: str) -> str:
        number = self.at.get(key, len(cells))
        return cells[number].strip() if number < len(cells) else ""

    def _unit(self, row: Row, group: str) -> None:
        line, cells = row
        wrong = len(self.faults)
        reference = title = ""
        level: int | str = 0
        try:
            reference = unit_reference(self._cell(cells, "reference"))
        except ValueError as error:
            self.faults.append(f"row {line}: {error}")
        if not (title := self._cell(cells, "title")):
            self.faults.append(f"row {line}: the title is empty")
        try:
            text = self._cell(cells, "level")
            short = re.sub(r"^(?:l|level|scqf)\s*(?=\d)", "", text.casefold())
            level = read_level(re.sub(r"^(?:e|entry)\s*(?=[123]$)", "entry ", short)).written
        except ValueError as error:
            self.faults.append(f"row {line}: {error}: {text!r}" if text else f"row {line}: {error}")
        numbers = {key: self._number(line, cells, key) for key in _NUMBERS}
        if reference in self.seen:
            first = self.seen[reference]
            self.faults.append(f"row {line}: {reference} stands already in row {first}")
        if len(self.faults) > wrong:
            return
        self.seen[reference] = line
        if doubt := doubt_of_reference(reference):
            self.table.doubts.append(f"row {line}: {doubt}")
        named = self._cell(cells, "group") or group
        self.table.units.append(UnitRow(line, reference, title, level, **numbers, group=named))

    def _number(self, line: int, cells: Sequence[str], key: str) -> int | None:
        text = self._cell(cells, key)
        if text.casefold() in _NONE:
            return None
        if not (found := re.fullmatch(r"(\d{1,5})(?:\.0+)?(?: ?(?:credits?|hours?|hrs?))?", text)):
            self.faults.append(f"row {line}: {key} must be a whole number, not {text[:40]!r}")
            return None
        return int(found[1])

    def _total(self, line: int, cells: Sequence[str], group: str) -> None:
        """Hold a row of totals against the units above it, of its group or of all."""
        units = self.table.units
        of = [unit for unit in units if unit.group == group] if group else units
        for key in _NUMBERS:
            text = self._cell(cells, key)
            if not re.fullmatch(r"\d{1,6}", text):
                continue
            sums = {sum(getattr(unit, key) or 0 for unit in some) for some in (of, units)}
            if int(text) not in sums:
                adds_up = " or ".join(map(str, sorted(sums)))
                self.table.doubts.append(
                    f"row {line}: the {key} is said to be {text}, and the units add up to {adds_up}"
                )


def _quoted(text: str) -> str:
    """Text as YAML, always in quotes, so that nothing in it can mean anything."""
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"')[:990] + '"'


def file_of(table: UnitTable, short_name: str, schema: str) -> str:
    """Return a qualification file with the units of a table, its groups, and rules to replace."""
    lines = [
        f"# yaml-language-server: $schema={schema}",
        f"# From {_quoted(table.name)}. Replace what says TODO, and write the rules at the end.",
        "number: null",
        f"short_name: {short_name}",
        'title: "TODO: the full title"',
        'awarding_organisation: "TODO"',
        f"level: {_usual_level(table.units)}",
        f"documents: {{table: {_quoted('TODO: the document that ' + table.name + ' is from')}}}",
        "source: {document: table}",
        "",
        "units:",
        *(_unit_line(unit) for unit in table.units),
        "",
        "editions:",
        '  - edition: "TODO"',
        "    groups:",
    ]
    rules = []
    for name, title, units in _named_groups(table):
        lines += [
            f"      - id: {name}",
            f"        title: {_quoted(title)}",
            "        units:",
            *(f"          - {_quoted(unit.reference)}" for unit in units),
        ]
        rules += _rule_lines(name, title, units)
    lines += ["", "    rules:", *rules]
    return "\n".join(lines) + "\n"


def _unit_line(unit: UnitRow) -> str:
    parts = [f"reference: {_quoted(unit.reference)}", f"title: {_quoted(unit.title)}"]
    parts.append(f"level: {unit.level}")
    parts.append(f"credit: {'null' if unit.credit is None else unit.credit}")
    parts += [f"{key}: {value}" for key, value in (("glh", unit.glh), ("tqt", unit.tqt)) if value]
    return f"  - {{{', '.join(parts)}}}"


def _usual_level(units: Sequence[UnitRow]) -> int | str:
    levels = [unit.level for unit in units]
    return max(dict.fromkeys(levels), key=levels.count)


def _named_groups(table: UnitTable) -> Iterable[tuple[str, str, list[UnitRow]]]:
    """The groups with names that rules can use, each once."""
    taken: set[str] = set()
    for number, (title, units) in enumerate(table.groups.items(), 1):
        words = re.sub(r"(?i)\b(?:optional|mandatory|group|units?)\b", " ", title)
        name = re.sub(r"[^A-Za-z0-9]+", "-", words.strip() or title).strip("-")[:40]
        if not name or name in taken:
            name = f"{name or 'group'}-{number}"
        taken.add(name)
        yield name, title or "Units", units


def _rule_lines(name: str, title: str, units: Sequence[UnitRow]) -> list[str]:
    """A rule for every unit of a mandatory group, and one to replace for any other."""
    if re.search(r"(?i)\bmandatory\b|\bcore\b|^m$", title):
        known = [unit.credit for unit in units if unit.credit is not None]
        stated = f"        credit: {sum(known)}\n" if len(known) == len(units) else ""
        return (
            f"      - id: all-of-{name}\n        kind: mandatory\n"
            f"        says: {_quoted(f'Every unit of {title}.')}\n"
            f"        of: {{groups: [{_quoted(name)}]}}\n{stated}"
        ).splitlines()
    return (
        f"      - id: from-{name}\n        kind: amount\n"
        f"        says: {_quoted(f'TODO: so much from {title}.')}\n"
        f"        measure: units\n        of: {{groups: [{_quoted(name)}]}}\n"
        "        at_least: 0"
    ).splitlines()
