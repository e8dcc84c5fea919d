"""Writes calls to online providers down, lists them, and adds up what they took.

A call belongs to a project and goes with it, and may be seen by whoever may see that; one that was made
before there was a project belongs to none, and is seen by whom it was made for.
"""

import uuid
from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, func, select

from aura.audit.tables import AiCompletion
from aura.db.pages import Page, position_of
from aura.db.work import Work
from aura.ids import new_id
from aura.providers.online.call import Call
from aura.providers.online.prices import believed

MOST_MS = 2**31 - 1
"""What a column holds."""


class Totals(Struct, frozen=True, kw_only=True):
    """What calls took together.  ``cost_micros`` leaves out ``unpriced`` calls, whose cost is not known."""

    calls: int
    failed: int
    input_tokens: int
    output_tokens: int
    cost_micros: int
    unpriced: int


class Completions:
    """The calls to online providers."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def record(self, call: Call, project_id: uuid.UUID | None) -> AiCompletion:
        """Add a call to the work at hand."""
        row = AiCompletion(
            id=new_id(),
            project_id=project_id,
            provider=call.provider[:300],
            model=call.model[:300],
            context_stage=call.stage,
            input_json=call.input_json,
            output_json=call.output_json,
            input_tokens=believed(call.input_tokens),
            output_tokens=believed(call.output_tokens),
            duration_ms=min(call.duration_ms, MOST_MS),
            cost_micros=call.cost_micros,
            status=call.status,
            error_message=call.error or None,
            attempt=call.attempt,
        )
        self.session.add(row)
        self.session.flush()
        return row

    def list(
        self, project_id: uuid.UUID | None, *, limit: int = 50, cursor: str | None = None
    ) -> Page[AiCompletion]:
        """The calls for a project, or the actor's own for none yet; the newest first."""
        wanted = select(AiCompletion).where(*self._of(project_id))
        if cursor:
            (before,) = position_of(cursor, uuid.UUID)
            wanted = wanted.where(AiCompletion.id < before)
        rows = self.session.scalars(wanted.order_by(AiCompletion.id.desc()).limit(limit + 1)).all()
        return Page(rows, limit, lambda row: (row.id,))

    def totals(self, project_id: uuid.UUID | None) -> Totals:
        """What the calls for a project, or the actor's own for none yet, took together."""
        count = func.count(AiCompletion.id)
        row = self.session.execute(
            select(
                count,
                count.filter(AiCompletion.status != "Completed"),
                func.sum(AiCompletion.input_tokens),
                func.sum(AiCompletion.output_tokens),
                func.sum(AiCompletion.cost_micros),
                count.filter(AiCompletion.cost_micros.is_(None)),
            ).where(*self._of(project_id))
        ).one()
        numbers = [int(number or 0) for number in row]
        return Totals(**dict(zip(Totals.__struct_fields__, numbers, strict=True)))

    def _of(self, project_id: uuid.UUID | None) -> Sequence[ColumnElement[bool]]:
        of = AiCompletion.project_id == project_id
        return [of] if project_id else [of, AiCompletion.created_by == self.work.actor.user_id]
