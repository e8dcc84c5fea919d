"""The fourth step: the scenes in order, their words edited in place."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from aura.api.wire import ProjectId, Reading, SceneKey, Writing
from aura.ids import new_id
from aura.timeline.document import Scene
from aura.timeline.edits.scenes import DeleteScene, InsertScene
from aura.timeline.time import seconds_from_frames
from aura.web.studio import changed, studio_page

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)


@router.get("/scenes")
def show_scenes(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """The scenes."""
    timeline = unit.live(project_id).document().timeline
    lengths = [seconds_from_frames(scene.length_frames, timeline.head.rate) for scene in timeline.scenes]
    scenes = list(zip(timeline.scenes, lengths, strict=True))
    return studio_page(
        request, unit, project_id, "scenes", "scenes.html", scenes=scenes, total_s=sum(lengths)
    )


@router.post("/scenes")
def add_scene(request: Request, unit: Writing, project_id: ProjectId) -> Response:
    """An empty scene at the end."""
    unit.editing.apply(project_id, [InsertScene(scene=Scene(id=str(new_id())), after="end")])
    return changed(request, unit, project_id, "scenes", "A scene was added.", undoable=True)


@router.post("/scenes/{scene_id}/delete")
def delete_scene(request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """Take a scene out."""
    number = unit.live(project_id).position(scene_id)
    unit.editing.apply(project_id, [DeleteScene(scene=scene_id)])
    return changed(request, unit, project_id, "scenes", f"Scene {number} is deleted.", undoable=True)
