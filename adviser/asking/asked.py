"""A question as it was understood, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from adviser.asking.exceptions import note_exceptions, note_left_aside
from adviser.asking.faults import Trouble
from adviser.asking.holding import Held
from adviser.asking.notes import Tell, silent
from adviser.asking.odd import note_of_another_edition, note_of_past_terms, warn_of_odd_date
from adviser.asking.question_file import QuestionFile, edition_apart, write_question
from adviser.asking.written import date_text
from catalogue import Catalogue, Edition, Qualification, Unit
from catalogue.waiver import Waiver
from catalogue.watching import part
from solver import Question, Situation


@dataclass(frozen=True)
class Asked:
    """A question, understood, and what it is about."""

    subject: Qualification
    edition: Edition
    question: Question
    library: Catalogue
    exceptions: tuple[Waiver, ...] = ()
    """Those that the question file carries. ``subject`` is as it stands with those about it."""

    @property
    def every_unit(self) -> Mapping[str, Unit]:
        """The units of the whole catalogue."""
        return self.library.units

    def situation(self, held: Held) -> Situation:
        """Return the question as it is put for a learner, with what is recognised there."""
        return Situation.of_learner(
            self.subject,
            self.question,
            held.record,
            units=self.library.units,
            as_of=held.judged_on(self.question.on),
            waivers=held.waivers(self.subject, self.library),
        )

    def written(self, held: Held, folder: Path | None = None) -> str:
        """Return the question as a file that can be read again, with the record's exceptions.

        It goes into ``folder``, from which the file of an offer is found.
        """
        of_record = held.waivers(self.subject, self.library)
        exceptions = tuple(dict.fromkeys((*self.exceptions, *of_record)))
        return write_question(self.subject, self.question, exceptions, folder)


@part("question")
def ask(
    written: QuestionFile,
    name: str,
    library: Catalogue,
    held: Held,
    trouble: Trouble | None = None,
    tell: Tell = silent,
) -> Asked:
    """Return the question that the data of ``written`` put to what is called ``name``.

    ``name`` may be ``QUALIFICATION@EDITION``. Where no date of registration is given, that of the
    record holds, if what is ``held`` has one, and today otherwise. The exceptions that the question
    carries are made unless they are to be left aside. ``trouble`` has the faults that were found
    before, and knows where the values came from.

    Raises
    ------
    NotUnderstood
        With every fault, each with its place.
    UnitwiseError
        If the qualification or its edition cannot be told.
    """
    trouble = Trouble(pages=written.pages) if trouble is None else trouble
    data = {key: value for key, value in written.data.items() if key != "qualification"}
    words = edition_apart(data, name, trouble)
    subject = written.subject(words, library, held.exceptions, tell=tell)
    date_question(data, held, subject, library)
    question, edition = written.understood(data, subject, library.units, trouble)
    warn_of_odd_date(question.on, tell)
    note_of_past_terms(question.offer, question.on, tell)
    note_of_another_edition(edition, question.on, tell)
    note_exceptions(subject, tell)
    if not held.exceptions:
        note_left_aside((*written.exceptions, *held.record.exceptions), tell)
    return Asked(subject, edition, question, library, written.exceptions)


def date_question(
    data: dict[str, Any], held: Held, subject: Qualification, library: Catalogue
) -> None:
    """Put a date of registration into the data of a question: its own, the record's, or today."""
    if "on" not in data:
        data["on"] = held.registration(subject, library) or date.today()
    if isinstance(data["on"], str):
        data["on"] = date_text(data["on"])
