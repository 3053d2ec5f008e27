"""How a file was understood, row by row, as facts; and a layout to go on from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from catalogue.records.words.understood import RecordError, RecordRead
from catalogue.units import Model


class RowAccount(Model):
    """One row of a file: what it names, and whether it is an achievement, or why it is none.

    ``line`` counts from 1; 0 where a file has no lines.
    """

    line: int
    name: str
    achieved: bool
    on: date | None = None
    why: str | None = None
    said: str | None = None


class ColumnAccount(Model):
    """One column: its heading, and what it was taken for; null where it is not used."""

    heading: str
    meaning: str | None


class RecordAccount(Model):
    """How a record's file is understood; one with ``faults`` is not read until they are mended."""

    version: Literal[1] = 1
    answer: Literal["record"] = "record"
    path: str
    learner: str | None = None
    encoding: str | None = None
    program: str | None = None
    columns: tuple[ColumnAccount, ...] = ()
    rows: tuple[RowAccount, ...] = ()
    faults: tuple[str, ...] = ()


def account_of(read: RecordRead) -> RecordAccount:
    """Return how a file was read, in the order of its lines."""
    held = [
        RowAccount(line=line, name=one.name, achieved=True, on=one.achieved)
        for line, one in zip(
            read.lines or (0,) * len(read.record.achievements),
            read.record.achievements,
            strict=True,
        )
    ]
    left = [
        RowAccount(
            line=one.line, name=one.name, achieved=False, why=one.why.value, said=one.said or None
        )
        for one in read.left_out
    ]
    return RecordAccount(
        path=read.path,
        learner=read.record.learner,
        encoding=read.encoding or None,
        program=read.program or None,
        columns=tuple(
            ColumnAccount(heading=heading, meaning=meaning)
            for heading, meaning in (*read.used, *((name, None) for name in read.unused))
        ),
        rows=tuple(sorted([*held, *left], key=lambda row: row.line)),
    )


def account_of_refusal(path: str, error: RecordError) -> RecordAccount:
    """Return what is known of a file that is not read, and what stands in the way."""
    return RecordAccount(
        path=path,
        columns=tuple(
            ColumnAccount(heading=heading, meaning=meaning) for heading, meaning in error.columns
        ),
        faults=tuple(map(str, error.faults)),
    )


_WORDS = "achieved, not achieved, nothing"


def layout_text(account: RecordAccount, roles: Sequence[str]) -> str:
    """Return a layout as a file: what is understood, and a line to fill in for what is not."""
    lines = [
        f"# How {account.path} is read. Correct it, and give it with --layout.",
        f"# A column is one of: {', '.join(roles)}.",
        "columns:",
    ]
    for column in account.columns:
        name = _quoted(column.heading)
        if column.meaning or not account.faults:
            lines.append(f"  {name}: {column.meaning or 'ignored'}")
        else:
            lines.append(f"  # {name}: fill this in if it says whose, what, when or how it ended")
    if not any(column.meaning or not account.faults for column in account.columns):
        lines = [line if line != "columns:" else "columns: {}" for line in lines]
    lines += [
        f"# What a word of an outcome means: {_WORDS}. For example:",
        "# words:",
        '#   "Green": achieved',
        '#   "Red": not achieved',
    ]
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


__all__ = [
    "ColumnAccount",
    "RecordAccount",
    "RowAccount",
    "account_of",
    "account_of_refusal",
    "layout_text",
]
