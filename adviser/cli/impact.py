"""``unitwise impact``: a new edition of a qualification, and whom it hits."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date

import click

from adviser.cli.many import Many, options_of_many, records_argument
from adviser.cli.named_files import QualificationType
from adviser.cli.once import Once
from adviser.cli.parameters import PlainArgument, json_option
from adviser.cli.telling import print_json


@click.command("impact", cls=Once)
@click.argument("qualification", cls=PlainArgument, type=QualificationType())
@click.argument("old", cls=PlainArgument)
@click.argument("new", cls=PlainArgument)
@records_argument
@json_option
@options_of_many
def command(
    many: Many,
    qualification: str,
    old: str,
    new: str,
    as_json: bool,
) -> int:
    """Tell whom the edition NEW of QUALIFICATION hits, of the learners of RECORDS.

    Each is asked the same under the edition OLD and under NEW, which are named by their labels or
    words of them. Whoever is hit is grouped by what does it, with the cheapest repair for the
    group. RECORDS are as for 'unitwise cohort'.

    Exit code: 0 if nobody is lost, 1 if somebody could finish and no longer can, or was not read.
    """
    from adviser.asking.cohort import LearnerReader, Questions, line_of
    from adviser.asking.equal import Equal
    from adviser.words.impact import impact_lines
    from catalogue import edition_called
    from solver.many.cohort import Asking, lost
    from solver.many.flow import Flow
    from solver.many.impact import hit, impact

    if many.options["edition"] is not None:
        raise click.UsageError("--edition does not go with OLD and NEW, which name editions")
    library = many.library
    subject = library.find(qualification)
    before, after = (edition_called(subject, label) for label in (old, new))
    everybody, _ = many.asked()
    offer = everybody.pop("offer", None)
    everybody.pop("qualification", None)
    learners = (
        replace(one, asked={k: v for k, v in one.asked.items() if k not in {"to", "edition"}})
        for one in many.cohort().learners
    )
    reader = LearnerReader(**many.standing(date.today()), offer=offer, editions=True)
    names = [f"{subject.short_name}@{one.edition}" for one in (before, after)]
    questions = Questions(learners, names, everybody, library, both=True)
    hits = []
    with ExitStack() as stack:
        executor, workers = stack.enter_context(many.working())
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
