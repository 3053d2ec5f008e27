"""Options by which a command is told what a learner holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import click

from adviser.asking.notes import Note, Weight
from adviser.cli.parameters import DateType, FileType, WrittenType, offering
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import tell

if TYPE_CHECKING:
    from adviser.asking.holding import Held
    from catalogue import Unit

F = TypeVar("F", bound=Callable[..., Any])


def record_options(function: F) -> F:
    """Add ``--held``, ``--as-of``, ``--no-exceptions``; the record is an argument, or an option."""

    @wraps(function)
    def command(**given: Any) -> Any:
        given["record"] = (*given["record"], *given.pop("records", ()))
        return function(held=take_held(given), **given)

    decorated: Any = command
    for add in reversed(LEARNER_OPTIONS):
        decorated = add(decorated)
    return decorated  # type: ignore[no-any-return]


LEARNER = (
    "record",
    "references",
    "as_of",
    "no_exceptions",
    "learner",
    "layout",
    "sheet",
)
"""The names under which a command is given what the learner holds."""

layout_option = click.option(
    "--layout",
    metavar="FILE",
    help="What the columns of a record are and what its words mean, from a YAML file that"
    " 'unitwise record check' begins; or plr, ilr or tracker.",
)

as_of_option = click.option(
    "--as-of",
    type=DateType(),
    metavar="DATE",
    help="The day on which the age of achievements is judged; today, or the date of"
    " registration where that is later, if none.",
)

TABLE_OPTIONS = [
    click.option(
        "--learner",
        metavar="NAME",
        help="Of a record of several learners, the one of this name or number.",
    ),
    layout_option,
    click.option("--sheet", metavar="NAME", help="The sheet of a spreadsheet that is the record."),
]

no_exceptions_option = click.option(
    "--no-exceptions",
    is_flag=True,
    help="Leave aside the exceptions that the record or the question file says were agreed.",
)

LEARNER_OPTIONS = [
    click.option(
        "--held",
        "references",
        multiple=True,
        metavar="REF[@DATE]",
        shell_complete=offering("units"),
        help="A unit that the learner holds, or words that only its title has, and when it was"
        " achieved. Repeatable.",
    ),
    as_of_option,
    *TABLE_OPTIONS,
    no_exceptions_option,
]


class ReportType(WrittenType):
    """A file that a report is written to, in the form that its name ends in."""

    forms: ClassVar[dict[str, str]] = {
        ".html": "<!DOCTYPE html>",
        ".htm": "<!DOCTYPE html>",
        ".md": "# ",
        ".pdf": "%PDF-",
    }
    """How a file of each form begins."""

    def __init__(self) -> None:
        super().__init__(tuple(dict.fromkeys(self.forms.values())))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or say that it is none of a report."""
        path = super().convert(value, param, ctx)
        if path.suffix.casefold() not in self.forms:
            self.fail(f"{path.name!r} ends in none of .html, .md and .pdf", param, ctx)
        return path

    def begins(self, path: Path) -> tuple[str, ...]:
        """How a report of that form begins."""
        return (self.forms[path.suffix.casefold()],)


CENTRE_VARIABLE = "UNITWISE_CENTRE"
"""An environment variable: the name of the centre for every report."""

centre_option = click.option(
    "--centre",
    metavar="NAME",
    default="",
    envvar=CENTRE_VARIABLE,
    help=f"The centre that hands a report over. {CENTRE_VARIABLE} names it for every call.",
)


def report_option(function: F) -> F:
    """Add ``--report FILE`` and ``--centre NAME``."""
    return click.option(
        "--report",
        metavar="FILE",
        type=ReportType(),
        help="Also write the answer as a report to hand over: .html, which prints on A4, .md, or"
        " .pdf where there is a Chromium to print it. It ends with a page for the learner and"
        " room for signatures.",
    )(centre_option(function))


same_record_option = click.option(
    "--record", "records", metavar="FILE", type=FileType(), multiple=True, hidden=True
)
"""The record as an option, where it is an argument: who is used to it need not look it up."""

record_option = click.option(
    "--record",
    metavar="FILE",
    type=FileType(),
    multiple=True,
    help="What the learner holds, from a spreadsheet (XLSX, ODS), CSV, YAML or JSON. Repeatable:"
    " the records are joined.",
)


def take_held(given: dict[str, Any], folders: tuple[Path, ...] | None = None) -> Held:
    """Take what the options of a learner say out of the parameters of a command."""
    taken = {key: given.pop(key) for key in LEARNER}
    return held_by_options(given.get("folders", ()) if folders is None else folders, **taken)


def held_by_options(
    folders: tuple[Path, ...],
    record: tuple[Path, ...],
    references: tuple[str, ...],
    as_of: date | None,
    no_exceptions: bool,
    learner: str | None,
    layout: str | None,
    sheet: str | None,
) -> Held:
    """Return what the options of a learner say; how a file was understood is told on stderr.

    ``folders`` are those of the catalogue, which is read where something is named by its title.

    Raises
    ------
    UnitwiseError
        With everything that cannot be read.
    """
    from adviser.asking.holding import (
        layout_called,
        read_held,
        read_record_file,
        warn_of_what_others_deny,
    )
    from adviser.asking.odd import warn_of_odd_date

    @cache
    def units() -> Mapping[str, Unit]:
        return read_catalogue(folders).units

    if not record and (lone := _without_record(learner, layout, sheet)):
        raise click.UsageError(f"{lone} goes with a record")
    kept = None if layout is None else layout_called(layout)
    reads = []
    for path in record:
        from adviser.words.record import understood  # with all that reads tables
        from catalogue.records.roles.beside import titles_of

        with titles_of(units):
            read = read_record_file(path, kept, learner or "", sheet or "")
        for line in understood(read):
            tell(Note(Weight.READING, line))
        reads.append((str(path), read))
    for_all = [(name, read.record) for name, read in reads]
    warn_of_what_others_deny(reads, tell)
    if as_of is not None:
        warn_of_odd_date(as_of, tell)
    return read_held(for_all, references, units, as_of, not no_exceptions, tell)


def _without_record(learner: str | None, layout: str | None, sheet: str | None) -> str:
    """Which of the options of a record was given, if any."""
    given = (("--learner", learner), ("--layout", layout), ("--sheet", sheet))
    return next((name for name, value in given if value is not None), "")
