"""What a what-if session is asked without being changed: its units, and where each stands."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from adviser.keeping import given
from adviser.session.naming import alone
from adviser.session.replies import Listed, Seen, State, Told
from catalogue import Catalogue, Unit, UnitwiseError
from catalogue.errors import did_you_mean
from solver import Plan, Situation, Standings, bounds, check, standing, suggest


def listed(state: State) -> Listed:
    """Return every unit of the edition, in catalogue order."""
    situation = Situation.of(state.subject, state.question, state.held)
    found = standing(situation)
    known = {one.unit: one for one in found.units} if isinstance(found, Standings) else {}
    planned = set()
    if isinstance(state.answer, Plan):
        planned = {(one.group, one.unit) for one in state.answer.units}
    seen = []
    for option in state.edition.options:
        name = option.unit.reference
        stands = known[name].because or known[name].state if name in known else ""
        seen.append(Seen(option.unit, option.group, (option.group, name) in planned, stands))
    return Listed(tuple(seen), standings=found if isinstance(found, Standings) else None)


def sought(state: State, words: str, library: Catalogue) -> Listed:
    """Return the units whose title or reference has all the words, here or else elsewhere.

    Raises
    ------
    UnitwiseError
        If there is none in the whole catalogue; the nearest word that there is, is told.
    """
    every = listed(state)
    seen = tuple(one for one in every.seen if _has(one.unit, words))
    if seen:
        names = {one.unit.reference for one in seen}
        standings = every.standings
        if standings is not None:
            few = tuple(one for one in standings.units if one.unit in names)
            standings = standings.model_copy(update={"units": few})
        return Listed(seen, standings=standings)
    elsewhere: dict[str, tuple[Unit, list[str]]] = {}
    for one in library.qualifications:
        for edition in one.editions:
            for unit in edition.units:
                if _has(unit, words):
                    _, titles = elsewhere.setdefault(unit.reference, (unit, []))
                    if one.title not in titles:
                        titles.append(one.title)
    if elsewhere:
        return Listed((), tuple((unit, tuple(names)) for unit, names in elsewhere.values()))
    said = (word for one in every.seen for word in _words(one.unit.title))
    known = sorted({word for word in said if len(word) > 3})
    missing = next((word for word in _words(words) if word not in known), words)
    hint = did_you_mean(missing, known) or "'units' lists every unit of the qualification"
    raise UnitwiseError(f"no unit's title or reference has {words!r:.80}; {hint}")


def _has(unit: Unit, words: str) -> bool:
    reference = re.sub(r"[\s/]", "", unit.reference.casefold())
    title = unit.title.casefold()
    return all(
        word.casefold() in title or word.casefold().replace("/", "") in reference
        for word in words.split()
    )


def _words(text: str) -> Sequence[str]:
    return re.findall(r"\w+", text.casefold())


class Looking(ABC):
    """The commands of a session that only look; ``library`` and ``state`` are the session's."""

    library: Catalogue

    @property
    @abstractmethod
    def state(self) -> State:
        """The state that is in force."""

    def _show(self, rest: str) -> Told:
        alone(rest, "show")
        return Told(self.state.answer, self.state)

    def _explain(self, rest: str) -> Told:
        alone(rest, "explain")
        return Told(self.state.answer, self.state, detailed=True)

    def _units(self, rest: str) -> Listed:
        alone(rest, "units")
        return listed(self.state)

    def _find(self, rest: str) -> Listed:
        return sought(self.state, given(rest, "find WORD"), self.library)

    def _alternatives(self, rest: str) -> Told:
        return self._others("alternatives", rest)

    def _diverse(self, rest: str) -> Told:
        return self._others("diverse", rest)

    def _others(self, name: str, rest: str) -> Told:
        text = rest or "3"
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        if not 1 <= number <= _MOST_OTHERS:
            raise UnitwiseError(f"write a number from 1 to {_MOST_OTHERS}: {name} 3")
        state = self.state
        answer = suggest(
            state.subject,
            state.question,
            others=number,
            diverse=name == "diverse",
            held=state.held,
        )
        return Told(answer, state, others=True)

    def _bounds(self, rest: str) -> Told:
        alone(rest, "bounds")
        state, question = self.state, self.state.question
        found = bounds(
            state.subject,
            on=question.on,
            edition=state.edition,
            offer=question.offer,
            time_limit=question.time_limit,
        )
        return Told(found, state)

    def _check(self, rest: str) -> Told:
        answer = self.state.answer
        if rest:
            units: Sequence[str] = self._references(rest)
        elif isinstance(answer, Plan):
            units = [unit.unit for unit in answer.units]
        else:
            raise UnitwiseError("there is no plan to check; name units: check UNIT UNIT")
        state = self.state
        # what is held is studied nowhere, so that where something is the offer judges nothing
        offer = None if state.held.uses else state.question.offer
        verdict = check(
            state.subject, units, edition=state.edition, on=state.question.on, offer=offer
        )
        return Told(verdict, state)

    def _ledger(self, rest: str) -> Told:
        alone(rest, "ledger")
        state = self.state
        if not state.record.achievements:
            raise UnitwiseError("nothing is held", "say what is: held T/506/2952@2023-05-01")
        return Told(state.transfer(self.library.units), state)

    @abstractmethod
    def _references(self, text: str) -> tuple[str, ...]:
        """The units that a text names."""


_MOST_OTHERS = 100
