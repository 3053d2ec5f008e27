"""The application: routes, what is wrong as a page or as problem details, and the guard around."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from adviser.web.api import PREFIX, Api, problem
from adviser.web.bench import Bench
from adviser.web.guard import LOOPBACK, Guard, TooLarge
from adviser.web.nearest import Nearest
from adviser.web.operations import Service
from adviser.web.pages import HERE, Pages, Settings, sent_before
from adviser.web.papers import Papers
from adviser.web.solving import Busy, Gone, Solving
from catalogue import SeveralQualifications, UnitwiseError, UnknownQualification

log = logging.getLogger("unitwise.serve")

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

Endpoint = Callable[[Request], Awaitable[Response]]


def application(
    settings: Settings, hosts: Collection[str] = LOOPBACK, at_once: int | None = None
) -> Guard:
    """Return the application that answers under the names ``hosts``.

    It searches for so many ``at_once``; for as many as there are cores, if none is given.
    """
    solving = Solving(at_once)
    pages = Pages(settings, solving)
    bench, papers, ranking = Bench(pages), Papers(pages), Nearest(pages)
    service = Service(settings.library, settings.subjects, settings.seconds, settings.offer)
    api = Api(service, solving, settings.made.split()[-1])

    async def static(request: Request) -> Response:
        name = request.path_params["file"]
        path = HERE / "static" / name
        known = {one.name for one in (HERE / "static").iterdir() if one.suffix in _KINDS}
        if name not in known:
            raise HTTPException(404)
        headers = {"cache-control": "public, max-age=31536000, immutable"}
        return FileResponse(path, headers=headers, media_type=_KINDS[path.suffix])

    async def healthz(request: Request) -> Response:
        return PlainTextResponse(f"well, {solving.running} running, {solving.waiting} waiting\n")

    def both(path: str, endpoint: Endpoint) -> Route:
        return Route(path, endpoint, methods=["GET", "POST"])

    app = Starlette(
        routes=[
            Route("/", pages.home),
            both("/q/{name}", bench.workbench),
            Route("/q/{name}/prices", bench.prices, methods=["POST"]),
            Route("/q/{name}/hours", bench.hours, methods=["POST"]),
            Route("/q/{name}/rules", pages.rules),
            both("/q/{name}/report", papers.report),
            both("/q/{name}/question", papers.question),
            both("/q/{name}/ledger", papers.ledger),
            both("/q/{name}/record", papers.record),
            both("/nearest", ranking.nearest),
            *(
                Route(f"/{name}", pages.plain)
                for name in ("help", "accessibility", "licences", "api")
            ),
            Route("/healthz", healthz),
            Route("/static/{version}/{file}", static),
            *api.routes,
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=600)],
        exception_handlers={
            HTTPException: _of_http(pages),
            UnitwiseError: _of_unitwise(pages),
            Busy: _of_busy(pages),
            Gone: _of_gone,
            TooLarge: _of_large(pages),
            ClientDisconnect: _of_gone,
            ValueError: _of_value(pages),
            Exception: _of_defect(pages),
        },
    )
    return Guard(app, hosts)


def _programs(request: Request) -> bool:
    return request.url.path.startswith(PREFIX)


def _of_http(pages: Pages) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        headers = dict(error.headers or {})
        if _programs(request):
            made = problem(error.status_code)
        else:
            title = {404: "There is no such page"}.get(error.status_code, "That cannot be asked")
            made = pages.page(
                "error.html", error.status_code, title=title, message=error.detail, hint=""
            )
        made.headers.update(headers)
        return made

    return answer


def _of_unitwise(pages: Pages) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, UnitwiseError)
        unknown = isinstance(error, UnknownQualification | SeveralQualifications)
        return pages.page(
            "error.html",
            404 if unknown or "not offered" in str(error) else 422,
            title="There is no such qualification" if unknown else "That cannot be answered",
            message=str(error),
            hint=error.hint,
        )

    return answer


def _of_value(pages: Pages) -> Callable[[Request, Exception], Response]:
    """A form with too many fields, or one that is none, is refused by whoever reads it."""

    def answer(request: Request, error: Exception) -> Response:
        if not isinstance(error, ValueError) or "fields" not in str(error):
            return _of_defect(pages)(request, error)
        return pages.page("error.html", 400, title="The form cannot be read", message="", hint="")

    return answer


def _of_defect(pages: Pages) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
        log.error("%s at %s", type(error).__name__, where)  # never its words: they may hold a name
        if _programs(request):
            return problem(500)
        return pages.page(
            "error.html",
            500,
            title="Unitwise is at fault",
            message="This is a defect of ours. Nothing of what you sent was kept.",
            hint="",
        )

    return answer


def _of_busy(pages: Pages) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        if _programs(request):
            return problem(503, "too many ask at once", retry_after="1")
        made = pages.page("again.html", 503, path=request.url.path, sent=sent_before(request))
        made.headers["retry-after"] = "1"
        return made

    return answer


def _of_large(pages: Pages) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        if _programs(request):
            return problem(413, "the body is larger than 1 MiB")
        return pages.page(
            "error.html",
            413,
            title="That is too much at once",
            message="What was sent is larger than 1 MiB. Choose a smaller file: a record of one"
            " learner, not of many.",
            hint="Your browser's Back leads to the form again. If it asks whether to send"
            " the form once more, let it.",
        )

    return answer


def _of_gone(request: Request, error: Exception) -> Response:
    return Response(status_code=499)
