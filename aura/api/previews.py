"""``/projects/…/preview`` and ``/projects/…/frame``: parts of the film before it is made.

A preview that is not there yet is answered as it is made: MP4 in fragments, which a browser's ``<video>``
plays from the first on.  Once it was made it is a file with ranges.  Whoever goes away stops it.
"""

from collections.abc import AsyncIterator, Generator
from typing import Annotated

from anyio import CancelScope, to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, Response, StreamingResponse

from aura.api.wire import ProjectId, services
from aura.errors import Invalid
from aura.exports.previewing import Preview, Previews
from aura.ids import parse_id
from aura.services import Services

router = APIRouter(prefix="/projects/{project_id}", tags=["previews"])

Moment = Annotated[int | None, Query(ge=0, le=2**40, description="A moment of the film, in milliseconds.")]


class FilmStream(StreamingResponse):
    """A film while it is made."""

    media_type = "video/mp4"


class Png(Response):
    """A picture."""

    media_type = "image/png"


@router.get("/preview", response_class=FilmStream)
async def preview(
    request: Request,
    project_id: ProjectId,
    scene: Annotated[str | None, Query(max_length=36, description="A scene's id, for all of it.")] = None,
    from_ms: Moment = None,
    to_ms: Moment = None,
) -> Response:
    """A scene, or the film from one moment to another: small, with its sound, playing while it is made."""
    aura = services(request)
    found = await to_thread.run_sync(_wanted, aura, project_id, scene, from_ms, to_ms)
    return await played(aura, found)


async def played(aura: Services, found: Preview) -> Response:
    """The answer that plays a preview: its file, or its fragments while they are made."""
    headers = {
        "Cache-Control": "private, no-cache",
        "X-Aura-From-Ms": str(found.from_ms),
        "X-Aura-Length-Ms": str(found.length_ms),
    }
    if await to_thread.run_sync(Previews.finished, found):
        tag = f'"{found.file.stem}"'  # its key; the file's time is that of the last look at it
        return FileResponse(found.file, media_type="video/mp4", headers={**headers, "ETag": tag})
    playing = aura.previews().play(found)
    first = await to_thread.run_sync(next, playing)
    return FilmStream(_pieces(aura, playing, first), headers={**headers, "X-Accel-Buffering": "no"})


@router.get("/frame", response_class=Png)
def frame(
    request: Request,
    project_id: ProjectId,
    at_ms: Annotated[int, Query(ge=0, le=2**40, description="The moment, in milliseconds.")] = 0,
    width: Annotated[int | None, Query(ge=1, le=65_535, description="Its width; else the film's.")] = None,
) -> Response:
    """The frame that the film shows at a moment, as a PNG."""
    made = services(request).previews().frame(project_id, at_ms, width)
    return Png(made, headers={"Cache-Control": "private, no-cache"})


def _wanted(
    aura: Services, project_id: ProjectId, scene: str | None, from_ms: int | None, to_ms: int | None
) -> Preview:
    with aura.reading() as unit:
        unit.projects.get(project_id)
    if scene is not None and from_ms is None and to_ms is None:
        return aura.previews().of_scene(project_id, str(parse_id(scene, "scene")))
    if scene is None and to_ms is not None:
        return aura.previews().of_range(project_id, from_ms or 0, to_ms)
    raise Invalid("Say what to see: scene, or from_ms and to_ms.", field="scene")


async def _pieces(aura: Services, playing: Generator[bytes], first: bytes) -> AsyncIterator[bytes]:
    """All of a preview; the rendering ends with whoever looks at it, and with the server."""
    try:
        piece = first
        while piece and not aura.closing.is_set():
            yield piece
            piece = await to_thread.run_sync(next, playing, b"")
    finally:
        with CancelScope(shield=True):
            await to_thread.run_sync(playing.close)
