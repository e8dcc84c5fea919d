"""Which versions of a project films were made from, that are there to be watched."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from aura.db.work import Work
from aura.exports.tables import ExportHistory

_AT_ONCE = 500


def exported(work: Work, versions: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these versions that a finished export was made from."""
    found: set[uuid.UUID] = set()
    for start in range(0, len(versions), _AT_ONCE):
        finished = select(ExportHistory.version_id).where(
            ExportHistory.version_id.in_(versions[start : start + _AT_ONCE]),
            ExportHistory.status == "Completed",
        )
        found |= {each for each in work.session.scalars(finished) if each}
    return found
