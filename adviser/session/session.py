"""The what-if session: a question that is changed step by step, without a terminal.

A session is a list of states and the place in it. A state is a question, its answer and the answer
to compare with; it is frozen, so going back is taking up the state that was. A command that cannot
be understood, or that is broken off, leaves the session as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from adviser.asking.asked import Asked
from adviser.asking.case import supposing
from adviser.asking.faults import Trouble
from adviser.asking.holding import NOBODY, Held, achievements, without
from adviser.asking.learner_file import read_learner, write_learner
from adviser.asking.offering import read_offer
from adviser.asking.question_file import QuestionFile, edition_apart, write_question
from adviser.asking.setting import NOTHING, TRUTHS, read_setting
from adviser.asking.written import date_text, whole
from adviser.keeping import given, keep
from adviser.session.looking import Looking
from adviser.session.naming import ALIASES, COMMANDS, LIMITS, alone, asked_for, pieces, taken
from adviser.session.replies import (
    Changed,
    Help,
    History,
    Left,
    Reply,
    Saved,
    State,
    Step,
    Told,
    Unchanged,
)
from catalogue import Catalogue, Qualification, UnitwiseError, find_units
from catalogue.errors import did_you_mean
from catalogue.files.pages import shortened
from catalogue.learner.record import LearnerRecord
from catalogue.offering import pence
from solver import (
    Goal,
    Question,
    UnknownHours,
    suggest,
    tradeoff,
    understand,
    why,
)

Paper = Callable[[Path, State, Catalogue], str | bytes]
"""What a file is to hold, by its ending, of a state and of the catalogue that it rests on."""


def no_paper(path: Path, state: State, library: Catalogue) -> str | bytes:
    """Refuse to report, as a session without a face does."""
    raise UnitwiseError("nothing here puts an answer on paper")


@dataclass
class Session(Looking):
    """A question in change. It keeps nothing beyond itself unless it is told to ``save``."""

    library: Catalogue
    steps: list[Step]
    holding: Held
    """How what is held is judged; the record in force is that of the state."""
    at: int = 0
    paper: Paper = no_paper
    """Puts the answer in force on paper, as the medium of a file wants it."""

    @classmethod
    def start(cls, asked: Asked, held: Held | None = None, paper: Paper = no_paper) -> Session:
        """Answer the first question, which is the baseline until another is fixed."""
        held = held or NOBODY
        return cls(asked.library, [Step("", _answered(asked, held))], held, paper=paper)

    @property
    def state(self) -> State:
        """The state that is in force."""
        return self.steps[self.at].state

    def do(self, line: str) -> Reply:
        """Obey one command; what follows the name may go over several lines.

        Raises
        ------
        UnitwiseError
            If it cannot be understood; then nothing has changed.
        """
        first, _, rest = line.strip().partition("\n")
        name, _, more = first.strip().partition(" ")
        rest = f"{more.strip()}\n{rest}".strip()
        name = ALIASES.get(name.casefold(), name.casefold())
        if name not in COMMANDS:
            hint = did_you_mean(name, COMMANDS) or "'help' lists the commands"
            if any(sign.isdigit() for sign in name):
                hint = "say what to do with it: want, avoid, prefer, drop, why or check"
            raise UnitwiseError(f"there is no command {shortened(name)}; {hint}")
        reply: Reply = getattr(self, f"_{name}")(rest)
        return reply

    # What changes the question

    def _want(self, rest: str) -> Reply:
        return self._add("want", rest)

    def _avoid(self, rest: str) -> Reply:
        return self._add("avoid", rest)

    def _add(self, key: str, rest: str) -> Reply:
        named = self._named(given(rest, f"{key} UNIT, or words of a title"))
        if not named:
            raise UnitwiseError(f"write {key} UNIT, or words of a title")
        old = getattr(self.state.question, key)
        return self._change(f"{key} {', '.join(named)}", {key: [*old, *named]})

    def _held(self, rest: str) -> Reply:
        named = self._named(given(rest, "held REF, or held REF@2023-05-01"))
        old = self.state.record
        added = dict.fromkeys(achievements(named, self.library.units))
        fresh = tuple(one for one in added if one not in old.achievements)
        record = old.model_copy(update={"achievements": (*old.achievements, *fresh)})
        return self._take_up(f"held {', '.join(named)}", record=record)

    def _prefer(self, rest: str) -> Reply:
        weights = dict(self.state.question.prefer)
        for piece in re.split(r"[,;\n]", given(rest, "prefer UNIT=+3")):
            what, equals, weight = piece.rpartition("=")
            if not equals or not what.strip():
                raise UnitwiseError("write what is preferred and a weight: prefer UNIT=+3")
            weights[self._written(what)] = whole(weight)  # type: ignore[assignment]
        return self._change(f"prefer {rest}", {"prefer": weights})

    def _max(self, rest: str) -> Reply:
        name, _, value = given(rest, "max glh 160").partition(" ")
        if name.casefold() not in LIMITS:
            known = ", ".join(LIMITS)
            hint = did_you_mean(name, list(LIMITS)) or f"known: {known}"
            raise UnitwiseError(f"nothing is called {name!r} that could be limited; {hint}")
        value = given(value, f"max {name} N, or max {name} none").strip()
        key = LIMITS[name.casefold()]
        limits = self.state.question.limits.model_dump(exclude_none=True)
        limits.pop(key, None)
        if value.casefold() != NOTHING:
            limits[key] = pence(value) if key == "new_pence" else whole(value)
        return self._change(f"max {name.casefold()} {value}", {"limits": limits})

    def _goal(self, rest: str) -> Reply:
        known = ", ".join(goal.value for goal in Goal)
        words = [word for word in re.split(r"[\s,]+", given(rest, f"goal {known}")) if word]
        goals = [] if words == [NOTHING] else [word for word in words if word != "then"]
        return self._change(f"goal {' '.join(words)}", {"goals": goals})

    def _on(self, rest: str) -> Reply:
        day = given(rest, "on 2024-06-03")
        return self._change(f"on {day}", {"on": date_text(day)})

    def _edition(self, rest: str) -> Reply:
        labels = ", ".join(repr(edition.edition) for edition in self.state.subject.editions)
        label = given(rest, f"edition LABEL, out of {labels}, or edition none")
        return self._change(f"edition {label}", {"edition": None if label == NOTHING else label})

    def _pathway(self, rest: str) -> Reply:
        names = re.split(r"[\s,]+", given(rest, "pathway ID, or pathway none"))
        chosen = [] if names == [NOTHING] else [*self.state.question.pathway, *names]
        return self._change(f"pathway {' '.join(names)}", {"pathway": chosen})

    def _unknown(self, rest: str) -> Reply:
        way = given(rest, f"unknown {', '.join(way.value for way in UnknownHours)}")
        return self._change(f"unknown {way}", {"unknown_glh": way})

    def _retakes(self, rest: str) -> Reply:
        word = given(rest, "retakes yes, or retakes no")
        return self._change(f"retakes {word}", {"allow_retakes": TRUTHS.get(word.casefold(), word)})

    def _offer(self, rest: str) -> Reply:
        name = given(rest, "offer FILE, or offer none")
        offer = None if name == NOTHING else read_offer(Path(name), self.library.units)
        return self._change(f"offer {name}", {"offer": offer})

    def _suppose(self, rest: str) -> Reply:
        text = given(rest, "suppose rpl.accepted=no, or suppose any.percent=40")
        changed = supposing(read_setting(f"recognition.{text.replace(' ', '')}", "suppose"))
        return self._take_up(f"suppose {text}", changed(self.state.asked))

    def _time(self, rest: str) -> Reply:
        text = given(rest, "time SECONDS")
        return self._change(f"time {text}", {"time_limit": whole(text)})

    def _drop(self, rest: str) -> Reply:
        text = given(rest, "drop UNIT, drop glh, drop goal, drop held or drop all")
        data, record = self.state.question.model_dump(), self.state.record
        if text.casefold() == "all":
            kept = {key: data[key] for key in ("on", "time_limit", "offer")}
            return self._change("drop all", Question.model_validate(kept).model_dump())
        for piece in self._named(text):
            before, record = record, without(record, piece)
            if not taken(data, piece) and record == before:
                there = ", ".join(self.wishes()) or "nothing"
                raise UnitwiseError(f"{piece!r} was not asked for; what was: {there}")
        return self._take_up(f"drop {text}", question=self._understood(data), record=record)

    def _load(self, rest: str) -> Reply:
        path = Path(given(rest, "load FILE"))
        trouble = Trouble()
        written, record = read_learner(path, trouble)
        data = dict(written.data)
        named = data.pop("qualification", None)
        name = named if isinstance(named, str) else self.state.subject.short_name
        words = edition_apart(data, name, trouble)
        subject = written.subject(words, self.library, self.holding.exceptions)
        data.setdefault("on", self.state.question.on)
        if isinstance(data["on"], str):
            data["on"] = date_text(data["on"])
        question, _ = written.understood(data, subject, self.library.units, trouble)
        return self._take_up(f"load {path}", subject, question, record)

    def _baseline(self, rest: str) -> Reply:
        alone(rest, "baseline")
        if self.state.baseline == self.state.answer:
            return Unchanged(self.state)
        return self._push("baseline", replace(self.state, baseline=self.state.answer))

    def _change(self, line: str, changes: dict[str, Any]) -> Reply:
        question = self._understood({**self.state.question.model_dump(), **changes})
        return self._take_up(line, question=question)

    def _understood(self, data: dict[str, Any]) -> Question:
        wanted = {key: value for key, value in data.items() if value is not None}
        nothing = QuestionFile({}, None)
        subject, units = self.state.subject, self.library.units
        return nothing.understood(wanted, subject, units, Trouble())[0]

    def _take_up(
        self,
        line: str,
        subject: Qualification | None = None,
        question: Question | None = None,
        record: LearnerRecord | None = None,
    ) -> Reply:
        """Answer with another qualification, question or record; what is not given stays."""
        old = self.state
        subject = subject or old.asked
        asked = Asked(subject, old.edition, question or old.question, self.library)
        holding = replace(self.holding, record=old.record if record is None else record)
        same = old.is_about(subject) and asked.question == old.question
        if same and holding.record == old.record and not old.unfinished:
            return Unchanged(old)
        return self._push(line, replace(_answered(asked, holding), baseline=old.baseline))

    def _push(self, line: str, state: State) -> Changed:
        self.steps[self.at + 1 :] = [Step(line, state)]
        self.at += 1
        return Changed(state.comparison, state, line)

    # What goes back and forth

    def _undo(self, rest: str) -> Reply:
        alone(rest, "undo")
        if self.at == 0:
            raise UnitwiseError("there is nothing to undo")
        self.at -= 1
        return Changed(self.state.comparison, self.state, self.steps[self.at + 1].line, back=True)

    def _redo(self, rest: str) -> Reply:
        alone(rest, "redo")
        if self.at + 1 == len(self.steps):
            raise UnitwiseError("there is nothing to redo")
        self.at += 1
        return Changed(self.state.comparison, self.state, self.steps[self.at].line)

    def _history(self, rest: str) -> Reply:
        alone(rest, "history")
        return History(tuple(step.line for step in self.steps[1:]), self.at)

    # What only asks

    def _why(self, rest: str) -> Reply:
        units = self._references(given(rest, "why UNIT"))
        state = self.state
        return Told(why(state.subject, state.question, units, held=state.held), state)

    def _tradeoff(self, rest: str) -> Reply:
        known = [goal.value for goal in Goal]
        names = re.split(r"[\s,]+", rest)
        if len(names) != 2 or names[0] == names[1] or not set(names) <= set(known):
            raise UnitwiseError(f"write two different goals out of {', '.join(known)}")
        between, state = (Goal(names[0]), Goal(names[1])), self.state
        return Told(tradeoff(state.subject, state.question, between, held=state.held), state)

    def _save(self, rest: str) -> Reply:
        state = self.state
        made = (state.subject, state.question, state.subject.exceptions)
        path = keep("save", rest, lambda to: write_question(*made, to.parent))
        return Saved(path, without_held=bool(state.record.achievements))

    def _learner(self, rest: str) -> Reply:
        state = self.state
        made = (state.subject, state.question, state.asked.exceptions)

        def text(path: Path) -> str:
            return write_learner(write_question(*made, path.parent), state.record)

        return Saved(keep("learner", rest, text), with_held=True)

    def _report(self, rest: str) -> Reply:
        return Saved(keep("report", rest, lambda to: self.paper(to, self.state, self.library)))

    def _help(self, rest: str) -> Reply:
        if rest and rest not in COMMANDS:
            hint = did_you_mean(rest, COMMANDS) or "'help' lists the commands"
            raise UnitwiseError(f"there is no command {rest!r}; {hint}")
        return Help(rest)

    def _quit(self, rest: str) -> Reply:
        alone(rest, "quit")
        return Left()

    # What names are about

    def wishes(self) -> list[str]:
        """Everything that ``drop`` can take away, as it is named."""
        return asked_for(self.state.question, self.state.record)

    def _references(self, text: str) -> tuple[str, ...]:
        """The units that a text names, by reference, or by words that stand in their titles."""
        edition = self.state.edition
        found: list[str] = []
        for piece in self._named(text):
            if any(sign.isdigit() for sign in piece) and ":" not in piece:
                found += find_units(edition, [piece], self.library.units)
                continue
            (wish,) = understand(edition, self._wish(piece))[0].want
            found += [o.unit.reference for o in edition.options if wish.takes_in(o)]
        return tuple(dict.fromkeys(found))

    def _named(self, text: str) -> list[str]:
        return list(pieces(self.state.edition, text))

    def _written(self, text: str) -> str:
        """What a text names, in its one written form."""
        named = self._named(text)
        if len(named) != 1:
            raise UnitwiseError(f"name one thing at a time, not {text.strip()!r}")
        return self._wish(named[0]).want[0]

    def _wish(self, piece: str) -> Question:
        """A question that wants nothing but ``piece``, in its one written form."""
        question = self.state.question
        return self._understood({"on": question.on, "edition": question.edition, "want": [piece]})


def _answered(asked: Asked, held: Held) -> State:
    """The state in which a question is answered, which is its own baseline."""
    put = asked.situation(held)
    answer = suggest(put)
    return State(put.qualification, put.question, answer, answer, put.held, asked.subject)
