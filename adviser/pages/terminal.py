"""The page that everything is printed on: colour and width in a terminal, plain in a pipe."""

from __future__ import annotations

import os
import re
import sys
from textwrap import fill
from typing import IO, Any, TextIO, cast

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

_PIPE_WIDTH = 240
"""Columns in a pipe: wide enough that no table wraps and every row is one line."""

_NARROWEST = 60
"""Columns below which a table is not squeezed any further."""

_WIDEST = 10_000
"""Columns of a page without an edge."""

_NARROWEST_TEXT = 16
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


class _Page(Console):
    """A console that lets a table be wider than the terminal, rather than leave columns out."""

    def print(self, *objects: Any, **how: Any) -> None:
        """Print, as wide as the widest table needs at the least."""
        width = self.width
        unbound = self.options.update(width=_WIDEST)
        for grid in (one for one in objects if isinstance(one, Table)):
            for column in grid.columns:
                cells = [column.header, *column.cells]
                widest = max(self.measure(cell, options=unbound).maximum for cell in cells)
                column.min_width = widest if column.no_wrap else min(widest, _NARROWEST_TEXT)
            self.width = max(self.width, self.measure(grid, options=unbound).minimum)
        super().print(*objects, **how)
        self.width = width


def page() -> Console:
    """Return a console on stdout. Nothing in the text is markup."""
    terminal = sys.stdout.isatty()
    console = _Page(
        file=None if terminal else cast(IO[str], _Stripped(sys.stdout)),
        highlight=False,
        markup=False,
        emoji=False,
        width=None if terminal or "COLUMNS" in os.environ else _PIPE_WIDTH,
    )
    if console.width < _NARROWEST:
        console.width = _NARROWEST
    return console


def table(*columns: str, right: tuple[str, ...] = (), fold: tuple[str, ...] = ("Title",)) -> Table:
    """Return an empty table; columns in ``right`` are of numbers, those in ``fold`` may wrap."""
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(
            column,
            justify="right" if column in right else "left",
            no_wrap=column not in fold,
            overflow="fold",
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
