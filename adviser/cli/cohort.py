"""``unitwise cohort``: one question for many learners, and one workbook for an answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adviser.cli.learner_options import no_exceptions_option
from adviser.cli.once import Once
from adviser.cli.parameters import DateType, FileType, PlainArgument, read_catalogue
from adviser.cli.question_options import OPTIONS, merge, options_of_a_question

if TYPE_CHECKING:
    from adviser.asking.cohort import LearnerReader
    from adviser.workbook.tables import Summing
    from catalogue import Catalogue
    from catalogue.offering import CentreOffer
    from catalogue.records.cohort import CohortRead
    from solver.many.cohort import LearnerLine
    from solver.many.flow import Saving
    from solver.many.parts import Parts

_NOT_HERE = {"as_json", "save"}
"""Options of one question that many do not have."""


def options_of_many(function: Any) -> Any:
    """Add the options of a question that many are asked, and where that is worked out."""
    added = options_of_a_question(True)[1:]
    for add in reversed([*added, *_OPTIONS]):
        before = list(getattr(function, "__click_params__", []))
        function = add(function)
        kept = [p for p in function.__click_params__ if p in before or p.name not in _NOT_HERE]
        function.__click_params__ = kept
    return function


def _output(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    from adviser.workbook.writing import FORMS

    if value is not None and value.suffix.casefold() not in FORMS:
        raise click.BadParameter(f"{value.name!r} ends in none of {', '.join(FORMS)}")
    return value


_OPTIONS = [
    click.option(
        "--layout",
        metavar="FILE",
        help="What the columns are and what their words mean, from a YAML file that 'unitwise"
        " record check' begins; or plr, ilr or tracker.",
    ),
    click.option("--sheet", metavar="NAME", help="The one sheet of a spreadsheet that is read."),
    click.option(
        "--as-of",
        type=DateType(),
        metavar="DATE",
        help="The day on which the age of achievements is judged; today, or the date of"
        " registration where that is later, if none.",
    ),
    no_exceptions_option,
    click.option(
        "--jobs",
        type=click.IntRange(1, 256),
        metavar="N",
        help="Work in N processes; one for each core if not given.",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Work over the workers of a Dask scheduler, tcp://HOST:8786. It needs"
        " 'unitwise[cluster]' here and there, and the same catalogue.",
    ),
]


@click.command("cohort", cls=Once)
@click.argument("records", cls=PlainArgument, type=FileType())
@click.option(
    "--to",
    multiple=True,
    metavar="QUALIFICATION",
    help="The qualification that everybody is asked about, as NAME or NAME@EDITION. Repeatable."
    " A column 'to' names another for one learner.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="RESULT",
    type=FileType(folder=True),
    callback=_output,
    help="Where the answer goes: a workbook (.xlsx), a folder of tables (.csv, .parquet), or a"
    " line for each learner (.jsonl). It must be new.",
)
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped.")
@options_of_many
def command(
    records: Path,
    to: tuple[str, ...],
    output: Path,
    resume: bool,
    question_file: Path | None,
    folders: tuple[Path, ...],
    layout: str | None,
    sheet: str | None,
    as_of: date | None,
    no_exceptions: bool,
    jobs: int | None,
    scheduler: str | None,
    **given: Any,
) -> int:
    """Answer one question for every learner of RECORDS, and write one workbook.

    RECORDS is a CSV file or a spreadsheet (XLSX, ODS) with a row for each learner and unit, a row
    for each learner with units across, or a sheet for each learner; or Parquet; or JSON Lines, a
    learner a line. Columns may say what is asked for each: registered, want, avoid, prefer, max
    glh, max credit, max units. A learner who cannot be read is a row that says why.

    \b
    unitwise cohort learners.xlsx --to ocr-l4-customer-service -o result.xlsx
    unitwise cohort learners.csv --to ocr-l4-customer-service --on 2025-09-01 -o result.csv

    What is answered is kept beside RESULT until it is written, so that --resume can go on.
    Exit code: 0 if everybody was read, also with no plan; 1 if somebody was not.
    """
    from adviser.asking.cohort import LearnerReader, Questions, known_names
    from adviser.asking.holding import layout_called
    from adviser.cli.parameters import catalogue_folders
    from adviser.workbook.writing import refuse_existing
    from catalogue.records.cohort_files import read_cohort

    refuse_existing(output)
    library = read_catalogue(folders)
    options = {key: given[key] for key in OPTIONS}
    everybody, on = asked_of_everybody(options, question_file, library)
    offer = everybody.pop("offer", None)
    named = known_names([*to, *everybody.pop("qualification", [])], library)
    kept = layout_called(layout) if layout else None
    cohort = read_cohort(records, layout=kept, sheet=sheet or "")
    reader = LearnerReader(
        tuple(catalogue_folders(folders)), date.today(), as_of, not no_exceptions, offer
    )
    about = _about(records, library.digest, everybody, named, reader, kept)
    parts, reader = _parts(output, about, reader, resume)
    questions = Questions(cohort.learners, named, everybody, library, parts.lines)
    saving = _answer(questions, parts, reader, jobs, scheduler)
    from adviser.render.words import offer_name

    rests = [
        ("records", str(records)),
        ("catalogue", library.digest[:12]),
        ("qualifications", ", ".join(named)),
        ("asked of everybody", _told(everybody) or "nothing besides the rules"),
        ("offer", "everything" if offer is None else offer_name(offer)),
        ("date of registration, where none is said", (on or reader.today).isoformat()),
        ("age of achievements judged on", (as_of or reader.today).isoformat()),
        ("exceptions", "left aside" if no_exceptions else "made where a record has them"),
        ("recognition", "each qualification's own policy; 'unitwise transfer' cites it"),
    ]
    summed = _write(output, parts, cohort, library, rests, reader.today, offer)
    parts.remove()
    from adviser.render.cohort import told

    click.echo(told(summed.states, saving, parts.lines))
    unread = sum(states["not-read"] for states in summed.states.values())
    return 1 if unread else 0


def asked_of_everybody(
    options: dict[str, Any], file: Path | None, library: Catalogue
) -> tuple[dict[str, Any], date | None]:
    """What everybody is asked, with every fault told at once; and the date, if one is given."""
    from adviser.asking.faults import Trouble
    from adviser.asking.offering import take_offer
    from adviser.asking.question_file import read_question, validated
    from adviser.asking.written import date_text

    trouble = Trouble()
    data: dict[str, Any] = {}
    if file is not None:
        read = read_question(file, trouble)
        data = dict(read.data)
        if read.exceptions:
            raise click.UsageError(f"{file} has exceptions, which are of one learner")
    name = data.pop("qualification", None)
    merge(data, options, trouble)
    if isinstance(data.get("on"), str):
        data["on"] = date_text(data["on"])
    take_offer(data, library.units, trouble, None if file is None else read.pages)
    question = validated({"on": date.today().isoformat(), **data}, trouble)
    trouble.stop()
    on = question.on if "on" in data else None
    if name is not None:
        data["qualification"] = [name]
    return data, on


def _told(asked: dict[str, Any]) -> str:
    return "; ".join(f"{key}: {value}" for key, value in asked.items() if key != "on")


def _about(
    records: Path, digest: str, asked: Any, named: Any, reader: LearnerReader, layout: Any
) -> str:
    """What a result is of, in a few signs: the same for the same records and options."""
    import json
    from hashlib import blake2b, file_digest

    with records.open("rb") as stream:
        content = file_digest(stream, lambda: blake2b(digest_size=16)).hexdigest()
    rest = [digest, asked, named, str(reader.as_of), reader.exceptions, repr(layout)]
    rest += [reader.offer.model_dump()] if reader.offer is not None else []
    whole = json.dumps([content, *rest], default=str, sort_keys=True).encode()
    return blake2b(whole, digest_size=16).hexdigest()


def _parts(
    output: Path, about: str, reader: LearnerReader, resume: bool
) -> tuple[Parts, LearnerReader]:
    """Open the parts; a run that is gone on with keeps the day on which it began."""
    from dataclasses import replace

    from solver.many.parts import Parts

    folder = output.with_name(f"{output.name}.parts")
    parts = Parts(folder, about, day=reader.today, resume=resume)
    return parts, replace(reader, today=parts.day)


def _answer(
    questions: Any, parts: Parts, reader: LearnerReader, jobs: int | None, scheduler: str | None
) -> Saving:
    from adviser.render.cohort import Bar
    from solver.many.batch import cores
    from solver.many.cohort import Asking, lost
    from solver.many.executors import cluster, local
    from solver.many.flow import Flow

    with ExitStack() as stack:
        where = cluster(scheduler) if scheduler else local(jobs or cores())
        executor, workers = stack.enter_context(where)
        flow = Flow(executor, Asking(reader), lost, workers)
        results = flow.results(questions.works())
        stack.callback(results.close)  # type: ignore[attr-defined]
        tell: Callable[[int], None] = lambda kept: None  # noqa: E731
        if sys.stderr.isatty():
            tell = stack.enter_context(Bar(parts.lines)).tell
        try:
            for kept in parts.keep(questions.lines(results)):
                tell(kept)
        except KeyboardInterrupt:
            click.echo(f"stopped; {parts.lines:,} answers are kept: --resume", err=True)
            raise
    return flow.saving


def _write(
    output: Path,
    parts: Parts,
    cohort: CohortRead,
    library: Catalogue,
    rests: Iterable[tuple[str, str]],
    made: date,
    offer: CentreOffer | None,
) -> Summing:
    from adviser.asking.cohort import line_of
    from adviser.workbook.tables import Summing, tables
    from adviser.workbook.writing import write_result
    from solver.many.cohort import STATES

    summed = Summing(library, offer=offer)

    def lines() -> Iterator[LearnerLine]:
        return map(line_of, parts)

    for line in lines():
        summed.add(line)
    made_of = tables(lines, summed, library, rests, cohort.sheets)
    write_result(output, made_of, parts, made, chart=len(STATES) if summed.states else 0)
    return summed
