"""What the API answers about the queue, and what it takes."""

from msgspec import Struct

from aura.api.export_shapes import ExportLine
from aura.exports.line import Line
from aura.exports.tables import Priority
from aura.timeline.terms import Id, Value


class QueueState(Struct):
    """The queue: whether it is paused, what runs, and what waits, in the order in which it will be begun."""

    paused: bool
    running: list[ExportLine]
    waiting: list[ExportLine]

    @classmethod
    def of(cls, line: Line) -> "QueueState":
        return cls(
            line.is_paused,
            [ExportLine.of(row) for row in line.running()],
            [ExportLine.of(row) for row in line.waiting(MOST)],
        )


MOST = 500
"""So many that wait are shown."""


class Move(Value, frozen=True, kw_only=True):
    """Where an export is to stand: in front of all, in the normal line, behind all; or before another one."""

    to: Priority | None = None
    before: Id | None = None
