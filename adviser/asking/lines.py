"""A line of a batch as a question file is read, with what its learner holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adviser.asking.asked import Asked
from adviser.asking.body import OF_LEARNER, Body
from adviser.asking.faults import Trouble
from adviser.asking.holding import NOBODY
from adviser.asking.question_file import (
    QuestionFile,
    edition_apart,
    known_keys,
    take_exceptions,
)
from adviser.asking.written import date_text
from catalogue import load
from solver import Situation
from solver.many.batch import named

if TYPE_CHECKING:
    from solver.many.batch import Reader


@dataclass(frozen=True)
class LineReader:
    """Opens the catalogue in each process, and reads lines as question files are read.

    ``defaults`` hold where a line does not have a key; they say ``on``. Beside the keys of a
    question a line may have ``held``, a list of ``REF`` or ``REF@DATE``; ``record``, an object as
    the file of a record; ``as_of``, the day on which their age is judged, ``today`` or the date of
    registration where that is later if it is not said; and ``no_exceptions``. Unless the date of
    registration is ``dated``, by an option, that of the record stands before the default.
    """

    folders: tuple[Path, ...]
    defaults: Mapping[str, Any]
    today: date = date.min
    as_of: date | None = None
    dated: bool = False

    def __call__(self) -> Reader:
        """Read the catalogue; return what reads a line."""
        library = load(self.folders)

        def read(written: Mapping[str, Any]) -> Situation:
            own = {key: value for key, value in written.items() if key in OF_LEARNER}
            body = Body(dict(own))
            held = body.held(library) if own else NOBODY
            trouble = Trouble(faults=body.faults)
            rest = {key: value for key, value in written.items() if key not in OF_LEARNER}
            line = known_keys(rest, trouble)
            exceptions = take_exceptions(line, trouble)
            name = line.pop("qualification", None)
            if not isinstance(name, str):
                trouble.stop()
            words = edition_apart(line, named(name), trouble)
            subject = QuestionFile(line, None, exceptions).subject(words, library, held.exceptions)
            data = {**self.defaults, **line}
            for key in ("limits", "prefer"):
                old, new = self.defaults.get(key), line.get(key)
                if isinstance(old, dict) and isinstance(new, dict):
                    data[key] = {**old, **new}
            if "on" not in line and not self.dated:
                data["on"] = held.registration(subject, library) or data["on"]
            if isinstance(data["on"], str):
                data["on"] = date_text(data["on"])
            question, edition = QuestionFile(data, None).understood(
                data, subject, library.units, trouble
            )
            if not own:
                return Situation.of(subject, question)
            asked = Asked(subject, edition, question, library, exceptions)
            held = replace(held, as_of=held.as_of or self.as_of, today=self.today)
            return asked.situation(held)

        return read
