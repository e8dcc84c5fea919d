"""What the API answers about questions to servers."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from aura.audit.completions import Totals
from aura.audit.tables import AiCompletion


class CompletionLine(Struct):
    """One question to a server, and its answer.  Costs in millionths of a dollar; null is not known."""

    id: uuid.UUID
    at: datetime
    provider: str
    model: str
    stage: str | None
    status: str
    attempt: int
    duration_ms: int | None
    input_tokens: int | None
    output_tokens: int | None
    cost_micros: int | None
    error: str | None
    input: str | None
    output: str | None

    @classmethod
    def of(cls, row: AiCompletion) -> "CompletionLine":
        return cls(
            id=row.id,
            at=row.created_at,
            provider=row.provider,
            model=row.model,
            stage=row.context_stage,
            status=row.status,
            attempt=row.attempt,
            duration_ms=row.duration_ms,
            input_tokens=row.input_tokens,
            output_tokens=row.output_tokens,
            cost_micros=row.cost_micros,
            error=row.error_message,
            input=row.input_json,
            output=row.output_json,
        )


class CompletionPage(Struct):
    """A page of them, and what all together took."""

    items: Sequence[CompletionLine]
    cursor: str | None
    totals: Totals
