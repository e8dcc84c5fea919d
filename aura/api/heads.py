"""``HEAD``: all that ``GET`` would say of itself, and nothing of its body (RFC 9110, 9.3.2).

It is asked for as ``GET`` is, so that no route has to know of it.  A file is not read for it, a stream ends
with its first word, and a range, which is meant for ``GET`` alone, is not looked at.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Around an application that knows ``GET`` alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        begun = asyncio.Event()

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body"})
                begun.set()

        request: list[Message] = [{"type": "http.request"}]

        async def receive_until_begun() -> Message:
            if request:
                return request.pop()
            await begun.wait()
            return {"type": "http.disconnect"}

        await self.app(_as_get(scope), receive_until_begun, send_head)


def _as_get(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name not in (b"range", b"if-range")]
    extensions = {**(scope.get("extensions") or {}), "http.response.pathsend": {}}
    return {**scope, "method": "GET", "headers": headers, "extensions": extensions}
