"""The source of what has none of its own: that of the edition, and before that of the file."""

from __future__ import annotations

from typing import Any

SOURCES = ("source", "sources")
"""Keys that need not be written where something around them has a source."""


def with_sources(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a file in which every fact has a source, as far as there is one.

    Only what is written as a mapping is looked at, and nothing that is written is changed. Where
    no source is around something, it is left without, for the reader to tell.
    """
    source = data.get("source")
    found = dict(data)
    if isinstance(units := data.get("units"), list):
        found["units"] = [_sourced(unit, "sources", source) for unit in units]
    if isinstance(editions := data.get("editions"), list):
        found["editions"] = [_edition(edition, source) for edition in editions]
    return found


def _sourced(item: Any, key: str, source: Any) -> Any:
    if not isinstance(item, dict) or source is None or key in item:
        return item
    return {**item, key: [source] if key == "sources" else source}


def _each(items: Any, source: Any) -> Any:
    if not isinstance(items, list):
        return items
    return [_sourced(item, "source", source) for item in items]


def _edition(edition: Any, source: Any) -> Any:
    edition = _sourced(edition, "source", source)
    if not isinstance(edition, dict) or (source := edition.get("source")) is None:
        return edition
    found = {**edition}
    if isinstance(published := edition.get("published"), dict):
        published = found["published"] = _sourced(published, "source", source)
        if "glh" in published:
            glh = _sourced(published["glh"], "sources", published["source"])
            found["published"] = {**published, "glh": glh}
    if "rules" in edition:
        found["rules"] = _rules(edition["rules"], source)
    for key in ("recognition", "also_needed"):
        if key in edition:
            found[key] = _each(edition[key], source)
    if isinstance(edition.get("sharing"), dict):
        found["sharing"] = _sourced(edition["sharing"], "source", source)
    return found


def _rules(rules: Any, source: Any) -> Any:
    """Every rule with a source; a part of a rule has that of the rule around it."""
    if not isinstance(rules, list):
        return rules
    found = []
    for rule in rules:
        sourced = _sourced(rule, "source", source)
        if isinstance(sourced, dict) and "rules" in sourced:
            sourced = {**sourced, "rules": _rules(sourced["rules"], sourced["source"])}
        found.append(sourced)
    return found
