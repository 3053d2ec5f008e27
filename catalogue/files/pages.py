"""A YAML file as plain data that remembers where everything stands.

A file is YAML of the plain kind: mappings, lists, text, whole numbers, ``true``, ``false`` and
``null``. Aliases, anchors, tags and second documents are refused, and so are files past 1 MiB. What
looks like a date or a fraction stays text for the models to judge, and so do the many words that
YAML 1.1 takes for a truth value.

The data is built straight from the events of the parser, so nothing can explode. Positions are
worked out only when something has to be pointed at: the text is then gone through once more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from catalogue.errors import Fault
from catalogue.inconsistency import Location
from catalogue.outside import CannotOpen, printable as printable, read_bytes

LARGEST_FILE = 1 << 20
"""Bytes; the largest catalogue file that is read, inclusive."""

DEEPEST = 40
"""Levels of nesting, inclusive, beyond which a file is refused."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

_SYNTAX = {
    "mapping values are not allowed": "text that holds a colon and a space stands in quotes;"
    " or the line is indented too far",
    "cannot start any token": "indent with spaces, never tabs; text that begins with @, ` or %"
    " stands in quotes",
    "found a tab character": "indent with spaces, never tabs",
    "did not find expected key": "this line is indented unlike those around it, or a quote or"
    " bracket before it is not closed",
    "block sequence entries are not allowed": "a list begins on a line of its own",
    "could not find expected ':'": "every line of a mapping is 'key: value'",
    "found unexpected end of stream": "a quote is opened and never closed",
    "did not find expected ',' or": "a bracket { or [ is opened and not closed,"
    " or text with a colon does not stand in quotes",
    "did not find expected '-'": "this line is indented unlike the items of the list",
    "control characters are not allowed": "save the file as plain text",
}


@dataclass(frozen=True)
class Pages:
    """A file as plain data.

    ``path`` is the name that faults use for it. ``misspelt`` tells how the file writes those keys
    of ``data`` that it misspells. ``faults`` are those of the YAML that did not prevent reading it,
    ``spoilt`` the lines whose values were refused.
    """

    path: str
    data: Any
    text: str
    misspelt: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    spoilt: frozenset[int] = frozenset()

    @cached_property
    def marks(self) -> dict[Location, tuple[int, int]]:
        """The line and column (from 1) of each value; of a value in a mapping, that of its key."""
        builder = _Builder(self.text, self.path, marked=True)
        builder.build()
        return builder.marks

    def fault(self, where: Location, message: str, hint: str = "") -> Fault:
        """Return the fault at ``where``, or at the nearest value around it that has a line.

        Steps of ``where`` that the file does not have (the models add some) are passed over.
        """
        at: Location = ()
        rule = ""
        data = self.data
        for step in where:
            written = step if at else self.misspelt.get(str(step), step)
            if (*at, written) not in self.marks:
                continue
            at = (*at, written)
            data = data[step]
            if isinstance(data, dict) and ("says" in data or "kind" in data) and data.get("id"):
                rule = str(data["id"])
        line, column = self.marks.get(at, (1, 1))
        return Fault(self.path, line, column, readable(message), readable(rule, 60), readable(hint))


class Unlined(Pages):
    """Data that stands in no file, and so on no line."""

    @cached_property
    def marks(self) -> dict[Location, tuple[int, int]]:
        """No place of anything."""
        return {}


def read_pages(path: Path, *, tolerant: bool = False) -> Pages | list[Fault]:
    """Read one YAML file as plain data, or return the faults that prevent it.

    With ``tolerant``, faults such as a key that stands twice do not prevent it: they are in the
    ``faults`` of the pages, to be told with whatever else is wrong.
    """
    name = printable(path)
    try:
        raw = read_bytes(path, LARGEST_FILE, "a file in YAML or JSON")
    except CannotOpen as error:
        return [Fault(name, 0, 0, str(error), hint=error.hint)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return [Fault(name, line, 1, "is not UTF-8 text", hint="save the file as UTF-8")]
    return parse_pages(text, name, tolerant=tolerant)


def parse_pages(text: str, name: str, *, tolerant: bool = False) -> Pages | list[Fault]:
    """Read YAML text as :func:`read_pages` reads a file; ``name`` is what faults call it."""
    builder = _Builder(text, name, marked=False)
    kind = "JSON" if name.casefold().endswith(".json") else "YAML"
    try:
        data = builder.build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = error.problem or "unreadable"
        hint = next((words for part, words in _SYNTAX.items() if part in problem), "")
        return [Fault(name, line, column, f"this is not {kind}: {problem}", hint=hint)]
    except yaml.reader.ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(error.character)
        before = text[: max(0, text.find(chr(max(0, code))))]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        sign = f"the sign U+{code:04X} may not stand in a file"
        hint = "take it out, or save the file as plain text"
        return [Fault(name, line, column, f"this is not {kind}: {sign}", hint=hint)]
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else "unreadable"
        hint = next((words for part, words in _SYNTAX.items() if part in str(error)), "")
        return [Fault(name, 0, 0, f"this is not {kind}: {reason}", hint=hint)]
    if builder.fatal or (builder.faults and not tolerant):
        return builder.faults
    return Pages(name, data, text, faults=tuple(builder.faults), spoilt=frozenset(builder.spoilt))


class _Builder:
    """Events of the parser to plain data; with ``marked``, the place of every value as well."""

    def __init__(self, text: str, name: str, *, marked: bool) -> None:
        self.text = text
        self.name = name
        self.marked = marked
        self.marks: dict[Location, tuple[int, int]] = {}
        self.faults: list[Fault] = []
        self.spoilt: set[int] = set()
        self.fatal = False
        self.next: Any = None

    def build(self) -> Any:
        loader = _Loader(self.text)
        try:
            self.next = loader.get_event
            self.next()  # the stream starts
            if isinstance(self.next(), yaml.StreamEndEvent):
                self.fatal = True
                self.refuse(None, "the file is empty")
                return None
            data = self.value(self.next(), (), 1)
            self.next()  # the document ends
            if not isinstance(event := self.next(), yaml.StreamEndEvent):
                self.refuse(event, "a second document begins here; a file holds one")
        except _TooDeep as error:
            self.fatal = True
            self.refuse(error.event, f"nested more than {DEEPEST} deep")
            return None
        finally:
            loader.dispose()
        return data

    def refuse(self, event: yaml.Event | None, message: str) -> None:
        mark = event.start_mark if event else None
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        self.faults.append(Fault(self.name, line, column, message))

    def value(self, event: Any, where: Location, depth: int) -> Any:
        if self.marked:
            mark = event.start_mark
            self.marks.setdefault(where, (mark.line + 1, mark.column + 1))
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.spoilt.add(event.start_mark.line + 1)
            self.refuse(event, "aliases (*name) are not allowed; write the value out")
            return None
        if event.anchor is not None:
            self.refuse(event, "anchors (&name) are not allowed; text that begins with & is quoted")
        if event.tag is not None:
            tag = event.tag.rpartition(":")[2].lstrip("!")
            self.refuse(event, f"tags (!{printable(tag)}) are not allowed")
        if kind is yaml.ScalarEvent:
            return _plain(event.value) if event.implicit[0] else event.value
        if depth > DEEPEST:
            raise _TooDeep(event)
        if kind is yaml.MappingStartEvent:
            return self.mapping(where, depth + 1)
        items: list[Any] = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            here = (*where, len(items)) if self.marked else where
            items.append(self.value(event, here, depth + 1))
        return items

    def mapping(self, where: Location, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while type(event := self.next()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                self.refuse(event, "a key must be a word")
                self.value(event, (*where, "?"), depth)
                self.value(self.next(), (*where, "?"), depth)
                continue
            key = event.value
            if key in found:
                self.refuse(event, f"the key {shortened(key)} stands twice")
                self.value(self.next(), (*where, key, "?"), depth)
                continue
            here = where
            if self.marked:
                here = (*where, key)
                mark: Any = event.start_mark
                self.marks[here] = (mark.line + 1, mark.column + 1)
            found[key] = self.value(self.next(), here, depth)
        return found


class _TooDeep(Exception):
    def __init__(self, event: yaml.Event) -> None:
        super().__init__()
        self.event = event


def _plain(value: str) -> str | int | bool | None:
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if _WHOLE_NUMBER.fullmatch(value) else value


def readable(text: str, most: int = 500) -> str:
    """Return a text as :func:`printable` does, cut where it is longer than ``most``."""
    return printable(text if len(text) <= most else f"{text[:most]}…")


def shortened(value: object, most: int = 60) -> str:
    """Return a value as a file has it, cut where it is longer than ``most``."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str | int | float):
        text = repr(value[: most + 1] if isinstance(value, str) else value)
        return text if len(text) <= most + 2 else f"{text[:most]}…'"
    return "a list" if isinstance(value, list) else "a mapping"
