"""Tables of what each group has to give: "Group | Minimum credits | Maximum credits"."""

from __future__ import annotations

import re

from catalogue.handbooks.blocks import Grid
from catalogue.handbooks.headings import group_head
from catalogue.handbooks.rows import whole_of
from catalogue.handbooks.tables import Cells

_LEAST = re.compile(r"\bmin(?:imum)?\b|\bat\s+least\b", re.IGNORECASE)
_MOST = re.compile(r"\bmax(?:imum)?\b|\bat\s+most\b|\bup\s+to\b", re.IGNORECASE)
_MEASURE = re.compile(r"\b(credit|unit)s?\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:total|overall|whole|qualification)\b", re.IGNORECASE)


def worded(grid: Grid) -> dict[int, str]:
    """Return each row about a group or the whole as words, by its number: its head tells of what.

    "Group B | 7 | 11" is "Group B: minimum of 7 credits, maximum of 11 credits". Other tables, and
    rows without a number, have none.
    """
    heads = (
        (number, {at: said for at, cell in enumerate(head) if at and (said := _said(cell))})
        for number, head in enumerate(grid.rows[:2])
        if not any(whole_of(cell) is not None for cell in head)
    )
    first, told = next(((number, told) for number, told in heads if told), (0, {}))
    below = {at: _worded(row, told) for at, row in enumerate(grid.rows) if told and at > first}
    return {at: words for at, words in below.items() if words}


def _said(cell: str) -> tuple[str, str] | None:
    """What the head of a column says of its numbers: which end of a range, and of what."""
    measure = _MEASURE.search(cell)
    if measure is None or len(cell) > 60:
        return None
    least, most = _LEAST.search(cell), _MOST.search(cell)
    if least and most:
        return None
    end = "minimum of " if least else "maximum of " if most else ""
    return end, measure[1].casefold()


def _worded(row: Cells, told: dict[int, tuple[str, str]]) -> str:
    label = row[0].strip(" :")
    head = group_head(label, heading=True)
    if head is None and not _WHOLE.search(label):
        return ""
    parts = [
        f"{end}{value} {measure}{'' if value == 1 else 's'}"
        for at, (end, measure) in told.items()
        if at < len(row) and (value := whole_of(row[at])) is not None and (value or not end)
    ]
    if head is None:
        label = "Total"
    elif head.id:
        label = f"Group {head.id}"
    return f"{label}: {', '.join(parts)}" if parts else ""
