"""``unitwise suggest``: the best plan for a question, or the proof that there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from adviser.cli.parameters import (
    GOALS,
    UNKNOWN_HOURS,
    DateType,
    catalogue_option,
    choose_edition,
    edition_option,
    json_option,
    read_catalogue,
    warn_of_odd_date,
)


@click.command("suggest")
@click.argument("qualification")
@click.option(
    "--goal",
    "goals",
    multiple=True,
    type=click.Choice(GOALS),
    help="What is best. Repeatable: each goal is met as far as those before it allow."
    " Without it: least credit, then least GLH where all hours are known, then fewest units.",
)
@click.option("--want", multiple=True, metavar="REF", help="A unit that must be in. Repeatable.")
@click.option(
    "--avoid", multiple=True, metavar="REF", help="A unit that must stay out. Repeatable."
)
@click.option(
    "--max-glh", type=click.IntRange(0, 1_000_000), metavar="N", help="At most N hours of new GLH."
)
@click.option(
    "--max-credit",
    type=click.IntRange(0, 1_000_000),
    metavar="N",
    help="At most N credits of new study.",
)
@click.option(
    "--max-units",
    type=click.IntRange(0, 1_000_000),
    metavar="N",
    help="At most N units of new study.",
)
@click.option(
    "--on", "day", type=DateType(), metavar="DATE", help="The date of registration; today if none."
)
@click.option(
    "--unknown-glh",
    type=click.Choice(UNKNOWN_HOURS),
    default="leave-out",
    show_default=True,
    help="Units whose hours are unknown, where a goal or limit speaks of GLH: leave them out and"
    " name them, let them in with estimates (marked ~), or give no plan.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, 86_400, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop after this long with the best that is known.",
)
@edition_option
@catalogue_option
@json_option
def command(
    qualification: str,
    goals: tuple[str, ...],
    want: tuple[str, ...],
    avoid: tuple[str, ...],
    max_glh: int | None,
    max_credit: int | None,
    max_units: int | None,
    day: date | None,
    unknown_glh: str,
    time_limit: float,
    label: str | None,
    folders: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Find the best legal choice of units for QUALIFICATION.

    QUALIFICATION is a number (601/3528/1), a short name, or words of its title. Unit references
    may be written in any case, with or without slashes.

    \b
    unitwise suggest ocr-l4-customer-service --goal least-glh
    unitwise suggest "ocr level 4" --want r5062179 --avoid D/506/2055 --max-glh 200
    """
    from catalogue import find_units
    from solver import Goal, Limits, Plan, Question, UnknownHours, suggest

    library = read_catalogue(folders)
    subject = library.find(qualification)
    on = day or date.today()
    warn_of_odd_date(on)
    subject, edition = choose_edition(subject, label, on)
    references = find_units(edition, [*want, *avoid], library.units)
    question = Question(
        on=on,
        goals=tuple(Goal(goal) for goal in goals),
        want=references[: len(want)],
        avoid=references[len(want) :],
        limits=Limits(new_glh=max_glh, new_credit=max_credit, new_units=max_units),
        unknown_glh=UnknownHours(unknown_glh),
        time_limit=time_limit,
    )
    answer = suggest(subject, question)
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
    else:
        from adviser.render import show_answer

        show_answer(answer, question, edition)
    return 0 if isinstance(answer, Plan) else 1
