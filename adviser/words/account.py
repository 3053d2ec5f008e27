"""How a record's file is understood, as a page: its columns, then its rows."""

from __future__ import annotations

from adviser.pages.terminal import bad, faint, heading, page, table
from adviser.words.facts import counted, day
from adviser.words.record import MEANINGS, WHYS
from catalogue.files.pages import readable
from catalogue.records.account import RecordAccount, RowAccount
from catalogue.records.understood import WhyLeftOut


def show_account(account: RecordAccount) -> None:
    """Print how a file is understood."""
    console = page()
    for fault in account.faults:
        console.print(bad(readable(fault)))
    if account.faults:
        console.print()
    if account.columns:
        heading(console, "Columns")
        columns = table("Heading", "Taken for")
        for column in account.columns:
            meaning = MEANINGS.get(column.meaning or "", column.meaning or "not used")
            columns.add_row(readable(column.heading), meaning)
        console.print(columns)
    if account.rows:
        held = sum(row.achieved for row in account.rows)
        heading(console, f"Rows: {counted(held, 'achievement')} of {len(account.rows)}")
        rows = table("Line", "Names", "Achieved", "Why not")
        for row in account.rows:
            rows.add_row(str(row.line or ""), readable(row.name, 60), _when(row), _why(row))
        console.print(rows)
    elif not account.faults:
        console.print(faint("It holds no achievement."))


def _when(row: RowAccount) -> str:
    if not row.achieved:
        return "no"
    return day(row.on) if row.on else "yes"


def _why(row: RowAccount) -> str:
    if row.why is None:
        return ""
    said = f" ({readable(row.said, 60)})" if row.said else ""
    return f"{WHYS[WhyLeftOut(row.why)]}{said}"
