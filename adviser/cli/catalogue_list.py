"""``unitwise catalogue list``: what qualifications there are."""

from __future__ import annotations

from pathlib import Path

import click

from adviser.cli.once import Once
from adviser.cli.parameters import catalogue_option, json_option
from adviser.cli.reading import catalogue_folders, read_catalogue
from adviser.cli.telling import print_json


@click.command("list", cls=Once)
@catalogue_option
@json_option
def command(folders: tuple[Path, ...], as_json: bool) -> None:
    """List every qualification of the catalogue."""
    from catalogue.files.listing import SHIPPED, document, listed, shipped

    more = catalogue_folders(folders)
    rows = None if more else shipped()
    if rows is None:
        rows = [listed(one) for one in read_catalogue(folders).qualifications]
    if as_json:
        import json

        answer = document(rows, [SHIPPED, *map(str, more)])
        print_json(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        from adviser.pages.listing import show_list

        show_list(rows)
