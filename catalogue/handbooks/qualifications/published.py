"""Figures that a document gives of a whole qualification: hours, credit, time; in words and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalogue.handbooks.blocks import is_contents
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.qualifications.section import Section, same_title
from catalogue.handbooks.qualifications.whole import without_numbers
from catalogue.handbooks.sentences.figures import figures_in
from catalogue.handbooks.sentences.sentences import Sentence, sentences_of
from catalogue.handbooks.written.headings import titles_in
from catalogue.handbooks.written.labels import at_own_level, facts_in, figures_under_label

_FIGURE = re.compile(r"\bglh\b|guided\s+learning|\btqt\b|total\s+qualification\s+time", re.I)
_LABEL = re.compile(
    r"(?:total\s+qualification\s+time|guided\s+learning(?:\s+hours?)?|credits?(?:\s+value)?)(?:\s*\([A-Z]{3}\))?\s*:?",
    re.IGNORECASE,
)
"""A heading whose value stands below it, behind the title."""
_OF_WHOLE = re.compile(
    r"(?=.*\d)(?=.*\bqualification\b)(?=.*(?:\bglh\b|\bguided\s+learning|\btqt\b|\btotal\s+qualification\s+time)).*",
    re.I,
)
_PARTS = re.compile(
    r"(?<=[.;])\s+|\s+[|\u2022]\s+"
    r"|[,;]?(?<!\bmin)(?<!minimum)(?<!\bmax)(?<!maximum)\s+(?=(?:(?:min|max)(?:imum)?\s+)?(?:QAN|QN|TQT|GLH|Credits?|Level|Guided\s+Learning|Total\s+Qualification)\b[^:.;]{0,40}:)"
    r"|[,;]?\s+(?=(?:glh|tqt|guided\s+learning|total\s+qualification\s+time|credits?(?:\s+value)?)\b[^.:;]{0,12}=\s*\d)",
    re.IGNORECASE,
)


_CREDIT_BEHIND = re.compile(
    r"\(?(?:(?:a\s+)?total(?:\s+of)?\s+|worth\s+)?(?P<credit>\d{1,3})\s+credits?(?:\s+in\s+total)?\)?\.?",
    re.I,
)
"""All that stands behind the title of a qualification, where it is how much that comes to."""


def labelled_limits(section: Section, seen: Sequence[Seen], alone: bool) -> list[Sentence]:
    """Return the limits that stand under a label before the structure section of the one list."""
    if not alone:
        return []
    inside = {id(one) for one in section.lines}
    found = [
        Sentence(sentence, one.spot)
        for one in seen[: section.first]
        if one.line is not None
        and id(one) not in inside
        and (sentence := at_own_level(one.line.text, section.level)) != one.line.text
    ]
    return found[:1]


def said_of_whole(
    section: Section, seen: Sequence[Seen], alone: bool
) -> Iterator[tuple[Sentence, dict[str, int] | None]]:
    """Yield what is said outside the structure section of the figures of this qualification.

    Each sentence comes with the figures that stand under a label in it: empty where these are not
    understood, null where it is a sentence that has to be read. Labels are of this qualification
    where they stand before the lists, below its title or in a document that has no other.
    """
    inside = {id(one) for one in section.lines}
    told: set[str] = set()
    below = alone
    for at, one in enumerate(seen):
        if one.line is None or is_contents(one.line.text):
            continue
        text = one.line.text
        if found := _CREDIT_BEHIND.fullmatch(_behind_title(text, section.title)):
            yield Sentence(text, one.spot), {"credit": int(found["credit"])}
            continue
        if at < section.first and not alone and (titles := titles_in(text)):
            below = len(titles) == 1 and same_title(titles[0].text, section.title)
        above = seen[at - 1].line if at else None
        if below and above is not None and above.heading and _LABEL.fullmatch(above.text):
            value = _behind_title(text, section.title)
            if value and (figures := figures_under_label(f"{above.text}: {value}")) is not None:
                yield Sentence(text, one.spot), figures
                continue
        if id(one) in inside or one.figures or text in told:
            continue
        if below and at < section.first and (figures := _in_a_row(text)):
            told.add(text)
            yield Sentence(text, one.spot), figures
            continue
        labels = [
            (part.rstrip(".;"), figures)
            for part in (_PARTS.split(text) if below and at < section.first else ())
            if (figures := _labelled(part.rstrip(".;"))) is not None
        ]
        if labels:
            told.add(text)
            yield from ((Sentence(part, one.spot), figures) for part, figures in labels)
            yield from (
                (Sentence(part, one.spot), None)
                for part in _PARTS.split(text)
                if _OF_WHOLE.fullmatch(part) and figures_under_label(part.rstrip(".;")) is None
            )
        elif (
            _FIGURE.search(text)
            and len(titles := titles_in(text)) == 1
            and same_title(titles[0].text, section.title)
        ):
            told.add(text)
            behind = without_numbers(_behind_title(text, section.title)).strip(" |,;:-")
            yield Sentence(text, one.spot), figures_under_label(behind)
        elif alone and not one.aside and _FIGURE.search(text):
            for sentence in sentences_of(seen[max(at - 1, 0) : at + 3], {}):
                if _OF_WHOLE.search(sentence.text) and sentence.text not in told:
                    told.add(sentence.text)
                    yield sentence, None


_NUMBER_LABEL = re.compile(r"\b(?:QA?N|(?:ofqual|qualification|accreditation)\s+(?:number|no|reference|code))\b\.?", re.I)  # fmt: skip
_NO_MORE = re.compile(
    r"(?:hours?|hrs?|the|and|is|minimum|recommended|in\s+total|for\s+(?:the|this)\s+qualification|depending\s+(?:up)?on\s[^.;]*|[\s().,:-])*",
    re.IGNORECASE,
)
"""Words behind a figure that leave it what it is."""


def _labelled(text: str) -> dict[str, int] | None:
    """Figures under a label, or in words that say no more."""
    figures = figures_under_label(text)
    if figures == {}:
        told, rest = figures_in(text)
        return told if _NO_MORE.fullmatch(rest) else {}
    return figures


_SIZE = re.compile(r"(?:qualification\s+)?size\s*:?\s*", re.IGNORECASE)


def _in_a_row(text: str) -> dict[str, int]:
    """Figures of the whole beside each other and nothing else: "37 credits / 370 hours TQT"."""
    text = _NUMBER_LABEL.sub(" ", without_numbers(text))
    facts = facts_in(_SIZE.sub("", text, count=1))
    figures = {key: int(value) for key, value in facts.items() if key != "level"}
    return figures if len(figures) > 1 and "reference" not in facts else {}


def _behind_title(text: str, title: str) -> str:
    """Return what stands behind the title of the qualification in a line, or nothing."""
    titles = titles_in(text)
    if len(titles) != 1 or not same_title(titles[0].text, title):
        return ""
    return re.sub(r"^(?:\s*\([A-Z]{3}\))?[\s:=\u2013-]+", "", text[titles[0].end :])


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
