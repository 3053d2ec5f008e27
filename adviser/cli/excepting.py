"""Exceptions agreed for one learner, as a question file carries them: read as a record's are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from catalogue import Catalogue, Qualification
    from catalogue.pages import Pages
    from catalogue.record import Waiver

no_exceptions_option = click.option(
    "--no-exceptions",
    is_flag=True,
    help="Leave aside the exceptions that the record or the question file says were agreed.",
)


def read_exceptions(listed: Any, pages: Pages | None) -> tuple[tuple[Waiver, ...], list[str]]:
    """Return the exceptions of a question, and everything that is wrong with them.

    Faults have the file and line if there are ``pages``. Where there are faults, there are no
    exceptions.
    """
    from catalogue.pages import Pages
    from catalogue.record import LearnerRecord
    from catalogue.tolerant import TolerantReader

    data = {"exceptions": listed}
    shown = pages or Pages("", data, json.dumps(data, default=str))
    reader = TolerantReader(shown, LearnerRecord, data, {})
    record = reader.read()
    if record is None or reader.faults:
        return (), [str(fault) if pages else fault.message for fault in reader.faults]
    return record.exceptions, []


def about(
    subject: Qualification, waivers: Iterable[Waiver], library: Catalogue, whose: str
) -> tuple[Waiver, ...]:
    """Return those of ``waivers`` that are about ``subject``; ``whose`` they are is told.

    Raises
    ------
    UnknownQualification, SeveralQualifications
        If one of them is about no qualification that can be told.
    """
    return tuple(
        waiver
        for waiver in waivers
        if find(library, waiver.qualification, f"{whose}'s exception").short_name
        == subject.short_name
    )


def find(library: Catalogue, name: str, where: str) -> Qualification:
    """Return the qualification that is named ``where``; whatever is wrong says so."""
    from catalogue import SeveralQualifications, UnknownQualification

    try:
        return library.find(name)
    except (SeveralQualifications, UnknownQualification) as error:
        raise type(error)(f"in {where}: {error}", error.hint) from error


def note_exceptions(subject: Qualification) -> None:
    """Say on stderr which exceptions ``subject`` has been changed by, if any."""
    if subject.exceptions:
        names = ", ".join(one.reference for one in subject.exceptions)
        click.echo(f"note: exceptions agreed for this learner alone are made: {names}", err=True)
