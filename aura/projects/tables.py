"""``project_states``, ``scene_states``, ``asset_states``, ``project_versions`` and ``action_logs``."""

import uuid
from datetime import datetime
from typing import Literal

from sqlalchemy import (
    BigInteger,
    Boolean,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from aura.db.tables import Audited, Table
from aura.db.types import Guid, Hash, Instant

ProjectStatus = Literal["Draft", "InProgress", "Completed", "Failed", "Cancelled"]
VersionType = Literal["Manual", "Autosave", "RestorePoint"]
ActionStatus = Literal["Applied", "Undone", "Failed", "Expired"]


class ProjectState(Audited, Table):
    """A project: its small parts as canonical JSON, and where it stands.

    ``title`` and ``description`` repeat the head's, for lists and searches.  ``origin_version_id`` is the
    version it was opened from, of this project's content or of another's; that one may be gone by now.
    """

    __tablename__ = "project_states"
    __table_args__ = (Index(None, "status", "updated_at"),)

    id: Mapped[uuid.UUID] = mapped_column(Guid, primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(20), default="Draft", index=True)
    current_wizard_step: Mapped[int] = mapped_column(Integer, default=0)
    current_stage: Mapped[str | None] = mapped_column(String(20))
    progress_percent: Mapped[int] = mapped_column(Integer, default=0)
    job_id: Mapped[str | None] = mapped_column(String(36), index=True)
    brief_json: Mapped[str] = mapped_column(Text)
    plan_spec_json: Mapped[str] = mapped_column(Text)
    voice_spec_json: Mapped[str] = mapped_column(Text)
    render_spec_json: Mapped[str] = mapped_column(Text)
    head_json: Mapped[str] = mapped_column(Text)
    is_deleted: Mapped[bool] = mapped_column(Boolean, default=False, index=True)
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)

    scene_count: Mapped[int] = mapped_column(Integer, default=0)
    order_revision: Mapped[int] = mapped_column(Integer, default=0)
    last_version_number: Mapped[int] = mapped_column(Integer, default=0)
    last_action_number: Mapped[int] = mapped_column(Integer, default=0)
    origin_version_id: Mapped[uuid.UUID | None] = mapped_column(Guid)


Index("ix_project_states_updated_at", ProjectState.updated_at)


class SceneState(Audited, Table):
    """A scene: its canonical bytes, their digest, and projections of both for queries.

    ``scene_index`` orders and leaves gaps; ``scene_id`` is the document's id, which two projects that
    share content share too.
    """

    __tablename__ = "scene_states"
    __table_args__ = (
        Index(None, "project_id", "scene_index", "scene_id", "digest"),  # the order and what is there, alone
        UniqueConstraint("project_id", "scene_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Guid, primary_key=True)
    project_id: Mapped[uuid.UUID] = mapped_column(Guid, ForeignKey("project_states.id", ondelete="CASCADE"))
    scene_id: Mapped[uuid.UUID] = mapped_column(Guid)
    scene_index: Mapped[int] = mapped_column(BigInteger)
    script_text: Mapped[str] = mapped_column(Text)
    audio_file_path: Mapped[str | None] = mapped_column(Text)
    image_file_path: Mapped[str | None] = mapped_column(Text)
    duration_seconds: Mapped[float] = mapped_column(Float)
    is_completed: Mapped[bool] = mapped_column(Boolean)
    digest: Mapped[bytes] = mapped_column(Hash)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class AssetState(Audited, Table):
    """A file the project holds.  Listed ones are the document's assets; the others were made for scenes,
    or were taken from the list and are still named by undo or a version."""

    __tablename__ = "asset_states"
    __table_args__ = (UniqueConstraint("project_id", "digest"),)

    id: Mapped[uuid.UUID] = mapped_column(Guid, primary_key=True)
    project_id: Mapped[uuid.UUID] = mapped_column(Guid, ForeignKey("project_states.id", ondelete="CASCADE"))
    asset_type: Mapped[str] = mapped_column(String(20))
    file_path: Mapped[str] = mapped_column(Text)
    file_size_bytes: Mapped[int] = mapped_column(BigInteger)
    mime_type: Mapped[str] = mapped_column(String(100))
    is_temporary: Mapped[bool] = mapped_column(Boolean, default=False, index=True)
    is_listed: Mapped[bool] = mapped_column(Boolean, default=False)
    digest: Mapped[bytes] = mapped_column(Hash)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ProjectVersion(Audited, Table):
    """A frozen document: the digests of its five parts, each counted at the blob that it names."""

    __tablename__ = "project_versions"
    __table_args__ = (
        UniqueConstraint("project_id", "version_number"),
        Index(None, "project_id", "version_type"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Guid, primary_key=True)
    project_id: Mapped[uuid.UUID] = mapped_column(Guid, ForeignKey("project_states.id", ondelete="CASCADE"))
    version_number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str | None] = mapped_column(String(300))
    description: Mapped[str | None] = mapped_column(Text)
    version_type: Mapped[str] = mapped_column(String(16))
    brief_hash: Mapped[bytes] = mapped_column(Hash)
    plan_hash: Mapped[bytes] = mapped_column(Hash)
    voice_hash: Mapped[bytes] = mapped_column(Hash)
    render_hash: Mapped[bytes] = mapped_column(Hash)
    timeline_hash: Mapped[bytes] = mapped_column(Hash)
    storage_size_bytes: Mapped[int] = mapped_column(BigInteger)
    is_marked_important: Mapped[bool] = mapped_column(Boolean, default=False)
    is_deleted: Mapped[bool] = mapped_column(Boolean, default=False)
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The five, in the order of ``codec.Frozen``."""
        return (self.brief_hash, self.plan_hash, self.voice_hash, self.render_hash, self.timeline_hash)


class ActionLog(Audited, Table):
    """A logged edit: what was done, how it is taken back, and the digests of what it touched.

    A payload over ``actions.INLINE_LIMIT`` is a counted blob: then ``payload_hash`` names it.
    """

    __tablename__ = "action_logs"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(Guid, primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(Guid, index=True)
    action_type: Mapped[str] = mapped_column(String(60), index=True)
    description: Mapped[str] = mapped_column(Text)
    timestamp: Mapped[datetime] = mapped_column(Instant, index=True)
    status: Mapped[str] = mapped_column(String(16), default="Applied")
    payload_json: Mapped[str | None] = mapped_column(Text)
    inverse_action_type: Mapped[str] = mapped_column(String(60))
    inverse_payload_json: Mapped[str | None] = mapped_column(Text)
    can_batch: Mapped[bool] = mapped_column(Boolean, default=False)
    is_persistent: Mapped[bool] = mapped_column(Boolean, default=True)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by: Mapped[uuid.UUID | None] = mapped_column(Guid)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    correlation_id: Mapped[uuid.UUID] = mapped_column(Guid, index=True)

    project_id: Mapped[uuid.UUID] = mapped_column(Guid, ForeignKey("project_states.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    touched_json: Mapped[str] = mapped_column(Text)
    payload_hash: Mapped[bytes | None] = mapped_column(Hash)
    inverse_payload_hash: Mapped[bytes | None] = mapped_column(Hash)
