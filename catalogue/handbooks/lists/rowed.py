"""Text of tables with one cell on each line, as programs take them out of a page: rows put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.blocks import Block, Line
from catalogue.handbooks.written.lines import SHORT, is_head
from catalogue.handbooks.written.rows import OWN_CODE, own_code, references_in

_VALUE = re.compile(SHORT)
_CODE = re.compile(OWN_CODE)
_LEAST = 3
_MOST_LINES = 6
"""Lines of one title, inclusive."""


def with_rows(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which such rows are one line each; others as they are.

    A code, a title and values make a row where three or more do so with equally many values. Where
    the first code stands behind values, such values and a code are the last cells of a row.
    """
    kinds = [_kind(block) for block in blocks]
    opened, closed = _opened(kinds), _closed(kinds)
    if closed and (not opened or min(closed) < min(opened)):
        ends = closed
    else:
        widths = Counter(len(values) for values in opened.values())
        width = widths.most_common(1)[0][0] if widths else 0
        ends = {at: values[-1] for at, values in opened.items() if len(values) == width}
    if len(ends) < _LEAST:
        return list(blocks)
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        end = ends.get(at, at)
        first = blocks[at]
        if end > at and isinstance(first, Line):
            texts = [one.text for one in blocks[at : end + 1] if isinstance(one, Line)]
            result.append(replace(first, text=" ".join(texts)))
        else:
            result.append(first)
        at = end + 1
    return result


def _kind(block: Block) -> str:
    """What a line is alone: a code, a value, a title or part of one; nothing for any other block."""
    if not isinstance(block, Line) or block.heading or block.bullet:
        return ""
    text = block.text
    if _VALUE.fullmatch(text):
        return "value"
    if references_in(text):
        return "code" if " " not in text and len(references_in(text)) == 1 else ""
    if _CODE.fullmatch(text) and own_code(text):
        return "code"
    return "" if text.endswith((".", ":")) or is_head(text) else "title"


def _opened(kinds: Sequence[str]) -> dict[int, list[int]]:
    """Rows that begin with their code, by its place: the places of their values."""
    found: dict[int, list[int]] = {}
    for at, kind in enumerate(kinds):
        if kind != "code":
            continue
        end = at + 1
        while end < len(kinds) and kinds[end] == "title":
            end += 1
        values: list[int] = []
        while end + len(values) < len(kinds) and kinds[end + len(values)] == "value":
            values.append(end + len(values))
        if 0 < end - at - 1 <= _MOST_LINES and values:
            found[at] = values
    return found


def _closed(kinds: Sequence[str]) -> dict[int, int]:
    """Runs of values that end in a code, by where they begin: where they end."""
    found: dict[int, int] = {}
    for at, kind in enumerate(kinds):
        start = at
        while start and kinds[start - 1] == "value":
            start -= 1
        if kind == "code" and start < at:
            found[start] = at
    return found
