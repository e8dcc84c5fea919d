"""The fifth step: the video is made, watched and downloaded."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from aura.actor import LOCAL
from aura.api.wire import ExportKey, ProjectId, Reading, Writing, services
from aura.exports.tables import ExportHistory
from aura.render.preset import PRESETS
from aura.services import Unit
from aura.timeline.document import Render
from aura.web.export_lines import export_line
from aura.web.forms import Sent
from aura.web.rendering import page
from aura.web.studio import studio_page

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)

NEWEST = 20


@router.get("/render")
def show_render(request: Request, project_id: ProjectId) -> Response:
    """The exports of a project, and a new one."""
    aura = services(request)
    tells = aura.studio.making_tells(project_id, LOCAL)
    with aura.reading() as unit:
        preset = unit.live(project_id).part(Render).preset
        return studio_page(
            request,
            unit,
            project_id,
            "render",
            "render.html",
            preset=preset,
            presets=[(name, name) for name in PRESETS],
            tells=tells,
            exports=_lines(unit, project_id),
        )


@router.get("/exports/list")
def list_exports(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """The exports as they stand."""
    return _listed(request, unit, project_id)


@router.post("/exports")
def request_export(request: Request, unit: Writing, project_id: ProjectId, sent: Sent) -> Response:
    """Make the video: put an export in the queue."""
    unit.exports.request(project_id, sent.text("preset") or None)
    return _listed(request, unit, project_id)


@router.post("/exports/{export_id}/cancel")
def cancel_export(request: Request, unit: Writing, project_id: ProjectId, export_id: ExportKey) -> Response:
    """Stop an export; what was rendered is kept for the next one."""
    unit.exports.cancel(export_id)
    return _listed(request, unit, project_id)


@router.post("/exports/{export_id}/retry")
def retry_export(request: Request, unit: Writing, project_id: ProjectId, export_id: ExportKey) -> Response:
    """Try an export again."""
    unit.exports.retry(export_id)
    return _listed(request, unit, project_id)


def _lines(unit: Unit, project_id: ProjectId) -> list[object]:
    rows: list[ExportHistory] = list(unit.exports.list(project_id=project_id, limit=NEWEST).items)
    return [export_line(row, unit.work.now()) for row in rows]


def _listed(request: Request, unit: Unit, project_id: ProjectId) -> Response:
    return page(
        request, "parts/exports.html", path=f"/projects/{project_id}", exports=_lines(unit, project_id)
    )
