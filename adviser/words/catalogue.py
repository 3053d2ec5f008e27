"""The catalogue, as an adviser reads it."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from adviser.pages.terminal import faint, heading, item, page, table
from adviser.words.facts import catalogue_version, counted, day, listed, meaning, upper, window
from adviser.words.ledger import policy_lines
from adviser.words.unknowns import credit_cell, level_cell
from catalogue import Basis, Choose, Edition, Published, Qualification, Rule

_BASES = {
    Basis.EXACT_CREDIT: "over choices of exactly the credit asked for",
    Basis.IRREDUNDANT: "over choices from which no unit can be dropped",
}


def show_qualification(qualification: Qualification, digest: str) -> None:
    """Print every edition of a qualification: figures, groups, units and rules.

    ``digest`` is the version of the catalogue that it is from.
    """
    console = page()
    number = f"  {qualification.number}" if qualification.number else ""
    console.print(Text(f"{qualification.title}{number}", style="bold"))
    console.print(
        Text(
            f"{qualification.awarding_organisation}, {qualification.level}."
            f" Short name: {qualification.short_name}"
        )
    )
    console.print(faint(upper(catalogue_version(digest))))
    if qualification.note:
        console.print(Text(f"Note: {qualification.note}"))
    for edition in qualification.editions:
        _edition(console, edition)


def _edition(console: Console, edition: Edition) -> None:
    heading(console, f"Edition: {edition.edition}")
    if edition.opens:
        console.print(Text(f"For registrations from {day(edition.opens)}"))
    if edition.closes:
        console.print(Text(f"For registrations until {day(edition.closes)}"))
    if edition.published:
        console.print(Text(published_words(edition.published)))
    console.print(faint(f"Source: {edition.source}"))
    if edition.note:
        console.print(Text(f"Note: {edition.note}"))
    for group, names in edition.every_group:
        inside = f" (in {listed(sorted(names - {group.id}))})" if len(names) > 1 else ""
        heading(console, f"Group {group.id}: {group.title}{inside}")
        if not edition.additional_groups.isdisjoint(names):
            console.print(Text("Additional: these may be taken, and count for nothing."))
        if group.id in edition.incomplete_groups:
            console.print(Text("The list is not complete: other units may count here too."))
        if group.note:
            console.print(Text(f"Note: {group.note}"))
        if not group.places:
            continue
        dated = any(window(version) for place in group.places for version in place.versions)
        levels = any(unit.level is not None for unit in edition.units)
        columns = ["Unit", "Title", *(["Level"] if levels else []), "Credit", "GLH"]
        grid = table(
            *columns, *(["Registrations"] if dated else []), right=("Level", "Credit", "GLH")
        )
        for place in group.places:
            for index, version in enumerate(place.versions):
                unit = version.unit
                grid.add_row(
                    ("or " if index else "") + unit.reference,
                    Text(unit.title),
                    *([level_cell(unit.level)] if levels else []),
                    credit_cell(unit.credit, unit.credit_unknown),
                    "unknown" if unit.glh is None else str(unit.glh),
                    *([window(version)] if dated else []),
                )
        console.print(grid)
        if coined := [v.unit.reference for p in group.places for v in p.versions if v.unit.coined]:
            console.print(
                Text(
                    f"Not the organisation's references but this catalogue's own: {listed(coined)}."
                )
            )
    if edition.also_needed:
        heading(console, "Also needed, and no unit")
        for need in edition.also_needed:
            item(console, f"{upper(need.says)}  ({need.source})")
            if need.note:
                item(console, f"Note: {need.note}", 2)
    heading(console, "Rules")
    for rule in edition.rules:
        _rule(console, rule, 1)
    if edition.recognition:
        heading(console, "Recognition of what a learner holds")
        for line in policy_lines(edition.recognition):
            item(console, line)


def _rule(console: Console, rule: Rule, depth: int) -> None:
    indent = "  " * depth
    console.print(Text(f"{indent}{rule.id}: {rule.says}"))
    means = meaning(rule)
    if means.casefold() != rule.says.rstrip(".").casefold():
        console.print(Text(f"{indent}  means: {means}"))
    console.print(faint(f"{indent}  source: {rule.cited}"))
    if rule.note:
        console.print(Text(f"{indent}  note: {rule.note}"))
    if isinstance(rule, Choose):
        for part in rule.rules:
            _rule(console, part, depth + 2)


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
