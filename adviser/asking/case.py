"""A question together with what is held: what may be supposed of both, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import solver
from adviser.asking.asked import Asked
from adviser.asking.holding import Held, achievements, folded, without
from adviser.asking.notes import Tell, silent
from adviser.asking.question_file import QuestionFile
from adviser.asking.setting import NOTHING, TRUTHS, Setting, put
from adviser.asking.written import whole
from catalogue import Catalogue, Edition, Qualification, Unit, UnitwiseError
from catalogue.days import read_day
from catalogue.learner.record import LearnerRecord
from catalogue.learner.supposing import supposed
from catalogue.waiver import Waiver
from solver import Answer, Plan, Undecided


@dataclass(frozen=True)
class Case:
    """A question as it was understood, and what the learner holds."""

    asked: Asked
    held: Held

    @cached_property
    def put(self) -> solver.Situation:
        """The question as it is put for the learner."""
        return self.asked.situation(self.held)

    @property
    def edition(self) -> Edition:
        """The edition that the question is about."""
        return self.put.edition

    def answer(self) -> Answer:
        """Return the best plan, or the proof that there is none."""
        return solver.suggest(self.put)


def answers(*several: Case) -> Iterator[Answer]:
    """Yield the answer of each; once the asker breaks off, none of the others is looked for."""
    for case in several:
        answer = case.answer()
        yield answer
        if isinstance(answer, Plan | Undecided) and answer.stopped == "asker":
            raise KeyboardInterrupt


def case_of(
    written: QuestionFile,
    settings: Sequence[Setting],
    held: Held,
    library: Catalogue,
    tell: Tell = silent,
) -> Case:
    """Return the question of a file and what is held, with some values put into both.

    Raises
    ------
    UnitwiseError
        With what means nothing, and the setting or the line that it comes from.
    """
    policies = []
    for one in settings:
        if one.of_question:
            continue
        if one.key.startswith("recognition."):
            policies.append(supposing(one))
        elif one.key == "held":
            held = replace(held, record=_holding(held.record, one, library.units))
        elif one.key == "as_of":
            held = replace(held, as_of=None if one.value == NOTHING else _day(one))
        else:
            exceptions = _fewer((*written.exceptions, *held.record.exceptions), one)
            written = replace(written, exceptions=_kept(written.exceptions, exceptions))
            record = held.record
            kept = _kept(record.exceptions, exceptions)
            held = replace(held, record=record.model_copy(update={"exceptions": kept}))
    if not held.exceptions:
        written = replace(written, exceptions=())

    def with_policies(subject: Qualification) -> Qualification:
        for changed in policies:
            subject = changed(subject)
        return subject

    of_question = [one for one in settings if one.of_question]
    return Case(put(written, of_question, held, library, with_policies, tell), held)


def supposing(one: Setting) -> Callable[[Qualification], Qualification]:
    """Return what supposes another policy of recognition, by one setting."""
    way, field, value = _policy(one)

    def changed(subject: Qualification) -> Qualification:
        try:
            return supposed(subject, way, field, value)
        except UnitwiseError as error:
            raise UnitwiseError(f"{one.source}: {error}", error.hint) from error

    return changed


def _policy(one: Setting) -> tuple[str, str, bool | int | str | None]:
    _, way, field = one.key.split(".")
    value: bool | int | str | None = whole(one.value)
    if one.value.casefold() == NOTHING:
        value = None
    elif field == "accepted":
        value = TRUTHS.get(one.value.casefold(), one.value)
    if field == "accepted" and not isinstance(value, bool):
        raise UnitwiseError(f"{one.source}: a way is accepted or not: yes or no")
    return way, field, value


def _holding(record: LearnerRecord, one: Setting, units: Mapping[str, Unit]) -> LearnerRecord:
    """A record with other achievements: set, added to, or taken from."""
    named = [] if one.value == NOTHING else [part.strip() for part in one.value.split(",")]
    if one.how == "-=":
        for name in named:
            less = without(record, name)
            if less == record or folded(name) == "held":
                raise UnitwiseError(f"{one.source}: {name!r} is not held, to be taken away")
            record = less
        return record
    try:
        found = tuple(achievements(named, units))
    except UnitwiseError as error:
        raise UnitwiseError(f"{one.source}: {error}", "held+=T/506/2952@2023-05-01") from error
    before = record.achievements if one.how == "+=" else ()
    return record.model_copy(update={"achievements": (*before, *found)})


def _day(one: Setting) -> date:
    try:
        return read_day(one.value)
    except ValueError as error:
        raise UnitwiseError(f"{one.source}: {error}") from error


def _fewer(made: Sequence[Waiver], one: Setting) -> set[str]:
    """The references of the exceptions that are still made."""
    references = {waiver.reference for waiver in made}
    if one.how == "=" and one.value == NOTHING:
        return set()
    if one.how != "-=":
        raise UnitwiseError(
            f"{one.source}: exceptions are only left aside: exceptions=none, or"
            " exceptions-=REFERENCE",
            hint="a question file or a record says which were agreed, and by whom",
        )
    taken = {name.strip() for name in one.value.split(",")}
    if strange := sorted(taken - references):
        known = ", ".join(sorted(references)) or "none"
        raise UnitwiseError(f"{one.source}: no exception is called {strange[0]!r}; known: {known}")
    return references - taken


def _kept(made: Sequence[Waiver], references: set[str]) -> tuple[Waiver, ...]:
    return tuple(waiver for waiver in made if waiver.reference in references)
