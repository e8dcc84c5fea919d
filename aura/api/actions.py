"""``/projects/…/actions``, ``undo`` and ``redo``."""

from fastapi import APIRouter
from starlette.responses import Response

from aura.api.shapes import ActionLine, ActionPage, Done
from aura.api.wire import Cursor, Limit, ProjectId, Reading, Writing, answer, gives

router = APIRouter(prefix="/projects/{project_id}", tags=["actions"])


@router.get("/actions", responses=gives(ActionPage))
def list_actions(unit: Reading, project_id: ProjectId, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """What was done, the newest first, and what undo and redo would do."""
    page = unit.history.list(project_id, limit=limit, cursor=cursor)
    undo, redo = unit.history.next_words(project_id)
    return answer(ActionPage([ActionLine.of(row) for row in page.items], page.cursor, undo, redo))


@router.post("/undo", responses=gives(Done))
def undo(unit: Writing, project_id: ProjectId) -> Response:
    """Take your newest step back."""
    return answer(Done.of(unit, unit.editing.undo(project_id)))


@router.post("/redo", responses=gives(Done))
def redo(unit: Writing, project_id: ProjectId) -> Response:
    """Do your last undone step again."""
    return answer(Done.of(unit, unit.editing.redo(project_id)))
