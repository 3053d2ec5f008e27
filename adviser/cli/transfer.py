"""``unitwise transfer``: what a learner's record is worth, and what is left to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from adviser.cli.asking import NAMES, ask, options_of_a_question, save_question
from adviser.cli.holding import Held, record_options


def _with_question(function: Any) -> Any:
    """Add the options of a question; --to names the qualification."""
    for add in reversed(options_of_a_question(True)[1:]):
        function = add(function)
    return function


@click.command("transfer")
@click.argument(
    "record", required=False, type=click.Path(path_type=Path, dir_okay=False), metavar="[RECORD]"
)
@click.option("--to", metavar="QUALIFICATION", help="The qualification to transfer to.")
@record_options
@_with_question
def command(
    to: str | None,
    held: Held,
    question_file: Path | None,
    save: Path | None,
    folders: tuple[Path, ...],
    as_json: bool,
    **given: Any,
) -> int:
    """Tell what the learner's RECORD is worth towards a qualification, and what is left to do.

    RECORD is a YAML, JSON or CSV file; --held adds to it, or stands for it. Every achievement is
    told once: that it counts, through what and where, or why it does not.

    \b
    unitwise transfer --held T/506/2952@2023-05-01 --held r5062151 --to ocr-l4-customer-service
    """
    from solver import Plan, transfer

    asked = ask(to, question_file, folders, {key: given[key] for key in NAMES})
    if save is not None:
        save_question(save, asked)
    question = held.dated(asked)
    answer = transfer(
        asked.subject,
        held.record,
        question,
        units=asked.library.units,
        as_of=held.judged_on(question.on),
        waivers=held.waivers(asked.subject, asked.library),
    )
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
    else:
        from adviser.render import show_transfer

        show_transfer(answer, asked.subject.edition_for(question.edition, question.on))
    return 0 if isinstance(answer.plan, Plan) else 1
