"""Which step undo takes back next, and which one redo does again.

Mine are mine: undo and redo look at the actor's own.  What was undone can be redone until the actor does
something new; then it is ``Expired``.  So is, at the clean-up, what is older than 30 days: a step of which
any is expired is neither undone nor redone.
"""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import bindparam, func, select, update

from aura.db.prepared import Prepared
from aura.db.work import Work
from aura.projects.tables import ActionLog, ProjectState


class _Told(NamedTuple):
    """What is looked at of an action to tell of it, as it is stored."""

    project_id: uuid.UUID | bytes
    user_id: uuid.UUID | bytes
    number: int
    status: str
    is_persistent: bool
    undone_at: int | None
    description: str


A = TypeVar("A", ActionLog, _Told)


class NextSteps:
    """The actor's next steps in one project, one way and the other."""

    def __init__(self, work: Work, project: ProjectState) -> None:
        self.session = work.session
        self.project = project
        self._whose = (project.id, work.actor.user_id)
        self._mine = {"project": project.id, "user": work.actor.user_id}

    def undo(self) -> Sequence[ActionLog]:
        """The actor's newest step, newest action first; empty when there is none."""
        return self._step(self.session.scalars(_UNDO, self._mine).all(), "Applied")[::-1]

    def redo(self) -> Sequence[ActionLog]:
        """The step the actor undid last, oldest action first; empty when there is none."""
        return self._step(self.session.scalars(_REDO, self._mine).all(), "Undone")

    def told(self) -> tuple[list[str], list[str]]:
        """What the actions of either did, in the order in which they did it."""
        self.session.flush()  # the statements are the driver's
        undo = [_Told._make(row) for row in _UNDO_TOLD.all(self.session, **self._mine)]
        redo = [_Told._make(row) for row in _REDO_TOLD.all(self.session, **self._mine)]
        done, undone = self._step(undo, "Applied"), self._step(redo, "Undone")
        return [action.description for action in done], [action.description for action in undone]

    def expire_redo(self) -> None:
        """The actor does something new: what they had undone cannot be redone any more."""
        (newest,) = _NEWEST.first(self.session, **self._mine) or (0,)
        if newest < self.project.last_action_number:
            undone = (*_MINE, ActionLog.number > newest, ActionLog.status == "Undone")
            self.session.execute(update(ActionLog).where(*undone).values(status="Expired"), self._mine)

    def _step(self, together: Sequence[A], status: str) -> Sequence[A]:
        """A step, the oldest action first; empty when some of what it did can be undone no more."""
        step = [each for each in together if (_id(each.project_id), _id(each.user_id)) == self._whose]
        if any(action.status == "Expired" and action.undone_at is None for action in step):
            return []
        found = [action for action in step if action.status == status and action.is_persistent]
        return sorted(found, key=lambda action: action.number)


def _id(stored: uuid.UUID | bytes) -> uuid.UUID:
    return stored if isinstance(stored, uuid.UUID) else uuid.UUID(bytes=stored)


_MINE = (ActionLog.project_id == bindparam("project"), ActionLog.user_id == bindparam("user"))
_SEEN = select(ActionLog.number).where(*_MINE, ActionLog.is_persistent).limit(1)
_DONE = _SEEN.where(ActionLog.status == "Applied").order_by(ActionLog.number.desc())
_NEWEST = Prepared(_DONE)
_BEHIND = ActionLog.number > func.coalesce(_DONE.scalar_subquery(), 0)
"""What an actor undid comes after what they did."""
_UNDONE = _SEEN.where(ActionLog.status == "Undone", _BEHIND).order_by(ActionLog.number)


def _all_of(first: Any) -> Any:
    """Whole steps.  Whose they are, and in which order, is seen to here: the log is not walked for a few."""
    together = first.with_only_columns(ActionLog.correlation_id).scalar_subquery()
    return select(ActionLog).where(ActionLog.correlation_id == together)


_UNDO, _REDO = _all_of(_DONE), _all_of(_UNDONE)
_TOLD = [getattr(ActionLog, name) for name in _Told._fields]
_UNDO_TOLD, _REDO_TOLD = (Prepared(step.with_only_columns(*_TOLD)) for step in (_UNDO, _REDO))
