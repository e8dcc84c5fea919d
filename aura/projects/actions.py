"""The action log: every edit on record, with what takes it back and the digests of what it touched.

Actions of one correlation id are one step of undo.  Mine are mine: undo and redo look at the actor's
own.  What was undone can be redone until the actor does something new; then it is ``Expired``.
"""

import base64
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import func, select, update

from aura.blobs import content
from aura.db.work import Work
from aura.ids import new_id
from aura.projects.tables import ActionLog, ProjectState
from aura.timeline.edits import Edit, decode, encode
from aura.timeline.view import Outcome

INLINE_LIMIT = 16 * 1024
"""Payloads over this many bytes are counted blobs."""

KEPT = timedelta(days=30)

Touched = dict[str, tuple[bytes | None, bytes | None]]
"""Part name to its digests before and after."""


class Actions:
    """One project's action log, as the actor sees it."""

    def __init__(self, work: Work, project: ProjectState) -> None:
        self.work = work
        self.session = work.session
        self.project = project

    def record(self, edit: Edit, outcome: Outcome, correlation_id: uuid.UUID) -> ActionLog:
        """Log an edit that was carried out."""
        now = self.work.now()
        self.project.last_action_number += 1
        payload_json, payload_hash = self._stored(encode(edit))
        inverse_json, inverse_hash = self._stored(encode(outcome.inverse))
        action = ActionLog(
            id=new_id(),
            project_id=self.project.id,
            number=self.project.last_action_number,
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
            touched_json=_touched_json(touched(outcome)),
            expires_at=now + KEPT,
            correlation_id=correlation_id,
        )
        self.session.add(action)
        return action

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

    def expire_redo(self) -> None:
        """The actor does something new: what they had undone cannot be redone any more."""
        undone = (*self._mine(), ActionLog.status == "Undone")
        self.session.execute(update(ActionLog).where(*undone).values(status="Expired"))

    def next_undo(self) -> Sequence[ActionLog]:
        """The actor's newest step, newest action first; empty when there is none."""
        return self._step("Applied", newest_first=True)

    def next_redo(self) -> Sequence[ActionLog]:
        """The step the actor undid last, oldest action first; empty when there is none."""
        return self._step("Undone", newest_first=False)

    def edit_of(self, action: ActionLog) -> Edit:
        return self._decoded(action.action_type, action.payload_json, action.payload_hash)

    def inverse_of(self, action: ActionLog) -> Edit:
        return self._decoded(
            action.inverse_action_type, action.inverse_payload_json, action.inverse_payload_hash
        )

    def later_on(self, part: str, number: int) -> ActionLog | None:
        """The newest applied action after ``number`` that touched a part, or the whole document."""
        later = (
            select(ActionLog)
            .where(
                ActionLog.project_id == self.project.id,
                ActionLog.number > number,
                ActionLog.status == "Applied",
            )
            .order_by(ActionLog.number.desc())
        )
        for action in self.session.scalars(later):
            parts = touched_by(action)
            if part in parts or "document" in parts or part == "document":
                return action
        return None

    def count(self) -> int:
        return self.session.scalar(select(func.count()).where(ActionLog.project_id == self.project.id)) or 0

    def _step(self, status: str, *, newest_first: bool) -> Sequence[ActionLog]:
        order = ActionLog.number.desc() if newest_first else ActionLog.number.asc()
        mine = select(ActionLog).where(*self._mine(), ActionLog.status == status, ActionLog.is_persistent)
        first = self.session.scalar(mine.order_by(order).limit(1))
        if first is None:
            return []
        together = ActionLog.correlation_id == first.correlation_id
        return self.session.scalars(mine.where(together).order_by(order)).all()

    def _mine(self) -> tuple[Any, ...]:
        return (ActionLog.project_id == self.project.id, ActionLog.user_id == self.work.actor.user_id)

    def _stored(self, payload: bytes) -> tuple[str | None, bytes | None]:
        if len(payload) <= INLINE_LIMIT:
            return payload.decode(), None
        name, _ = content.put(self.session, "Scene", payload, self.work.now())
        return None, name

    def _decoded(self, kind: str, inline: str | None, name: bytes | None) -> Edit:
        data = inline.encode() if inline is not None else content.get(self.session, name or b"")
        return decode(kind, msgspec.json.decode(data), public_only=False)


def touched(outcome: Outcome) -> Touched:
    """The digests of what an outcome changes."""
    return {change.part: change.digests() for change in outcome.changes}


def touched_by(action: ActionLog) -> Touched:
    """The digests an action recorded."""
    recorded = msgspec.json.decode(action.touched_json)
    return {part: (_unpacked(before), _unpacked(after)) for part, (before, after) in recorded.items()}


def _touched_json(parts: Touched) -> str:
    packed = {part: (_packed(before), _packed(after)) for part, (before, after) in parts.items()}
    return msgspec.json.encode(packed).decode()


def _packed(digest: bytes | None) -> str | None:
    return base64.b85encode(digest).decode() if digest else None


def _unpacked(text: str | None) -> bytes | None:
    return base64.b85decode(text) if text else None
