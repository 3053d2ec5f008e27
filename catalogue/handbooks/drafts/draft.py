"""A draft as plain data of the catalogue's format, and as the text of a YAML file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from catalogue.files.listing import DRAFT
from catalogue.handbooks.blocks import Spot
from catalogue.handbooks.drafts.drafting import Draft
from catalogue.handbooks.qualifications.codes import codes_of
from catalogue.handbooks.qualifications.placing import places_of
from catalogue.handbooks.qualifications.section import Found
from catalogue.handbooks.rules.assembled import RuleFound
from catalogue.handbooks.sentences.saying import says
from catalogue.handbooks.written.rows import Row

SUFFIX = DRAFT

ONE_FIGURE = "One figure is printed, which is not said to be the least."
"""The note at published hours that are no range and no minimum: any choice may come to them."""

UNKNOWN = "unknown"
"""How the format writes a credit value that nobody knows; null is a unit that has none."""


def data_of(draft: Draft) -> dict[str, Any]:
    """Return a draft as a qualification file has it; what is not printed is null."""
    section = draft.section
    codes = codes_of(section)
    units: dict[str, dict[str, Any]] = {}
    for group in section.every_group:
        for row in group.rows:
            code = codes[id(row)]
            if code in units:
                continue
            unit: dict[str, Any] = {
                "reference": code,
                "title": row.title or code,
                "level": row.level,
                "credit": UNKNOWN
                if row.credit is None and "credit" not in row.blank
                else row.credit,
                "glh": row.glh,
            }
            if not row.reference:
                unit["coined"] = True
            unit["sources"] = [_source(draft, row.spot)]
            units[code] = unit
    first = section.groups[0].spot
    edition: dict[str, Any] = {"edition": _label(draft), "source": _source(draft, first)}
    if published := _published(draft):
        edition["published"] = published
    edition["groups"] = [_group(draft, group, codes) for group in section.groups]
    edition["rules"] = [_rule(draft, rule) for rule in draft.rules.rules]
    recognition = [
        {
            "way": way,
            "accepted": False,
            "says": _REFUSED[way],
            "source": _source(draft, sentence.spot),
        }
        for way, sentence in dict(draft.rules.refusals).items()
    ]
    if recognition:
        edition["recognition"] = recognition
    if draft.rules.besides:
        edition["also_needed"] = [
            {"says": one_line(sentence.text), "source": _source(draft, sentence.spot)}
            for sentence in draft.rules.besides
        ]
    return {
        "number": section.number or None,
        "short_name": draft.short_name,
        "title": section.title or None,
        "awarding_organisation": section.organisation or None,
        "level": section.level,
        "documents": dict(draft.documents),
        "units": list(units.values()),
        "editions": [edition],
    }


_REFUSED = {
    "equivalence": "No unit is accepted as equivalent to a unit of this qualification.",
    "exemption": "No award from outside exempts a learner from a unit.",
}


def code_of(draft: Draft, row: Row) -> str:
    """Return the reference that a row has in the draft."""
    return codes_of(draft.section)[id(row)]


def _label(draft: Draft) -> str:
    return f"as read from {next(iter(draft.documents.values()), 'a document')}"[:200]


def _source(draft: Draft, spot: Spot) -> dict[str, Any]:
    source: dict[str, Any] = {"document": draft.keys.get(spot.document, "document")}
    if spot.path:
        source["section"] = spot.path[:200]
    elif spot.line and not spot.page:
        source["section"] = f"line {spot.line}"
    if spot.page:
        source["page"] = spot.page
    return source


def _published(draft: Draft) -> dict[str, Any] | None:
    figures = draft.rules.figures
    total = next(
        (r for r in draft.rules.rules if r.data["id"] == "total" and r.data.get("at_least")), None
    )
    whole = total or _whole(draft)
    if not figures and whole is None:
        return None
    found: dict[str, Any] = {}
    sentence = next((s for _, s in figures.values()), whole.sentence if whole else None)
    assert sentence is not None
    if "credit" in figures:
        found["credit"] = figures["credit"][0]
    elif whole is not None:
        found["credit"] = whole.data["at_least" if whole is total else "credit"]
    if "tqt" in figures:
        found["tqt"] = figures["tqt"][0]
    found["source"] = _source(draft, sentence.spot)
    hours = {
        name: figures[key][0]
        for name, key in (("least", "glh"), ("greatest", "glh_most"))
        if key in figures
    }
    if hours:
        _, where = figures.get("glh") or figures["glh_most"]
        basis = {"basis": "exact-credit", "sources": [_source(draft, where.spot)]}
        found["glh"] = {**hours, **basis}
        if "glh_most" not in figures and not re.search(r"\bmin|\bleast\b", where.text, re.I):
            found["glh"]["note"] = ONE_FIGURE
    return found


def _whole(draft: Draft) -> RuleFound | None:
    """The rule that states the credit of the one group that there is, where all of it is mandatory."""
    groups = [one for one in draft.section.every_group if one.rows]
    rules = [one for one in draft.rules.rules if one.data["kind"] == "mandatory"]
    alone = len(groups) == len(rules) == 1 and rules[0].data["of"].get("groups") == [groups[0].id]
    return rules[0] if alone and rules[0].data.get("credit") else None


def _group(draft: Draft, group: Found, codes: Mapping[int, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": group.id,
        "title": group.title,
        "source": _source(draft, group.spot),
    }
    places: list[Any] = []
    listed: set[str] = set()
    for place in places_of(group):
        versions = []
        for row in (group.rows[i] for i in place):
            if (code := codes[id(row)]) not in listed:
                listed.add(code)
                versions.append(_version(row, code))
        if len(versions) > 1:
            places.append({"versions": versions})
        elif versions:
            places.append(versions[0] if len(versions[0]) > 1 else versions[0]["unit"])
    if places:
        found["units"] = places
    if group.groups:
        found["groups"] = [_group(draft, inner, codes) for inner in group.groups]
    return found


def _version(row: Row, code: str) -> dict[str, Any]:
    version: dict[str, Any] = {"unit": code}
    if row.opens:
        version["from"] = row.opens
    if row.closes:
        version["until"] = row.closes
    if row.unreplaced:
        version["note"] = "Withdrawn with no replacement."
    return version


def _rule(draft: Draft, rule: RuleFound) -> dict[str, Any]:
    data = {key: value for key, value in rule.data.items() if key not in {"id", "kind"}}
    source = _source(draft, rule.sentence.spot)
    if "rules" in data:
        data["rules"] = [_sourced(one, source) for one in data["rules"]]
    return {
        "id": rule.data["id"],
        "kind": rule.data["kind"],
        "says": says(rule.data),
        **data,
        "source": source,
    }


def _sourced(rule: Mapping[str, Any], source: Mapping[str, Any]) -> dict[str, Any]:
    """A rule within a rule, with the place of the one around it."""
    head = {"id": rule["id"], "kind": rule["kind"], "says": rule["says"]}
    inner = {key: value for key, value in rule.items() if key not in head}
    if "rules" in inner:
        inner["rules"] = [_sourced(one, source) for one in inner["rules"]]
    return {**head, **inner, "source": dict(source)}


_BLOCKS = {
    "documents",
    "units",
    "editions",
    "published",
    "groups",
    "rules",
    "recognition",
    "also_needed",
    "examples",
    "glh",
    "pairs",
    "caps",
}


def yaml_of(data: Mapping[str, Any], comments: Mapping[str, str], head: str = "") -> str:
    """Return plain data as YAML; ``comments`` stand above what their pointer names.

    Every text of a document is written as a quoted scalar, so that it is only ever text.
    """
    lines = [head.rstrip()] if head else []
    _mapping(lines, data, 0, (), comments)
    return "\n".join(lines) + "\n"


def _mapping(
    lines: list[str],
    data: Mapping[str, Any],
    deep: int,
    at: tuple[str, ...],
    comments: Mapping[str, str],
) -> None:
    pad = "  " * deep
    for key, value in data.items():
        here = (*at, key)
        _comment(lines, pad, "/".join(here), comments)
        if deep == 0 and key in {"documents", "units", "editions"}:
            lines.append("")
        if isinstance(value, Mapping) and key in {"documents", "published", "glh"}:
            lines.append(f"{pad}{key}:")
            _mapping(lines, value, deep + 1, here, comments)
        elif isinstance(value, list) and value and (key in _BLOCKS or (key == "units" and deep)):
            lines.append(f"{pad}{key}:")
            for item in value:
                _item(lines, item, deep + 1, here, comments)
        else:
            lines.append(f"{pad}{key}: {_flow(value)}")


def _item(
    lines: list[str], item: Any, deep: int, at: tuple[str, ...], comments: Mapping[str, str]
) -> None:
    pad = "  " * deep
    if not isinstance(item, Mapping) or set(item) <= {
        "document",
        "section",
        "page",
        "unit",
        "from",
        "until",
        "note",
    }:
        lines.append(f"{pad}- {_flow(item)}")
        return
    name = str(
        item.get("reference") or item.get("id") or item.get("edition") or item.get("way") or ""
    )
    kind = at[-1]
    here = (kind, name) if kind in {"units", "rules", "groups"} else (*at, name)
    _comment(lines, pad, "/".join(here), comments)
    inner: list[str] = []
    _mapping(inner, item, deep + 1, here, comments)
    first = next(i for i, line in enumerate(inner) if not line.lstrip().startswith("#"))
    lines += [line[2:] for line in inner[:first]]
    lines.append(f"{pad}- {inner[first].lstrip()}")
    lines += inner[first + 1 :]
    if kind in {"units", "groups", "rules", "editions"} and deep <= 3:
        lines.append("")


def _comment(lines: list[str], pad: str, pointer: str, comments: Mapping[str, str]) -> None:
    if text := comments.get(pointer):
        lines += [f"{pad}# {one_line(part)}" for part in text.split("\n")]


def one_line(text: str) -> str:
    """Return a text without line breaks and control characters, at most 400 signs of it."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:400]


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._-]*(?:/[A-Za-z0-9._-]+)*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def _flow(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    text = one_line(str(value))
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
