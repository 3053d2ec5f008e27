"""Blocks as Markdown with tables. Every text is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from adviser.pages.plot import plotted
from adviser.words.blocks import (
    Block,
    Columns,
    Document,
    Grid,
    Heading,
    Items,
    Paragraph,
    Plot,
    Space,
    Tone,
    plain,
)


def markdown(document: Document) -> str:
    """Return a document as Markdown."""
    under = "  \n".join(_mark(line) for line in document.under)
    parts = [f"# {_mark(document.title)}", under]
    parts += (part for block in document.blocks for part in _markdown(block))
    return "\n\n".join(parts) + "\n"


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'###' if block.part else '##'} {_mark(block.text)}"
        case Paragraph():
            strong = "**" if block.tone in (Tone.STRONG, Tone.BAD) else ""
            words = f"{strong}{_mark(block.text)}{strong}"
            yield f"{_mark(block.before)}{words}{_mark(block.more)}"
        case Space():
            pass
        case Items() | Columns():
            yield "\n".join(f"- {_mark(text)}" for text in block.texts)
        case Grid():
            rule = ["---:" if name in block.right else "---" for name in block.columns]
            lines = [[_mark(name) for name in block.columns], rule]
            lines += [[_mark(plain(cell)) for cell in row] for row in block.rows]
            yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
        case Plot():
            drawn = "\n".join(plotted(block))
            yield f"{_mark(block.up)} (up) by {_mark(block.across)} (right)\n\n```\n{drawn}\n```"
        case _:
            assert_never(block)


def _mark(text: str) -> str:
    """A text with every sign that Markdown or HTML could take for its own put out of force."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]|~#])", r"\\\1", text)
    return re.sub(r"^([-+]|\d+[.)])", r"\\\1" if text[:1] in "-+" else _number, text)


def _number(found: re.Match[str]) -> str:
    """The number at the beginning of a text, so that no list begins there."""
    return f"{found[0][:-1]}\\{found[0][-1]}"
