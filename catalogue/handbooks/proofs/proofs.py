"""What a draft can be held against for nothing: check letters, sums, counts, the catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from catalogue.handbooks.blocks import Spot
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.proofs.order import marked, numbered
from catalogue.handbooks.proofs.patterns import out_of_pattern
from catalogue.handbooks.proofs.sums import is_tenth, printed_sums
from catalogue.handbooks.proofs.titles import odd_titles
from catalogue.handbooks.qualifications.placing import places_of, spot_of
from catalogue.handbooks.qualifications.section import Found, Section
from catalogue.handbooks.rules.assembled import Assembled
from catalogue.handbooks.written.rows import Row, references_in
from catalogue.references import doubt_of_number, doubt_of_reference, is_ofqual_reference
from catalogue.units import Unit

_LETTERS = "ADFHJKLMRTY"


def prove(section: Section, rules: Assembled, units: Mapping[str, Unit]) -> list[Doubt]:
    """Return every doubt that plain arithmetic and the catalogue raise."""
    found: list[Doubt] = []
    spot = spot_of(section)
    found += [Doubt(name, about, message, spot) for name, about, message in section.remarks]
    if not section.organisation:
        found.append(
            Doubt("not-printed", "awarding_organisation", "who awards it was not found", spot)
        )
    if section.number and (odd := doubt_of_number(section.number)):
        found.append(Doubt("letter", "number", odd, spot, section.number))
    covered = len(section.groups) == 1 and any(r.data["kind"] == "mandatory" for r in rules.rules)
    for group in section.every_group:
        found += [] if covered else _of_group(group)
        for row in group.rows:
            found += _of_row(row, section, units)
    if _scaled(section):
        message = (
            f"most units are far from level {section.level}: levels of another scale, as SCQF's?"
        )
        found.append(Doubt("range", "units/*/level", message, spot))
    found += _lost(section)
    found += printed_sums(section)
    found += _printed(section, rules)
    found += _doubled(section)
    found += numbered(section)
    found += marked(section)
    found += _whole(section, rules, spot)
    found += odd_titles(section, units)
    found += out_of_pattern(section, units)
    return found


def about(row: Row, fact: str) -> str:
    """The pointer to a fact of a row."""
    return f"units/{row.reference or row.title}/{fact}"


def _is_far(row: Row, section: Section) -> bool:
    known = isinstance(row.level, int) and isinstance(section.level, int) and not row.scale
    return known and not -2 <= int(row.level or 0) - int(section.level or 0) <= 1


def _scaled(section: Section) -> bool:
    """Whether most levels are far from that of the whole, as on another scale."""
    return sum(_is_far(row, section) for row in section.rows) > len(section.rows) / 2


def _of_row(row: Row, section: Section, units: Mapping[str, Unit]) -> Iterator[Doubt]:
    def doubt(name: str, fact: str, message: str, *choices: object) -> Doubt:
        return Doubt(
            name, about(row, fact), message, row.spot, row.text, getattr(row, fact, None), choices
        )

    for name, fact, seen in row.doubts:
        yield doubt(name, fact, seen, *row.choices.get(fact, ()))
    odd = doubt_of_reference(row.reference)
    if not odd and (found := re.fullmatch(r"([A-Z])/(65[01])/(\d{4})", row.reference)):
        fits = _LETTERS[(sum(map(int, found[2] + found[3])) + 6) % 11]
        odd = (
            ""
            if fits == found[1]
            else f"{row.reference}: its letter does not fit its digits; {fits} would"
        )
    if not odd and is_ofqual_reference(row.reference) and "650" < row.reference[2:5] != "651":
        alike = sum(one.reference[2:5] == row.reference[2:5] for one in section.rows)
        odd = (
            ""
            if alike > 2
            else f"{row.reference}: no other unit here has the series {row.reference[2:5]}"
        )
    if odd:
        yield doubt("letter", "reference", odd)
    if row.credit is not None and not 0 < row.credit <= 240:
        yield doubt("range", "credit", f"{row.credit} credits are unusual for one unit")
    if _is_far(row, section) and not _scaled(section):
        yield doubt(
            "range",
            "level",
            f"a unit at level {row.level} in a qualification at level {section.level}",
        )
    if row.credit and row.glh is not None and row.glh > 10 * row.credit:
        yield doubt(
            "range",
            "glh",
            f"{row.glh} hours are more than the {10 * row.credit} of {row.credit} credits",
        )
    if row.credit is not None and row.tqt is not None and not is_tenth(row.credit, row.tqt):
        yield doubt("sum", "credit", f"TQT {row.tqt} is not ten times {row.credit} credits")
    if row.glh is not None and row.tqt is not None and row.glh > row.tqt:
        yield doubt("range", "glh", f"{row.glh} GLH are more than the TQT of {row.tqt}")
    known = units.get(row.reference) if is_ofqual_reference(row.reference) else None
    if known is None:
        return
    for fact in ("level", "credit", "glh"):
        mine, theirs = getattr(row, fact), getattr(known, fact)
        theirs = theirs.written if fact == "level" and theirs is not None else theirs
        if mine is not None and theirs is not None and mine != theirs:
            yield doubt("other-file", fact, f"{mine} here, {theirs} in the catalogue", theirs)
    mine, theirs = _run_together(row.title), _run_together(known.title)
    if mine == theirs and _words_of(row.title) != _words_of(known.title):
        yield doubt(
            "title-word", "title", f"the catalogue parts the words so: {known.title}", known.title
        )
    if _ratio(row.title, known.title) < 0.6:
        yield doubt("other-file", "title", f"the catalogue calls it {known.title!r}", known.title)


def _run_together(title: str) -> str:
    return "".join(sign for sign in title.casefold() if sign.isalnum())


def _words_of(title: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", title.casefold())


def _lost(section: Section) -> Iterator[Doubt]:
    """References among the words of the structure section that became no row."""
    known = {row.reference for row in section.rows}
    for one in section.lines:
        if one.line is None:
            continue
        for reference, _, _ in references_in(one.line.text):
            if reference not in known:
                known.add(reference)
                message = f"{reference} stands here, and no unit was made of it"
                yield Doubt("cut", f"units/{reference}/row", message, one.spot, one.line.text[:300])


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def _of_group(group: Found) -> Iterator[Doubt]:
    if not group.named and group.id == "U":
        yield Doubt(
            "no-group",
            f"groups/{group.id}",
            "these units stand under no heading of a group",
            group.spot,
            group.rows[0].text if group.rows else "",
        )
    wrong = [r for r in group.rows if r.status and group.role and r.status != group.role[0].upper()]
    for row in wrong:
        yield Doubt(
            "no-group",
            about(row, "group"),
            f"marked {row.status} in group {group.id}, which is {group.role}",
            row.spot,
            row.text,
        )
    dated = [row for row in group.rows if row.opens or row.closes]
    if dated:
        yield from _replacements(group)


def _replacements(group: Found) -> Iterator[Doubt]:
    for place in places_of(group):
        rows = [group.rows[i] for i in place]
        first, last = rows[0], rows[-1]
        if len(rows) == 1 and first.opens and not first.closes:
            yield Doubt(
                "replaces",
                about(first, "window"),
                "opens on a day, and no unit before it closes then",
                first.spot,
                first.text,
            )
        if len(rows) == 1 and first.closes and not first.unreplaced:
            yield Doubt(
                "replaces",
                about(first, "window"),
                "closes, and neither is it replaced nor said that it is not",
                first.spot,
                first.text,
            )
        if len(rows) > 2:
            yield Doubt(
                "replaces",
                about(last, "window"),
                "more than two units follow each other at one place",
                last.spot,
                last.text,
            )
        if len(rows) > 1 and (first.level, first.credit) != (last.level, last.credit):
            yield Doubt(
                "replaces",
                about(last, "window"),
                "level or credit are not those of the unit that it replaces",
                last.spot,
                last.text,
            )
        if len(rows) > 1 and first.closes and last.opens and (last.opens - first.closes).days != 1:
            yield Doubt(
                "replaces",
                about(last, "window"),
                "days lie between the two units of a place, or both are open",
                last.spot,
                last.text,
            )


def _printed(section: Section, rules: Assembled) -> Iterator[Doubt]:
    """What rows lack: once for all where a document never prints it, else row by row."""
    rows = section.rows
    wants_credit = any(
        r.data.get("measure") == "credit" or r.data.get("credit") for r in rules.rules
    )
    for fact, needed in (("level", True), ("credit", wants_credit), ("glh", False)):
        lacking = [row for row in rows if getattr(row, fact) is None]
        if not lacking:
            continue
        if len(lacking) == len(rows):
            if needed:
                yield Doubt(
                    "not-printed",
                    f"units/*/{fact}",
                    f"no {fact} of a unit is printed",
                    rows[0].spot,
                    rows[0].text,
                )
            continue
        lacking = [row for row in lacking if needed or fact not in row.blank]
        if not needed and len(lacking) > max(3, len(rows) / 10):
            listed = ", ".join(row.reference or row.title for row in lacking[:60])
            yield Doubt(
                "not-printed",
                f"units/*/{fact}",
                f"{len(lacking)} of {len(rows)} units have no {fact}: {listed}",
                lacking[0].spot,
                lacking[0].text,
            )
            continue
        for row in lacking:
            yield Doubt(
                "not-printed",
                about(row, fact),
                f"no {fact} is printed here, though other rows have one",
                row.spot,
                row.text,
            )
    bare = [row for row in rows if not row.reference]
    if bare:
        yield Doubt(
            "not-printed",
            "units/*/reference",
            f"{len(bare)} units have no reference; codes were made up for them",
            bare[0].spot,
            bare[0].text,
        )


def _doubled(section: Section) -> Iterator[Doubt]:
    for group in section.every_group:
        counts = Counter(row.reference or row.title for row in group.rows)
        told: set[str] = set()
        for row in group.rows:
            key = row.reference or row.title
            if counts[key] > 1 and key not in told:
                told.add(key)
                yield Doubt(
                    "cut",
                    about(row, "row"),
                    f"stands {counts[key]} times in group {group.id}",
                    row.spot,
                    row.text,
                )
    by_title: dict[tuple[str, str], Row] = {}
    for group in section.every_group:
        for row in group.rows:
            key2 = (group.id, row.title.casefold())
            other = by_title.setdefault(key2, row)
            if other.reference != row.reference and not (other.closes or row.opens):
                yield Doubt(
                    "cut",
                    about(row, "title"),
                    f"has the title of {other.reference}",
                    row.spot,
                    row.text,
                )


def _is_floored(group: Found, data: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a rule asks for something of just this group, so that a total adds up of itself."""
    return any(
        d.get("of", {}) == {"groups": [group.id]}
        and (d["kind"] == "mandatory" or d.get("at_least") is not None)
        for d in data
    )


def _whole(section: Section, rules: Assembled, spot: Spot) -> Iterator[Doubt]:
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
        if all(_is_floored(group, data) for group in section.groups):
            return
        if not any(d["id"] in {"total-units"} for d in data) and any(
            d.get("measure") == "credit" for d in data
        ):
            yield Doubt("not-printed", "rules/total", "no credit total was read", spot)
        return
    stated = sum(d["credit"] for d in data if d["kind"] == "mandatory" and d.get("credit"))
    singles = [
        d
        for d in data
        if d["kind"] == "amount"
        and d.get("measure") == "credit"
        and set(d.get("of", {})) == {"groups"}
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
