"""What is brought back: a version whole, one scene or one part of it; and steps, as far as one says.

Each is one step of undo but the last, which turns many; a toast leads back.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from aura.api.wire import ProjectId, SceneKey, Writing
from aura.projects.editing import Applied
from aura.projects.moving_back import move_back
from aura.projects.telling import told as told_words
from aura.projects.walking import Walking
from aura.services import Unit
from aura.timeline.edits.restore import PART_WORDS, PartName
from aura.timeline.edits.scenes import DeleteScene
from aura.web.history_changes import Number
from aura.web.history_lines import name_of
from aura.web.rendering import page, told
from aura.web.studio import CHANGED, HISTORY, Only, Studio, changed
from aura.web.toasts import Toast
from aura.web.words import counted

router = APIRouter(prefix="/projects/{project_id}/history", include_in_schema=False)

To = Annotated[int, Query(ge=0, le=2**31 - 1, description="The number of an action.")]


@router.post("/versions/{number}/restore")
def restore_version(request: Request, unit: Writing, project_id: ProjectId, number: Number) -> Response:
    """Bring a version back whole; what is there now is kept as a restore point."""
    name = name_of(unit.versions.get(project_id, number))
    applied = unit.versions.restore(project_id, number)
    if not applied.actions:
        return changed(request, unit, project_id, HISTORY, f"All is as in v{number} already.")
    kept = unit.versions.list(project_id, limit=1, autosaves=True).items[0]
    words = f"v{number} “{name}” is back. What was there is kept as v{kept.version_number}."
    return changed(request, unit, project_id, HISTORY, words, undoable=True)


@router.post("/versions/{number}/scenes/{scene_id}/restore")
def restore_scene(
    request: Request, unit: Writing, project_id: ProjectId, number: Number, scene_id: SceneKey
) -> Response:
    """Bring one scene back as it is in a version, also one that was deleted since."""
    return _done(request, unit, project_id, number, unit.versions.restore_scene(project_id, number, scene_id))


@router.post("/versions/{number}/scenes/{scene_id}/move-back")
def move_scene_back(
    request: Request, unit: Writing, project_id: ProjectId, number: Number, scene_id: SceneKey
) -> Response:
    """Move a scene to where it stands in a version."""
    unit.projects.hold(project_id)
    then, live = unit.versions.document(project_id, number).timeline.scenes, unit.live(project_id)
    edit = move_back(scene_id, [scene.id for scene in then], live.order().ids)
    return _done(request, unit, project_id, number, unit.editing.apply(project_id, [edit]))


@router.post("/versions/{number}/scenes/{scene_id}/remove")
def remove_scene(
    request: Request, unit: Writing, project_id: ProjectId, number: Number, scene_id: SceneKey
) -> Response:
    """Take a scene out that a version does not have."""
    return _done(
        request, unit, project_id, number, unit.editing.apply(project_id, [DeleteScene(scene=scene_id)])
    )


@router.post("/versions/{number}/parts/{part}/restore")
def restore_part(
    request: Request, unit: Writing, project_id: ProjectId, number: Number, part: PartName
) -> Response:
    """Bring one part back as it is in a version."""
    applied = unit.versions.restore_part(project_id, number, part)
    return _done(request, unit, project_id, number, applied, part)


@router.post("/back")
def go_back(request: Request, unit: Writing, project_id: ProjectId, to: To, only: Only = None) -> Response:
    """Take back all that was done after an action; where a certain one is the last, no later one with it."""
    steps = Walking(unit.work, project_id).back(to, newest=only)
    if not steps:
        return _turned(request, unit, project_id, Toast("There is nothing to take back any more."))
    newest = max(action.number for step in steps for action in step)
    words = f"{counted(len(steps), 'step is', 'steps are')} taken back."
    return _turned(request, unit, project_id, Toast(words, f"forth?to={newest}", "Redo"))


@router.post("/forth")
def go_forth(request: Request, unit: Writing, project_id: ProjectId, to: To) -> Response:
    """Do again what was taken back, up to an action and with it."""
    steps = Walking(unit.work, project_id).forth(to)
    if not steps:
        return _turned(request, unit, project_id, Toast("There is nothing to do again any more."))
    numbers = [action.number for step in steps for action in step]
    words = f"{counted(len(steps), 'step is', 'steps are')} done again."
    back = f"back?to={min(numbers) - 1}&only={max(numbers)}"
    return _turned(request, unit, project_id, Toast(words, back))


def _turned(request: Request, unit: Unit, project_id: UUID, toast: Toast) -> Response:
    """The frame as it is after many steps, and word of them with the way back, where there is one."""
    if toast.undo:
        toast = toast._replace(undo=f"/projects/{project_id}/history/{toast.undo}")
    studio = Studio.of(unit, project_id, HISTORY)
    return told(page(request, "parts/changed.html", studio=studio, toast=toast), CHANGED)


def _done(
    request: Request,
    unit: Unit,
    project_id: UUID,
    number: int,
    applied: Applied,
    part: PartName | None = None,
) -> Response:
    """Word of what was brought back, or that it was as it is."""
    if not applied.actions:
        what = PART_WORDS[part].capitalize() if part else "The scene"
        return changed(request, unit, project_id, HISTORY, f"{what} is as in v{number} already.")
    words = told_words([action.description for action in applied.actions])
    return changed(request, unit, project_id, HISTORY, f"{words}.", undoable=True)
