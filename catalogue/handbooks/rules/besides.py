"""What a document asks for besides units: an examination, hours of work, a licence, a membership."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.handbooks.blocks import is_contents
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.rules.barring import paragraphs
from catalogue.handbooks.rules.relating import units_in
from catalogue.handbooks.sentences.sentences import Sentence
from catalogue.handbooks.written.relations import asks_for_thing
from catalogue.handbooks.written.rows import Row

MOST = 20
"""Things besides units that are taken out of one document, inclusive."""

_DENIED = re.compile(
    r"\b(?:no|not|never|neither|without|optional(?:ly)?|recommended|advised|should|may|centres?|assessors?|tutors?|verifiers?|staff|teachers?|trainers?|invigilat\w+)\b",
    re.IGNORECASE,
)
_COND = re.compile(r"\b(?:if|unless|where|when|except|or)\b", re.IGNORECASE)
_START = re.compile(
    r"\b(?:before\s+(?:they\s+)?(?:start|begin|enrol|register)\w*|to\s+(?:start|enrol|register|enter|access)|on\s+entry|entry|prior\s+to)\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"\b(?:entry|access|admission)\s+(?:requirements?|criteria|conditions?)|\brequirements?\s+for\s+(?:entry|learners)|\blearner\s+requirements?|\bpre-?requisites?",
    re.IGNORECASE,
)
_AWARD = re.compile(
    r"\b(?:qualification|award(?:ed)?|certificate[ds]?|certificat(?:ion|ed)|diploma|achieve\s+th(?:e|is)|claim\w*|also|in\s+addition)\b",
    re.IGNORECASE,
)
_ONE_UNIT = re.compile(r"\b(?:this|that|the|these)\s+(?:\w+\s+)?units?\b|^\W", re.IGNORECASE)
"""What is asked for with one unit: words that say so, or the mark of a footnote."""
_PARTS = re.compile(r"(?<=[.;])\s+(?=[A-Z*(0-9])")


@dataclass(frozen=True, slots=True)
class Besides:
    """A sentence that asks for something beside units, and why a person has to look at it."""

    sentence: Sentence
    asked: str = ""


def is_besides(text: str, rows: Sequence[Row]) -> bool:
    """Whether a sentence asks learners for something that is no unit, and speaks of no unit."""
    return (
        asks_for_thing(text)
        and not _DENIED.search(text)
        and not units_in(text, rows)
        and len(text) <= 400
    )


def besides_of(
    sentences: Sequence[Sentence], seen: Sequence[Seen], inside: set[int], rows: Sequence[Row]
) -> Iterator[Besides]:
    """Yield what is asked for besides units: in the structure section, of the award, and of entry.

    Parameters
    ----------
    inside
        The identities of the lines of the structure section.
    """
    told: set[str] = set()
    for sentence in sentences:
        if is_besides(sentence.text, rows) and sentence.text not in told:
            told.add(sentence.text)
            yield Besides(sentence, _asked(sentence.text, ""))
    heading = ""
    for paragraph in paragraphs([one for one in seen if id(one) not in inside]):
        line = paragraph[0].line
        text = " ".join(one.line.text for one in paragraph if one.line is not None)
        if line is None or is_contents(text) or paragraph[0].aside:
            continue
        if line.heading:
            heading = text
            continue
        for part in _PARTS.split(text):
            entry = bool(_ENTRY.search(heading))
            if not (entry or _AWARD.search(part)) or not is_besides(part, rows) or part in told:
                continue
            told.add(part)
            yield Besides(Sentence(part, paragraph[0].spot), _asked(part, heading if entry else ""))
            if len(told) >= MOST:
                return


def _asked(text: str, heading: str) -> str:
    if heading or _START.search(text):
        return "asked for on entry: is it needed to be awarded the qualification?"
    if _ONE_UNIT.search(text):
        return "asked for with one unit alone"
    if _COND.search(text):
        return "asked for under a condition, or one of several"
    return ""
