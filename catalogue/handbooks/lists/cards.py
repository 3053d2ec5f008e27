"""Units that are listed as cards: a title with its reference and figures under labels, or a table of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from catalogue.handbooks.blocks import Block, Grid, Line
from catalogue.handbooks.lists.grids import is_of_one, labelled
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.labels import facts_in
from catalogue.handbooks.written.rows import REFERENCE

_HEAD = ("Reference", "Unit title", "Level", "Credit", "GLH", "TQT")
_CODE = re.compile(r"[A-Z]{1,6}[ /-]?\d{2,6}[A-Z]?")
_LEAST = 2
"""Facts of a card whose reference has no label, with that, for it to be none, inclusive."""
_PAGE = re.compile(r"(?:unit|module)\s+\w*\d", re.IGNORECASE)
"""The heading of the page of a unit, which is listed elsewhere."""
_OVER_AND_OVER = 2
"""How often a line may stand in a document that is no part of every card, inclusive."""
_LONGEST_BUTTON = 24
_MOST_LINES = 6
_LONGEST = 120


def with_cards(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which each run of two cards or more is a table of its units.

    A card on its own, as at the head of the page of a unit, stays as it is.
    """
    result: list[Block] = []
    said = Counter(one.text for one in blocks if isinstance(one, Line))
    at = 0
    while at < len(blocks):
        run: list[tuple[Line, dict[str, str]]] = []
        end = at
        while (card := _card(blocks, end)) is not None:
            title, facts, end = card
            run.append((title, facts))
            below = blocks[end] if end < len(blocks) else None
            if (
                isinstance(below, Line)
                and _is_button(below.text)
                and said[below.text] > _OVER_AND_OVER
            ):
                end += 1
        if len(run) > 1 or (run and _goes_on(blocks, end)) or (run and _went_on(result)):
            result.append(_table(run))
            at = end
        else:
            result.append(blocks[at])
            at += 1
    return result


def _is_button(text: str) -> bool:
    """Whether a line may be what every card of a page ends with, as "Read more"."""
    return len(text) <= _LONGEST_BUTTON and not re.search(r"[\d.:;]", text)


def _goes_on(blocks: Sequence[Block], at: int) -> bool:
    """Whether another group of cards follows."""
    one = blocks[at] if at < len(blocks) else None
    named = isinstance(one, Line) and group_head(one.text, heading=bool(one.heading)) is not None
    return named and _card(blocks, at + 1) is not None


def _went_on(before: Sequence[Block]) -> bool:
    """Whether the heading of a group stands before, and cards before that."""
    if len(before) < 2 or not isinstance(before[-1], Line):
        return False
    above = before[-2]
    return group_head(before[-1].text, heading=bool(before[-1].heading)) is not None and (
        isinstance(above, Grid) and above.reader == _READER
    )


_READER = "cards"


def _card(blocks: Sequence[Block], at: int) -> tuple[Line, dict[str, str], int] | None:
    """The card that begins at a block: its title, its facts, and where it ends."""
    title = blocks[at] if at < len(blocks) else None
    if isinstance(title, Grid):
        told = _told(title)
        name = Line(told.pop("title", ""), title.spots[0], whole=True)
        return (name, told, at + 1) if name.text and "reference" in told else None
    if not isinstance(title, Line) or not _is_title(title):
        return None
    facts: dict[str, str] = {}
    end = at + 1
    below = blocks[end] if end < len(blocks) else None
    if isinstance(below, Grid) and "reference" in (told := _told(below)) and "title" not in told:
        return (title, told, end + 1)
    while end < len(blocks) and end - at <= _MOST_LINES:
        line = blocks[end]
        found = _facts(line.text) if isinstance(line, Line) else None
        if not found or found.keys() & facts.keys():
            break
        facts |= found
        end += 1
    code = facts.get("reference", "")
    bare = isinstance(below, Line) and below.text == code
    if not code or (bare and (_PAGE.match(title.text) or len(facts) <= _LEAST)):
        return None
    return title, facts, end


def _facts(text: str) -> dict[str, str]:
    """What a line of a card gives: facts under labels, or a reference or code with nothing beside it."""
    alone = REFERENCE.fullmatch(text) or _CODE.fullmatch(text)
    return facts_in(text) or ({"reference": text} if alone else {})


def _told(grid: Grid) -> dict[str, str]:
    """What a table says of one unit, fact by fact; nothing where it is another table."""
    if grid.again or not is_of_one(grid.rows):
        return {}
    pairs = [pair for row in grid.rows for pair in labelled(row)]
    facts = dict(pairs)
    return facts if len(facts) == len(pairs) else {}


def _is_title(line: Line) -> bool:
    text = line.text
    return (
        3 < len(text) <= _LONGEST
        and text[:1].isalnum()
        and not text.endswith((".", ":", ";"))
        and REFERENCE.search(text) is None
        and not facts_in(text)
        and group_head(text, heading=bool(line.heading)) is None
    )


def _table(run: Sequence[tuple[Line, dict[str, str]]]) -> Grid:
    facts = ("level", "credit", "glh", "tqt")
    kept = [n for n, fact in enumerate(facts) if any(fact in one for _, one in run)]
    head = (*_HEAD[:2], *(_HEAD[2 + n] for n in kept))
    rows = [
        (one["reference"], line.text, *(one.get(facts[n], "") for n in kept)) for line, one in run
    ]
    spots = (run[0][0].spot, *(line.spot for line, _ in run))
    return Grid((head, *rows), spots, _READER)
