"""What an answer is made of, before it is shown anywhere: headings, paragraphs, tables.

Whoever shows an answer prints its blocks in the order in which they come; each medium has one
printer for them. Every text is plain: nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum


class Tone(Enum):
    """How a text is meant, which a medium may show by colour or weight; never by that alone."""

    PLAIN = "plain"
    STRONG = "strong"
    GOOD = "good"
    BAD = "bad"
    DOUBTFUL = "doubtful"
    FAINT = "faint"


@dataclass(frozen=True)
class Heading:
    """A heading; ``breaks`` begins a new sheet of paper, ``part`` stands under another heading."""

    text: str
    breaks: bool = False
    part: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in one tone, and after it, perhaps, ``more`` in plain words.

    ``indent`` counts characters. With ``hangs``, lines after the first are set in further, as in
    a list.
    """

    text: str
    tone: Tone = Tone.PLAIN
    indent: int = 0
    hangs: bool = False
    before: str = ""
    more: str = ""

    def led(self, before: str = "", more: str = "") -> Paragraph:
        """Return it with plain words before and after it."""
        return replace(self, before=before, more=more)


@dataclass(frozen=True)
class Space:
    """Room between blocks."""


@dataclass(frozen=True)
class Items:
    """A list."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Columns:
    """A long list of short texts, set in columns."""

    texts: Sequence[str]


Cell = str | Paragraph
"""A cell of a table: a text, or one in a tone."""


@dataclass(frozen=True)
class Grid:
    """A table; the columns named in ``right`` are of numbers, cells of ``fold`` may be broken.

    ``total`` marks its last row. ``tall`` leaves room in its rows for what is written by hand.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    right: Collection[str] = ()
    total: bool = False
    tall: bool = False
    fold: Collection[str] = ("Title",)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point and its name. Without a ``y`` it stands under the foot of the plot: no plan."""

    x: int
    y: int | None
    name: str
    label: bool = True


@dataclass(frozen=True)
class Plot:
    """Points on two axes; neighbours are joined where both have a ``y``.

    ``across`` and ``up`` are the names of the axes.
    """

    title: str
    across: str
    up: str
    spots: Sequence[Spot]


Block = Heading | Paragraph | Space | Items | Columns | Grid | Plot


@dataclass
class Document:
    """A title, what stands under it, and the blocks in order."""

    title: str
    under: Sequence[str]
    blocks: list[Block] = field(default_factory=list)


def good(text: str) -> Paragraph:
    """Return a text that says that all is well."""
    return Paragraph(text, Tone.GOOD)


def bad(text: str) -> Paragraph:
    """Return a text that says that something is wrong."""
    return Paragraph(text, Tone.BAD)


def faint(text: str) -> Paragraph:
    """Return a text that may be passed over."""
    return Paragraph(text, Tone.FAINT)


def strong(text: str) -> Paragraph:
    """Return a text that must not be overlooked."""
    return Paragraph(text, Tone.STRONG)


def item(text: str, indent: int = 2, tone: Tone = Tone.PLAIN) -> Paragraph:
    """Return a line of a list; where it is too long, the rest is set in under it."""
    return Paragraph(text, tone, indent, hangs=True)


def plain(cell: Cell) -> str:
    """Return the words of a cell."""
    return cell if isinstance(cell, str) else f"{cell.before}{cell.text}{cell.more}"
