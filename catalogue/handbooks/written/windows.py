"""Registration windows that stand inside titles: withdrawn from, available from, replaced."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.days import read_day

_DAY = r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|\d{4}-\d\d-\d\d)"
_LEAD = r"[\s(\[,;:\u2013\u2014-]*"
_OF_UNIT = r"(?:(?:this|the)\s+unit\s+(?:is|was|has\s+been|will\s+be)\s+)?"
_CLOSES = re.compile(
    _LEAD
    + _OF_UNIT
    + r"(?:to\s+be\s+|now\s+)?(?:withdrawn|(?:not|no\s+longer)\s+available|closed?|retired|expir\w+|unavailable)"
    r"(?:\s+for\s+(?:new\s+)?registrations?)?\s+(from|after|on|since|as\s+of)?\s*"
    + _DAY
    + r"[)\]]?",
    re.IGNORECASE,
)
_LAST = re.compile(
    _LEAD
    + _OF_UNIT
    + r"(?:(?:available|open|registrations?)\s+(?:for\s+registrations?\s+)?(?:until|to|up\s+to)|(?<=[(\[])until)\s+"
    + _DAY
    + r"[)\]]?",
    re.IGNORECASE,
)
_OPENS = re.compile(
    _LEAD
    + _OF_UNIT
    + r"(?:(?:new\s+unit\s+)?(?:available|added|open|valid|effective|new)\s+(?:for\s+registrations?\s+)?"
    r"(?:from|on|as\s+of)|(?<=[(\[])from)\s+" + _DAY + r"[)\]]?",
    re.IGNORECASE,
)
_NONE = re.compile(
    _LEAD + r"(?:there\s+is\s+)?no\s+replacement(?:\s+(?:is\s+)?available|\s+unit)?[)\]]?", re.I
)
_HINT = re.compile(
    r"withdrawn|no\s+longer\s+available|superseded|available\s+from|\breplac(?:ed|es|ing)\b"
    r"|\breplacement\s+(?:units?|for|of|is)\b|(?<!fit )\b(?:a|the|no|its)\s+replacement\s*[)\].,;:]?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Window:
    """A title without its window, and the first and last day of registration, inclusive."""

    title: str
    opens: date | None = None
    closes: date | None = None
    unreplaced: bool = False
    unread: bool = False
    """Whether the title still speaks of a window that was not understood."""


def window_in(title: str) -> Window:
    """Take the window out of a title.

    "Withdrawn from" a day closes on the day before; "withdrawn after" and "available until" close
    on it. Only the pair "withdrawn from D, available from D + 1" of two rows says that D itself is
    the last day, which :func:`abutting` sees.
    """
    opens = closes = None
    unreplaced = False
    if found := _NONE.search(title):
        unreplaced = True
        title = title[: found.start()] + title[found.end() :]
    if found := _CLOSES.search(title):
        closes = _day(found[2])
        if closes:
            title = title[: found.start()] + title[found.end() :]
    elif (found := _LAST.search(title)) and (closes := _day(found[1])):
        title = title[: found.start()] + title[found.end() :]
    if (found := _OPENS.search(title)) and (opens := _day(found[1])):
        title = title[: found.start()] + title[found.end() :]
    title = " ".join(title.split()).strip(" -\u2013\u2014;,:")
    return Window(title, opens, closes, unreplaced, bool(_HINT.search(title)))


_LAST_HEAD = re.compile(
    r"\b(?:last|final|end|clos\w+|expir\w+)\b.{0,24}\b(?:registration|enrolment|date)|\bregistration\s+end|\b(?:available|open)\s+(?:until|to)\b|\bexpir\w+|\boperational\s+end",
    re.IGNORECASE,
)
_FIRST_HEAD = re.compile(
    r"\b(?:first|start|opening)\b.{0,24}\b(?:registration|date)|\bregistration\s+start|\b(?:available|valid|open|effective)\s+from\b|\boperational\s+start",
    re.IGNORECASE,
)


def dated(head: str, cell: str) -> Window | None:
    """Return the window that a cell with nothing but a day gives, by the head of its column.

    Null where the cell is no day. "Last registration" is the last day; a head that says neither
    first nor last leaves the window unread.
    """
    if (day := _day(cell)) is None:
        return None
    if re.search(r"certificat", head, re.IGNORECASE):
        return Window("", unread=True)
    last, first = _LAST_HEAD.search(head), _FIRST_HEAD.search(head)
    if bool(last) == bool(first):
        return Window("", unread=True)
    return Window("", closes=day) if last else Window("", opens=day)


def _day(text: str) -> date | None:
    try:
        return read_day(re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", text.replace(",", " ")))
    except ValueError:
        return None


def abutting(closes: date, opens: date) -> bool:
    """Whether a unit that opens follows one that closes with no day between them or in both."""
    return opens == closes + timedelta(days=1)
