"""Save, list, name, restore, delete and bring back versions.

A version is five digests; its content is in blobs, each counted once for each column that names it.
Restoring saves what it replaces first, and is itself one action that can be undone.
"""

import uuid

from sqlalchemy import select

from aura.db.pages import Page, position_of
from aura.db.work import Work
from aura.errors import Conflict, NotFound
from aura.projects.editing import Applied, Editing
from aura.projects.freezing import freeze
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.tables import ProjectVersion, VersionType
from aura.timeline.document import Document
from aura.timeline.edits.restore import RestoreVersion


class Versions:
    """The verbs on a project's versions."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.session
        self.projects = Projects(work)

    def save(
        self,
        project_id: uuid.UUID,
        *,
        name: str | None = None,
        description: str | None = None,
        version_type: VersionType = "Manual",
        important: bool = False,
    ) -> ProjectVersion:
        """Freeze the live document under the next number."""
        project = self.projects.hold(project_id)
        return freeze(
            self.work,
            project,
            name=name,
            description=description,
            version_type=version_type,
            important=important,
        )

    def get(self, project_id: uuid.UUID, number: int, *, deleted: bool = False) -> ProjectVersion:
        """A version by its number; raises ``NotFound``, also for a deleted one unless asked for."""
        self.projects.get(project_id)
        version = self.session.scalar(
            select(ProjectVersion).where(
                ProjectVersion.project_id == project_id, ProjectVersion.version_number == number
            )
        )
        if version is None or (version.is_deleted and not deleted):
            raise NotFound(f"This project has no version {number}.", field="version")
        return version

    def list(
        self,
        project_id: uuid.UUID,
        *,
        limit: int = 50,
        cursor: str | None = None,
        version_type: VersionType | None = None,
        deleted: bool = False,
    ) -> Page[ProjectVersion]:
        """Versions, the newest first."""
        self.projects.get(project_id)
        wanted = select(ProjectVersion).where(
            ProjectVersion.project_id == project_id, ProjectVersion.is_deleted.is_(deleted)
        )
        if version_type:
            wanted = wanted.where(ProjectVersion.version_type == version_type)
        if cursor:
            (number,) = position_of(cursor, int)
            wanted = wanted.where(ProjectVersion.version_number < number)
        rows = self.session.scalars(
            wanted.order_by(ProjectVersion.version_number.desc()).limit(limit + 1)
        ).all()
        return Page(rows, limit, lambda row: (row.version_number,))

    def document(self, project_id: uuid.UUID, number: int) -> Document:
        """What a version froze, every blob checked."""
        project = self.projects.get(project_id)
        return LiveView(self.session, project).thaw(self.get(project_id, number))

    def describe(
        self,
        project_id: uuid.UUID,
        number: int,
        *,
        name: str | None = None,
        description: str | None = None,
        important: bool | None = None,
    ) -> ProjectVersion:
        """Name a version, describe it, mark it; a named autosave becomes a manual version."""
        self.projects.hold(project_id)
        version = self.get(project_id, number)
        if name is not None:
            version.name = name
            if version.version_type == "Autosave":
                version.version_type = "Manual"
        if description is not None:
            version.description = description
        if important is not None:
            version.is_marked_important = important
        self.session.flush()
        return version

    def restore(self, project_id: uuid.UUID, number: int) -> Applied:
        """Bring a version back whole; what was there is saved as a restore point first."""
        project = self.projects.hold(project_id)
        target = self.get(project_id, number)
        if target.hashes == LiveView(self.session, project).freeze().digests():
            return Applied([], project)
        kept = self.save(project_id, name=f"Before restoring version {number}", version_type="RestorePoint")
        edit = RestoreVersion(version=str(target.id), restore_point=str(kept.id))
        return Editing(self.work).apply(project_id, [edit])

    def delete(self, project_id: uuid.UUID, number: int) -> ProjectVersion:
        """Delete a version; it can be brought back for 30 days."""
        self.projects.hold(project_id)
        version = self.get(project_id, number)
        version.is_deleted, version.deleted_at = True, self.work.now()
        self.session.flush()
        return version

    def bring_back(self, project_id: uuid.UUID, number: int) -> ProjectVersion:
        """Undo a deletion."""
        self.projects.hold(project_id)
        version = self.get(project_id, number, deleted=True)
        if not version.is_deleted:
            raise Conflict(f"Version {number} is not deleted.")
        version.is_deleted, version.deleted_at = False, None
        self.session.flush()
        return version
