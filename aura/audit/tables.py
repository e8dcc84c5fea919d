"""``events`` and ``ai_completions``."""

import uuid

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
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


class AiCompletion(Audited, Table):
    """One call to an online provider, a try that failed included; without a key.

    ``output_json`` is what came, as it came.  What the provider did not tell is null, and so is a cost
    that is not known: ``cost_micros`` is in millionths of a dollar.
    """

    __tablename__ = "ai_completions"
    __table_args__ = (Index(None, "project_id", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(Guid, primary_key=True)
    project_id: Mapped[uuid.UUID | None] = mapped_column(
        Guid, ForeignKey("project_states.id", ondelete="CASCADE")
    )
    provider: Mapped[str] = mapped_column(String(300))
    model: Mapped[str] = mapped_column(String(300))
    context_stage: Mapped[str] = mapped_column(String(20))
    input_json: Mapped[str] = mapped_column(Text)
    output_json: Mapped[str] = mapped_column(Text)
    input_tokens: Mapped[int | None] = mapped_column(Integer)
    output_tokens: Mapped[int | None] = mapped_column(Integer)
    duration_ms: Mapped[int] = mapped_column(Integer)
    cost_micros: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(String(16))
    error_message: Mapped[str | None] = mapped_column(Text)
    attempt: Mapped[int] = mapped_column(Integer)
