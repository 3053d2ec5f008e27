"""One learner's question at the desk: what was sent, what follows from it, all faults in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from adviser.asking.asked import Asked, ask
from adviser.asking.faults import Fault, NotUnderstood, Trouble
from adviser.asking.holding import NOBODY, Held
from adviser.asking.notes import Note
from adviser.asking.question_file import QuestionFile, known_keys
from adviser.web.forms import Sent, data_of
from adviser.web.records import OnPage, read_page
from catalogue import Catalogue, NoEdition, Qualification, UnitwiseError
from catalogue.offering import CentreOffer
from solver import Situation

_LEAST = 0.05
"""Seconds that a part of an answer has in any case."""


@dataclass
class Desk:
    """A question as far as it could be understood.

    ``situation`` is null where there are ``faults``. ``page`` is what is held as the page has it.
    """

    subject: Qualification
    asked: Asked | None = None
    held: Held | None = None
    situation: Situation | None = None
    page: OnPage = field(default_factory=OnPage)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def at_the_desk(
    subject: Qualification,
    sent: Sent,
    library: Catalogue,
    seconds: float,
    offer: CentreOffer | None = None,
) -> Desk:
    """Read what a page sent about ``subject``; a search may take ``seconds`` at the most.

    ``offer`` is what the centre delivers, where the server was started with that.

    Everything that cannot be understood is a fault with the place of its field; nothing is raised.
    """
    desk = Desk(subject)
    desk.page = read_page(sent, lambda: library.units, desk.notes.append)
    desk.held = desk.page.held
    desk.faults += desk.page.faults
    try:
        data = {**data_of(sent.fields), "time_limit": seconds, "offer": offer}
        desk.asked = _asked(subject, data, library, desk)
    except NotUnderstood as error:
        desk.faults += error.faults
    except NoEdition as error:
        place = ("edition",) if sent.get("edition") else ("on",)
        desk.faults.append(Fault(str(error), place, hint=error.hint))
    except UnitwiseError as error:
        desk.faults.append(Fault(str(error), hint=error.hint))
    if desk.asked is not None and desk.held is not None and not desk.faults:
        try:
            desk.situation = desk.asked.situation(desk.held)
        except UnitwiseError as error:
            desk.faults.append(Fault(str(error), hint=error.hint))
    return desk


def within(situation: Situation, until: float) -> Situation:
    """Return the same situation with the time that is left ``until``, by the monotonic clock."""
    question = situation.question.replace(time_limit=max(_LEAST, until - monotonic()))
    return Situation.of(situation.qualification, question, situation.held)


def _asked(subject: Qualification, data: dict[str, Any], library: Catalogue, desk: Desk) -> Asked:
    trouble = Trouble()
    data = known_keys(data, trouble)
    if isinstance(cost := data.get("limits", {}).get("new_pence"), str):
        trouble.at(
            ("limits", "new_pence"), f"{cost[:60]!r} is no price; write pounds: 120 or 120.50"
        )
        del data["limits"]["new_pence"]
    held = desk.held or NOBODY
    written = QuestionFile(data, None)
    return ask(written, subject.short_name, library, held, trouble, desk.notes.append)
