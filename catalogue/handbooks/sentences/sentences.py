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
    r"|(?<=\d)\s+(?=(?:Minimum|Maximum|Total|Guided|Credit)\s[^.:;\d]{0,70}:\s*\d)"
    r"|(?<=\d)\s+(?=(?:TQT|GLH|Credits?)\s*:\s*\d)"
)
_LABEL = re.compile(
    r"(?:minimum|maximum|(?:overall\s+)?number\s+of|credit|total|mandatory|optional|group)\b",
    re.IGNORECASE,
)


_LONGEST_LABEL = 70
"""Signs of a label and its number: a longer line with a number at its end was broken there."""
_SO_MANY = re.compile(r"\b\d{1,3}\s+(?:credits?|units?)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:\b(?:and|or|of|the|an?|minimum|maximum|least|most|to|plus|from|with|than|worth|compris\w+|includ\w+)|[,(\u2013-])\s*$",
    re.IGNORECASE,
)
"""The end of a line after which its amount has to come."""
_LEADS_ON = re.compile(
    r"\b\d{1,3}\s+(?:credits?|units?)\b.*\b(?:from|of|in|within)(?:\s+the)?$", re.IGNORECASE
)
"""An amount at the end of a line whose group has to come, which a capital begins."""


_GLUED = re.compile(r"\b(\d{1,3}(?=(?:credits?|units?|hours|GLH)\b)|(?:the|from)(?=(?:optional|mandatory)\b))", re.IGNORECASE)  # fmt: skip
"""A word that is run together with what it counts, or leads to."""


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
        for part in _ENDS.split(_NUMBERED.sub("", text.strip())):
            position = max(text.find(part, position), 0)
            first = max((n for n, (at, _) in enumerate(starts) if at <= position), default=0)
            spots = [spot for at, spot in starts[first:] if at < position + len(part)]
            if part.strip() and spots and len(found) < MOST_SENTENCES:
                words = _GLUED.sub(r"\1 ", part.strip()[:MOST_SENTENCE])
                spot = _all_of(spots)
                found.append(Sentence(words, spot, group, leads=leads, role=role, paragraph=number))

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
    return list(_leaning(list(_joined(found))))


def _all_of(spots: Sequence[Spot]) -> Spot:
    """The place of several lines: that of the first, around those on the same page."""
    boxes = [one.box for one in spots if one.box is not None and one.page == spots[0].page]
    if len(boxes) < 2:
        return spots[0]
    left, top, right, bottom = zip(*boxes, strict=True)
    return replace(spots[0], box=(min(left), min(top), max(right), max(bottom)))


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


_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[A-Z])")
"""The number of a paragraph within a chapter."""
_MARK = re.compile(r"^\(?(?:(?:[a-h]|[ivx]{1,4})[).]\s+(?=\w)|\d{1,2}[).]\s+(?=[A-Za-z]))")
"""The mark that an item of a list begins with."""
_SO_MUCH = r"(?:(?:at\s+least|at\s+most|(?:a\s+|the\s+)?(?:min|max)imum(?:\s+of)?|up\s+to|(?:no|not)\s+(?:more|fewer|less)\s+than|exactly|the\s+(?:remaining|other)|a\s+further)\s+)?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[\s-]\w+)?)"  # fmt: skip
_OF_WHERE = r"(?:group|section|mandatory|optional|core|level)\b"
_ELIDED = re.compile(
    rf"^(?:and\s+)?{_SO_MUCH}\s+(?:(?:must|should|may|can|will|are|is|need|has|have|to|be|come|comes|taken|achieved|chosen)\s+)*(?:(?:from|in|at)\s+)?(?:the\s+)?{_OF_WHERE}"
    rf"|^from\s+(?:the\s+)?{_OF_WHERE}[^.\d]{{0,30}},?\s+{_SO_MUCH}\s*[.;]?$",
    re.IGNORECASE,
)
"""An amount of what is said in the sentence before: "14 must come from Group A"."""
_ENTRY = re.compile(
    rf"(?:(?:overall|total|mandatory|optional|core)\b\s*)?(?:(?:group|section|pool)\s+(?-i:[A-Z])\d?)?\s*[:\u2013-]\s*{_SO_MUCH}(?:\s+\(?(?:min|max)(?:imum)?\)?)?[.;]?",
    re.IGNORECASE,
)
"""The same under a label: "Mandatory Group A: 20"."""
_OF_THESE = re.compile(
    rf"^(?:of\s+(?:these|those|which|this)\b.*\d|{_SO_MUCH}\s+of\s+(?:these|those|them)\b(?!\s+\w+\s+(?:must|should|may|can)\s+(?:\w+\s+){{0,2}}from))",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^(?:from|in)\s(?=.*\b(?:group|section|units|modules)\b)(?!.*\b(?:must|should|may|can|need|complete|achieve|choose|take)\b)[^.:]{5,60}$", re.IGNORECASE)  # fmt: skip
"""Of what the next words are, and nothing by itself."""
_MEASURES = ("credit", "unit|module", "glh|guided|tqt|hours")
_MEASURED = re.compile(rf"{_SO_MUCH}\s+(?:\w+\s+)?(?:credit|unit|module|glh|hour|guided)|\bcredits?\b", re.IGNORECASE)  # fmt: skip
_NUMBER = re.compile(rf"(?<!level )(?<!unit )\b{_SO_MUCH}\b", re.IGNORECASE)


def _leaning(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield sentences, one that is about an amount of the sentence before it made one with that."""
    last: Sentence | None = None
    for one in sentences:
        if last is not None and (joint := _joint(last, one)):
            start = _MARK.sub("", one.text)
            start = start if joint == "; " else start[:1].lower() + start[1:]
            last = replace(last, text=last.text.rstrip(" .;:,") + joint + start)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _joint(before: Sentence, one: Sentence) -> str:
    """What joins a sentence to the one before it that it leans on; nothing where it stands alone."""
    same = (before.group, before.role, before.leads) == (one.group, one.role, one.leads)
    if not same or one.from_heading or len(before.text) + len(one.text) > MOST_SENTENCE:
        return ""
    if _PLACE.match(_MARK.sub("", before.text)):
        return ", "
    text = _MARK.sub("", one.text)
    said = [bool(re.search(words, before.text, re.IGNORECASE)) for words in _MEASURES]
    counts = len(_NUMBER.findall(before.text))
    if sum(said) != 1 or not counts:
        return ""
    if counts == 1 and _OF_THESE.match(text):
        return ", "
    elided = not _MEASURED.search(text)
    return "; " if elided and (_ELIDED.match(text) or _ENTRY.fullmatch(text)) else ""


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
    if _MARK.match(line.text) or _NUMBERED.match(line.text):
        return False
    if before.bullet:
        return not before.text.endswith((".", ";")) and line.text[:1].islower()
    ended = before.text.endswith((".", ":", ";", "!", "?"))
    if before.text[-1:].isdigit() and _LABEL.match(line.text):
        return len(before.text) > _LONGEST_LABEL
    if _SO_MANY.match(line.text) and _SO_MANY.search(before.text) and not _OPEN.search(before.text):
        return False
    if line.gap:
        long = len(before.text) >= 60 and not line.text.isdigit()
        return not ended and (long or line.text[:1].islower())
    left_open = ended or len(before.text) >= 55 or _LEADS_ON.search(before.text) is not None
    return left_open or not line.text[:1].isupper()
