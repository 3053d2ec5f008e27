"""The API over HTTP: requests to operations, and everything that is wrong as problem details."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from time import monotonic
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from adviser.asking.body import Json
from adviser.asking.faults import Fault, NotUnderstood
from adviser.web import placed
from adviser.web.body import NoJson, read_json
from adviser.web.openapi import PROBLEM, description
from adviser.web.operations import OPERATIONS, Operation, Service
from adviser.web.solving import Solving
from catalogue import Qualification, SeveralQualifications, UnitwiseError, UnknownQualification

PREFIX = "/api/v1"
"""Where every operation lies."""

T = TypeVar("T")

Endpoint = Callable[[Request], Awaitable[Response]]


def problem(
    status: int, detail: str = "", errors: list[Fault] | None = None, **headers: str
) -> Response:
    """Return problem details, as RFC 9457 has them."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
    }
    if detail:
        told["detail"] = detail
    if errors:
        told["errors"] = [placed.told(fault) for fault in errors]
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(json.dumps(told, indent=2) + "\n", status, names, PROBLEM)


def of_error(error: UnitwiseError) -> Response:
    """Return the problem that an error is."""
    if isinstance(error, NotUnderstood):
        return problem(422, "", list(error.faults))
    if isinstance(error, UnknownQualification | SeveralQualifications):
        return problem(404, "\n".join(part for part in (str(error), error.hint) if part))
    return problem(422, "", [Fault(str(error), hint=error.hint)])


class Api:
    """The API of one catalogue."""

    def __init__(self, service: Service, solving: Solving, version: str) -> None:
        self.service = service
        self.solving = solving
        self.version = version
        offer = service.offer.model_dump_json() if service.offer is not None else ""
        self._known = f"{version} {service.library.digest} {service.seconds} {offer}"

    @property
    def routes(self) -> list[BaseRoute]:
        """The routes, from the table of operations."""
        routes: list[BaseRoute] = [
            Route(f"{PREFIX}/catalogue", self.catalogue),
            Route(f"{PREFIX}/openapi.json", self.openapi),
            Route(f"{PREFIX}/qualifications/{{name}}", self.qualification),
        ]
        for one in OPERATIONS:
            where = f"{PREFIX}/qualifications/{{name}}/{one.name}"
            path = where if one.of_one else f"{PREFIX}/{one.name}"
            routes.append(Route(path, self._endpoint(one), methods=["POST"]))
        return routes

    def subject(self, request: Request) -> Qualification:
        """Return the qualification that an address names."""
        found = self.service.library.find(request.path_params["name"])
        if found not in self.service.subjects:
            raise UnknownQualification(f"{found.title} is not offered here")
        return found

    async def catalogue(self, request: Request) -> Response:
        """Every qualification."""
        from catalogue.files.listing import SHIPPED, document, listed

        made = document([listed(one) for one in self.service.subjects], [SHIPPED])
        return self._tagged(request, json.dumps(made, indent=2, ensure_ascii=False) + "\n")

    async def qualification(self, request: Request) -> Response:
        """One qualification in full."""
        try:
            found = self.subject(request)
        except UnitwiseError as error:
            return of_error(error)
        return self._tagged(
            request, found.with_units.model_dump_json(indent=2, by_alias=True) + "\n"
        )

    async def openapi(self, request: Request) -> Response:
        """The description of all this."""
        names = [one.short_name for one in self.service.subjects]
        made = description(self.version, names)
        return self._tagged(request, json.dumps(made, indent=2) + "\n")

    def _tagged(self, request: Request, text: str) -> Response:
        tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"etag": tag})
        return Response(text, 200, {"etag": tag, "cache-control": "no-cache"}, "application/json")

    def _endpoint(self, operation: Operation) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
            if kind != "application/json":
                return problem(415, "the body is JSON: content-type application/json")
            raw = await request.body()
            try:
                data = read_json(raw)
                subject = self.subject(request) if operation.of_one else None
                tag = self._tag(operation, subject, raw) if operation.is_tagged(data) else ""
                if tag and request.headers.get("if-none-match") == tag:
                    return Response(status_code=304, headers={"etag": tag})
                limit = self._limit(data)
                answer, took = await self.solving(
                    request, lambda: _timed(lambda: operation.call(self.service, subject, data))
                )
            except NoJson as error:
                return problem(400, str(error))
            except UnitwiseError as error:
                return of_error(error)
            # What was cut short may be told in full another time.
            in_time = took < limit
            headers = {"etag": tag, "cache-control": "no-cache"} if tag and in_time else None
            text = answer.model_dump_json(indent=2) + "\n"
            return Response(text, 200, headers, "application/json")

        return endpoint

    def _limit(self, data: Json) -> float:
        """The shortest time that any question of a body is given, in seconds."""
        bodies = [data, *(one for one in data.values() if isinstance(one, dict))]
        given = [one["time_limit"] for one in bodies if "time_limit" in one]
        return min([self.service.seconds, *(g for g in given if isinstance(g, int | float))])

    def _tag(self, operation: Operation, subject: Qualification | None, raw: bytes) -> str:
        """What stands for the answer to a body: everything that it depends on, as a digest."""
        name = subject.short_name if subject is not None else ""
        said = f"{self._known} {operation.name} {name} ".encode() + raw
        return f'"{hashlib.sha256(said).hexdigest()[:32]}"'


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what ``work`` gives, and how many seconds it took."""
    began = monotonic()
    return work(), monotonic() - began
