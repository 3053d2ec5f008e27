"""The words that set units in relation."""

from __future__ import annotations

import re

_TAKEN = r"(?:taken?|chosen|choose|selected|achieved|completed|undertaken|attempted|claimed|combined|counted)"
_RELATES = re.compile(
    r"\b(?:pre|co)-?\s?requisites?\b|\b(?:barred|barring|exclud(?:e|es|ed)|exclusions?|mutually\s+exclusive)\b"
    r"|\b(?:equivalen(?:t|ts|ce|ces|cy)|exempt(?:s|ed|ions?)?)\b|\bmaps?\s+(?:directly\s+)?(?:on)?to\b"
    rf"|\b(?:must|should|may|can|cannot|has\s+to|have\s+to|needs?\s+to|to)\s+(?:not\s+|only\s+|also\s+|both\s+|all\s+)*be\s+(?:\w+\s+)?{_TAKEN}\s+(?:\w+\s+)?"
    r"(?:together|alongside|with|after|before|instead|in\s+place|in\s+combination|in\s+conjunction|at\s+the\s+same\s+time|prior|where|if|unless|by\s+learners)\b"
    rf"|\b(?:cannot|may\s+not|must\s+not|can\s+not|should\s+not|not)\s+(?:both\s+|also\s+)*(?:be\s+)?{_TAKEN}\b"
    r"|\brequires?\s+(?:the\s+|that\s+)?(?:prior\s+)?(?:completion|achievement|units?\b|learners?\s+to\s+have)|\bdepends?\s+on\b"
    r"|\b(?:take|taken|complete|completed|study|studied|choose|chosen)\s+(?:only\s+)?(?:with|after|before|alongside|together)\b"
    r"|\b(?:replac(?:es?|ed|ing|ement)|in\s+place\s+of|instead\s+of|supersed\w+|substitut\w+)\b"
    r"|\bbefore\s+(?:taking|starting|attempting|undertaking|beginning|progressing)\b|\bonly\s+one\b|\boverlap\w*\b|\bwho\s+(?:have|has|hold)\b|\bhaving\s+(?:completed|achieved|passed)\b|\b(?:first|already)\s+(?:have\s+)?(?:achieved?|completed?|passed|hold)\b",
    re.IGNORECASE,
)
_WEAKLY = re.compile(
    r"\b(?:must|should)\s+(?:also|first|already)\b|\bmust\s+(?:have|hold)\b|\blinked\s+(?:to|with)\b"
    r"|\bonly\s+(?:available|open|one\s+of|with|after|if|alongside)\b|\bin\s+conjunction\s+with\b|\balongside\b",
    re.IGNORECASE,
)
"""What only does where it names a unit: of the unit whose page it stands on, it may say anything."""
_NONE = re.compile(
    r"\b(?:requisites?|barred|barring|exclusions?|equivalen\w+|exemptions?|combinations?|units?|requirements?)\b\W*(?:there\s+are\s+)?(?:none|no\b|n/a|nil\b|not\s+applicable)[^a-z]*$"
    r"|\bno\s+(?:\w+\s+){0,2}(?:(?:pre|co)-?\s?requisites?|barred|exclusions?|equivalen\w+|exemptions?)",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"\bdisclosure\s+and\s+barring(?:\s+service)?\b", re.IGNORECASE)


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


def asks_for_thing(text: str) -> bool:
    """Whether words ask for something that is no unit: an examination, a licence, hours of work."""
    return bool(_DUTY.search(text)) and bool(_THING.search(text))


def relates(text: str, *, strongly: bool = False) -> bool:
    """Whether words set units in relation: one needs, bars, replaces or stands for another.

    ``strongly`` leaves out words that do so only where a unit is named beside them.
    """
    text = without_service(text)
    if says_none(text):
        return False
    return bool(_RELATES.search(text)) or (not strongly and bool(_WEAKLY.search(text)))


def without_service(text: str) -> str:
    """Return a text without the name of the service that has "barring" in it."""
    return _SERVICE.sub(" ", text)


def says_none(text: str) -> bool:
    """Whether words say that there is no such relation."""
    return bool(_NONE.search(text))


_ASKS = re.compile(r"\b(?:must|needs?|requires?)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\bunits?\s+[A-Z]{0,4}\d{1,4}\b|\b(?:above|below|previous|next)\s+unit\b", re.IGNORECASE
)


def is_note(cell: str) -> bool:
    """Whether a cell beside a unit says something of it and others, whatever heads its column."""
    several = len(cell.split()) > 2
    return relates(cell) or (several and bool(_OTHERS.search(cell) or _ASKS.search(cell)))
