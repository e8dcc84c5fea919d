"""``events``."""

import uuid

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from aura.db.tables import Audited, Table
from aura.db.types import Guid


class Event(Audited, Table):
    """One step of something that takes time, in the order it happened."""

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "project_id", "id"),
        Index(None, "export_id", "id"),
        Index(None, "created_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    project_id: Mapped[uuid.UUID | None] = mapped_column(
        Guid, ForeignKey("project_states.id", ondelete="CASCADE")
    )
    export_id: Mapped[str | None] = mapped_column(
        String(36), ForeignKey("export_history.id", ondelete="CASCADE")
    )
    kind: Mapped[str] = mapped_column(String(40))
    data: Mapped[str] = mapped_column(Text, default="{}")
