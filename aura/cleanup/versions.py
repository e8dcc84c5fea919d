"""Takes away the versions that may go (``rules.versions``), with the references to their content.

Those of a deleted project stay as they are: it can be brought back as it was, or goes as a whole.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from aura.cleanup.freeing import Going
from aura.cleanup.holding import hold
from aura.cleanup.rules import versions as rule
from aura.cleanup.rules.versions import Saved
from aura.db.work import Work
from aura.projects.naming import kept
from aura.projects.tables import ProjectState, ProjectVersion
from aura.projects.versions import Versions


class OldVersions:
    """Versions of all projects, known by their ids."""

    def find(self, work: Work, now: datetime) -> Sequence[Going]:
        return [
            Going(version.id, version.size_bytes)
            for project_id in work.session.scalars(_projects(now)).all()
            for version in _going(work.session, project_id, now)
        ]

    def take(self, work: Work, some: Sequence[uuid.UUID], now: datetime) -> Sequence[Going]:
        of = select(ProjectVersion.project_id).where(ProjectVersion.id.in_(some)).distinct()
        wanted = set(some)
        going = [
            version
            for project in hold(work, work.session.scalars(of).all())
            if not project.is_deleted
            for version in _going(work.session, project.id, now)
            if version.id in wanted
        ]
        rows = select(ProjectVersion).where(ProjectVersion.id.in_([version.id for version in going]))
        Versions(work).purge(work.session.scalars(rows).all())
        return [Going(version.id, version.size_bytes) for version in going]


def _projects(now: datetime) -> Select[uuid.UUID]:
    """The projects where any may go at all."""
    mine = ProjectVersion.project_id == ProjectState.id
    autosaves = select(func.count()).where(mine, ProjectVersion.version_type == "Autosave").scalar_subquery()
    restore_point = ProjectVersion.version_type == "RestorePoint"
    old = or_(
        ProjectVersion.deleted_at <= now - rule.DELETED_KEPT,
        restore_point & (ProjectVersion.updated_at <= now - rule.RESTORE_POINTS_KEPT),
    )
    any_old = select(ProjectVersion.id).where(mine, old).exists()
    some = or_(autosaves > rule.KEPT_OF_EACH_TIER, any_old)
    return select(ProjectState.id).where(ProjectState.is_deleted.is_(False), some).order_by(ProjectState.id)


def _going(session: Session, project_id: uuid.UUID, now: datetime) -> Iterator[Saved]:
    mine = select(ProjectVersion).where(ProjectVersion.project_id == project_id)
    rows = session.scalars(mine).all()
    needed = kept(session, rows, now)
    return rule.going(
        (
            Saved(
                row.id,
                row.version_number,
                row.version_type,
                row.created_at,
                row.storage_size_bytes,
                is_important=row.is_marked_important,
                is_named=row.id in needed,
                deleted_at=row.deleted_at if row.is_deleted else None,
                needed_at=row.updated_at,
            )
            for row in rows
        ),
        now,
    )
