"""JSON Lines: a file with an object in each line, as programs hand on one event after another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

SUFFIXES = frozenset({".jsonl", ".ndjson"})
"""The endings of the names of such files."""

Items = list[tuple[int, dict[str, Any]]]
"""What the lines say, each with its number from 1."""


def json_lines(text: str, suffix: str) -> Items | None:
    """Return the flat objects of a text of lines; null where it is none of that kind.

    ``suffix`` is the ending of the file's name, by which one line alone is such a file.
    """
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    lone = suffix.casefold() in SUFFIXES
    if len(lines) < (1 if lone else 2) or any(line[0] + line[-1] != "{}" for _, line in lines):
        return None
    found: Items = []
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
