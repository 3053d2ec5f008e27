"""The page that everything is printed on: colour and width in a terminal, plain in a pipe."""

from __future__ import annotations

import os
import re
import sys
from textwrap import fill
from typing import IO, TextIO, cast

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

_PIPE_WIDTH = 240
"""Columns in a pipe: wide enough that no table wraps and every row is one line."""

_NARROWEST = 60
"""Columns below which a table is not squeezed any further."""

_NARROWEST_TEXT = 20
"""Columns that a column of running text keeps in the narrowest table."""


class _Stripped:
    """A stream that passes lines on without the spaces at their ends that pad a table."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.encoding = stream.encoding

    def write(self, text: str) -> None:
        """Write whole lines; rich writes nothing else."""
        self._stream.write(re.sub(r"[ \t]+(?=\n|$)", "", text))

    def flush(self) -> None:
        """Pass on what is buffered."""
        self._stream.flush()


def page() -> Console:
    """Return a console on stdout. Nothing in the text is markup."""
    terminal = sys.stdout.isatty()
    console = Console(
        file=None if terminal else cast(IO[str], _Stripped(sys.stdout)),
        highlight=False,
        markup=False,
        emoji=False,
        width=None if terminal or "COLUMNS" in os.environ else _PIPE_WIDTH,
    )
    if console.width < _NARROWEST:
        console.width = _NARROWEST
    return console


def table(*columns: str, right: tuple[str, ...] = (), fold: str = "Title") -> Table:
    """Return an empty table; columns named in ``right`` are of numbers, ``fold`` may wrap."""
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(
            column,
            justify="right" if column in right else "left",
            no_wrap=column != fold,
            overflow="fold",
            min_width=_NARROWEST_TEXT if column == fold else None,
        )
    return grid


def item(console: Console, text: str, indent: int = 2, style: str = "") -> None:
    """Print a line of a list; where it is too long, the rest is set in under it."""
    console.print(
        Text(
            fill(
                text,
                width=console.width,
                initial_indent=" " * indent,
                subsequent_indent=" " * (indent + 4),
                break_long_words=False,
                break_on_hyphens=False,
            ),
            style=style,
        )
    )


def heading(console: Console, text: str) -> None:
    """Print a heading, with an empty line before it."""
    console.print()
    console.print(Text(text, style="bold"))


def good(text: str) -> Text:
    """Text that says that all is well."""
    return Text(text, style="green")


def bad(text: str) -> Text:
    """Text that says that something is wrong."""
    return Text(text, style="bold red")


def faint(text: str) -> Text:
    """Text that may be passed over."""
    return Text(text, style="dim")
