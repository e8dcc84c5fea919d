"""Projects as files: one that holds a whole project, out and in; and timelines for other editors."""

import re
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from typing import IO, Annotated, Any
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from aura.api.shapes import ProjectWhole
from aura.api.wire import ANY_SIZE, BYTES, ProjectId, answer, gives, gives_file, services
from aura.blobs.objects import out_of_space_is_named
from aura.errors import TooLarge
from aura.exchange.manifest import MIME, SUFFIX, Kept
from aura.exchange.packing import pack
from aura.exchange.timelines import Form, bundle, film_of, timeline
from aura.exchange.unpacking import unpack
from aura.services import Services

router = APIRouter(tags=["exchange"])

_PIECE = 1 << 20
_NO_NAME = re.compile(r'[\s\x00-\x1f\\/:*?"<>|]+')
_FILE = gives_file("The file.", MIME)
_OTIO: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The timeline.",
        "content": {"application/json": {"schema": {"type": "object"}}, MIME: BYTES},
    }
}


def scratch(aura: Services) -> IO[bytes]:
    """A file of no name, which is gone with whoever opened it."""
    folder = aura.settings.run_dir / "tmp"
    with out_of_space_is_named():
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=folder)


def _sent(aura: Services, write: Callable[[IO[bytes]], str], ending: str) -> Response:
    """A file that is written whole before any of it leaves; ``write`` answers what it is called."""
    out = scratch(aura)
    try:
        name = write(out)
        size_bytes = out.seek(0, 2)
    except BaseException:
        out.close()
        raise
    headers = {"Content-Length": str(size_bytes), **_called(name, ending)}
    closing = BackgroundTask(out.close)  # also where whoever asked is gone before any of it was sent
    return StreamingResponse(_pieces(out), media_type=MIME, headers=headers, background=closing)


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    out.seek(0)
    while piece := out.read(_PIECE):
        yield piece


def _called(name: str, ending: str) -> dict[str, str]:
    plain = f"{_NO_NAME.sub(' ', name).strip(' .')[:120] or 'project'}{ending}"
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(plain, safe='')}"}


@router.get("/projects/{project_id}/file", response_class=Response, responses=_FILE)
def get_project_file(
    request: Request,
    project_id: ProjectId,
    versions: Annotated[
        Kept, Query(description="Which versions it holds: all, manual and important ones, or none.")
    ] = "all",
    media: Annotated[bool, Query(description="Whether it holds the media.")] = True,
) -> Response:
    """The whole project as one file: its content, its versions, and the media that any of it names."""
    aura = services(request)

    def write(out: IO[bytes]) -> str:
        found = pack(aura.units, aura.objects, project_id, out, kept=versions, with_media=media)
        return found.title

    return _sent(aura, write, SUFFIX)


async def received(request: Request) -> AsyncIterator[IO[bytes]]:
    """The request's body as a file, gone at the request's end."""
    aura = services(request)
    limit = aura.settings.max_upload_bytes
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > limit:
        raise too_large(limit)
    with await to_thread.run_sync(scratch, aura) as file:
        size_bytes, piece = 0, bytearray()
        async for chunk in request.stream():
            size_bytes += len(chunk)
            if size_bytes > limit:
                raise too_large(limit)
            piece += chunk
            if len(piece) >= _PIECE:
                await to_thread.run_sync(_append, file, bytes(piece))
                piece.clear()
        await to_thread.run_sync(_append, file, bytes(piece))
        yield file


def too_large(limit: int) -> TooLarge:
    return TooLarge(f"The file is larger than {limit:,} bytes.", limit_bytes=limit)


def _append(file: IO[bytes], chunk: bytes) -> None:
    with out_of_space_is_named():
        file.write(chunk)


@router.post(
    "/projects/file",
    status_code=201,
    responses=gives(ProjectWhole, 201),
    max_body_size=ANY_SIZE,
    openapi_extra={
        "requestBody": {"required": True, "content": {MIME: BYTES, "application/octet-stream": BYTES}}
    },
)
def add_project_file(request: Request, file: Annotated[IO[bytes], Depends(received)]) -> Response:
    """Make a new project from a project's file, which is the request's body."""
    aura = services(request)
    project_id = unpack(aura.units, aura.objects, aura.prober, file)
    with aura.reading() as unit:
        whole = ProjectWhole.of_live(unit.live(project_id))
    return answer(whole, 201, Location=f"/api/v1/projects/{project_id}")


@router.get("/projects/{project_id}/timeline", response_class=Response, responses=_OTIO)
def get_timeline(
    request: Request,
    project_id: ProjectId,
    form: Annotated[
        Form, Query(alias="format", description="The timeline alone (otio), or with its media (otioz).")
    ] = "otio",
) -> Response:
    """The project's film as an OpenTimelineIO timeline, for other editors; its media is named in `media/`."""
    aura = services(request)
    with aura.reading() as unit:
        film = film_of(unit.work, aura.objects, project_id)
    if form == "otio":
        headers = _called(film.captions.title, ".otio")
        return Response(timeline(film).data, media_type="application/json", headers=headers)

    def write(out: IO[bytes]) -> str:
        bundle(film, aura.objects, out)
        return film.captions.title

    return _sent(aura, write, ".otioz")
