"""``/projects/…/voice/scenes/…``: a scene as it is heard, and one's own recording in the place of a voice.

A recording is any file with sound; it is measured in a child process before it is kept.  When its words are
spoken is found out when the video is made, so that captions fall where they are heard.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import FileResponse, Response

from aura.api.assets import received
from aura.api.wire import ANY_SIZE, Keeping, ProjectId, Reading, SceneKey, Writing, services
from aura.errors import Conflict, NotFound
from aura.generation.missing import speech_of
from aura.services import Unit
from aura.timeline.document import Asset
from aura.timeline.edits import Edit
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.hearing import SetSceneNarration, SetSceneRecording
from aura.timeline.scene import Scene
from aura.timeline.view import get_scene
from aura.web.recording_lines import is_own, recordings_of
from aura.web.rendering import page
from aura.web.studio import changed
from aura.web.voice import heard

router = APIRouter(prefix="/projects/{project_id}/voice/scenes", include_in_schema=False)

MIMES = {"audio/x-matroska": "audio/webm", "video/x-matroska": "video/webm"}
"""What browsers call what they record; they play it under no other name."""
CACHED = {"Cache-Control": "private, max-age=3600"}


@router.get("")
def list_scenes(
    request: Request, unit: Reading, project_id: ProjectId, every: Annotated[bool, Query()] = False
) -> Response:
    """The list of the scenes, which is asked for anew as the voice changes."""
    recordings = recordings_of(unit.live(project_id).document(), f"/projects/{project_id}", every=every)
    return page(request, "parts/recordings.html", recordings=recordings, path=f"/projects/{project_id}")


@router.get("/{scene_id}/sound", response_class=FileResponse)
def get_sound(unit: Reading, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """What is heard in a scene as it stands."""
    narration = _scene(unit, project_id, scene_id).narration
    if narration is None:
        raise NotFound("Nothing is heard in this scene yet.", field="scene_id")
    asset, path = unit.assets.get(project_id, narration.audio)
    return FileResponse(path, media_type=MIMES.get(asset.mime, asset.mime), headers=CACHED)


@router.get("/{scene_id}/spoken")
def get_spoken(request: Request, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """A scene's words, spoken as they will be."""
    aura = services(request)
    with aura.reading() as unit:
        document = unit.live(project_id).document()
        speech = speech_of(_scene(unit, project_id, scene_id), document)
    if speech is None:
        raise NotFound("There are no words in this scene yet.", field="scene_id")
    return heard(aura, speech, "no-store")


@router.post("/{scene_id}/recording", max_body_size=ANY_SIZE)
def keep_recording(
    request: Request,
    project_id: ProjectId,
    scene_id: SceneKey,
    asset: Annotated[Asset, Depends(received)],
    unit: Keeping,
) -> Response:
    """Let a scene be spoken by the request's body, a file with sound."""
    unit.projects.hold(project_id)
    live = unit.live(project_id)
    edits: list[Edit] = [SetSceneRecording(scene=scene_id, asset=asset.digest)]
    if live.find_asset(asset.digest) is None:
        edits.insert(0, AddAsset(asset=asset))
    number = live.position(scene_id)
    unit.editing.apply(project_id, edits)
    words = f"Scene {number} is spoken by your recording."
    return changed(request, unit, project_id, "voice", words, undoable=True)


@router.post("/{scene_id}/recording/delete")
def remove_recording(request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """Let Aura speak a scene again; the file stays among the project's."""
    unit.projects.hold(project_id)
    if not is_own(_scene(unit, project_id, scene_id)):
        raise Conflict("This scene has no recording of your own any more.", field="scene_id")
    number = unit.live(project_id).position(scene_id)
    unit.editing.apply(project_id, [SetSceneNarration(scene=scene_id, narration=None)])
    words = f"The recording of scene {number} is taken away."
    return changed(request, unit, project_id, "voice", words, undoable=True)


def _scene(unit: Unit, project_id: ProjectId, scene_id: str) -> Scene:
    return get_scene(unit.live(project_id), scene_id)
