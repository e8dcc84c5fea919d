"""The order of the queue, as people see and change it.

There are three lines, ``first``, ``normal`` and ``last``: nothing of a later one is begun while something of
an earlier one waits, and within a line whoever stands there longest comes first.  What is moved to a place
stands in line since a moment between those of its neighbours.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from aura.audit.events import Events
from aura.db.work import Work
from aura.errors import Conflict, Invalid
from aura.exports.exports import ENDED, Exports
from aura.exports.halting import halt, is_halted
from aura.exports.queue import ORDER, RUNNING
from aura.exports.tables import NUMBERS, ExportHistory, Priority

STEP, TICK = timedelta(seconds=1), timedelta(microseconds=1)
"""How far ahead of a line its new first is placed, and the smallest distance there is."""


def name_of(priority: int) -> Priority:
    """What people call a stored line."""
    return next(name for name, number in NUMBERS.items() if number == priority)


class Line:
    """The verbs on the queue."""

    def __init__(self, exports: Exports) -> None:
        self.exports = exports
        self.work: Work = exports.work
        self.session = exports.session

    @property
    def is_paused(self) -> bool:
        """Whether the whole queue is paused."""
        return is_halted(self.session)

    def running(self) -> Sequence[ExportHistory]:
        """What is worked on, in the order in which it was begun."""
        mine = self.exports.visible().where(ExportHistory.status.in_(RUNNING))
        return self.session.scalars(mine.order_by(ExportHistory.started_at, ExportHistory.id)).all()

    def waiting(self, limit: int | None = None) -> Sequence[ExportHistory]:
        """What waits, in the order in which it will be begun."""
        mine = self.exports.visible().where(ExportHistory.status == "Queued")
        return self.session.scalars(mine.order_by(*ORDER).limit(limit)).all()

    def pause_all(self) -> None:
        """Begin no more exports, on any machine, until ``resume_all``; those that run go on."""
        if halt(self.session, halted=True):
            self._told_all("export.paused")

    def resume_all(self) -> None:
        """Begin exports again."""
        if halt(self.session, halted=False):
            self._told_all("export.resumed")

    def pause(self, export_id: str) -> ExportHistory:
        """Let an export wait until it is resumed.

        One that runs is given back within two seconds, with its finished segments kept.
        """
        export = self._open(export_id)
        if not export.is_paused:
            export.is_paused = True
            self._told(export, "export.paused", {})
        return export

    def resume(self, export_id: str) -> ExportHistory:
        """Let a paused export come to its turn again, where it stood."""
        export = self._open(export_id)
        if export.is_paused:
            export.is_paused = False
            self._told(export, "export.resumed", {})
        return export

    def move(self, export_id: str, *, to: Priority | None = None, before: str | None = None) -> ExportHistory:
        """Move an export that waits: ``to`` the front or the end of all, or into the normal line where its
        request put it; or just ``before`` another one."""
        if (to is None) == (before is None):
            raise Invalid("Say where to: to first, normal or last, or before another export.", field="to")
        line = self._held()
        export = self._found(line, export_id, "export")
        if to is not None:
            self._place(export, to, line)
        elif before == export_id:
            raise Invalid("An export cannot be moved before itself.", field="before")
        else:
            _place_before(export, self._found(line, before or "", "before"), line)
        self._told(export, "export.moved", {"to": name_of(export.priority), "before": before})
        return export

    def _place(self, export: ExportHistory, to: Priority, line: Sequence[ExportHistory]) -> None:
        there = [each.in_line_since for each in _standing(line, NUMBERS[to], beside=export)]
        if to == "first":
            since = min(there) - STEP if there else self.work.now()
        elif to == "last":
            since = max(there[-1] + TICK, self.work.now()) if there else self.work.now()
        else:
            since = export.created_at
        export.priority, export.in_line_since = NUMBERS[to], since

    def _held(self) -> Sequence[ExportHistory]:
        """All that wait, in the order of their ids, kept from others: who moves at once does so in turn."""
        waiting = select(ExportHistory).where(ExportHistory.status == "Queued").order_by(ExportHistory.id)
        held = waiting.with_for_update().execution_options(populate_existing=True)
        return self.session.scalars(held).all()

    def _found(self, line: Sequence[ExportHistory], export_id: str, field: str) -> ExportHistory:
        export = self.exports.get(export_id)
        if export not in line:
            raise Conflict(
                f"Export {export.id} is {export.status}; only one that waits has a place.", field=field
            )
        return export

    def _open(self, export_id: str) -> ExportHistory:
        export = self.exports.held(export_id)
        if export.status in ENDED:
            raise Conflict(f"This export is {export.status} already.")
        return export

    def _told(self, export: ExportHistory, kind: str, data: dict[str, object]) -> None:
        self.session.flush()
        Events(self.work).record(kind, data, project_id=export.project_id, export_id=export.id)

    def _told_all(self, kind: str) -> None:
        """Who follows an export that waits learns why it does."""
        for export in self._held():
            if not export.is_paused:
                self._told(export, kind, {"all": True})


def _standing(line: Sequence[ExportHistory], priority: int, *, beside: ExportHistory) -> list[ExportHistory]:
    """Who stands in the line of this priority, in its order, but for one."""
    there = [each for each in line if each.priority == priority and each is not beside]
    return sorted(there, key=lambda each: (each.in_line_since, each.id))


def _place_before(export: ExportHistory, other: ExportHistory, line: Sequence[ExportHistory]) -> None:
    """Between ``other`` and whoever stands before it; they all make room where there is none."""
    there = _standing(line, other.priority, beside=export)
    ahead = there[: there.index(other)]
    room = other.in_line_since - ahead[-1].in_line_since if ahead else STEP
    if room < 2 * TICK:
        for each in ahead:
            each.in_line_since -= STEP
        room += STEP
    export.priority = other.priority
    export.in_line_since = other.in_line_since - room / 2
