"""``unitwise suggest``: the best plan for a question, or the proof that there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from adviser.cli.batch import batch_options, instead_of_one
from adviser.cli.learner_options import report_option
from adviser.cli.once import Once
from adviser.cli.parameters import Whole
from adviser.cli.question_options import question_options
from adviser.cli.telling import attempted, print_json

if TYPE_CHECKING:
    from adviser.asking.asked import Asked
    from adviser.asking.holding import Held


@click.command("suggest", cls=Once)
@question_options(optional=True, many=instead_of_one)
@click.option(
    "--alternatives",
    "others",
    type=Whole(0, 100),
    default=0,
    metavar="K",
    help="Also give the K next best plans, none of which only adds units to a better one.",
)
@click.option(
    "--diverse",
    is_flag=True,
    help="Alternatives that really differ: each lacks at least half as many units of every plan"
    " before it as any choice can lack of the best. Three of them without --alternatives.",
)
@click.option(
    "--prices",
    "priced",
    is_flag=True,
    help="Also give, for every unit, what it costs to include it or to leave it out.",
)
@batch_options
@report_option
def command(
    asked: Asked,
    held: Held,
    report: Path | None,
    centre: str,
    others: int,
    diverse: bool,
    priced: bool,
    as_json: bool,
) -> int:
    """Find the best legal choice of units for QUALIFICATION.

    QUALIFICATION is a number (601/3528/1), a short name, words of its title, or the path of its
    file, such as a draft. Unit references may be written in any case, with or without slashes.
    Where nothing fits, the answer is the shortest reason and what would have to give. Ctrl-C gives
    the best plan that is known by then.

    \b
    unitwise suggest ocr-l4-customer-service --goal least-glh
    unitwise suggest "ocr level 4" --want r5062179 --avoid D/506/2055 --max-glh 200
    unitwise suggest "ocr level 4" --prefer "social media=+3" --alternatives 3

    With --batch there is one answer for each line of a file, in JSON, and exit code 1 means that
    some line could not be answered.
    """
    from solver import Plan, suggest

    if diverse and not others:
        others = 3
    situation = asked.situation(held)
    answer = suggest(situation, others=others, diverse=diverse, priced=priced)
    failed = None
    if report is not None:
        from adviser.pages.report import write_report
        from adviser.words.handover import asked_on_paper
        from adviser.words.report import report_plan
        from solver.credit_transfer.transfer import ledger_of

        entries = ledger_of(situation, answer, asked.every_unit)
        edition, digest = situation.edition, asked.library.digest
        about = (answer, situation.qualification, edition, held.record, digest)
        paper = report_plan(*about, entries, asked_on_paper(situation.question, edition), centre)
        failed = attempted(write_report, report, paper)
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        from adviser.pages.terminal import show
        from adviser.words.answers import answer_blocks

        show(answer_blocks(answer, situation.edition, held.record))
    if failed is not None:
        raise failed
    return 0 if isinstance(answer, Plan) else 1
