"""``unitwise check``: the audit of a given choice, rule by rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from adviser.cli.parameters import (
    DateType,
    catalogue_option,
    choose_edition,
    edition_option,
    json_option,
    read_catalogue,
    warn_of_odd_date,
)


@click.command("check")
@click.argument("qualification")
@click.argument("units", nargs=-1, required=True, metavar="REF...")
@click.option(
    "--on",
    "day",
    type=DateType(),
    metavar="DATE",
    help="Also judge whether each unit was open to a learner who registered on DATE.",
)
@edition_option
@catalogue_option
@json_option
def command(
    qualification: str,
    units: tuple[str, ...],
    day: date | None,
    label: str | None,
    folders: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Judge a choice of units for QUALIFICATION, rule by rule.

    \b
    unitwise check ocr-l4-customer-service M/506/2898 D/506/2153 T/506/2952
    """
    from catalogue import find_units
    from solver import check

    library = read_catalogue(folders)
    subject = library.find(qualification)
    if day:
        warn_of_odd_date(day)
    subject, edition = choose_edition(subject, label, day)
    answer = check(subject, find_units(edition, units, library.units), on=day)
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
    else:
        from adviser.render import show_audit

        show_audit(answer, edition)
    return 0 if answer.legal else 1
