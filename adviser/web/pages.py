"""The pages: each reads what was sent, asks for the answer, and fills in a template."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from adviser.asking.faults import Fault
from adviser.asking.notes import Note
from adviser.pages.html import fragment
from adviser.web.desk import Desk, at_the_desk
from adviser.web.forms import Sent, field_of
from adviser.web.records import MEANINGS
from adviser.web.solving import Solving
from adviser.words.facts import day as day_words
from catalogue import Catalogue, Qualification, UnitwiseError
from catalogue.offering import CentreOffer
from solver import Goal

T = TypeVar("T")

HERE = Path(__file__).parent

GOALS = {
    "least-glh": "fewest teaching hours (GLH)",
    "least-credit": "least credit",
    "fewest-units": "fewest units",
    "least-surplus": "least credit beyond what is asked for",
    "highest-level": "highest level",
    "least-cost": "least cost of places",
    "most-preferred": "most preferred",
}
"""What may matter, as the page says it; a test holds that every goal is here."""

LABELS = {
    "on": "Date of registration",
    "edition": "Edition",
    "goal": "What matters most",
    "want": "Also with at least one of",
    "avoid": "Also without any of",
    "prefer": "Rather with",
    "pathway": "These must hold",
    "unknown": "Units whose hours nobody knows",
    "held": "What they hold",
    "record": "The record",
    "max_glh": "Hours of new study",
    "max_credit": "Credits of new study",
    "max_units": "Units of new study",
    "max_surplus": "Credits beyond what is asked for",
    "max_level": "Highest level",
    "max_cost": "Cost of places",
}
"""What each field is called where the page lists what is wrong."""

LONGER = 6
"""How many times as long as usual is searched where somebody asks to keep looking."""

MOST_FIELDS = 5_000
"""Fields of one form, inclusive."""


@dataclass(frozen=True)
class Settings:
    """How a server was started.

    ``seconds`` is the longest search, ``made`` the version, ``centre`` who hands a report over,
    ``offer`` what it delivers, if that is all that may be studied.
    """

    library: Catalogue
    subjects: tuple[Qualification, ...]
    seconds: float
    made: str
    centre: str = ""
    offer: CentreOffer | None = None


class Pages:
    """The pages of one catalogue."""

    def __init__(self, settings: Settings, solving: Solving) -> None:
        self.settings = settings
        self.solving = solving
        self.environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters["day"] = day_words
        self.environment.filters["fragment"] = lambda blocks: Markup(fragment(blocks))  # noqa: S704
        self.environment.globals["static"] = _versions()
        self.environment.globals["labels"] = LABELS
        self.environment.globals["meanings"] = {role.value: said for role, said in MEANINGS.items()}

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page."""
        text = self.environment.get_template(template).render(**values)
        return HTMLResponse(text, status)

    def subject(self, request: Request) -> Qualification:
        """Return the qualification of an address.

        Raises
        ------
        UnitwiseError
            If there is none of that name, or it is not offered here.
        """
        found = self.settings.library.find(request.path_params["name"])
        if found not in self.settings.subjects:
            raise UnitwiseError(f"{found.title} is not offered here")
        return found

    @property
    def goals(self) -> dict[str, str]:
        """What may matter: cost only where it is known."""
        known = {name for name in GOALS if self.priced or name != Goal.LEAST_COST}
        return {name: words for name, words in GOALS.items() if name in known}

    @property
    def priced(self) -> bool:
        """Whether it is known what places cost."""
        offer = self.settings.offer
        return offer is not None and bool(offer.priced)

    def desk(self, subject: Qualification, sent: Sent) -> Desk:
        """Return the question that was sent about ``subject``, as far as it is understood."""
        own = self.settings
        longer = LONGER if sent.get("do") == "longer" else 1
        return at_the_desk(subject, sent, own.library, own.seconds * longer, own.offer)

    def refused(self, subject: Qualification, desk: Desk) -> HTMLResponse:
        """Return the page that says what could not be understood of what was sent."""
        return self.page("faults.html", 422, faults=beside_fields(desk.faults), subject=subject)

    async def home(self, request: Request) -> Response:
        """Every qualification, or those that words are in."""
        words = request.query_params.get("words", "").strip()[:200]
        found = _named(self.settings.subjects, words)
        return self.page("home.html", subjects=found, words=words)

    async def rules(self, request: Request) -> Response:
        """The rule of combination in words, with sources."""
        subject = self.subject(request)
        edition = subject.edition_on(date.today()) if _open(subject) else subject.editions[-1]
        return self.page("rules.html", subject=subject, edition=edition)

    async def plain(self, request: Request) -> Response:
        """A page that is the same for everybody."""
        return self.page(f"{request.url.path.strip('/')}.html", made=self.settings.made)


async def sent_of(request: Request) -> Sent:
    """Return what a page sent: its address where it is asked for, else its form."""
    pairs = parse_qsl(request.url.query, max_num_fields=MOST_FIELDS)
    file = None
    if request.method == "POST":
        form: FormData = await request.form(max_files=1, max_fields=MOST_FIELDS)
        pairs = []
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                raw = await value.read()
                if raw or value.filename:
                    file = (value.filename or "", raw)
            else:
                pairs.append((name, value))
        await form.close()
        if go := dict(pairs).get("go"):
            carried = {"record", "held", "baseline", "learner", "sheet", "was"}
            pairs = [
                *parse_qsl(go, max_num_fields=MOST_FIELDS),
                *((name, value) for name, value in pairs if name in carried),
            ]
    sent = Sent([(name, value.replace("\0", "")) for name, value in pairs], file)
    request.state.sent = sent
    return sent


def sent_before(request: Request) -> Sent:
    """Return what :func:`sent_of` read of a request before something went wrong with it."""
    sent = getattr(request.state, "sent", None)
    return sent if isinstance(sent, Sent) else Sent(())


def beside_fields(faults: Sequence[Fault]) -> list[tuple[str, str, str]]:
    """Each fault as the field it stands beside, what is wrong, and what could be written."""
    return [(field_of(fault.place), fault.message, _plain(fault.hint)) for fault in faults]


def _plain(hint: str) -> str:
    """A hint, unless it is about a command line, which nobody at a page has."""
    return "" if "'unitwise " in hint or "--" in hint else hint


def said_once(notes: Sequence[Note]) -> list[str]:
    """Return the words of notes, each once."""
    return list(dict.fromkeys(note.message for note in notes))


def _named(subjects: Sequence[Qualification], words: str) -> list[Qualification]:
    parts = words.casefold().split()

    def said(one: Qualification) -> str:
        names = (one.title, one.short_name, one.number or "", one.awarding_organisation)
        return " ".join(names).casefold()

    return [one for one in subjects if all(part in said(one) for part in parts)]


def _open(subject: Qualification) -> bool:
    return any(one.in_force_on(date.today()) for one in subject.editions)


def _versions() -> Callable[[str], str]:
    """Return what gives the address of a static file, which changes with its content."""
    known: dict[str, str] = {}

    def address_of(name: str) -> str:
        if name not in known:
            content = (HERE / "static" / name).read_bytes()
            known[name] = hashlib.sha256(content).hexdigest()[:12]
        return f"/static/{known[name]}/{name}"

    return address_of
