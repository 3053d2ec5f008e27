"""``unitwise offer``: what a centre must offer so that everybody can finish."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adviser.cli.many import Many, basis_lines, options_of_many, records_argument
from adviser.cli.named_files import QualificationType
from adviser.cli.once import Once
from adviser.cli.parameters import (
    WORKBOOK,
    FileType,
    OneOf,
    Whole,
    WrittenType,
    json_option,
)
from adviser.cli.telling import print_json, say

if TYPE_CHECKING:
    from adviser.asking.cohort import LearnerReader
    from catalogue import Catalogue
    from catalogue.records.cohort import LearnerRead
    from solver import Situation

OFFERED = "# An offer of units by unitwise"
"""How an offer begins that is written to a file."""


class OfferType(WrittenType):
    """A file of an offer: a workbook, or YAML."""

    def begins(self, path: Path) -> tuple[str, ...]:
        """How what may be written over at ``path`` begins."""
        return (WORKBOOK,) if path.suffix.casefold() == ".xlsx" else self.over


_GOALS = {"units": "fewest-units", "hours": "least-hours", "cost": "least-cost"}


@click.command("offer", cls=Once)
@records_argument
@click.option(
    "--to",
    type=QualificationType(),
    multiple=True,
    metavar="QUALIFICATION",
    help="The qualification that everybody takes. Repeatable: everybody takes each of them."
    " A column 'to' names another for one learner.",
)
@click.option(
    "--least",
    type=OneOf(list(_GOALS)),
    default="units",
    metavar="WHAT",
    help="What is made least: units (so without this option), hours of teaching (those of a unit"
    " times its classes), or cost (the price of each place; --among has the prices).",
)
@click.option("--class-size", type=Whole(1, 10_000), metavar="N", help="Learners of a"
              " class at the most; without it a unit has one class.")  # fmt: skip
@click.option("--least-class", type=Whole(1, 10_000), default=1, metavar="N",
              help="Learners of a class at the least.")  # fmt: skip
@click.option("--fixed", multiple=True, metavar="REF", help="A unit that is offered in any case."
              " Repeatable.")  # fmt: skip
@click.option(
    "--among",
    metavar="FILE",
    type=FileType(),
    help="Only these may be offered: YAML, CSV or XLSX with unit, price (pounds), places.",
)
@click.option("--curve", is_flag=True, help="Also tell how many can finish with fewer units.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=OfferType((OFFERED,)),
    help="Also write the offer: to a workbook (.xlsx) for whoever plans, or to YAML. Either"
    " can be given as --offer.",
)
@json_option
@options_of_many
def command(
    many: Many,
    to: tuple[str, ...],
    least: str,
    class_size: int | None,
    least_class: int,
    fixed: tuple[str, ...],
    among: Path | None,
    curve: bool,
    output: Path | None,
    as_json: bool,
) -> int:
    """Find what a centre must offer so that every learner of RECORDS can finish.

    Everybody finishes by the rules, with what they hold, want and refuse; whatever they study is
    offered. The offer has the fewest units, or the least hours of teaching or cost, and then as
    many preferences as possible. It is proven least, or no offer can do with less than is told.
    RECORDS are as for 'unitwise cohort'.

    \b
    unitwise offer learners.csv --to ocr-l4-customer-service
    unitwise offer learners.csv --to ocr-l4-customer-service --least hours --class-size 15

    Exit code: 0 if there is an offer, 1 if there is none or somebody cannot finish under any.
    """
    from adviser.asking.cohort import LearnerReader, known_names
    from adviser.asking.offering import read_offer, references
    from adviser.asking.written import seconds
    from adviser.words.facts import offer_name
    from adviser.words.offer import offer_file, offer_lines
    from solver.many.offer import Delivery, offer
    from solver.results.offer import Offer, OfferGoal

    time_limit = many.options["time_limit"]
    if many.scheduler is not None:
        raise click.UsageError("--scheduler is about cohorts; an offer is one program")
    limit = seconds(time_limit) if time_limit is not None else 60.0
    if not isinstance(limit, float) or not 0 < limit <= 86_400:
        raise click.UsageError(f"--time-limit {time_limit!r}: a number of seconds above 0")
    library = many.library
    everybody, on = many.asked(time_limit=None)
    if everybody.get("offer") is not None:
        raise click.UsageError(
            "--offer is what there is, and this finds one; --among FILE limits it"
        )
    named = known_names([*to, *everybody.pop("qualification", [])], library)
    delivered = read_offer(among, library.units) if among else None
    listed = None if delivered is None else delivered.units
    how = Delivery(
        class_size=class_size,
        least_class=least_class,
        fixed=tuple(references(fixed, library.units)),
        among=None if listed is None else [one.name for one in listed],
        prices={one.name: one.price for one in listed or () if one.price is not None},
        places={one.name: one.places for one in listed or () if one.places is not None} or None,
    )
    if least == "cost" and not how.prices:
        raise click.UsageError("--least cost needs the prices of places: --among FILE")
    today = date.today()
    reader = LearnerReader(**many.standing(today))
    put, unread = _put(list(many.cohort().learners), named, everybody, reader, library)
    answer = offer(
        put,
        OfferGoal(_GOALS[least]),
        how,
        seconds=limit,
        curve=curve,
        workers=many.processes,
    )
    may = ("only these may be offered", "any" if delivered is None else offer_name(delivered))
    basis = many.basis(", ".join(named), everybody, on, today, may)
    if class_size is not None:
        basis["size of a class"] = f"{least_class} to {class_size} learners"
    if how.fixed:
        basis["offered in any case"] = ", ".join(how.fixed)
    answer = answer.model_copy(update={"rests_on": basis})
    if output is not None:
        from adviser.keeping import write_over_ours

        if output.suffix.casefold() == ".xlsx":
            from adviser.workbook.found import found_workbook

            book = found_workbook(answer, unread, library, basis.items(), today)
            write_over_ours(output, book, WORKBOOK)
        elif isinstance(answer, Offer):
            write_over_ours(output, f"{OFFERED}\n{offer_file(answer)}", OFFERED)
        else:
            say(f"{output} is not written: there is no offer")
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        click.echo("\n".join([*offer_lines(answer, unread, library), *basis_lines(basis)]))
    return 0 if isinstance(answer, Offer) and not answer.cannot_finish and not unread else 1


def _put(
    learners: list[LearnerRead],
    named: list[str],
    everybody: dict[str, Any],
    reader: LearnerReader,
    library: Catalogue,
) -> tuple[list[tuple[str, Situation]], list[LearnerRead]]:
    """Each learner's situation, one for each qualification, and those who cannot be read."""
    import json
    from dataclasses import replace

    from adviser.asking.cohort import Questions
    from catalogue import UnitwiseError
    from solver.many.flow import Told

    put: list[tuple[str, Situation]] = []
    unread: list[LearnerRead] = []
    for one in learners:
        questions = Questions([one], named, everybody, library)
        works = [work for work in questions.works() if not isinstance(work, Told)]
        if not works:
            faults = one.faults or ("no qualification is named: --to, or a column 'to'",)
            unread.append(replace(one, faults=faults))
        for work in works:
            try:
                put.append((one.id, reader.situation(json.loads(work), library)))
            except UnitwiseError as error:
                unread.append(replace(one, faults=(str(error),)))
    return put, unread
