"""Figures that a document gives of a whole qualification: hours, credit, time; in words and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalogue.handbooks.blocks import is_contents
from catalogue.handbooks.lists.scan import Seen
from catalogue.handbooks.qualifications.section import Section, same_title
from catalogue.handbooks.sentences.sentences import Sentence
from catalogue.handbooks.written.headings import titles_in

_FIGURE = re.compile(r"\bglh\b|guided\s+learning|\btqt\b|total\s+qualification\s+time", re.I)
_LABELLED = re.compile(
    r"(?:(?:min|max)(?:imum)?\s+|total\s+|number\s+of\s+|overall\s+)?(?:total\s+qualification\s+time|guided\s+learning(?:\s+hours)?|glh|tqt)\b[^.]{0,20}\d"
    r"|(?:total\s+)?credits?(?:\s+value)?\s*[:=]?\s*\d{1,3}\.?$",
    re.I,
)
_PARTS = re.compile(r"(?<=[.;])\s+|\s+[|\u2022]\s+")


def said_of_whole(section: Section, seen: Sequence[Seen], alone: bool) -> list[Sentence]:
    """Return sentences outside the structure section that give a figure of this qualification.

    They name it, or stand under a label before the lists of a document that has no other.
    """
    inside = {id(one) for one in section.lines}
    found: list[Sentence] = []
    for at, one in enumerate(seen):
        if one.line is None or id(one) in inside or is_contents(one.line.text):
            continue
        text = one.line.text
        if alone and at < section.first:
            found += [
                Sentence(part.rstrip(".;"), one.spot)
                for part in _PARTS.split(text)
                if _LABELLED.match(part)
            ]
        if (
            _FIGURE.search(text)
            and not one.figures
            and len(titles := titles_in(text)) == 1
            and same_title(titles[0].text, section.title)
        ):
            found.append(Sentence(text, one.spot))
    return list(dict.fromkeys(found))


def tabled_figures(
    section: Section, seen: Sequence[Seen], alone: bool
) -> Iterator[tuple[str, int, Sentence]]:
    """Yield figures that a table gives of this qualification: what, how much, and the row."""
    for one in seen:
        if one.line is None or not one.figures:
            continue
        titles = titles_in(one.line.text)
        if any(same_title(t.text, section.title) for t in titles) or (alone and not titles):
            for key, value in one.figures.items():
                yield key, value, Sentence(one.line.text, one.spot)
