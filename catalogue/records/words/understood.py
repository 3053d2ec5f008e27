"""A learner's record as it was understood, with what was left out of it and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from catalogue.errors import Fault, FaultyFiles
from catalogue.files.pages import shortened
from catalogue.learner.record import LearnerRecord
from catalogue.records.words.headings import is_other_day
from catalogue.records.words.outcomes import Outcome, Said

MOST_ACHIEVEMENTS = 5_000
"""Achievements of one record, inclusive; a file with more is no learner's record."""


class RecordError(FaultyFiles):
    """A record cannot be used; ``columns`` are its headings with what they are taken for.

    ``rest`` is what the other lines say, where all that is wrong are units that cannot be told.
    """

    told = "the record cannot be read"
    most_shown = 30  # a table asks the same of each of its columns

    def __init__(
        self,
        faults: Sequence[Fault],
        columns: Sequence[tuple[str, str | None]] = (),
        rest: RecordRead | None = None,
    ) -> None:
        super().__init__(faults)
        self.columns = tuple(columns)
        self.rest = rest


class WhyLeftOut(Enum):
    """Why a row of a file is no achievement."""

    NOT_ACHIEVED = "not achieved"
    UNTOLD = "untold"
    """The file says of others whether they were achieved, and not of this one."""
    TOTAL = "total"
    PAGE = "page"
    """A line of the page, such as its number."""
    NO_UNIT = "no unit"
    """It names nothing that could be a unit."""
    PART = "part"
    """It was achieved, but another part or a later attempt of the same unit was not."""
    PARTS = "parts"
    """It is one of so many parts of the unit, and another is not there."""


@dataclass(frozen=True)
class LeftOut:
    """A row or item of a file that is no achievement; ``said`` is what decided, as it is written.

    ``line`` counts from 1. ``name`` is what it names, as the file writes it, or empty.
    """

    line: int
    name: str
    why: WhyLeftOut
    said: str = ""


def not_achieved(line: int, name: str, came: Outcome, by: Sequence[Said]) -> LeftOut:
    """Return what is left out for its outcome, by which it is so."""
    why = WhyLeftOut.UNTOLD if came is Outcome.UNTOLD else WhyLeftOut.NOT_ACHIEVED
    return LeftOut(line, name, why, ", ".join(f"{one.of}: {one.text}" for one in by))


_MOST_NAMED = 5
"""Learners or lines that one fault names, inclusive."""


def and_on(lines: Sequence[int]) -> str:
    """Return on which further lines the same is so, or nothing."""
    more = " and more" if len(lines) > _MOST_NAMED else ""
    return f" (and on line {', '.join(map(str, lines[:_MOST_NAMED]))}{more})" if lines else ""


def several_learners(found: Sequence[tuple[str, int]], *, across: bool = False) -> tuple[str, str]:
    """Return the message and the hint for a file of several learners, each with its first line.

    Those who are headings ``across`` the table may be no people after all.
    """
    named = [f"{shortened(text)} on line {line}" for text, line in found]
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return (
        f"the file has achievements of {len(named)} learners:"
        f" {', '.join(named[:_MOST_NAMED])}{more}; a record is of one",
        "keep the rows of one learner, or pick one: --learner NAME"
        + ("; or say in a layout what these columns are, if they are no people" if across else ""),
    )


@dataclass(frozen=True)
class RecordRead:
    """A record, and how its file was understood.

    ``used`` has for each column that was used what it was taken for, and ``unused`` the others; of
    a file without columns, what keys with another name than the model's were taken for.
    ``headings`` is the line of the headings, or 0.
    ``day_first`` is a date that would be another day if the month came first, as the file writes
    it, or empty; ``month`` one that has no day. ``encoding`` is that of a text, ``program`` the
    layout of a program by which it was read, ``folded`` how a grid was laid out, or empty;
    ``lines`` those of the achievements of a table.
    """

    record: LearnerRecord
    path: str
    used: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    headings: int = 0
    day_first: str = ""
    month: str = ""
    encoding: str = ""
    program: str = ""
    folded: str = ""
    lines: tuple[int, ...] = ()

    @property
    def other_dates(self) -> tuple[str, ...]:
        """Those of the unused columns that have dates of a beginning or of a plan."""
        return tuple(name for name in self.unused if is_other_day(name))
