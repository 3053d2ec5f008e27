"""How a record's file is understood, as a page: its columns, then its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.blocks import Block, Cell, Grid, Heading, Space, bad, faint
from adviser.words.facts import counted, day
from adviser.words.record import MEANINGS, WHYS
from catalogue.files.pages import readable
from catalogue.records.account import RecordAccount, RowAccount
from catalogue.records.words.understood import WhyLeftOut


def account_blocks(account: RecordAccount) -> Iterator[Block]:
    """Yield how a file is understood."""
    for fault in account.faults:
        yield bad(readable(fault))
    if account.faults:
        yield Space()
    if account.columns:
        yield Heading("Columns")
        columns: list[Sequence[Cell]] = []
        for column in account.columns:
            meaning = MEANINGS.get(column.meaning or "", column.meaning or "not used")
            columns.append((readable(column.heading), meaning))
        yield Grid(
            (
                "Heading",
                "Taken for",
            ),
            columns,
        )
    if account.rows:
        held = sum(row.achieved for row in account.rows)
        yield Heading(f"Rows: {counted(held, 'achievement')} of {len(account.rows)}")
        rows: list[Sequence[Cell]] = []
        for row in account.rows:
            rows.append((str(row.line or ""), readable(row.name, 60), _when(row), _why(row)))
        yield Grid(
            (
                "Line",
                "Names",
                "Achieved",
                "Why not",
            ),
            rows,
        )
    elif not account.faults:
        yield faint("It holds no achievement.")


def _when(row: RowAccount) -> str:
    if not row.achieved:
        return "no"
    return day(row.on) if row.on else "yes"


def _why(row: RowAccount) -> str:
    if row.why is None:
        return ""
    said = f" ({readable(row.said, 60)})" if row.said else ""
    return f"{WHYS[WhyLeftOut(row.why)]}{said}"
