"""Turns of phrase that the first reader spells out before it looks for numbers."""

from __future__ import annotations

import re

from catalogue.handbooks.sentences.things import NUMBER

_THE_MANDATORY = re.compile(r"\b(complete|pass|achieve|take)\s+the\s+(?=(?:mandatory|core|compulsory)\s+units\b)", re.I)  # fmt: skip
"""Who has to complete the mandatory units has to complete all of them."""
_WHOLE_GROUP = re.compile(r"\b(?P<do>(?i:complete|pass|achieve))\s+(?=(?i:the\s+)?(?i:mandatory\s+)?(?i:group)\s+[A-Z]\d{0,2}\b(?!,))")  # fmt: skip
_ARE_MANDATORY = re.compile(r"^(?i:the\s+)?(?i:units\s+in\s+)?((?i:group)\s+[A-Z]\d{0,2})\b(?i:\s+units)?\s+(?:is|are)\s+(?:mandatory|compulsory)(?=\.?$)")  # fmt: skip
"""A group that is to be completed, or is mandatory, is so with all of its units."""
_PART_OF = re.compile(
    rf"(?P<part>(?:(?:at\s+least|at\s+most|a\s+(?:min|max)imum\s+of|up\s+to|(?:no|not)\s+(?:more|fewer|less)\s+than)\s+)?\b(?:{NUMBER}))"
    rf"\s+of\s+the(?:se)?\s+(?P<whole>(?:{NUMBER})\s+(?:(?:mandatory|optional)\s+)?credits)\b",
    re.IGNORECASE,
)
"""A part of an amount of credit, which is named after it."""
_TURNS = (
    (
        r"\b(?:enough|sufficient)(?:\s+(?:optional|elective|further|other))?\s+units\b.{0,40}?\s+to\s+(?:reach|achieve|give|make(?:\s+up)?|bring\s+(?:the|their)\s+total\s+(?:up\s+)?to)\b(?:\s+a\s+total\s+of\b)?"
        r"|\b(?:together\s+)?with\s+optional\s+units\s+to\s+bring\s+(?:the|their)\s+total\s+(?:up\s+)?to\b",
        " giving a total of",
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


def spelt(text: str, here: str) -> str:
    """Return a sentence with its turns of phrase as plain amounts.

    ``here`` is the group that "this group" means, or nothing.
    """
    for words, plain in _TURNS:
        text = re.sub(words, plain, text, flags=re.IGNORECASE)
    text = _THE_MANDATORY.sub(r"\1 all ", text)
    text = _WHOLE_GROUP.sub(r"\g<do> all units in ", _ARE_MANDATORY.sub(r"All units in \1", text))
    text = _PART_OF.sub(r"\g<whole>, \g<part> of which", text)
    if here:
        text = re.sub(rf"{_HERE}(?i:units)\b", f"units from group {here}", text)
        text = re.sub(rf"{_HERE}(?i:group|section|pool|list)\b", f"group {here}", text)
    return text
