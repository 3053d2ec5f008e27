"""The first reader's forms that are about more than a number: either this or that, a share, a pathway."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalogue.handbooks.sentences.atoms import Atom, Share
from catalogue.handbooks.sentences.things import NUMBER, number_of

_BOUNDS = r"(?:(?:at\s+least|at\s+most|a\s+(?:min|max)imum\s+of|up\s+to|(?:no|not)\s+(?:more|fewer|less)\s+than|exactly)\s+)?"
_OR = re.compile(
    rf"[\s,;]+or\s+(?:else\s+)?(?={_BOUNDS}(?:all\b|(?:{NUMBER})\b(?!\s+or\b)|units?\s+[A-Z]{{0,3}}\d))",
    re.IGNORECASE,
)
_COUNT_BEFORE = re.compile(rf"\b(?:{NUMBER})$|\bunits?\s+[A-Z]{{0,3}}\d+$", re.IGNORECASE)
_EITHER = re.compile(r"\beither\s*:?\s+", re.IGNORECASE)
_MAY = re.compile(r"\b(?:may|can|could)\b", re.IGNORECASE)
_MUST = re.compile(
    r"\b(?:must|needs?|required?|requires|ha(?:s|ve)\s+to|shall|should)\b", re.IGNORECASE
)
_BOTH = re.compile(r"\bbut\s+not\s+both\b", re.IGNORECASE)


def ways_in(text: str) -> tuple[str, list[str]] | None:
    """Return what a sentence asks for in any case, and the ways of which it asks for one.

    Null is that it is of no such form. A way begins with an amount: "either 10 credits from Group B
    or two units from Group C".
    """
    ors = [one for one in _OR.finditer(text) if not _COUNT_BEFORE.search(text[: one.start()])]
    if not ors or _BOTH.search(text) or (_MAY.search(text) and not _MUST.search(text)):
        return None
    either = [one for one in _EITHER.finditer(text) if one.start() < ors[0].start()]
    if len(either) > 1:
        return None
    start = either[0].end() if either else 0
    ends = [start, *(one.end() for one in ors)]
    stops = [*(one.start() for one in ors), len(text)]
    head = text[: either[0].start()] if either else ""
    return head, [text[at:stop] for at, stop in zip(ends, stops, strict=True)]


_PARTS = {"half": "1/2", "third": "1/3", "quarter": "1/4", "thirds": "/3", "quarters": "/4"}
_SHARE = re.compile(
    r"\b(?:(?P<least>at\s+least|(?:a\s+)?minimum\s+(?:of\s+)?|(?:no|not)\s+(?:less|fewer)\s+than)|(?P<more>more\s+than|over)"
    r"|(?P<most>at\s+most|(?:a\s+)?maximum\s+of|up\s+to|(?:no|not)\s+more\s+than)|(?P<less>(?:less|fewer)\s+than)|(?P<major>(?:the|a)\s+majority))?\s*"
    r"(?(major)|(?:(?P<percent>\d{1,3}(?:\.\d{1,2})?)\s*(?:%|per\s?cent)|(?:(?:one|a)\s+)?(?P<unit>half|third|quarter)|(?P<count>two|three)[\s-](?P<whole>thirds|quarters)))"
    r"\s*(?P<up>or\s+more\s+)?\s*of\s+(?:(?:the|all|their|these|its)\s+)*(?:(?:total|overall|required|necessary|minimum)\s+)*"
    r"(?:(?P<role>optional|mandatory)\s+)?(?P<measure>credits?(?:\s+(?:values?|points?))?|units|guided\s+learning\s+hours|GLH)"
    r"(?:\s+(?:required|needed|of\s+the\s+qualification|for\s+the\s+qualification|for\s+this\s+qualification))?\b",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """A share of a measure that a sentence speaks of, as a bound, and the words besides."""

    share: Share
    measure: str
    bound: str
    rest: str


def share_in(text: str) -> Part | None:
    """Return the one share of a sentence that has no other number, or null."""
    found = _SHARE.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()]} , {text[found.end() :]}"
    if re.search(r"%|\bper\s?cent\b|\bhalf\b|\bmajority\b|\bquarter|\bthird", rest, re.IGNORECASE):
        return None
    if found["major"]:
        sign = "1/2"
    elif found["percent"]:
        sign = found["percent"]
        if float(sign) > 100:
            return None
    else:
        count = number_of(found["count"]) if found["count"] else ""
        sign = f"{count}{_PARTS[(found['unit'] or found['whole']).casefold()]}"
    strict = bool(found["more"] or found["less"] or found["major"])
    least = found["least"] or found["more"] or found["major"] or found["up"]
    bound = "min" if least else "max" if found["most"] or found["less"] else ""
    word = found["measure"].casefold()
    measure = "credit" if word.startswith("credit") else "units" if word == "units" else "glh"
    return Part(Share(sign, strict, (found["role"] or "").casefold()), measure, bound, rest)


_BANK = re.compile(
    rf"\b(?:from\s+(?:a|the)\s+(?:bank|choice|list|range|selection|total|pool)\s+of|there\s+are)\s+(?P<of>{NUMBER})\s+(?P<role>optional\s+|elective\s+)?units\b(?P<middle>[^.\d]*?\b(?:choose|select|complete|take|pick)\s+)(?P<n>{NUMBER})\b(?:\s+units\b)?(?!\s+\w)",
    re.IGNORECASE,
)


def of_so_many(text: str) -> str:
    """Return "from a bank of 22 units choose 4" as "choose 4 of the 22 units"."""
    return _BANK.sub(
        lambda one: f"{one['middle']}{one['n']} of the {one['of']} {one['role'] or ''}units", text
    )


_WAY = re.compile(
    rf"\b(?P<whole>all\s+(?:of\s+)?(?:the\s+)?units\s+(?:in|of|from)\s+(?:(?:the|their|a)\s+(?:chosen|selected)|one)\s+(?:pathway|route|strand))\b|\b(?:one|1|a\s+single)\s+(?:of\s+(?:the|these)\s+)?(?:(?:following|available|optional|specialist|{NUMBER})\s+)*(?:pathways?|routes?|strands?)\b(?!\s+[A-Z0-9]\b)",
    re.IGNORECASE,
)


def without_way(text: str) -> tuple[str, list[Atom]]:
    """Return a sentence without "one of the pathways", and what that says: nothing where it does not.

    Where all units of the pathway are asked for, the atom has an upper bound too.
    """
    found = _WAY.search(text)
    if found is None:
        return text, []
    way = Atom("way", "groups", 1, 1 if found["whole"] else None)
    return f"{text[: found.start()]} , {text[found.end() :]}", [way]
