"""Keeps projects from others while something of theirs is taken away."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from aura.db.work import Work
from aura.projects.tables import ProjectState


def hold(work: Work, project_ids: Iterable[uuid.UUID]) -> Sequence[ProjectState]:
    """These projects, whosever they are, in one order, so that nobody waits in a circle."""
    wanted = select(ProjectState).where(ProjectState.id.in_(list(project_ids))).order_by(ProjectState.id)
    held = wanted.with_for_update().execution_options(populate_existing=True)
    return work.session.scalars(held).all()
