"""What a document asks for besides units: an examination, hours of work, a licence, a membership."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.handbooks.barring import paragraphs
from catalogue.handbooks.blocks import is_contents
from catalogue.handbooks.relating import units_in
from catalogue.handbooks.rows import Row
from catalogue.handbooks.scan import Seen
from catalogue.handbooks.sentences import Sentence

MOST = 20
"""Things besides units that are taken out of one document, inclusive."""

_THING = re.compile(
    r"\b(?:end[\s-]?(?:point|of[\s-](?:course|programme|year|qualification))?|final|synoptic|external(?:ly[\s-](?:set|marked|assessed))?|practical|written|knowledge|multiple[\s-]choice|online|on-screen|skills?|professional)"
    r"(?:\s+\w+){0,2}?\s+(?:assessments?|tests?|exam(?:ination)?s?|discussions?|interviews?|assignments?|projects?)\b"
    r"|\b(?:work|industry|industrial|practical|practice|clinical|teaching|vocational)\s+(?:experience|placements?|practice|hours)\b|\bplacements?\b"
    r"|\bhours\s+of\s+(?:\w+\s+){0,3}?(?:practice|experience|work|placement|teaching|observation|supervision|driving|flying|volunteering)\b"
    r"|\b(?:licen[cs]es?|memberships?|apprenticeship\s+standard|driving\s+test|logbook|log\s+book)\b|\bmembers?\s+of\b|\bregist(?:ered|ration)\s+with\b"
    r"|\bfirst[\s-]aid\b|\bfunctional\s+skills\b|\bkey\s+skills\b|\bGCSEs?\b|\b(?:english|maths?|mathematics|literacy|numeracy|ICT)\b(?=.{0,40}\b(?:level|grade|GCSE|qualifications?|at)\b)"
    r"|\b(?:DBS|disclosure)\b|\bemployee\s+rights\s+and\s+responsibilities\b|\bCSCS\b|\b(?:hygiene|safety)\s+(?:certificate|card|passport)\b"
    r"|\b(?:be|in)\s+(?:paid\s+)?(?:employed|employment|work)\s+(?:as|in)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:must|shall|(?:is|are)\s+(?:also\s+)?required|needs?\s+to|ha(?:s|ve)\s+to|requires|also\s+requires?|will\s+(?:also\s+)?need)\b",
    re.IGNORECASE,
)
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
_PARTS = re.compile(r"(?<=[.;])\s+(?=[A-Z*(0-9])")


@dataclass(frozen=True, slots=True)
class Besides:
    """A sentence that asks for something beside units, and why a person has to look at it."""

    sentence: Sentence
    asked: str = ""


def is_besides(text: str, rows: Sequence[Row]) -> bool:
    """Whether a sentence asks learners for something that is no unit, and speaks of no unit."""
    return (
        bool(_DUTY.search(text))
        and bool(_THING.search(text))
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
    if _COND.search(text):
        return "asked for under a condition, or one of several"
    return ""
