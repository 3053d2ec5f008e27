"""What sentences of a structure section are about besides units, as the first reader has to know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from catalogue.handbooks.sentences.things import NUMBER, Thing

MEANING = re.compile(
    r"\b(?:one|1|each|a|every)\s+credit\s+(?:value\s+)?(?:is|equals?|equates?|represents?|stands|=|corresponds)\b"
    r"|\beach\s+(?:optional\s+|mandatory\s+)?unit\s+(?:carries|has|is\s+worth)\s+between\b|\bpass\s+marks?\b|\bof\s+the\s+marks\b"
    r"|^each\s+(?:optional\s+|mandatory\s+)?unit(?:\s+(?!in\b|from\b|of\b|must\b)\w+)?\s+(?:has|contains|includes|takes|covers)\b(?!.*\b(?:credits?|guided|glh|mandatory|compulsory|required|must|taken|achieved|completed)\b)"
    r"|^units?\s+[A-Z]{0,3}\d{1,4}\s+(?:is\s+worth|has|carries|contains|covers)\b"
    r"|\bcredits?\s+(?:is|are)\s+(?:defined|calculated|worked\s+out)\b",
    re.IGNORECASE,
)
"""What a credit is, and nothing about units."""
_DUTY = re.compile(
    r"\b(?:must|should|shall|can|may|needs?\s+to|ha(?:s|ve)\s+to|required|choos\w*|choice|select\w*|complete|tak(?:e|ing)|plus|either|compulsory|mandatory\s+for|optional\s+for|comes?|exceed\w*|as\s+many)\b",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\b(?:groups?|sections?|pathways?|pools?|lists?)\s+(?-i:[A-Z]\d{0,2}|\d{1,2})\b|\bunits?\s+(?-i:[A-Z]{0,3})\d{1,4}\b"
    r"|\b(?:remaining|rest\s+of(?:\s+the)?|balance\s+of(?:\s+the)?|further|another|second|third|other|both)\s+(?:\w+\s+){0,2}?(?:credits?|units?|modules?|groups?)\b"
    r"|\b(?:some|most|several|a\s+few|many|enough|sufficient|a\s+pair|a\s+couple|half)\s+(?:\w+\s+){0,3}?(?:credits?|units?)\b"
    r"|\bwhen\s+(?:choosing|selecting|taking)\b.{0,60}\bunits\b|\ball\s+(?:of\s+the\s+)?units\b|\b(?:all|every|each|any|no|rest|remain\w*)\b.{0,60}\blevel\s+[1-8]\b",
    re.IGNORECASE,
)
"""Of what a duty is, where words that lead to no amount still say how units combine."""
OTHER_MATTER = re.compile(
    r"\b(?:fund(?:ing|ed|s)?|pay(?:s|able)?|(?:externally|internally)\s+\w+ed|(?:is|are)\s+new|new\s+units|again|UCAS|fees?|typically|usually|per\s+(?:learner|year)|assignments?|observations?|already|no\s+requirement|advised|recommended|normally|who\s+holds?|encouraged|exempt\w*|fail(?:s|ed)?|resits?|resubmit\w*|centres?\s+(?:may|can|must|should)"
    r"|(?:is|are)\s+not\s+(?:required|obliged|expected|necessary)|need\s+not|do(?:es)?\s+not\s+(?:need|have))\b",
    re.IGNORECASE,
)
"""What says that a sentence asks for no units: what they cost, what is usual, what is not required."""
COUNTED = re.compile(
    rf"\b(?:{NUMBER})\s+(?:\w+\s+){{0,2}}?(?:credits?|units?|GLH)\b|\ball\s+(?:of\s+)?(?:the\s+)?(?:mandatory|optional|core|units)\b",
    re.I,
)
_OF_BEFORE = re.compile(r"\b(?:from|in|out\s+of)\s+(?:it|them)\b", re.IGNORECASE)
_OF_AFTER = re.compile(r"\b(?:from|of)\s+(?:the\s+following|those\s+(?:listed\s+)?below)(?:\s+units)?\s*[.:]?$", re.IGNORECASE)  # fmt: skip
ENDORSED = re.compile(r"\bendors(?:ed|ements?)\b", re.IGNORECASE)
_SIZES = re.compile(r"\b(?:the|for|a|an)\s+(?:\w+\s+)?(award|certificate|diploma)\b", re.IGNORECASE)
"""Sizes of qualifications, of which one sentence may have a rule for each."""
_PAGE = re.compile(r"(?<!level )\b\d{1,2}(?:st|nd|rd|th)?\s+(?-i:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?\b|\b(?:(?-i:January|February|March|April|May|June|July|August|September|October|November|December)|in|since|until|by|before|after|of)\s+(?:19|20)\d\d\b(?!\s+(?:hours|credits))|\b(?:page|table|appendix|unit|version|v|(?:see|refer\s+to)\s+section)\s+\d+(?:\.\d+)*\b|\bsection\s+\d+\.\d+(?:\.\d+)*\b|\b\d+\.\d+(?:\.\d+)*\b|\baged?\s+\d+\b|[\u00a3\u20ac$]\s?\d[\d,.]*|\b0\d{2,4}[\s-]?\d{3}[\s-]?\d{3,4}\b|\b(?:19|20)\d\d\s+(?=version|edition|handbook|specification|standards|review)|\bgroups?\s+of\s+(?:up\s+to\s+)?\d+\b|\bthe\s+one\s+(?=that|which|who)", re.I)  # fmt: skip

_OTHER_COUNT = re.compile(
    rf"\b(?:{NUMBER})(?:\s*(?:-|\u2013|to|or)\s*(?:{NUMBER}))?(?:\s+or\s+more)?\s+(?!(?:of|from|in|at|must|should|may|can|and|or|to)\b)(?:(?!(?:credits?|units?|modules?|components?|glh|tqt|mandatory|optional|core|for|from|of|in|at|by|per)\b)[a-z-]+\s+){{0,2}}?(?:questions?|minutes?|occasions?|outcomes?|criteria|assessors?|verifiers?|tutors?|learners?|candidates?"
    r"|marks?|papers?|tests?|exams?|examinations?|attempts?|visits?|GCSEs?|(?-i:A)[\s-]levels?|employers?|copies|opportunities|steps|words|sessions?|blocks|grades|stages|phases|terms|times|years?|months?|weeks?|days?|hour\b|hours(?=\s+(?:on|in|for|a|per|each|to|at)\b)|references?|cohorts?|centres?)\b",
    re.IGNORECASE,
)
"""So many of what is no unit."""
_PARTED = re.compile(
    rf"\b(?:has|have|contains?|comprises?|consists?\s+of|made\s+up\s+of|(?:divided|split|organised)\s+into|there\s+are)\s+(?:{NUMBER})(?=\s+(?:\w+\s+){{0,2}}?(?:groups|sections|parts|categories|pathways|routes)\b)",
    re.IGNORECASE,
)
"""How many parts a list has."""


def is_asked(text: str) -> bool:
    """Whether words ask for or allow something, be it of no unit."""
    return bool(_DUTY.search(text))


def is_conditional(text: str) -> bool:
    """Whether words say something of a unit, by its number, under a condition."""
    return bool(re.search(r"\b(?:if|where|when|unless)\b.*\bunits?\s+[A-Z]{0,3}\d", text, re.I))


def is_duty(text: str) -> bool:
    """Whether words ask for units, groups or what remains of them, be it without a number."""
    return bool(_DUTY.search(text)) and bool(_OF_WHAT.search(text))


def names_sizes(text: str) -> bool:
    """Whether a sentence speaks of more than one size of qualification: "the award", "the diploma"."""
    return len({one.casefold() for one in _SIZES.findall(text)}) > 1


def without_other_counts(text: str) -> str:
    """Return a sentence without dates, pages and ages, and without numbers of what is no unit."""
    return _PARTED.sub(" ", _OTHER_COUNT.sub(" ", _PAGE.sub(" ", text)))


def of_words_beside(text: str, here: str) -> str:
    """The words by which a sentence is about those before or after it; maybe none.

    Under the heading of a group, ``here``, what follows are its units.
    """
    found = _OF_BEFORE.search(text) or (None if here else _OF_AFTER.search(text))
    return found[0] if found else ""


FOR_A_PERSON = (
    ("condition", "condition"),
    ("pathway", "pathway"),
    ("share", "share"),
    ("those", "condition"),
    ("both", "condition"),
    ("strict", "exact-or-least"),
    ("only", "exact-or-least"),
    ("ordinal", "rule-not-read"),
)
"""Kinds of things that a person decides, and the doubt about each."""


def for_a_person(things: Sequence[Thing]) -> Iterator[tuple[str, str]]:
    """Yield the names of doubts about things that readers do not decide, with what was seen."""
    for kind, name in FOR_A_PERSON:
        if found := [thing.text for thing in things if thing.kind == kind]:
            yield name, f"'{found[0]}' asks for a person"
    counted = {i for i, thing in enumerate(things) if thing.kind in {"number", "range"}}
    for i, (thing, after) in enumerate(pairwise(things)):
        bare = thing.kind == "further" and after.kind in {"credit", "units"}
        if bare and i - 1 not in counted:
            yield "rule-not-read", f"{thing.text!r} has no number"
    for thing in things:
        words = {one.casefold() for one in re.findall(r"\b(?:and|or)\b", thing.text, re.I)}
        if thing.kind == "groups" and len(words) > 1:
            yield "condition", f"{thing.text!r} may be parted in two ways"
        elif words == {"or"} and len(thing.ids) > 1 and any(t.kind == "all" for t in things):
            yield "condition", f"all of {thing.text!r}: of both, or of one?"
