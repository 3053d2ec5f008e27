"""``unitwise catalogue new``: a file to start from."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from adviser.cli.once import Once
from adviser.cli.parameters import FileType, PlainArgument


@click.command("new", cls=Once)
@click.argument("file", cls=PlainArgument, required=False, type=FileType(allow_dash=True))
@click.option(
    "--units",
    "table",
    type=FileType(allow_dash=True),
    metavar="TABLE",
    help="Take the units from a table: CSV, text with tabs, XLSX or ODS; - for one that is pasted.",
)
@click.option("--bare", is_flag=True, help="Without examples and comments.")
def command(file: Path | None, table: Path | None, bare: bool) -> None:
    """Write a qualification file to start from to FILE, or print it.

    By itself it is commented, can be read as it stands, and shows every kind of rule. With --units
    it has the units of a TABLE whose first row names the columns: Reference, Title, Level, and if
    it has them Credit, GLH, TQT and Group. Letters and totals are checked, and rules are left to
    write. Nothing is overwritten.

    \b
    unitwise catalogue new
    unitwise catalogue new --bare
    """
    from catalogue.files.starting import (
        SCHEMA_FILE,
        bare_file,
        short_name_of,
        starting_file,
        write_starting_file,
    )

    if table is not None and bare:
        raise click.UsageError("--units makes a file without examples by itself: leave out --bare")
    printed = file is None or str(file) == "-"
    path = None if printed else file
    if table is not None:
        from adviser.pages.authoring import show_table
        from catalogue.unit_tables import LARGEST, file_of, read_units_of, units_in

        pasted = str(table) == "-"
        if pasted:
            found = units_in(sys.stdin.buffer.read(LARGEST + 1), "standard input")
        else:
            found = read_units_of(table)
        text = file_of(found, short_name_of(path or (None if pasted else table)), SCHEMA_FILE)
        show_table(found)
    else:
        text = bare_file(path) if bare else starting_file(path)
    if path is None:
        click.echo(text, nl=False)
        return
    write_starting_file(path, text)
    from adviser.pages.authoring import show_written

    show_written(path)
