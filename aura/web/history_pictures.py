"""``/projects/ID/history/picture``: what a version shows, small; or one scene of it, or of the project now.

Where nothing is to be seen, a plain ground is: a page never asks in vain.  What a version shows does not
change, so that a browser keeps its pictures for a day; one that could not be made is asked for again.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from aura.api.thumbnails import served, unchanged
from aura.api.wire import ProjectId, services
from aura.errors import AuraError, NotFound
from aura.exports.glancing import document_of, side_of
from aura.ids import parse_id
from aura.render.glances.thumbnails import Thumbnail, poster_of, thumbnail_of
from aura.render.revision import engine
from aura.services import Unit
from aura.web import files

router = APIRouter(prefix="/projects/{project_id}/history", include_in_schema=False)

A_DAY = "private, max-age=86400"
SIDE_PX = 320


@router.get("/picture")
def get_picture(
    request: Request,
    project_id: ProjectId,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    scene: Annotated[str | None, Query(max_length=36)] = None,
) -> Response:
    """The picture; or where it is not to be had, the ground that stands for it."""
    aura = services(request)
    blank = RedirectResponse(files.address("history_blank.svg"), 302)
    try:
        with aura.reading() as unit:
            wanted = _wanted(unit, project_id, version, scene)
    except AuraError:
        return _kept(blank, version)
    tag = wanted.key(engine())
    try:
        return _kept(unchanged(request, tag) or served(aura.glances.thumbnail(wanted), tag), version)
    except AuraError:
        return blank


def _kept(answer: Response, version: int | None) -> Response:
    """An answer that a browser keeps, when it is about a version."""
    if version is not None:
        answer.headers["Cache-Control"] = A_DAY
    return answer


def _wanted(unit: Unit, project_id: ProjectId, number: int | None, scene: str | None) -> Thumbnail:
    """Which picture it is.  Raises ``NotFound`` where there is none."""
    document = document_of(unit.work, project_id, number)
    scenes, aspect = document.timeline.scenes, document.brief.aspect
    scripts, rate = unit.services.scripts.sources, document.timeline.head.rate
    if scene is None:
        return poster_of(scenes, aspect, SIDE_PX, scripts=scripts, rate=rate)
    scene_id = str(parse_id(scene, "scene"))
    found = next((each for each in scenes if each.id == scene_id), None)
    if found is None:
        raise NotFound("There is no such scene.", field="scene")
    return thumbnail_of(found, aspect, side_of(SIDE_PX), scripts=scripts, rate=rate)
