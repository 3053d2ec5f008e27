"""``unitwise transfer`` towards many: which qualification suits this learner."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import click

from adviser.asking.asked import warn_of_odd_date
from adviser.asking.exceptions import by_qualification
from adviser.asking.faults import Trouble
from adviser.asking.holding import Held
from adviser.asking.question_file import QuestionFile, read_question, validated
from adviser.asking.written import apart, date_text
from adviser.cli.parameters import read_catalogue
from adviser.cli.question_options import OPTIONS, merge
from adviser.cli.telling import print_json, tell
from catalogue import Catalogue, NoEdition, Qualification
from catalogue.identity import meant
from solver import Goal, Question, understand
from solver.credit_transfer.ranking import Ranking, nearest, ranking


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
) -> int:
    """Rank qualifications, with a bar on stderr while that goes on."""
    library = read_catalogue(folders)
    trouble = Trouble()
    written = read_question(file, trouble) if file else QuestionFile({}, None)
    data = {key: value for key, value in written.data.items() if key != "qualification"}
    merge(data, options, trouble)
    _about_one(data)
    dated = "on" in data
    day = data.setdefault("on", date.today())
    if isinstance(day, str):
        data["on"] = date_text(day)
    question = validated(data, trouble)
    subjects = _subjects(to, only, library)
    _known_somewhere(question, subjects, library, trouble)
    trouble.stop()
    warn_of_odd_date(question.on, tell)
    as_of = held.judged_on(question.on)
    registered = {} if dated else held.registrations(library)
    waivers = (*written.exceptions, *held.record.exceptions) if held.exceptions else ()
    found = nearest(
        subjects,
        held.record,
        on=question.on,
        as_of=as_of,
        units=library.units,
        asked=question,
        registered={name: (day, held.judged_on(day)) for name, day in registered.items()},
        waivers=by_qualification(waivers, library, "the record", tell),
        **({"seconds": question.time_limit} if "time_limit" in data else {}),
    )
    plain = Question(on=question.on, time_limit=question.time_limit)
    with click.progressbar(
        found,
        length=len(subjects),
        file=sys.stderr,
        label="Ranking",
        hidden=not sys.stderr.isatty(),
    ) as shown:
        answer = ranking(
            shown,
            on=question.on,
            as_of=as_of,
            achievements=len(held.record.achievements),
            asked=None if question == plain else question,
            at_once={subject.short_name for subject in subjects} if to else (),
            unknown=[
                one.full_name
                for one in held.record.achievements
                if one.unit is not None and not meant(library.units, one.unit, one.whose)
            ],
        )
    if report is not None:
        from adviser.render.nearest import report_ranking
        from adviser.render.report import write_report

        write_report(report, report_ranking(answer, held.record, library.digest))
    _print(answer, as_json, as_csv)
    return 1 if any(one.state in {"unfit", "undecided"} for one in answer.standings) else 0


def _print(answer: Ranking, as_json: bool, as_csv: bool) -> None:
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    elif as_csv:
        from adviser.render.sheets import ranking_sheet

        click.echo(ranking_sheet(answer), nl=False)
    else:
        from adviser.render.nearest import show_ranking

        show_ranking(answer)


def _about_one(data: Mapping[str, Any]) -> None:
    """Refuse what can only be asked of one qualification."""
    if strange := [OPTIONS[key] for key in ("pathway", "edition") if data.get(key)]:
        raise click.UsageError(
            f"{', '.join(strange)}: that is about one qualification; name it with --to"
        )


def _subjects(
    to: Sequence[str], only: Sequence[str], library: Catalogue
) -> tuple[Qualification, ...]:
    taken = library.only(only)
    if not to:
        return taken
    if editions := [name for name in to if apart(name)[1] is not None]:
        raise click.UsageError(
            f"{', '.join(editions)}: an edition is of one qualification; in a ranking each has the"
            " edition of its date"
        )
    named = dict.fromkeys(library.find(name).short_name for name in to)
    short = {one.short_name: one for one in taken}
    return tuple(short[name] for name in named if name in short)


def _known_somewhere(
    question: Question,
    subjects: Sequence[Qualification],
    library: Catalogue,
    trouble: Trouble,
) -> None:
    """Note each wish that means nothing in any of the qualifications: it is a slip."""
    if Goal.MOST_PREFERRED in question.goals and not question.prefer:
        trouble.at(("goals",), "most-preferred needs at least one preference")
    told: list[dict[Any, str]] = []
    for subject in subjects:
        try:
            edition = subject.edition_on(question.on)
        except NoEdition:
            continue
        _, problems = understand(edition, question, library.units)
        told.append({one.where: one.message for one in problems if one.where != ("goals",)})
    for where in told[0] if told else ():
        if all(where in problems for problems in told):
            messages = list(dict.fromkeys(problems[where] for problems in told))
            trouble.at(where, messages[0] if len(messages) == 1 else _nowhere(messages))


def _nowhere(messages: Sequence[str]) -> str:
    near = [hit for text in messages for hit in re.findall(r"did you mean ([^?]+)\?", text)]
    hint = max(near, key=lambda hit: SequenceMatcher(None, hit, messages[0]).ratio(), default="")
    words = "it means nothing in any of the qualifications that would be ranked"
    return f"{words}; did you mean {hint}?" if hint else words
