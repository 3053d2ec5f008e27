"""``unitwise record check``: how a file is understood, before anything is asked of it."""

from __future__ import annotations

from pathlib import Path

import click

from adviser.asking.holding import layout_called
from adviser.cli.learner_options import TABLE_OPTIONS
from adviser.cli.once import Once
from adviser.cli.parameters import FileType, PlainArgument, WrittenType, json_option
from adviser.cli.telling import print_json, say

_LAYOUT = "# How "
"""How a layout begins that was written here."""


@click.command("check", cls=Once)
@click.argument("file", cls=PlainArgument, type=FileType())
@click.option(
    "--save-layout",
    metavar="FILE",
    type=WrittenType((_LAYOUT,)),
    help="Also write what the columns are taken for as a layout, for --layout.",
)
@json_option
def command(
    file: Path,
    save_layout: Path | None,
    learner: str | None,
    layout: str | None,
    sheet: str | None,
    as_json: bool,
) -> int:
    """Show how FILE is understood: each column, each row, and what is left out and why.

    Exit code 1 means that there is something to answer before it can be used.

    \b
    unitwise record check export.xlsx --save-layout college.yaml
    """
    from adviser.keeping import write_over_ours
    from adviser.pages.terminal import show
    from adviser.words.account import account_blocks
    from catalogue.outside import printable
    from catalogue.records.account import account_of, account_of_refusal, layout_text
    from catalogue.records.reading import RecordError, read_record
    from catalogue.records.roles.columns import Role

    understood = None if layout is None else layout_called(layout)
    try:
        read = read_record(file, layout=understood, learner=learner or "", sheet=sheet or "")
        account = account_of(read)
    except RecordError as error:
        account = account_of_refusal(printable(file), error)
    if save_layout is not None and account.columns:
        write_over_ours(save_layout, layout_text(account, list(Role)), _LAYOUT)
        say(f"layout saved as {save_layout}")
    if as_json:
        print_json(account.model_dump_json(indent=2))
    else:
        show(account_blocks(account))
    return 1 if account.faults else 0


for option in reversed(TABLE_OPTIONS):
    command = option(command)
