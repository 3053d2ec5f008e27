"""``unitwise catalogue``: what qualifications there are, and what each says."""

from __future__ import annotations

import click

from adviser.cli.lazily import LazyGroup


@click.command(
    "catalogue",
    cls=LazyGroup,
    modules={
        "check": ("catalogue_check", "Check files, and what their rules really say."),
        "confirm": ("catalogue_confirm", "Ask the doubts of a draft, and make it a file."),
        "diff": ("catalogue_diff", "Tell what changed between two files or editions."),
        "import": ("catalogue_import", "Read handbooks into drafts of qualification files."),
        "list": ("catalogue_list", "List every qualification of the catalogue."),
        "new": ("catalogue_new", "Write a commented file to start from."),
        "show": ("catalogue_show", "Show groups, units and rules, each rule with its source."),
    },
)
def command() -> None:
    """List, show, compare and write qualifications."""
