"""``unitwise impact``: a new edition of a qualification, and whom it hits."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from adviser.cli.cohort import asked_of_everybody, options_of_many
from adviser.cli.once import Once
from adviser.cli.parameters import FileType, PlainArgument, json_option, read_catalogue
from adviser.cli.question_options import OPTIONS
from adviser.cli.telling import print_json


@click.command("impact", cls=Once)
@click.argument("qualification", cls=PlainArgument)
@click.argument("old", cls=PlainArgument)
@click.argument("new", cls=PlainArgument)
@click.argument("records", cls=PlainArgument, type=FileType())
@json_option
@options_of_many
def command(
    qualification: str,
    old: str,
    new: str,
    records: Path,
    as_json: bool,
    question_file: Path | None,
    folders: tuple[Path, ...],
    layout: str | None,
    sheet: str | None,
    as_of: date | None,
    no_exceptions: bool,
    jobs: int | None,
    scheduler: str | None,
    edition: str | None,
    **given: Any,
) -> int:
    """Tell whom the edition NEW of QUALIFICATION hits, of the learners of RECORDS.

    Each is asked the same under the edition OLD and under NEW, which are named by their labels or
    words of them. Whoever is hit is grouped by what does it, with the cheapest repair for the
    group. RECORDS are as for 'unitwise cohort'.

    Exit code: 0 if nobody is lost, 1 if somebody could finish and no longer can, or was not read.
    """
    from adviser.asking.cohort import LearnerReader, Questions, line_of
    from adviser.asking.equal import Equal
    from adviser.asking.holding import layout_called
    from adviser.cli.parameters import catalogue_folders
    from adviser.words.impact import impact_lines
    from catalogue import edition_called
    from catalogue.records.cohort_files import read_cohort
    from solver.many.batch import cores
    from solver.many.cohort import Asking, lost
    from solver.many.executors import cluster, local
    from solver.many.flow import Flow
    from solver.many.impact import hit, impact

    if edition is not None:
        raise click.UsageError("--edition does not go with OLD and NEW, which name editions")
    library = read_catalogue(folders)
    subject = library.find(qualification)
    before, after = (edition_called(subject, label) for label in (old, new))
    everybody, _ = asked_of_everybody(
        {**{key: given.get(key) for key in OPTIONS}, "edition": None}, question_file, library
    )
    offer = everybody.pop("offer", None)
    everybody.pop("qualification", None)
    kept = layout_called(layout) if layout else None
    cohort = read_cohort(records, layout=kept, sheet=sheet or "")
    learners = (
        replace(one, asked={k: v for k, v in one.asked.items() if k not in {"to", "edition"}})
        for one in cohort.learners
    )
    reader = LearnerReader(
        tuple(catalogue_folders(folders)),
        date.today(),
        as_of,
        not no_exceptions,
        offer,
        editions=True,
    )
    names = [f"{subject.short_name}@{one.edition}" for one in (before, after)]
    questions = Questions(learners, names, everybody, library, both=True)
    hits = []
    with ExitStack() as stack:
        where = cluster(scheduler) if scheduler else local(jobs or cores())
        executor, workers = stack.enter_context(where)
        flow = Flow(executor, Asking(reader), lost, workers, Equal(reader, library))
        results = flow.results(questions.works())
        stack.callback(results.close)  # type: ignore[attr-defined]
        lines = map(line_of, questions.lines(results))
        for one in lines:
            hits.append(hit((one.id, one.name), one, next(lines), after))
    answer = impact(subject.short_name, before, after, hits)
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        click.echo("\n".join(impact_lines(answer, before, after)))
    return 1 if answer.counts["lost"] or answer.counts["not-told"] else 0
