"""``/captions`` of a project, a version and an export: subtitle files out, and into a project."""

import re
from typing import Annotated, Any
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from aura.api.caption_shapes import CaptionsDone
from aura.api.shapes import Done
from aura.api.versions import Number
from aura.api.wire import ExportKey, ProjectId, Reading, Writing, answer, gives, services
from aura.errors import Invalid
from aura.exports import subtitles
from aura.exports.subtitles import Captions
from aura.projects.subtitle_files import MAX_BYTES, Format, read, write
from aura.projects.subtitles import Subtitles
from aura.timeline.scene import Cue

router = APIRouter(tags=["captions"])

MIME: dict[Format, str] = {"srt": "application/x-subrip", "vtt": "text/vtt"}
_TAKEN = (*MIME.values(), "text/plain", "application/octet-stream", "")
_TEXT = {"schema": {"type": "string"}}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file, in UTF-8.", "content": dict.fromkeys(MIME.values(), _TEXT)}
}
_NO_NAME = re.compile(r'[\s\x00-\x1f\\/:*?"<>|]+')

Wanted = Annotated[Format, Query(alias="format", description="SubRip (srt) or WebVTT (vtt).")]


def _file(captions: Captions, form: Format) -> Response:
    name = f"{_NO_NAME.sub(' ', captions.title).strip(' .')[:120] or 'film'}.{form}"
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(
        write(captions.cues, form),
        media_type=f"{MIME[form]}; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )


@router.get("/projects/{project_id}/captions", response_class=Response, responses=_FILE)
def get_captions(request: Request, unit: Reading, project_id: ProjectId, form: Wanted = "vtt") -> Response:
    """The captions of the project's film as it is now, as a subtitle file, whether or not it shows them."""
    return _file(subtitles.of_project(unit.work, services(request).objects, project_id), form)


@router.get("/projects/{project_id}/versions/{number}/captions", response_class=Response, responses=_FILE)
def get_version_captions(
    request: Request, unit: Reading, project_id: ProjectId, number: Number, form: Wanted = "vtt"
) -> Response:
    """The captions of the film that a version would make, as a subtitle file."""
    return _file(subtitles.of_version(unit.work, services(request).objects, project_id, number), form)


@router.get("/exports/{export_id}/captions", response_class=Response, responses=_FILE)
def get_export_captions(
    request: Request, unit: Reading, export_id: ExportKey, form: Wanted = "vtt"
) -> Response:
    """The captions of an export's film as a subtitle file, whether or not the film shows them."""
    export = unit.exports.get(export_id)
    return _file(subtitles.of_export(unit.work, services(request).objects, export), form)


def accepted(request: Request, project_id: ProjectId) -> None:
    """Refuses what need not be received: a project that is not there, a body that is said to be no text."""
    with services(request).reading() as unit:
        unit.projects.get(project_id)
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said not in _TAKEN:
        raise Invalid("Send the file itself, with Content-Type text/vtt, application/x-subrip or text/plain.")


async def received(request: Request, _: Annotated[None, Depends(accepted)]) -> tuple[Cue, ...]:
    """The cues of the file that is the request's body."""
    return await to_thread.run_sync(read, await request.body())


@router.post(
    "/projects/{project_id}/captions",
    responses=gives(CaptionsDone),
    max_body_size=MAX_BYTES,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": dict.fromkeys(("text/vtt", "application/x-subrip", "text/plain"), _TEXT),
        }
    },
)
def load_captions(
    cues: Annotated[tuple[Cue, ...], Depends(received)], unit: Writing, project_id: ProjectId
) -> Response:
    """Give the scenes the captions of a subtitle file (SRT or VTT, the request's body), as one step of undo.

    Each goes to the scene in which most of it lies.  What lies behind the film's end is left out, and told.
    A scene that gets none shows those made from its narration.
    """
    return answer(CaptionsDone.loaded(unit, Subtitles(unit.work).load(project_id, cues)))


@router.delete("/projects/{project_id}/captions", responses=gives(Done))
def clear_captions(unit: Writing, project_id: ProjectId) -> Response:
    """Take all scenes' own captions, as one step of undo; those made from narrations are shown again."""
    return answer(Done.of(unit, Subtitles(unit.work).clear(project_id)))
