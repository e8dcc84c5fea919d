"""Which segments are kept for what somebody is about to render: told by the checkpoints of exports.

Those of exports that wait or run, which take up from them, and those of the newest finished film of each
project that is not deleted, most of which its next film will have too.  A checkpoint is kept for a week
after its export (``cleanup.rules.ages``), and so are its segments.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from aura.exports.checkpoints import Data
from aura.exports.exports import ENDED
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.projects.tables import ProjectState


def kept_segments(session: Session) -> set[str]:
    """The keys of these segments."""
    under_way = select(ExportHistory.id).where(ExportHistory.status.not_in(ENDED))
    exports = {*session.scalars(under_way), *_newest_films(session)}
    found: set[str] = set()
    for data in _checkpoints(session, sorted(exports)):
        found |= msgspec.json.decode(data, type=Data).segments.keys()
    return found


def _newest_films(session: Session) -> Iterable[str]:
    """The newest finished export of each project."""
    finished = (
        select(ExportHistory.project_id, ExportHistory.id)
        .join(ProjectState, ProjectState.id == ExportHistory.project_id)
        .where(
            ExportHistory.status == "Completed",
            ExportHistory.is_deleted.is_(False),
            ProjectState.is_deleted.is_(False),
        )
        .order_by(ExportHistory.completed_at, ExportHistory.id)
    )
    return {row.project_id: row.id for row in session.execute(finished)}.values()


def _checkpoints(session: Session, exports: list[str]) -> Iterable[str]:
    for start in range(0, len(exports), 500):
        some = RenderCheckpoint.export_id.in_(exports[start : start + 500])
        yield from session.scalars(select(RenderCheckpoint.checkpoint_data).where(some))
