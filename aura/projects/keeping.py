"""Keeps a project's content as a version, unless its newest version holds it already.

Autosaves and restore points are made here: content that did not change makes no row and no blob.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import aliased

from aura.blobs import content
from aura.db import rows
from aura.db.types import Instant
from aura.db.work import Work
from aura.projects.freezing import freeze
from aura.projects.live import LiveView
from aura.projects.tables import ActionLog, ProjectState, ProjectVersion, VersionType

AFTER_CHANGE = timedelta(minutes=5)
"""By schedule a project is saved so long after its last change."""

BETWEEN = timedelta(minutes=2)
"""When a step or a page is left it is not saved again so soon after an autosave."""

LOOKED_AT = 1_000
"""The newest actions of a project that are looked at for a change: nobody takes back more in one go."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a project without a version was saved."""


class Kept(NamedTuple):
    """The version that holds a project's content, and whether it was made just now."""

    version: ProjectVersion
    is_new: bool


def newest(work: Work, project_id: uuid.UUID) -> ProjectVersion | None:
    """A project's newest version that is not deleted."""
    there = (ProjectVersion.project_id == project_id, ProjectVersion.is_deleted.is_(False))
    by_number = select(ProjectVersion).where(*there).order_by(ProjectVersion.version_number.desc())
    return work.session.scalar(by_number.limit(1))


def keep(work: Work, project: ProjectState, *, version_type: VersionType, name: str | None = None) -> Kept:
    """The newest version of a held project where it has the live content, else a new one."""
    there = newest(work, project.id)
    if there is not None and there.hashes == LiveView(work.session, project).freeze().digests():
        return Kept(there, is_new=False)
    return Kept(freeze(work, project, name=name, version_type=version_type), is_new=True)


def restore_point(work: Work, project: ProjectState, reason: str) -> ProjectVersion:
    """A version that holds what a held project is now, before something replaces much of it.

    A nameless autosave that holds it becomes one, so that it stays as long, counted from now; any has
    second copies.
    """
    version, is_new = keep(work, project, version_type="RestorePoint", name=reason)
    if not is_new:
        is_plain = version.version_type == "Autosave" and version.name is None
        changed = {"version_type": "RestorePoint", "name": reason} if is_plain else {}
        rows.change(work.session, version, **changed)
        content.keep_copies(work.session, version.hashes)
    work.session.flush()
    return version


def autosave(work: Work, project: ProjectState, *, left: bool) -> Kept:
    """Save a held project by itself: because a step or a page was ``left``, or by schedule."""
    there = newest(work, project.id)
    if there is not None and _is_early(work, project, left=left):
        return Kept(there, is_new=False)
    return keep(work, project, version_type="Autosave")


def is_left_alone(project: ProjectState, now: datetime) -> bool:
    """Whether a project was not changed for a while.

    A time that is still to come is from before the clock was set back, and says nothing.
    """
    return not now - AFTER_CHANGE < project.updated_at <= now


def _is_early(work: Work, project: ProjectState, *, left: bool) -> bool:
    now = work.now()
    if not left:
        return not is_left_alone(project, now)
    autosaved = select(func.max(ProjectVersion.created_at)).where(
        ProjectVersion.project_id == project.id,
        ProjectVersion.version_type == "Autosave",
        ProjectVersion.created_at <= now,
    )
    last = work.session.scalar(autosaved)
    return last is not None and last > now - BETWEEN


def due(work: Work, now: datetime) -> list[uuid.UUID]:
    """The actor's projects that an autosave is due for: edited after their newest version, and then left
    alone for a while.

    Told from times alone, so that most projects cost one look at their newest version; an edit that was
    taken back since is found by ``autosave``, which compares digests.  Times that are still to come say
    nothing here either.
    """
    version, action = aliased(ProjectVersion), aliased(ActionLog)
    newest_at = (
        select(version.created_at)
        .where(
            version.project_id == ProjectState.id, version.is_deleted.is_(False), version.created_at <= now
        )
        .order_by(version.version_number.desc())
        .limit(1)
        .correlate(ProjectState)  # also within ``edited``, or it would be the newest of all projects
        .scalar_subquery()
    )
    saved_at = func.coalesce(newest_at, literal(_NEVER, Instant))
    edited = (
        select(action.id)
        .where(
            action.project_id == ProjectState.id,
            action.number > ProjectState.last_action_number - LOOKED_AT,
            action.updated_at > saved_at,
        )
        .exists()
    )
    left_alone = (
        ProjectState.created_by == work.actor.user_id,
        ProjectState.is_deleted.is_(False),
        or_(ProjectState.updated_at <= now - AFTER_CHANGE, ProjectState.updated_at > now),
        ProjectState.updated_at > saved_at,
    )
    found = select(ProjectState.id).where(*left_alone, edited).order_by(ProjectState.updated_at)
    return list(work.session.scalars(found))
