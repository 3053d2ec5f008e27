"""``unitwise transfer``: what a learner's record is worth, and what is left to do."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from adviser.cli.asking import OPTIONS, ask, options_of_a_question, save_question
from adviser.cli.holding import Held, record_options, report_option
from adviser.cli.once import Once
from adviser.cli.parameters import FileType, PlainArgument, read_catalogue, warn_of_odd_date


def _with_question(function: Any) -> Any:
    """Add the options of a question; --to names the qualification."""
    for add in reversed(options_of_a_question(True)[1:]):
        function = add(function)
    return function


@click.command("transfer", cls=Once)
@click.argument("record", cls=PlainArgument, nargs=-1, type=FileType())
@click.option(
    "--to",
    metavar="QUALIFICATION",
    help="The qualification to transfer to; without it, every one is ranked by what is left to do.",
)
@record_options
@report_option
@_with_question
@click.option("--csv", "as_csv", is_flag=True, help="Print the answer as CSV, for a spreadsheet.")
def command(
    to: str | None,
    held: Held,
    question_file: Path | None,
    save: Path | None,
    folders: tuple[Path, ...],
    as_json: bool,
    as_csv: bool,
    report: Path | None,
    **given: Any,
) -> int:
    """Tell what the learner's RECORD is worth towards a qualification, and what is left to do.

    RECORD is a spreadsheet (XLSX, ODS) or a CSV, YAML or JSON file; several are joined, and --held
    adds to them, or stands for them. Every achievement is told once: that it counts, through what
    and where, or why it does not. Without --to, every qualification of the catalogue is ranked by
    the new credit that is left, then by the new GLH.

    \b
    unitwise transfer --held T/506/2952@2023-05-01 --held r5062151 --to ocr-l4-customer-service
    unitwise transfer --held T/506/2952@2023-05-01 --held r5062151
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two forms of one answer; ask for one")
    options = {key: given[key] for key in OPTIONS}
    if to is None and question_file is None:
        for name, path in (("--report", report), ("--save", save)):
            if path is not None:
                raise click.UsageError(f"{name} is about one qualification; name it with --to")
        return _rank(held, folders, options, as_json, as_csv)
    from catalogue import edition_for
    from catalogue.learner.waiving import waived
    from solver import Plan, transfer

    asked = ask(to, question_file, folders, options, held)
    if save is not None:
        save_question(save, asked, held)
    question = asked.question
    waivers = held.waivers(asked.subject, asked.library)
    answer = transfer(
        asked.subject,
        held.record,
        question,
        units=asked.library.units,
        as_of=held.judged_on(question.on),
        waivers=waivers,
    )
    subject = waived(asked.subject, waivers)
    edition = edition_for(subject, question.edition, question.on)
    if report is not None:
        from adviser.render.report import report_transfer, write_report
        from adviser.render.words import asked as asked_words

        write_report(
            report,
            report_transfer(
                answer,
                subject,
                edition,
                held.record,
                asked.library.digest,
                asked_words(question),
            ),
        )
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
    elif as_csv:
        from adviser.render.sheets import ledger_sheet

        click.echo(ledger_sheet(answer), nl=False)
    else:
        from adviser.render import show_transfer

        show_transfer(answer, edition)
    return 0 if isinstance(answer.plan, Plan) else 1


def _day(text: str) -> date:
    from catalogue import UnitwiseError
    from catalogue.days import read_day

    try:
        return read_day(text)
    except ValueError as error:
        raise UnitwiseError(f"--on {text!r}: {error}") from error


def _rank(
    held: Held, folders: tuple[Path, ...], options: dict[str, Any], as_json: bool, as_csv: bool
) -> int:
    """Rank every qualification of the catalogue, with a bar on stderr while that goes on."""
    if strange := [OPTIONS[key] for key, value in options.items() if value and key != "on"]:
        raise click.UsageError(
            f"{', '.join(strange)}: that is about one qualification; name it with --to"
        )
    from adviser.cli.excepting import by_qualification
    from solver.credit_transfer.ranking import nearest, ranking

    library = read_catalogue(folders)
    on = date.today() if options["on"] is None else _day(options["on"])
    warn_of_odd_date(on)
    as_of = held.judged_on(on)
    registered = {} if options["on"] is not None else held.registrations(library)
    subjects = library.qualifications
    named = [one.unit for one in held.record.achievements]
    waivers = held.record.exceptions if held.exceptions else ()
    found = nearest(
        subjects,
        held.record,
        on=on,
        as_of=as_of,
        units=library.units,
        registered={name: (day, held.judged_on(day)) for name, day in registered.items()},
        waivers=by_qualification(waivers, library, "the record"),
    )
    with click.progressbar(
        found,
        length=len(subjects),
        file=sys.stderr,
        label="Ranking",
        hidden=not sys.stderr.isatty(),
    ) as shown:
        answer = ranking(
            shown,
            on=on,
            as_of=as_of,
            achievements=len(held.record.achievements),
            unknown=[name for name in named if name is not None and name not in library.units],
        )
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
    elif as_csv:
        from adviser.render.sheets import ranking_sheet

        click.echo(ranking_sheet(answer), nl=False)
    else:
        from adviser.render.nearest import show_ranking

        show_ranking(answer)
    return 1 if any(one.state in {"unfit", "undecided"} for one in answer.standings) else 0
