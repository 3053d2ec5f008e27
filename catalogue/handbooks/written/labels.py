"""Facts of one unit that stand under labels in a line: "Reference: D/506/2170 | Level 2 | 3 credits"."""

from __future__ import annotations

import re
from functools import lru_cache

from catalogue.handbooks.blocks import RAISED
from catalogue.handbooks.written.rows import REFERENCE, Row, level_of

_FACTS = (
    ("level", r"level\s*:?\s*([1-8])|(entry\s+(?:level\s+)?[1-3])"),
    ("credit", r"credits?(?:\s+(?:value|points?))?\s*:?\s*(\d{1,3})|(\d{1,3})\s+credits?(?:\s+points?)?"),
    ("glh", r"(?:glh|gl|guided\s+learning(?:\s+hours)?|learning\s+hours)(?:\s*\(glh?\))?\s*:?\s*(\d{1,4})"
            r"|(\d{1,4})\s+(?:glh|gl|(?:hours\s+(?:of\s+)?)?guided\s+learning(?:\s+hours)?|learning\s+hours)"),
    ("tqt", r"(?:tqt|tut|total\s+(?:unit|qualification|learning)\s+time)\s*:?\s*(\d{1,4})|(\d{1,4})\s+(?:hours\s+(?:of\s+)?)?(?:tqt|tut|total\s+qualification\s+time)"),
)  # fmt: skip
_LABELLED = [(fact, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for fact, words in _FACTS]
_CALLED = re.compile(
    r"(?:unit\s+(?:number|no)|(?:(?:ofqual|regulat\w+|accreditation|national)\s+)?(?:unit\s+)?(?:reference|ref|code|urn|uan|accreditation)"
    r"(?:\s+(?:number|no|code))?)\.?\s*(?:\((?:urn|uan)\)\s*)?[:=-]?\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[\s|,;:.\u2022\u00b7\u2013()/-]*(?:hours|unit)?[\s|,;:.\u2022\u00b7\u2013()/-]*", re.I
)


@lru_cache(4_096)
def facts_in(text: str) -> dict[str, str]:
    """Return what a line gives under labels, if it says nothing else.

    A reference needs no label where all the rest has one.
    """
    found: dict[str, str] = {}
    rest = text
    label: re.Match[str] | None = None
    if reference := REFERENCE.search(rest):
        before = rest[: reference.start()]
        label = _CALLED.search(before)
        found["reference"] = reference[0]
        rest = f"{before[: label.start()] if label else before} | {rest[reference.end() :]}"
    for fact, words in _LABELLED:
        if one := words.search(rest):
            found[fact] = next(group for group in one.groups() if group)
            rest = f"{rest[: one.start()]} | {rest[one.end() :]}"
    if "reference" in found and label is None and len(found) == 1:
        return {}
    return found if _BETWEEN.fullmatch(rest) else {}


_FIGURE = re.compile(
    r"(?:(?P<bound>min(?:imum)?|max(?:imum)?)\s+)?(?:(?:total|overall|qualification|recommended|notional|average|indicative|estimated|suggested|number\s+of)\s+)*?"
    r"(?:(?P<credit>credits?(?:\s+(?:value|points?|total|required))?)|(?P<tqt>total\s+(?:qualification|learning)\s+time|tqt)"
    r"|(?P<glh>guided\s+learning(?:\s+hours?)?|glh|gl))\s*(?:\([A-Z]{2,3}\)\s*)?(?:hours?\s*)?(?:\((?P<inner>min|max)(?:imum)?\)\s*)?"
    r"(?:(?:for|of)\s+(?:(?:this|the)\s+)?qualification\s*)?(?:(?:is|are|ranges?)\s+)?[\s|:=\u2013-]*(?P<value>(?:between|from|min|max|up\s+to|approx|around|about|circa|c\.|[~(]*\d).*)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:hours?|hrs?|credits?|points?|guided|learning|glh|gl|tqt|min(?:imum)?|max(?:imum)?|between|from|and|up|to|range|at\s+least|approx(?:imately)?|around|about|circa|c)\b|[\s().,:;|~\u2013-]+",
    re.IGNORECASE,
)


_TENFOLD = re.compile(
    r"(?P<one>\d+)(?:\s+(?:credits?|hours|hrs))?\s*\((?P<other>\d+)\s*(?:(?P<credits>credits?)|hours|hrs)(?:\s+(?:of\s+)?(?:learning|study|tqt|total\s+qualification\s+time))?\)",
    re.IGNORECASE,
)
"""Credit with its ten hours each in brackets, or these with their credit."""


_OTHER_LABEL = {
    "glh": re.compile(r"\btqt\b|\btotal\b|\bcredit", re.IGNORECASE),
    "tqt": re.compile(r"\bglh?\b|\bguided\b|\bcredit", re.IGNORECASE),
    "credit": re.compile(r"\bglh?\b|\bguided\b|\btqt\b|\btime\b", re.IGNORECASE),
}
"""What another figure is called that stands in the same line."""


def figures_under_label(text: str) -> dict[str, int] | None:
    """Return what a label before figures gives of a whole qualification, in hours or credits.

    "Guided learning: 88 hours (minimum) - 96 hours (maximum)". Null where no such label begins the
    text; empty where its figures are not understood.
    """
    found = _FIGURE.fullmatch(re.sub(r"^the\s+", "", text.strip(), flags=re.IGNORECASE))
    if found is None or re.search(r"\bof\s+(?:which|this|these|those)\b", text):
        return None
    value = re.sub(r"(?<=\d),(?=\d{3})", "", found["value"])
    fact = next(one for one in ("credit", "tqt", "glh") if found[one])
    if both := _TENFOLD.fullmatch(value):
        one, ten = sorted((int(both["one"]), int(both["other"])))
        named = (both["credits"] is None) == (fact == "credit") and (int(both["one"]) == one) == (
            fact == "credit"
        )
        if named and ten == 10 * one and fact != "glh":
            return {"credit": one} if fact == "credit" else {"credit": one, "tqt": ten}
    numbers = [int(one) for one in re.findall(r"\d+", value)]
    if _WORDS.sub("", re.sub(r"\d+", "", value)) or not 1 <= len(numbers) <= 2:
        return {}
    if _OTHER_LABEL[fact].search(value):
        return {}
    if len(set(numbers)) == 2:
        low, high = numbers
        return {"glh": low, "glh_most": high} if fact == "glh" and low < high else {}
    most = any(str(found[one] or "").casefold().startswith("max") for one in ("bound", "inner"))
    most = most or re.search(r"\bmax|\bup\s+to\b", value, re.IGNORECASE) is not None
    if most and fact != "glh":
        return {}
    return {"glh_most" if most else fact: numbers[0]}


_OWN_LEVEL = re.compile(
    r"min(?:imum)?\.?\s+(?:number\s+of\s+)?credits?\s+(?:(?:required|(?:to|that\s+must)\s+be\s+achieved)\s+)?at,?\s*(?:/|or)\s*above,?\s+(?:the\s+)?(?:qualification\s+)?"
    r"level(?:\s+of\s+(?:the\s+|this\s+)?qualification)?\s*[:|=]?\s*(?P<value>\d{1,3})(?:\s+credits?)?\.?",
    re.IGNORECASE,
)


def at_own_level(text: str, level: int | str | None) -> str:
    """Return a label "Minimum credits at/above level: 12" as a sentence that names the level.

    The level is that of the qualification; any other text, or one without a whole level, stays.
    """
    found = _OWN_LEVEL.fullmatch(text.strip())
    if found is None or not isinstance(level, int):
        return text
    return f"A minimum of {found['value']} credits must be achieved at level {level} or above."


_COUNT_OF = re.compile(
    r"(?P<bound>minimum|maximum|min|max)?\.?\s*(?:overall\s+|total\s+)?number\s+of\s+(?P<what>(?:\w+\s+)?(?:credits?|units?))\s+"
    r"(?P<rest>(?:(?:that\s+)?(?:must|should|may|can)\s+(?:be|come)\b|required|needed|to\s+be\b|from\b|at\b|in\b|of\b).*?)"
    r"\s*[:|=]?\s*(?P<value>\d{1,3})(?:\s+(?:credits?|units?))?\.?",
    re.IGNORECASE,
)


_AMOUNT_OF = re.compile(
    r"(?P<what>(?:(?:min|max)(?:imum)?\.?\s+|total\s+|number\s+of\s+)*credits?\s[^.:;\d]*\bunits)\s+(?P<value>\d{1,3})\.?",
    re.IGNORECASE,
)
"""A row of which a number is the amount, and names no unit: "Credits from optional units 16"."""


def in_words(text: str) -> str:
    """Return a label that asks for a number, and the number behind it, as a sentence.

    "Minimum number of credits that must come from Group B 15" has its number in no usual place. Any
    other text stays.
    """
    if row := _AMOUNT_OF.fullmatch(text.strip()):
        return f"{row['what']}: {row['value']}"
    found = _COUNT_OF.fullmatch(text.strip())
    if found is None or re.search(r"\d{2,}|\b\d+\s+(?:credits?|units?)\b", found["rest"]):
        return text
    bound = (found["bound"] or "").casefold()[:3]
    before = {"min": "A minimum of ", "max": "A maximum of "}.get(bound, "")
    rest = re.sub(r"^that\s+", "", found["rest"], flags=re.IGNORECASE)
    return f"{before}{found['value']} {found['what']} {rest}."


_ROUTES = re.compile(r"\bassessment\s+route(?P<s>s?)\b", re.IGNORECASE)
"""What one organisation calls its units."""
_ITS_LEVEL = re.compile(r"\s+level\s+[1-8]\s+(?=qualification\b)", re.IGNORECASE)
"""The level of the whole, which asks nothing of its units."""
_NAME_ASIDE = re.compile(r"\s*\((?P<words>[A-Z][A-Za-z&' -]{2,60})\)")
_SAYS_SOMETHING = re.compile(
    r"\b(?:min|max|mandatory|optional|core|compulsory|elective|levels?|credits?|units?|all|every|each|except\w*|if|unless|either|or|not|only"
    r"|groups?|sections?|pathways?|routes?|least|most|glh|tqt|rqf|qcf|both|none|minimum|maximum|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_OF_THIS = re.compile(
    r"\s+(?:in|from|of|within)\s+this\s+(?:(?:optional|mandatory|core)\s+)?(?:group|section|pool)\b",
    re.IGNORECASE,
)
_ONLY_WORDS = tuple(
    (re.compile(words, re.IGNORECASE), plain)
    for words, plain in (
        (r"^\W*(?:\d{1,2}[.)]\s+(?=\w))?(?:(?:please\s+)?note(?:\s+that|:)\s+)?", ""),
        (r"\b(groups?|sections?|pools?)\s+['\"\u2018\u201c]([A-Z]\d?)['\"\u2019\u201d]", r"\1 \2"),
        (r"\b(?:RQF|QCF|NQF)\s+(?=credits?\b)|(?<=credits)\s+\((?:RQF|QCF|NQF)\)", ""),
        (r"\s+(?:at|with)\s+(?:a\s+)?(?:minimum\s+)?pass(?:\s+grade)?(?:\s+or\s+(?:above|better|higher))?\b(?!\s+in\b)", ""),
        (r"\b(units?)\s+of\s+assessment\b", r"\1"),
        (r"(?<=\s)&(?=\s)", "and"),
        (r"(?:\u2265|>=)\s*(?=\d)", "at least "),
        (r"(?:\u2264|<=)\s*(?=\d)", "at most "),
        (r"(?<![\w.])(\d{1,3})\+(?=\s+(?:credits?|units?)\b)", r"at least \1"),
        (r"(?<![\w.-])(\d{1,3}|[a-z]+)\s+((?:optional\s+|mandatory\s+)?(?:credits|units))\s+or\s+(?:fewer|less)\b", r"at most \1 \2"),
        (r",\s+in\s+any\s+(?:order|combination),", ""),
        (r"\bcredits?\s+(?:up\s+)?to\s+(?:the|a)\s+(?:total\s+)?value\s+of\s+((?:(?:at\s+least|a\s+minimum\s+of)\s+)?[\w-]+)(?!\s+(?:hundred|credits?)\b)", r"\1 credits"),
    )
)  # fmt: skip
"""Marks and turns that say nothing, or the same in another way."""
_OPENS_BY_NAME = re.compile(
    r"(?:(?:optional|mandatory|core)\s+)?(?:group|section|pool)\s+[A-Z]?\d{0,2}\s*[:\u2013-]\s",
    re.IGNORECASE,
)


def without_asides(text: str) -> str:
    """Return a sentence without what only says again, or by name, which group is meant.

    "Group B Units (Knowledge)" is group B; "Group B - 4 credits from this group" names it once.
    """
    text = re.sub(rf"(?<=[a-z])[{RAISED}]+(?=\W|$)", "", text)  # the mark of a footnote
    for words, plain in _ONLY_WORDS:
        text = words.sub(plain, text)
    text = _ROUTES.sub(lambda one: f"unit{one['s']}", text)
    text = _ITS_LEVEL.sub(" ", text)
    text = _NAME_ASIDE.sub(lambda one: one[0] if _SAYS_SOMETHING.search(one["words"]) else "", text)
    return _OF_THIS.sub("", text) if _OPENS_BY_NAME.match(text) else text


_ALL_UNITS = re.compile(
    r"(?:each|every|all(?:\s+of)?(?:\s+the)?)\s+units?(?:\s+(?:in|of)\s+(?:this|the)\s+(?:qualification|group|section))?\s+(?P<rest>(?:is|are|has|have|carr\w+).*)",
    re.IGNORECASE,
)
_OF_EACH = (
    ("level", re.compile(r"\blevel\s+(?:of\s+)?([1-8])\b|\b(entry\s+(?:level\s+)?[1-3])\b", re.IGNORECASE)),
    ("credit", re.compile(r"\b(\d{1,2})\s+credits?\b|\bcredit\s+value\s+of\s+(\d{1,2})\b", re.IGNORECASE)),
    ("tqt", re.compile(r"\b(\d{1,3})\s+(?:hours\s+of\s+)?(?:tqt|total\s+(?:unit|qualification)\s+time)\b", re.IGNORECASE)),
    ("glh", re.compile(r"\b(\d{1,3})\s+(?:hours\s+of\s+)?(?:glh|guided\s+learning(?:\s+hours)?)\b|\bglh\s+of\s+(\d{1,3})\b", re.IGNORECASE)),
)  # fmt: skip
_SMALL = re.compile(
    r"\b(?:is|are|has|have|carr(?:y|ies)|worth|at|and|a|an|all|with|of|each)\b|[\s,.()-]+", re.I
)


def of_each_unit(text: str) -> dict[str, int | str]:
    """Return what a sentence gives to all units: "Each unit is worth 4 credits"; empty if it has more."""
    found = _ALL_UNITS.fullmatch(text.strip())
    if found is None:
        return {}
    rest, facts = found["rest"], dict[str, int | str]()
    for fact, words in _OF_EACH:
        if one := words.search(rest):
            value = next(group for group in one.groups() if group)
            facts[fact] = int(value) if value.isdigit() else f"Entry {value[-1]}"
            rest = f"{rest[: one.start()]} {rest[one.end() :]}"
    return {} if _SMALL.sub("", rest) else facts


def take_below(row: Row, text: str) -> bool:
    """Give a unit what the line below its heading says of it under labels, if it says nothing else.

    What is known already stays, and another value is asked about.
    """
    found = facts_in(text)
    if "reference" in found or not found:
        return False
    for fact, value in found.items():
        read = level_of(value) if fact == "level" else int(value)
        known = getattr(row, fact)
        if known is None:
            setattr(row, fact, read)
        elif known != read:
            row.doubt("two-figures", fact, f"{known} in its heading, {value} below it", read)
    row.text = f"{row.text} | {text}"
    return True
