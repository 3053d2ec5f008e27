"""A question as plain data, read with the standard library alone: all that a peer is given.

The file is JSON, compressed where its name ends in ``.gz``:

``goal``
    ``credit``, ``glh`` or ``units``, the sum to make least.
``groups``
    Pairs of a group and the group around it, null at the top.
``options``
    ``[unit, level, credit, hours, group, place]``, null where a unit has no credit or hours, and
    then nothing asks for them. A unit may stand in several groups, then it has
    an option in each and counts once; options of one place exclude each other.
``rules``
    ``amount`` (``measure`` over ``of`` is ``at_least``, ``at_most``), ``mandatory`` (every place of
    ``of``), ``barred`` (``at_most`` of ``units``), ``requires`` (any of ``units`` asks for
    ``at_least`` of ``needs``). A scope ``of`` may state ``groups`` (with what is inside them),
    ``level_at_least`` and ``level_at_most``.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Option:
    """One unit at one place; ``groups`` are its group and every group around it."""

    unit: str
    level: int
    credit: int | None
    glh: int | None
    group: str
    groups: frozenset[str]
    place: int

    def amount(self, measure: str) -> int:
        """Return its credit, its hours, or 1 for ``units``."""
        amount = {"credit": self.credit, "glh": self.glh, "units": 1}[measure]
        if amount is None:
            raise ValueError(f"{self.unit} has no known {measure}, and null is never 0")
        return amount


class Instance:
    """A question ready to be modelled, with the look-ups that every modeller would write."""

    def __init__(self, data: dict[str, Any]) -> None:
        around = dict(data["groups"])
        inside: dict[str, frozenset[str]] = {}
        for name in around:
            chain, at = [], name
            while at is not None:
                chain.append(at)
                at = around[at]
            inside[name] = frozenset(chain)
        self.goal: str = data["goal"]
        self.rules: list[dict[str, Any]] = data["rules"]
        self.groups: list[tuple[str, str | None]] = data["groups"]
        self.options = [
            Option(unit, level, credit, glh, group, inside[group], place)
            for unit, level, credit, glh, group, place in data["options"]
        ]

    def of_units(self) -> dict[str, list[int]]:
        """The options of each unit."""
        found = defaultdict(list)
        for index, option in enumerate(self.options):
            found[option.unit].append(index)
        return found

    def of_places(self) -> dict[int, list[int]]:
        """The options of each place."""
        found = defaultdict(list)
        for index, option in enumerate(self.options):
            found[option.place].append(index)
        return found

    def scope(self, of: dict[str, Any]) -> list[int]:
        """The options that a scope takes in."""
        groups = set(of.get("groups", ()))
        low, high = of.get("level_at_least", -9), of.get("level_at_most", 99)
        return [
            index
            for index, option in enumerate(self.options)
            if low <= option.level <= high and (not groups or groups & option.groups)
        ]


def read(path: str | Path) -> dict[str, Any]:
    """Return the data of an instance file."""
    raw = Path(path).read_bytes()
    data: dict[str, Any] = json.loads(gzip.decompress(raw) if str(path).endswith(".gz") else raw)
    return data
