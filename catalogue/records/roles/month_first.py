"""Days below a heading that says that the month comes first, such as Date (mm/dd/yyyy)."""

from __future__ import annotations

import re
from dataclasses import replace

from catalogue.days import day_of
from catalogue.records.roles.tables import Table, cell_at

_MONTH_FIRST = re.compile(r"\bm{1,2}([/. -])d{1,2}\1y{2,4}\b", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})([/. -])(\d{1,2})(\2(?:\d{4}|\d{2})\b.*)", re.ASCII)


def with_days_first(table: Table) -> Table:
    """Write days below such headings with the year first, where all of them can be read so.

    Where one of them has no such month the heading is not believed, and they stay as they are.
    """
    read: dict[int, dict[str, str]] = {}
    for column in table.columns:
        if _MONTH_FIRST.search(column.heading):
            own = {text: _turned(text) for text in set(column.filled) if _DAY.fullmatch(text)}
            if all(own.values()):
                read[column.number] = own
    if not read:
        return table
    width = len(table.names)
    rows = tuple(
        (
            line,
            [
                *(
                    read.get(n, {}).get(cell_at(cells, n), cell_at(cells, n))
                    for n in range(max(width, len(cells)))
                )
            ],
        )
        for line, cells in table.rows
    )
    return replace(table, rows=rows)


def _turned(text: str) -> str:
    """A day that is written with its month first, as year, month and day; empty if it is none."""
    found = _DAY.fullmatch(text)
    day = day_of(f"{found[3]}{found[2]}{found[1]}{found[4]}") if found else None
    return day.isoformat() if day else ""
