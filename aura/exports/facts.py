"""What is told of an export that has ended: the same facts to a command and to a webhook.

Texts are the user's, so they stand in JSON and nowhere else.
"""

import uuid
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from aura.db.work import Work
from aura.exports.tables import ExportHistory
from aura.projects.tables import ProjectState


class Facts(Struct, frozen=True, kw_only=True):
    """One export's end.  ``id`` is that of the telling: the same however often it is tried, so that whoever
    is told twice knows it."""

    id: str
    event: str
    at: datetime
    export_id: str
    project_id: uuid.UUID
    project_title: str
    status: str
    error: str | None
    preset: str
    version: str
    file: str | None
    file_digest: str | None
    size_bytes: int | None
    duration_s: float | None
    resolution: str | None
    started_at: datetime | None
    attempts: int
    segments_reused: int
    segments_rendered: int


def end_id(export: ExportHistory) -> str:
    """What an end of an export is known by."""
    assert export.completed_at is not None
    return f"{export.id}.{round(export.completed_at.timestamp() * 1_000_000)}"


def facts_of(work: Work, export: ExportHistory, folder: Path) -> Facts:
    """The facts of an export that has ended."""
    assert export.completed_at is not None
    project = work.session.get(ProjectState, export.project_id)
    return Facts(
        id=end_id(export),
        event=f"export.{export.status.lower()}",
        at=export.completed_at,
        export_id=export.id,
        project_id=export.project_id,
        project_title=project.title if project else "",
        status=export.status,
        error=export.error_message,
        preset=export.preset_name,
        version=export.input_file,
        file=str(folder / export.output_file) if export.output_file else None,
        file_digest=export.file_digest.hex() if export.file_digest else None,
        size_bytes=export.file_size,
        duration_s=export.duration_seconds,
        resolution=export.resolution,
        started_at=export.started_at,
        attempts=export.attempt,
        segments_reused=export.segments_reused,
        segments_rendered=export.segments_rendered,
    )
