"""``elections`` and ``chores``: who does the work that nobody asks for, and when it was last done."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from aura.db.tables import Audited, Table
from aura.db.types import Instant


class Election(Audited, Table):
    """One process at a time holds an office, until a moment that it puts off while it lives."""

    __tablename__ = "elections"
    __table_args__ = ({"sqlite_with_rowid": False},)  # its key need not be stored twice

    office: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(100))
    held_until: Mapped[datetime] = mapped_column(Instant)


class Chore(Audited, Table):
    """A kind of scheduled work, as it was last done."""

    __tablename__ = "chores"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    result_json: Mapped[str] = mapped_column(Text, default="{}")
