"""Which qualification suits a learner: one question put to many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from adviser.asking.exceptions import by_qualification
from adviser.asking.faults import Trouble
from adviser.asking.holding import Held
from adviser.asking.notes import Tell, silent
from adviser.asking.odd import note_of_past_terms, warn_of_odd_date
from adviser.asking.offering import take_offer
from adviser.asking.question_file import QuestionFile, validated
from adviser.asking.written import date_text
from catalogue import Catalogue, NoEdition, Qualification
from catalogue.identity import meant
from catalogue.learner.waiving import waived
from catalogue.waiver import Waiver
from solver import Goal, Question, understand
from solver.credit_transfer.ranking import REACHED, Ranking, Standing, fitted, nearest, ranking
from solver.credit_transfer.together import together
from solver.situation import Situation


@dataclass(frozen=True)
class RankingAsked:
    """A ranking as it was understood, not yet worked out.

    ``at_once`` says that the subjects were named, so that the learner may mean to take them all.
    """

    subjects: tuple[Qualification, ...]
    question: Question
    held: Held
    library: Catalogue
    dated: bool
    timed: bool
    waivers: Mapping[str, tuple[Waiver, ...]]
    at_once: bool

    def standings(self) -> Iterator[Standing | str]:
        """Yield where the learner stands with each as it is worked out, as ``nearest`` does."""
        on, held = self.question.on, self.held
        registered = {} if self.dated else held.registrations(self.library)
        yield from nearest(
            self.subjects,
            held.record,
            on=on,
            as_of=held.judged_on(on),
            units=self.library.units,
            asked=self.question,
            registered={name: (day, held.judged_on(day)) for name, day in registered.items()},
            waivers=self.waivers,
            **({"seconds": self.question.time_limit} if self.timed else {}),
        )

    def _at_once(self, found: Iterable[Standing | str]) -> list[Situation]:
        """Those that the learner takes at once and has a plan for, each with its own date."""
        subjects = {one.short_name: one for one in self.subjects}
        return [
            self._situation(subjects[one.qualification.short_name], one.registered)
            for one in found
            if isinstance(one, Standing) and one.state in REACHED
            if one.registered is not None or self.at_once
        ]

    def _situation(self, subject: Qualification, registered: date | None) -> Situation:
        on = self.question.on if registered is None else registered
        waivers = self.waivers.get(subject.short_name, ())
        plain = self.question.replace(on=on, edition=None, pathway=())
        edition = waived(subject, waivers).edition_on(on)
        return Situation.of_learner(
            subject,
            fitted(edition, plain, self.library.units)[0],
            self.held.record,
            units=self.library.units,
            as_of=self.held.judged_on(on),
            waivers=waivers,
        )

    def undated(self) -> RankingAsked:
        """Return the same where a registration of the record stands before the date."""
        return replace(self, dated=False)

    def answer(self, standings: Iterable[Standing | str]) -> Ranking:
        """Return the ranking of what :meth:`standings` gave."""
        plain = Question(on=self.question.on, time_limit=self.question.time_limit)
        found = list(standings)
        return ranking(
            found,
            together=together(self._at_once(found), seconds=self.question.time_limit),
            on=self.question.on,
            as_of=self.held.judged_on(self.question.on),
            achievements=len(self.held.record.achievements),
            asked=None if self.question == plain else self.question,
            at_once={one.short_name for one in self.subjects} if self.at_once else (),
            unknown=[
                one.full_name
                for one in self.held.record.achievements
                if one.unit is not None and not meant(self.library.units, one.unit, one.whose)
            ],
        )


def ask_many(
    written: QuestionFile,
    to: Sequence[str],
    only: Sequence[str],
    library: Catalogue,
    held: Held,
    trouble: Trouble | None = None,
    tell: Tell = silent,
) -> RankingAsked:
    """Return a ranking by the question that the data of ``written`` put, of ``to`` or of all.

    ``only`` are lists that leave some out, as of :meth:`catalogue.library.Catalogue.only`.

    Raises
    ------
    NotUnderstood
        With every fault, each with its place.
    UnitwiseError
        If a qualification cannot be told.
    """
    trouble = Trouble(pages=written.pages) if trouble is None else trouble
    data: dict[str, Any] = {k: v for k, v in written.data.items() if k != "qualification"}
    dated = "on" in data
    day = data.setdefault("on", date.today())
    if isinstance(day, str):
        data["on"] = date_text(day)
    take_offer(data, library.units, trouble, written.pages)
    question = validated(data, trouble)
    subjects = _subjects(to, only, library)
    _known_somewhere(question, subjects, library, trouble)
    trouble.stop()
    warn_of_odd_date(question.on, tell)
    note_of_past_terms(question.offer, question.on, tell)
    waivers = (*written.exceptions, *held.record.exceptions) if held.exceptions else ()
    return RankingAsked(
        subjects=subjects,
        question=question,
        held=held,
        library=library,
        dated=dated,
        timed="time_limit" in data,
        waivers=by_qualification(waivers, library, "the record", tell),
        at_once=bool(to),
    )


def _subjects(
    to: Sequence[str], only: Sequence[str], library: Catalogue
) -> tuple[Qualification, ...]:
    taken = library.only(only)
    if not to:
        return taken
    named = dict.fromkeys(library.find(name).short_name for name in to)
    short = {one.short_name: one for one in taken}
    return tuple(short[name] for name in named if name in short)


def _known_somewhere(
    question: Question,
    subjects: Sequence[Qualification],
    library: Catalogue,
    trouble: Trouble,
) -> None:
    """Note each wish that means nothing in any of the qualifications: it is a slip."""
    if Goal.MOST_PREFERRED in question.goals and not question.prefer:
        trouble.at(("goals",), "most-preferred needs at least one preference")
    told: list[dict[Any, str]] = []
    for subject in subjects:
        try:
            edition = subject.edition_on(question.on)
        except NoEdition:
            continue
        _, problems = understand(edition, question, library.units)
        told.append({one.where: one.message for one in problems if one.where != ("goals",)})
    for where in told[0] if told else ():
        if all(where in problems for problems in told):
            messages = list(dict.fromkeys(problems[where] for problems in told))
            trouble.at(where, messages[0] if len(messages) == 1 else _nowhere(messages))


def _nowhere(messages: Sequence[str]) -> str:
    near = [hit for text in messages for hit in re.findall(r"did you mean ([^?]+)\?", text)]
    hint = max(near, key=lambda hit: SequenceMatcher(None, hit, messages[0]).ratio(), default="")
    words = "it means nothing in any of the qualifications that would be ranked"
    return f"{words}; did you mean {hint}?" if hint else words
