"""``users``."""

import uuid

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from aura.db.tables import Audited, Table
from aura.db.types import Guid


class User(Audited, Table):
    """A person who uses Aura."""

    __tablename__ = "users"
    __table_args__ = ({"sqlite_with_rowid": False},)  # its key need not be stored twice

    id: Mapped[uuid.UUID] = mapped_column(Guid, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
