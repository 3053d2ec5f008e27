"""Answers to take away: reports, questions and ledgers, as pages or files."""

from __future__ import annotations

import base64
import hashlib

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from adviser.asking.holding import NOBODY
from adviser.pages.html import html
from adviser.pages.markdown import markdown
from adviser.pages.sheets import ledger_sheet
from adviser.web.desk import Desk
from adviser.web.pages import Pages, sent_of
from adviser.web.workbench import others_of
from adviser.words.blocks import Document
from adviser.words.handover import asked_on_paper
from adviser.words.report import report_plan, report_transfer
from solver import Plan, suggest, transfer


class Papers:
    """What is handed over of an answer."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def report(self, request: Request) -> Response:
        """The answer as a sheet to sign, to print or to keep."""
        subject = self.pages.subject(request)
        sent = await sent_of(request)
        library, centre = self.pages.settings.library, self.pages.settings.centre

        def work() -> Document | Desk:
            desk = self.pages.desk(subject, sent)
            if desk.situation is None or desk.held is None:
                return desk
            situation, record = desk.situation, desk.held.record
            asked = asked_on_paper(situation.question, situation.edition)
            about = (situation.qualification, situation.edition, record, library.digest)
            answer = suggest(
                situation,
                others=others_of(sent),
                diverse=bool(sent.get("diverse")),
                priced=bool(sent.get("prices")),
            )
            if not record.achievements:
                return report_plan(answer, *about, (), asked, centre)
            worth = transfer(situation, units=library.units)
            if isinstance(answer, Plan) and answer.proof == "optimal":
                worth = worth.model_copy(update={"plan": answer})  # the same, and what is beside it
            return report_transfer(worth, *about, asked, centre)

        found = await self.pages.solving(request, work)
        if isinstance(found, Desk):
            return self.pages.refused(subject, found)
        if sent.get("as") == "markdown":
            return _file(markdown(found), f"{subject.short_name}.md", "text/markdown")
        return sheet(found)

    async def question(self, request: Request) -> Response:
        """The question as a file for the command line; nothing of the learner is in it."""
        subject = self.pages.subject(request)
        sent = await sent_of(request)
        desk = await self.pages.solving(request, lambda: self.pages.desk(subject, sent))
        if desk.asked is None:
            return self.pages.refused(subject, desk)
        return _file(desk.asked.written(NOBODY), f"{subject.short_name}.yaml", "application/yaml")

    async def record(self, request: Request) -> Response:
        """What is held as a file that can be chosen again, here or on a command line."""
        subject = self.pages.subject(request)
        sent = await sent_of(request)
        desk = await self.pages.solving(request, lambda: self.pages.desk(subject, sent))
        if desk.held is None:
            return self.pages.refused(subject, desk)
        text = desk.held.record.model_dump_json(indent=2, exclude_defaults=True)
        return _file(f"{text}\n", "record.json", "application/json")

    async def ledger(self, request: Request) -> Response:
        """What became of each achievement, as a table for a spreadsheet."""
        subject = self.pages.subject(request)
        sent = await sent_of(request)

        def work() -> str | Desk:
            desk = self.pages.desk(subject, sent)
            if desk.situation is None:
                return desk
            library = self.pages.settings.library
            return ledger_sheet(transfer(desk.situation, units=library.units))

        found = await self.pages.solving(request, work)
        if isinstance(found, Desk):
            return self.pages.refused(subject, found)
        return _file(found, f"{subject.short_name}-ledger.csv", "text/csv")


def _file(content: str, name: str, kind: str) -> Response:
    """Return what a browser saves under a name."""
    return Response(content, 200, {"content-disposition": f'attachment; filename="{name}"'}, kind)


def sheet(document: Document) -> HTMLResponse:
    """A report as a page of its own: its style is in it, and is let through by its hash."""
    text = html(document)
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    text = text.replace("default-src 'none'; style-src 'unsafe-inline'", policy, 1)
    headers = {"content-security-policy": f"{policy}; frame-ancestors 'none'"}
    return HTMLResponse(text, headers=headers)
