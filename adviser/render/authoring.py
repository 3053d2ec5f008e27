"""What an author of catalogue files is told."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from catalogue.files.pages import printable


def show_written(file: Path) -> None:
    """Say on stderr what was written and what to do next."""
    name = shlex.quote(printable(file))
    click.echo(f"wrote {printable(file)}", err=True)
    click.echo(f"next: edit it, then 'unitwise catalogue list --catalogue {name}'", err=True)
