"""Options by which a command is told what a learner holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from adviser.cli.excepting import about, find, no_exceptions_option
from adviser.cli.parameters import DateType, FileType, read_catalogue

if TYPE_CHECKING:
    from adviser.cli.asking import Asked
    from catalogue import Catalogue, Qualification, Unit
    from catalogue.learner.record import LearnerRecord
    from catalogue.records.layout import Layout
    from catalogue.waiver import Waiver
    from solver import Situation

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Held:
    """What the learner holds, and whether exceptions are to be made.

    ``as_of`` is the day on which the age of achievements is judged, if one was given.
    """

    record: LearnerRecord
    as_of: date | None = None
    exceptions: bool = True

    def waivers(self, subject: Qualification, library: Catalogue) -> tuple[Waiver, ...]:
        """Return the exceptions of the record that are about ``subject`` and are to be made."""
        if not self.exceptions:
            return ()
        return about(subject, self.record.exceptions, library, "the record")

    def registration(self, subject: Qualification, library: Catalogue) -> date | None:
        """Return the date on which the learner registered for ``subject``, if the record says."""
        return self.registrations(library).get(subject.short_name)

    def registrations(self, library: Catalogue) -> dict[str, date]:
        """Return the dates on which the learner registered, by the short name of what for.

        Raises
        ------
        UnitwiseError
            If there are two dates for one qualification, which would ask for one of them.
        """
        from catalogue import UnitwiseError, UnknownQualification

        found: dict[str, date] = {}
        for registration in self.record.registrations:
            try:
                named = find(library, registration.qualification, "the record's registration")
            except UnknownQualification:
                continue  # a registration elsewhere is no concern of this question
            other = found.setdefault(named.short_name, registration.on)
            if other != registration.on:
                raise UnitwiseError(
                    f"the record has two registrations for {named.title}:"
                    f" {other.isoformat()} and {registration.on.isoformat()}",
                    hint="say which is meant: --on DATE",
                )
        return found

    def situation(self, asked: Asked) -> Situation:
        """Return the question as it is put for the learner, with what is recognised there."""
        from solver import Situation

        return Situation.of_learner(
            asked.subject,
            asked.question,
            self.record,
            units=asked.library.units,
            as_of=self.judged_on(asked.question.on),
            waivers=self.waivers(asked.subject, asked.library),
        )

    def judged_on(self, on: date) -> date:
        """Return the day on which the age of achievements is judged.

        It is the day that was given, or else today, or a date of registration still to come.
        """
        return self.as_of or max(on, date.today())


def record_options(function: F) -> F:
    """Add ``--held``, ``--record`` (unless it is an argument), ``--as-of``, ``--no-exceptions``."""

    @wraps(function)
    def command(**given: Any) -> Any:
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

TABLE_OPTIONS = [
    click.option(
        "--learner",
        metavar="NAME",
        help="Of a record of several learners, the one of this name or number.",
    ),
    click.option(
        "--layout",
        metavar="FILE",
        help="What the columns of a record are and what its words mean, from a YAML file that"
        " 'unitwise record check' begins; or plr, ilr or tracker.",
    ),
    click.option("--sheet", metavar="NAME", help="The sheet of a spreadsheet that is the record."),
]

LEARNER_OPTIONS = [
    click.option(
        "--held",
        "references",
        multiple=True,
        metavar="REF[@DATE]",
        help="A unit that the learner holds, or words that only its title has, and when it was"
        " achieved. Repeatable.",
    ),
    click.option(
        "--as-of",
        type=DateType(),
        metavar="DATE",
        help="The day on which the age of achievements is judged; today, or the date of"
        " registration where that is later, if none.",
    ),
    *TABLE_OPTIONS,
    no_exceptions_option,
]


def _report_path(
    context: click.Context, parameter: click.Parameter, value: Path | None
) -> Path | None:
    if value is not None and value.suffix.casefold() not in {".html", ".htm", ".md"}:
        raise click.BadParameter(f"{value.name!r} ends in neither .html nor .md")
    return value


report_option = click.option(
    "--report",
    metavar="FILE",
    type=FileType(),
    callback=_report_path,
    help="Also write the answer as a report to hand over: .html, which prints on A4, or .md.",
)

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
    return read_held(given.get("folders", ()) if folders is None else folders, **taken)


def read_held(
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
    from pydantic import ValidationError

    from catalogue import UnitwiseError
    from catalogue.learner.joining import joined
    from catalogue.learner.naming import held_called
    from catalogue.learner.record import Achievement, LearnerRecord

    @cache
    def units() -> Mapping[str, Unit]:
        return read_catalogue(folders).units

    if not record and (lone := _without_record(learner, layout, sheet)):
        raise click.UsageError(f"{lone} goes with a record")
    understood = None if layout is None else layout_called(layout)
    read = [(path, _read(path, understood, learner or "", sheet or "")) for path in record]
    holding, doubts = joined([(str(path), one) for path, one in read])
    for doubt in doubts:
        click.echo(f"warning: {doubt}", err=True)
    found: list[Achievement] = []
    wrong: list[str] = []
    for text in references:
        try:
            found.append(held_called(text, units))
        except ValidationError as error:
            for item in error.errors(include_url=False):
                wrong.append(f"--held {text!r}: {item['msg'].removeprefix('Value error, ')}")
        except (ValueError, UnitwiseError) as error:
            wrong.append(f"--held {text!r}: {error}")
    if wrong:
        raise UnitwiseError("\n".join(wrong))
    holding = holding.plus(LearnerRecord(achievements=tuple(found)))
    return Held(holding, as_of, not no_exceptions)


def _without_record(learner: str | None, layout: str | None, sheet: str | None) -> str:
    """Which of the options of a record was given, if any."""
    given = (("--learner", learner), ("--layout", layout), ("--sheet", sheet))
    return next((name for name, value in given if value is not None), "")


def layout_called(name: str) -> Layout:
    """Return the layout of a file, or one that comes with the package, by its name."""
    from catalogue.records.layout import read_layout, shipped

    path = Path(name)
    if not path.exists() and name.casefold() in shipped():
        return shipped()[name.casefold()]
    return read_layout(path)


def _read(path: Path, layout: Layout | None, learner: str, sheet: str) -> LearnerRecord:
    """Read a record, and say on stderr how its file was understood."""
    from adviser.render.record import understood
    from catalogue import UnitwiseError
    from catalogue.learner.record import held
    from catalogue.records.reading import read_record
    from catalogue.references import is_ofqual_reference

    if not path.exists():
        with suppress(ValueError):
            if is_ofqual_reference(held(str(path)).name):
                raise UnitwiseError(
                    f"{path}: there is no such file", hint=f"a unit is given as --held {path}"
                )
    read = read_record(path, layout=layout, learner=learner, sheet=sheet)
    for line in understood(read):
        click.echo(line, err=True)
    return read.record
