"""The action log: every edit on record, with what takes it back and the digests of what it touched.

Actions of one correlation id are one step of undo (``next_steps``).
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

import msgspec
from sqlalchemy import Table, bindparam, delete, false, func, or_, select, update
from sqlalchemy.orm import Session

from aura.blobs import content
from aura.db import rows
from aura.db.prepared import Prepared
from aura.db.work import Work
from aura.ids import new_id
from aura.projects import touched
from aura.projects.tables import ActionLog, ProjectState
from aura.projects.touched import Touched
from aura.timeline.edits import Edit, decode, encode
from aura.timeline.view import Outcome

INLINE_LIMIT = 16 * 1024
"""Payloads over this many bytes are counted blobs."""

KEPT = timedelta(days=30)

_AT_ONCE = 500


class Actions:
    """One project's action log, as the actor sees it."""

    def __init__(self, work: Work, project: ProjectState) -> None:
        self.work = work
        self.session = work.session
        self.project = project

    def record(
        self,
        edit: Edit,
        outcome: Outcome,
        parts: Touched,
        correlation_id: uuid.UUID,
        *,
        can_batch: bool = False,
    ) -> ActionLog:
        """Log an edit that was carried out; ``can_batch``: the next one may go on with this action."""
        now = self.work.now()
        number = self.project.last_action_number + 1
        rows.change(self.session, self.project, last_action_number=number)
        payload_json, payload_hash = self._stored(encode(edit))
        inverse_json, inverse_hash = self._stored(encode(outcome.inverse))
        return rows.add(
            self.session,
            ActionLog,
            id=new_id(),
            project_id=self.project.id,
            number=number,
            user_id=self.work.actor.user_id,
            action_type=edit.kind,
            description=outcome.words,
            timestamp=now,
            status="Applied",
            payload_json=payload_json,
            payload_hash=payload_hash,
            inverse_action_type=outcome.inverse.kind,
            inverse_payload_json=inverse_json,
            inverse_payload_hash=inverse_hash,
            touched_json=touched.written(parts),
            can_batch=can_batch,
            expires_at=now + KEPT,
            correlation_id=correlation_id,
        )

    def go_on(self, action: ActionLog, edit: Edit, outcome: Outcome, parts: Touched) -> None:
        """Take one more edit into an action (``batching``); it comes to nothing where all is as before it."""
        now = self.work.now()
        before = touched.read(action.touched_json)
        whole = {part: (before[part][0], after) for part, (_, after) in parts.items()}
        released = action.payload_hash
        payload_json, payload_hash = self._stored(encode(edit))
        if released:
            content.release(self.session, [released], now)
        is_something = not touched.is_nothing(whole)
        rows.change(
            self.session,
            action,
            payload_json=payload_json,
            payload_hash=payload_hash,
            touched_json=touched.written(whole),
            description=outcome.words,
            timestamp=now,
            expires_at=now + KEPT,
            can_batch=is_something,
            is_persistent=is_something,
        )

    def newest(self) -> ActionLog | None:
        """The project's newest action, whoever's; to be changed by ``go_on`` alone."""
        newest = self.project.last_action_number
        return _NEWEST.read(self.session, project=self.project.id, newest=newest)

    def end_run(self, turned: Sequence[ActionLog] = ()) -> None:
        """Something else happens to the project: no typing goes on with its newest action."""
        number = self.project.last_action_number
        newest = next((action for action in turned if action.number == number), None)
        if newest is not None:
            newest.can_batch = False
            return
        self.session.flush()
        _END_RUN.run(self.session, project=self.project.id, newest=number)

    def step_of(self, correlation_id: uuid.UUID) -> uuid.UUID:
        """The step a job's next actions belong to: its own, or a new one when somebody acted in between.

        The actions of a step stand side by side, or undoing them together would not lead back.
        """
        mine = ActionLog.project_id == self.project.id
        newest = select(ActionLog.correlation_id).where(mine).order_by(ActionLog.number.desc()).limit(1)
        if self.session.scalar(newest) == correlation_id:
            return correlation_id
        begun = select(ActionLog.id).where(mine, ActionLog.correlation_id == correlation_id).limit(1)
        return new_id() if self.session.scalar(begun) else correlation_id

    def edit_of(self, action: ActionLog) -> Edit:
        return self._decoded(action.action_type, action.payload_json, action.payload_hash)

    def inverse_of(self, action: ActionLog) -> Edit:
        return self._decoded(
            action.inverse_action_type, action.inverse_payload_json, action.inverse_payload_hash
        )

    def later_on(self, part: str, number: int) -> ActionLog | None:
        """The newest applied action after ``number`` that touched a part, or the whole document."""
        touching = ActionLog.touched_json.contains(f'"{part}"', autoescape=True)
        wholly = ActionLog.touched_json.contains('"document"')
        packed = ActionLog.touched_json.startswith('"')
        later = (
            select(ActionLog)
            .where(
                ActionLog.project_id == self.project.id,
                ActionLog.number > number,
                ActionLog.status == "Applied",
                ActionLog.is_persistent,
            )
            .order_by(ActionLog.number.desc())
        )
        if part == "document":
            return self.session.scalar(later.limit(1))
        for action in self.session.scalars(later.where(or_(touching, wholly, packed))):
            if {part, "document"} & touched_by(action).keys():
                return action
        return None

    def undone_on(self, part: str, since: datetime) -> ActionLog | None:
        """An action that touched a part and was undone after ``since``."""
        undone = (ActionLog.project_id == self.project.id, ActionLog.undone_at > since)
        found = select(ActionLog).where(*undone).order_by(ActionLog.undone_at.desc())
        parts = {part, "document"}
        return next((each for each in self.session.scalars(found) if parts & touched_by(each).keys()), None)

    def count(self) -> int:
        return self.session.scalar(select(func.count()).where(ActionLog.project_id == self.project.id)) or 0

    def _stored(self, payload: bytes) -> tuple[str | None, bytes | None]:
        if len(payload) <= INLINE_LIMIT:
            return payload.decode(), None
        name, _ = content.put(self.session, "Scene", payload, self.work.now())
        return None, name

    def _decoded(self, kind: str, inline: str | None, name: bytes | None) -> Edit:
        data = inline.encode() if inline is not None else content.get(self.session, name or b"")
        return decode(kind, msgspec.json.decode(data), public_only=False)


def touched_by(action: ActionLog) -> Touched:
    """The digests an action recorded."""
    return touched.read(action.touched_json)


def forget(session: Session, actions: Sequence[ActionLog], now: datetime) -> None:
    """Delete actions from the log, and with each the references to its payloads."""
    named = (name for action in actions for name in (action.payload_hash, action.inverse_payload_hash))
    content.release(session, [name for name in named if name], now)
    ids = [action.id for action in actions]
    for start in range(0, len(ids), _AT_ONCE):
        session.execute(delete(ActionLog).where(ActionLog.id.in_(ids[start : start + _AT_ONCE])))


_NEWEST = rows.One(
    ActionLog,
    ActionLog.project_id == bindparam("project"),
    ActionLog.number == bindparam("newest"),
    apart=True,
)
_LOG = cast(Table, ActionLog.__table__)
_END_RUN = Prepared(
    update(_LOG)
    .where(
        _LOG.c.project_id == bindparam("project"),
        _LOG.c.number == bindparam("newest"),
        _LOG.c.can_batch.is_(True),
    )
    .values(can_batch=false())
)
