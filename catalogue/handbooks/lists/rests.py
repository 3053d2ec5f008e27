"""Rows that go on in the lines below the one that their reference stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.handbooks.blocks import Block, Line
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.written.headings import GroupHead, group_head, open_end
from catalogue.handbooks.written.lines import joined, row_of
from catalogue.handbooks.written.rows import Row, references_in

_FURTHEST = 120
"""Lines below a head that tell of the order of its columns, inclusive."""

_CLOSING = 14
"""Signs of a reference that closes an item, with its brackets and a full stop, inclusive."""
PROSE = re.compile(
    r"\b(?:must|may not|cannot|should|please|refer|see|learners?|candidates?|will be|which is|are listed)\b",
    re.IGNORECASE,
)
"""Words of a sentence, and of no title."""
_PART = re.compile(r"(?P<id>[A-Z]\d{1,2})\s*[:\u2013-]\s*(?P<name>[A-Z][A-Z\s,&/'()-]{3,60})")


def part_of_group(text: str, seen: Sequence[Seen]) -> GroupHead | None:
    """Return the part of the group above that a line in capitals names: "B2: BUSINESS SUPPORT"."""
    found = _PART.fullmatch(text.strip())
    above = next((one.group for one in reversed(seen) if one.group is not None), None)
    if found is None or above is None or not above.id or above.id[0] != found["id"][0]:
        return None
    return GroupHead(found["id"], above.role, "group", found["name"], "", text.strip())


def is_row(row: Row, line: Line) -> bool:
    """Whether what was read as a row is one of a unit, and no sentence."""
    words = row.title.split()
    if not 1 <= len(words) <= 40 or PROSE.search(row.title) or row.title.endswith("."):
        return False
    closed = line.bullet and references_in(line.text[-_CLOSING:])
    return bool(closed) or not (line.text.endswith(".") and len(line.text.split()) > 12)


def rows_below(blocks: Sequence[Block]) -> list[str]:
    """Return the rows of the list that begins here, each with the lines that may go on with it."""
    rows: list[str] = []
    for block in blocks[:_FURTHEST]:
        if not isinstance(block, Line):
            break
        if references_in(block.text):
            rows.append(block.text)
        elif rows and group_head(block.text) is None:
            rows[-1] = f"{rows[-1]} {block.text}"
        elif rows:
            rows.append("")
    return rows


def heading_between(seen: Sequence[Seen]) -> str:
    """Return the short line that stands alone between the items of a list, which may part them."""
    last = seen[-2:]
    if len(last) < 2 or last[0].row is None or (line := last[1].line) is None:
        return ""
    alone = line.gap and not line.bullet and len(line.text.split()) <= _MOST_WORDS
    return line.text if alone and line.text[-1:] not in ".,;" else ""


def is_beyond(row: Row, seen: Sequence[Seen]) -> bool:
    """Whether an item stands behind other words, and has nothing of what those of the list have."""
    at = next((at for at in range(len(seen) - 1, -1, -1) if seen[at].row is not None), -1)
    last = seen[at].row if at >= 0 else None
    between = seen[at + 1 :]
    if last is None or not between or any(one.line is None for one in between):
        return False
    return _is_marked(last) and not _is_marked(row)


def _is_marked(row: Row) -> bool:
    return bool(row.reference or row.number or row.credit is not None)


_MOST_WORDS = 8
"""Words of such a line, inclusive."""


def first_of(parts: Sequence[Line], order: Sequence[str]) -> tuple[Row | None, int]:
    """Return the row of the first of some lines, as few as have most of its values, and how many."""
    best: tuple[Row | None, int] = (row_of(parts[0].text, order), 1)
    for taken in range(2, len(parts)):
        text, _ = joined([one.text for one in parts[:taken]])
        row = row_of(text, order)
        if row is None or not is_row(row, parts[0]):
            continue
        if best[0] is None or _values(row) > _values(best[0]):
            best = row, taken
    return best


def _values(row: Row) -> int:
    """How many figures a row has."""
    return sum(value is not None for value in (row.level, row.credit, row.glh, row.tqt))


def with_rest(parts: Sequence[Line], order: Sequence[str]) -> Row | None:
    """Return a row that its code opens and its reference closes, with the rest of its title below it.

    That begins small, or stands below a word that ends no title; null where anything else does.
    """
    first, *rest = parts
    row = row_of(first.text, order)
    if row is None:
        return None
    for line in rest:
        small = line.text[:1].islower() or open_end(row.title) != row.title
        if not small or re.search(r"\d", line.text):
            return None
        row.title = f"{row.title} {line.text}"
        row.text = f"{row.text} {line.text}"
    return row
