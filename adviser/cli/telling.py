"""Answers as JSON go to stdout; what is told besides goes to stderr, each thing once a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

import click

from adviser.asking.notes import Note, Weight
from adviser.cli.streams import exact, harmless
from catalogue.errors import UnitwiseError

Given = ParamSpec("Given")


def tell(note: Note) -> None:
    """Say something on stderr; what was said before in this command is not said again."""
    context = click.get_current_context(silent=True)
    said: set[str] = set() if context is None else context.meta.setdefault(__name__, set())
    text = harmless(str(note))
    if note.weight is not Weight.READING and text in said:
        return
    said.add(text)
    click.echo(text, err=True)


def say(text: str) -> None:
    """Say on stderr what was done besides answering, such as that a file was saved."""
    click.echo(harmless(text), err=True)


def print_json(text: str) -> None:
    """Print JSON on stdout; what the stream cannot write stands there as an escape."""
    click.echo(exact(text))


def attempted(
    write: Callable[Given, object], *given: Given.args, **more: Given.kwargs
) -> UnitwiseError | None:
    """Write what goes beside an answer; return what went wrong, to be raised once that is told."""
    try:
        write(*given, **more)
    except UnitwiseError as error:
        return error
    return None
