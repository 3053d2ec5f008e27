"""Titles whose level stands behind the subject, or that are named after no kind of award."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OF = r"(?:(?:[A-Z][A-Za-z.]*[A-Z][A-Za-z.]*|[A-Z][a-z]+|&|and|Ltd|of)\s+){0,5}?"
_SUBJECT = (
    r"(?:\s+(?!\(?(?:SCQF|RQF|QCF|Level\s+\d|Entry\s)\b)"
    r"(?:[A-Z(][\w&'()/,-]*|and|in|of|for|the|to|with|&|a|an|\u2013|-))+?"
)
_NUMBERED = re.compile(
    rf"(?P<ao>{_OF})(?P<kind>SVQ|NVQ|GNVQ)(?:\s+Level)?\s+(?P<level>[1-5])(?:\s+in|:|(?=\s[^.;]*\sSCQF\s))(?P<subject>{_SUBJECT})"
    r"(?P<behind>\s*[,(\u2013-]?\s*(?:at\s+)?SCQF\s+[Ll]evel\s+(?P<scqf>\d{1,2})\)?)?(?=\W*$|[.,;:]|\s+(?![A-Z(]))"
)
"""An "SVQ 3 in Forestry", whose units have levels of their own."""
_BEHIND = re.compile(
    rf"(?P<ao>{_OF})(?P<kind>(?:SVQ|NVQ|(?:(?:National|Higher|Professional|Development|Progression|Extended|Foundation|Advanced)\s+){{0,3}}"
    rf"(?:Award|Certificate|Diploma)))\s+(?:in|for)(?P<subject>{_SUBJECT})"
    r"\s*[,(\u2013-]?\s*(?:at\s+)?(?:(?P<frame>SCQF|RQF|QCF)\s+)?(?:[Ll]evel\s+(?P<level>\d{1,2})|(?P<entry>Entry\s+(?:Level\s+)?[1-3]))\b\)?"
)
"""A "Diploma in Forestry (Level 5)", or "at SCQF Level 6"."""

_WITHIN = re.compile(
    rf"(?P<ao>{_OF})(?P<kind>(?:(?:Extended|Foundation|Advanced)\s+)?(?:Award|Certificate|Diploma))\s+[Ll]evel\s+(?P<level>[1-8])"
    rf"\s+in(?P<subject>{_SUBJECT[:-1]})"
)
"""A "Diploma Level 3 in Forestry"."""


_ACCESS = re.compile(
    r"(?P<ao>)(?:QAA\s+)?Access\s+to\s+(?:HE|Higher\s+Education)\s+Diploma(?:\s+in(?P<subject>"
    + _SUBJECT[:-1]
    + r")|\s*[:\u2013-]?\s+\((?P<bracketed>[A-Z][^()]{2,60})\)|(?:\s+[\u2013-]|:)\s+(?P<last>[A-Z][\w&,' ]{2,60})$)"
)
"""What adults take to enter higher education; it has level 3 and says so nowhere."""
_SMALL = re.compile(
    r"(?P<ao>)L(?:evel\s+)?(?P<level>[1-8])\s+(?:NVQ\s+)?(?:Award|Certificate|Diploma)\s+(?:in|for)\s+"
    r"(?:(?!(?:is|are|was|will|must|has|have|can|may|who|which|that)\b)[a-z][\w'-]*\s*(?:,\s+)?){2,16}(?=$|\()"
)
"""A title in small letters, that begins a line and is all of it but what stands in brackets."""


def titles_behind(text: str) -> Iterator[tuple[str, str, int | str, int, int]]:
    """Yield each such title with the organisation before it, its level, and where it stands."""
    for found in _NUMBERED.finditer(text):
        yield _told(found, int(found["scqf"] or found["level"]))
    for found in _WITHIN.finditer(text):
        yield _told(found, int(found["level"]))
    for found in _ACCESS.finditer(text):
        yield _told(found, 3)
    if small := _SMALL.match(text):
        yield _told(small, int(small["level"]))
    for found in _BEHIND.finditer(text):
        if found["entry"]:
            yield _told(found, f"Entry {found['entry'][-1]}")
        elif 1 <= int(found["level"]) <= (12 if found["frame"] == "SCQF" else 8):
            yield _told(found, int(found["level"]))


def _told(found: re.Match[str], level: int | str) -> tuple[str, str, int | str, int, int]:
    return found[0], found["ao"], level, found.start(), found.end()


_LABELS = re.compile(
    r"\s+(?:QAN|QRN|QN|URN|Ofqual|TQT|GLH|SSA)\b.*$|(?:\s+(?:Mandatory|Optional|Core|Elective))?\s+Units$"
)
"""What is told about a qualification, by its label, or listed of it, right behind its title."""
_SORTS = r"(?:(?:(?:Post|Under)?graduate|Technical|Vocational|Professional|Advanced|Applied|Foundation|Higher|Intermediate|Introductory|National|New|Combined|Full)\s*)+"
_SORT = re.compile(_SORTS, re.IGNORECASE)
"""Words before a level that say what sort of qualification it is, and not who awards it."""
_SORT_LAST = re.compile(r"\s+(?:Technical|Vocational|Applied|Combined)$")
_TWICE = re.compile(
    r"^(?P<once>(?:(?P<ao>(?!Level\b)\S+)\s)?.*?\bLevel\s+[1-8]\s.*?\w\)?)(?<!SCQF)\s+(?:(?:RQF|QCF|(?P=ao))\s+)?Level(?:\s+[1-8]\b.*)?$"
)
"""A title that another one, or the same again, is run together with."""


_NEXT = re.compile(
    r"(?<=[\w)])(?:\s+(?:Qualification(?:\s+(?:Number|Code|Title|Structure))?|This|These|It|Learners|Candidates|QAN))+$"
)
"""What begins behind a title in the same line: a label, or a sentence."""
_AWARD = re.compile(r"\b(?:Award|Certificate|Diploma|[NS]VQ)\b")


def title_alone(words: str) -> str:
    """Return a title without what is told of its qualification, or another title, right behind it."""
    alone = _TWICE.sub(r"\g<once>", _LABELS.sub("", words))
    return _NEXT.sub("", alone) if _AWARD.search(alone) else alone


def without_sort(organisation: str) -> str:
    """Return who awards, without the words before a level that say what sort of award it is."""
    return "" if _SORT.fullmatch(organisation) else _SORT_LAST.sub("", organisation)
