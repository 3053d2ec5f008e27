"""``unitwise bounds``: what a rule of combination really leaves open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from adviser.asking.written import apart
from adviser.cli.named_files import QualificationType
from adviser.cli.once import Once
from adviser.cli.parameters import (
    SECONDS,
    DateType,
    FileType,
    catalogue_option,
    edition_option,
    json_option,
    offering,
)
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import print_json, tell


@click.command("bounds", cls=Once)
@click.argument(
    "qualification", type=QualificationType(), shell_complete=offering("qualifications")
)
@click.option(
    "--on", "day", type=DateType(), metavar="DATE", help="The date of registration; today if none."
)
@click.option(
    "--time-limit",
    type=SECONDS,
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up after this long: bounds are told once all of them are proven.",
)
@click.option(
    "--offer",
    metavar="FILE",
    type=FileType(),
    help="Count nothing but what the centre delivers: YAML, CSV or XLSX with unit, price, places"
    " and terms.",
)
@edition_option
@catalogue_option
@json_option
def command(
    qualification: str,
    day: date | None,
    time_limit: float,
    offer: Path | None,
    edition: str | None,
    folders: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Show what is really optional in QUALIFICATION.

    The least and greatest credit and GLH, what each group and level gives, which units every legal
    choice counts or none can, which rules the others already force, and how many legal choices
    there are. Exit code 1 if no choice is legal on the date.

    \b
    unitwise bounds ocr-l4-customer-service
    unitwise bounds nocn-l1-customer-service --on 2024-01-15
    """
    from adviser.asking.odd import note_of_another_edition, warn_of_odd_date
    from adviser.asking.offering import read_offer
    from adviser.pages.progress import STAGES, SignOfLife
    from catalogue import edition_for
    from solver import Bounds, bounds

    words, label = apart(qualification)
    library = read_catalogue(folders)
    subject = library.find(words)
    edition = edition if label is None else label
    on = day or date.today()
    warn_of_odd_date(on, tell)
    chosen = edition_for(subject, edition, on)
    note_of_another_edition(chosen, on, tell)
    with SignOfLife() as life:
        answer = bounds(
            subject,
            on=on,
            edition=chosen,
            offer=None if offer is None else read_offer(offer, library.units),
            time_limit=time_limit,
            progress=lambda stage, done, total: life.tell(STAGES[stage], done, total),
        )
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        from adviser.pages.terminal import show
        from adviser.words.bounds import bounds_blocks

        show(bounds_blocks(answer, chosen))
    return 0 if isinstance(answer, Bounds) and answer.satisfiable else 1
