"""The pages of single units, held against the lists: what they print of a unit under labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.written.labels import facts_in
from catalogue.handbooks.written.rows import Row, references_in
from catalogue.references import is_ofqual_reference

_LABEL = re.compile(
    r"(?:unit\s+)?(level|credit(?:s|\s+value)?|glh|guided\s+learning(?:\s+hours)?)\s*(?:\(glh\)\s*)?[:=]?\s*(\d{1,3})\b(?!/)",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"(?:unit\s+)?(?P<number>[A-Z]{0,4}\d{1,4}[A-Z]?)\s*[:.\u2013-]?\s+(?P<title>\S.*)", re.I
)
_NEAR = 8
"""Lines below a reference or the heading of a unit that may still be about it."""

_LEAST = 20
"""Signs of a title, inclusive, that a heading has at least of which the rest stands elsewhere."""
_LONGEST = 160
"""Signs of a line with labels."""


def hold_unit_pages(sections: Sequence[Section], seen: Sequence[Seen]) -> None:
    """Hold what stands under labels, after a unit's reference or heading, against the lists.

    A unit that is listed by its number gets the reference that its own page prints.
    """
    every = [row for section in sections for row in section.rows]
    rows = {row.reference: row for row in every if row.reference}
    numbers = {_bare(row.number or row.reference or row.title): row for row in every}
    headings = {
        _letters(f"{name} {row.title}"): row
        for row in every
        for name in (row.reference, row.number)
        if name
    }
    titles = _titles(every)
    current: Row | None = None
    left = 0
    labels_alone = False
    for one in seen[max((section.last for section in sections), default=0) + 1 :]:
        if one.line is None:
            current = rows.get(one.row.reference) if one.row is not None else None
            if one.row is not None and current is not None:
                _whole_words(current, one.row.title)
            left, labels_alone = _NEAR, False
            continue
        text = one.line.text
        headed = _headed(text, numbers) or headings.get(_letters(text))
        if headed is not None:
            _whole_words(headed, text)
        titled = titles.get(_letters(text)) if headed is None else None
        if headed is not None or titled is not None:
            current, left, labels_alone = headed or titled, _NEAR, headed is None
        references = [reference for reference, _, _ in references_in(text)]
        if references:
            named = rows.get(references[0]) if len(references) == 1 else None
            if named is None and len(references) == 1 and current is not None and left > 0:
                _refer(current, references[0], rows)
                named = rows.get(references[0])
            current, left, labels_alone = named, _NEAR, False
        if current is None or left <= 0:
            continue
        left -= 1
        if len(text) <= _LONGEST and (facts_in(text) or not labels_alone):
            _hold(current, one)


def _titles(rows: Sequence[Row]) -> dict[str, Row]:
    """The units with a reference by their titles, which no other has; much else is headed so too."""
    known = {row.reference: row for row in rows if is_ofqual_reference(row.reference)}
    counts = Counter(_letters(row.title) for row in known.values())
    return {key: row for row in known.values() if counts[key := _letters(row.title)] == 1}


def _bare(number: str) -> str:
    return number.casefold().removeprefix("unit ").strip()


def _whole_words(row: Row, text: str) -> None:
    """Take the title from the heading of its page where a narrow cell of the list broke words of it."""
    words = text.split()
    for first in range(len(words)):
        title = " ".join(words[first:])
        if len(title.split()) < len(row.title.split()) and "".join(title.split()) == "".join(
            row.title.split()
        ):
            row.title = title
            row.readers = (*row.readers, "its page")


def _letters(text: str) -> str:
    """Letters and numbers alone, without the word before the number of a unit or its title."""
    bare = re.sub(r"^\s*(?:unit(?:\s+title)?|title)\b\s*:?", "", text.casefold())
    return re.sub(r"[^a-z0-9]+", "", bare)


def _headed(text: str, numbers: Mapping[str, Row]) -> Row | None:
    """The unit that a line is the heading of: its number in the list, if it has one, and its title."""
    if (row := numbers.get(_bare(text))) is not None and not row.reference:
        return row
    found = _HEADED.fullmatch(text) if len(text) <= _LONGEST else None
    row = numbers.get(_bare(found["number"])) if found else None
    if row is None or found is None:
        return None
    shorter, longer = sorted((found["title"].casefold(), row.title.casefold()), key=len)
    return row if longer.startswith(shorter) and len(shorter) >= min(_LEAST, len(longer)) else None


def _refer(row: Row, reference: str, rows: dict[str, Row]) -> None:
    """Give a unit that is listed by a number the reference of its page."""
    if is_ofqual_reference(row.reference) or not is_ofqual_reference(reference):
        return
    row.number = row.number or row.reference
    row.reference = reference
    row.readers = (*row.readers, "its page")
    rows[reference] = row


def _hold(row: Row, one: Seen) -> None:
    assert one.line is not None
    for found in _LABEL.finditer(one.line.text):
        word = found[1].casefold()
        fact = "level" if word == "level" else "credit" if word.startswith("credit") else "glh"
        known, value = getattr(row, fact), int(found[2])
        if known is None:
            setattr(row, fact, value)
        elif known == value:
            row.again.add(fact)
        else:
            seen_there = f"{known} in the list, {value} on the page of the unit ({one.spot})"
            row.doubt("two-figures", fact, seen_there, value)
