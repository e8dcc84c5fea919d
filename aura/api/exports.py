"""``/exports``: request, list, watch, fetch, cancel, retry, delete."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import FileResponse, Response

from aura.actor import LOCAL
from aura.api.export_shapes import EventLine, ExportLine, NewExport
from aura.api.shapes import Listing
from aura.api.wire import (
    Cursor,
    ExportKey,
    Limit,
    ProjectId,
    Reading,
    Writing,
    answer,
    body,
    gives,
    gives_file,
    services,
    takes,
)
from aura.exports.checking import look_for_fonts
from aura.exports.tables import ExportStatus
from aura.render.containers import FORMS, mime_of

router = APIRouter(tags=["exports"])

_FILM = gives_file("The film.", *(form.mime for form in FORMS.values()))


def fonts(request: Request, project_id: ProjectId) -> None:
    """Have the fonts for a project's letters looked for before a transaction is open."""
    look_for_fonts(services(request).units, project_id, LOCAL)


@router.post(
    "/projects/{project_id}/exports",
    status_code=202,
    dependencies=[Depends(fonts)],
    responses=gives(ExportLine, 202),
    openapi_extra=takes(NewExport),
)
def request_export(
    unit: Writing, project_id: ProjectId, new: Annotated[NewExport, body(NewExport)]
) -> Response:
    """Put an export in the queue; a worker makes what is missing, renders and publishes the film."""
    export = unit.exports.request(project_id, new.preset, priority=new.priority)
    return answer(ExportLine.of(export), 202, Location=f"/api/v1/exports/{export.id}")


@router.get("/exports", responses=gives(Listing[ExportLine]))
def list_exports(
    unit: Reading,
    limit: Limit = 50,
    cursor: Cursor = None,
    project: Annotated[UUID | None, Query(description="Only this project's.")] = None,
    status: ExportStatus | None = None,
) -> Response:
    """Exports, the newest first."""
    page = unit.exports.list(project_id=project, status=status, limit=limit, cursor=cursor)
    return answer(Listing([ExportLine.of(row) for row in page.items], page.cursor))


@router.get("/exports/{export_id}", responses=gives(ExportLine))
def get_export(unit: Reading, export_id: ExportKey) -> Response:
    """An export: where it stands, or what became of it."""
    return answer(ExportLine.of(unit.exports.get(export_id)))


@router.get("/exports/{export_id}/events", responses=gives(Listing[EventLine]))
def list_events(
    unit: Reading, export_id: ExportKey, after: Annotated[int, Query(ge=0, le=2**62)] = 0
) -> Response:
    """What happened to an export behind the event ``after``, in order."""
    events = unit.events.of_export(unit.exports.get(export_id).id, after=after)
    return answer(Listing([EventLine.of(event) for event in events]))


@router.get("/exports/{export_id}/file", response_class=Response, responses=_FILM)
def get_film(unit: Reading, export_id: ExportKey, download: bool = False) -> Response:
    """The film; ``download=true`` makes a browser save it."""
    path = unit.exports.file(export_id)
    disposition = "attachment" if download else "inline"
    return FileResponse(
        path, media_type=mime_of(path.suffix), filename=path.name, content_disposition_type=disposition
    )


@router.post("/exports/{export_id}/cancel", responses=gives(ExportLine))
def cancel_export(unit: Writing, export_id: ExportKey) -> Response:
    """Cancel a waiting export at once, a running one within two seconds."""
    return answer(ExportLine.of(unit.exports.cancel(export_id)))


@router.post("/exports/{export_id}/retry", responses=gives(ExportLine))
def retry_export(unit: Writing, export_id: ExportKey) -> Response:
    """Put a failed or cancelled export in the queue again."""
    return answer(ExportLine.of(unit.exports.retry(export_id)))


@router.delete("/exports/{export_id}", responses=gives(ExportLine))
def delete_export(unit: Writing, export_id: ExportKey) -> Response:
    """Delete an export together with its film."""
    return answer(ExportLine.of(unit.exports.delete(export_id)))
