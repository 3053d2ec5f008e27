"""What an author of catalogue files is told."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from adviser.words.facts import counted, listed
from catalogue.files.pages import printable
from catalogue.unit_tables import UnitTable


def show_written(file: Path) -> None:
    """Say on stderr what was written and what to do next."""
    name = shlex.quote(printable(file))
    click.echo(f"wrote {printable(file)}", err=True)
    click.echo(f"next: edit it, then 'unitwise catalogue list --catalogue {name}'", err=True)


def show_table(table: UnitTable) -> None:
    """Say on stderr what was taken from a table of units, and what is odd about it."""
    groups = counted(len(table.groups), "group")
    click.echo(f"{table.name}: {counted(len(table.units), 'unit')} in {groups}", err=True)
    for doubt in table.doubts:
        click.echo(f"doubt: {doubt}", err=True)
    if table.unused:
        columns = listed([repr(name[:40]) for name in table.unused])
        click.echo(f"note: not used: {columns}", err=True)
