"""What programs can ask: one table, from which come the routes and their description.

A body has the keys of a question file, and those of what is held; an answer is the document that
the command line prints with ``--json``, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adviser.asking.asked import Asked, ask
from adviser.asking.body import Body, Json
from adviser.asking.faults import Fault, NotUnderstood, Trouble
from adviser.asking.holding import Held
from adviser.asking.offering import take_offer
from adviser.asking.question_file import QuestionFile, known_keys, take_exceptions
from adviser.asking.ranking import ask_many
from adviser.asking.written import date_text
from adviser.web.placed import at, faults_of, units_named
from catalogue import Catalogue, Qualification, edition_for
from catalogue.offering import CentreOffer
from solver import (
    Answer,
    AuditAnswer,
    BoundsAnswer,
    Comparison,
    Goal,
    Ranking,
    Situation,
    Standings,
    TradeoffAnswer,
    Transfer,
    WhyAnswer,
    bounds,
    check,
    compare,
    standing,
    suggest,
    tradeoff,
    transfer,
    why,
)
from solver.results.answers import Conflict, Undecided

MOST_UNITS = 20
"""Units of one ``why``, inclusive."""

MOST_CHECKED = 1_000
"""Units of one ``check``, inclusive: as many as an edition has at the most."""

MOST_OTHERS = 100
"""Alternatives of one plan, inclusive."""


@dataclass(frozen=True)
class Service:
    """What the operations work on.

    ``seconds`` is the longest search, ``offer`` what the centre delivers, for whoever sends none.
    """

    library: Catalogue
    subjects: tuple[Qualification, ...]
    seconds: float
    offer: CentreOffer | None = None

    def asked(self, subject: Qualification, body: Body, held: Held) -> Asked:
        """Return the question of a body; every fault of the whole body is told at once.

        Raises
        ------
        NotUnderstood
            With every fault.
        """
        trouble = Trouble(faults=body.faults)
        data = known_keys(body.data, trouble)
        if "qualification" in data:
            trouble.at(("qualification",), "the address names the qualification")
            del data["qualification"]
        waivers = take_exceptions(data, trouble)
        if "on" not in data:
            trouble.at(("on",), "on is missing: the date of registration")
        data["time_limit"] = _at_most(data.get("time_limit"), self.seconds)
        data.setdefault("offer", self.offer)
        written = QuestionFile(data, None, waivers)
        return ask(written, subject.short_name, self.library, held, trouble)

    def situation(self, subject: Qualification, body: Body) -> Situation:
        """Return what a body asks, with what is recognised of what it says is held."""
        held = body.held(self.library)
        return self.asked(subject, body, held).situation(held)


def _at_most(given: Any, seconds: float) -> Any:
    if isinstance(given, int | float) and not isinstance(given, bool) and given > seconds:
        return seconds
    return seconds if given is None else given


def _stop(body: Body) -> None:
    if body.faults:
        raise NotUnderstood(body.faults)


def plan(service: Service, subject: Qualification, data: Json) -> Any:
    """The best plan for a question, or the proof that there is none."""
    body = Body(data)
    others = body.take("alternatives", int, 0, "a whole number")
    diverse = body.take("diverse", bool, False, "true or false")
    priced = body.take("prices", bool, False, "true or false")
    if not 0 <= others <= MOST_OTHERS:
        body.faults.append(Fault(f"alternatives are 0 to {MOST_OTHERS}", ("alternatives",)))
    situation = service.situation(subject, body)
    return suggest(
        situation, others=others or (3 if diverse else 0), diverse=diverse, priced=priced
    )


def reasons(service: Service, subject: Qualification, data: Json) -> Any:
    """Why the best plan has a unit, or does not have it."""
    body = Body(data)
    units = body.take("units", list[str], [], "a list of units")
    if not 1 <= len(units) <= MOST_UNITS:
        body.faults.append(Fault(f"units are 1 to {MOST_UNITS}", ("units",)))
    situation = service.situation(subject, body)
    found = units_named(situation.edition, units, service.library.units)
    return why(situation, references=found)


def stands(service: Service, subject: Qualification, data: Json) -> Any:
    """Where every unit stands under what is asked: in every choice, in some, in none."""
    return standing(service.situation(subject, Body(data)))


def ledger(service: Service, subject: Qualification, data: Json) -> Any:
    """What a learner's record is worth, and what is left to do."""
    return transfer(service.situation(subject, Body(data)), units=service.library.units)


def front(service: Service, subject: Qualification, data: Json) -> Any:
    """What more of one goal costs in another."""
    body = Body(data)
    named = body.take("between", list[str], [], "a list of two goals")
    known = [goal.value for goal in Goal]
    if len(named) != 2 or any(name not in known for name in named) or len(set(named)) != 2:
        words = f"between is two goals out of {', '.join(known)}"
        body.faults.append(Fault(words, ("between",)))
        _stop_after(service, subject, body)
    situation = service.situation(subject, body)
    return tradeoff(situation, between=(Goal(named[0]), Goal(named[1])))


def _stop_after(service: Service, subject: Qualification, body: Body) -> None:
    """Tell what else is wrong together with what is."""
    service.asked(subject, body, body.held(service.library))
    _stop(body)


def audit(service: Service, subject: Qualification, data: Json) -> Any:
    """The verdict on a choice, rule by rule."""
    body = Body(data)
    units = body.take("units", list[str], [], "a list of units")
    on = _day(body)
    label = body.take("edition", str, None, "the label of an edition")
    offer = _offer(service, body)
    _unknown(body, ("units", "on", "edition"))
    if len(units) > MOST_CHECKED:
        body.faults.append(Fault(f"units are at most {MOST_CHECKED:,}", ("units",)))
    _stop(body)
    with at("on" if label is None else "edition"):
        chosen = edition_for(subject, label, on)
    found = units_named(chosen, units, service.library.units)
    return check(subject, found, edition=chosen, on=on, offer=offer)


def really_optional(service: Service, subject: Qualification, data: Json) -> Any:
    """What a rule of combination really leaves open."""
    body = Body(data)
    on = _day(body)
    label = body.take("edition", str, None, "the label of an edition")
    offer = _offer(service, body)
    _unknown(body, ("on", "edition"))
    if on is None and not body.faults:
        body.faults.append(Fault("on is missing: the date of registration", ("on",)))
    _stop(body)
    with at("on" if label is None else "edition"):
        chosen = edition_for(subject, label, on)
    return bounds(subject, on=on, edition=chosen, offer=offer, time_limit=service.seconds)


def compared(service: Service, subject: Qualification, data: Json) -> Any:
    """Two answers side by side: the bodies ``before`` and ``after``, each of a question."""
    body = Body(data)
    situations = []
    for key in ("before", "after"):
        side = body.take(key, dict[str, Any], None, "a question, as for a plan")
        if side is None:
            if not any(fault.place == (key,) for fault in body.faults):
                body.faults.append(Fault(f"{key} is missing: a question, as for a plan", (key,)))
            continue
        try:
            with at(key):
                situations.append(service.situation(subject, Body(dict(side))))
        except NotUnderstood as error:
            body.faults += error.faults
    _unknown(body, ("before", "after"))
    _stop(body)
    return compare(*map(suggest, situations))


def nearest(service: Service, subject: None, data: Json) -> Any:
    """Which qualification a learner is nearest to."""
    body = Body(data)
    to = body.take("to", list[str], [], "a list of qualifications")
    only = body.take("only", list[str], [], "a list of what to rank")
    body.faults += faults_of("to", to, service.library.find)
    body.faults += faults_of("only", only, lambda text: service.library.only([text]))
    if body.faults:
        to, only = [], []  # what else is wrong is told with them
    held = body.held(service.library)
    trouble = Trouble(faults=body.faults)
    question = known_keys(body.data, trouble)
    for key in ("qualification", "pathway", "edition"):
        if question.pop(key, None):
            trouble.at((key,), f"{key} is about one qualification, and this asks of many")
    waivers = take_exceptions(question, trouble)
    if "on" not in question:
        trouble.at(("on",), "on is missing: the date of registration")
    question["time_limit"] = _at_most(question.get("time_limit"), service.seconds)
    question.setdefault("offer", service.offer)
    offered = ",".join(one.short_name for one in service.subjects)
    asked = ask_many(
        QuestionFile(question, None, waivers), to, [*only, offered], service.library, held, trouble
    )
    return asked.answer(asked.standings())


def _offer(service: Service, body: Body) -> CentreOffer | None:
    """What the centre delivers, by the body or else by the server."""
    if "offer" not in body.data:
        return service.offer
    trouble = Trouble(faults=body.faults)
    data = {"offer": body.data.pop("offer")}
    take_offer(data, service.library.units, trouble)
    return data.get("offer")


def _day(body: Body) -> date | None:
    text = body.take("on", str, None, "a date")
    if text is None:
        return None
    try:
        return date.fromisoformat(date_text(text))
    except ValueError:
        body.faults.append(Fault(f"a date is written as 2024-06-03, not {text[:60]!r}", ("on",)))
        return None


def _unknown(body: Body, known: tuple[str, ...]) -> None:
    from catalogue.errors import did_you_mean

    for key in body.data:
        hint = did_you_mean(str(key), known) or f"known: {', '.join(known)}"
        body.faults.append(Fault(f"unknown key {str(key)[:60]!r}", (str(key),), hint=hint))


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked. ``answer`` is what it gives, ``keys`` what a body may have.

    Where nothing of a learner is in a body, the answer to it depends on that alone if it is
    ``lasting``, else on the day on which it is asked as well.
    """

    name: str
    call: Callable[[Service, Any, Json], Any]
    answer: Any
    keys: Mapping[str, Json]
    question: bool = True
    of_one: bool = True
    lasting: bool = True

    def is_tagged(self, data: Json) -> bool:
        """Whether the answer to a body is the same for ever, and nothing of a learner is in it."""
        bodies = [data, *(one for one in data.values() if isinstance(one, dict))]
        return self.lasting and not any(key in one for one in bodies for key in OF_A_LEARNER)


OF_A_LEARNER = ("held", "record", "as_of", "exceptions")
"""Keys of a body that say something of a learner."""

_WHOLE = {"type": "integer", "minimum": 0}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_TRUTH = {"type": "boolean"}
_ON = {"type": "string", "description": "the date of registration"}
_OBJECT = {"type": "object"}
_OF_CHOICES = {"on": _ON, "edition": _ON, "offer": _OBJECT}

OPERATIONS = (
    Operation("plan", plan, Answer, {"alternatives": _WHOLE, "diverse": _TRUTH, "prices": _TRUTH}),
    Operation("why", reasons, WhyAnswer, {"units": _TEXTS}),
    Operation("standing", stands, Standings | Conflict | Undecided, {}),
    Operation("transfer", ledger, Transfer, {}, lasting=False),
    Operation("tradeoff", front, TradeoffAnswer, {"between": _TEXTS}),
    Operation("check", audit, AuditAnswer, {"units": _TEXTS, **_OF_CHOICES}, False, lasting=False),
    Operation("bounds", really_optional, BoundsAnswer, _OF_CHOICES, False),
    Operation("compare", compared, Comparison, {"before": _OBJECT, "after": _OBJECT}, False),
    Operation(
        "nearest", nearest, Ranking, {"to": _TEXTS, "only": _TEXTS}, of_one=False, lasting=False
    ),
)
"""Everything that can be asked with a body."""
