"""Takes deleted projects away for good, 30 days after: rows, content, media and films.

A project's rows go piece by piece, its history first; by then it cannot be brought back any more.  The
last piece takes the row of the project itself, those of its files and of its exports, and releases what is
left: until then every file of it is there.  In the same unit of work the films are written down as to be
removed; then the files go.  Killed at any point, the next run goes on: with the rows that are left, with
the films that were written down, and with the media that nothing names.

A film goes with its project: without the row of its export nobody could find, name or delete it.
"""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, func, select

from aura.audit.tables import AiCompletion, Event
from aura.blobs import content
from aura.cleanup import films, media
from aura.cleanup.freeing import PIECE, Freed, Ground
from aura.cleanup.holding import hold
from aura.cleanup.rules import ages
from aura.db.work import Work
from aura.exports.queue import RUNNING
from aura.exports.tables import ExportHistory
from aura.projects.actions import forget
from aura.projects.tables import ActionLog, AssetState, ProjectState, ProjectVersion, SceneState


def free_projects(ground: Ground) -> Freed:
    """Take away the projects that were deleted long enough ago."""
    with ground.units.reading() as work:
        due = [project.id for project in _deleted(work) if _may_go(work, project, ground)]
        freed = Freed(len(due), _stored_bytes(work, due))
        named = films.of_projects(work, due)
        digests = set(work.session.scalars(select(AssetState.digest).where(AssetState.project_id.in_(due))))
    if not ground.dry_run:
        freed = Freed()
        for project_id in due:
            stored = _purge(ground, project_id)
            if stored is not None:
                freed = freed.plus(1, stored)
    freed = freed.plus(0, films.remove(ground, named))
    files = media.unnamed(ground, media.old_files(ground, digests), without=due if ground.dry_run else ())
    return freed.plus(0, media.remove(ground, files).bytes)


def _deleted(work: Work) -> Sequence[ProjectState]:
    deleted = select(ProjectState).where(ProjectState.is_deleted).order_by(ProjectState.id)
    return work.session.scalars(deleted).all()


def _may_go(work: Work, project: ProjectState, ground: Ground) -> bool:
    """Whether it is deleted for long enough, and no worker is at an export of it at this moment."""
    at_work = select(ExportHistory.id).where(
        ExportHistory.project_id == project.id,
        ExportHistory.status.in_(RUNNING),
        ExportHistory.lease_until > ground.now,
    )
    return (
        project.is_deleted
        and ages.is_over(project.deleted_at, ages.DELETED, ground.now)
        and work.session.scalar(at_work.limit(1)) is None
    )


def _stored_bytes(work: Work, project_ids: Collection[uuid.UUID]) -> int:
    """What the saves of these projects added."""
    added = func.coalesce(func.sum(ProjectVersion.storage_size_bytes), 0)
    return int(work.session.scalar(select(added).where(ProjectVersion.project_id.in_(project_ids))) or 0)


def _purge(ground: Ground, project_id: uuid.UUID) -> int | None:
    """One project, piece by piece; answers what its saves had added, none when it stays after all."""
    added = 0
    for step in (_actions, _versions, _scenes, _calls, _events):
        while True:
            ground.pause()
            with ground.units.writing() as work:
                if not _holds(work, project_id, ground):
                    return None
                taken, size = step(work, project_id)
            added += size
            if taken < PIECE:
                break
    ground.pause()
    with ground.units.writing() as work:
        _hold_exports(work, project_id)
        if not _holds(work, project_id, ground):
            return None
        added += _stored_bytes(work, [project_id])
        films.write_down(work, films.of_projects(work, [project_id]))
        _rest(work, project_id)
    return added


def _holds(work: Work, project_id: uuid.UUID, ground: Ground) -> bool:
    """Keep the project from others, if it is still to go."""
    held = hold(work, [project_id])
    return bool(held) and _may_go(work, held[0], ground)


def _hold_exports(work: Work, project_id: uuid.UUID) -> None:
    """Keep a project's exports from others: they are held before their project, here as everywhere."""
    mine = select(ExportHistory.id).where(ExportHistory.project_id == project_id).order_by(ExportHistory.id)
    work.session.scalars(mine.with_for_update()).all()


def _actions(work: Work, project_id: uuid.UUID) -> tuple[int, int]:
    rows = work.session.scalars(_some(ActionLog, ActionLog.project_id == project_id)).all()
    forget(work.session, rows, work.now())
    return len(rows), 0


def _versions(work: Work, project_id: uuid.UUID) -> tuple[int, int]:
    """Those that no export names; the others go with their exports."""
    named = select(ExportHistory.version_id).where(ExportHistory.version_id.is_not(None))
    mine = (ProjectVersion.project_id == project_id, ProjectVersion.id.not_in(named))
    return _drop_versions(work, work.session.scalars(_some(ProjectVersion, *mine)).all())


def _drop_versions(work: Work, versions: Sequence[ProjectVersion]) -> tuple[int, int]:
    content.release(work.session, [name for each in versions for name in each.hashes], work.now())
    gone = delete(ProjectVersion).where(ProjectVersion.id.in_([each.id for each in versions]))
    work.session.execute(gone.execution_options(synchronize_session=False))
    return len(versions), sum(each.storage_size_bytes for each in versions)


def _scenes(work: Work, project_id: uuid.UUID) -> tuple[int, int]:
    return _drop(work, SceneState, SceneState.project_id == project_id)


def _calls(work: Work, project_id: uuid.UUID) -> tuple[int, int]:
    return _drop(work, AiCompletion, AiCompletion.project_id == project_id)


def _events(work: Work, project_id: uuid.UUID) -> tuple[int, int]:
    return _drop(work, Event, Event.project_id == project_id)


def _drop(work: Work, table: Any, mine: Any) -> tuple[int, int]:
    keys = work.session.scalars(_some(table.id, mine)).all()
    work.session.execute(delete(table).where(table.id.in_(keys)))
    return len(keys), 0


def _some(what: Any, *mine: Any) -> Any:
    return select(what).where(*mine).limit(PIECE)


def _rest(work: Work, project_id: uuid.UUID) -> None:
    """What is left, in one: exports with their versions, files and the project's own row."""
    work.session.execute(delete(ExportHistory).where(ExportHistory.project_id == project_id))
    left = select(ProjectVersion).where(ProjectVersion.project_id == project_id)
    _drop_versions(work, work.session.scalars(left).all())
    work.session.execute(delete(ProjectState).where(ProjectState.id == project_id))
