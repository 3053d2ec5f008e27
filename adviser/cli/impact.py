"""``unitwise impact``: a new edition of a qualification, and whom it hits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adviser.cli.many import Many, basis_lines, options_of_many, records_argument
from adviser.cli.named_files import QualificationType, name_in, names_file
from adviser.cli.once import Once
from adviser.cli.parameters import WORKBOOK, PlainArgument, WorkbookType, json_option
from adviser.cli.telling import print_json

if TYPE_CHECKING:
    from catalogue import Edition, Qualification
    from solver.many.cohort import LearnerLine


@click.command("impact", cls=Once)
@click.argument("qualification", cls=PlainArgument, type=QualificationType())
@click.argument("old", cls=PlainArgument)
@click.argument("new", cls=PlainArgument)
@records_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=WorkbookType(),
    help="Also write it to a workbook (.xlsx): the groups, and each learner before and after.",
)
@json_option
@options_of_many
def command(
    many: Many,
    qualification: str,
    old: str,
    new: str,
    output: Path | None,
    as_json: bool,
) -> int:
    """Tell whom the edition NEW of QUALIFICATION hits, of the learners of RECORDS.

    Each is asked the same under the edition OLD and under NEW, which are named by their labels or
    words of them; either may be a FILE with one qualification, such as a draft. Whoever is hit is
    grouped by what does it, with the cheapest repair for the group. RECORDS are as for 'unitwise
    cohort'.

    Exit code: 0 if nobody is lost, 1 if somebody could finish and no longer can, or was not read.
    """
    from adviser.asking.cohort import LearnerReader, Questions, line_of
    from adviser.asking.equal import Equal
    from adviser.words.facts import offer_name
    from adviser.words.impact import impact_lines
    from solver.many.cohort import Asking, lost
    from solver.many.flow import Flow
    from solver.many.impact import hit, impact

    if many.options["edition"] is not None:
        raise click.UsageError("--edition does not go with OLD and NEW, which name editions")
    sides = [_side(many, qualification, text) for text in (old, new)]
    before, after = (side.edition for side in sides)
    everybody, on = many.asked()
    offer = everybody.pop("offer", None)
    everybody.pop("qualification", None)
    learners = [
        replace(one, asked={k: v for k, v in one.asked.items() if k not in {"to", "edition"}})
        for one in many.cohort().learners
    ]
    today = date.today()
    with ExitStack() as stack:
        executor, workers = stack.enter_context(many.working())

        def lines(side: _Side) -> Iterator[LearnerLine]:
            """What each learner is answered under one edition."""
            standing = side.many.standing(today)
            reader = LearnerReader(**standing, offer=offer, editions=(before, after))
            questions = Questions(learners, [side.name], everybody, side.many.library)
            equal = Equal(reader, side.many.library)
            results = Flow(executor, Asking(reader), lost, workers, equal).results(
                questions.works()
            )
            stack.callback(results.close)  # type: ignore[attr-defined]
            return map(line_of, questions.lines(results))

        hits = [
            hit((one.id, one.name), one, other, before, after)
            for one, other in zip(*map(lines, sides), strict=True)
        ]
    answer = impact(sides[0].qualification.short_name, before, after, hits)
    offered = ("offer", "everything" if offer is None else offer_name(offer))
    names = " to ".join(f"{side.name}{side.file}" for side in sides)
    basis = sides[1].many.basis(names, everybody, on, today, offered)
    answer = answer.model_copy(update={"rests_on": basis})
    if output is not None:
        from adviser.keeping import write_over_ours
        from adviser.workbook.hit import impact_workbook

        book = impact_workbook(answer, before, after, basis.items(), today)
        write_over_ours(output, book, WORKBOOK)
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        click.echo("\n".join([*impact_lines(answer, before, after), *basis_lines(answer.rests_on)]))
    return 1 if answer.counts["lost"] or answer.counts["not-told"] else 0


@dataclass(frozen=True)
class _Side:
    """An edition, and the catalogue that it is of: that of everything, or one with its file."""

    many: Many
    qualification: Qualification
    edition: Edition
    file: str = ""
    """The name of the file, in brackets."""

    @property
    def name(self) -> str:
        return f"{self.qualification.short_name}@{self.edition.edition}"


def _side(many: Many, qualification: str, text: str) -> _Side:
    """The edition that OLD or NEW names: the latest of a file, or one of the qualification."""
    from catalogue import edition_called

    if names_file(text):
        path = Path(text)
        subject_name = name_in(path)
        many = replace(many, folders=(*many.folders, path))
        subject = many.library.find(subject_name)
        return _Side(many, subject, subject.editions[-1], f" ({path.name})")
    subject = many.library.find(qualification)
    return _Side(many, subject, edition_called(subject, text))
