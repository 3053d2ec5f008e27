"""What a draft can be held against for nothing: check letters, sums, counts, the catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.proofs.doubled import doubled
from catalogue.handbooks.proofs.figures import about, doubts_of_row, is_scaled
from catalogue.handbooks.proofs.order import alternating, marked, numbered
from catalogue.handbooks.proofs.patterns import out_of_pattern
from catalogue.handbooks.proofs.rowtexts import misread
from catalogue.handbooks.proofs.sums import printed_sums
from catalogue.handbooks.proofs.titles import odd_titles
from catalogue.handbooks.proofs.totals import (
    doubts_of_totals,
    figures_among_lists,
    mandatory_though_optional,
)
from catalogue.handbooks.proofs.wholes import no_list_of_units
from catalogue.handbooks.qualifications.placing import places_of, spot_of
from catalogue.handbooks.qualifications.section import Found, Section
from catalogue.handbooks.rules.assembled import Assembled
from catalogue.handbooks.written.rows import Row
from catalogue.references import doubt_of_number
from catalogue.units import Unit


def prove(section: Section, rules: Assembled, units: Mapping[str, Unit]) -> list[Doubt]:
    """Return every doubt that plain arithmetic and the catalogue raise."""
    found: list[Doubt] = []
    spot = spot_of(section)
    found += no_list_of_units(section, rules)
    found += [Doubt(name, about, message, spot) for name, about, message in section.remarks]
    if not section.organisation:
        found.append(
            Doubt("not-printed", "awarding_organisation", "who awards it was not found", spot)
        )
    if section.number and (odd := doubt_of_number(section.number)):
        found.append(Doubt("letter", "number", odd, spot, section.number))
    covered = len(section.groups) == 1 and (
        (
            any(r.data["kind"] == "mandatory" for r in rules.rules)
            and not _speaks_of(_OTHERS, section)
        )
        or (bool(rules.rules) and not _speaks_of(_GROUPS, section))
    )
    for group in section.every_group:
        found += [] if covered else _of_group(group)
    rows = section.rows
    found += _once([one for row in rows for one in doubts_of_row(row, section, units)], len(rows))
    if is_scaled(section):
        message = (
            f"most units are far from level {section.level}: levels of another scale, as SCQF's?"
        )
        found.append(Doubt("range", "units/*/level", message, spot))
    found += printed_sums(section)
    found += _printed(section, rules)
    found += doubled(section, rules)
    found += numbered(section)
    found += marked(section)
    found += doubts_of_totals(section, rules, spot)
    found += figures_among_lists(section, rules)
    found += mandatory_though_optional(section, rules)
    found += alternating(section)
    found += odd_titles(section, units)
    found += out_of_pattern(section, units)
    found += misread(section)
    found += of_bands(rows)
    found += _mostly_misread(found, section)
    return found


_LEAST_ALIKE = 4


def _once(doubts: Sequence[Doubt], rows: int) -> Iterator[Doubt]:
    """Yield doubts of rows; one that half of the rows have alike, in all but its figures, once."""

    def kind(doubt: Doubt) -> tuple[str, str, str]:
        return doubt.name, doubt.about.rpartition("/")[2], doubt.message.partition(": ")[0]

    counts = Counter(kind(one) for one in doubts if not one.choices)
    told: set[tuple[str, str, str]] = set()
    for one in doubts:
        alike = kind(one)
        if one.choices or counts[alike] < max(_LEAST_ALIKE, rows / 2):
            yield one
        elif alike not in told:
            told.add(alike)
            seen = [two.message.partition(": ")[2] for two in doubts if kind(two) == alike]
            listed = f": {', '.join(seen[:60])}" if any(seen) else ""
            message = f"{alike[2]}, in {len(seen)} of {rows} units{listed}"
            yield replace(one, about=f"units/*/{alike[1]}", message=message, reading=None)


_GROUPS = re.compile(
    r"\b(?:mandatory|optional|core|elective|compulsory|groups?|sections?|pathways?|routes?|pools?)\b",
    re.I,
)


_OTHERS = re.compile(r"\b(?:optional|electives?)\s+(?:units?|credits?|group)\b", re.I)
"""What there is besides units that are all mandatory."""


def _speaks_of(words: re.Pattern[str], section: Section) -> bool:
    """Whether the words about a list part it, so that a heading may have been lost."""
    return any(one.line is not None and words.search(one.line.text) for one in section.lines)


_BAND = re.compile(r"\b(?:mandatory|optional|core|elective|compulsory)\s+units\b", re.IGNORECASE)


def of_bands(rows: Sequence[Row]) -> Iterator[Doubt]:
    """Yield the rows into which the heading of a group has come, where most have none."""
    found = [
        (row, one[0]) for row in rows if (one := _BAND.search(row.text.replace(row.title, "")))
    ]
    if 2 * len(found) > len(rows):
        return
    for row, words in found:
        seen = f"{words!r} stands in its row, as the heading of a group does"
        yield Doubt("no-group", about(row, "group"), seen, row.spot, row.text)


_MISREAD = {"readers-differ", "title-word", "cut"}


def _mostly_misread(doubts: Sequence[Doubt], section: Section) -> Iterator[Doubt]:
    """One doubt about a list of which most rows are in doubt: then the others may be misread as well."""
    rows = section.rows
    odd = [
        row
        for row in rows
        if any(d.name in _MISREAD and d.about.startswith(about(row, "")) for d in doubts)
    ]
    if len(odd) >= max(_LEAST_ALIKE, len(rows) / 2):
        seen = f"{len(odd)} of {len(rows)} rows may be misread: hold the whole list, and its groups, against the document"
        yield Doubt("cut", "units/*/row", seen, odd[0].spot, odd[0].text)


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
            if any(asked == fact for _, asked, _ in row.doubts):
                continue
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
