"""One question to many learners: what each is asked, as data that a worker can be given."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adviser.asking.asked import ask
from adviser.asking.faults import Trouble
from adviser.asking.holding import Held
from adviser.asking.question_file import QuestionFile, known_keys
from adviser.asking.written import apart, date_text, seconds
from catalogue import Catalogue, Edition, UnitwiseError, edition_called, load
from catalogue.learner.record import LearnerRecord
from catalogue.offering import CentreOffer
from catalogue.records.cohort import LearnerRead
from solver import Question, Situation, understand
from solver.many.cohort import LearnerAnswer, LearnerLine
from solver.many.flow import Told
from solver.many.whose import LeftOutRow

if TYPE_CHECKING:
    from solver.many.cohort import Situate

_LISTS = ("goals", "want", "avoid", "pathway")
_MAPS = ("prefer", "limits")


def of_catalogue(library: Catalogue) -> str:
    """Return what an answer rests on: the version of Unitwise, and that of the catalogue."""
    return f"Unitwise {version('unitwise')} with the catalogue {library.digest[:12]}"


@dataclass(frozen=True)
class Standing:
    """What holds for every learner: the catalogue, the days, and what the centre delivers.

    ``today`` is the date of registration where nothing says another, and the least day on which
    the age of achievements is judged, unless ``as_of`` is: an answer depends on no clock.
    """

    folders: tuple[Path, ...]
    today: date
    as_of: date | None = None
    exceptions: bool = True
    offer: CentreOffer | None = None
    """What the centre delivers, for everybody."""
    rests_on: str = ""
    """What every worker has to have, as :func:`of_catalogue` says it; empty where nobody asks."""

    def opened(self) -> Catalogue:
        """Read the catalogue in a worker.

        Raises
        ------
        UnitwiseError
            If it cannot be read, or is another than that of whoever asks.
        """
        library = load(self.folders)
        if self.rests_on and of_catalogue(library) != self.rests_on:
            raise UnitwiseError(
                f"a worker has another catalogue or version: {of_catalogue(library)}, and"
                f" {self.rests_on} is asked about",
                hint="give every worker the same Unitwise and the same --catalogue folders",
            )
        return library

    def held(self, data: Mapping[str, Any]) -> Held:
        """Return what the learner of a piece of work holds."""
        record = LearnerRecord.model_validate(data["record"])
        return Held(record, self.as_of, self.exceptions, today=self.today)


@dataclass(frozen=True)
class LearnerReader(Standing):
    """Opens the catalogue in a worker, and makes a situation of each learner that it is given."""

    editions: tuple[Edition, ...] = ()
    """The editions that learners are asked about, where they are several: what one does not have,
    and another has, is refused there in any case, and preferred in vain."""

    def __call__(self) -> Situate:
        """Read the catalogue; return what makes situations."""
        library = self.opened()

        def situate(data: Mapping[str, Any]) -> tuple[Situation, Mapping[str, Any]]:
            return self.situation(data, library), library.units

        return situate

    def situation(self, data: Mapping[str, Any], library: Catalogue) -> Situation:
        """Return the situation of one learner, as the question of one learner is put."""
        held = self.held(data)
        asked = dict(data["asked"])
        trouble = Trouble()
        subject = library.find(apart(data["to"])[0])
        if "on" not in asked:
            asked["on"] = held.registration(subject, library) or self.today
        if self.offer is not None:
            asked["offer"] = self.offer
        if self.editions:
            mine = edition_called(subject, apart(data["to"])[1] or "")
            asked = _without_strangers(asked, mine, self.editions)
        asked = known_keys(asked, trouble)
        if isinstance(asked["on"], str):
            asked["on"] = date_text(asked["on"])
        question = QuestionFile(asked, None)
        return ask(question, data["to"], library, held, trouble).situation(held)


def _without_strangers(
    asked: Mapping[str, Any], mine: Edition, every: Sequence[Edition]
) -> dict[str, Any]:
    """The data without refusals and preferences of what only another edition has."""

    def stranger(key: str, value: Any) -> bool:
        try:
            question = Question.model_validate({"on": date(2000, 1, 1), key: value})
        except ValueError:
            return False
        known = [not understand(one, question)[1] for one in every]
        return bool(understand(mine, question)[1]) and any(known)

    data = dict(asked)
    if isinstance(avoid := data.get("avoid"), list):
        data["avoid"] = [text for text in avoid if not stranger("avoid", [text])]
    if isinstance(prefer := data.get("prefer"), dict):
        data["prefer"] = {k: v for k, v in prefer.items() if not stranger("prefer", {k: v})}
    return data


def merged(everybody: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is asked for one learner: lists are joined, single values are the learner's."""
    data = {**everybody, **own}
    for key in _LISTS:
        if key in everybody and key in own and isinstance(own[key], list | tuple):
            data[key] = [*everybody[key], *own[key]]
    for key in _MAPS:
        if isinstance(everybody.get(key), dict) and isinstance(own.get(key), dict):
            data[key] = {**everybody[key], **own[key]}
    if isinstance(limit := data.get("time_limit"), str):
        data["time_limit"] = seconds(limit)
    return data


@dataclass
class Questions:
    """The questions of many learners as work, and their answers as lines, in the order of both.

    ``to`` are the qualifications that everybody is asked about; a learner may name others.
    """

    learners: Iterable[LearnerRead]
    to: Sequence[str]
    asked: Mapping[str, Any]
    library: Catalogue
    skip: int = 0
    every: bool = False
    """Whether each is asked once, of all qualifications."""
    answer: str = "learner"
    """What a line calls itself, and what whoever cannot be asked is told:"""
    refused: Callable[[str], bytes] = field(default=lambda why: refused(why))
    heads: deque[tuple[bytes, Sequence[bytes]]] = field(default_factory=deque)
    """What a line begins with, and the days of its ledger, of what was asked and is not told."""

    def works(self) -> Iterator[bytes]:
        """Yield a piece of work for each learner and qualification, told if none can be asked."""
        skipped = 0
        for number, one in enumerate(self.learners, 1):
            for name in self._names(one):
                if skipped < self.skip:
                    skipped += 1
                    continue
                head = _head(self.answer, number, one)
                why = "; ".join(one.faults)
                if one.record is not None and not name and not self.every:
                    why = "no qualification is named: --to, or a column 'to'"
                if one.record is None or why:
                    self.heads.append((head, ()))
                    yield Told(self.refused(why))
                else:
                    data = self._data(one, name)
                    self.heads.append((head, () if self.every else days_of(data)))
                    yield json.dumps(data, default=str, sort_keys=True, ensure_ascii=False).encode()

    def _names(self, one: LearnerRead) -> Sequence[str]:
        if self.every:
            return [""]
        own = one.asked.get("to")
        if isinstance(own, str) and own.strip():
            return [own.strip()]
        if one.record is None:
            return self.to[:1] or [""]
        return self.to or [""]

    def _data(self, one: LearnerRead, name: str) -> dict[str, Any]:
        assert one.record is not None
        own = {key: value for key, value in one.asked.items() if key != "to"}
        record = one.record.model_dump(mode="json", exclude_defaults=True, exclude={"learner"})
        for achievement in record.get("achievements", ()):
            if achievement.get("unit") in self.library.units:
                achievement.pop("title", None)  # the catalogue's is told
        return {"to": name, "asked": merged(self.asked, own), "record": record}

    def lines(self, answers: Iterable[bytes]) -> Iterator[bytes]:
        """Yield a line for each learner and qualification; ``answers`` are those of the works."""
        for answer in answers:
            head, days = self.heads.popleft()
            yield head + redated(answer, days)[1:]


def _head(answer: str, number: int, one: LearnerRead) -> bytes:
    left_out = [
        LeftOutRow(line=x.line, name=x.name, why=x.why.value, said=x.said).model_dump()
        for x in one.left_out
    ]
    told = {
        "version": 1, "answer": answer, "number": number, "id": one.id, "name": one.name,
        "sheet": one.sheet, "line": one.line, "left_out": left_out,
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return text[:-1] + b","


def refused(why: str) -> bytes:
    """Return the answer for a learner who cannot be asked."""
    return LearnerAnswer(state="not-read", why=why).model_dump_json().encode()


_DAY = re.compile(rb'"achieved":(?:null|"[^"]*")')
"""The day of an entry of the ledger; within text the quotes would have a sign before them."""


def days_of(data: Mapping[str, Any]) -> tuple[bytes, ...]:
    """Return the days of the achievements of a piece of work, as a ledger has them."""
    achievements = data["record"].get("achievements", ())
    return tuple(json.dumps(one.get("achieved")).encode() for one in achievements)


def redated(answer: bytes, days: Sequence[bytes]) -> bytes:
    """Return an answer with the learner's own days in the ledger, one for each entry."""
    own = iter(days)
    return _DAY.sub(lambda found: b'"achieved":' + next(own), answer) if days else answer


def line_of(text: bytes) -> LearnerLine:
    """Return a line of a result as what it says."""
    return LearnerLine.model_validate_json(text)


def known_names(to: Sequence[str], library: Catalogue) -> list[str]:
    """Return the qualifications that are named, each once, ``SHORT-NAME`` or with ``@EDITION``.

    Raises
    ------
    UnitwiseError
        With every one that is not there.
    """
    found: dict[str, None] = {}
    wrong: list[str] = []
    hints: dict[str, None] = {}
    for name in to:
        words, label = apart(name)
        try:
            short = library.find(words).short_name
        except UnitwiseError as error:
            wrong.append(str(error))
            hints[error.hint] = None
            continue
        found[short if label is None else f"{short}@{label}"] = None
    if wrong:
        raise UnitwiseError("\n".join(wrong), hint="\n".join(filter(None, hints)))
    return list(found)
