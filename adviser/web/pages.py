"""The pages: each reads what was sent, asks for the answer, and fills in a template."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from adviser.asking.faults import Fault, NotUnderstood
from adviser.asking.holding import NOBODY
from adviser.asking.notes import Note
from adviser.render.document import Document, fragment
from adviser.render.handover import asked_on_paper
from adviser.render.nearest import report_ranking
from adviser.render.report import report_plan, report_transfer
from adviser.render.words import day as day_words
from adviser.web.desk import Desk, Sent, at_the_desk
from adviser.web.forms import LIMITS, field_of, split_wishes
from adviser.web.solving import Solving
from adviser.web.view import View
from adviser.web.workbench import prices, work_out
from catalogue import Catalogue, Qualification, UnitwiseError
from catalogue.offering import CentreOffer
from catalogue.rules import with_parts
from solver import Goal, suggest, transfer
from solver.wishes import pathways

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
    def _goals(self) -> dict[str, str]:
        """What may matter: cost only where it is known."""
        offer = self.settings.offer
        priced = offer is not None and offer.priced
        return {name: words for name, words in GOALS.items() if priced or name != Goal.LEAST_COST}

    def _desk(self, subject: Qualification, sent: Sent) -> Desk:
        own = self.settings
        return at_the_desk(subject, sent, own.library, own.seconds, own.offer)

    async def home(self, request: Request) -> Response:
        """Every qualification, or those that words are in."""
        words = request.query_params.get("words", "").strip()[:200]
        found = _named(self.settings.subjects, words)
        return self.page("home.html", subjects=found, words=words)

    async def workbench(self, request: Request) -> Response:
        """The plan, where every unit stands, and what may be done next."""
        subject = self.subject(request)
        sent = await _sent(request)

        def work() -> tuple[Desk, View | None]:
            desk = self._desk(subject, sent)
            if desk.situation is None:
                return desk, None
            try:
                return desk, work_out(desk, sent, self.settings.library)
            except UnitwiseError as error:
                desk.faults.append(_whole(error))
                return desk, None

        desk, view = await self.solving(request, work)
        here = f"/q/{subject.short_name}"
        query = view.query if view else ""
        if request.method == "POST" and "x-unitwise" not in request.headers and view is not None:
            plain = {"record", "held", "why", "do", "others", "baseline"}
            if not any(sent.get(name) for name in plain) and not desk.record:
                return RedirectResponse(f"{here}?{query}", 303)
        answer = self.page(
            "workbench.html",
            200 if view is not None else 422,
            subject=subject,
            here=here,
            view=view or View(),
            desk=desk,
            sent=sent,
            form=_form(desk, sent),
            pathways=_pathways(desk),
            faults=_faults(desk.faults),
            notes=_notes(desk.notes),
            goals=self._goals,
            start=urlencode([("on", sent.get("on") or date.today().isoformat())]),
        )
        if query:
            answer.headers["x-unitwise-address"] = f"{here}?{query}"
        return answer

    async def prices(self, request: Request) -> Response:
        """What each unit would cost, or save, as a page fills it in after the plan."""
        subject = self.subject(request)
        sent = await _sent(request)

        def work() -> dict[str, str]:
            desk = self._desk(subject, sent)
            return {} if desk.situation is None else prices(desk.situation)

        return JSONResponse(await self.solving(request, work))

    async def rules(self, request: Request) -> Response:
        """The rule of combination in words, with sources."""
        subject = self.subject(request)
        edition = subject.edition_on(date.today()) if _open(subject) else subject.editions[-1]
        return self.page("rules.html", subject=subject, edition=edition)

    async def report(self, request: Request) -> Response:
        """The answer as a sheet to sign, to print or to keep."""
        subject = self.subject(request)
        sent = await _sent(request)
        library = self.settings.library

        def work() -> Document | Desk:
            desk = self._desk(subject, sent)
            if desk.situation is None or desk.held is None:
                return desk
            situation, record = desk.situation, desk.held.record
            asked = asked_on_paper(situation.question, situation.edition)
            about = (situation.qualification, situation.edition, record, library.digest)
            if record.achievements:
                return report_transfer(
                    transfer(situation, units=library.units), *about, asked, self.settings.centre
                )
            return report_plan(suggest(situation), *about, (), asked, self.settings.centre)

        found = await self.solving(request, work)
        if isinstance(found, Desk):
            return self.page("faults.html", 422, faults=_faults(found.faults), subject=subject)
        if sent.get("as") == "markdown":
            name = f'attachment; filename="{subject.short_name}.md"'
            headers = {"content-disposition": name}
            return Response(found.markdown(), 200, headers, "text/markdown")
        return _sheet(found)

    async def question(self, request: Request) -> Response:
        """The question as a file for the command line; nothing of the learner is in it."""
        subject = self.subject(request)
        sent = await _sent(request)

        def work() -> Desk:
            return self._desk(subject, sent)

        desk = await self.solving(request, work)
        if desk.asked is None:
            return self.page("faults.html", 422, faults=_faults(desk.faults), subject=subject)
        headers = {"content-disposition": f'attachment; filename="{subject.short_name}.yaml"'}
        return Response(desk.asked.written(NOBODY), 200, headers, "application/yaml")

    async def nearest(self, request: Request) -> Response:
        """Which qualification suits a learner."""
        from adviser.web.nearest import rank

        sent = await _sent(request)
        settings = self.settings
        ready = request.method == "POST"

        def work() -> Any:
            return rank(sent, settings.subjects, settings.library, settings.seconds)

        found = await self.solving(request, work) if ready else None
        if found is not None and found.answer is not None and sent.get("as") == "report":
            return _sheet(report_ranking(found.answer, found.record, settings.library.digest))
        return self.page(
            "nearest.html",
            422 if found is not None and found.faults else 200,
            found=found,
            sent=sent,
            faults=_faults(found.faults) if found is not None else [],
            notes=_notes(found.notes) if found is not None else [],
            goals=self._goals,
            limits=LIMITS,
        )

    async def plain(self, request: Request) -> Response:
        """A page that is the same for everybody."""
        return self.page(f"{request.url.path.strip('/')}.html", made=self.settings.made)


async def _sent(request: Request) -> Sent:
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
            carried = {"record", "held", "baseline", "learner", "sheet"}
            pairs = [
                *parse_qsl(go, max_num_fields=MOST_FIELDS),
                *((name, value) for name, value in pairs if name in carried),
            ]
    return Sent([(name, value.replace("\0", "")) for name, value in pairs], file)


def _form(desk: Desk, sent: Sent) -> dict[str, Any]:
    """What stands in the fields: the question as it was understood, or else as it was sent."""
    fields: dict[str, Any] = {
        "goals": sent.all("goal"),
        "want": sent.all("want"),
        "avoid": sent.all("avoid"),
        "prefer": sent.all("prefer"),
        "limits": {name: sent.get(name) for name in LIMITS},
        "unknown": sent.get("unknown"),
        "retakes": bool(sent.get("retakes")),
        "pathway": sent.all("pathway"),
        "day": sent.get("day"),
        "month": sent.get("month"),
        "year": sent.get("year"),
        "edition": sent.get("edition"),
    }
    if desk.asked is not None:
        question = desk.asked.question
        units = desk.asked.edition.options_of
        limits = question.limits.model_dump(mode="json", exclude_none=True)
        fields |= {
            "goals": [goal.value for goal in question.goals],
            "want": split_wishes(question.want, units)[1],
            "avoid": split_wishes(question.avoid, units)[1],
            "prefer": [f"{text}={weight:+}" for text, weight in question.prefer.items()],
            "limits": {name: str(limits.get(key, "")) for name, key in LIMITS.items()},
            "unknown": question.unknown_glh.value,
            "retakes": question.allow_retakes,
            "pathway": list(question.pathway),
            "day": str(question.on.day),
            "month": str(question.on.month),
            "year": str(question.on.year),
            "edition": question.edition or "",
        }
    return fields


def _pathways(desk: Desk) -> list[tuple[str, str]]:
    """The sub-rules that may be asked for, with what each says."""
    if desk.asked is None:
        return []
    rules = {rule.id: rule.says for rule in with_parts(desk.asked.edition.rules)}
    return [(name, rules[name]) for name in pathways(desk.asked.edition)]


def _faults(faults: Sequence[Fault]) -> list[tuple[str, str, str]]:
    """Each fault as the field it stands beside, what is wrong, and what could be written."""
    return [(field_of(fault.place), fault.message, fault.hint) for fault in faults]


def _notes(notes: Sequence[Note]) -> list[str]:
    return list(dict.fromkeys(note.message for note in notes))


def _whole(error: UnitwiseError) -> Fault:
    if isinstance(error, NotUnderstood) and error.faults:
        return error.faults[0]
    return Fault(str(error), hint=error.hint)


def _sheet(document: Document) -> HTMLResponse:
    """A report as a page of its own: its style is in it, and is let through by its hash."""
    text = document.html()
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    text = text.replace("default-src 'none'; style-src 'unsafe-inline'", policy, 1)
    headers = {"content-security-policy": f"{policy}; frame-ancestors 'none'"}
    return HTMLResponse(text, headers=headers)


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
