"""A project as it is changed by others: a stamp of how it stands, and whether a look finds it changed since.

A stamp is the moment a project's row was last written, in microseconds since 1970; it never goes back, as a
clock may.  Most of what writes it changes content; what does not (how far an export came) moves the stamp
alone.  Whoever writes is told which stamp was there before (``stamps``), and so knows whether anybody else
was there since he last looked.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from aura.actor import Actor
from aura.db.work import Units, Work
from aura.errors import NotFound
from aura.projects.projects import Projects
from aura.projects.tables import ActionLog, ProjectState

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stamps(NamedTuple):
    """How a project stands, and how it stood before this unit of work changed it; 0: it did not."""

    now: int
    before: int = 0


class Look(NamedTuple):
    """What a look found: the stamp, and whether the content changed since the last one."""

    stamp: int
    is_changed: bool


class Done(NamedTuple):
    """What was done to a project's content: another one, when any of it changed.

    By the moments alone it might seem the same after the clock was set back.
    """

    number: int
    at: datetime | None
    newest_at: datetime | None
    applied: int


def stamp_of(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def stamps(work: Work, project: ProjectState) -> Stamps:
    """The project's stamp in a unit of work, and the one before it where this unit changed the project."""
    before = Projects(work).changed_before(project.id)
    is_changed = before != project.updated_at
    return Stamps(stamp_of(project.updated_at), stamp_of(before) if before and is_changed else 0)


class Watching:
    """Looks at one project now and then; each look is one short unit of work."""

    def __init__(self, units: Units, actor: Actor, project_id: uuid.UUID, after: int) -> None:
        self._units = units
        self._actor = actor
        self._project_id = project_id
        self._stamp = after
        self._done: Done | None = None
        self._is_first = True

    def look(self) -> Look | None:
        """What is new; ``None``: nothing.  Raises ``NotFound`` when the project is gone, or in the bin."""
        with self._units.reading(self._actor) as work:
            wanted = select(ProjectState.updated_at, ProjectState.is_deleted, ProjectState.last_action_number)
            found = work.session.execute(wanted.where(ProjectState.id == self._project_id)).first()
            if found is None or found.is_deleted:
                raise NotFound("This project is not there any more.", field="project_id")
            stamp = stamp_of(found.updated_at)
            if stamp == self._stamp and not self._is_first:
                return None
            done = self._all_done(work, found.last_action_number)
        is_changed = self._is_first or done != self._done
        is_news = stamp > self._stamp
        self._stamp, self._done, self._is_first = stamp, done, False
        return Look(stamp, is_changed) if is_news else None

    def _all_done(self, work: Work, number: int) -> Done:
        """An edit adds an action, or goes on with the newest; undo and redo change how many are applied."""
        logged = select(
            func.max(ActionLog.updated_at),
            func.max(ActionLog.updated_at).filter(ActionLog.number == number),
            func.count(ActionLog.id).filter(ActionLog.status == "Applied"),
        )
        return Done(
            number, *work.session.execute(logged.where(ActionLog.project_id == self._project_id)).one()
        )
