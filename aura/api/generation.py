"""``/projects/…/draft``: write a script from the brief and the plan."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from aura.api.shapes import ActionLine, Done
from aura.api.wire import ProjectId, answer, gives, services

router = APIRouter(prefix="/projects/{project_id}", tags=["generation"])


@router.post("/draft", responses=gives(Done))
def draft_script(request: Request, project_id: ProjectId) -> Response:
    """Draft scenes from the brief and the plan, in place of those there are; one step of undo."""
    applied = services(request).draft(project_id)
    return answer(Done([ActionLine.of(action) for action in applied.actions]))
