"""What a document calls units by its form alone, where neither references nor heads of tables do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from catalogue.handbooks.blocks import Block, Grid, Line, is_contents
from catalogue.handbooks.lists.columns import is_head_row
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.lines import is_head, listed_row
from catalogue.handbooks.written.rows import references_in

_COUNTED = re.compile(r"(?P<unit>unit\s+)?(?P<number>\d{1,4})\s*[.:)\u2013-]?\s+[A-Z(]", re.I)
_LEAST = 3
"""Items that make a list, inclusive."""
_PAGES = 0.5
"""The share of items with a number at their end from which on they are the contents of a book."""


def announced(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which a line right above a list, that names a group, is a heading.

    In text no heading is marked, and one that says what its units come to reads like a sentence.
    """
    result = list(blocks)
    for at, (one, after) in enumerate(pairwise(blocks)):
        if not isinstance(one, Line) or one.heading or references_in(one.text):
            continue
        begins = isinstance(after, Grid) and (
            is_head_row(after.rows[0]) or any(references_in(cell) for cell in after.rows[0])
        )
        begins = begins or (isinstance(after, Line) and is_head(after.text))
        named = group_head(one.text, heading=True) if begins and ":" in one.text else None
        if named is not None and (named.role or named.id) and not is_head(one.text):
            result[at] = replace(one, heading=5)
    return result


def by_form(blocks: Sequence[Block]) -> tuple[list[Block], frozenset[int]]:
    """Return blocks with bare tables of numbers and titles as items, and the places of all items.

    Items are three or more lines after each other, each counted, or with a code or its credit. It is
    for a document in which nothing else was found to be a unit.
    """
    unfolded = [line for block in blocks for line in _lines_of(block)]
    items: set[int] = set()
    for is_item, run in groupby(range(len(unfolded)), key=lambda at: _is_item(unfolded[at])):
        places = list(run)
        if is_item and len(places) >= _LEAST and _is_list([unfolded[at] for at in places]):
            items |= set(places)
    return unfolded, frozenset(items)


def _lines_of(block: Block) -> Iterator[Block]:
    """The rows of a table that has two columns, numbers and titles; any other block as it is."""
    rows = [[cell for cell in row if cell] for row in block.rows] if isinstance(block, Grid) else []
    if not isinstance(block, Grid) or not all(
        len(row) == 2 and row[0].isdecimal() and len(row[0]) <= 4 for row in rows
    ):
        yield block
        return
    for row, spot in zip(rows, block.spots, strict=True):
        yield Line(f"{row[0]} {row[1]}", spot, whole=True)


def _is_item(block: Block) -> bool:
    if not isinstance(block, Line) or block.heading or is_contents(block.text):
        return False
    row = listed_row(block.text, item=True)
    return row is not None and (
        row.credit is not None or bool(row.reference) or bool(_COUNTED.match(block.text))
    )


def _is_list(lines: Sequence[Block]) -> bool:
    """Whether items are those of one list: they count up, or differ; and no pages stand behind."""
    texts = [line.text for line in lines if isinstance(line, Line)]
    paged = sum(bool(re.search(r"[a-z)]\s+\d{1,3}$", text)) for text in texts)
    return paged < _PAGES * len(texts) and len(set(texts)) == len(texts)
