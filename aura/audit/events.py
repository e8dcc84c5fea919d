"""Writes events, and reads them in order."""

import uuid
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import BigInteger, func, literal, select

from aura.audit.tables import Event
from aura.db.work import Work


class Events:
    """The events of projects and exports."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def record(
        self,
        kind: str,
        data: dict[str, Any],
        *,
        project_id: uuid.UUID | None = None,
        export_id: str | None = None,
    ) -> None:
        """Add an event to the work at hand."""
        text = msgspec.json.encode(data).decode()
        self.session.add(Event(kind=kind, data=text, project_id=project_id, export_id=export_id))

    def of_export(self, export_id: str, *, after: int = 0, limit: int = 500) -> Sequence[Event]:
        """An export's events behind the id ``after``, in order."""
        behind = Event.id > literal(after, BigInteger)  # it may be more than any event's id
        wanted = select(Event).where(Event.export_id == export_id, behind)
        return self.session.scalars(wanted.order_by(Event.id).limit(limit)).all()

    def last_id(self) -> int:
        return self.session.scalar(select(func.max(Event.id))) or 0
