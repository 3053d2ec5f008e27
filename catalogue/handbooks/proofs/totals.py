"""Whether what is asked for can come to the total that a document prints."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.handbooks.blocks import Spot
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.proofs.sums import is_tenth
from catalogue.handbooks.qualifications.placing import places_of
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.rules.assembled import Assembled
from catalogue.handbooks.rules.reach import lacks_total


def figures_among_lists(section: Section, rules: Assembled) -> Iterator[Doubt]:
    """Yield figures of the whole that stand between two lists, and may be of the one above alone."""
    places = [at for at, one in enumerate(section.lines) if one.row is not None]
    between = section.lines[places[0] : places[-1]] if places else []
    texts = [one.line.text for one in between if one.line is not None]
    for key, (value, sentence) in rules.figures.items():
        if key not in rules.again and any(sentence.text in text for text in texts):
            message = f"{value} stands between the lists: of the whole, or of the units above it?"
            about = f"published/{key.removesuffix('_most')}"
            yield Doubt("sum", about, message, sentence.spot, sentence.text, value)


def mandatory_though_optional(section: Section, rules: Assembled) -> Iterator[Doubt]:
    """Yield rules by which every unit of a group is mandatory that the document calls optional."""
    roles = {group.id: group.role for group in section.every_group}
    for rule in rules.rules:
        of = rule.data.get("of", {})
        if rule.data["kind"] != "mandatory" or of.keys() - {"groups"}:
            continue
        named = of.get("groups") or roles
        if odd := [one for one in named if roles.get(one) == "optional"]:
            message = f"every unit of {', '.join(odd)} would be mandatory, which is called optional"
            about = f"rules/{rule.data['id']}"
            yield Doubt("rule-not-read", about, message, rule.sentence.spot, rule.sentence.text)


def doubts_of_totals(section: Section, rules: Assembled, spot: Spot) -> Iterator[Doubt]:
    """Whether mandatory credit, floors and ceilings can come to the total."""
    data = [rule.data for rule in rules.rules]
    total = next((d.get("at_least") for d in data if d["id"] == "total"), None)
    credit = rules.figures.get("credit")
    if total is not None and credit and credit[0] != total:
        yield Doubt(
            "two-figures",
            "rules/total",
            f"{total} credits are asked for and {credit[0]} are said of the whole",
            credit[1].spot,
            credit[1].text,
            total,
            (credit[0],),
        )
    tqt = rules.figures.get("tqt")
    whole = total or (credit[0] if credit else None)
    if tqt and whole and not is_tenth(whole, tqt[0]):
        yield Doubt(
            "sum",
            "published/tqt",
            f"TQT {tqt[0]} is not ten times {whole} credits",
            tqt[1].spot,
            tqt[1].text,
        )
    if total is None:
        if lacks_total(section, rules.rules):
            yield Doubt("not-printed", "rules/total", "no credit total was read", spot)
        return
    stated = sum(d["credit"] for d in data if d["kind"] == "mandatory" and d.get("credit"))
    singles = [
        d
        for d in data
        if d["kind"] == "amount"
        and d.get("measure") == "credit"
        and set(d.get("of", {})) == {"groups"}
        and not any(isinstance(d.get(key), dict) for key in ("at_least", "at_most"))
    ]
    pools = [
        set(d["of"]["groups"]) for d in singles if len(d["of"]["groups"]) > 1 and d.get("at_least")
    ]
    floors = sum(
        d.get("at_least", 0)
        for d in singles
        if not any(set(d["of"]["groups"]) < pool for pool in pools)
    )
    if stated + floors > total:
        yield Doubt(
            "sum",
            "rules/total",
            f"mandatory and floors come to {stated + floors}, more than the total of {total}",
            spot,
        )
    room = 0
    for group in section.groups:
        sums = [
            row.credit
            for one in (group, *group.groups)
            for place in places_of(one)
            for row in [one.rows[place[0]]]
        ]
        if any(value is None for value in sums):
            return
        most = sum(value or 0 for value in sums)
        ceiling = next(
            (
                d["at_most"]
                for d in singles
                if d["of"]["groups"] == [group.id] and d.get("at_most") is not None
            ),
            most,
        )
        room += min(most, ceiling)
    if room < total:
        yield Doubt(
            "sum",
            "rules/total",
            f"no more than {room} credits can be had of the {total} asked for",
            spot,
        )
