"""What an author of catalogue files is told."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


def show_written(file: Path) -> None:
    """Say on stderr what was written and what to do next."""
    name = shlex.quote(str(file))
    click.echo(f"wrote {file}", err=True)
    click.echo(f"next: edit it, then 'unitwise catalogue list --catalogue {name}'", err=True)
