"""What columns of a list say of the group of each row: at least so much of it, at most so much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalogue.handbooks.lists.tables import Cells, Head
from catalogue.handbooks.written.rows import status_of, whole_of

BOUND = re.compile(r"\b(?P<bound>min|max)(?:imum)?\b", re.IGNORECASE)
"""How such a column is headed."""
_OF = re.compile(r"\b(?P<of>credit|unit)s?\b", re.IGNORECASE)


def bounds_of(rows: Sequence[Cells], head: Head) -> Iterator[str]:
    """Yield in a sentence what the columns ask of each group that the rows of units name.

    Rows of one group that do not agree say nothing.
    """
    if "group" not in head.roles:
        return
    group = head.roles.index("group")
    columns = [
        (at, least["bound"].casefold(), measure["of"].casefold())
        for at, cell in enumerate(head.cells)
        if (least := BOUND.search(cell)) and (measure := _OF.search(cell))
    ]
    for name in dict.fromkeys(row[group] for row in rows if row[group]):
        found: dict[tuple[str, str], int] = {}
        for at, bound, of in columns:
            values = {whole_of(row[at]) for row in rows if row[group] == name}
            if len(values) == 1 and (value := values.pop()) is not None:
                found[bound, of] = value
        yield from _said(name, found)


def _said(name: str, found: dict[tuple[str, str], int]) -> Iterator[str]:
    role = {"M": "the mandatory units", "O": "the optional units"}.get(status_of(name))
    where = role or (name if re.match(r"group\b", name, re.IGNORECASE) else f"Group {name}")
    for of in ("credit", "unit"):
        least, most = found.get(("min", of)), found.get(("max", of))
        if least == most and least is not None:
            yield f"Learners must achieve {least} {of}s from {where}."
            continue
        if least:
            yield f"Learners must achieve a minimum of {least} {of}s from {where}."
        if most:
            yield f"Learners must achieve a maximum of {most} {of}s from {where}."
