"""What keeps a version from being purged.

A version stays while anything names it: an export or any other row with a foreign key to it, a project
that was opened from it, an action of a restore that can still be undone or redone.  A project's newest
one stays, and so do manual and important ones until they have been deleted for ``BROUGHT_BACK_FOR``.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Column, SQLColumnExpression, func, or_, select
from sqlalchemy.orm import Session

from aura.db.tables import Table
from aura.projects.tables import ActionLog, ProjectState, ProjectVersion

BROUGHT_BACK_FOR = timedelta(days=30)
"""So long what was deleted can be brought back."""

_SOME = 500
"""Ids in one statement."""


def kept(session: Session, versions: Sequence[ProjectVersion], now: datetime) -> dict[uuid.UUID, str]:
    """Why each of these versions must stay, in words; those that may go are left out."""
    reasons: dict[uuid.UUID, str] = {}
    long_ago = now - BROUGHT_BACK_FOR
    ids = [version.id for version in versions]
    projects = {version.project_id for version in versions}
    newest = set(_newest(session, projects))
    for version in versions:
        if version.id in newest:
            reasons[version.id] = "it is the project's newest"
        elif _is_wanted(version) and not (version.deleted_at and version.deleted_at <= long_ago):
            reasons[version.id] = "it is kept until 30 days after it is deleted"
    for column in _references():
        reasons |= dict.fromkeys(_naming(session, column, ids), f"it is named in {column.table.name}")
    reasons |= dict.fromkeys(
        _naming(session, ProjectState.origin_version_id, ids), "a project was opened from it"
    )
    restored = set(_restored(session, projects))
    reasons |= {name: "a restore of it can still be undone or redone" for name in ids if name in restored}
    return reasons


def _is_wanted(version: ProjectVersion) -> bool:
    """Whether somebody asked for it to be kept."""
    return version.version_type == "Manual" or version.is_marked_important


def _newest(session: Session, projects: set[uuid.UUID]) -> Iterator[uuid.UUID]:
    for some in _portions(sorted(projects)):
        numbers = (
            select(ProjectVersion.project_id, func.max(ProjectVersion.version_number).label("number"))
            .where(ProjectVersion.project_id.in_(some), ProjectVersion.is_deleted.is_(False))
            .group_by(ProjectVersion.project_id)
            .subquery()
        )
        is_it = (ProjectVersion.project_id == numbers.c.project_id) & (
            ProjectVersion.version_number == numbers.c.number
        )
        yield from session.scalars(select(ProjectVersion.id).join(numbers, is_it))


def _references() -> Iterator[Column[Any]]:
    """The columns with a foreign key to a version, whichever feature they belong to."""
    for table in Table.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is ProjectVersion.__table__.c.id:
                yield key.parent


def _naming(
    session: Session, column: SQLColumnExpression[Any], ids: Sequence[uuid.UUID]
) -> Iterator[uuid.UUID]:
    """Which of these a column names."""
    for some in _portions(ids):
        yield from session.scalars(select(column).where(column.in_(some)).distinct())


def _restored(session: Session, projects: set[uuid.UUID]) -> Iterator[uuid.UUID]:
    """The versions that unexpired actions name: what they restored, and what holds what that replaced."""
    for some in _portions(sorted(projects)):
        restores = select(ActionLog.payload_json, ActionLog.inverse_payload_json).where(
            ActionLog.project_id.in_(some),
            ActionLog.status != "Expired",
            or_(*(kind.startswith("version.") for kind in (ActionLog.action_type, _INVERSE))),
        )
        for payloads in session.execute(restores):
            for payload in payloads:
                yield from _named_in(payload)


_INVERSE = ActionLog.inverse_action_type


def _named_in(payload: str | None) -> Iterator[uuid.UUID]:
    fields = msgspec.json.decode(payload or "{}")
    for field in ("version", "restore_point"):
        if field in fields:
            yield uuid.UUID(fields[field])


def _portions(ids: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    return (ids[start : start + _SOME] for start in range(0, len(ids), _SOME))
