"""``unitwise catalogue``: what qualifications there are, and what each says."""

from __future__ import annotations

from pathlib import Path

import click

from adviser.cli import catalogue_diff, catalogue_new
from adviser.cli.catalogue_check import check_command
from adviser.cli.parameters import catalogue_option, json_option, read_catalogue


@click.group("catalogue")
def command() -> None:
    """List, show, compare and write qualifications."""


command.add_command(catalogue_diff.command)
command.add_command(catalogue_new.command)
command.add_command(check_command)


@command.command("list")
@catalogue_option
@json_option
def list_command(folders: tuple[Path, ...], as_json: bool) -> None:
    """List every qualification of the catalogue."""
    library = read_catalogue(folders)
    if as_json:
        import json

        rows = [
            {
                "number": q.number,
                "short_name": q.short_name,
                "title": q.title,
                "awarding_organisation": q.awarding_organisation,
                "level": q.level.written,
                "editions": [edition.edition for edition in q.editions],
            }
            for q in library.qualifications
        ]
        document = {"version": 1, "answer": "catalogue", "qualifications": rows}
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        from adviser.render import show_list

        show_list(library.qualifications)


@command.command("show")
@click.argument("qualification")
@catalogue_option
@json_option
def show_command(qualification: str, folders: tuple[Path, ...], as_json: bool) -> None:
    """Show the groups, units and rules of QUALIFICATION, each rule with its source.

    QUALIFICATION is a number, a short name, or words of its title.
    """
    subject = read_catalogue(folders).find(qualification)
    if as_json:
        click.echo(subject.model_dump_json(indent=2, by_alias=True))
    else:
        from adviser.render import show_qualification

        show_qualification(subject)
