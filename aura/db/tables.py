"""What all tables have in common: names, and who made and changed each row when.

The audit columns are filled by column defaults, so that bulk and plain statements fill them too.
Actor and clock travel as execution options of the connection (``engine.Database`` sets them).

A clock may be set back.  A row that a session changes goes on from its last change all the same, so that
whoever follows it by ``updated_at`` misses nothing.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, MetaData, event, inspect
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column

from aura.db.types import Guid, Instant


class Table(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def now(context: DefaultExecutionContext) -> datetime:
    """The unit of work's clock, read once for each statement: a new row was last changed when it was made."""
    read: dict[str, datetime] = context.__dict__
    if "moment" not in read:
        read["moment"] = context.execution_options["clock"]()
    return read["moment"]


def acting(context: DefaultExecutionContext) -> uuid.UUID:
    """The unit of work's actor."""
    user_id: uuid.UUID = context.execution_options["actor"].user_id
    return user_id


def later(moment: datetime, changed_at: datetime) -> datetime:
    """A moment, or the first one after a row was last changed."""
    return max(moment, changed_at + timedelta(microseconds=1))


class Audited:
    """When and by whom a row was made, and last changed."""

    created_at: Mapped[datetime] = mapped_column(Instant, default=now, sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(Instant, default=now, onupdate=now, sort_order=91)
    created_by: Mapped[uuid.UUID] = mapped_column(Guid, default=acting, sort_order=92)
    modified_by: Mapped[uuid.UUID] = mapped_column(Guid, default=acting, onupdate=acting, sort_order=93)


@event.listens_for(Audited, "before_update", propagate=True)
def _go_on(_: Mapper[Any], connection: Connection, row: Audited) -> None:
    """Where ``onupdate`` would go back."""
    changed_at = vars(row).get("updated_at")
    moment = connection.get_execution_options()["clock"]()
    if changed_at is None or moment > changed_at:
        return
    state = inspect(row)
    if state.session.is_modified(row, include_collections=False):
        row.updated_at = later(moment, changed_at)
