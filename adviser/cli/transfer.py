"""``unitwise transfer``: what a learner's record is worth, and what is left to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adviser.cli.learner_options import record_options, report_option, same_record_option
from adviser.cli.named_files import QualificationType
from adviser.cli.once import Once
from adviser.cli.parameters import FileType, PlainArgument, offering
from adviser.cli.question_options import (
    OPTIONS,
    ask_by_options,
    options_of_a_question,
    save_question,
)
from adviser.cli.telling import attempted, print_json

if TYPE_CHECKING:
    from adviser.asking.holding import Held


def _with_question(function: Any) -> Any:
    """Add the options of a question; --to names the qualification."""
    for add in reversed(options_of_a_question(True)[1:]):
        function = add(function)
    return function


def names_one(question_file: Path | None) -> bool:
    """Whether a question file names a qualification; what is wrong with it is told later."""
    if question_file is None:
        return False
    from adviser.asking.faults import Trouble
    from adviser.asking.question_file import read_question

    return "qualification" in read_question(question_file, Trouble()).data


@click.command("transfer", cls=Once)
@click.argument("record", cls=PlainArgument, nargs=-1, type=FileType())
@click.option(
    "--to",
    multiple=True,
    type=QualificationType(),
    shell_complete=offering("qualifications"),
    metavar="QUALIFICATION",
    help="The qualification to transfer to. Repeatable: several are ranked by what is left to do,"
    " and every one of the catalogue is without it.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="LIST",
    help="Rank only these: short names, words of a title, an awarding organisation, level:3,"
    " level:2-4, with commas between. Repeatable: what all of the lists take in.",
)
@record_options
@same_record_option
@report_option
@_with_question
@click.option("--csv", "as_csv", is_flag=True, help="Print the answer as CSV, for a spreadsheet.")
def command(
    to: tuple[str, ...],
    only: tuple[str, ...],
    held: Held,
    question_file: Path | None,
    save: Path | None,
    folders: tuple[Path, ...],
    as_json: bool,
    as_csv: bool,
    report: Path | None,
    centre: str,
    **given: Any,
) -> int:
    """Tell what the learner's RECORD is worth towards a qualification, and what is left to do.

    RECORD is a spreadsheet (XLSX, ODS) or a CSV, YAML or JSON file; several are joined, and --held
    adds to them, or stands for them. Every achievement is told once: that it counts, through what
    and where, or why it does not. Without --to, or with several, qualifications are ranked by the
    new credit that is left, then by the new GLH; by the goals first, where some are asked for.

    \b
    unitwise transfer --held T/506/2952@2023-05-01 --held r5062151 --to ocr-l4-customer-service
    unitwise transfer --held T/506/2952@2023-05-01 --held r5062151
    unitwise transfer --held r5062151 --only NOCN,OCR --only level:3-4 --want 'social media'
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two forms of one answer; ask for one")
    options = {key: given[key] for key in OPTIONS}
    if len(to) != 1 and not (not to and not only and names_one(question_file)):
        from adviser.cli.ranking import rank

        if save is not None:
            raise click.UsageError("--save is about one qualification; name it with --to")
        return rank(
            to, only, held, question_file, folders, options, as_json, as_csv, report, centre
        )
    if only:
        raise click.UsageError("--only is about which to rank, and --to names one")
    from solver import Plan, transfer

    asked = ask_by_options(to[0] if to else None, question_file, folders, options, held)
    if save is not None:
        save_question(save, asked, held)
    question = asked.question
    situation = asked.situation(held)
    subject, edition = situation.qualification, situation.edition
    answer = transfer(situation, units=asked.library.units)
    failed = None
    if report is not None:
        from adviser.pages.report import write_report
        from adviser.words.handover import asked_on_paper
        from adviser.words.report import report_transfer

        paper = report_transfer(
            answer,
            subject,
            edition,
            held.record,
            asked.library.digest,
            asked_on_paper(question, edition),
            centre,
        )
        failed = attempted(write_report, report, paper)
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    elif as_csv:
        from adviser.pages.sheets import ledger_sheet

        click.echo(ledger_sheet(answer), nl=False)
    else:
        from adviser.pages.terminal import show
        from adviser.words.transfer import transfer_blocks

        show(transfer_blocks(answer, edition))
    if failed is not None:
        raise failed
    return 0 if isinstance(answer.plan, Plan) else 1
