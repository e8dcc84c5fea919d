"""``/projects/…/live``: word of what others change in a project, to the pages that show it.

A stream of events, each ``{"at": STAMP, "changed": BOOL}`` (``projects/following``); ``gone`` when the
project is.  A page that lost it names the last stamp it knows and is told at once what it missed.  What has
changed is not told: the page asks for its frame (``/frame``) and for its content anew.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.responses import Response

from aura.actor import LOCAL
from aura.api.live import RETRY_MS, EventStream
from aura.api.wire import ProjectId, Reading, services
from aura.errors import NotFound
from aura.projects.following import Watching
from aura.services import Services
from aura.web.rendering import page
from aura.web.studio import At, Studio

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)

LOOK_EVERY_S = 0.5
PING_EVERY_S = 15.0


@router.get("/frame")
def show_frame(request: Request, unit: Reading, project_id: ProjectId, at: At) -> Response:
    """The frame's pieces as they are now, each for its place."""
    return page(request, "parts/frame_pieces.html", studio=Studio.of(unit, project_id, at))


@router.get("/live", response_class=EventStream)
async def watch_project(
    request: Request, project_id: ProjectId, after: Annotated[int, Query(ge=0, le=2**62)]
) -> Response:
    """What others change, as it happens."""
    aura = services(request)
    watching = Watching(aura.units, LOCAL, project_id, _seen(request, after))
    stream = _stream(aura, watching)
    return EventStream(stream, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


def _seen(request: Request, after: int) -> int:
    """The last stamp the page knows: as the browser says when it comes back, or as the page asked first."""
    said = request.headers.get("last-event-id", "")
    return max(after, int(said)) if said.isascii() and said.isdecimal() and len(said) < 19 else after


async def _stream(aura: Services, watching: Watching) -> AsyncIterator[bytes]:
    """News as they come; now and then a sign of life.  No transaction is open between two looks."""
    yield f"retry: {RETRY_MS}\n\n".encode()
    said_at = time.monotonic()
    while not aura.closing.is_set():
        try:
            look = await to_thread.run_sync(watching.look)
        except NotFound:
            yield format_sse_event(data_str="{}", event="gone")
            return
        if look is not None:
            told = msgspec.json.encode({"at": look.stamp, "changed": look.is_changed}).decode()
            yield format_sse_event(data_str=told, id=str(look.stamp))
            said_at = time.monotonic()
        elif time.monotonic() - said_at >= PING_EVERY_S:
            yield KEEPALIVE_COMMENT
            said_at = time.monotonic()
        await asyncio.sleep(LOOK_EVERY_S)
