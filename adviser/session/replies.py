"""What a what-if session is in, and what it says to a command: facts without wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue import Edition, Qualification, Unit, edition_for
from catalogue.learner.recognised import Recognised
from catalogue.learner.record import LearnerRecord
from solver import (
    Answer,
    AuditAnswer,
    Bounds,
    Comparison,
    Plan,
    Question,
    Situation,
    Standings,
    Tradeoff,
    Transfer,
    Undecided,
    WhyAnswer,
    compare,
    transfer,
)
from solver.credit_transfer.transfer import ledger_of
from solver.results.ledger import Entry


@dataclass(frozen=True)
class State:
    """A question about a qualification, its answer, and the answer that it is compared with.

    ``asked`` is the qualification with the exceptions of the question made, ``subject`` with those
    of the record, too; ``held`` is what is recognised there of the record, ``record`` the whole of
    it.
    """

    subject: Qualification
    question: Question
    answer: Answer
    baseline: Answer
    held: Recognised
    asked: Qualification

    @property
    def record(self) -> LearnerRecord:
        """What the learner holds."""
        return self.held.record

    @property
    def edition(self) -> Edition:
        """The edition that the question is about."""
        return edition_for(self.subject, self.question.edition, self.question.on)

    @property
    def comparison(self) -> Comparison:
        """The answer against the baseline."""
        return compare(self.baseline, self.answer)

    @property
    def unfinished(self) -> bool:
        """Whether it is worth asking the same again: the asker broke off, or time ran out."""
        answer = self.answer
        return isinstance(answer, Undecided) or (
            isinstance(answer, Plan) and answer.stopped is not None
        )

    def is_about(self, subject: Qualification) -> bool:
        """Whether ``subject`` is what is asked about, with the same policies and exceptions."""
        return _as_asked(subject) == _as_asked(self.asked)

    def ledger(self, units: Mapping[str, Unit]) -> tuple[Entry, ...]:
        """What becomes of every achievement of the record; ``units`` are the catalogue's."""
        situation = Situation.of(self.subject, self.question, self.held)
        return ledger_of(situation, self.answer, units)

    def transfer(self, units: Mapping[str, Unit]) -> Transfer:
        """What the record is worth, achievement by achievement; ``units`` are the catalogue's."""
        situation = Situation.of(self.subject, self.question, self.held)
        return transfer(situation, units=units)


def _as_asked(subject: Qualification) -> tuple[object, ...]:
    """All in which a session may ask about one qualification twice, and get other answers."""
    policies = [edition.recognition for edition in subject.editions]
    return subject.short_name, policies, subject.exceptions


@dataclass(frozen=True)
class Step:
    """A state, and the command that led to it; the first has none."""

    line: str
    state: State


@dataclass(frozen=True)
class Changed:
    """There is another answer, or another baseline, because of ``line``."""

    comparison: Comparison
    state: State
    line: str
    back: bool = False
    """Whether ``line`` was undone."""


@dataclass(frozen=True)
class Unchanged:
    """The question says already what the command asks for."""

    state: State


@dataclass(frozen=True)
class Told:
    """An answer to a command that changes nothing."""

    answer: Answer | Tradeoff | WhyAnswer | AuditAnswer | Bounds | Transfer
    state: State
    others: bool = False
    """Whether only the alternatives were asked for."""
    detailed: bool = False
    """Whether to tell in full why nothing fits."""


@dataclass(frozen=True)
class History:
    """Every command that changed something, and how many of them are in force."""

    lines: tuple[str, ...]
    at: int


@dataclass(frozen=True)
class Saved:
    """The question, or a report, was written to a file.

    ``without_held`` says that something is held, and is not in the file; ``with_held`` that it is.
    """

    path: Path
    without_held: bool = False
    with_held: bool = False


@dataclass(frozen=True)
class Seen:
    """A unit of the edition, its group, and where it stands; ``planned`` if the plan has it.

    ``stands`` is empty where nothing fits, so that no unit stands anywhere.
    """

    unit: Unit
    group: str
    planned: bool
    stands: str


@dataclass(frozen=True)
class Listed:
    """The units that were asked for.

    ``elsewhere`` are those that only other qualifications have, each with where it stands;
    ``standings`` say the same for programs.
    """

    seen: tuple[Seen, ...]
    elsewhere: tuple[tuple[Unit, tuple[str, ...]], ...] = ()
    standings: Standings | None = None


@dataclass(frozen=True)
class Help:
    """Help was asked for, on one command or on all."""

    command: str = ""


@dataclass(frozen=True)
class Left:
    """The session is over."""


Reply = Changed | Unchanged | Told | Listed | History | Saved | Help | Left
