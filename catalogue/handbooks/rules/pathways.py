"""Pathways: groups of which a learner takes one, put into a rule of one out of several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.qualifications.section import Found, Section
from catalogue.handbooks.rules.assembled import Assembled, RuleFound
from catalogue.handbooks.rules.called import is_way
from catalogue.handbooks.sentences.saying import says

_ONE = re.compile(r"\b(?:one|1|an?|either|their\s+chosen|chosen)\b", re.IGNORECASE)
_WORD = re.compile(r"\b(pathway|route|strand|endorsement)s?\b", re.IGNORECASE)
_EITHER = re.compile(r"\beither\b.*\bor\b", re.IGNORECASE)


def take_one(section: Section, result: Assembled) -> None:
    """Put the rules of pathways under a rule of which exactly one holds, with a doubt.

    It is a proposal, as what a pathway asks for may stand where nothing was read; but where two
    readers have it that one is to be taken, and every pathway has a rule of its own, it stands.
    """
    ways = [group for group in section.groups if is_way(group)]
    one_way = result.one_way
    if len(ways) < 2:
        if one_way is not None:
            text, spot = one_way.sentence.text, one_way.sentence.spot
            message = "one pathway is asked for, and there are not two to choose from"
            result.doubts.append(Doubt("pathway", "rules/pathways", message, spot, text))
        return
    told = next(
        (
            (doubt.spot, doubt.text)
            for doubt in result.doubts
            if doubt.name == "pathway" and _WORD.search(doubt.text) and _ONE.search(doubt.text)
        ),
        None,
    )
    inner: list[dict[str, Any]] = []
    names_of_ways = {group.id for group in ways}
    # "all units of one pathway: either A or B" is about each of them, and not about both
    every = [
        rule
        for rule in result.rules
        if rule.data["kind"] == "mandatory"
        and (
            _EITHER.search(rule.sentence.text)
            or (one_way is not None and rule.sentence.text == one_way.sentence.text)
        )
        and len(named := rule.data.get("of", {}).get("groups", ())) != 1
        and names_of_ways >= set(named)
    ]
    result.rules = [rule for rule in result.rules if rule not in every]
    result.whole_way = result.whole_way or bool(every)
    plain = one_way is not None and len(one_way.readers) > 1
    for group in ways:
        own = [rule for rule in result.rules if _about(rule, group)]
        result.rules = [rule for rule in result.rules if rule not in own]
        result.doubts = [
            doubt for doubt in result.doubts if doubt.about != f"groups/{group.id}/rule"
        ]
        plain = plain and (bool(own) or result.whole_way)
        inner.append(_as_one([rule.data for rule in own], group))
    if one_way is not None:
        told = (one_way.sentence.spot, one_way.sentence.text)
    spot, text = told or (ways[0].spot, ways[0].written)
    data: dict[str, Any] = {
        "id": "pathways",
        "kind": "choose",
        "rules": inner,
        "at_least": 1,
        "at_most": 1,
    }
    sentence = next((one for one in result.unread if one.text == text), None)
    if one_way is not None:
        result.rules.append(RuleFound(data, one_way.sentence, one_way.readers))
    else:
        result.rules.append(RuleFound(data, sentence or _sentence(ways, text), ("headings",)))
    names = ", ".join(group.title or group.id for group in ways)
    why = f"one of {names}, all of its units unless a rule of it was read"
    result.doubts = [
        doubt
        for doubt in result.doubts
        if not (doubt.name == "pathway" and doubt.text == text and _WORD.search(doubt.text))
    ]
    if not plain:
        result.doubts.append(Doubt("pathway", "rules/pathways", why, spot, text))


def _sentence(ways: Sequence[Found], text: str) -> Any:
    from catalogue.handbooks.sentences.sentences import Sentence

    return Sentence(text, ways[0].spot, from_heading=True)


def _about(rule: RuleFound, group: Found) -> bool:
    """Whether a rule speaks of nothing but one pathway."""
    named = set(rule.data.get("of", {}).get("groups", ()))
    return bool(named) and named <= {group.id, *(one.id for one in group.groups)}


def _as_one(rules: list[dict[str, Any]], group: Found) -> dict[str, Any]:
    if not rules:
        data: dict[str, Any] = {
            "id": f"pathway-{group.id.lower()}",
            "kind": "mandatory",
            "of": {"groups": [group.id]},
        }
        return {**data, "says": says(data)}
    if len(rules) == 1:
        return {**rules[0], "says": says(rules[0])}
    return {
        "id": f"pathway-{group.id.lower()}",
        "kind": "choose",
        "says": f"All rules of {group.title or group.id}.",
        "rules": [{**one, "says": says(one)} for one in rules],
        "at_least": len(rules),
    }
