"""What is refused before any route is reached, and what every answer carries.

* A ``Host`` that is not on the list: another site's name that was pointed at this machine.
* An unsafe method whose browser says that another site asks for it (``Sec-Fetch-Site``, or ``Origin``
  where a browser is too old to send that).  Programs send neither and pass.
"""

import re
from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aura.api.problems import WORDS, problem

SAFE = {"GET", "HEAD", "OPTIONS"}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
"""The same as they are sent."""


class Guard:
    """Around the whole application, the framework's own answers included."""

    def __init__(
        self, app: ASGIApp, allowed_hosts: tuple[str, ...], told: Callable[[Request, Response], Response]
    ) -> None:
        self.app = app
        self.told = told
        """How whoever asked is told of a problem."""
        self.allowed_hosts = {host.lower() for host in allowed_hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                there = {name for name, _ in headers}
                message["headers"] = headers + [each for each in _HEADERS if each[0] not in there]
            await send(message)

        replaced = False

        async def send_guarded(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_plain_error(message):
                replaced = True
                await self.told(Request(scope), _in_our_words(message))(scope, receive, send_headed)
            if not replaced:
                await send_headed(message)

        refused = self._refusal(Headers(scope=scope), scope["method"])
        answer = self.told(Request(scope), problem(403, refused)) if refused else self.app
        await answer(scope, receive, send_guarded)

    def _refusal(self, headers: Headers, method: str) -> str | None:
        host = _name(headers.get("host", ""))
        if host not in self.allowed_hosts:
            return "This Aura does not answer to that host name; add it to AURA_ALLOWED_HOSTS."
        if method in SAFE:
            return None
        site = headers.get("sec-fetch-site")
        if site is not None:
            return None if site in ("same-origin", "none") else "Another site may not change anything here."
        origin = headers.get("origin")
        if origin is not None and origin.lower().partition("://")[2] != headers.get("host", "").lower():
            return "Another site may not change anything here."
        return None


def _is_plain_error(message: Message) -> bool:
    """The framework answers a few errors itself, in plain text and before any error handler."""
    return message["status"] >= 400 and Headers(scope=message).get("content-type", "").startswith(
        "text/plain"
    )


def _in_our_words(message: Message) -> Response:
    status = message["status"]
    response = problem(status, WORDS.get(status, f"{HTTPStatus(status).phrase}."))
    if content_range := Headers(scope=message).get("content-range"):
        response.headers["Content-Range"] = content_range
    return response


_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:]+)(:[0-9]*)?")


def _name(host: str) -> str:
    """A host header without its port; empty for what is none."""
    found = _HOST.fullmatch(host.lower())
    return found[1] if found else ""
