"""What somebody who wrote another word than the format has perhaps meant by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalogue.errors import did_you_mean
from catalogue.rules import KINDS

_MEANT = {
    **dict.fromkeys(("ref", "code", "uan", "unit_reference", "unit_code"), "reference"),
    **dict.fromkeys(("guided_learning_hours", "hours", "learning_hours"), "glh"),
    **dict.fromkeys(("total_qualification_time", "total_unit_time", "tut"), "tqt"),
    **dict.fromkeys(("name", "heading"), "title"),
    **dict.fromkeys(("min", "minimum", "at_minimum", "least", "from_at_least"), "at_least"),
    **dict.fromkeys(("max", "maximum", "at_maximum", "most", "up_to"), "at_most"),
    **dict.fromkeys(("text", "description", "sentence", "wording"), "says"),
    **dict.fromkeys(("awarding_body", "organisation", "ao", "awarder"), "awarding_organisation"),
    **dict.fromkeys(("qualification_number", "qan", "ofqual_number"), "number"),
    **dict.fromkeys(("type", "rule"), "kind"),
    **dict.fromkeys(("comment", "remark"), "note"),
    **dict.fromkeys(("scope", "within"), "of"),
    **dict.fromkeys(("prerequisites", "requires"), "needs"),
    **dict.fromkeys(("excluded", "excluding", "but"), "except"),
}
"""Words that people write for keys, and the keys."""

_MEANT_KINDS = {
    **dict.fromkeys(
        ("minimum", "maximum", "optional", "total", "credit", "units", "level", "exactly"), "amount"
    ),
    **dict.fromkeys(("core", "all", "compulsory", "required"), "mandatory"),
    **dict.fromkeys(("exclusive", "excluded", "exclusion", "not_together", "forbidden"), "barred"),
    **dict.fromkeys(
        ("prerequisite", "corequisite", "co_requisite", "co-requisite", "needs"), "requires"
    ),
    **dict.fromkeys(("pathway", "pathways", "route", "either", "or", "alternatives"), "choose"),
    **dict.fromkeys(("groups", "modules", "different"), "spread"),
}
"""Words that people write for kinds of rules, and the kinds."""

_EXACTLY = ("exactly", "exact", "equals", "equal_to", "number")
_OF_GROUPS = {
    "barred": "units of several groups that may not be taken together are a spread with at_most: 1",
    "requires": "for groups write a choose of one: none of the first group, or enough of the other",
}


def meant_key(key: str, known: Sequence[str], around: Any) -> str:
    """What a key that is not known was perhaps meant to be, in the mapping ``around`` it."""
    kind = around.get("kind") if isinstance(around, dict) else None
    folded = key.casefold().replace("-", "_").replace(" ", "_")
    if "at_least" in known and "at_most" in known and folded in _EXACTLY:
        return "for exactly so much write at_least and at_most with the same number"
    if "of" in known and folded in {"groups", "group", "units", "level", "except"}:
        inside = "groups" if folded == "group" else folded
        return f"write it under of: of: {{{inside}: …}}"
    if kind in _OF_GROUPS and folded in {"groups", "group"}:
        return _OF_GROUPS[kind]
    meant = _MEANT.get(folded)
    if meant in known and meant not in (around if isinstance(around, dict) else {}):
        return f"did you mean {meant}?"
    return did_you_mean(key, known) or (f"known: {', '.join(known)}" if known else "")


def meant_kind(given: str) -> str:
    """What a kind of rule that is not known was perhaps meant to be, or nothing."""
    meant = _MEANT_KINDS.get(given.casefold())
    return f"did you mean {meant}?" if meant else did_you_mean(given, KINDS)


_WORDS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def meant_number(key: str, text: str) -> str:
    """What was perhaps meant by a text where a whole number is to stand."""
    if text in _WORDS:
        return f"perhaps {_WORDS.index(text) + 1}"
    if key in {"at_least", "at_most"}:
        if "%" in text or text in {"half", "a half", "all"} or "third" in text or "/" in text:
            return f"a share says of what: {key}: {{percent: {text}, base: {{}}}} is of everything"
        return ""
    if key in {"credit", "glh", "tqt"}:
        return "write unknown where no one whole number is printed, and a note of what is"
    return ""
