"""``unitwise catalogue show``: what a qualification says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adviser.cli.named_files import QualificationType
from adviser.cli.once import Once
from adviser.cli.parameters import catalogue_option, json_option, offering
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import print_json

if TYPE_CHECKING:
    from adviser.words.blocks import Document
    from catalogue import Edition, Qualification

_SECONDS = 20.0
"""For the bounds of one edition on a page."""


@click.command("show", cls=Once)
@click.argument(
    "qualification", type=QualificationType(), shell_complete=offering("qualifications")
)
@click.option("--html", "as_html", is_flag=True, help="Print a page for colleagues as HTML.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the same page as Markdown.")
@catalogue_option
@json_option
def command(
    qualification: str,
    as_html: bool,
    as_markdown: bool,
    folders: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Show the groups, units and rules of QUALIFICATION, each rule with its source.

    QUALIFICATION is a number, a short name, or words of its title. With --json its units come
    along. --html and --markdown print a page for colleagues, which also has what the rules really
    come to.

    \b
    unitwise catalogue show ocr-l4-customer-service --markdown
    """
    if as_html + as_markdown + as_json > 1:
        raise click.UsageError("--html, --markdown and --json are three forms: choose one of them")
    library = read_catalogue(folders)
    subject = library.find(qualification)
    if as_json:
        print_json(subject.with_units.model_dump_json(indent=2, by_alias=True))
    elif as_html or as_markdown:
        from adviser.pages.html import html
        from adviser.pages.markdown import markdown

        page = _page(subject, library.digest)
        click.echo(html(page) if as_html else markdown(page), nl=False)
    else:
        from adviser.pages.terminal import show
        from adviser.words.catalogue import qualification_blocks

        show(qualification_blocks(subject, library.digest))


def _page(subject: Qualification, digest: str) -> Document:
    from adviser.words.catalogue_page import qualification_page
    from solver import bounds

    facts = {
        edition.edition: bounds(
            subject, on=_day(edition), edition=edition, count=False, time_limit=_SECONDS
        )
        for edition in subject.editions
    }
    return qualification_page(subject, digest, facts)


def _day(edition: Edition) -> date:
    """Today, or the day of the edition that is nearest to it."""
    day = max(date.today(), edition.opens or date.min)
    return min(day, edition.closes or date.max)
