"""Titles of qualifications by the lines that they stand in: behind a label, or over two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.written.headings import Title, from_level, titles_in

_TITLED = re.compile(r"(?:full\s+)?(?:qualification|award)\s+title\s*[:|]?\s*(?=\S)", re.IGNORECASE)


def under_label(seen: Sequence[Seen]) -> set[str]:
    """Return the titles that stand behind a label which says so."""
    texts = [one.line.text for one in seen if one.line and _TITLED.match(one.line.text)]
    return {from_level(t.text) for text in texts for t in titles_in(text)[:1]}


def with_rest(text: str, longer: str) -> str:
    """Return a title with the rest that a longer one has behind it, and what stands before its level."""
    rest = from_level(longer).removeprefix(from_level(text))
    return f"{text}{longer[len(longer) - len(rest) :]}" if from_level(longer) != rest else longer


def over_two_lines(seen: Sequence[Seen]) -> list[Title]:
    """Return the titles that begin in one line and end in the next, as "... Level 2" above "Award in ..."."""
    pairs = [
        (a.line, b.line) for a, b in pairwise(seen) if a.line is not None and b.line is not None
    ]
    close = [(a, b) for a, b in pairs if not b.gap and not b.whole and a.heading == b.heading]
    return [t for a, b in close for t in titles_in(f"{a.text} {b.text}")]


_NO_SUBJECT = re.compile(
    r"(?:entry\s+)?level\s+\d\s+(?:(?:nvq|extended|national|technical|foundation|subsidiary)\s+)*"
    r"(?:award|certificate|diploma|nvq|qualification)(?:\s*\([a-z]{3}\))?"
)
"""A title, from its level on, that is none until its subject is found."""


def names_no_subject(title: str) -> bool:
    """Return whether a title is of no more than a level and a kind of award."""
    return _NO_SUBJECT.fullmatch(from_level(title)) is not None
