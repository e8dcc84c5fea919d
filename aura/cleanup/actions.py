"""Ends actions whose time is over (``rules.actions``), and takes ended ones from the log a day later."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from aura.cleanup.freeing import Going
from aura.cleanup.holding import hold
from aura.cleanup.rules import actions as rule
from aura.cleanup.rules.actions import LIVING, Logged
from aura.db.work import Work
from aura.projects.actions import forget
from aura.projects.tables import ActionLog, ProjectState, ProjectVersion


class ActionsOver:
    """Actions that can be undone or redone no longer, known by their ids.  They stay: nothing is freed."""

    def find(self, work: Work, now: datetime) -> Sequence[Going]:
        return [Going(action.id, 0) for action in self._expiring(work.session, _all(), now)]

    def take(self, work: Work, some: Sequence[uuid.UUID], now: datetime) -> Sequence[Going]:
        _hold_projects_of(work, some)
        going = [Going(action.id, 0) for action in self._expiring(work.session, _these(some), now)]
        over = update(ActionLog).where(ActionLog.id.in_([action.key for action in going]))
        work.session.execute(over.values(status="Expired", can_batch=False))
        return going

    def _expiring(self, session: Session, wanted: Select[Any], now: datetime) -> Iterator[Logged]:
        due = wanted.where(ActionLog.status.in_(LIVING), ActionLog.expires_at <= now)
        return rule.expiring(_logged(session, due), now)


class ActionsEnded:
    """Actions that nobody can undo or redo, a day after their time was over; known by their ids."""

    def find(self, work: Work, now: datetime) -> Sequence[Going]:
        return [Going(action.id, action.size_bytes) for action in self._going(work.session, _all(), now)]

    def take(self, work: Work, some: Sequence[uuid.UUID], now: datetime) -> Sequence[Going]:
        _hold_projects_of(work, some)
        going = list(self._going(work.session, _these(some), now))
        rows = select(ActionLog).where(ActionLog.id.in_([action.id for action in going]))
        forget(work.session, work.session.scalars(rows).all(), work.now())
        return [Going(action.id, action.size_bytes) for action in going]

    def _going(self, session: Session, wanted: Select[Any], now: datetime) -> Iterator[Logged]:
        ended = wanted.where(ActionLog.status.not_in(LIVING), ActionLog.expires_at <= now)
        return rule.going(_logged(session, ended), now)


def _all() -> Select[Any]:
    """The actions of all projects that are not deleted: those can be brought back as they were."""
    columns = (
        ActionLog.id,
        ActionLog.status,
        ActionLog.expires_at,
        func.coalesce(func.length(ActionLog.payload_json), 0)
        + func.coalesce(func.length(ActionLog.inverse_payload_json), 0)
        + func.length(ActionLog.touched_json),
        ActionLog.action_type,
        ActionLog.payload_json,
    )
    there = select(*columns).join(ProjectState, ActionLog.project_id == ProjectState.id)
    return there.where(ProjectState.is_deleted.is_(False)).order_by(ActionLog.project_id, ActionLog.number)


def _these(ids: Sequence[uuid.UUID]) -> Select[Any]:
    return _all().where(ActionLog.id.in_(ids))


def _hold_projects_of(work: Work, ids: Sequence[uuid.UUID]) -> None:
    of = select(ActionLog.project_id).where(ActionLog.id.in_(ids)).distinct()
    hold(work, work.session.scalars(of).all())


def _logged(session: Session, wanted: Select[Any]) -> list[Logged]:
    rows = session.execute(wanted).all()
    saved_at = _restore_points(session, rows)
    return [
        Logged(key, status, expires_at, size, saved_at(_restore_point(kind, payload)))
        for key, status, expires_at, size, kind, payload in rows
    ]


def _restore_points(
    session: Session, rows: Iterable[Row[Any]]
) -> Callable[[uuid.UUID | None], datetime | None]:
    """When the restore points that these actions need were last needed; those kept for good are none."""
    ids = {_restore_point(row.action_type, row.payload_json) for row in rows} - {None}
    wanted = select(ProjectVersion.id, ProjectVersion.updated_at).where(
        ProjectVersion.id.in_(ids),
        ProjectVersion.version_type == "RestorePoint",
        ProjectVersion.is_marked_important.is_(False),
        ProjectVersion.is_deleted.is_(False),
    )
    found = {row.id: row.updated_at for row in session.execute(wanted)} if ids else {}
    return lambda key: found.get(key) if key else None


def _restore_point(kind: str, payload: str | None) -> uuid.UUID | None:
    if not kind.startswith("version.") or payload is None:
        return None
    named = msgspec.json.decode(payload).get("restore_point")
    return uuid.UUID(named) if named else None
