"""What lines above the headings of a sheet say of whoever is on it: a name, a number, a wish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.cells import plain
from catalogue.records.files.sheets import Row
from catalogue.records.roles.sections import learners_named
from catalogue.records.shapes.wishing import asked_of
from catalogue.records.words.asking import asked_as
from catalogue.records.words.keys import LEARNER_KEYS

_LABELLED = re.compile(r"([^:]{2,40}?)\s*:\s*(\S.*)")


@dataclass(frozen=True)
class Head:
    """What stands above: whose the sheet is, if it says so, and what is asked for them.

    ``lines`` has the line of each that was taken, with the label and the key that it is.
    """

    number: str = ""
    name: str = ""
    asked: dict[str, Any] = field(default_factory=dict)
    lines: tuple[tuple[int, str, str], ...] = ()


def head_of(above: Sequence[Row]) -> Head:
    """Read the lines above the headings of a sheet: labels, each with a value beside it.

    Raises
    ------
    ValueError
        If a preference among them has no weight that is a whole number.
    """
    said: dict[str, str] = {}
    lines: list[tuple[int, str, str]] = []
    named = learners_named(above)
    for line, cells in above:
        for label, value in _pairs([text for text in cells if text]):
            key = LEARNER_KEYS.get(plain(label)) or asked_as(label)
            if key is None and line in named:
                key = "learner"
            if key is not None and key != "part_of_name" and key not in said:
                said[key] = value
                lines.append((line, label, key))
    return Head(
        said.pop("learner_number", ""), said.pop("learner", ""), asked_of(said), tuple(lines)
    )


def _pairs(said: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The labels of a line with their values: in one cell, or each beside the other."""
    if len(said) == 1:
        if parted := _LABELLED.fullmatch(said[0]):
            yield parted[1], parted[2]
    elif len(said) % 2 == 0:
        for label, value in zip(said[::2], said[1::2], strict=True):
            yield label.rstrip(": "), value
