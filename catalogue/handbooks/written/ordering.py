"""The order of columns as the rows below a head have it, where the head is torn by its own lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.handbooks.written.lines import order_of, values_behind
from catalogue.handbooks.written.rows import level_of, references_in

_NUMERIC = ("level", "credit", "glh", "tqt")
_FEWEST = 2
"""Rows that tell of an order, inclusive."""
_VALUE = re.compile(r"\bvalues?\b", re.IGNORECASE)


def settled(head: str, rows: Sequence[str]) -> tuple[list[str], str]:
    """Return the roles of a head in the order of the ``rows`` below it, and what is to be asked.

    A head of several lines is read line by line, so that its words may stand in another order than
    its columns, and one may be lost. No level is above 8, and each row has as many values.
    """
    order = order_of(head)
    numeric = [role for role in order if role in _NUMERIC]
    values = [found for row in rows if references_in(row) and (found := values_behind(row))]
    most = max((len(one) for one in values), default=0)
    full = [one for one in values if len(one) == most]
    if len(full) < _FEWEST or not numeric:
        return order, ""
    if most > len(numeric) and "credit" not in order and _VALUE.search(head):
        numeric.insert(0, "credit")
    asked = ""
    if most == len(numeric) + 1 and "level" not in numeric and _fits(["level"], full):
        numeric.insert(0, "level")
        asked = f"{most} values stand in each row, and the head names no level: the first is taken"
    elif "level" in numeric and most == len(numeric) and not _fits(numeric, full):
        rest = [role for role in numeric if role != "level"]
        others = [[*rest[:at], "level", *rest[at:]] for at in range(len(numeric))]
        fitting = [one for one in others if _fits(one, full)]
        numeric = fitting[0] if len(fitting) == 1 else numeric
    if most != len(numeric):
        return order, ""
    first = next(at for at, role in enumerate(order) if role in _NUMERIC)
    words = [role for role in order if role not in _NUMERIC]
    before = sum(role not in _NUMERIC for role in order[:first])
    moved = [*words[:before], *numeric, *words[before:]]
    same = [role for role in order if role in _NUMERIC] == numeric
    return order if same else moved, asked


def _fits(numeric: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether what would be the level is one in every row."""
    at = numeric.index("level")
    return all(level_of(row[at]) is not None for row in rows)
