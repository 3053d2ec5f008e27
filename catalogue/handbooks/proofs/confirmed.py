"""Which facts something else says too, and which are single: read in one place and held by nothing.

A misprint of a single fact cannot be found: nothing in the document would look different. So a
draft tells them apart from what a check letter, a sum, a second place or the catalogue confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.proofs.sums import is_tenth, sums_that_hold
from catalogue.handbooks.qualifications.placing import places_of
from catalogue.handbooks.qualifications.section import Found, Section
from catalogue.handbooks.rules.assembled import Assembled
from catalogue.handbooks.written.rows import Row, references_in
from catalogue.references import CheckCharacter, check_qualification_number, check_unit_reference
from catalogue.units import Unit

BY = {
    "letter": "its check letter fits",
    "sum": "a printed sum or count holds",
    "place": "another place says the same",
    "time": "it is a tenth of the total time",
    "catalogue": "another file of the catalogue has the same",
}
"""What may confirm a fact, and what that says."""


def confirmed(
    section: Section, rules: Assembled, elsewhere: Sequence[Seen], units: Mapping[str, Unit]
) -> dict[str, tuple[str, ...]]:
    """Return what confirms each fact, by its pointer; a fact that nothing does is left out.

    Parameters
    ----------
    elsewhere
        What the documents hold besides the rows of lists.
    """
    found: dict[str, list[str]] = {}
    for at, by in (
        *_of_whole(section, elsewhere),
        *_of_rows(section, elsewhere, units),
        *_of_sums(section, rules),
        *_of_rules(rules),
    ):
        found.setdefault(at, []).append(by)
    return {at: tuple(dict.fromkeys(by)) for at, by in found.items()}


def name_of(row: Row) -> str:
    """Return what a unit is called in the pointers that are told here."""
    return row.reference or row.title


def _of_whole(section: Section, elsewhere: Sequence[Seen]) -> Iterator[tuple[str, str]]:
    if check_qualification_number(section.number) is CheckCharacter.FITS:
        yield "number", "letter"
    texts = [one.line.text for one in elsewhere if one.line is not None]
    bare = re.sub(r"^.*?(?=(?:Entry )?Level \d)", "", section.title)
    if bare and sum(bare in text for text in texts) > 1:
        yield from (("title", "place"), ("level", "place"))
    name = section.organisation
    if name and sum(bool(re.search(rf"\b{re.escape(name)}\b", text)) for text in texts) > 1:
        yield "awarding_organisation", "place"


def _of_rows(
    section: Section, elsewhere: Sequence[Seen], units: Mapping[str, Unit]
) -> Iterator[tuple[str, str]]:
    named: set[str] = set()
    words: set[str] = set()
    for one in elsewhere:
        text = one.row.text if one.row is not None else one.line.text if one.line else ""
        named |= {reference for reference, _, _ in references_in(text)}
        words.add(_plain(re.sub(r"^unit\s+\S+\s*[:.\u2013-]?\s*", "", text, flags=re.I)))
    for row in section.rows:
        at = f"units/{name_of(row)}"
        if row.reference and check_unit_reference(row.reference) is CheckCharacter.FITS:
            yield f"{at}/reference", "letter"
        if row.reference and row.reference in named:
            yield f"{at}/reference", "place"
        if _plain(row.title) in words:
            yield f"{at}/title", "place"
        yield from ((f"{at}/{fact}", "place") for fact in row.again)
        if row.credit is not None and row.tqt is not None and is_tenth(row.credit, row.tqt):
            yield f"{at}/credit", "time"
        if (known := units.get(row.reference)) is not None:
            yield from ((f"{at}/{fact}", "catalogue") for fact in _alike(row, known))


def _alike(row: Row, known: Unit) -> Iterator[str]:
    """The facts that the catalogue has as a row does."""
    yield "reference"
    if _plain(row.title) == _plain(known.title):
        yield "title"
    level = known.level.written if known.level is not None else None
    for fact, theirs in (("level", level), ("credit", known.credit), ("glh", known.glh)):
        if theirs is not None and getattr(row, fact) == theirs:
            yield fact


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _of_sums(section: Section, rules: Assembled) -> Iterator[tuple[str, str]]:
    """What sums and counts hold: the figures that are added, and that no unit of a list is missing."""
    for rows, fact in sums_that_hold(section):
        yield from ((f"units/{name_of(row)}/{fact}", "sum") for row in rows)
        summed = {id(row) for row in rows}
        for group in section.every_group:
            if group.rows and all(id(row) in summed for row in group.rows):
                yield from _whole_group(group)
    for rule in rules.rules:
        if rule.data["kind"] != "mandatory" or not rule.data.get("credit"):
            continue
        named = rule.data.get("of", {}).get("groups")
        groups = [g for g in section.every_group if named is None or g.id in named]
        if _credit(groups) != (rule.data["credit"],) * 2:
            continue
        yield f"rules/{rule.data['id']}/credit", "sum"
        for group in groups:
            yield from _whole_group(group)
            yield from ((f"units/{name_of(row)}/credit", "sum") for row in group.rows)
    for group in section.every_group:
        if group.id in rules.counted:
            yield from _whole_group(group)


def _whole_group(group: Found) -> Iterator[tuple[str, str]]:
    yield f"groups/{group.id}", "sum"
    yield from ((f"groups/{group.id}/{name_of(row)}", "sum") for row in group.rows)


def _credit(groups: Sequence[Found]) -> tuple[int, int] | None:
    """What the places of groups come to, the least and the most; null where one is not known."""
    low = high = 0
    for group in groups:
        for place in places_of(group):
            values = [group.rows[i].credit for i in place]
            known = [value for value in values if value is not None]
            if len(known) < len(values):
                return None
            low, high = low + min(known), high + max(known)
    return low, high


def _of_rules(rules: Assembled) -> Iterator[tuple[str, str]]:
    figures = {key: value for key, (value, _) in rules.figures.items()}
    for key in rules.again:
        yield f"published/{key}", "place"
    if "credit" in figures and "tqt" in figures and is_tenth(figures["credit"], figures["tqt"]):
        yield from (("published/credit", "time"), ("published/tqt", "time"))
    for rule in rules.rules:
        at = f"rules/{rule.data['id']}"
        if rule.again:
            yield from ((f"{at}/{key}", "place") for key in ("at_least", "at_most", "credit"))
    total = next((rule.data for rule in rules.rules if rule.data["id"] == "total"), None)
    if total is None or not isinstance(least := total.get("at_least"), int):
        return
    if figures.get("credit") == least:
        yield from (("rules/total/at_least", "place"), ("published/credit", "place"))
    if "tqt" in figures and is_tenth(least, figures["tqt"]):
        yield from (("rules/total/at_least", "time"), ("published/tqt", "time"))
    parts = list(_parts([rule.data for rule in rules.rules]))
    if parts and sum(value for _, value in parts) == least:
        yield "rules/total/at_least", "sum"
        yield from ((at, "sum") for at, _ in parts)


def _parts(rules: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """The credit of mandatory groups and the floors of others, which may come to the total."""
    for data in rules:
        of = data.get("of", {})
        if data["kind"] == "mandatory" and data.get("credit"):
            yield f"rules/{data['id']}/credit", data["credit"]
        elif (
            data["kind"] == "amount"
            and data.get("measure") == "credit"
            and isinstance(data.get("at_least"), int)
            and set(of) == {"groups"}
        ):
            yield f"rules/{data['id']}/at_least", data["at_least"]
