"""A project's versions as one looks through them: all, the named ones, the important ones, the deleted ones.

A version without a name that was saved by itself is an autosave and no more; any other one is *named*.
"""

import uuid
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from aura.db.work import Work
from aura.projects.projects import Projects
from aura.projects.tables import ActionLog, ProjectVersion

Only = Literal["all", "named", "important", "deleted"]

_NAMED = or_(ProjectVersion.version_type != "Autosave", ProjectVersion.name.is_not(None))
_THERE = ProjectVersion.is_deleted.is_(False)
_ONLY: dict[Only, ColumnElement[bool]] = {
    "all": _THERE,
    "named": and_(_THERE, _NAMED),
    "important": and_(_THERE, ProjectVersion.is_marked_important),
    "deleted": ProjectVersion.is_deleted.is_(True),
}


class Shown(NamedTuple):
    """Versions, the newest first, and how many older ones there are besides."""

    rows: Sequence[ProjectVersion]
    older: int


class Shelf:
    """The versions of one project of the actor's; raises ``NotFound`` for another's."""

    def __init__(self, work: Work, project_id: uuid.UUID) -> None:
        self.session = work.session
        self.project = Projects(work).get(project_id)

    def newest(self, only: Only, most: int, *, down_to: int | None = None) -> Shown:
        """So many of them, or as many as it takes to show the one with the number ``down_to``."""
        if down_to is not None:
            most = max(most, self._count(only, ProjectVersion.version_number >= down_to))
        wanted = select(ProjectVersion).where(*self._mine(only))
        rows = self.session.scalars(wanted.order_by(ProjectVersion.version_number.desc()).limit(most)).all()
        return Shown(rows, self._count(only) - len(rows) if len(rows) == most else 0)

    def counts(self) -> dict[Only, int]:
        """How many there are of each."""
        sums = [func.count().filter(each) for each in _ONLY.values()]
        row = self.session.execute(select(*sums).where(ProjectVersion.project_id == self.project.id)).one()
        return dict(zip(_ONLY, row, strict=True))

    def edits_since(self, version: ProjectVersion) -> int:
        """How many actions were done since a version was saved, and not taken back."""
        since = (
            ActionLog.project_id == self.project.id,
            ActionLog.timestamp > version.created_at,
            ActionLog.status == "Applied",
            ActionLog.is_persistent,
        )
        return self.session.scalar(select(func.count()).where(*since)) or 0

    def _count(self, only: Only, *more: ColumnElement[bool]) -> int:
        return self.session.scalar(select(func.count()).where(*self._mine(only), *more)) or 0

    def _mine(self, only: Only) -> tuple[Any, ...]:
        return (ProjectVersion.project_id == self.project.id, _ONLY[only])
