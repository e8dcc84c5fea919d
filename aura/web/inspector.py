"""Beside the board: one scene, to be seen and heard, and all that can be set of it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from aura.api.wire import ProjectId, Reading, SceneKey, Writing, services
from aura.projects.live import LiveView
from aura.timeline.document import Brief, Head
from aura.timeline.view import get_scene
from aura.web.forms import Sent
from aura.web.inspector_settings import Shown, edits_of
from aura.web.inspector_view import Inspected, voices_of
from aura.web.rendering import page
from aura.web.studio import applied

router = APIRouter(prefix="/projects/{project_id}/scenes/{scene_id}", include_in_schema=False)


@router.get("/inspector")
def show_scene(request: Request, unit: Reading, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """A scene with its settings."""
    return page(request, "parts/inspector.html", seen=Inspected.of(unit.live(project_id), scene_id))


@router.get("/voices")
def show_voices(request: Request, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """The voices that the scene may have of its own; asking what there are takes a moment."""
    aura = services(request)
    known = aura.studio.makers.offline_speaker.voices()
    with aura.reading() as unit:
        live = unit.live(project_id)
        scene = get_scene(live, scene_id)
        voices = voices_of(scene, live.part(Brief), known)
    return page(
        request,
        "parts/inspector_voices.html",
        at=f"/projects/{project_id}/scenes/{scene_id}",
        voices=voices,
        value=(scene.voice and scene.voice.name) or "",
    )


@router.put("/settings")
def set_fields(
    request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey, sent: Sent
) -> Response:
    """Set some of a scene's settings, as one step of undo."""
    unit.projects.hold(project_id)
    edits = edits_of(shown_of(unit.live(project_id), scene_id), sent)
    return applied(request, unit, project_id, edits, quiet=True)


def shown_of(live: LiveView, scene_id: str) -> Shown:
    """A scene as its settings are counted."""
    scene = get_scene(live, scene_id)
    clip = live.find_asset(scene.media.asset) if scene.media and scene.media.type == "Video" else None
    return Shown(scene, live.part(Head).rate, clip)
