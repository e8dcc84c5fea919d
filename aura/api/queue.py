"""``/queue``: what runs and what waits, its order, and its pauses."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from aura.api.export_shapes import ExportLine
from aura.api.queue_shapes import Move, QueueState
from aura.api.wire import ExportKey, Reading, Writing, answer, body, gives, takes

router = APIRouter(tags=["queue"])


@router.get("/queue", responses=gives(QueueState))
def get_queue(unit: Reading) -> Response:
    """What runs, and what waits, in the order in which it will be begun."""
    return answer(QueueState.of(unit.line))


@router.post("/queue/pause", responses=gives(QueueState))
def pause_queue(unit: Writing) -> Response:
    """Begin no more exports until the queue is resumed; those that run go on."""
    unit.line.pause_all()
    return answer(QueueState.of(unit.line))


@router.post("/queue/resume", responses=gives(QueueState))
def resume_queue(unit: Writing) -> Response:
    """Begin exports again."""
    unit.line.resume_all()
    return answer(QueueState.of(unit.line))


@router.post("/exports/{export_id}/pause", responses=gives(ExportLine))
def pause_export(unit: Writing, export_id: ExportKey) -> Response:
    """Let an export wait until it is resumed; one that runs stops, with what is finished kept."""
    return answer(ExportLine.of(unit.line.pause(export_id)))


@router.post("/exports/{export_id}/resume", responses=gives(ExportLine))
def resume_export(unit: Writing, export_id: ExportKey) -> Response:
    """Let a paused export come to its turn again."""
    return answer(ExportLine.of(unit.line.resume(export_id)))


@router.post("/exports/{export_id}/move", responses=gives(ExportLine), openapi_extra=takes(Move))
def move_export(unit: Writing, export_id: ExportKey, move: Annotated[Move, body(Move)]) -> Response:
    """Move an export that waits to the front or the end of all, or before another one."""
    return answer(ExportLine.of(unit.line.move(export_id, to=move.to, before=move.before)))
