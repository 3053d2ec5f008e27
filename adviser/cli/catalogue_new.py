"""``unitwise catalogue new``: a commented file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from adviser.cli.once import Once
from adviser.cli.parameters import FileType, PlainArgument


@click.command("new", cls=Once)
@click.argument("file", cls=PlainArgument, required=False, type=FileType(allow_dash=True))
def command(file: Path | None) -> None:
    """Write a commented qualification file to start from to FILE, or print it.

    The file can be read as it stands and shows every kind of rule. Nothing is overwritten.

    \b
    unitwise catalogue new
    """
    from catalogue.files.starting import starting_file, write_starting_file

    if file is None or str(file) == "-":
        click.echo(starting_file(), nl=False)
        return
    write_starting_file(file)
    from adviser.render.authoring import show_written

    show_written(file)
