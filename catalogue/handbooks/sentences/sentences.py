"""Words of a structure section, put together from lines and parted into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalogue.handbooks.blocks import Line, Spot, is_contents
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.written.headings import group_head

MOST_SENTENCE = 2_000
"""Characters of a sentence that is read, inclusive."""

MOST_SENTENCES = 500
"""Sentences of one structure section that are read, inclusive."""

_INDENT = 60.0
"""Points by which the lines of one column may be indented."""

_SPARE = 6
"""Letters of room that a line has to spare before it is said to end on purpose."""

_ENDS = re.compile(
    r"(?<!\b[Nn]o\.)(?<!e\.g\.)(?<!i\.e\.)(?<!\b[Mm]in\.)(?<!\b[Mm]ax\.)(?<=[.;!?])\s+(?=[A-Z0-9\"(])|;\s+|\s+\|\s+"
    r"|(?<=\d)\s+(?=(?:Minimum|Maximum|Total|Guided)\s[^.:;]{0,70}:\s*\d)"
)
_LABEL = re.compile(
    r"(?:minimum|maximum|(?:overall\s+)?number\s+of|credit|total|mandatory|optional|group)\b",
    re.IGNORECASE,
)


_AMOUNT = re.compile(r"\b\d{1,3}\s+(?:credits?|units?)\b", re.IGNORECASE)
_AMOUNT_FIRST = re.compile(rf"(?=\d){_AMOUNT.pattern}", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:\b(?:and|or|of|the|an?|minimum|maximum|least|most|to|plus|from|with|than|worth|compris\w+|includ\w+)|[,(\u2013-])\s*$",
    re.IGNORECASE,
)
"""The end of a line after which its amount has to come."""


_GLUED = re.compile(r"\b(\d{1,3})(?=(?:credits?|units?|hours|GLH)\b)", re.IGNORECASE)
"""A number that is run together with what it counts."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its place.

    ``group`` is the group under whose heading it stands, and ``leads`` whether it does so before
    the first unit of that group; ``role`` is that of a heading around several groups. Sentences of
    one paragraph have one number of it.
    """

    text: str
    spot: Spot
    group: str = ""
    from_heading: bool = False
    leads: bool = False
    role: str = ""
    paragraph: int = 0


def sentences_of(lines: Sequence[Seen], names: dict[int, str]) -> list[Sentence]:
    """Return the sentences of a section; ``names`` has the group of each heading by its index."""
    found: list[Sentence] = []
    paragraph: list[Line] = []
    printed = [one.line for one in lines if one.line is not None and one.line.spot.box]
    group = role = ""
    leads = False
    number = 0

    def close() -> None:
        nonlocal number
        number += 1
        text = ""
        starts: list[tuple[int, Spot]] = []
        for line in paragraph:
            starts.append((len(text), line.spot))
            text += line.text if text.endswith("-") and not text.endswith(" -") else f" {line.text}"
        paragraph.clear()
        position = 0
        for part in _ENDS.split(text.strip()):
            at = text.find(part, position)
            position = max(at, 0)
            spot = max(
                (s for s in starts if s[0] <= max(at, 0)),
                default=starts[0] if starts else None,
                key=lambda s: s[0],
            )
            if part.strip() and spot and len(found) < MOST_SENTENCES:
                words = _GLUED.sub(r"\1 ", part.strip()[:MOST_SENTENCE])
                found.append(
                    Sentence(words, spot[1], group, leads=leads, role=role, paragraph=number)
                )

    for at, one in enumerate(lines):
        if one.line is None:
            close()
            if one.group is not None:
                # one that was left without units stands around those that took them
                group, role = names.get(at, ""), "" if at in names else one.group.role
            else:
                role = ""
            leads = one.group is not None and at in names
            continue
        line = one.line
        if one.aside or is_contents(line.text):
            close()
            continue
        if paragraph and (
            not _goes_on(paragraph[-1], line) or _has_room(paragraph[-1], line, printed)
        ):
            close()
        paragraph.append(line)
        if line.heading:
            close()
            if line.heading <= 3:
                group, leads, role = "", False, ""
        if around := _around(line):
            close()
            group, leads, role = "", False, around
    close()
    return list(_joined(found))


_MOST_WAYS = 6
_LEADS_TO_WAYS = re.compile(r"\b(?:either|one\s+of\s+the\s+following)\s*:?$", re.IGNORECASE)
_OR_NEXT = re.compile(r"[\s,;]+or[\s,;]*$|^\s*or[\s,;:]*$", re.IGNORECASE)
_OR_FIRST = re.compile(r"^or\s+(?=\S)", re.IGNORECASE)


def _joined(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield sentences, those of a list made one that "or" joins or "either:" leads to."""
    at = 0
    while at < len(sentences):
        first = sentences[at]
        words = [first.text]
        at += 1
        lead = bool(_LEADS_TO_WAYS.search(first.text))
        while at < len(sentences) and len(words) <= _MOST_WAYS:
            leads_on = (lead and len(words) == 1) or _OR_NEXT.search(words[-1])
            if not (leads_on or (_OR_FIRST.match(sentences[at].text) and not sentences[at].group)):
                break
            words.append(sentences[at].text)
            at += 1
        if len(words) == 1:
            yield first
            continue
        parts = [_OR_FIRST.sub("", _OR_NEXT.sub("", one)).strip(" ,;.") for one in words]
        parts = [one for one in parts if one]
        head = f"{parts.pop(0)} " if lead else ""
        yield replace(first, text=head + " or ".join(parts) + ".")


def _around(line: Line) -> str:
    """The role of groups that a heading stands around, which has no units of its own."""
    if not (line.heading or line.whole) or len(line.text) > 60:
        return ""
    head = group_head(line.text, heading=bool(line.heading))
    return head.role if head is not None and not head.id and not head.rest else ""


def _has_room(before: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Whether the first word of a line had room on the line before, which so ended on purpose.

    How far lines go is told by those of the same page that begin near it.
    """
    box, page = before.spot.box, before.spot.page
    if box is None or line.spot.page != page or line.spot.box is None:
        return False
    right = max(
        other[2]
        for one in lines
        if one.spot.page == page and (other := one.spot.box) and abs(other[0] - box[0]) < _INDENT
    )
    letter = (box[2] - box[0]) / max(len(before.text), 1)
    word = line.text.split()[0] if line.text.split() else ""
    return box[2] + letter * (len(word) + _SPARE) < right


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line is more of the paragraph before it."""
    if before.whole or line.whole or line.bullet or line.heading or before.heading:
        return False
    if before.bullet:
        return not before.text.endswith((".", ";")) and line.text[:1].islower()
    ended = before.text.endswith((".", ":", ";", "!", "?"))
    if before.text[-1:].isdigit() and _LABEL.match(line.text):
        return False
    if (
        _AMOUNT_FIRST.match(line.text)
        and _AMOUNT.search(before.text)
        and not _OPEN.search(before.text)
    ):
        return False
    if line.gap:
        long = len(before.text) >= 60 and not line.text.isdigit()
        return not ended and (long or line.text[:1].islower())
    return not (not ended and len(before.text) < 55 and line.text[:1].isupper())
