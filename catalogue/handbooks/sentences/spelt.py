"""Turns of phrase that the first reader spells out before it looks for numbers."""

from __future__ import annotations

import re

from catalogue.handbooks.sentences.things import NUMBER, number_of

_DONE = r"(?:completed|achieved|taken|passed|gained|undertaken|attempted)"
_HAS_TO = r"(?:must|should|shall|will|are\s+to|is\s+to|(?:need|needs|have|has|(?:is|are)\s+required)\s+to)"
_LETTERED = r"(?:the\s+)?(?:mandatory\s+|optional\s+|core\s+)?(?-i:[Gg]roup|[Ss]ection|GROUP|SECTION)\s+(?-i:[A-Z]\d{0,2})"
_NEEDED = r"(?:mandatory|core|compulsory)"
_EVERY = (
    (rf"\b(credits|units),\s+worth\s+((?:(?:at\s+least|a\s+(?:min|max)imum\s+of|up\s+to)\s+)?(?:{NUMBER})\s+credits),", r"\1 (\2)"),
    (r"\b(credits|units)\s+(\([^()]*\))\s+((?:(?:must|should|may|can|to|be|come|taken|achieved|chosen)\s+)*from\s+(?:the\s+)?(?:\w+\s+)?(?:group|section)\s+(?-i:[A-Z]\d?)|(?:(?:must|should|may|can|to|be|come|taken|achieved|chosen)\s+)*from\s+(?:the\s+)?(?:optional|mandatory)\s+(?:units|group))\b", r"\1 \3 \2"),
    (rf"^of\s+the\s+(?:remaining|other)\s+(credits|units),?\s+((?:(?:at\s+(?:least|most)|a\s+(?:min|max)imum\s+of|up\s+to|(?:no|not)\s+(?:more|fewer|less)\s+than)\s+)?(?:{NUMBER}))\b(?:\s+(?:credits|units))?", r"\2 \1"),
    (rf"\b(?:the\s+(?:whole|entirety)\s+of|the\s+(?:full|entire|whole))\s+(?={_LETTERED}\b)", "all units in "),
    (r"\b(complete|pass|achieve)\s+(?=(?:the\s+)?(?:mandatory\s+)?(?-i:[Gg]roup\s+[A-Z]\d{0,2})\b(?!,))", r"\1 all units in "),
    (rf"(?:[,;]|\sand|\swhile|\swhereas)+\s+{_LETTERED}\s+(?:is|are)\s+optional(?=\.?$)", ""),
    (
        rf"^(?:the\s+)?(?:units\s+in\s+)?({_LETTERED})\b(?:\s+units)?(\s+\((?:{NUMBER})\s+credits\))?\s+(?:is|are)\s+(?:all\s+)?{_NEEDED}(?=\.?$|,?\s+and\b|;)",
        r"All units in \1\2",
    ),
    (rf"^(?:the\s+units\s+in\s+)?({_LETTERED})\b(?:\s+units)?\s+{_HAS_TO}\s+(?:all\s+)?be\s+({_DONE})\b(?:\s+in\s+full)?", r"All units in \1 must be \2"),
    (rf"^(?:the\s+)?(?:units\s+in\s+(?:the\s+)?)?({_LETTERED}|{_NEEDED}(?=\s+(?:units|group)\b))(?:\s+(?:units|group))?\s+(?:{_HAS_TO}\s+all\s+be|\(?all\s+{_HAS_TO}\s+be)\s+({_DONE})\)?", r"All units in \1 units must be \2"),
    (rf"\b(?:each|every\s+one)\s+of\s+(?=the\s+units\b)|\beach\s+(?=unit\s+(?:listed\s+)?in\b.*\s{_HAS_TO}\s+be\b)|(?<=\bcomplete\s)each\s+(?=unit\s+in\b)", "all "),
    (rf"\b(^|\bcomplete\s|\bpass\s|\bachieve\s|\btake\s|:\s)the\s+(?={_NEEDED}\s+units?\b)(?=.*\s{_HAS_TO}\s+be\s+{_DONE}|(?<=[a-z]\sthe\s))", r"\1all "),
)  # fmt: skip
"""Words by which all units are meant: of a group that is to be completed, or is mandatory."""
_WHOEVER = re.compile(r"\b(?:each|every)\s+(?=(?:learner|candidate|student|apprentice)\b)", re.I)
_LABEL = re.compile(
    r"^((?:total\s+|overall\s+|(?:min|max)imum\s+|number\s+of\s+|mandatory\s+|optional\s+|core\s+|elective\s+|required\s+)+units)\s+(\d{1,2})(?=\.?$)",
    re.IGNORECASE,
)
"""How many units there are, as a row of a table says it."""
_OF_GROUP = re.compile(rf"\b(credits|units)\s+\(({_LETTERED})\)", re.IGNORECASE)
_OUT_OF = re.compile(
    rf"((?:(?:at\s+least|a\s+minimum\s+of)\s+)?\b(?:{NUMBER})\s+credits\b[^,;.]*?)\s+out\s+of\s+(?:a\s+|the\s+)?total\s+(?:of\s+)?((?:{NUMBER})\s+credits)",
    re.IGNORECASE,
)
_TWICE = re.compile(rf"\b({NUMBER})\s*\(\s*({NUMBER})\s*\)", re.IGNORECASE)
_AMONG_FIRST = re.compile(
    rf"^from\s+((?:all\s+)?(?:of\s+)?(?:the\s+|these\s+)?(?:{NUMBER})\s+[^,\d]*?\b(?:units|modules)\b[^,\d]*?),?\s+((?:(?:the|a|an)\s+)?(?:learners?|candidates?|students?|apprentices?|you|they)\s.*?)\.?$",
    re.IGNORECASE,
)
"""Units that are counted before what is to be taken of them."""
_PART_OF = re.compile(
    rf"(?P<part>(?:(?:at\s+least|at\s+most|a\s+(?:min|max)imum\s+of|up\s+to|(?:no|not)\s+(?:more|fewer|less)\s+than)\s+)?\b(?:{NUMBER}))"
    rf"\s+of\s+the(?:se)?\s+(?P<whole>(?:{NUMBER})\s+(?:(?:mandatory|optional)\s+)?credits)\b",
    re.IGNORECASE,
)
"""A part of an amount of credit, which is named after it."""
_ROLES = r"(?:mandatory|core|compulsory|optional|elective)"
_BOTH_ROLES = (
    r"(?:the\s+)?(?:mandatory|core)(?:\s+units)?\s+(?:and|or)\s+(?:the\s+)?optional(?:\s+units)?"
)
_TURNS = (
    (
        rf"\b({NUMBER})\s+({_ROLES})(?=\s*(?:,|\band\b|\bplus\b)\s*(?:(?:at\s+least|a\s+minimum\s+of)\s+)?(?:{NUMBER})\s+(?:[\w-]+\s+)?{_ROLES}\s+units?\b)",
        r"\1 \2 units",
    ),
    (
        rf"(?:\bdrawn)?\s+(?:from|of|through)\s+(?:both\s+|(?:a|any)\s+(?:combination|mix|mixture|range|selection)\s+of\s+(?:both\s+)?)?{_BOTH_ROLES}(?=\s*(?:[.:;)]|$))",
        " in total",
    ),
    (
        rf"^(?=.*\b(?:mandatory|core|compulsory)\b)(.*?)\b(?:any\s+combination\s+of\s+)?optional\s+units\s+to\s+(?:make\s+up|reach|attain)\s+(?=(?:(?:at\s+least|a\s+minimum\s+of)\s+)?(?:{NUMBER})\s+credits\b)",
        r"\1giving a total of ",
    ),
    (
        r"\bmandatory\s+units\s+(?:plus|and)\s+(?:the\s+)?optional\s+units,?\s+(?:(?:that|which)\s+)?(?:provid\w+|giv\w+|mak\w+)(?:\s+(?:for|up))?\s+a\s+(?:combined\s+)?total\s+of\b",
        "a total of",
    ),
    (rf"\bunits\s+total\s+(?=(?:{NUMBER})\s+credits\b)", "units totalling "),
    (rf"\b({NUMBER})\s+options?\b", r"\1 optional units"),
    (r"\bto\s+(?:give|make|reach|achieve)\s+(?:a|the)\s+total\s+of\b", "giving a total of"),
    (r"\bfrom\s+(?:all|any)\s+(?:of\s+)?(?:the\s+)?(?=(?:\w+\s+)?optional\b)", "from the "),
    (rf"\b(units?)\s+of\s+(?=(?:{NUMBER})\s+credits?\b)", r"\1 worth "),
    (
        r"\b(?:enough|sufficient)(?:\s+(?:optional|elective|further|other))?\s+units\b.{0,40}?\s+to\s+(?:reach|achieve|give|make(?:\s+up)?|bring\s+(?:the|their)\s+total\s+(?:up\s+)?to)\b(?:\s+a\s+total\s+of\b)?",
        " giving a total of",
    ),
    (
        r",?(?:\s+and)?(?:\s+then)?\s+(?:together\s+)?(?:with|choose|select|take)\s+(?:further\s+|other\s+)?optional\s+units\s+to\s+(?:bring|make|take)\s+(?:the|their)\s+total\s+(?:up\s+)?to\b",
        ", the remaining credits from the optional units, giving a total of",
    ),
    (
        r"\b(may|can)\s+only\s+((?:count|take|use|include|choose|achieve)\s+)?(?=(?:"
        + NUMBER
        + r")\b)",
        r"\1 \2no more than ",
    ),
    (
        rf"\bonly\s+(?=(?:{NUMBER})\s+(?:(?:optional\s+)?(?:credits?|units?)\b|of\s+UNITLIST|from\s+UNITLIST).*\b(?:may|can)\b)",
        "no more than ",
    ),
    (
        rf"(?<=\bunits\s)((?:(?:must|should|will|to)\s+)?(?:provide|give|total|contribute|come\s+to)\s+(?:(?:at\s+least|a\s+(?:min|max)imum\s+of|up\s+to)\s+)?(?:{NUMBER}))\b(?=\s*(?:[.,;]|and\b|$))",
        r"\1 credits",
    ),
    (r"\ba\s+limit\s+of\b", "a maximum of"),
    (r"\b(?:a|one)\s+dozen\b", "12"),
    (r"\ban?\s+(?=(?:optional|mandatory|further|additional)\s+unit\b)", "1 "),
    (r"\b(?:(?:the|a)\s+)?single\s+(?=mandatory|optional)", "1 "),
    (r"\bboth\s+(?:of\s+)?(?:the\s+)?(?=(?:mandatory|optional|core|units)\b)", "all 2 "),
)
_HERE = r"\b(?i:this|these|the\s+following|the\s+above)\s+(?i:optional\s+|mandatory\s+)?"


def said_once(text: str) -> str:
    """Return a sentence with "two (2)" as one number, and "each learner" as the learner."""
    text = _LABEL.sub(r"\1: \2", _WHOEVER.sub("the ", text))
    text = _OF_GROUP.sub(r"\1 from \2", text)
    text = _OUT_OF.sub(r"\2, \1", text)
    return _TWICE.sub(
        lambda one: one[1] if number_of(one[1]) == number_of(one[2]) else one[0], text
    )


_IN_FULL = (
    rf"\ball\s+(?:of\s+)?(?:(?:the\s+)?units\s+(?:in|from|of)\s+)?either\s+({_LETTERED})\s+or\s+({_LETTERED})",
    rf"\beither\s+({_LETTERED})\s+or\s+({_LETTERED})(?=.*\sin\s+full\b)",
)
"""One of two groups, and all of it."""


def either_in_full(text: str) -> str:
    """Return a sentence that asks for all of one of two groups with "all" before each of them."""
    for words in _IN_FULL:
        text = re.sub(words, r"either all units in \1 or all units in \2", text, flags=re.I)
    return text


def spelt(text: str, here: str) -> str:
    """Return a sentence with its turns of phrase as plain amounts.

    ``here`` is the group that "this group" means, or nothing.
    """
    text = _AMONG_FIRST.sub(r"\2 from \1.", text)
    for words, plain in (*_TURNS, *_EVERY):
        text = re.sub(words, plain, text, flags=re.IGNORECASE)
    text = _PART_OF.sub(r"\g<whole>, \g<part> of which", text)
    if here:
        text = re.sub(rf"{_HERE}(?i:units)\b", f"units from group {here}", text)
        text = re.sub(rf"{_HERE}(?i:group|section|pool|list)\b", f"group {here}", text)
    return text
