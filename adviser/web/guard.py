"""What every request has to pass, and what every answer carries.

An ASGI middleware: the host must be one that this server was started for, a form may only be sent
from its own pages, a body has an end. Answers forbid scripts and styles from anywhere else, and may
not be kept by any cache.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 1 << 20
"""Bytes of one request, inclusive."""

LARGEST_DRAINED = 1 << 25
"""Bytes of a body that is too large that are taken in, so that its sender hears the answer."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names by which a machine calls itself."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The content security policy: nothing from anywhere else, nothing inline."""

_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class TooLarge(Exception):
    """A body is longer than a request may be."""


class Guard:
    """Lets a request through to ``app`` if it may pass.

    ``hosts`` are the names, without a port, under which this server answers.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOOPBACK) -> None:
        self.app = app
        self.hosts = {host.casefold() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                if scope.get("scheme") == "https":
                    headers.setdefault("strict-transport-security", "max-age=31536000")
            await send(message)

        headers = Headers(scope=scope)
        if (refused := self._refused(scope, headers)) is not None:
            await refused(scope, receive, sending)
            return
        taken = 0
        announced = int(headers.get("content-length") or 0)

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if max(taken, announced) > LARGEST_BODY:
                await _drained(receive, message, LARGEST_DRAINED - taken)
                raise TooLarge
            return message

        # An error was answered, and is told in the log without its words, which may hold a name.
        with suppress(Exception):
            await self.app(scope, receiving, sending)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        host = _host(headers.get("host", ""))
        if host not in self.hosts:
            return PlainTextResponse("This server does not answer under that name.\n", 421)
        if (headers.get("content-length") or "0").isdigit() is False:
            return PlainTextResponse("The length of the body is no number.\n", 400)
        if not self._from_here(scope, headers):
            return PlainTextResponse("Forms are only taken from this server's own pages.\n", 403)
        return None

    def _from_here(self, scope: Scope, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if scope["method"] in {"GET", "HEAD"}:
            navigates = headers.get("sec-fetch-dest") in {None, "document"}
            return site in {None, "same-origin", "none"} or navigates
        if site is not None:
            return site in {"same-origin", "none"}
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc == headers.get("host", "")


async def _drained(receive: Receive, message: Message, most: int) -> None:
    """Take in the rest of a body, ``most`` bytes of it, and keep nothing.

    A browser that is answered while it still sends may show that the connection broke, and not the
    answer.
    """
    while most > 0 and message.get("more_body"):
        message = await receive()
        most -= len(message.get("body", b""))


def _host(header: str) -> str:
    """The name in a ``Host`` header, without its port."""
    if header.startswith("["):
        return header.partition("]")[0].casefold() + "]"
    return header.partition(":")[0].casefold()
