"""Lists with a column for each size of a qualification, in which the units of that size are ticked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.handbooks.qualifications.section import Found, Section
from catalogue.handbooks.written.rows import Row

_TITLES = {"M": "Mandatory units", "O": "Optional units"}
_ROLES = {"M": "mandatory", "O": "optional"}


def take_ticked(section: Section) -> None:
    """Keep the units that the column of this size ticks; a column that says so parts them by role.

    Where no column is headed by words of the title, all units stay, and it is asked.
    """
    heads = _heads(section)
    if not heads:
        return
    head = _head_of(section.title, heads)
    if not head:
        ask_of_ticks(section)
        return
    for group in section.every_group:
        group.rows = [row for row in group.rows if row.marks.get(head, "-")]
    section.groups = [
        part
        for group in section.groups
        if group.rows or group.groups
        for part in _by_role(group, head)
    ]


def ask_of_ticks(section: Section) -> None:
    """Ask of which part each unit is, where columns tick it off and nothing was made of that."""
    if heads := _heads(section):
        seen = f"the columns {', '.join(heads)} mark which units are of each; all are taken here"
        section.remarks += [("condition", f"groups/{g.id}", seen) for g in section.every_group]


def _heads(section: Section) -> list[str]:
    rows = section.rows
    return list(dict.fromkeys(head for row in rows for head in row.marks))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", re.sub(r"\([^)]*\)", " ", text.casefold())))


def _head_of(title: str, heads: Sequence[str]) -> str:
    """The head that has most words of a title, and no other words; nothing where two have."""
    words = _words(title)
    fits = sorted(
        (h for h in heads if _words(h) and _words(h) <= words), key=lambda h: -len(_words(h))
    )
    if len(fits) > 1 and len(_words(fits[0])) == len(_words(fits[1])):
        return ""
    return fits[0] if fits else ""


def _by_role(group: Found, head: str) -> list[Found]:
    """A group whose units the column calls mandatory and optional, as one of each."""
    called = [row.marks.get(head, "") for row in group.rows]
    if group.named or not set(called) <= set(_TITLES) or not called:
        return [group]
    parts: dict[str, list[Row]] = {}
    for role, row in zip(called, group.rows, strict=True):
        row.status = role
        parts.setdefault(role, []).append(row)
    return [
        Found(role, _TITLES[role], _ROLES[role], rows[0].spot, rows=rows, named=False)
        for role, rows in sorted(parts.items())
    ]
