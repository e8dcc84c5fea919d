"""The queue: rows with a lease, and the claim as fencing token.

A worker claims an export by raising its attempt and taking a lease, which it renews while it lives.
Whatever it then writes names its claim: when another has claimed the export since, nothing is
written and ``LostLease`` is raised.  An export is ``Failed`` when its worker went silent three times in
a row without finishing anything; a crash that left finished segments behind is not counted.

Exports are taken by their priority, then by how long they stand in line (``line`` moves them there).  One
that is paused is not taken, and while the whole queue is paused none is, save one that is asked for by name;
one that was cancelled, and whose worker went silent, ends all the same.
"""

import uuid
from datetime import timedelta
from typing import Any, NamedTuple, Self

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.sql import Select

from aura.audit.events import Events
from aura.db.work import Work
from aura.errors import Conflict
from aura.exports.halting import is_halted
from aura.exports.tables import ExportHistory
from aura.projects.tables import ProjectState
from aura.timeline.rules import storable

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 3
RUNNING = ("InProgress", "Verifying")
ORDER = (ExportHistory.priority, ExportHistory.in_line_since, ExportHistory.id)
"""Whose turn it is."""


class LostLease(Conflict):
    """The export belongs to another worker now, or to nobody: stop, and write nothing more."""

    def __init__(self, export_id: str) -> None:
        super().__init__("This export was taken over or ended elsewhere.", export=export_id)


class Claim(NamedTuple):
    """One worker's hold on an export.

    Attempts are counted from one again when a user retries, so that the owner belongs to it as well.
    """

    export_id: str
    attempt: int
    owner: str

    @classmethod
    def of(cls, export: ExportHistory) -> Self:
        """The claim on an export that was just taken."""
        assert export.lease_owner is not None
        return cls(export.id, export.attempt, export.lease_owner)

    def is_on(self, export: ExportHistory) -> bool:
        return (export.attempt, export.lease_owner) == (self.attempt, self.owner)


class Queue:
    """The verbs of workers."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session

    def waiting(self, export_id: str | None = None) -> bool:
        """Whether there is an export to claim, or to be ended.  A look only, for workers that ask often."""
        if self.session.scalar(self._wanted(export_id)) is None:
            return False
        if export_id is not None or not is_halted(self.session):
            return True
        return self.session.scalar(self._called_off()) is not None

    def claim(self, owner: str, export_id: str | None = None) -> ExportHistory | None:
        """Take the export whose turn it is (or this one), if there is one."""
        if export_id is None and is_halted(self.session):
            self._end_called_off()
            return None
        while (found := self._next(export_id)) is not None:
            if found.cancel_requested:
                self._end(found, "Cancelled", "Cancelled.")
            elif self.session.get_one(ProjectState, found.project_id).is_deleted:
                self._end(found, "Failed", "Its project was deleted; bring it back and retry.")
            elif found.is_paused:
                self._put_back(found)
            elif found.vain_attempts >= MOST_ATTEMPTS:
                self._end(found, "Failed", f"Its worker stopped without a word {MOST_ATTEMPTS} times.")
            else:
                self._take(found, owner)
                return found
        return None

    def owners(self) -> set[str]:
        """Who holds an export."""
        held = select(ExportHistory.lease_owner).where(ExportHistory.status.in_(RUNNING))
        return {owner for owner in self.session.scalars(held) if owner}

    def forsake(self, owner: str) -> None:
        """This worker is known to be dead, or to have given up: let its leases run out now."""
        left = (ExportHistory.lease_owner == owner, ExportHistory.status.in_(RUNNING))
        self.session.execute(update(ExportHistory).where(*left).values(lease_until=self.work.now()))

    def renew(self, claim: Claim) -> bool:
        """Keep the lease; answers whether the export is to be cancelled."""
        export = self._held(claim)
        export.lease_until = self.work.now() + LEASE
        return export.cancel_requested

    def report(self, claim: Claim, *, stage: str, percent: float, **facts: Any) -> None:
        """Say how far an export is.  Progress never falls, also not over attempts."""
        export = self._held(claim)
        export.stage = stage
        export.progress = max(export.progress, round(min(percent, 100.0), 1))
        if facts.get("rendered"):
            export.vain_attempts = 0
        project = self.session.get_one(ProjectState, export.project_id)
        if project.job_id == export.id:
            project.current_stage = stage
            project.progress_percent = int(export.progress)
        data = {"stage": stage, "percent": export.progress, "attempt": claim.attempt, **facts}
        self._event(export, "export.progress", data)

    def pin(self, claim: Claim, version_id: uuid.UUID, reference: str) -> None:
        """Name the version that is rendered."""
        export = self._held(claim)
        export.version_id, export.input_file = version_id, reference
        export.vain_attempts = 0

    def verifying(self, claim: Claim) -> None:
        """The film is made, and is now read back."""
        export = self._held(claim)
        export.status = "Verifying"
        self._event(export, "export.verifying", {})

    def complete(self, claim: Claim, **facts: Any) -> ExportHistory:
        """The film is verified and in its place: say so, once."""
        export = self._held(claim)
        for name, value in facts.items():
            setattr(export, name, value)
        export.progress = 100.0
        self._end(export, "Completed", None)
        return export

    def fail(self, claim: Claim, reason: str) -> None:
        """It cannot be made; a reason may hold what a script or a program said, which may be anything."""
        self._end(self._held(claim), "Failed", storable(reason))

    def give_back(self, claim: Claim) -> None:
        """Stop in good order: the export waits again and the attempt is not counted.

        One that is to be cancelled is cancelled now; one that was paused waits until it is resumed.
        """
        export = self._held(claim)
        if export.cancel_requested:
            self._end(export, "Cancelled", "Cancelled.")
            return
        export.attempt = claim.attempt - 1
        export.vain_attempts = max(0, export.vain_attempts - 1)
        self._put_back(export)

    def cancel(self, export: ExportHistory) -> None:
        """Cancel an export at once if nobody works on it; otherwise ask who does."""
        export.cancel_requested = True
        if export.status == "Queued" or (export.lease_until and export.lease_until <= self.work.now()):
            self._end(export, "Cancelled", "Cancelled.")

    def _next(self, export_id: str | None) -> ExportHistory | None:
        return self.session.scalar(self._wanted(export_id).with_for_update(skip_locked=True))

    def _called_off(self) -> Select[ExportHistory]:
        """What was to be cancelled by a worker that went silent."""
        return select(ExportHistory).where(self._left(), ExportHistory.cancel_requested).limit(1)

    def _end_called_off(self) -> None:
        while found := self.session.scalar(self._called_off().with_for_update(skip_locked=True)):
            self._end(found, "Cancelled", "Cancelled.")

    def _left(self) -> ColumnElement[bool]:
        """Of exports, whether their worker went silent."""
        return and_(ExportHistory.status.in_(RUNNING), ExportHistory.lease_until <= self.work.now())

    def _wanted(self, export_id: str | None) -> Select[ExportHistory]:
        waits = and_(ExportHistory.status == "Queued", ExportHistory.is_paused.is_(False))
        wanted = select(ExportHistory).where(or_(waits, self._left()))
        if export_id is not None:
            wanted = wanted.where(ExportHistory.id == export_id)
        return wanted.order_by(*ORDER).limit(1)

    def _take(self, export: ExportHistory, owner: str) -> None:
        export.attempt += 1
        export.vain_attempts += 1
        export.status = "InProgress"
        export.lease_owner, export.lease_until = owner, self.work.now() + LEASE
        export.started_at = export.started_at or self.work.now()
        project = self.session.get_one(ProjectState, export.project_id)
        project.job_id, project.status = export.id, "InProgress"
        project.progress_percent = int(export.progress)
        self.session.flush()
        self._event(export, "export.started", {"attempt": export.attempt})

    def _put_back(self, export: ExportHistory) -> None:
        """Let it wait where it stood; the time until it is taken again is none that it took."""
        export.status = "Queued"
        export.lease_owner = export.lease_until = export.started_at = None
        self.session.flush()
        self._event(export, "export.queued", {"paused": True} if export.is_paused else {})

    def _end(self, export: ExportHistory, status: str, reason: str | None) -> None:
        export.status, export.error_message = status, reason
        export.completed_at = export.hook_due_at = self.work.now()
        export.is_paused, export.hook_tries = False, 0
        export.lease_owner = export.lease_until = None
        project = self.session.get_one(ProjectState, export.project_id)
        if project.job_id == export.id:
            project.job_id, project.current_stage, project.status = None, None, status
            project.progress_percent = int(export.progress)
        self.session.flush()
        self._event(export, f"export.{status.lower()}", {"reason": reason} if reason else {})

    def _held(self, claim: Claim) -> ExportHistory:
        """The export, kept from others, if this claim still holds it."""
        running = (ExportHistory.id == claim.export_id, ExportHistory.status.in_(RUNNING))
        held = select(ExportHistory).where(*running).with_for_update()
        export = self.session.scalar(held.execution_options(populate_existing=True))
        if export is None or not claim.is_on(export):
            raise LostLease(claim.export_id)
        return export

    def _event(self, export: ExportHistory, kind: str, data: dict[str, Any]) -> None:
        Events(self.work).record(kind, data, project_id=export.project_id, export_id=export.id)
