"""``unitwise cohort``: one question for many learners, and one workbook for an answer."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adviser.cli.many import Many, options_of_many, records_argument
from adviser.cli.named_files import QualificationType
from adviser.cli.once import Once
from adviser.cli.parameters import Whole, WrittenType, replaces
from adviser.cli.streams import harmless
from adviser.cli.telling import say

if TYPE_CHECKING:
    from adviser.asking.cohort import Questions
    from catalogue import Catalogue
    from catalogue.offering import CentreOffer
    from catalogue.records.cohort import CohortRead
    from solver.many.flow import Ask, Saving
    from solver.many.parts import Parts


class ResultType(WrittenType):
    """A result: a file or a folder, in the form that its name ends in."""

    def __init__(self) -> None:
        super().__init__((), folder=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or say that it is of no form that is written."""
        from adviser.workbook.writing import FORMS

        path = super().convert(value, param, ctx)
        if path.suffix.casefold() not in FORMS:
            self.fail(f"{path.name!r} ends in none of {', '.join(FORMS)}")
        return path

    def begins(self, path: Path) -> tuple[str, ...]:
        """How what may be written over at ``path`` begins; of a folder nothing is said."""
        from adviser.workbook.writing import BEGINS

        return (BEGINS.get(path.suffix.casefold(), ""),)

    def admit(self, path: Path, read: list[Path], ctx: click.Context) -> None:
        """Refuse what could not be written in the end; what is gone on with may be there, whole."""
        from adviser.workbook.writing import admit_result
        from solver.many.parts import MANIFEST

        if not (ctx.params["resume"] and (_parts_of(path) / MANIFEST).exists()):
            admit_result(path, read, replace=replaces(ctx))


def _parts_of(output: Path) -> Path:
    """The folder where answers are kept until the result is written."""
    return output.with_name(f"{output.name}.parts")


@click.command("cohort", cls=Once)
@records_argument
@click.option(
    "--to",
    type=QualificationType(),
    multiple=True,
    metavar="QUALIFICATION",
    help="The qualification that everybody is asked about, as NAME or NAME@EDITION. Repeatable."
    " A column 'to' names another for one learner.",
)
@click.option(
    "--nearest",
    type=Whole(1, 100),
    metavar="K",
    help="Ask nobody about one qualification: rank them all for each learner, and keep the K that"
    " are nearest.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="LIST",
    help="With --nearest: rank only these, as for 'unitwise transfer'. Repeatable.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="RESULT",
    type=ResultType(),
    help="Where the answer goes: a workbook (.xlsx), a folder of tables (.csv, .parquet), or a"
    " line for each learner (.jsonl).",
)
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped.")
@options_of_many
def command(
    many: Many,
    to: tuple[str, ...],
    nearest: int | None,
    only: tuple[str, ...],
    output: Path,
    resume: bool,
) -> int:
    """Answer one question for every learner of RECORDS, and write one workbook.

    RECORDS is a CSV file or a spreadsheet (XLSX, ODS) with a row for each learner and unit, a row
    for each learner with units across, or a sheet for each learner; or Parquet; or JSON Lines, a
    learner a line. Columns may say what is asked for each: registered, want, avoid, prefer, max
    glh, max credit, max units. A learner who cannot be read is a row that says why.

    \b
    unitwise cohort learners.xlsx --to ocr-l4-customer-service -o result.xlsx
    unitwise cohort learners.csv --to ocr-l4-customer-service --on 2025-09-01 -o result.csv
    unitwise cohort learners.csv --nearest 3 --only level:3-4 -o result.xlsx

    What is answered is kept beside RESULT until it is written, so that --resume can go on.
    Exit code: 0 if everybody was read, also with no plan; 1 if somebody was not.
    """
    from importlib.metadata import version

    from adviser.asking.cohort import known_names
    from adviser.workbook.writing import admit_result
    from solver.many.parts import Parts

    if nearest and to:
        raise click.UsageError("--to and --nearest do not go together: one names, the other finds")
    if only and not nearest:
        raise click.UsageError("--only goes with --nearest: it is about which to rank")
    library = many.library
    library.only(only)
    everybody, on = many.asked()
    offer = everybody.pop("offer", None)
    named = known_names([*to, *everybody.pop("qualification", [])], library)
    cohort = many.cohort()
    made_by = version("unitwise")
    about = {
        "records": _digest_of(many.records),
        "catalogue": library.digest,
        "version of Unitwise": made_by,
        "--to": named,
        "--nearest": nearest,
        "--only": only,
        "--as-of": many.as_of,
        "--no-exceptions": many.no_exceptions,
        "--layout": None if many.kept is None else repr(many.kept),
        "--sheet": many.sheet,
        "offer": None if offer is None else offer.model_dump(),
        **everybody,
    }
    parts = Parts(_parts_of(output), about, day=date.today(), resume=resume)
    if parts.published(output):
        parts.remove()
        click.echo(harmless(f"{output} is there already, and whole"))
        return parts.code
    admit_result(output, [many.records], replace=replaces(click.get_current_context()))
    standing = {**many.standing(parts.day), "offer": offer}
    asking = _ranking(standing, nearest, only) if nearest else _answering(standing, library)
    questions = asking.questions(cohort.learners, named, everybody, library, parts.lines)
    each = 1 if nearest else max(1, len(named))
    with _told_if_stopped(parts):
        saving = _answer(questions, parts, asking, many, (cohort.count or 0) * each)
    from adviser.words.facts import offer_name

    offered = ("offer", "everything" if offer is None else offer_name(offer))
    among = _ranked(library, only) if nearest else ", ".join(named)
    basis = many.basis(among, everybody, on, parts.day, offered)
    with _told_if_stopped(parts):
        states = asking.write(output, parts, cohort, library, basis.items())
    from adviser.pages.cohort import told

    click.echo(told(states, saving, parts.lines))
    return _code(states)


@contextmanager
def _told_if_stopped(parts: Parts) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        say(f"{parts.lines:,} answers are kept: --resume goes on with them")
        raise


def _ranked(library: Catalogue, only: Sequence[str]) -> str:
    chosen = f", {', '.join(only)}" if only else ""
    return f"the nearest of {len(library.only(only))}{chosen}"


def _digest_of(records: Path) -> str:
    from hashlib import blake2b, file_digest

    with records.open("rb") as stream:
        return file_digest(stream, lambda: blake2b(digest_size=16)).hexdigest()


@dataclass(frozen=True)
class Asking:
    """How learners are asked, and what is written of their answers."""

    ask: Ask
    lost: Callable[[str], bytes]
    key: Callable[[bytes], bytes]
    questions: Callable[..., Questions]
    write: Callable[..., Counter[str]]


def _answering(standing: dict[str, Any], library: Catalogue) -> Asking:
    """Each about what is named, with a plan and a ledger."""
    from functools import partial

    from adviser.asking.cohort import LearnerReader, Questions
    from adviser.asking.equal import Equal
    from solver.many import cohort

    reader = LearnerReader(**standing)
    write = partial(_write_answers, offer=reader.offer)
    return Asking(cohort.Asking(reader), cohort.lost, Equal(reader, library), Questions, write)


def _ranking(standing: dict[str, Any], most: int, only: tuple[str, ...]) -> Asking:
    """Each about all, with the nearest."""
    from functools import partial

    from adviser.asking.cohort import Questions
    from adviser.asking.cohort_nearest import RankingReader
    from solver.many import nearest
    from solver.many.flow import digest

    questions = partial(Questions, every=True, answer="nearest", refused=nearest.refused)
    ask = nearest.Nearest(RankingReader(**standing, only=only), most)
    return Asking(ask, nearest.lost, digest, questions, _write_nearest)


def _answer(questions: Questions, parts: Parts, asking: Asking, many: Many, most: int) -> Saving:
    """Answer what is not yet kept, part by part; ``most`` is how many answers there may be."""
    from adviser.pages.bar import Bar
    from adviser.pages.cohort import kept_so_far
    from solver.many.flow import Flow

    with ExitStack() as stack:
        executor, workers = stack.enter_context(many.working())
        flow = Flow(executor, asking.ask, asking.lost, workers, asking.key)
        results = flow.results(questions.works())
        stack.callback(results.close)  # type: ignore[attr-defined]
        before = parts.lines
        left = max(0, most - before)
        bar = stack.enter_context(Bar(left or None)) if sys.stderr.isatty() else None
        for kept in parts.keep(questions.lines(results)):
            if bar is not None:
                bar.say(kept_so_far(kept, before, bar.seconds), kept - before)
    return flow.saving


def _write_answers(
    output: Path,
    parts: Parts,
    cohort: CohortRead,
    library: Catalogue,
    rests: Iterable[tuple[str, str]],
    offer: CentreOffer | None,
) -> Counter[str]:
    from adviser.asking.cohort import line_of
    from adviser.workbook.offered import short_words
    from adviser.workbook.summing import Summing
    from adviser.workbook.tables import chart_of, tables
    from adviser.workbook.writing import write_result

    summed = Summing(library, offer=offer)
    for line in map(line_of, parts):
        summed.add(line)
    made = tables(lambda: map(line_of, parts), summed, library, rests, cohort)
    whole: Counter[str] = Counter()
    for states in summed.states.values():
        whole.update(states)
    write_result(output, made, parts, _code(whole), chart_of(summed))
    if offer is not None and (words := short_words(offer, summed.taken)):
        say(words)
    return whole


def _code(states: Mapping[str, int]) -> int:
    """How the command ends: 1 where somebody was not read."""
    return 1 if states["not-read"] else 0


def _write_nearest(
    output: Path,
    parts: Parts,
    cohort: CohortRead,
    library: Catalogue,
    rests: Iterable[tuple[str, str]],
) -> Counter[str]:
    from adviser.asking.cohort_nearest import nearest_of
    from adviser.workbook.nearest import SummingNearest, nearest_tables
    from adviser.workbook.writing import write_result

    summed = SummingNearest()
    for line in map(nearest_of, parts):
        summed.add(line)
    made = nearest_tables(lambda: map(nearest_of, parts), summed, rests, cohort)
    write_result(output, made, parts, _code(summed.states))
    return summed.states
