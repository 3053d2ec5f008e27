"""One qualification as a document has it: its groups, its units, and the words about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from catalogue.handbooks.blocks import Spot
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.written.headings import from_level
from catalogue.handbooks.written.rows import Row


@dataclass(slots=True)
class Found:
    """A group and its rows, in the order of the document."""

    id: str
    title: str
    role: str
    spot: Spot
    written: str = ""
    rule: str = ""
    rows: list[Row] = field(default_factory=list)
    groups: list[Found] = field(default_factory=list)
    named: bool = True
    shared: tuple[tuple[str, int | str], ...] = ()
    """What its heading gives to each of its units: level, credit, hours."""
    again: bool = False
    """Whether its heading stands a second time: what is listed under it may be known."""


@dataclass(slots=True)
class Section:
    """One qualification as a document has it, nothing resolved yet."""

    title: str = ""
    organisation: str = ""
    level: int | str | None = None
    number: str = ""
    groups: list[Found] = field(default_factory=list)
    lines: list[Seen] = field(default_factory=list)
    """The words of its structure section, unit rows and headings of groups left in as breaks."""
    opened: str = ""
    """The last title before its first group; nothing where none was."""
    first: int = 0
    last: int = 0
    sizes: tuple[str, ...] = ()
    """What it and the others are called that choose from the same list: award, certificate."""
    remarks: list[tuple[str, str, str]] = field(default_factory=list)
    """Doubts: name, what about, what was seen."""

    @property
    def every_group(self) -> list[Found]:
        """Its groups and theirs."""
        return [one for group in self.groups for one in (group, *group.groups)]

    @property
    def rows(self) -> list[Row]:
        """All its rows."""
        return [row for group in self.every_group for row in group.rows]


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one, but for who awards it."""

    def bare(text: str) -> str:
        return from_level(re.sub(r"\((?!entry\b)[^)]*\)", "", text, flags=re.IGNORECASE))

    return bare(one) == bare(other)
