"""Catalogue files to models: every fault of every file at once, each with its line.

A file is YAML of the plain kind: mappings, lists, text, whole numbers, ``true``, ``false`` and
``null``. Aliases, tags and second documents are refused, and so are files past 1 MiB. What looks
like a date or a fraction stays text for the models to judge, and so do the many words that YAML 1.1
takes for a truth value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import Field, ValidationError

from catalogue.consistency import Location
from catalogue.errors import Fault, did_you_mean
from catalogue.qualification import InconsistentEdition, Qualification
from catalogue.rules import Identifier
from catalogue.units import Model, Text, Unit

LARGEST_FILE = 1 << 20
"""Bytes; the largest catalogue file that is read, inclusive."""

DEEPEST = 40
"""Levels of nesting, inclusive, beyond which a file is refused."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_Loader):  # type: ignore[misc]
    """Resolve no scalar but whole numbers, truth values and null."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _tag, _pattern, _first in (
    ("int", r"-?[0-9]{1,9}", "-0123456789"),
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
):
    _PlainLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first)
    )


@dataclass(frozen=True, slots=True)
class Pages:
    """A file as plain data, with the line and column (from 1) of each value in it."""

    path: str
    data: Any
    marks: Mapping[Location, tuple[int, int]]

    def fault(self, where: Location, message: str, hint: str = "") -> Fault:
        """Return the fault at ``where``, or at the nearest value around it that has a line.

        Steps of ``where`` that the file does not have (the models add some) are passed over.
        """
        at: Location = ()
        rule = ""
        data = self.data
        for step in where:
            if (*at, step) not in self.marks:
                continue
            at = (*at, step)
            data = data[step]
            if "rules" in at and isinstance(data, dict) and isinstance(data.get("id"), str):
                rule = data["id"]
        line, column = self.marks.get(at, (1, 1))
        return Fault(self.path, line, column, message, rule, hint)


class UnitsFile(Model):
    """A file of units that several qualifications share."""

    documents: dict[Identifier, Text] = Field(default={})
    units: tuple[Unit, ...]


def read_pages(path: Path, shown: str | None = None) -> Pages | Fault:
    """Read one YAML file as plain data with positions, or return the fault that prevents it.

    ``shown`` is the name that faults use for the file.
    """
    name = shown or str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        return Fault(name, 0, 0, f"cannot be opened: {error.strerror or error}")
    if len(raw) > LARGEST_FILE:
        return Fault(name, 0, 0, "is larger than 1 MiB, the most that a catalogue file may be")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Fault(name, line, 1, "is not UTF-8 text", hint="save the file as UTF-8")
    return parse_pages(text, name)


def parse_pages(text: str, name: str) -> Pages | Fault:
    """Read YAML text as plain data with positions, or return the fault that prevents it."""
    loader = None
    try:
        if fault := _refuse_nesting(text, name):
            return fault
        loader = _PlainLoader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = error.problem or "this is not YAML"
        return Fault(name, line, column, f"this is not YAML: {problem}")
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else "unreadable"
        return Fault(name, 0, 0, f"this is not YAML: {reason}")
    finally:
        if loader is not None:
            loader.dispose()
    if node is None:
        return Fault(name, 0, 0, "the file is empty")
    marks: dict[Location, tuple[int, int]] = {}
    try:
        data = _plain(node, (), marks)
    except _Refused as refused:
        mark = refused.node.start_mark
        return Fault(name, mark.line + 1, mark.column + 1, str(refused))
    return Pages(name, data, marks)


def _refuse_nesting(text: str, name: str) -> Fault | None:
    """Look at the events before any tree is built: depth, aliases and tags cost nothing here."""
    depth = 0
    for event in yaml.parse(text, Loader=_PlainLoader):
        mark = event.start_mark
        assert mark is not None, "the parser marks every event"
        tag: str | None = getattr(event, "tag", None)
        problem = ""
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                problem = f"nested more than {DEEPEST} deep"
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            problem = "aliases (*name) are not allowed; write the value out"
        if tag is not None:
            problem = f"tags (!{tag.rpartition(':')[2].lstrip('!')}) are not allowed"
        if problem:
            return Fault(name, mark.line + 1, mark.column + 1, problem)
    return None


class _Refused(Exception):
    def __init__(self, node: yaml.Node, message: str) -> None:
        super().__init__(message)
        self.node = node


def _plain(node: yaml.Node, where: Location, marks: dict[Location, tuple[int, int]]) -> Any:
    marks[where] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Refused(key_node, "a key must be a word")
            key = key_node.value
            if key in mapping:
                raise _Refused(key_node, f"the key {key!r} stands twice")
            mapping[key] = _plain(value_node, (*where, key), marks)
            marks[(*where, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*where, i), marks) for i, item in enumerate(node.value)]
    kind = node.tag.rpartition(":")[2]
    if kind == "int":
        return int(node.value)
    if kind == "bool":
        return node.value == "true"
    return None if kind == "null" else node.value


def read_units(pages: Pages) -> tuple[list[Unit], list[Fault]]:
    """Read the ``units`` of a file of either kind: those that are sound, and the faults."""
    raw = pages.data.get("units") if isinstance(pages.data, dict) else None
    if raw is None:
        return [], []
    if not isinstance(raw, list):
        return [], [pages.fault(("units",), "units must be a list")]
    context = _context(pages, {})
    units: list[Unit] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for number, item in enumerate(raw):
        try:
            unit = Unit.model_validate(item, context=context)
        except ValidationError as error:
            faults += _faults(pages, error, ("units", number), Unit)
            continue
        if unit.reference in seen:
            faults.append(
                pages.fault(
                    ("units", number, "reference"),
                    f"unit {unit.reference} is defined twice in this file",
                )
            )
        seen.add(unit.reference)
        units.append(unit)
    return units, faults


def read_units_file(pages: Pages) -> list[Fault]:
    """Return the faults of a units file outside its list of units."""
    known = {"documents", "units"}
    data = pages.data if isinstance(pages.data, dict) else {}
    return [
        pages.fault((key,), f"unknown key {key!r}", did_you_mean(key, sorted(known)))
        for key in data
        if key not in known
    ]


def read_qualification(
    pages: Pages, units: Mapping[str, Unit]
) -> tuple[Qualification | None, list[Fault]]:
    """Read a qualification file against the units that are known, or return all its faults.

    A faulty item of a list is set aside and the rest read again, so that one mistake does not hide
    the next; what then fails only because of the item that was set aside is not reported.
    """
    context = _context(pages, units)
    faults: list[Fault] = []
    data = {key: value for key, value in pages.data.items() if key != "units"}
    numbering = _Numbering()
    missing: set[str] = set()
    while True:
        try:
            qualification = Qualification.model_validate(data, context=context)
        except ValidationError as error:
            aside: set[Location] = set()
            for found in _details(error, ()):
                where = _existing(data, found.where)
                if not found.subject or found.subject not in missing:
                    message, hint = found.words(Qualification, _at(data, where))
                    faults.append(pages.fault(numbering.original(where), message, hint))
                if not found.cross:
                    aside |= _what_to_set_aside(found, where, data)
            if not aside:
                return None, faults
            for at in sorted(aside, key=lambda at: (len(at), str(at[:-1]), at[-1]), reverse=True):
                missing |= set(_words(_at(data, at)))
                data = numbering.without(data, at)
        else:
            return (None if faults else qualification), faults


def _context(pages: Pages, units: Mapping[str, Unit]) -> dict[str, Any]:
    documents = pages.data.get("documents") if isinstance(pages.data, dict) else None
    if not isinstance(documents, dict):
        documents = {}
    return {
        "units": units,
        "documents": {
            key: value for key, value in documents.items() if isinstance(value, str) and value
        },
    }


@dataclass(frozen=True, slots=True)
class _Detail:
    """One error of validation. ``cross`` marks a contradiction between parts that are sound."""

    where: Location
    kind: str
    message: str
    subject: str = ""
    cross: bool = False

    def words(self, model: type[Model], value: Any) -> tuple[str, str]:
        """The message and the hint, as a person who does not program would say them.

        ``value`` is what the file has there, or what stands nearest around it.
        """
        key = str(self.where[-1]) if self.where else ""
        if self.kind == "extra_forbidden":
            return f"unknown key {key!r}", did_you_mean(key, sorted(_known_keys(model)))
        if self.kind == "missing":
            return f"{key!r} is missing", ""
        if self.kind in {"union_tag_invalid", "union_tag_not_found"}:
            given = value.get("kind") if isinstance(value, dict) else None
            hint = did_you_mean(str(given), _KINDS) if given is not None else ""
            said = "the rule has no kind" if given is None else f"unknown kind of rule {given!r}"
            return said, hint or f"known: {', '.join(_KINDS)}"
        message = self.message.removeprefix("Value error, ")
        if self.kind not in {"value_error", "inconsistent"}:
            shown = f", not {value!r}" if isinstance(value, str | int | None) else ""
            message = f"{key}: {message[:1].lower()}{message[1:]}{shown}"
        return message, ""


_KINDS = ("amount", "mandatory", "barred", "requires", "choose")


def _details(error: ValidationError, prefix: Location) -> Iterator[_Detail]:
    for item in error.errors(include_url=False):
        where: Location = (*prefix, *item["loc"])
        cause = item.get("ctx", {}).get("error")
        if isinstance(cause, InconsistentEdition):
            for found in cause.found:
                yield _Detail(
                    (*where, *found.where), "inconsistent", found.message, found.subject, True
                )
        else:
            yield _Detail(where, item["type"], item["msg"])


def _faults(
    pages: Pages, error: ValidationError, prefix: Location, model: type[Model]
) -> list[Fault]:
    return [
        pages.fault(found.where, *found.words(model, _at(pages.data, found.where)))
        for found in _details(error, prefix)
    ]


def _known_keys(model: type[Model]) -> set[str]:
    """Every key that a file of this model may use, at whatever depth."""
    schema = model.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}


def _existing(data: Any, where: Location) -> Location:
    """The steps of ``where`` that the data has: the models add some of their own."""
    at: Location = ()
    for step in where:
        if step in _keys(data):
            at, data = (*at, step), data[step]
    return at


def _keys(data: Any) -> Collection[str | int]:
    if isinstance(data, list):
        return range(len(data))
    return data if isinstance(data, dict) else ()


def _at(data: Any, where: Location) -> Any:
    """The value at ``where``, steps that the data does not have passed over."""
    for step in _existing(data, where):
        data = data[step]
    return data


def _words(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)


def _what_to_set_aside(found: _Detail, where: Location, data: Any) -> set[Location]:
    """What to leave out so that the rest can be read: a key nobody knows, or a list item.

    The item is the innermost around the error in a list that has others; empty if there is none.
    """
    if found.kind == "extra_forbidden":
        return {where}
    for end in range(len(where), 0, -1):
        if isinstance(where[end - 1], int) and len(_at(data, where[: end - 1])) > 1:
            return {where[:end]}
    return set()


class _Numbering:
    """Remembers which list items were set aside, to tell the numbers of the file."""

    def __init__(self) -> None:
        self.gone: dict[Location, list[int]] = {}

    def without(self, data: Any, at: Location) -> Any:
        """A copy of ``data`` without what stands at ``at`` (in the numbers of ``data``)."""
        if isinstance(at[-1], int):
            original = self.original(at)
            self.gone.setdefault(original[:-1], []).append(int(original[-1]))

        def copy(value: Any, rest: Location) -> Any:
            step, *deeper = rest
            pairs = value.items() if isinstance(value, dict) else enumerate(value)
            kept = {
                key: copy(item, tuple(deeper)) if key == step else item
                for key, item in pairs
                if deeper or key != step
            }
            return kept if isinstance(value, dict) else list(kept.values())

        return copy(data, at)

    def original(self, where: Location) -> Location:
        """The path in the file of a path in the data that is left."""
        at: Location = ()
        for step in where:
            if isinstance(step, int):
                for gone in sorted(self.gone.get(at, ())):
                    step += gone <= step
            at = (*at, step)
        return at
