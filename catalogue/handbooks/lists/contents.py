"""The contents page of a document: what it lists stands elsewhere, with the number of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalogue.handbooks.blocks import Block, Grid, Line, Spot, is_contents
from catalogue.handbooks.written.rows import role_of_head

_OPENS = re.compile(
    r"(?:\d\.?\s+)?(?:table\s+of\s+)?contents(?:\s+page)?\s*:?(?P<rest>\s.*\d)?", re.IGNORECASE
)
_BEGINS = re.compile(r"(?:introduction|foreword|about\s+us)\s+\d{1,2}", re.IGNORECASE)
"""The first entry of contents whose heading is not there."""
_ENTRY = re.compile(r"(?P<words>.*[^\W\d_]{2}.*?)[\s.\u2026_-]+(?P<page>\d{1,3})")
_LEAST_ENTRIES = 3
_LONGEST_BARE = 100
_MOST_OVER, _MOST_PAGES = 20, 500
"""Pages that a document may have had besides those that are here; and where it has none."""
_MOST_BARE = 2
"""Lines in a row that have no number: the first line of a long entry, the heading of several."""


def with_contents(blocks: Sequence[Block]) -> list[Block]:
    """Mark the entries of a contents page that no dots lead to their page number.

    They stand below its heading, and the numbers behind them never fall. Each becomes a line with
    dots, whatever stood there; other blocks stay as they are.
    """
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        opened = _opens(blocks[at])
        end, entries = (
            _entries(blocks, at if opened == "within" else at + 1) if opened else (at, [])
        )
        if len(entries) < _LEAST_ENTRIES:
            result.append(blocks[at])
            at += 1
            continue
        if opened == "above":
            result.append(blocks[at])
        result += entries
        at = end
    return result


def _opens(block: Block) -> str:
    """Whether the contents begin in a block, as its first row, or after it as their heading."""
    text = block.text if isinstance(block, Line) else " ".join(filter(None, block.rows[0]))
    found = _OPENS.fullmatch(text)
    if found is None and _BEGINS.fullmatch(text):
        return "within"
    if found is None:
        return ""
    return "within" if found["rest"] or isinstance(block, Grid) else "above"


def _entries(blocks: Sequence[Block], start: int) -> tuple[int, list[Line]]:
    """The entries from a block on, and the block after the last that has one."""
    entries: list[Line] = []
    end, page, bare = start, 0, 0
    last = blocks[-1].spot if isinstance(blocks[-1], Line) else blocks[-1].spots[0]
    most = 2 * last.page + _MOST_OVER if last.page else _MOST_PAGES
    waiting: list[Line] = []
    for at in range(start, len(blocks)):
        for text, spot in _items(blocks[at]):
            found = _ENTRY.fullmatch(text)
            if found is None or not page <= int(found["page"]) <= most:
                bare += 1
                waiting.append(Line(text, spot, whole=True))
                prose = len(text) > _LONGEST_BARE or text.endswith(".")
                if bare > _MOST_BARE or found is not None or prose or _is_head(blocks[at]):
                    return end, entries
                continue
            page, bare = int(found["page"]), 0
            words = text if is_contents(text) else f"{found['words']} ... {page}"
            entries += [*waiting, Line(words, spot, whole=True)]
            waiting = []
        if not waiting:
            end = at + 1
    return end, entries


def _items(block: Block) -> Iterator[tuple[str, Spot]]:
    if isinstance(block, Line):
        yield block.text, block.spot
        return
    for row, spot in zip(block.rows, block.spots, strict=True):
        yield " ".join(filter(None, row)), spot


def _is_head(block: Block) -> bool:
    """Whether a block is a table that says in its first row what its columns hold."""
    return isinstance(block, Grid) and sum(bool(role_of_head(cell)) for cell in block.rows[0]) > 1
