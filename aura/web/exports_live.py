"""``/exports/live``: word that exports are no longer as they were, to the pages that show them.

An event is the digest of how all that wait, run or ended last stand, of one project or of all; it is told
at once to whoever connects, so that a page which lost Aura for a while looks anew by itself.  What changed is
not told: the page asks for what it shows.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from typing import Annotated

from anyio import to_thread
from blake3 import blake3
from fastapi import APIRouter, Query, Request
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from sqlalchemy import func, select
from starlette.responses import Response

from aura.api.live import RETRY_MS, EventStream
from aura.api.wire import services
from aura.exports.exports import ENDED
from aura.exports.tables import ExportHistory
from aura.services import Services

router = APIRouter(include_in_schema=False)

LOOK_EVERY_S = 0.5
PING_EVERY_S = 15.0


@router.get("/exports/live", response_class=EventStream)
async def watch_exports(request: Request, project: Annotated[uuid.UUID | None, Query()] = None) -> Response:
    """What happens to exports, as it happens."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return EventStream(_stream(services(request), project), headers=headers)


async def _stream(aura: Services, project_id: uuid.UUID | None) -> AsyncIterator[bytes]:
    """News as they come; now and then a sign of life.  No transaction is open between two looks."""
    yield f"retry: {RETRY_MS}\n\n".encode()
    said_at, last = time.monotonic(), ""
    while not aura.closing.is_set():
        now = await to_thread.run_sync(standing, aura, project_id)
        if now != last:
            yield format_sse_event(data_str=now)
            said_at, last = time.monotonic(), now
        elif time.monotonic() - said_at >= PING_EVERY_S:
            yield KEEPALIVE_COMMENT
            said_at = time.monotonic()
        await asyncio.sleep(LOOK_EVERY_S)


def standing(aura: Services, project_id: uuid.UUID | None) -> str:
    """How exports stand, as a digest."""
    row = ExportHistory
    with aura.reading() as unit:
        mine = row.created_by == unit.work.actor.user_id
        its = [row.project_id == project_id] if project_id else []
        session = unit.work.session
        ended = select(func.count(), func.max(row.completed_at), func.max(row.deleted_at))
        found = session.execute(ended.where(mine, *its)).one()
        columns = (
            row.id, row.status, row.progress, row.stage, row.attempt, row.version_id,
            row.is_paused, row.cancel_requested, row.priority, row.in_line_since,
        )  # fmt: skip
        open_ones = select(*columns).where(mine, *its, row.status.not_in(ENDED)).order_by(row.id)
        rows = session.execute(open_ones).all()
        is_paused = unit.line.is_paused
    return blake3(repr((tuple(found), [tuple(each) for each in rows], is_paused)).encode()).hexdigest()[:16]
