"""The history of a project's actions, for people to read."""

import uuid

from sqlalchemy import select

from aura.db.pages import Page, position_of
from aura.db.work import Work
from aura.errors import NotFound
from aura.projects.next_steps import NextSteps
from aura.projects.projects import Projects
from aura.projects.tables import ActionLog
from aura.projects.telling import told


class History:
    """What was done to a project, the newest first."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.projects = Projects(work)

    def list(self, project_id: uuid.UUID, *, limit: int = 50, cursor: str | None = None) -> Page[ActionLog]:
        self.projects.get(project_id)
        wanted = select(ActionLog).where(ActionLog.project_id == project_id, ActionLog.is_persistent)
        if cursor:
            (number,) = position_of(cursor, int)
            wanted = wanted.where(ActionLog.number < number)
        rows = self.work.session.scalars(wanted.order_by(ActionLog.number.desc()).limit(limit + 1)).all()
        return Page(rows, limit, lambda row: (row.number,))

    def get(self, project_id: uuid.UUID, action_id: uuid.UUID) -> ActionLog:
        self.projects.get(project_id)
        action = self.work.session.get(ActionLog, action_id)
        if action is None or action.project_id != project_id:
            raise NotFound(f"This project has no action {action_id}.", field="action")
        return action

    def next_words(self, project_id: uuid.UUID) -> tuple[str | None, str | None]:
        """What undo and redo would do, in words; ``None`` where there is nothing."""
        undo, redo = NextSteps(self.work, self.projects.get(project_id)).told()
        return told(undo) if undo else None, told(redo) if redo else None
