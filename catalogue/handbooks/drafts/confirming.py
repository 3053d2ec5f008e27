"""Answers put into a draft, and a draft with no doubt left made a qualification file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalogue.errors import UnitwiseError
from catalogue.handbooks.drafts.draft import UNKNOWN
from catalogue.handbooks.drafts.evidence import Evidence, OpenDoubt
from catalogue.handbooks.sentences.saying import says
from catalogue.handbooks.written.rows import level_of
from catalogue.references import qualification_number, unit_reference

KEEP = "keep"
"""The answer that leaves the draft as it is."""

DROP = "drop"
"""The answer that there is no such unit or rule."""


class NotAnswered(UnitwiseError):
    """An answer cannot be taken, or doubts are left."""


def takes_value(doubt: OpenDoubt) -> bool:
    """Whether a doubt can be answered with another value than the draft has."""
    return _target(doubt.about) is not None


def may_keep(doubt: OpenDoubt, data: Mapping[str, Any]) -> str:
    """Say why a doubt cannot be answered by leaving the draft as it is, or nothing."""
    target = _target(doubt.about)
    if target is None or doubt.name != "not-printed":
        return ""
    key, _, _ = target
    if key in {"title", "awarding_organisation", "level"} and data.get(key) is None:
        return f"a qualification must have {'an' if key[0] == 'a' else 'a'} {key.replace('_', ' ')}"
    return ""


def aimed(doubt: OpenDoubt, evidence: Evidence) -> OpenDoubt:
    """Return a doubt about words with the one rule that was made of them as what it is about."""
    if not doubt.about.startswith("rules/") or _target(doubt.about) or not doubt.text:
        return doubt
    rules = [fact for fact in evidence.facts if fact.at.startswith("rules/")]
    if doubt.about.rpartition("/")[0] in {fact.at.rpartition("/")[0] for fact in rules}:
        return doubt
    made = {fact.at.rpartition("/")[0] for fact in rules if fact.text == doubt.text}
    return doubt.model_copy(update={"about": made.pop()}) if len(made) == 1 else doubt


def may_drop(doubt: OpenDoubt) -> bool:
    """Whether a doubt is about one unit or one rule, which the document may not have at all."""
    return re.fullmatch(r"rules/[a-z0-9.-]+(?:/\w+)?|units/[^*]+/\w+", doubt.about) is not None


def alike(doubt: OpenDoubt) -> str:
    """What doubts share that one answer may be given to: their name, and the fact of a unit."""
    return f"{doubt.name} {re.sub(r'^units/.+/', 'units/*/', doubt.about)}"


def may_share(doubt: OpenDoubt, value: Any) -> bool:
    """Whether a value may be that of every doubt alike: no two units have one title or reference."""
    return value in {None, DROP} or not doubt.about.endswith(("/title", "/reference"))


def now(data: Mapping[str, Any], doubt: OpenDoubt, evidence: Evidence) -> Any:
    """Return what the draft has of the fact that a doubt is about, null where that is no one value."""
    about = aimed(doubt, evidence).about
    target = _target(about)
    if target is None and about.startswith("rules/"):
        target = ("rules", about.split("/")[1], "")
    if target is None:
        return doubt.reading
    key, name, fact = target
    if key == "units":
        return next((u.get(fact) for u in data["units"] if u["reference"] == name), doubt.reading)
    if key == "rules":
        rules = data["editions"][0].get("rules") or ()
        return next((rule["says"] for rule in rules if rule["id"] == name), doubt.reading)
    if key == "published":
        return (data["editions"][0].get("published") or {}).get(fact)
    return data.get(key)


def _target(about: str) -> tuple[str, str, str] | None:
    """The fact that a pointer names: list or key, item, fact; null where it is no single value."""
    if about in {"number", "title", "awarding_organisation", "level"}:
        return about, "", ""
    if found := re.fullmatch(r"units/(.+)/(level|credit|glh|title|reference)", about):
        return "units", found[1], found[2]
    if found := re.fullmatch(r"rules/([a-z0-9.-]+)(?:/(credit|units))?", about):
        return "rules", found[1], found[2] or "amount"
    if found := re.fullmatch(r"published/(credit|tqt|glh)", about):
        return "published", "", found[1]
    return None


def apply(data: dict[str, Any], doubt: OpenDoubt, value: Any) -> None:
    """Put an answer into the plain data of a draft.

    Raises
    ------
    NotAnswered
        If the value is none that the fact can have.
    """
    if value == DROP:
        _drop(data, doubt)
        return
    target = _target(doubt.about)
    if target is None:
        raise NotAnswered(
            f"{doubt.id}: {doubt.about} is no single value",
            hint="edit the draft, then answer 'keep'",
        )
    key, name, fact = target
    try:
        if key in {"title", "awarding_organisation"}:
            data[key] = _text(value)
        elif key == "number":
            data[key] = None if value in {None, "none"} else qualification_number(str(value))
        elif key == "level":
            data[key] = _level(value)
        elif key == "published":
            published = data["editions"][0].setdefault("published", {})
            if fact == "glh":
                published.setdefault("glh", {})["least"] = _whole(value)
            else:
                published[fact] = _whole(value)
        elif key == "units":
            _unit(data, name, fact, value)
        else:
            _rule(data, name, fact, value)
    except (ValueError, StopIteration) as error:
        raise NotAnswered(
            f"{doubt.id}: {error or 'there is no such thing in the draft'}"
        ) from error


def is_new_name(doubt: OpenDoubt, value: Any) -> bool:
    """Whether an answer gives a unit another reference, by which other doubts are about it."""
    return doubt.about.endswith("/reference") and value not in {None, DROP}


def called_anew(evidence: Evidence, doubt: OpenDoubt, value: Any) -> Evidence:
    """Return evidence after an answer: doubts and facts of a unit go by the reference it has now."""
    if not is_new_name(doubt, value):
        return evidence
    old = doubt.about.removeprefix("units/").removesuffix("/reference")
    new = unit_reference(str(value))

    def anew(about: str) -> str:
        if about.startswith(f"units/{old}/"):
            return f"units/{new}{about.removeprefix(f'units/{old}')}"
        return about.removesuffix(old) + new if about.endswith(f"/{old}") else about

    doubts = tuple(one.model_copy(update={"about": anew(one.about)}) for one in evidence.doubts)
    facts = tuple(one.model_copy(update={"at": anew(one.at)}) for one in evidence.facts)
    return evidence.model_copy(update={"doubts": doubts, "facts": facts})


def _drop(data: dict[str, Any], doubt: OpenDoubt) -> None:
    """Take the unit or the rule out of a draft that a doubt is about."""
    kind, _, rest = doubt.about.partition("/")
    name = rest.rpartition("/")[0] if kind == "units" else rest.partition("/")[0]
    edition = data["editions"][0]
    if not may_drop(doubt):
        raise NotAnswered(f"{doubt.id}: {doubt.about} is no one unit or rule")
    if kind == "rules":
        edition["rules"] = [rule for rule in edition["rules"] if rule["id"] != name]
        return
    named = [u["reference"] for u in data["units"] if name in {u["reference"], u["title"]}]
    if not named:
        return  # dropped before, for another doubt
    if len(named) != 1:
        raise NotAnswered(f"{doubt.id}: the draft has no one unit {name}")
    if any(named[0] in _named_by(rule) for rule in edition["rules"]):
        raise NotAnswered(f"{doubt.id}: a rule names {named[0]}; edit the draft")
    groups = _without(edition["groups"], named[0])
    if empty := [one["id"] for one in groups if not one.get("units") and not one.get("groups")]:
        raise NotAnswered(f"{doubt.id}: {named[0]} is the only unit of group {empty[0]}")
    edition["groups"] = groups
    data["units"] = [unit for unit in data["units"] if unit["reference"] != named[0]]


def _named_by(rule: Mapping[str, Any]) -> set[str]:
    """The units that a rule, or one within it, names by their references."""
    inner = (name for one in rule.get("rules", ()) for name in _named_by(one))
    return {
        *rule.get("units", ()),
        *rule.get("needs", ()),
        *rule.get("of", {}).get("units", ()),
        *inner,
    }


def _without(groups: list[dict[str, Any]], unit: str) -> list[dict[str, Any]]:
    """Groups without one of their units."""
    left = []
    for group in groups:
        places = []
        for place in group.get("units") or ():
            versions = place.get("versions", [place]) if isinstance(place, dict) else [place]
            kept = [
                one for one in versions if (one["unit"] if isinstance(one, dict) else one) != unit
            ]
            if kept:
                places.append({"versions": kept} if len(kept) > 1 else kept[0])
        changed = {**group, "units": places} if "units" in group else dict(group)
        if "groups" in group:
            changed["groups"] = _without(group["groups"], unit)
        left.append(changed)
    return left


def _unit(data: dict[str, Any], name: str, fact: str, value: Any) -> None:
    units = [u for u in data["units"] if name in {"*", u["reference"], u["title"]}]
    if not units:
        raise ValueError(f"the draft has no unit {name}")
    for unit in units:
        if name == "*" and unit.get(fact) not in {None, UNKNOWN}:
            continue
        if fact == "level":
            unit[fact] = _level(value)
        elif fact == "title":
            unit[fact] = _text(value)
        elif fact == "reference":
            old, new = unit["reference"], unit_reference(str(value))
            unit["reference"] = new
            _renamed(data["editions"], old, new)
        else:
            unit[fact] = (
                _unknown_or_none(fact, value) if value in {None, "none", UNKNOWN} else _whole(value)
            )


def _unknown_or_none(fact: str, value: Any) -> str | None:
    """A credit that nobody knows is told from none; of hours nothing says that there are none."""
    return UNKNOWN if value == UNKNOWN and fact == "credit" else None


def _renamed(node: Any, old: str, new: str) -> None:
    items = (
        list(node.items())
        if isinstance(node, dict)
        else list(enumerate(node))
        if isinstance(node, list)
        else []
    )
    for key, value in items:
        if value == old and (isinstance(node, list) or key == "unit"):
            node[key] = new
        elif isinstance(value, dict | list):
            _renamed(value, old, new)


def _rule(data: dict[str, Any], name: str, fact: str, value: Any) -> None:
    rule = next(r for r in data["editions"][0]["rules"] if r["id"] == name)
    if rule["kind"] not in {"amount", "mandatory", "spread"}:
        raise ValueError(f"{name} is no amount: edit the draft for that, then keep it")
    bound = (
        "credit" if rule["kind"] == "mandatory" else "at_least" if "at_least" in rule else "at_most"
    )
    if value == "exactly":
        rule["at_most"] = rule["at_least"]
    elif value == "at least":
        rule.pop("at_most", None)
    else:
        if rule.get("at_least") == rule.get("at_most") and rule["kind"] == "amount":
            rule["at_most"] = _whole(value)
        rule[bound] = _whole(value)
    rule["says"] = says(rule)


def _text(value: Any) -> str:
    text = " ".join(str(value).split())
    if not text or not text.isprintable():
        raise ValueError("the text is empty")
    return text


def _whole(value: Any) -> int:
    if not re.fullmatch(r"\d{1,5}", str(value).strip()):
        raise ValueError(f"{value!r} is not a whole number")
    return int(value)


def _level(value: Any) -> int | str:
    level = level_of(str(value))
    if level is None:
        raise ValueError(f"{value!r} is no level: Entry 1 to 3, or 1 to 8")
    return level
