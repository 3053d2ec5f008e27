"""The workbench: the screen on which one qualification is planned."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from adviser.asking.faults import Fault, NotUnderstood
from adviser.web.desk import Desk
from adviser.web.forms import LIMITS, Sent, limits_of, split_wishes
from adviser.web.hours import strip
from adviser.web.pages import LONGER, Pages, beside_fields, said_once, sent_of
from adviser.web.view import Strip, View
from adviser.web.workbench import as_ticked, prices, work_out
from catalogue import UnitwiseError
from catalogue.rules import with_parts
from solver.wishes import pathways


class Bench:
    """The workbench of each qualification."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def workbench(self, request: Request) -> Response:
        """The plan, where every unit stands, and what may be done next."""
        subject = self.pages.subject(request)
        sent = await sent_of(request)
        own = self.pages.settings

        def work() -> tuple[Desk, View | None]:
            desk = self.pages.desk(subject, sent)
            if desk.situation is None:
                return desk, None
            try:
                return desk, work_out(desk, sent, own.library, own.subjects)
            except UnitwiseError as error:
                desk.faults.append(_whole(error))
                return desk, None

        desk, view = await self.pages.solving(request, work)
        here = f"/q/{subject.short_name}"
        query = view.query if view else ""
        live = "x-unitwise" in request.headers
        if request.method == "POST" and not live and view is not None:
            plain = {"record", "held", "why", "do", "others", "baseline", "prices", "beside"}
            if not any(sent.get(name) for name in plain) and not desk.page.text:
                return RedirectResponse(f"{here}?{query}", 303)
        answer = self.pages.page(
            "workbench.html",
            200 if view is not None else 422,
            subject=subject,
            here=here,
            view=view or as_ticked(desk, sent),
            desk=desk,
            sent=sent,
            form=_form(desk, sent),
            pathways=_pathways(desk),
            faults=beside_fields(desk.faults),
            notes=said_once(desk.notes),
            goals=self.pages.goals,
            priced=self.pages.priced,
            start=urlencode([("on", _day_of(desk))]),
            longer=self.pages.settings.seconds * LONGER,
            live=live,
            linked=live or not (desk.page.text or sent.get("held")),
        )
        if query:
            answer.headers["x-unitwise-address"] = f"{here}?{query}"
        return answer

    async def prices(self, request: Request) -> Response:
        """What each unit would cost, or save, as a page fills it in after the plan."""
        subject = self.pages.subject(request)
        sent = await sent_of(request)

        def work() -> dict[str, str]:
            desk = self.pages.desk(subject, sent)
            return {} if desk.situation is None else prices(desk.situation)

        return JSONResponse(await self.pages.solving(request, work))

    async def hours(self, request: Request) -> Response:
        """The slider of hours, as a page fills it in after the plan."""
        subject = self.pages.subject(request)
        sent = await sent_of(request)

        def work() -> Strip:
            desk = self.pages.desk(subject, sent)
            return Strip([]) if desk.situation is None else strip(desk.situation)

        found = await self.pages.solving(request, work)
        return self.pages.page("hours.html", strip=found)


def _day_of(desk: Desk) -> str:
    """The date of registration that is asked for, else today."""
    return (desk.asked.question.on if desk.asked is not None else date.today()).isoformat()


def _form(desk: Desk, sent: Sent) -> dict[str, Any]:
    """What stands in the fields: the question as it was understood, or else as it was sent."""
    year, month, day = sent.get("on").split("-") if sent.get("on").count("-") == 2 else ("",) * 3
    fields: dict[str, Any] = {
        "goals": sent.all("goal"),
        "want": sent.all("want"),
        "avoid": sent.all("avoid"),
        "prefer": sent.all("prefer"),
        "limits": {name: sent.get(name) for name in LIMITS},
        "unknown": sent.get("unknown"),
        "retakes": bool(sent.get("retakes")),
        "pathway": sent.all("pathway"),
        "day": sent.get("day") or day,
        "month": sent.get("month") or month,
        "year": sent.get("year") or year,
        "edition": sent.get("edition"),
    }
    if desk.asked is not None:
        question = desk.asked.question
        units = desk.asked.edition.options_of
        limits = dict(limits_of(question))
        fields |= {
            "goals": [goal.value for goal in question.goals],
            "want": split_wishes(question.want, units)[1],
            "avoid": split_wishes(question.avoid, units)[1],
            "prefer": [f"{text}={weight:+}" for text, weight in question.prefer.items()],
            "limits": {name: limits.get(name, "") for name in LIMITS},
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


def _whole(error: UnitwiseError) -> Fault:
    if isinstance(error, NotUnderstood) and error.faults:
        return error.faults[0]
    return Fault(str(error), hint=error.hint)
