"""Saves what was edited and then left alone, for all users; each project in a unit of work of its own."""

import uuid
from datetime import datetime

from sqlalchemy import select

from aura.actor import Actor
from aura.cleanup.rule import StandDown
from aura.db.work import Units
from aura.errors import AuraError
from aura.logs import get_logger
from aura.projects.keeping import is_left_alone
from aura.projects.projects import Projects
from aura.projects.tables import ProjectState
from aura.projects.versions import Versions

log = get_logger()


class Autosaves:
    """Autosaves by schedule.  What was found to be saved already is not looked at again until it changes."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self._settled: dict[uuid.UUID, datetime] = {}

    def due(self) -> list[tuple[Actor, uuid.UUID]]:
        """The projects to be saved, each with its owner."""
        with self.units.reading() as work:
            there = select(ProjectState.created_by).where(ProjectState.is_deleted.is_(False)).distinct()
            owners = [Actor(user_id) for user_id in work.session.scalars(there)]
        found = []
        for owner in owners:
            with self.units.reading(owner) as work:
                for project_id in Versions(work).due(work.now()):
                    project = work.session.get(ProjectState, project_id)
                    if project and self._settled.get(project_id) != project.updated_at:
                        found.append((owner, project_id))
        return found

    def save(self, due: list[tuple[Actor, uuid.UUID]]) -> int:
        """Save these; answers how many versions were made."""
        saved = 0
        for owner, project_id in due:
            try:
                with self.units.writing(owner) as work:
                    saved += self._save(Projects(work).hold(project_id), Versions(work))
            except StandDown:
                raise
            except AuraError as error:  # it was deleted since, or the disk is full: the others go on
                log.warning("not saved", project=str(project_id), error=error.message)
            except Exception:
                log.exception("not saved", project=str(project_id))
        return saved

    def _save(self, project: ProjectState, versions: Versions) -> bool:
        left_alone = is_left_alone(project, versions.work.now())
        kept = versions.autosave(project.id)
        if left_alone and not kept.is_new:  # it may have been edited since it was found
            self._settled[project.id] = project.updated_at
        return kept.is_new
