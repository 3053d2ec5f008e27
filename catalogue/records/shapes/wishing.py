"""Columns of a table of learners that say what is asked for each: registration, wishes, limits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.cells import plain
from catalogue.files.pages import shortened
from catalogue.records.files.sheets import Row
from catalogue.records.roles.layout import Layout
from catalogue.records.roles.tables import Table
from catalogue.records.words.asking import asked_as, limit_of

_LISTS = ("want", "avoid")
_LIMITS = (
    "new_glh",
    "new_credit",
    "new_units",
    "surplus_credit",
    "highest_level",
    "new_pence",
)
_BETWEEN = re.compile(r"\s*[;,\n]\s*")


@dataclass(frozen=True)
class Wishing:
    """The columns of a table, by their numbers, that say what is asked for a learner."""

    keys: Mapping[int, str]
    names: Mapping[int, str]

    def said(self, rows: Sequence[Row]) -> dict[str, Any]:
        """Return what is asked for the one learner of some rows, as data of a question.

        Raises
        ------
        ValueError
            If two rows say different things.
        """
        found: dict[str, str] = {}
        for number, key in self.keys.items():
            first = ""
            for line, cells in rows:
                text = cells[number] if number < len(cells) else ""
                if text and first and plain(text) != plain(first):
                    raise ValueError(
                        f"column {shortened(self.names[number])}: {text!r} on line {line}, and"
                        f" {first!r} before; what is asked for a learner is said once"
                    )
                first = first or text
            if first:
                found[key] = first
        return asked_of(found)


def asked_of(said: Mapping[str, str]) -> dict[str, Any]:
    """Return cells by their keys as data of a question; ``to`` stays as it is.

    Raises
    ------
    ValueError
        If a preference has no weight that is a whole number.
    UnitwiseError
        If what may be spent is no price.
    """
    data: dict[str, Any] = {key: said[key] for key in ("to", "on") if key in said}
    for key in _LISTS:
        if key in said:
            data[key] = [part for part in _BETWEEN.split(said[key]) if part]
    if "prefer" in said:
        data["prefer"] = dict(_weighed(part) for part in _BETWEEN.split(said["prefer"]) if part)
    if limits := {key: limit_of(key, said[key]) for key in _LIMITS if key in said}:
        data["limits"] = limits
    return data


def _weighed(text: str) -> tuple[str, int]:
    what, equals, weight = text.rpartition("=")
    if not equals:
        return text, 1
    if not re.fullmatch(r"[-+]?\d{1,6}", weight.strip(), re.ASCII) or not what.strip():
        raise ValueError(f"preference {text!r}: write what is preferred and a weight: REF=+3")
    return what.strip(), int(weight)


def parted(table: Table, layout: Layout | None) -> tuple[Table, Wishing]:
    """Return a table without its columns of what is asked, emptied in place, and these.

    A column that a layout names is what the layout says. The rows keep all of their cells.
    """
    keys = {
        number: key
        for number, name in enumerate(table.names)
        if (key := asked_as(name)) and (layout is None or layout.role(name) is None)
    }
    if not keys:
        return table, Wishing({}, {})
    names = tuple("" if number in keys else name for number, name in enumerate(table.names))
    rows = tuple(
        (line, ["" if number in keys else text for number, text in enumerate(cells)])
        for line, cells in table.rows
    )
    told = {number: table.names[number] for number in keys}
    return replace(table, names=names, rows=rows), Wishing(keys, told)
