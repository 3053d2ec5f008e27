"""A table with its columns, before it is written in any form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "share", "money", "date"]

Row = Sequence[object]


@dataclass(frozen=True)
class Column:
    """A heading, what stands below it, and how wide it is in a workbook, in signs.

    ``money`` is pounds, ``share`` a part of one.
    """

    heading: str
    kind: Kind = "text"
    width: int = 14


@dataclass(frozen=True)
class Table:
    """One table; ``rows`` may be asked for more than once, and are made as they are read.

    Dates are dates and numbers are numbers; null is an empty cell.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]


def columns(*said: str | tuple[str, Kind, int] | tuple[str, Kind]) -> tuple[Column, ...]:
    """Return columns by their headings alone, or with their kind and width."""
    return tuple(Column(one) if isinstance(one, str) else Column(*one) for one in said)


@dataclass(frozen=True)
class Chart:
    """A bar for each of the first ``size`` rows of a table: its first cell, and its third."""

    title: str
    size: int
