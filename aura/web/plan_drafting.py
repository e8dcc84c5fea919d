"""``/projects/…/draft/live``: a script as it is written, scene by scene, as lines of JSON.

A line is ``{"number", "about", "title", "words"}`` for a scene, ``{"again": true}`` where all so far is void
because the model is asked anew, and last ``{"html"}`` with the frame's pieces, or ``{"error"}``.  Who closes
the stream stops the writing, and the project stays as it was.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from aura.actor import LOCAL
from aura.api.wire import ProjectId, services
from aura.errors import AuraError
from aura.generation.drafting import draft
from aura.generation.watching import Stopped, Watched
from aura.providers.text.drafter import DraftScene
from aura.providers.text.pace import scenes_for
from aura.services import Services
from aura.timeline.document import Plan, Voice
from aura.web.studio import changed
from aura.web.words import counted

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)

LINES = "application/x-ndjson"
Say = Callable[[dict[str, Any]], object]


@router.post("/draft/live", response_class=StreamingResponse)
async def watch_drafting(request: Request, project_id: ProjectId) -> Response:
    """Write the script, and tell of each scene as it is there."""
    stream = _stream(request, services(request), project_id)
    return StreamingResponse(stream, media_type=LINES, headers={"X-Accel-Buffering": "no"})


async def _stream(request: Request, aura: Services, project_id: UUID) -> AsyncIterator[bytes]:
    """What the writing says, while it is done in a thread of its own."""
    loop, stopped = asyncio.get_running_loop(), threading.Event()
    said: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()

    def say(line: dict[str, Any] | None) -> None:
        if not stopped.is_set():
            loop.call_soon_threadsafe(said.put_nowait, line)

    def work() -> None:
        try:
            _write(request, aura, project_id, say, stopped.is_set)
        finally:
            say(None)

    writing = asyncio.ensure_future(to_thread.run_sync(work, abandon_on_cancel=True))
    try:
        while (line := await said.get()) is not None:
            yield msgspec.json.encode(line) + b"\n"
        await writing
    finally:
        stopped.set()


def _write(
    request: Request, aura: Services, project_id: UUID, say: Say, is_stopped: Callable[[], bool]
) -> None:
    """Write the script into the project; the last thing said is how it ended."""
    try:
        with aura.reading() as unit:
            live = unit.live(project_id)
            about, voice = scenes_for(live.part(Plan)), live.part(Voice)
            source = unit.usual.text
        telling = _Telling(say, about)
        drafter = aura.studio.makers.drafter(source, project_id, LOCAL, voice=voice)
        draft(aura.units, LOCAL, project_id, Watched(drafter, telling.tell, is_stopped))
    except Stopped:
        return
    except AuraError as error:
        say({"error": error.message})
        return
    with aura.reading() as unit:
        scenes = counted(unit.projects.get(project_id).scene_count, "scene")
        answer = changed(request, unit, project_id, "plan", f"{scenes} written.", undoable=True)
    say({"html": bytes(answer.body).decode()})


class _Telling:
    """Says each scene once."""

    def __init__(self, say: Say, about: int) -> None:
        self._say = say
        self._about = about
        self._attempt = 0
        self._told: tuple[DraftScene, ...] = ()

    def tell(self, attempt: int, scenes: Sequence[DraftScene]) -> None:
        """What is new; the last time, with all that is kept, only what differs from what was seen."""
        is_void = self._told != tuple(scenes[: len(self._told)])
        if self._told and (is_void or (attempt and attempt != self._attempt)):
            self._told = ()
            self._say({"again": True})
        self._attempt = attempt or self._attempt
        for number, scene in enumerate(scenes[len(self._told) :], len(self._told) + 1):
            self._say(
                {
                    "number": number,
                    "about": self._about,
                    "title": scene.title,
                    "words": scene.script_text,
                }
            )
        self._told = tuple(scenes)
