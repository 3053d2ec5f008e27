"""The bare text of each row held against its facts: every number ends in one, in the usual order.

Nothing is known here of columns, heads or formats. What most rows of a list have left over, as the
fee of each unit, is the custom of the list; a row that has more, or other values than its text, was
misread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.written.rows import HEAD_WORDS, Row, references_in

_FACTS = ("level", "credit", "glh", "tqt")
_NUMBER = re.compile(r"(?<![\w/.])(?:[LE]\s?)?(\d{1,2},\d{3}|\d{1,4})(?![\d/]|\.\d)")
_MOST = 0.6
"""The share of rows that have to be alike for another to be odd, inclusive."""


@dataclass(slots=True)
class _Left:
    """What is left of the text of a row once its facts are taken out of it."""

    row: Row
    numbers: list[str]
    order: tuple[str, ...]
    words: list[str]


def misread(section: Section) -> Iterator[Doubt]:
    """Yield rows whose text has other numbers than their facts, or the words of a longer title."""
    found = [_left(row) for row in section.rows if row.text]
    if not found:
        return
    spare = _usual([len(one.numbers) for one in found])
    orders = Counter(one.order for one in found if len(one.order) > 1)
    order, alike = orders.most_common(1)[0] if orders else ((), 0)
    wordy = _usual([bool(one.words) for one in found])
    own = _orders_of_groups(section, found)
    for one in found:
        asked = {about for _, about, _ in one.row.doubts}
        if len(one.numbers) > spare and not asked & {"row", *_FACTS}:
            left = ", ".join(one.numbers)
            yield _doubt(one.row, "row", f"in no fact of its row: {left}")
        elif (
            len(one.order) > 1
            and set(one.order) == set(order)
            and one.order not in {order, own.get(id(one.row))}
            and alike >= _MOST * orders.total()
            and not asked & {"row", *one.order}
        ):
            seen = f"{' and '.join(one.order)} stand in another order than in the other rows"
            for fact in one.order:
                yield _doubt(one.row, fact, seen)
        if one.words and not wordy and not asked & {"row", "title"}:
            yield _doubt(one.row, "title", f"words beside it in no fact: {' '.join(one.words)}")


def _orders_of_groups(section: Section, found: Sequence[_Left]) -> dict[int, tuple[str, ...]]:
    """The order that all rows of a group have by its columns, as of a table with a head of its own."""
    orders = {id(one.row): one.order for one in found}
    own: dict[int, tuple[str, ...]] = {}
    for group in section.every_group:
        alike = {orders.get(id(row), ()) for row in group.rows}
        if (
            len(group.rows) > 1
            and len(alike) == 1
            and all("columns" in r.readers for r in group.rows)
        ):
            own |= dict.fromkeys(map(id, group.rows), alike.pop())
    return own


def _usual(values: Sequence[int]) -> int:
    """What most rows have; the least where no value is that of most."""
    value, count = Counter(values).most_common(1)[0]
    return value if count >= _MOST * len(values) else min(values)


def _left(row: Row) -> _Left:
    text = row.text
    for reference, start, end in reversed(references_in(text)):
        text = f"{text[:start]} | {text[end:]}" if reference else text
    for known in (*(cell for _, cell in row.beside), row.number, row.reference, row.group):
        if known:
            text = re.sub(rf"(?<![\w.]){re.escape(known)}(?!\w)", " | ", text, count=1)
    text, words = _without_title(row, text)
    values = [int(one.replace(",", "")) for one in _NUMBER.findall(text)]
    spare, places = list(values), dict[str, int]()
    for fact in _FACTS:
        value = getattr(row, fact)
        if value is None:
            continue
        number = int(value[-1]) if isinstance(value, str) else value
        if number in spare:
            spare.remove(number)
            places[fact] = values.index(number)
    told = len(set(places.values())) == len(places)
    order = tuple(sorted(places, key=lambda fact: places[fact])) if told else ()
    if row.opens or row.closes or row.unreplaced:
        return _Left(row, [], order, [])
    return _Left(row, [str(one) for one in spare], order, [] if row.mark else words)


def _without_title(row: Row, text: str) -> tuple[str, list[str]]:
    """Take the title out of a text; also return the words that are left in its cell."""
    start = text.find(row.title)
    if not row.title or start < 0:
        return re.sub(r"[A-Za-z]+", " ", text), []
    end = start + len(row.title)
    before, after = text[:start], text[end:]
    cell = f"{before.rpartition('|')[2]} {after.partition('|')[0]}"
    words = [
        word
        for word in re.findall(r"[A-Za-z][A-Za-z'-]+", cell)
        if word.casefold() not in HEAD_WORDS and not re.fullmatch(r"[LEMO]\d?", word)
    ]
    return f"{before} | {after}", words


def _doubt(row: Row, fact: str, seen: str) -> Doubt:
    about = f"units/{row.reference or row.title}/{fact}"
    return Doubt("readers-differ", about, seen, row.spot, row.text, getattr(row, fact, None))
