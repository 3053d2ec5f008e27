"""Blocks as HTML: a document that prints on A4, or a piece of a page. Every text is escaped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from typing import assert_never

from adviser.pages.chart import chart
from adviser.words.blocks import (
    Block,
    Cell,
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


def html(document: Document) -> str:
    """Return a document as one file that needs nothing else."""
    body = "\n".join(part for block in document.blocks for part in _html(block))
    under = "<br>\n".join(escape(line) for line in document.under)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(document.title)}</h1>\n<p class="under">{under}</p>\n{body}\n'
        "</main>\n</body>\n</html>\n"
    )


def fragment(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML to stand in a page; every text is escaped."""
    return "\n".join(part for block in blocks for part in _html(block))


_SHORT = 11
"""Characters up to which a cell is not broken over lines: a reference never is."""

_LONG = 24
"""Characters from which on a word may be broken anywhere, lest it widen the page."""

_STYLE = """
@page { size: A4; margin: 16mm 14mm; @bottom-right { font: 8pt sans-serif; color: #555;
        content: counter(page) " of " counter(pages); } }
body { font: 10.5pt/1.4 system-ui, sans-serif; max-width: 182mm; margin: 1em auto; color: #111; }
@media screen { body { padding: 0 1em; } }
h1 { font-size: 1.5em; margin: 0 0 .2em; }
h2 { font-size: 1.15em; margin: 1.4em 0 .4em; border-bottom: 1px solid #999; }
h2.breaks { break-before: page; }
h3 { font-size: 1em; margin: 1em 0 .3em; }
h2, h3, h3 + p { break-after: avoid; }
p { margin: .4em 0; }
li { margin: .15em 0; }
h1, h2, h3, p, li { overflow-wrap: anywhere; }
.columns { columns: 2; column-gap: 8mm; font-size: .9em; list-style: none; padding: 0; }
.columns li { break-inside: avoid; overflow-wrap: anywhere; }
.under { color: #444; margin: 0 0 1em; }
.strong { font-weight: bold; }
.good { color: #00592f; }
.bad { color: #b10e1e; font-weight: bold; }
.doubtful { color: #6b4a00; }
.faint { color: #505a5f; }
table { border-collapse: collapse; width: 100%; font-size: .9em; }
th { text-align: left; border-bottom: 1.5px solid #333; padding: .25em .4em; }
td { border-bottom: .5px solid #bbb; padding: .25em .4em; vertical-align: top; }
.right { text-align: right; }
.short { white-space: nowrap; }
.long { overflow-wrap: anywhere; }
.title { min-width: 9em; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
tr.total td { font-weight: bold; border-top: 1.5px solid #333; }
table.tall td { height: 9mm; vertical-align: bottom; }
table.tall th, table.tall td { width: 25%; }
@media screen and (max-width: 40em) {
  table, tbody, tr, td { display: block; width: auto; }
  table.tall td { width: auto; height: auto; min-height: 9mm; }
  thead { display: none; }
  tr { border-bottom: 1px solid #333; padding: .3em 0; }
  td, td.right { border: 0; padding: .1em 0; text-align: left; }
  td::before { content: attr(data-label) ": "; color: #444; }
  td:empty { display: none; }
  table.tall td:empty { display: block; }
  .short { white-space: normal; }
  .columns { columns: 1; }
}
pre { font-size: 8pt; white-space: pre-wrap; overflow-wrap: anywhere; }
"""


def _html(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            breaks = ' class="breaks"' if block.breaks else ""
            name = "h3" if block.part else "h2"
            yield f"<{name}{breaks}>{escape(block.text)}</{name}>"
        case Paragraph():
            yield f"<p{_toned(block)}>{_words(block)}</p>"
        case Space():
            pass
        case Items():
            yield "<ul>"
            yield from (f"<li>{escape(text)}</li>" for text in block.texts)
            yield "</ul>"
        case Columns():
            yield '<ul class="columns">'
            yield from (f"<li>{escape(text)}</li>" for text in block.texts)
            yield "</ul>"
        case Grid():
            classes = [_class(name, block.right) for name in block.columns]
            tall = ' class="tall"' if block.tall else ""
            yield f"<table{tall}>\n<thead>"
            yield _row("th", classes, block.columns, block.columns)
            yield "</thead>\n<tbody>"
            for number, row in enumerate(block.rows, 1):
                last = block.total and number == len(block.rows)
                yield _row("td", classes, block.columns, row, ' class="total"' if last else "")
            yield "</tbody>\n</table>"
        case Plot():
            yield chart(block)
        case _:
            assert_never(block)


def _breaking(cell: str) -> str:
    """How a cell may be broken over lines; at its spaces if nothing is said."""
    if len(cell) <= _SHORT:
        return "short"
    return "long" if max(map(len, cell.split()), default=0) >= _LONG else ""


def _class(column: str, right: Collection[str]) -> str:
    return "right" if column in right else "title" if column == "Title" else ""


def _row(
    kind: str, classes: Sequence[str], columns: Sequence[str], cells: Sequence[Cell], more: str = ""
) -> str:
    """A row; each cell says its column, which stands before it where a row becomes a card."""
    made = []
    for style, column, cell in zip(classes, columns, cells, strict=True):
        tone = (
            cell.tone.value if isinstance(cell, Paragraph) and cell.tone is not Tone.PLAIN else ""
        )
        names = " ".join(name for name in (style, _breaking(plain(cell)), tone) if name)
        classed = f' class="{names}"' if names else ""
        if kind == "td":
            classed += f' data-label="{escape(column)}"'
        made.append(f"<{kind}{classed}>{escape(plain(cell))}</{kind}>")
    return f"<tr{more}>{''.join(made)}</tr>"


def _toned(block: Paragraph) -> str:
    return "" if block.tone is Tone.PLAIN or _mixed(block) else f' class="{block.tone.value}"'


def _words(block: Paragraph) -> str:
    """A paragraph's words; where others go along with them, the tone is theirs alone."""
    words = escape(block.text)
    if _mixed(block):
        words = f'<span class="{block.tone.value}">{words}</span>'
    return f"{escape(block.before)}{words}{escape(block.more)}"


def _mixed(block: Paragraph) -> bool:
    return bool(block.before or block.more)
