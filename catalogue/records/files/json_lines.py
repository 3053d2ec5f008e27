"""JSON Lines: a file with an object in each line, as programs hand on one event after another."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from catalogue.cells import cell, plain
from catalogue.records.files.sheets import Sheet
from catalogue.records.words.keys import TABLE
from catalogue.records.words.references import reference_in

SUFFIXES = frozenset({".jsonl", ".ndjson"})
"""The endings of the names of such files."""

Item = tuple[int, dict[str, Any]]
"""What a line says, with its number from 1."""


def json_lines(text: str, suffix: str) -> list[Item] | None:
    """Return the flat objects of a text of lines; null where it is none of that kind.

    ``suffix`` is the ending of the file's name, by which one line alone is such a file.
    """
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    lone = suffix.casefold() in SUFFIXES
    if len(lines) < (1 if lone else 2) or any(line[0] + line[-1] != "{}" for _, line in lines):
        return None
    found: list[Item] = []
    for number, line in lines:
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(said, dict) or not is_flat(said):
            return None
        found.append((number, said))
    return found


def is_flat(item: Mapping[Any, object]) -> bool:
    """Whether an object has neither lists nor objects in it."""
    return not any(isinstance(value, list | dict) for value in item.values())


def is_event(item: object, asked: Collection[str]) -> bool:
    """Whether an object is one achievement of somebody, and not all that a learner has.

    It is flat and names a unit, in another place than one of what is ``asked``.
    """
    if not isinstance(item, dict) or not is_flat(item):
        return False
    return any(
        TABLE.get(plain(key)) == "unit" or reference_in(key) or reference_in(str(value))
        for key, value in item.items()
        if key not in asked
    )


def sheet_of(items: Sequence[Item]) -> Sheet:
    """Return objects as the rows of a table, with their keys for headings."""
    names = list(dict.fromkeys(key for _, item in items for key in item))
    rows: list[tuple[int, list[str]]] = [(max(0, items[0][0] - 1), [str(name) for name in names])]
    for line, item in items:
        cells = (item.get(name) for name in names)
        rows.append((line, [cell("" if value is None else str(value)) for value in cells]))
    return Sheet("", tuple(rows))
