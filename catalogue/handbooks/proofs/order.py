"""What the numbers and marks of rows tell: a row that is missing, a footnote that speaks of some."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from catalogue.handbooks.blocks import lowered
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.qualifications.section import Section

_NEAR = 3
"""By how much a number is above the one before, inclusive, where rows between may be lost."""


def numbered(section: Section) -> Iterator[Doubt]:
    """Rows that count 1, 2, 3: a number that is missing or stands twice is a row lost or doubled."""
    counted = [(row, row.number or row.reference) for row in section.rows]
    rows = [row for row, number in counted if number.isdigit()]
    if len(rows) < max(3, 0.7 * len(section.rows)) or not any(row.number for row in rows):
        return
    numbers = [int(row.number or row.reference) for row in rows]
    steps = [b - a for a, b in pairwise(numbers)]
    if sum(step == 1 for step in steps) < 0.6 * len(steps):
        return
    firsts = {id(group.rows[0]) for group in section.every_group if group.rows}
    for row, step, number in zip(rows[1:], steps, numbers[1:], strict=False):
        if step > _NEAR and id(row) in firsts:
            continue
        if row.number == row.reference and not 0 < step <= _NEAR:
            continue  # another series of codes, which are numbers and count nothing
        if step != 1 and number != 1:
            yield Doubt(
                "cut",
                f"units/{row.reference or row.title}/row",
                f"number {number} follows {number - step}: rows may be missing",
                row.spot,
                row.text,
            )


def alternating(section: Section) -> Iterator[Doubt]:
    """Groups that are called by numbers and begin over and over: the numbers may be those of rows."""
    of = {id(row): group for group in section.every_group for row in group.rows}
    order = [of[id(one.row)].id for one in section.lines if id(one.row) in of]
    again = sum(a != b for a, b in pairwise(order)) + 1 - len(set(order))
    for group in section.every_group if again >= len(set(order)) > 1 else ():
        if group.id.isdigit() and group.rows:
            seen = f"the groups begin {again} times again: may {group.id} be the number of a row?"
            yield Doubt("no-group", f"groups/{group.id}", seen, group.spot, group.rows[0].text)


def marked(section: Section) -> Iterator[Doubt]:
    """The marks of footnotes behind titles, each once, with the words of the footnote if found."""
    told: set[str] = set()
    for row in section.rows:
        if not row.mark or row.mark in told:
            continue
        told.add(row.mark)
        alike = [one.reference or one.title for one in section.rows if one.mark == row.mark]
        words = next(
            (
                one.line.text
                for one in section.lines
                if one.line is not None
                and one.line.text.startswith((row.mark, f"{lowered(row.mark)} "))
            ),
            "",
        )
        said = f": {words[:200]}" if words else ", and no footnote with that mark was found"
        yield Doubt(
            "condition",
            f"units/{row.reference or row.title}/mark",
            f"{row.mark} stands behind the titles of {', '.join(alike)}{said}",
            row.spot,
            words or row.text,
        )
