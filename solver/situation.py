"""One learner, one edition, one question: resolved once, and checked to belong together.

What a public function of the solver is about. It is made of a qualification and a question, or
taken as it is where somebody has made it already, so that nothing is resolved twice and nothing
that was recognised for one edition is counted in another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.door import admit
from catalogue.editions import edition_for
from catalogue.errors import UnitwiseError
from catalogue.learner.recognised import NOTHING, Recognised
from catalogue.learner.recognition import recognise
from catalogue.learner.record import LearnerRecord
from catalogue.learner.waiving import waived
from catalogue.qualification import Edition, Qualification
from catalogue.units import Unit
from catalogue.waiver import Waiver
from solver.question import Question
from solver.wishes import Wishes, read_wishes


class Mismatch(UnitwiseError):
    """What was recognised is not of this edition, or not for a registration on this date."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A question to one edition of a qualification as it stands for a learner.

    ``question`` has its wishes in their one written form, which are ``wishes``. ``held`` is what
    was recognised of the learner's record, for this edition and date.
    """

    qualification: Qualification
    edition: Edition
    question: Question
    wishes: Wishes
    held: Recognised = NOTHING

    def __post_init__(self) -> None:
        """Refuse parts that do not belong together, however they were put together."""
        if not any(self.edition is one for one in self.qualification.editions):
            raise Mismatch(
                f"the edition {self.edition.edition!r} is none of {self.qualification.title}",
                hint="Situation.of finds the edition that a question is about",
            )
        _belongs(self.held, self.edition, self.question)

    @classmethod
    def of(
        cls, qualification: Qualification, question: Question, held: Recognised = NOTHING
    ) -> Situation:
        """Put a question to the edition that is called, or in force on its date.

        Raises
        ------
        TypeError
            If something is of another type; the message says what is wanted.
        NoEdition, UnknownWish
            As for :func:`solver.suggest`.
        Mismatch
            If what is ``held`` was recognised for another edition or date.
        """
        admit(qualification, Qualification)
        admit(question, Question)
        admit(held, Recognised)
        edition = edition_for(qualification, question.edition, question.on)
        wishes = read_wishes(edition, question)
        written = {
            "want": tuple(wish.text for wish in wishes.want),
            "avoid": tuple(wish.text for wish in wishes.avoid),
        }
        if (question.want, question.avoid) != tuple(written.values()):
            question = question.replace(**written)
        return cls(qualification, edition, question, wishes, held)

    @classmethod
    def of_learner(
        cls,
        qualification: Qualification,
        question: Question,
        record: LearnerRecord,
        *,
        units: Mapping[str, Unit],
        as_of: date | None = None,
        waivers: Sequence[Waiver] = (),
    ) -> Situation:
        """Put a question for a learner: make the exceptions, and recognise what is held.

        ``units`` are all units of the catalogue. ``as_of`` is the day on which the age of
        achievements is judged; the date of registration if none is given.

        Raises
        ------
        TypeError, UnitwiseError
            As for :meth:`of`, and where exceptions do not fit.
        """
        admit(qualification, Qualification)
        admit(record, LearnerRecord)
        if as_of is not None:
            admit(as_of, date)
        plain = cls.of(waived(qualification, waivers), question)
        held = recognise(
            plain.edition,
            record,
            on=question.on,
            as_of=as_of or question.on,
            units=units,
        )
        return cls(plain.qualification, plain.edition, plain.question, plain.wishes, held)


def situated(
    subject: Qualification | Situation, question: Question | None, held: Recognised = NOTHING
) -> Situation:
    """Return a situation as it is, or the one of a qualification and a question.

    Raises
    ------
    TypeError, UnitwiseError
        As for :meth:`Situation.of`.
    """
    if isinstance(subject, Situation):
        if question is not None or held is not NOTHING:
            raise TypeError("a situation has its question, and what is held, already")
        return subject
    if question is None:
        admit(subject, Qualification)
        raise TypeError("a question is wanted besides the qualification: solver.Question(on=DATE)")
    return Situation.of(subject, question, held)


def dated(
    subject: Qualification | Situation, edition: Edition | None, on: date | None
) -> tuple[Qualification, Edition | None, date | None]:
    """Return a qualification, and the edition and the date of registration, if they are known.

    Raises
    ------
    TypeError
        If something is of another type, or is said twice.
    """
    if isinstance(subject, Situation):
        if edition is not None or on is not None:
            raise TypeError("a situation has its edition, and its date, already")
        return subject.qualification, subject.edition, subject.question.on
    admit(subject, Qualification)
    if edition is not None:
        admit(edition, Edition)
    if on is not None:
        admit(on, date)
    return subject, edition, on


def _belongs(held: Recognised, edition: Edition, question: Question) -> None:
    if held is NOTHING:
        return
    if held.edition is None:
        raise Mismatch(
            "of what is held nobody knows for which edition it was recognised",
            hint="recognise the record for the edition that is asked about",
        )
    if held.edition is not edition and held.edition != edition:
        this = repr(edition.edition)
        if held.edition.edition == edition.edition:
            this = "another of that name, or with other exceptions"
        raise Mismatch(
            f"what is held was recognised for the edition {held.edition.edition!r}, and this is"
            f" {this}",
            hint="recognise the record for the edition that is asked about",
        )
    if held.on != question.on:
        raise Mismatch(
            f"what is held was recognised for a registration on {held.on.isoformat()}, and this is"
            f" for {question.on.isoformat()}",
            hint="recognise the record for the date that is asked about",
        )
