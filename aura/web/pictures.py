"""What a scene shows: chosen from the project's files, or taken away; and those files, small, to look at."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from msgspec.structs import replace
from starlette.responses import Response

from aura.api.thumbnails import served, unchanged
from aura.api.wire import DigestKey, ProjectId, Reading, SceneKey, Writing, services
from aura.errors import Invalid
from aura.exports.glancing import side_of
from aura.render.glances.thumbnails import Thumbnail, canvas_of, thumbnail_of
from aura.render.revision import engine
from aura.render.spec import Clip, Picture, Stretch
from aura.timeline.document import Brief
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media
from aura.timeline.view import get_scene
from aura.web.forms import Sent
from aura.web.rendering import page
from aura.web.studio import applied

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)

SEEN = ("Image", "Video")


@router.get("/scenes/{scene_id}/pictures")
def show_pictures(request: Request, unit: Reading, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """The project's pictures and clips, to choose one from."""
    scene = get_scene(unit.live(project_id), scene_id)
    found = [asset for asset in unit.assets.list(project_id) if asset.type in SEEN]
    found.sort(key=lambda asset: asset.name.casefold())
    path = f"/projects/{project_id}"
    shown = scene.media.asset if scene.media else ""
    return page(
        request, "parts/pictures.html", path=path, at=f"{path}/scenes/{scene_id}", assets=found, shown=shown
    )


@router.post("/scenes/{scene_id}/picture/asset")
def show_file(
    request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey, sent: Sent
) -> Response:
    """Let a scene show a file of the project."""
    unit.projects.hold(project_id)
    live = unit.live(project_id)
    media = fitted(sent.text("asset"), get_scene(live, scene_id).media)
    return applied(request, unit, project_id, [SetSceneMedia(scene=scene_id, media=media)], quiet=True)


@router.post("/scenes/{scene_id}/picture/remove")
def remove_picture(request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """Let Aura draw a scene's picture when the film is made."""
    unit.projects.hold(project_id)
    return applied(request, unit, project_id, [SetSceneMedia(scene=scene_id, media=None)], quiet=True)


@router.get("/scenes/{scene_id}/drawn")
def get_drawn(
    request: Request,
    project_id: ProjectId,
    scene_id: SceneKey,
    side: Annotated[int, Query(ge=1, le=1280)] = 320,
) -> Response:
    """What Aura draws for a scene that shows nothing of its own; the film finds it drawn."""
    aura = services(request)
    scene, film = aura.previews().pictured(project_id, scene_id)
    wanted = thumbnail_of(scene, film.brief.aspect, side_of(side))
    tag = wanted.key(engine())
    return unchanged(request, tag) or served(aura.glances.thumbnail(wanted), tag)


@router.get("/pictures/{digest}")
def get_picture(
    request: Request,
    project_id: ProjectId,
    digest: DigestKey,
    side: Annotated[int, Query(ge=1, le=640)] = 160,
    at_ms: Annotated[int, Query(ge=0, le=2**40)] = 0,
) -> Response:
    """A file of the project, small: all of it, a clip as it is at a moment."""
    aura = services(request)
    with aura.reading() as unit:
        asset, _ = unit.assets.get(project_id, digest)
        aspect = unit.live(project_id).part(Brief).aspect
    if asset.type not in SEEN:
        raise Invalid("That file cannot be seen.", field="digest")
    shot: Picture | Clip = Picture(digest=digest, fit="blurred")
    if asset.type == "Video":
        shot = Clip(digest=digest, fit="blurred", trim_ms=at_ms)
    wanted = Thumbnail(canvas=canvas_of(aspect, side_of(side)), content=Stretch(shot=shot, frames=1))
    tag = wanted.key(engine())
    return unchanged(request, tag) or served(aura.glances.thumbnail(wanted), tag)


def fitted(digest: str, before: Media | None) -> Media:
    """A file to be shown, fitted as what the scene showed before."""
    media = Media(asset=digest)
    return replace(media, fit=before.fit, focus=before.focus) if before else media
