"""Answers as JSON go to stdout; what is told besides goes to stderr, each thing once a command."""

from __future__ import annotations

import click

from adviser.asking.notes import Note, Weight
from adviser.cli.streams import exact


def tell(note: Note) -> None:
    """Say something on stderr; what was said before in this command is not said again."""
    context = click.get_current_context(silent=True)
    said: set[str] = set() if context is None else context.meta.setdefault(__name__, set())
    text = str(note)
    if note.weight is not Weight.READING and text in said:
        return
    said.add(text)
    click.echo(text, err=True)


def print_json(text: str) -> None:
    """Print JSON on stdout; what the stream cannot write stands there as an escape."""
    click.echo(exact(text))
