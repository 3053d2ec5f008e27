"""Which rows of a group are one place, and where a section begins."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.handbooks.blocks import Line, Spot
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.qualifications.section import Found, Section


def places_of(group: Found) -> list[list[int]]:
    """The rows of a group by place: a unit that closes and the one that opens after it are one.

    A row that closes without being said to have no replacement, followed by one that opens on the
    next day or that day, is replaced by it.
    """
    places: list[list[int]] = []
    for number, row in enumerate(group.rows):
        before = group.rows[places[-1][-1]] if places else None
        if (
            before is not None
            and row.opens is not None
            and before.closes is not None
            and not before.unreplaced
            and (row.opens - before.closes).days <= 31
            and row.opens > before.closes
        ):
            places[-1].append(number)
        else:
            places.append([number])
    return places


def said_at(words: str, seen: Sequence[Seen]) -> Line | None:
    """The first line that has some words; null where none has."""
    if not words:
        return None
    lines = (one.line for one in seen if one.line is not None)
    return next((line for line in lines if words in line.text), None)


def spot_of(section: Section) -> Spot:
    """The place of the first group, for doubts about the whole."""
    return section.groups[0].spot if section.groups else Spot("")
