"""What a document calls units by its form alone, where neither references nor heads of tables do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from catalogue.handbooks.blocks import Block, Grid, Line, is_contents
from catalogue.handbooks.lists.columns import is_head_row
from catalogue.handbooks.written.headings import group_head, titles_in
from catalogue.handbooks.written.lines import is_head, listed_row
from catalogue.handbooks.written.rows import Row, own_code, references_in

_COUNTED = re.compile(r"(?P<unit>(?i:unit)\s+)?(?P<number>\d{1,4})\s*[.:)\u2013-]?\s+[A-Z(]")
_AFTER_HEAD = re.compile(r"(?<=\w)(?<!Unit)(?<!unit)(?<!UNIT)\s+(?=\d{2,4}\s+[A-Z][a-z])")
"""Where an item begins that the head of its list is run together with."""
_JOINED = re.compile(r"([A-Z]{2,6} ?\d{2,5})(?=[A-Z][a-z])")
"""A code that is run together with the title behind it."""
_THINGS = r"(?:units|modules|topics|subjects|(?:content\s+|subject\s+)areas)"
_LEADS = re.compile(
    rf"\b(?P<role>mandatory|core|compulsory|optional|elective)\s+(?:[\w-]+\s+)?{_THINGS}\b(?:[^.;:]{{0,60}}[:;]$|\s*$)"
    rf"|\b(?P<all>all)\s+(?:of\s+)?(?:the\s+)?following\s+(?:\w+\s+)?{_THINGS}\s*:?$"
    rf"|\b(?P<any>{_THINGS})\b[^.;]{{0,60}}\b(?:includ(?:e|es|ing)|are|cover(?:ed)?|study|following)\b[^.;:]{{0,20}}:$",
    re.IGNORECASE,
)
"""How a sentence ends that a list of units follows; ``any`` where it says not what they are."""
_TOLD = re.compile(
    r"^((?:(?:mandatory|optional|core)\s+)?(?:group|section|pool)\s+[A-Z]?\d{0,2})\s+(?=(?:learners?|candidates?|students?|you|a\s+m|at\s+l|choose|select|all)\b)",
    re.IGNORECASE,
)
"""The name of a group and what is asked of it, which no sign parts."""
_INLINE = re.compile(
    rf"(?P<lead>[^.;:]*\b{_THINGS}\b[^.;:]{{0,60}}:)\s+(?P<items>[^;:]{{3,90}}(?:;[^;:]{{3,90}}){{2,}}?)\.?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r";\s*(?:and\s+)?", re.IGNORECASE)
"""A list within a sentence, and what parts its items."""
_PLAINLY = re.compile(
    rf"(?:(?:course|study|the|your)\s+)?{_THINGS}(?:\s+(?:covered|studied|list))?\s*:?(?:\s*(?:\w+\s+)?\(?\d+\)?\s+{_THINGS})?",
    re.IGNORECASE,
)
"""A heading that says that units follow, and of them no more than how many."""
_FEWEST = 2
_LEAST = 3
"""Items that make a list, inclusive."""
_PAGES = 0.5
"""The share of items with a number at their end from which on they are the contents of a book."""


def announced(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which a line right above a list, that names a group, is a heading.

    In text no heading is marked, and one that says what its units come to reads like a sentence.
    """
    result = _led(blocks, frozenset({"role", "all"}))
    for at, (one, after) in enumerate(pairwise(result)):
        if not isinstance(one, Line) or one.heading or references_in(one.text):
            continue
        begins = isinstance(after, Grid) and (
            is_head_row(after.rows[0]) or any(references_in(cell) for cell in after.rows[0])
        )
        begins = begins or (isinstance(after, Line) and is_head(after.text))
        begins = begins or (not one.bullet and _is_bare(after))
        text = _TOLD.sub(r"\1: ", one.text)
        named = group_head(text, heading=True) if begins and ":" in text else None
        if named is not None and (named.role or named.id) and not is_head(one.text):
            result[at] = replace(one, text=text, heading=5)
    return result


def by_form(blocks: Sequence[Block]) -> tuple[list[Block], frozenset[int]]:
    """Return blocks with bare tables of numbers and titles as items, and the places of all items.

    Items are three or more lines after each other, each counted, or with a code or its credit. It is
    for a document in which nothing else was found to be a unit.
    """
    lines = [line for block in blocks for line in _lines_of(block)]
    unfolded = _led(lines, frozenset({"role", "all", "any"}))
    items = set(_below_units(unfolded))
    for is_item, run in groupby(range(len(unfolded)), key=lambda at: _is_item(unfolded[at])):
        places = list(run)
        if not is_item or not _is_list([unfolded[at] for at in places]):
            continue
        before = unfolded[places[0] - 1] if places[0] else None
        named = isinstance(before, Line) and (
            group_head(before.text, heading=True)
            or (len(places) >= _FEWEST and any(t.start == 0 for t in titles_in(before.text)))
        )
        if named or len(places) >= _LEAST:
            items |= set(places)
    for at in items:
        line = unfolded[at]
        if isinstance(line, Line):
            unfolded[at] = replace(line, heading=0)
    return (unfolded, frozenset(items)) if items else _headed_units(unfolded)


def _headed_units(blocks: Sequence[Block]) -> tuple[list[Block], frozenset[int]]:
    """Return blocks with the headings "Unit 1 - Glazing", over what is told of each, as one list."""
    heads = [
        one
        for one in blocks
        if isinstance(one, Line) and one.heading and (m := _COUNTED.match(one.text)) and m["unit"]
    ]
    if len(heads) < _LEAST or len({one.text for one in heads}) < len(heads):
        return list(blocks), frozenset()
    at = blocks.index(heads[0])
    opened = Line("Units", heads[0].spot, heading=5)
    items = [replace(one, heading=0) for one in heads]
    first = at + 1
    return [*blocks[:at], opened, *items, *blocks[at:]], frozenset(range(first, first + len(items)))


def _led(blocks: Sequence[Block], kinds: frozenset[str]) -> list[Block]:
    """Return blocks with a heading over each list that a sentence leads to: "The core units are:".

    None where it stands under the heading of a group. The sentence itself is about the list, so it
    stands below.
    """
    result: list[Block] = []
    named = False
    for at, block in enumerate(blocks):
        items = blocks[at + 1 : at + 1 + _FEWEST]
        found = None
        if isinstance(block, Line):
            group = group_head(block.text, heading=bool(block.heading))
            named = group is not None or (named and not block.heading)
            leads = (block.whole and not block.bullet) or block.text.endswith((":", ";"))
            if leads and not block.heading and not named and len(items) == _FEWEST:
                found = _LEADS.search(block.text)
        if (
            found
            and found.lastgroup in kinds
            and isinstance(block, Line)
            and all(
                _is_bare(one) or (isinstance(one, Line) and _COUNTED.match(one.text))
                for one in items
            )
        ):
            called = found["role"] or ("mandatory" if found["all"] else "")
            text = f"{called} units".strip().capitalize()
            result.append(Line(text, block.spot, heading=5))
        result.append(block)
    return result


def _below_units(blocks: Sequence[Block]) -> Iterator[int]:
    """The places of the items under a heading that calls them units, and nothing besides."""
    for at, block in enumerate(blocks):
        if not (isinstance(block, Line) and block.heading and _PLAINLY.fullmatch(block.text)):
            continue
        sentence = at + 1 < len(blocks) and not _is_bare(blocks[at + 1])
        run = takewhile(lambda n: _is_bare(blocks[n]), range(at + 1 + sentence, len(blocks)))
        places = list(run)
        yield from places if len(places) >= _LEAST else ()


def _is_bare(block: Block) -> bool:
    """Whether a block is an item that may be a unit: it has a reference, or reads like a title."""
    if not isinstance(block, Line) or not block.bullet or block.text[:1].islower():
        return False
    return bool(references_in(block.text)) or listed_row(block.text, item=True) is not None


def take_numbers(rows: Sequence[Row]) -> None:
    """Take the numbers before the titles for codes, where each unit has one of its own.

    Three digits or more: fewer count the rows of a list, or its pages.
    """
    counted = [row for row in rows if row.reference.isdecimal() and len(row.reference) < 3]
    if any(row.number and not row.reference for row in rows):
        for row in counted:
            row.number, row.reference = row.reference, ""
    noted = [_number_before(row) for row in rows]
    if len(rows) < _LEAST or not all(noted) or len(set(noted)) < len(rows):
        return
    for row, (number, doubt) in zip(rows, filter(None, noted), strict=True):
        row.reference = own_code(number)
        row.doubts.remove(doubt)


def _number_before(row: Row) -> tuple[str, tuple[str, str, str]] | None:
    for doubt in row.doubts:
        found = re.search(r"before the title: (\d{3,4})$", doubt[2])
        if found and not row.reference:
            return found[1], doubt
    return None


def _lines_of(block: Block) -> Iterator[Block]:
    """The rows of a table that has two columns, numbers and titles; any other block as it is."""
    if isinstance(block, Line) and (found := _AFTER_HEAD.search(block.text)):
        head = block.text[: found.start()]
        yield replace(block, text=block.text[found.start() :].strip()) if is_head(head) else block
        return
    if isinstance(block, Line) and _JOINED.match(block.text):
        yield replace(block, text=_JOINED.sub(r"\1 ", block.text))
        return
    if isinstance(block, Line) and (within := _INLINE.fullmatch(block.text)):
        yield replace(block, text=within["lead"])
        for item in _BETWEEN.split(within["items"]):
            yield replace(block, text=item.strip(" ."), bullet=True)
        return
    rows = [[cell for cell in row if cell] for row in block.rows] if isinstance(block, Grid) else []
    if isinstance(block, Grid) and _is_coded(rows):
        titled = [(row[0], row[1].rstrip(" .")) for row in rows]
        whole = (("Unit code", "Unit title"), *titled)
        yield replace(block, rows=whole, spots=(block.spots[0], *block.spots))
        return
    if not isinstance(block, Grid) or not all(
        len(row) == 2 and row[0].isdecimal() and len(row[0]) <= 4 for row in rows
    ):
        yield block
        return
    for row, spot in zip(rows, block.spots, strict=True):
        yield Line(f"{row[0]} {row[1]}", spot, whole=True)


_TABLED = re.compile(r"[A-Z]{2,6}(?P<digits>\s*\d{1,4}[A-Z]?)?")
"""A code in a cell of its own."""


def _is_coded(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a table without a head are codes, each with a title.

    Codes of letters alone may be words, so that a table of them has three rows or more.
    """
    if not rows or any(len(row) != 2 for row in rows):
        return False
    codes = {row[0]: found for row in rows if (found := _TABLED.fullmatch(row[0]))}
    least = 1 if all(found["digits"] for found in codes.values()) else _LEAST
    titled = all(listed_row(row[1].rstrip(" ."), item=True) is not None for row in rows)
    return least <= len(rows) == len(codes) and titled


def _is_item(block: Block) -> bool:
    if not isinstance(block, Line) or is_contents(block.text):
        return False
    if block.heading and not _COUNTED.match(block.text):
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
