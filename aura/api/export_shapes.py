"""What the API answers about exports, and what it takes."""

import uuid
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from aura.audit.tables import Event
from aura.exports.line import name_of
from aura.exports.tables import ExportHistory, Priority
from aura.timeline.terms import Line, Value


class NewExport(Value, frozen=True, kw_only=True):
    """An export to request; without a preset, the one of the project's render settings."""

    preset: Line | None = None
    priority: Priority = "normal"


class ExportLine(Struct):
    """An export: the request, its progress in per cent, and the film."""

    id: str
    project_id: uuid.UUID
    version: str
    preset: str
    status: str
    priority: Priority
    paused: bool
    stage: str | None
    progress: float
    attempt: int
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    error: str | None
    file: str | None
    file_name: str | None
    file_digest: str | None
    size_bytes: int | None
    duration_s: float | None
    resolution: str | None
    codec: str | None
    platform: str | None
    segments_reused: int
    segments_rendered: int

    @classmethod
    def of(cls, row: ExportHistory) -> "ExportLine":
        return cls(
            id=row.id,
            project_id=row.project_id,
            version=row.input_file,
            preset=row.preset_name,
            status=row.status,
            priority=name_of(row.priority),
            paused=row.is_paused,
            stage=row.stage,
            progress=row.progress,
            attempt=row.attempt,
            created_at=row.created_at,
            started_at=row.started_at,
            completed_at=row.completed_at,
            error=row.error_message,
            file=f"/api/v1/exports/{row.id}/file" if row.output_file else None,
            file_name=row.output_file,
            file_digest=row.file_digest.hex() if row.file_digest else None,
            size_bytes=row.file_size,
            duration_s=row.duration_seconds,
            resolution=row.resolution,
            codec=row.codec,
            platform=row.platform,
            segments_reused=row.segments_reused,
            segments_rendered=row.segments_rendered,
        )


class EventLine(Struct):
    """One step of an export, in the order it happened."""

    id: int
    kind: str
    at: datetime
    data: dict[str, Any]

    @classmethod
    def of(cls, row: Event) -> "EventLine":
        return cls(row.id, row.kind, row.created_at, msgspec.json.decode(row.data))
