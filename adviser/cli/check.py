"""``unitwise check``: the audit of a given choice, rule by rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from adviser.asking.written import apart
from adviser.cli.named_files import QualificationType
from adviser.cli.once import Once
from adviser.cli.parameters import (
    DateType,
    FileType,
    catalogue_option,
    edition_option,
    json_option,
    offering,
)
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import print_json, tell


@click.command("check", cls=Once)
@click.argument(
    "qualification", type=QualificationType(), shell_complete=offering("qualifications")
)
@click.argument(
    "units", nargs=-1, required=True, metavar="REF...", shell_complete=offering("units")
)
@click.option(
    "--on",
    "day",
    type=DateType(),
    metavar="DATE",
    help="Also judge whether each unit was open to a learner who registered on DATE.",
)
@edition_option
@click.option(
    "--offer",
    metavar="FILE",
    type=FileType(),
    help="Also judge whether the centre delivers each unit, and has a place of it: YAML, CSV or"
    " XLSX with unit, price, places and terms.",
)
@catalogue_option
@json_option
def command(
    qualification: str,
    units: tuple[str, ...],
    day: date | None,
    edition: str | None,
    offer: Path | None,
    folders: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Judge a choice of units for QUALIFICATION, rule by rule.

    A REF may be words that only one of its titles has.

    \b
    unitwise check ocr-l4-customer-service M/506/2898 D/506/2153 T/506/2952
    """
    from adviser.asking.odd import note_of_another_edition, warn_of_odd_date
    from catalogue import edition_for, find_units
    from solver import check

    library = read_catalogue(folders)
    words, label = apart(qualification)
    subject = library.find(words)
    edition = edition if label is None else label
    if day:
        warn_of_odd_date(day, tell)
    chosen = edition_for(subject, edition, day)
    if day:
        note_of_another_edition(chosen, day, tell)
    there = None
    if offer is not None:
        from adviser.asking.offering import read_offer

        there = read_offer(offer, library.units)
    named = find_units(chosen, units, library.units)
    answer = check(subject, named, edition=chosen, on=day, offer=there)
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        from adviser.pages.terminal import show
        from adviser.words.answers import audit_blocks

        show(audit_blocks(answer, chosen))
    return 0 if answer.legal else 1
