"""How a draft is asked about though its document contradicts itself: what answers rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from catalogue.handbooks.drafts.evidence import Evidence

_BEGINS = "the document contradicts itself: "


def with_readings(data: Mapping[str, Any], evidence: Evidence) -> None:
    """Say in each mandatory rule that its units do not add up to what is stated, where that is so.

    Only where a doubt tells of it which is open, or was answered by keeping the draft as it is. A
    reading that somebody wrote stays.
    """
    told = {
        doubt.about
        for doubt in evidence.doubts
        if doubt.name == "sum" and (doubt.answer is None or doubt.answer.kept)
    }
    edition = data["editions"][0]
    for rule in _every_rule(edition.get("rules") or ()):
        if not str(rule.get("reading") or _BEGINS).startswith(_BEGINS):
            continue
        rule.pop("reading", None)
        stated = rule.get("credit")
        if f"rules/{rule['id']}/credit" not in told or not isinstance(stated, int):
            continue
        places = _places(edition["groups"], rule.get("of", {}).get("groups"))
        least, most = _sum(places, {unit["reference"]: unit for unit in data["units"]})
        if not least <= stated <= most:
            comes = least if least == most else f"{least} to {most}"
            source = rule.pop("source")
            rule["reading"] = (
                f"{_BEGINS}it states {stated} credits and lists units of {comes}; answers rest on"
                " the units that are listed"
            )
            rule["source"] = source


def _every_rule(rules: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for rule in rules:
        yield rule
        yield from _every_rule(rule.get("rules") or ())


def _places(groups: Iterable[Mapping[str, Any]], named: Iterable[str] | None) -> Iterator[Any]:
    """The places of the groups that are named, sub-groups included; of all without names."""
    for group in groups:
        inside = named is None or group["id"] in named
        if inside:
            yield from group.get("units") or ()
        yield from _places(group.get("groups") or (), None if inside else named)


def _sum(places: Iterable[Any], units: Mapping[str, Mapping[str, Any]]) -> tuple[int, float]:
    """The least and the most that places come to; a credit that nobody knows may be anything."""
    least: int = 0
    most: float = 0
    for place in places:
        versions = place.get("versions", [place]) if isinstance(place, Mapping) else [place]
        names = [one["unit"] if isinstance(one, Mapping) else one for one in versions]
        values = [units.get(name, {}).get("credit") for name in names]
        known = [one for one in values if isinstance(one, int)]
        whole = len(known) == len(values)
        least += min(known) if whole else 0
        most += max(known) if whole else float("inf")
    return least, most
