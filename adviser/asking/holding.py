"""What a learner holds, as it was given: references, records, and the exceptions agreed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from adviser.asking.exceptions import about, find
from adviser.asking.faults import Fault, NotUnderstood
from adviser.asking.notes import Note, Tell, Weight, silent
from catalogue import Catalogue, Qualification, Unit, UnitwiseError, UnknownQualification
from catalogue.cells import plain
from catalogue.learner.joining import joined
from catalogue.learner.naming import held_called
from catalogue.learner.record import Achievement, LearnerRecord, held
from catalogue.references import is_ofqual_reference
from catalogue.waiver import Waiver

if TYPE_CHECKING:
    from catalogue.records.roles.layout import Layout
    from catalogue.records.words.understood import RecordRead


@dataclass(frozen=True)
class Held:
    """What the learner holds, and whether exceptions are to be made.

    ``as_of`` is the day on which the age of achievements is judged, if one was given. ``tell`` is
    told what is odd about the exceptions. ``today`` stands for the clock's where it is given.
    """

    record: LearnerRecord
    as_of: date | None = None
    exceptions: bool = True
    tell: Tell = silent
    today: date | None = None

    def waivers(self, subject: Qualification, library: Catalogue) -> tuple[Waiver, ...]:
        """Return the exceptions of the record that are about ``subject`` and are to be made."""
        if not self.exceptions:
            return ()
        return about(subject, self.record.exceptions, library, "the record", tell=self.tell)

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

    def judged_on(self, on: date) -> date:
        """Return the day on which the age of achievements is judged.

        It is the day that was given, or else today, or a date of registration still to come.
        """
        return self.as_of or max(on, self.today or date.today())


NOBODY = Held(LearnerRecord())
"""Somebody who holds nothing, or of whom nothing is said."""


MOST_REFERENCES = 5_000
"""References of one question, inclusive: as many as a record has achievements."""

MOST_WRONG = 100
"""References that mean nothing which are told; what follows is not looked at."""


def read_held(
    records: Sequence[tuple[str, LearnerRecord]],
    references: Sequence[str],
    units: Callable[[], Mapping[str, Unit]],
    as_of: date | None = None,
    exceptions: bool = True,
    tell: Tell = silent,
) -> Held:
    """Return what ``records``, each with its name, and ``references`` say that a learner holds.

    A reference is ``REF`` or ``REF@DATE``, or words of the title of one of ``units``, which are
    only asked for where one is named so. What two records say differently is told.

    Raises
    ------
    NotUnderstood
        With every reference that means nothing, or that there are more than ``MOST_REFERENCES``.
    """
    if len(references) > MOST_REFERENCES:
        many = f"{len(references):,} references are too many: {MOST_REFERENCES:,} at the most"
        raise NotUnderstood([Fault.of(many, ("held",), "--held")])
    holding, doubts = joined(list(records))
    for doubt in doubts:
        tell(Note(Weight.WARNING, str(doubt)))
    found: list[Achievement] = []
    wrong: list[Fault] = []

    def note(number: int, message: str) -> None:
        wrong.append(Fault.of(message, ("held", number), f"--held {references[number]!r}"))

    for number, text in enumerate(references):
        try:
            found.append(held_called(text, units))
        except ValidationError as error:
            for item in error.errors(include_url=False):
                note(number, item["msg"].removeprefix("Value error, "))
        except (ValueError, UnitwiseError) as error:
            note(number, str(error))
        if len(wrong) >= MOST_WRONG and number + 1 < len(references):
            rest = f"{len(references) - number - 1:,} more references were not looked at"
            wrong.append(Fault.of(rest, ("held",), "--held"))
            break
    if wrong:
        raise NotUnderstood(wrong)
    holding = holding.plus(LearnerRecord(achievements=tuple(found)))
    warn_of_days_ahead(holding, tell)
    return Held(holding, as_of, exceptions, tell)


def warn_of_what_others_deny(reads: Sequence[tuple[str, RecordRead]], tell: Tell) -> None:
    """Tell of what one record has as achieved and another as not: an attempt, or a mistake.

    Raises
    ------
    UnitwiseError
        If the other says that it was undone, revoked or void: which is the later nobody can tell.
    """
    from catalogue.records.words.outcomes import undoes
    from catalogue.records.words.understood import WhyLeftOut

    first: dict[str, str] = {}
    for source, read in reversed(reads):
        first |= {plain(one.name): source for one in read.record.achievements}
    for source, read in reads:
        own = {plain(one.name) for one in read.record.achievements}
        for one in read.left_out:
            name = plain(one.name)
            if one.why is not WhyLeftOut.NOT_ACHIEVED or name in own or name not in first:
                continue
            other = first[name]
            says = f"{one.name} was achieved in {other}, and {source} says of it {one.said!r}"
            if undoes(one.said.rpartition(": ")[2]):
                raise UnitwiseError(says, hint="leave out the record that does not hold any more")
            tell(Note(Weight.WARNING, f"{says}; it is counted as achieved, which may be wrong"))


def warn_of_days_ahead(record: LearnerRecord, tell: Tell) -> None:
    """Tell of what is dated after today: nobody has achieved it yet, and a plan is no evidence."""
    ahead = {
        one.full_name: one.achieved
        for one in record.achievements
        if one.achieved is not None and one.achieved > date.today()
    }
    if ahead:
        named = ", ".join(f"{name} on {day.isoformat()}" for name, day in ahead.items())
        tell(
            Note(
                Weight.WARNING,
                f"dated after today, and so not achieved yet: {named}",
                "it counts only where the day of registration, or --as-of, lies after it; a day"
                " that is planned is no achievement",
            )
        )


def layout_called(name: str) -> Layout:
    """Return the layout of a file, or one that comes with the package, by its name."""
    from catalogue.records.roles.layout import read_layout, shipped

    path = Path(name)
    if not path.exists() and name.casefold() in shipped():
        return shipped()[name.casefold()]
    return read_layout(path)


def read_record_file(
    path: Path, layout: Layout | None = None, learner: str = "", sheet: str = ""
) -> RecordRead:
    """Read a record, together with how its file was understood.

    Raises
    ------
    UnitwiseError
        With every fault of the file, or with the one question that it leaves open.
    """
    from catalogue.records.reading import read_record

    if not path.exists():
        with suppress(ValueError):
            if is_ofqual_reference(held(str(path)).name):
                raise UnitwiseError(
                    f"{path}: there is no such file", hint=f"a unit is given as --held {path}"
                )
    return read_record(path, layout=layout, learner=learner, sheet=sheet)


def achievements(pieces: Iterable[str], units: Mapping[str, Unit]) -> Iterator[Achievement]:
    """What ``REF`` or ``REF@DATE`` name, each of them; REF may be words of a title in ``units``."""
    for piece in pieces:
        try:
            yield held_called(piece, lambda: units)
        except ValueError as error:
            wrong = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
            why = str(wrong).removeprefix("Value error, ")
            raise UnitwiseError(f"{piece!r}: {why}", "held T/506/2952@2023-05-01") from error


def without(record: LearnerRecord, piece: str) -> LearnerRecord:
    """Return a record without what is called ``piece``; everything is called ``held``."""
    name = folded(piece)
    left = tuple(
        one
        for one in record.achievements
        if name not in {"held", folded(one.name), folded(one.full_name)}
    )
    return record.model_copy(update={"achievements": left})


def folded(text: str) -> str:
    """A name without case, spaces and slashes, as it is compared."""
    return re.sub(r"[\s/]", "", text.casefold())
