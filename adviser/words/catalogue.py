"""The catalogue, as an adviser reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.blocks import Block, Cell, Grid, Heading, Paragraph, Tone, faint, item
from adviser.words.facts import catalogue_version, counted, day, listed, meaning, upper, window
from adviser.words.ledger import policy_lines
from adviser.words.unknowns import credit_cell, level_cell
from catalogue import Basis, Choose, Edition, Published, Qualification, Rule

_BASES = {
    Basis.EXACT_CREDIT: "over choices of exactly the credit asked for",
    Basis.IRREDUNDANT: "over choices from which no unit can be dropped",
}


def qualification_blocks(qualification: Qualification, digest: str) -> Iterator[Block]:
    """Yield every edition of a qualification: figures, groups, units and rules.

    ``digest`` is the version of the catalogue that it is from.
    """
    number = f"  {qualification.number}" if qualification.number else ""
    yield Paragraph(f"{qualification.title}{number}", Tone.STRONG)
    yield Paragraph(
        f"{qualification.awarding_organisation}, {qualification.level}."
        f" Short name: {qualification.short_name}"
    )
    yield faint(upper(catalogue_version(digest)))
    if qualification.note:
        yield Paragraph(f"Note: {qualification.note}")
    for edition in qualification.editions:
        yield from _edition(edition)


def _edition(edition: Edition) -> Iterator[Block]:
    yield Heading(f"Edition: {edition.edition}")
    if edition.opens:
        yield Paragraph(f"For registrations from {day(edition.opens)}")
    if edition.closes:
        yield Paragraph(f"For registrations until {day(edition.closes)}")
    if edition.published:
        yield Paragraph(published_words(edition.published))
    yield faint(f"Source: {edition.source}")
    if edition.note:
        yield Paragraph(f"Note: {edition.note}")
    for group, names in edition.every_group:
        inside = f" (in {listed(sorted(names - {group.id}))})" if len(names) > 1 else ""
        yield Heading(f"Group {group.id}: {group.title}{inside}")
        if not edition.additional_groups.isdisjoint(names):
            yield Paragraph("Additional: these may be taken, and count for nothing.")
        if group.id in edition.incomplete_groups:
            yield Paragraph("The list is not complete: other units may count here too.")
        if group.note:
            yield Paragraph(f"Note: {group.note}")
        if not group.places:
            continue
        dated = any(window(version) for place in group.places for version in place.versions)
        levels = any(unit.level is not None for unit in edition.units)
        columns = ["Unit", "Title", *(["Level"] if levels else []), "Credit", "GLH"]
        rows: list[Sequence[Cell]] = []
        for place in group.places:
            for index, version in enumerate(place.versions):
                unit = version.unit
                rows.append(
                    (
                        ("or " if index else "") + unit.reference,
                        unit.title,
                        *([level_cell(unit.level)] if levels else []),
                        credit_cell(unit.credit, unit.credit_unknown),
                        "unknown" if unit.glh is None else str(unit.glh),
                        *([window(version)] if dated else []),
                    )
                )
        yield Grid(
            (
                *columns,
                *(["Registrations"] if dated else []),
            ),
            rows,
            right=("Level", "Credit", "GLH"),
        )
        if coined := [v.unit.reference for p in group.places for v in p.versions if v.unit.coined]:
            yield Paragraph(
                f"Not the organisation's references but this catalogue's own: {listed(coined)}."
            )
    if edition.also_needed:
        yield Heading("Also needed, and no unit")
        for need in edition.also_needed:
            yield item(f"{upper(need.says)}  ({need.source})")
            if need.note:
                yield item(f"Note: {need.note}", 2)
    yield Heading("Rules")
    for rule in edition.rules:
        yield from _rule(rule, 1)
    if edition.recognition or edition.sharing:
        yield Heading("Recognition of what a learner holds")
        for line in policy_lines(edition):
            yield item(line)


def _rule(rule: Rule, depth: int) -> Iterator[Block]:
    indent = "  " * depth
    yield Paragraph(f"{indent}{rule.id}: {rule.says}")
    means = meaning(rule)
    if means.casefold() != rule.says.rstrip(".").casefold():
        yield Paragraph(f"{indent}  means: {means}")
    yield faint(f"{indent}  source: {rule.cited}")
    if rule.note:
        yield Paragraph(f"{indent}  note: {rule.note}")
    if isinstance(rule, Choose):
        for part in rule.rules:
            yield from _rule(part, depth + 2)


def published_words(published: Published) -> str:
    """The figures that are printed for the whole, with their notes."""
    parts = []
    if published.credit is not None:
        parts.append(counted(published.credit, "credit"))
    if glh := published.glh:
        ends = [str(end) for end in (glh.least, glh.greatest) if end is not None]
        parts.append(f"{' to '.join(ends)} GLH {_BASES[glh.basis]}")
    if published.tqt is not None:
        parts.append(f"TQT {published.tqt} hours")
    notes = [one.note for one in (published, published.glh) if one is not None and one.note]
    return " ".join([f"Published: {'; '.join(parts)}", *(f"({note})" for note in notes)])
