"""Options of the commands that are about many learners, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adviser.cli.learner_options import as_of_option, layout_option, no_exceptions_option
from adviser.cli.parameters import FileType, PlainArgument, Whole
from adviser.cli.question_options import OPTIONS, merge, options_of_a_question
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import tell

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from catalogue import Catalogue
    from catalogue.records.cohort import CohortRead
    from catalogue.records.roles.layout import Layout

_NOT_HERE = {"as_json", "save"}
"""Options of one question that many do not have."""

_OPTIONS = [
    layout_option,
    click.option("--sheet", metavar="NAME", help="The one sheet of a spreadsheet that is read."),
    as_of_option,
    no_exceptions_option,
    click.option(
        "--jobs",
        type=Whole(1, 256),
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

records_argument = click.argument("records", cls=PlainArgument, type=FileType())


@dataclass(frozen=True)
class Many:
    """What is said of many learners: where they stand, what everybody is asked, and who works."""

    records: Path
    options: dict[str, Any]
    question_file: Path | None
    folders: tuple[Path, ...]
    layout: str | None
    sheet: str | None
    as_of: date | None
    no_exceptions: bool
    jobs: int | None
    scheduler: str | None

    @cached_property
    def library(self) -> Catalogue:
        """The catalogue; read once."""
        return read_catalogue(self.folders)

    @cached_property
    def kept(self) -> Layout | None:
        """The layout, if one is named."""
        from adviser.asking.holding import layout_called

        return layout_called(self.layout) if self.layout else None

    def cohort(self) -> CohortRead:
        """Read the records.

        Raises
        ------
        RecordError
            If the file cannot be read, or its columns leave a question open.
        """
        from catalogue.records.cohort_files import read_cohort

        return read_cohort(self.records, layout=self.kept, sheet=self.sheet or "")

    def asked(self, **instead: Any) -> tuple[dict[str, Any], date | None]:
        """Return what everybody is asked, and the date of registration, if one is given.

        ``instead`` are options that stand before those that were given.

        Raises
        ------
        NotUnderstood
            With everything that means nothing.
        """
        from adviser.asking.faults import Trouble
        from adviser.asking.odd import note_of_past_terms, warn_of_odd_date
        from adviser.asking.offering import take_offer
        from adviser.asking.question_file import read_question, validated
        from adviser.asking.written import date_text

        trouble = Trouble()
        data: dict[str, Any] = {}
        pages = None
        if self.question_file is not None:
            read = read_question(self.question_file, trouble)
            data, pages = dict(read.data), read.pages
            if read.exceptions:
                raise click.UsageError(
                    f"{self.question_file} has exceptions, which are of one learner"
                )
        name = data.pop("qualification", None)
        merge(data, {**self.options, **instead}, trouble)
        if isinstance(data.get("on"), str):
            data["on"] = date_text(data["on"])
        take_offer(data, self.library.units, trouble, pages)
        question = validated({"on": date.today().isoformat(), **data}, trouble)
        trouble.stop()
        note_of_past_terms(question.offer, question.on, tell)
        for day in (question.on if "on" in data else None, self.as_of):
            if day is not None:
                warn_of_odd_date(day, tell)
        on = question.on if "on" in data else None
        if name is not None:
            data["qualification"] = [name]
        return data, on

    def standing(self, today: date) -> dict[str, Any]:
        """Return what a reader of learners is made of; ``today`` is where no date is said."""
        from adviser.asking.cohort import of_catalogue
        from adviser.cli.reading import catalogue_folders

        return {
            "folders": tuple(catalogue_folders(self.folders)),
            "today": today,
            "as_of": self.as_of,
            "exceptions": not self.no_exceptions,
            "rests_on": of_catalogue(self.library),
        }

    def basis(
        self,
        named: str,
        everybody: dict[str, Any],
        on: date | None,
        today: date,
        offer: tuple[str, str],
    ) -> dict[str, str]:
        """What an answer rests on, each by what it is; ``offer`` is the line about that."""
        from importlib.metadata import version

        what, words = offer
        return {
            "records": str(self.records),
            "made by": f"Unitwise {version('unitwise')}",
            "version of the catalogue": self.library.digest[:12],
            "qualifications": named or "as each learner names them",
            "asked of everybody": asked_words(everybody),
            what: words,
            "date of registration, where none is said": (on or today).isoformat(),
            "age of achievements judged on": (self.as_of or today).isoformat(),
            "exceptions": "left aside" if self.no_exceptions else "made where a record has them",
        }

    @property
    def processes(self) -> int:
        """How many processes of this machine work."""
        from solver.many.batch import cores

        return self.jobs or cores()

    @contextmanager
    def working(self) -> Iterator[tuple[Executor, int]]:
        """Give whoever works, here or at a scheduler, and how many they are."""
        from solver.many.executors import cluster, local

        where = cluster(self.scheduler) if self.scheduler else local(self.processes)
        with where as found:
            yield found


_MINE = (
    "records",
    "question_file",
    "folders",
    "layout",
    "sheet",
    "as_of",
    "no_exceptions",
    "jobs",
    "scheduler",
)


def options_of_many(function: Callable[..., Any]) -> Any:
    """Add the options of a question that many are asked, and where that is worked out.

    The command has an argument ``records``, and is given all of that as ``many``.
    """

    @wraps(function)
    def command(**given: Any) -> Any:
        options = {key: given.pop(key) for key in OPTIONS}
        mine = {key: given.pop(key) for key in _MINE}
        return function(many=Many(options=options, **mine), **given)

    decorated: Any = command
    for add in reversed([*options_of_a_question(True)[1:], *_OPTIONS]):
        before = list(getattr(decorated, "__click_params__", []))
        decorated = add(decorated)
        kept = [p for p in decorated.__click_params__ if p in before or p.name not in _NOT_HERE]
        decorated.__click_params__ = kept
    return decorated


def basis_lines(basis: Mapping[str, str]) -> Iterator[str]:
    """What an answer rests on, as lines of text below it."""
    yield ""
    yield "This rests on:"
    yield from (f"  {what}: {words}" for what, words in basis.items() if words)


def asked_words(asked: dict[str, Any]) -> str:
    """What everybody is asked, in a line."""
    from adviser.words.facts import asked as words
    from solver import Question

    named = {key: value for key, value in asked.items() if key in Question.model_fields}
    return words(Question.model_validate({**named, "on": date.today()}))
