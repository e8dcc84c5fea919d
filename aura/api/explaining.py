"""``/projects/…/exports/explain``: what an export would render now, and why."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from aura.actor import LOCAL
from aura.api.wire import ProjectId, answer, gives, services
from aura.exports.explaining import Explained, explain

router = APIRouter(tags=["exports"])


@router.get("/projects/{project_id}/exports/explain", responses=gives(Explained))
def explain_export(
    request: Request,
    project_id: ProjectId,
    preset: Annotated[
        str | None, Query(max_length=300, description="A preset; else the project's own.")
    ] = None,
    version: Annotated[
        int | None, Query(ge=1, le=2**31 - 1, description="Compare with it; else with the newest film.")
    ] = None,
) -> Response:
    """Of each segment whether it is reused, or rendered because of which change."""
    return answer(explain(services(request).tools, LOCAL, project_id, preset_name=preset, version=version))
