"""Bodies of requests as JSON: strict, bounded, and with each fault at its place."""

from __future__ import annotations

import json
from typing import Any

from adviser.asking.faults import Fault, NotUnderstood

DEEPEST = 40
"""Levels of nesting, inclusive."""


class NoJson(Exception):
    """The body is no JSON that could be read."""


def read_json(raw: bytes) -> dict[str, Any]:
    """Return the object that a body is.

    Raises
    ------
    NoJson
        If it is none: no UTF-8, another value, a key twice, a number that JSON has not, too deep.
    NotUnderstood
        If a text in it is no text that could be written again.
    """
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise NoJson("the body is not UTF-8") from error
    except RecursionError as error:
        raise NoJson(f"the body is nested more than {DEEPEST} deep") from error
    except ValueError as error:
        raise NoJson(f"the body is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise NoJson("the body is an object with the keys of a question")
    _look_into(data, (), 1)
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _look_into(value: Any, place: tuple[str | int, ...], depth: int) -> None:
    if depth > DEEPEST:
        raise NoJson(f"the body is nested more than {DEEPEST} deep")
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            fault = Fault("half of a surrogate pair is no sign", place)
            raise NotUnderstood([fault]) from error
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _look_into(item, (*place, number), depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            _look_into(key, place, depth + 1)
            _look_into(item, (*place, key), depth + 1)
