"""A qualification as a page for colleagues: structure, rules, what they come to, and sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from adviser.words.blocks import Block, Document, Grid, Heading, Items, Paragraph
from adviser.words.bounds import hours, span
from adviser.words.catalogue import published_words
from adviser.words.facts import (
    catalogue_version,
    counted,
    day,
    listed,
    meaning,
    unlisted,
    upper,
    window as window_words,
)
from adviser.words.ledger import policy_lines
from adviser.words.unknowns import credit_cell, level_cell
from catalogue import Choose, Edition, Group, Qualification, Rule
from solver import Bounds, BoundsAnswer


def qualification_page(
    qualification: Qualification, digest: str, facts: Mapping[str, BoundsAnswer]
) -> Document:
    """Return the page; ``facts`` are the bounds of each edition, by its label."""
    head = [
        f"{qualification.awarding_organisation}, {qualification.level}",
        *([f"Qualification number {qualification.number}"] if qualification.number else []),
        upper(catalogue_version(digest)),
    ]
    page = Document(qualification.title, head)
    if qualification.note:
        page.blocks.append(Paragraph(f"Note: {qualification.note}"))
    for edition in qualification.editions:
        page.blocks += _edition(edition, facts.get(edition.edition))
    page.blocks += [Heading("Sources"), Items(list(dict.fromkeys(_sources(qualification))))]
    return page


def _edition(edition: Edition, facts: BoundsAnswer | None) -> Iterator[Block]:
    yield Heading(f"Edition: {edition.edition}")
    if edition.opens or edition.closes:
        begins = f" from {day(edition.opens)}" if edition.opens else ""
        ends = f" until {day(edition.closes)}" if edition.closes else ""
        yield Paragraph(f"For registrations{begins}{ends}.")
    if edition.published:
        yield Paragraph(f"{published_words(edition.published)}.")
    if edition.note:
        yield Paragraph(f"Note: {edition.note}")
    for group, names in edition.every_group:
        yield from _group(edition, group, names)
    yield Heading("Rules", part=True)
    rows = [row for rule in edition.rules for row in _rule(rule, 0)]
    yield Grid(["Rule", "What it says", "What is held", "Source"], rows)
    if edition.also_needed:
        yield Heading("Also needed, and no unit", part=True)
        yield Items(
            [
                f"{upper(need.says)} ({need.source})" + (f" Note: {need.note}" if need.note else "")
                for need in edition.also_needed
            ]
        )
    if edition.recognition or edition.sharing:
        yield Heading("Recognition of what a learner holds", part=True)
        yield Items(list(policy_lines(edition)))
    if facts is not None:
        yield Heading("What the rules come to", part=True)
        yield from _facts(facts)


def _group(edition: Edition, group: Group, names: frozenset[str]) -> Iterator[Block]:
    inside = f" (in {listed(sorted(names - {group.id}))})" if len(names) > 1 else ""
    yield Heading(f"Group {group.id}: {group.title}{inside}", part=True)
    if not edition.additional_groups.isdisjoint(names):
        yield Paragraph("Additional: these may be taken, and count for nothing.")
    if group.id in edition.incomplete_groups:
        yield Paragraph("The list is not complete: other units may count here too.")
    if group.note:
        yield Paragraph(f"Note: {group.note}")
    rows, notes = [], []
    for place in group.places:
        for index, version in enumerate(place.versions):
            unit = version.unit
            rows.append(
                [
                    ("or " if index else "") + unit.reference,
                    unit.title,
                    level_cell(unit.level),
                    credit_cell(unit.credit, unit.credit_unknown),
                    "unknown" if unit.glh is None else str(unit.glh),
                    window_words(version),
                ]
            )
            notes += [f"{unit.reference}: {n}" for n in (unit.note, version.note) if n]
    if rows:
        dated = any(row[-1] for row in rows)
        columns = ["Unit", "Title", "Level", "Credit", "GLH", "Registrations"]
        end = len(columns) if dated else -1
        right = frozenset({"Level", "Credit", "GLH"})
        yield Grid(columns[:end], [row[:end] for row in rows], right)
    if notes:
        yield Items(notes)


def _rule(rule: Rule, depth: int) -> Iterator[list[str]]:
    said = rule.says + (f" Note: {rule.note}" if rule.note else "")
    yield ["\N{EN DASH} " * depth + rule.id, said, upper(meaning(rule)), rule.cited]
    if isinstance(rule, Choose):
        for part in rule.rules:
            yield from _rule(part, depth + 1)


def _facts(facts: BoundsAnswer) -> Iterator[Block]:
    if not isinstance(facts, Bounds):
        unknown = facts.stopped == "incomplete"
        yield Paragraph(
            upper(unlisted(facts)) + "." if unknown else "Not worked out: it takes long."
        )
        return
    when = f"a learner who registers on {day(facts.on)}"
    if not facts.satisfiable:
        yield Paragraph(f"No choice of the units that are open to {when} meets the rules.")
        return
    yield Paragraph(f"Over every legal choice of {when}; proven.")
    lines = []
    if facts.incomplete:
        lines.append(
            f"Not every unit of {listed(facts.incomplete)} is listed: sums are over these."
        )
    if facts.credit.least is not None:
        lines.append(f"{counted(facts.credit.least, 'credit')} at least.")
    lines.append(hours(facts.glh))
    for status, words in (("forced", "In every choice"), ("dead", "In no choice")):
        if units := [one.unit for one in facts.units if one.status == status]:
            lines.append(f"{words}: {listed(units)}.")
    yield Items(lines)
    rows = [
        [one.group, one.title, span(one.printed), span(one.effective), span(one.effective_units)]
        for one in facts.groups
    ]
    yield Grid(["Group", "Title", "Credit as printed", "Credit really", "Units really"], rows)


def _sources(qualification: Qualification) -> Iterator[str]:
    for edition in qualification.editions:
        yield str(edition.source)
        if edition.published:
            yield str(edition.published.source)
        for unit in edition.units:
            yield from (one.document for one in unit.sources)
        for rule in edition.rules:
            yield rule.source.document
