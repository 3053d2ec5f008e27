"""``unitwise whatif``: a question with some values changed, in one case or in many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from adviser.cli.learner_options import record_option, record_options
from adviser.cli.once import Once
from adviser.cli.parameters import FileType, PictureType, catalogue_option, json_option
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import attempted, print_json, say, tell

if TYPE_CHECKING:
    from adviser.asking.case import Case
    from adviser.asking.holding import Held
    from adviser.asking.setting import Setting
    from catalogue import Edition
    from solver import Answer


@click.command("whatif", cls=Once)
@click.argument("question_file", metavar="QUESTION-FILE", type=FileType())
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="KEY=VALUE",
    help="Put a value into the question: the keys are those of the file, with limits.new_glh and"
    " prefer.REF for what stands inside. 'none' takes a value away; want+=REF adds to a list,"
    " want-=REF takes from it. held+=REF@DATE and held-=REF change what is held, as_of=DATE the day"
    " it is judged on; recognition.rpl.accepted=no supposes another policy of recognition."
    " Repeatable.",
)
@click.option(
    "--vary",
    "varied",
    multiple=True,
    metavar="KEY=VALUES",
    help="Answer one case for each value: 150,160,200 or 150..220/5, or dates"
    " 2024-05-01..2024-07-01/7, both ends included. Repeatable: every combination, 1,000 cases at"
    " the most.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print the cases as comma-separated values.")
@click.option(
    "--plot",
    type=PictureType(),
    metavar="FILE.svg",
    help="Also draw the first goal over the values of one --vary.",
)
@record_option
@record_options
@catalogue_option
@json_option
def command(
    question_file: Path,
    held: Held,
    changes: tuple[str, ...],
    varied: tuple[str, ...],
    as_csv: bool,
    plot: Path | None,
    folders: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Answer the question of QUESTION-FILE again with some values changed.

    With --set alone: what enters, what leaves, and what it costs, against the question as it
    stands. With --vary: a table, one line a case, each against the question with every --set. Exit
    code 1 means that there is no plan after the change, or in no case. 'unitwise suggest' writes a
    question file with --save; 'unitwise schema question' tells its keys.

    With --record or --held, what is held may change, too: --set held+=REF@DATE, held-=REF, as_of,
    exceptions=none, and the policy of recognition: recognition.WAY.accepted=yes or no,
    .currency_years, .gives, .credit, .units, .percent, where WAY is credit-transfer, predecessor,
    equivalence, exemption, rpl or any.

    \b
    unitwise whatif question.yaml --set limits.new_glh=160 --set on=2024-07-01
    unitwise whatif question.yaml --vary limits.new_glh=150..220/5 --csv
    unitwise whatif question.yaml --held R/506/2179 --vary held+=T/506/2952,R/506/2151
    """
    from adviser.asking.case import case_of
    from adviser.asking.faults import Trouble
    from adviser.asking.question_file import read_question
    from adviser.asking.setting import cases, read_setting

    if not changes and not varied:
        raise click.UsageError("say what to change: --set KEY=VALUE or --vary KEY=VALUES")
    if not varied and (as_csv or plot):
        raise click.UsageError("--csv and --plot are for the cases of --vary")
    if as_csv and as_json:
        raise click.UsageError("--csv or --json, not both")
    if plot and len(varied) > 1:
        raise click.UsageError("--plot draws the cases of a single --vary")
    library = read_catalogue(folders)
    written = read_question(question_file, trouble := Trouble())
    trouble.stop()
    settings = [read_setting(text, "--set") for text in changes]
    if varied:
        settled = [
            (case, case_of(written, [*settings, *case], held, library, tell))
            for case in cases(varied)
        ]
        base = case_of(written, settings, held, library, tell)
        return _table(base, settled, as_csv, as_json, plot)
    before = case_of(written, [], held, library, tell)
    return _single(before, case_of(written, settings, held, library, tell), as_json)


def _single(before: Case, after: Case, as_json: bool) -> int:
    from adviser.asking.case import answers
    from solver import Plan, compare

    found = compare(*answers(before, after))
    if as_json:
        print_json(found.model_dump_json(indent=2))
    else:
        from adviser.pages.terminal import show
        from adviser.words.compare import comparison_blocks

        show(
            comparison_blocks(
                found, (before.edition, after.edition), (before.held.record, after.held.record)
            )
        )
    return 0 if isinstance(found.after, Plan) else 1


def _table(
    before: Case,
    settled: list[tuple[tuple[Setting, ...], Case]],
    as_csv: bool,
    as_json: bool,
    plot: Path | None,
) -> int:
    from solver import Cases, Plan, Undecided, case

    base = before.answer()
    editions = {_key(base): before.edition}
    found = []
    complete = True
    for settings, situation in settled:
        answer = situation.answer()
        editions[_key(answer)] = situation.edition
        if isinstance(answer, Plan | Undecided) and answer.stopped == "asker":
            complete = False
            break
        found.append(case({one.name: one.value for one in settings}, base, answer))
    result = Cases(
        before=base,
        varied=tuple(one.name for one in settled[0][0]),
        cases=tuple(found),
        complete=complete,
    )
    failed = None
    if plot is not None and found:
        from adviser.keeping import write_over_ours
        from adviser.pages.chart import chart
        from adviser.words.cases import cases_plot

        failed = attempted(write_over_ours, plot, chart(cases_plot(result)), "<svg")
        if failed is None:
            say(f"picture saved as {plot}")
    if as_json:
        print_json(result.model_dump_json(indent=2))
    else:
        from adviser.pages.sheets import cases_csv
        from adviser.pages.terminal import NARROW, page, show
        from adviser.words.cases import cases_blocks

        def edition_of(answer: Answer) -> Edition:
            return editions[_key(answer)]

        if as_csv:
            click.echo(cases_csv(result, edition_of), nl=False)
        else:
            show(cases_blocks(result, edition_of, narrow=page().width < NARROW))
    if failed is not None:
        raise failed
    return 0 if any(isinstance(one.after, Plan) for one in found) else 1


def _key(answer: Answer) -> tuple[str, str]:
    return answer.qualification.short_name, answer.qualification.edition
