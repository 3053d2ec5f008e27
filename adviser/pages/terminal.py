"""The page that everything is printed on: colour and width in a terminal, plain in a pipe."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from textwrap import fill
from typing import IO, Any, TextIO, assert_never, cast

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from adviser.pages.plot import plotted
from adviser.words.blocks import (
    Block,
    Columns,
    Grid,
    Heading,
    Items,
    Paragraph,
    Plot,
    Space,
    Tone,
    item,
    plain,
)

_PIPE_WIDTH = 240
"""Columns in a pipe: wide enough that no table wraps and every row is one line."""

NARROW = 120
"""Columns below which what would take many is told more shortly."""

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


def show(blocks: Iterable[Block], console: Console | None = None) -> None:
    """Print blocks on stdout, one after the other as they come."""
    console = console or page()
    for block in blocks:
        match block:
            case Heading():
                console.print()
                console.print(Text(block.text, style="bold"))
            case Paragraph():
                console.print(_paragraph(console, block))
            case Space():
                console.print()
            case Items() | Columns():
                for text in block.texts:
                    console.print(_paragraph(console, item(text)))
            case Grid():
                console.print(_table(block))
            case Plot():
                for line in plotted(block):
                    console.print(Text(line))
            case _:
                assert_never(block)


_STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.GOOD: "green",
    Tone.BAD: "bold red",
    Tone.DOUBTFUL: "yellow",
    Tone.FAINT: "dim",
}
"""How each tone looks."""


def _paragraph(console: Console, block: Paragraph) -> RenderableType:
    style = _STYLES[block.tone]
    if not block.hangs:
        text = Text.assemble(block.before, (block.text, style), block.more)
        return Padding(text, (0, 0, 0, block.indent)) if block.indent else text
    filled = fill(
        plain(block),
        width=console.width,
        initial_indent=" " * block.indent,
        subsequent_indent=" " * (block.indent + 4),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return Text(filled, style=style)


def _table(block: Grid) -> Table:
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in block.columns:
        grid.add_column(
            column,
            justify="right" if column in block.right else "left",
            no_wrap=column not in block.fold,
            overflow="fold",
        )
    for number, row in enumerate(block.rows, 1):
        last = block.total and number == len(block.rows)
        if last:
            grid.add_section()
        cells = (
            Text(one) if isinstance(one, str) else Text(plain(one), style=_STYLES[one.tone])
            for one in row
        )
        grid.add_row(*cells, style="bold" if last else None)
    return grid
