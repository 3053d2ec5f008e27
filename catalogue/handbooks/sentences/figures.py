"""Figures that a sentence gives of the whole qualification: its credit, its hours, its time."""

from __future__ import annotations

import re

_HOURS = r"(?:glh|guided\s+learning(?:\s+hours)?)(?:\s*\(glh?\))?"
_SPANS = (
    re.compile(
        rf"\b(?:between\s+)?(\d{{1,4}})\s*(?:-|\u2013|to|and)\s*(\d{{1,4}})\s+(?:hours\s+of\s+)?{_HOURS}\b",
        re.I,
    ),
    re.compile(
        rf"\b{_HOURS}(?:\s+(?:for|of)\s+(?:(?:this|the)\s+)?qualification)?(?:\s+(?:range|ranges|is|are|of|from))*\s*[:=]?\s*(?:between\s+)?(\d{{1,4}})\s*(?:-|\u2013|to|and)\s*(\d{{1,4}})\b",
        re.I,
    ),
    re.compile(
        rf"\b{_HOURS}[^.;\d]*?\b(\d{{1,4}})\s*(?:hours\s*)?(?:\(min(?:imum)?\)\s*)?(?:,|-|\u2013|to|and)\s*(?:(?:the|a)\s+max(?:imum)?\s+(?:is|of)\s+(\d{{1,4}})|(\d{{1,4}})\s*(?:hours\s*)?\(max(?:imum)?\))",
        re.I,
    ),
)
"""The least and the greatest hours of the whole."""
_MOST_HOURS = re.compile(
    rf"\bmax(?:imum)?\.?\s+(?:of\s+)?{_HOURS}\s*(?:is|of|:|=)?\s*(\d{{1,4}})\b", re.I
)
_FIGURES = (
    ("credit", re.compile(r"\b(?:is\s+)?(?:a|an)\s+(\d{1,3})[\s-]credits?\s+qualification", re.I)),
    ("credit", re.compile(r"^(?:total\s+)?credits?(?:\s+value)?\s*[:=]?\s*(\d{1,3})$", re.I)),
    ("tqt", re.compile(r"\b(?:total\s+qualification\s+time|tqt)(?:\s*\(tqt\))?(?:\s+(?:for|of)\s+(?:(?:this|the)\s+)?qualification)?\s*(?:of|is|:|=|-)?\s*(\d{1,4}|\d,\d{3})\b(?!/)(?:\s+hours)?", re.I)),
    ("tqt", re.compile(r"\b(\d{1,4}|\d,\d{3})\s+(?:hours\s+)?(?:of\s+)?(?:tqt|total\s+qualification\s+time)\b", re.I)),
    ("glh", re.compile(rf"\b(\d{{1,4}}|\d,\d{{3}})\s+(?:hours\s+)?(?:of\s+)?{_HOURS}(?!\w)", re.I)),
    ("glh", re.compile(r"\b(\d{1,4}|\d,\d{3})\s+(?:hours\s+)?(?:of\s+(?:which|this|these|them|those)\s+)?(?:(?:are|is|will\s+be)\s+(?:recommended\s+(?:as|for)\s+|expected\s+to\s+be\s+|classed\s+as\s+)?|(?:(?:are|is)\s+)?(?:designated|allocated|assigned)\s+(?:as|to|for)\s+)guided\s+learning\b(?:\s+hours)?", re.I)),
    ("glh", re.compile(rf"\b{_HOURS}(?:\s+(?:for|of)\s+(?:(?:this|the)\s+)?qualification)?\s*(?:of|is|are|:|=|-)?\s*(\d{{1,4}}|\d,\d{{3}})\b(?!/)(?:\s+hours)?", re.I)),
)  # fmt: skip


_OF_EACH = re.compile(r"\s*(?:each|every)\s+(?:[\w-]+\s+){0,2}units?\b", re.I)
"""How a sentence begins whose figures are those of one unit."""


def figures_in(text: str) -> tuple[dict[str, int], str]:
    """Return the figures of the whole by their names, in credits or hours, and the words left.

    A figure with a bound or a scope of its own is a rule, and stays among the words.
    """
    figures: dict[str, int] = {}
    if _OF_EACH.match(text):
        return figures, text
    for span in _SPANS:
        if found := span.search(text):
            low, high = (int(one) for one in found.groups() if one is not None)
            figures |= {"glh": low, "glh_most": high}
            text = f"{text[: found.start()]} {text[found.end() :]}"
    if found := _MOST_HOURS.search(text):
        figures["glh_most"] = int(found[1])
        text = f"{text[: found.start()]} {text[found.end() :]}"
    for key, pattern in _FIGURES:
        if (found := pattern.search(text)) and not _is_rule(text, *found.span(), key):
            figures.setdefault(key, int(found[1].replace(",", "")))
            text = f"{text[: found.start()]} {text[found.end() :]}"
    return figures, text


_BOUND = re.compile(
    r"(?:at\s+least|(?:min|max)imum(?:\s+of)?|up\s+to|at\s+most|(?:no|not)\s+(?:more|fewer|less)\s+than)\s*$",
    re.I,
)
_ASKED = re.compile(
    r"\b(?:must|needs?\s+to|required\s+to|have\s+to|has\s+to|should|completed?|choose|select|achieved?)\b",
    re.I,
)
_OF_PART = re.compile(
    r"\b(?:mandatory|optional|core|elective)\s+units?\s+(?:must\s+|to\s+)?(?:total|come\s+to|have|amount\s+to|carry)(?:\s+(?:at\s+least|a\s+total\s+of))?\s*$",
    re.I,
)
_SCOPED = re.compile(r"\s*(?:must\s+|should\s+|to\s+|be\s+|come\s+|taken\s+)*(?:from|in|at)\s+(?:the\s+)?(?:optional|mandatory|core|elective|group|section|level)\b", re.I)  # fmt: skip


def _is_rule(text: str, start: int, end: int, key: str) -> bool:
    """Whether a figure is a rule about hours rather than what the whole is said to have."""
    if key == "credit":
        return False
    if _OF_PART.search(text[:start]):
        return True
    bounded = bool(_BOUND.search(text[:start])) and bool(_ASKED.search(text))
    return bounded or bool(_SCOPED.match(text, end))
