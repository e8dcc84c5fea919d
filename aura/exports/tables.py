"""``export_history`` and ``render_checkpoints``."""

import uuid
from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, Boolean, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from aura.db.tables import Audited, Table, now
from aura.db.types import Guid, Hash, Instant

ExportStatus = Literal["Queued", "InProgress", "Verifying", "Completed", "Failed", "Cancelled"]
Priority = Literal["first", "normal", "last"]
"""The three lines of the queue."""
NUMBERS: dict[Priority, int] = {"first": -1, "normal": 0, "last": 1}
"""Each of them as it is stored."""


class ExportHistory(Audited, Table):
    """One export: the request, its place in the queue, and what became of it.

    ``attempt`` is the fencing token: whoever writes must hold the attempt it claimed.
    ``input_file`` names the version as ``projects/…/versions/n``; until one is pinned, the project alone.
    ``progress`` is in percent; ``vain_attempts`` counts those since anything was last finished.
    ``started_at`` is when it was begun; of one that was put back into the queue, when it was begun anew.
    ``preset_json`` is the preset as it was when the export was asked for.
    The queue goes by ``priority`` (-1 before all, 1 behind all) and the moment that an export stands in line
    since: one that is moved is given a moment between those of its neighbours.  ``hook_due_at`` is when it
    is next to be told that the export has ended, none when that is done; ``hook_tries`` counts how often it
    was; ``untold_json`` holds earlier ends that are still to be told (``untold``).
    """

    __tablename__ = "export_history"
    __table_args__ = (Index(None, "project_id", "created_at"), Index(None, "version_id"))

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    input_file: Mapped[str] = mapped_column(Text)
    output_file: Mapped[str | None] = mapped_column(Text)
    preset_name: Mapped[str] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(20), index=True)
    progress: Mapped[float] = mapped_column(Float, default=0.0)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    error_message: Mapped[str | None] = mapped_column(Text)
    file_size: Mapped[int | None] = mapped_column(BigInteger)
    duration_seconds: Mapped[float | None] = mapped_column(Float)
    platform: Mapped[str | None] = mapped_column(String(40))
    resolution: Mapped[str | None] = mapped_column(String(20))
    codec: Mapped[str | None] = mapped_column(String(40))
    preset_json: Mapped[str | None] = mapped_column(Text)

    project_id: Mapped[uuid.UUID] = mapped_column(Guid, ForeignKey("project_states.id", ondelete="CASCADE"))
    version_id: Mapped[uuid.UUID | None] = mapped_column(Guid, ForeignKey("project_versions.id"))
    stage: Mapped[str | None] = mapped_column(String(40))
    file_digest: Mapped[bytes | None] = mapped_column(Hash)
    segments_reused: Mapped[int] = mapped_column(Integer, default=0)
    segments_rendered: Mapped[int] = mapped_column(Integer, default=0)
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    vain_attempts: Mapped[int] = mapped_column(Integer, default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(100))
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    cancel_requested: Mapped[bool] = mapped_column(Boolean, default=False)
    priority: Mapped[int] = mapped_column(Integer, default=0)
    in_line_since: Mapped[datetime] = mapped_column(Instant, default=now)
    is_paused: Mapped[bool] = mapped_column(Boolean, default=False)
    hook_tries: Mapped[int] = mapped_column(Integer, default=0)
    hook_due_at: Mapped[datetime | None] = mapped_column(Instant)
    untold_json: Mapped[str | None] = mapped_column(Text)
    is_deleted: Mapped[bool] = mapped_column(Boolean, default=False)
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)


Index("ix_export_history_created_at", ExportHistory.created_at)
Index(
    "ix_export_history_hook_due_at",
    ExportHistory.hook_due_at,
    sqlite_where=ExportHistory.hook_due_at.is_not(None),
)


NEWEST_FIRST = (ExportHistory.created_at.desc(), ExportHistory.id.desc())
"""The order in which exports are shown."""


class RenderCheckpoint(Audited, Table):
    """How far one stage of one export came: the segments that are finished, by key and digest."""

    __tablename__ = "render_checkpoints"
    __table_args__ = (Index(None, "export_id", "stage_name", unique=True), Index(None, "project_id"))

    id: Mapped[uuid.UUID] = mapped_column(Guid, primary_key=True)
    project_id: Mapped[uuid.UUID] = mapped_column(Guid, ForeignKey("project_states.id", ondelete="CASCADE"))
    stage_name: Mapped[str] = mapped_column(String(40))
    checkpoint_time: Mapped[datetime] = mapped_column(Instant)
    completed_scenes: Mapped[int] = mapped_column(Integer, default=0)
    total_scenes: Mapped[int] = mapped_column(Integer, default=0)
    checkpoint_data: Mapped[str] = mapped_column(Text, default="{}")
    output_file_path: Mapped[str | None] = mapped_column(Text)
    is_valid: Mapped[bool] = mapped_column(Boolean, default=True)

    export_id: Mapped[str] = mapped_column(String(36), ForeignKey("export_history.id", ondelete="CASCADE"))
