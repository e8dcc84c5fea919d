"""``system_configuration``, ``configurations``, ``user_setups`` and ``export_presets``."""

import uuid
from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from aura.db.tables import Audited, Table, acting
from aura.db.types import Guid, Instant


class SystemConfiguration(Audited, Table):
    """The machine's set-up: exactly one row."""

    __tablename__ = "system_configuration"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, default=1)
    is_setup_complete: Mapped[bool] = mapped_column(Boolean, default=False)
    ffmpeg_path: Mapped[str | None] = mapped_column(Text)
    output_directory: Mapped[str | None] = mapped_column(Text)


class Configuration(Audited, Table):
    """One setting that can change while Aura runs; inactive means the default applies."""

    __tablename__ = "configurations"
    __table_args__ = ({"sqlite_with_rowid": False},)  # its key need not be stored twice

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(60), index=True)
    value_type: Mapped[str] = mapped_column(String(20))
    description: Mapped[str] = mapped_column(Text, default="")
    is_sensitive: Mapped[bool] = mapped_column(Boolean, default=False, index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, index=True)


class UserSetup(Audited, Table):
    """How far a user came in the set-up, and what they chose."""

    __tablename__ = "user_setups"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(Guid, ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    completed: Mapped[bool] = mapped_column(Boolean, default=False)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)
    last_step: Mapped[str | None] = mapped_column(String(60))
    selected_tier: Mapped[str | None] = mapped_column(String(40))
    wizard_state: Mapped[str | None] = mapped_column(Text)


class ExportPreset(Audited, Table):
    """A preset of a user's own: a ``Recipe`` as JSON."""

    __tablename__ = "export_presets"
    __table_args__ = ({"sqlite_with_rowid": False},)  # its key need not be stored twice

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    created_by: Mapped[uuid.UUID] = mapped_column(Guid, default=acting, primary_key=True)
    recipe: Mapped[str] = mapped_column(Text)
