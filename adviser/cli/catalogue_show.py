"""``unitwise catalogue show``: what a qualification says."""

from __future__ import annotations

from pathlib import Path

import click

from adviser.cli.once import Once
from adviser.cli.parameters import catalogue_option, json_option, offering, read_catalogue
from adviser.cli.telling import print_json


@click.command("show", cls=Once)
@click.argument("qualification", shell_complete=offering("qualifications"))
@catalogue_option
@json_option
def command(qualification: str, folders: tuple[Path, ...], as_json: bool) -> None:
    """Show the groups, units and rules of QUALIFICATION, each rule with its source.

    QUALIFICATION is a number, a short name, or words of its title.
    """
    library = read_catalogue(folders)
    subject = library.find(qualification)
    if as_json:
        print_json(subject.model_dump_json(indent=2, by_alias=True))
    else:
        from adviser.render import show_qualification

        show_qualification(subject, library.digest)
