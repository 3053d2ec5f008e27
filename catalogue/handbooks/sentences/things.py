"""The things that a rule sentence is made of: numbers, bounds, measures, groups, levels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.handbooks.written.rows import NUMBER_WORDS

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
_COUNTED = [word for word in NUMBER_WORDS if word not in {"zero", "twenty"}]
_COMPOSED = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(w for w, n in NUMBER_WORDS.items() if 0 < n < 10)}))?"
NUMBER = "|".join(
    [r"\d{1,2},\d{3}", r"\d{1,4}", _COMPOSED, *sorted(_COUNTED, key=len, reverse=True)]
)


_IDS = r"[A-Z]{1,2}\d{0,2}|\d{1,2}[A-Za-z]?"


_NUMBERED = r"\d{1,2}\b(?!\.\d|[\s-]+(?i:units?|credits?|optional|mandatory|core|elective|further|additional|guided|GLH|hours?|or\s+more|(?:from|of|at|in)\b)|\s*\()"
"""Another number of a group: not of units, credits or hours, and nothing follows that it could count."""


_THINGS = re.compile(
    "|".join(
        f"(?P<{name}>{words})"
        for name, words in (
            ("named", r"\bUNITLIST\d+\b"),
            ("max", r"\b(?i:(?:(?:a|the)\s+)?max(?:imum|\.)?(?:\s+value)?(?:\s+of)?|(?<!add\s)(?<!adds\s)(?<!adding\s)up\s+to(?:\s+and\s+including)?(?:\s+(?:a\s+)?maximum(?:\s+of)?)?|no\s+(?:more|higher|greater)\s+than|(?:not|nor)\s+more\s+than|at\s+(?:the\s+)?most|(?:limited|capped|restricted)\s+(?:to|at)(?:\s+a\s+maximum\s+of)?|(?:(?:must|can|may|should|shall|will|do|does)\s?not|cannot)\s+(?:be\s+)?(?:\w+\s+){0,3}?more\s+than|(?:(?:must|can|may|should|shall|will)\s?not|cannot|not)\s+(?:to\s+)?exceed(?:ing)?(?:\s+a\s+(?:total|maximum)\s+of)?)\b"),
            ("strict", rf"\b(?i:(?:more|greater|higher|fewer|less)\s+than|over|above|under|below)\b(?=\s+(?:a\s+total\s+of\s+)?(?i:{NUMBER})\b)"),
            ("condition", r"\b(?i:if|all\s+but|unless|except(?:ing)?|excluding|where|whichever|provided|may not|cannot|must not(?! exceed)|not be)\b"),
            ("those", rf"\b(?i:learners|candidates|students|apprentices|those)\s+(?i:who|that)\s+(?i:have\s+(?:already\s+)?(?:completed|achieved|gained|passed)\s+(?!(?:{NUMBER})\b|all\b|at\s+least|a\s+min|(?:the|both)\s+(?:{NUMBER}|mandatory|core|units|optional))|are\b|(?:wish|want)\s+to\s+(?:specialise|progress|work|take|follow)|works?\b|choose|select|take\b|hold|do\s+not|cannot)\b"),
            ("both", r"\b(?i:both|either)\b(?=\s+(?:(?i:of\s+)?(?i:the\s+)?(?i:optional\s+|mandatory\s+)?(?i:groups?|sections?|pools?|lists?|sets?)\b|[A-Z]\d{0,2}\b))"),
            ("pathway", r"\b(?i:pathways?|routes?|endorse\w*|specialis\w+|strands?)\b(?!\s+[A-Z0-9]\b)"),
            ("share", r"\d{1,3}(?:\.\d+)?\s*(?:%|(?i:per\s?cent))|\b(?i:half|third|two-thirds|majority|proportion)\b"),
            ("groups", rf"\b(?i:groups?|sections?|pools?|pathways?|lists?|blocks?|sets?|clusters?)\s+(?P<ids>(?:{_IDS})\b(?:\s*(?:,\s*(?i:and|or)\b|,|&|/|(?i:\band\b|\bor\b))\s*(?:(?:(?i:(?:mandatory|optional)?\s*(?:groups?|sections?))\s+)?(?:[A-Z]{{1,2}}\d{{0,2}})\b(?!\s+(?i:minimum|maximum))|{_NUMBERED}))*)"),
            ("bare", r"\b(?i:from|in|of)\s+(?i:either\s+|both\s+)?(?P<bids>(?:[A-Z]\d{0,2})\b(?:\s*(?:,|&|/|(?i:\band\b|\bor\b)|,\s*(?i:and|or))\s*(?:[A-Z]\d{0,2})\b)*)(?!\s[a-z]+\w*\s(?:list|table))"),
            ("beyond", r"(?<!or\s)(?<!and\s)\b(?:(?P<under>(?i:below|under|lower\s+than))|(?i:above|higher\s+than))\s+(?i:level)\s+(?P<edge>[2-7])\b"),
            ("level", r"\b(?:(?i:at|of|from)\s+)?(?:(?i:or|and)\s+above\s+)?(?i:levels?|L)\s?(?P<lv>[1-8])(?:(?:(?:\s*(?:,\s*(?i:and|or)|/|,|(?i:and|or|to|-|\u2013))\s*)(?:(?i:level)\s+)?(?P<lv2>[1-8])(?![\d/]|\.\d))+(?:(?<=(?i:level)\s[1-8])|(?!\s*(?i:credits?|units?|optional|mandatory|further|must|should|from|of|at|in\s+group)\b)))?(?P<above>\s*(?:(?i:units?|credits?)\s+(?=(?i:or|and)\s+(?i:above|higher)))?(?:(?i:or|and|&)\s+)?(?i:above|higher|over|upwards)|\+)?(?P<below>\s*(?i:or|and)\s+(?i:below|lower))?"),
            ("entry", r"\b(?i:entry(?:\s+level)?)\s+(?P<en>[1-3])(?P<over>\s+(?i:or|and)\s+(?i:above|higher))?"),
            ("min", r"\b(?i:(?:(?:a|the)\s+)?min(?:imum|\.)?(?:\s+(?:total\s+)?value)?(?:\s+of)?|at\s+least|(?:no|not)\s+(?:fewer|less|lower)\s+than)\b"),
            ("more", r"\b(?i:or\s+more|or\s+(?:above|over)|and\s+above)\b"),
            ("exact", r"\b(?i:exactly|precisely)\b"),
            ("only", r"\b(?i:only)\b"),
            ("ordinal", r"\b(?i:second|third|fourth|fifth)\b(?=\s+(?:\w+\s+)?(?i:units?|modules?)\b)"),
            ("rest", r"\b(?i:(?:remaining|remainder|balance|rest)(?=(?:\s+of)?(?:\s+the)?(?:\s+(?:optional|required|necessary))*(?:\s+(?:credits?|units?|modules?))?(?:\s+(?:must|can|may|should|will|are|is|to|then|be|being|come|coming|comes|made\s+up|taken|achieved|chosen|selected|obtained|gained|drawn))*\s+(?:from|in)\b))"),
            ("further", rf"\b(?i:remaining|further|additional|remainder|balance|rest|another|other(?=\s+(?:(?:{NUMBER})\b|(?:optional\s+)?units?\s+(?:from|in)\b)))\b"),
            ("from", r"\b(?i:(?:(?:different|separate|distinct)\s+|of\s+the\s+(?:following\s+)?)(?:(?P<of>optional|mandatory|elective)\s+)?(?:unit\s+)?(?:groups|modules|sections|pools|clusters)\b(?!\s+[A-Z0-9]\b))\b"),
            ("all", rf"\b(?i:all(?!\s+(?:of\s+which|(?:the\s+)?(?:learners|candidates|students|apprentices)\b|units\s+are\s+(?!mandatory|compulsory|core)))|every(?!\s+(?:\w+\s+)?(?:groups?|sections?)\b)|each\s+of\s+the(?=\s+(?:(?:{NUMBER})\s+)?(?:mandatory|core|compulsory)))\b"),
            ("apart", r"\b(?i:(?:each|every)(?:\s+one)?\s+(?:of\s+)?(?:the\s+)?(?:(?:optional|mandatory|elective)\s+)?(?:unit\s+)?(?:groups?|sections?|pools?)(?!\s+[A-Z0-9]\b))\b"),
            ("each", r"\b(?i:each|every(?=\s+(?:\w+\s+)?(?:groups?|sections?)\b))\b"),
            ("whole", r"\b(?i:(?:giving|making(?:\s+up)?|bring(?:ing)?)\s+(?:a|the)\s+total\s+(?:of|to)|in\s+total|overall|altogether|in\s+all(?!\s+(?:of|the|mandatory|optional|core|compulsory|units?|\d))|qualification)\b"),
            ("credit", r"\b(?i:credits?(?:\s+(?:points?|values?))?)\b"),
            ("glh", r"\b(?i:guided\s+learning\s+hours|glh|gl\s*hours)\b"),
            ("tqt", r"\b(?i:tqt|tut|total\s+(?:qualification|unit)\s+time)(?:\s+hours)?\b"),
            ("units", r"\b(?i:units?|modules?|components?)\b"),
            ("mandatory", r"\b(?i:mandatory|core|compulsory)\b"),
            ("optional", r"\b(?i:optional|electives?|options)\b"),
            ("same", r"\b(?i:from(?=\s+(?:at\s+least|a\s+minimum\s+(?:\w+\s+)?of|(?:no|not)\s+(?:fewer|less)\s+than)\s+\S+\s+(?:units?|modules?|components?)\b)|(?:for\s+)?a\s+(?:combined\s+)?total\s+(?:value\s+)?of|(?:and|which)\s+(?:together\s+)?total(?=\s+\d+\s+credit)|totall?ing|giving(?=\s+\d+\s+credits?\b(?!\s+(?:in\s+(?:all|total)|overall|altogether)))|worth|equating\s+to|to\s+(?:a\s+)?total)\b"),
            ("including", r"\b(?i:of\s+(?:which|these|them|those|whom)|includ\w+|therefore)\b"),
            ("range", rf"(?<![\w./-])(?:(?P<r5>(?i:{NUMBER}))\s+(?i:or|to)\s+(?P<r6>(?i:{NUMBER}))(?=\s+(?:\w+\s+)?(?i:units?|credits?|modules?)\b)|(?i:between)\s+(?P<r1>(?i:{NUMBER}))\s+(?:credits\s+|units\s+)?(?i:and|to)\s+(?P<r2>(?i:{NUMBER}))|(?P<r3>\d{{1,3}})\s?(?:-|\u2013|(?i:to))\s?(?P<r4>\d{{1,3}}))(?![\w/]|\.\d)"),
            ("number", rf"(?<![\w./-])(?i:{NUMBER})(?![\w/]|\.\d|-[a-z])"),
            ("open", r"\("),
            ("close", r"\)"),
            ("stop", r"[:,;+]|(?<=\s)/(?=\s)|\b(?:and|plus|with|but)\b"),
        )
    )
)  # fmt: skip


@dataclass(slots=True)
class Thing:
    """One of them, where it stands, and what it says."""

    kind: str
    text: str
    start: int
    end: int
    value: int = 0
    high: int | None = None
    ids: tuple[str, ...] = ()
    level: tuple[int | str | None, int | str | None] | None = None


_TAKEN_UP = re.compile(
    r"(?:[,;]|\b(?:and|with|plus)|\b(?:must|may|can|should|to)\s+(?:then\s+)?\w+)\s+(?:(?:the|any|their)\s+)?$",
    re.IGNORECASE,
)
_COMES = re.compile(r"[^,;]*?\b(?:must|can|may|should|will|is|are|be|being|come|comes|coming|made\s+up)\b[^,;]*?\b(?:from|in)\b", re.I)  # fmt: skip


def _is_taken(text: str, start: int, end: int) -> bool:
    """Whether what remains is said to come from somewhere, and is not what words are about."""
    return bool(_TAKEN_UP.search(text[:start]) or _COMES.match(text, end))


def things_in(text: str) -> list[Thing]:
    """Return what a sentence is made of, in order; words that say nothing are passed over."""
    found = []
    for one in _THINGS.finditer(text):
        kind = str(one.lastgroup)
        if one["groups"] is not None:
            kind = "groups"
        elif one["bare"] is not None:
            kind = "bare"
        elif one["beyond"] is not None:
            kind = "beyond"
        elif one["level"] is not None:
            kind = "level"
        elif one["entry"] is not None:
            kind = "entry"
        thing = Thing(kind, one[0], one.start(), one.end())
        if one["range"] is not None:
            thing.kind = "range"
            ends = [
                number_of(e)
                for e in (one["r1"] or one["r3"] or one["r5"], one["r2"] or one["r4"] or one["r6"])
            ]
            thing.value, thing.high = ends
        elif kind == "rest" and not _is_taken(text, one.start(), one.end()):
            thing.kind = "further"
        elif kind == "number":
            thing.value = number_of(one[0])
        elif kind in {"groups", "bare"}:
            thing.kind = "groups"
            ids = one["ids"] if kind == "groups" else one["bids"]
            thing.ids = tuple(
                dict.fromkeys(
                    re.findall(
                        rf"\b(?:{_IDS})\b",
                        re.sub(
                            r"(?i)\b(?:and|or|groups?|sections?|mandatory|optional)\b", " ", ids
                        ),
                    )
                )
            )
        elif kind == "level":
            low, high = int(one["lv"]), int(one["lv2"]) if one["lv2"] else None
            if one["above"] or re.search(r"or\s+above\s+level", one[0], re.I):
                thing.level = (low, None)
            elif one["below"]:
                thing.level = (None, low)
            else:
                thing.level = (low, high or low)
        elif kind == "beyond":
            edge = int(one["edge"])
            thing.kind, thing.level = (
                "level",
                (None, edge - 1) if one["under"] else (edge + 1, None),
            )
        elif kind == "entry":
            entry = f"Entry {one['en']}"
            thing.kind, thing.level = "level", (entry, None if one["over"] else entry)
        found.append(thing)
    return found


def number_of(text: str) -> int:
    """Return the number that a figure or a word names."""
    text = text.casefold()
    word = NUMBER_WORDS.get(text)
    if word is None and (ten := _TENS.get(re.split(r"[\s-]", text)[0])) is not None:
        return ten + sum(NUMBER_WORDS[one] for one in re.split(r"[\s-]", text)[1:])
    return int(text.replace(",", "")) if word is None else word
