"""``/exports/…/live``: an export's events as they happen, as server-sent events.

Each carries its id.  A client that lost the connection names the last one it saw (``Last-Event-ID``, as
browsers do by themselves) and misses none; once the export is over and all was told it is answered with
204, upon which a browser asks no more.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.responses import Response, StreamingResponse

from aura.actor import LOCAL
from aura.api.export_shapes import EventLine
from aura.api.wire import ExportKey, Reading, services
from aura.errors import Invalid, NotFound
from aura.exports.following import LOOK_EVERY_S, Following
from aura.services import Services

router = APIRouter(tags=["exports"])

PING_EVERY_S = 15.0
RETRY_MS = 1000


class EventStream(StreamingResponse):
    """Server-sent events, written down already."""

    media_type = "text/event-stream"


def followed(
    request: Request,
    unit: Reading,
    export_id: ExportKey,
    last_event_id: Annotated[str | None, Header(description="The id of the last event seen.")] = None,
    after: Annotated[int, Query(ge=0, le=2**62, description="The same, for the first request.")] = 0,
) -> Following:
    """The export to follow, from behind the last event that was seen."""
    unit.exports.get(export_id)
    if last_event_id is not None:
        if not (last_event_id.isascii() and last_event_id.isdecimal() and len(last_event_id) < 19):
            raise Invalid("Last-Event-ID is the number of an event.", field="Last-Event-ID")
        after = int(last_event_id)
    return Following(services(request).units, LOCAL, export_id, after)


_OVER: dict[int | str, dict[str, Any]] = {204: {"description": "It is over, and all was told."}}


@router.get("/exports/{export_id}/live", response_class=EventStream, responses=_OVER)
async def watch_export(request: Request, following: Annotated[Following, Depends(followed)]) -> Response:
    """What happens to an export, as it happens: an event stream of JSON; 204 once all is told."""
    first = await to_thread.run_sync(_told, following)
    if following.over and not first:
        return Response(status_code=204)
    stream = _stream(services(request), following, first)
    return EventStream(stream, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


async def _stream(aura: Services, following: Following, first: bytes) -> AsyncIterator[bytes]:
    """Events as they come; now and then a sign of life.  No transaction is open between two looks."""
    yield f"retry: {RETRY_MS}\n\n".encode() + first
    said_at = time.monotonic()
    while not (following.over or aura.closing.is_set()):
        await asyncio.sleep(LOOK_EVERY_S)
        try:
            told = await to_thread.run_sync(_told, following)
        except NotFound:  # deleted while it was watched
            return
        if not told and time.monotonic() - said_at >= PING_EVERY_S:
            told = KEEPALIVE_COMMENT
        if told:
            said_at = time.monotonic()
            yield told


def _told(following: Following) -> bytes:
    """The news, written down."""
    return b"".join(
        format_sse_event(
            data_str=msgspec.json.encode(EventLine.of(event)).decode(), event=event.kind, id=str(event.id)
        )
        for event in following.news()
    )
