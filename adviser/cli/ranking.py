"""``unitwise transfer`` towards many: which qualification suits this learner."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from adviser.asking.faults import Trouble
from adviser.asking.holding import Held
from adviser.asking.question_file import QuestionFile, read_question
from adviser.asking.ranking import ask_many
from adviser.asking.written import apart
from adviser.cli.question_options import OPTIONS, merge
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import attempted, print_json, tell
from solver.credit_transfer.ranking import Ranking


def rank(
    to: Sequence[str],
    only: Sequence[str],
    held: Held,
    file: Path | None,
    folders: tuple[Path, ...],
    options: Mapping[str, Any],
    as_json: bool,
    as_csv: bool,
    report: Path | None,
    centre: str,
) -> int:
    """Rank qualifications, with a bar on stderr while that goes on."""
    library = read_catalogue(folders)
    trouble = Trouble()
    written = read_question(file, trouble) if file else QuestionFile({}, None)
    data = {key: value for key, value in written.data.items() if key != "qualification"}
    merge(data, options, trouble)
    _about_one(data, to)
    asked = ask_many(replace(written, data=data), to, only, library, held, trouble, tell)
    with click.progressbar(
        asked.standings(),
        length=len(asked.subjects),
        file=sys.stderr,
        label="Ranking",
        hidden=not sys.stderr.isatty(),
    ) as shown:
        answer = asked.answer(shown)
    failed = None
    if report is not None:
        from adviser.pages.report import write_report
        from adviser.words.nearest import report_ranking

        paper = report_ranking(answer, held.record, library, centre)
        failed = attempted(write_report, report, paper)
    _print(answer, as_json, as_csv)
    if failed is not None:
        raise failed
    unanswered = any(one.state in {"unfit", "undecided"} for one in answer.standings)
    return 1 if unanswered or answer.overstated else 0


def _print(answer: Ranking, as_json: bool, as_csv: bool) -> None:
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    elif as_csv:
        from adviser.pages.sheets import ranking_sheet

        click.echo(ranking_sheet(answer), nl=False)
    else:
        from adviser.pages.terminal import show
        from adviser.words.nearest import ranking_blocks

        show(ranking_blocks(answer))


def _about_one(data: Mapping[str, Any], to: Sequence[str]) -> None:
    """Refuse what can only be asked of one qualification."""
    if strange := [OPTIONS[key] for key in ("pathway", "edition") if data.get(key)]:
        raise click.UsageError(
            f"{', '.join(strange)}: that is about one qualification; name it with --to"
        )
    if editions := [name for name in to if apart(name)[1] is not None]:
        raise click.UsageError(
            f"{', '.join(editions)}: an edition is of one qualification; in a ranking each has the"
            " edition of its date"
        )
