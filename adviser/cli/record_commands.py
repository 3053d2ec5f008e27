"""``unitwise record``: how a learner's record is understood."""

from __future__ import annotations

import click

from adviser.cli.lazily import LazyGroup


@click.command(
    "record",
    cls=LazyGroup,
    modules={"check": ("record_check", "Show how a file is understood, row by row.")},
)
def command() -> None:
    """Look at a learner's record before anything is asked of it."""
