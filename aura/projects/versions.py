"""Save, list, compare, name, restore, delete, bring back and purge versions; open projects from them.

A version is five digests; its content is in blobs, each counted once for each column that names it.
Restoring the whole of one saves what it replaces first, and is itself one action that can be undone.  One
scene or one part comes back without a restore point: what it replaces is in the action.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from aura.blobs import content
from aura.db.pages import Page, position_of
from aura.db.prepared import Prepared
from aura.db.work import Work
from aura.errors import Conflict, NotFound
from aura.projects import branching, differences, keeping, naming, restoring
from aura.projects.editing import Applied, Editing
from aura.projects.freezing import HASHES, freeze
from aura.projects.keeping import Kept
from aura.projects.live import LiveView
from aura.projects.projects import IS_SEEN, Projects
from aura.projects.tables import ProjectState, ProjectVersion, VersionType
from aura.timeline.codec import Frozen, thaw
from aura.timeline.comparing import Comparison
from aura.timeline.document import Document
from aura.timeline.edits.restore import PartName, RestoreVersion


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

    def autosave(self, project_id: uuid.UUID, *, left: bool = False) -> Kept:
        """Save the project by itself, when a step or a page is left or else by schedule.

        Not when nothing changed since the newest version, nor too soon: that one is answered then.
        """
        return keeping.autosave(self.work, self.projects.hold(project_id), left=left)

    def due(self, now: datetime) -> list[uuid.UUID]:
        """The projects that an autosave by schedule is due for, those longest left alone first."""
        return keeping.due(self.work, now)

    def restore_point(self, project_id: uuid.UUID, reason: str) -> ProjectVersion:
        """A version that holds what is there now: the newest one where it does, else a new one."""
        return keeping.restore_point(self.work, self.projects.hold(project_id), reason)

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
        autosaves: bool = False,
        deleted: bool = False,
    ) -> Page[ProjectVersion]:
        """Versions, the newest first; nameless autosaves only when asked for, or when their type is."""
        self.projects.get(project_id)
        wanted = select(ProjectVersion).where(
            ProjectVersion.project_id == project_id, ProjectVersion.is_deleted.is_(deleted)
        )
        if version_type:
            wanted = wanted.where(ProjectVersion.version_type == version_type)
        elif not autosaves:
            named = ProjectVersion.name.is_not(None)  # as those are that an export was made from
            wanted = wanted.where(or_(ProjectVersion.version_type != "Autosave", named))
        if cursor:
            (number,) = position_of(cursor, int)
            wanted = wanted.where(ProjectVersion.version_number < number)
        rows = self.session.scalars(
            wanted.order_by(ProjectVersion.version_number.desc()).limit(limit + 1)
        ).all()
        return Page(rows, limit, lambda row: (row.version_number,))

    def document(self, project_id: uuid.UUID, number: int) -> Document:
        """What a version froze, every blob checked."""
        return thaw(self.frozen(project_id, number))

    def frozen(self, project_id: uuid.UUID, number: int) -> Frozen:
        """The same as bytes."""
        hashes = self._hashes(project_id, number)
        parts = content.get_all(self.session, hashes)
        return Frozen._make(parts[name] for name in hashes)

    def compare(self, project_id: uuid.UUID, number: int, other: int | None = None) -> Comparison:
        """What differs from a version to another one, or to the project as it is now.

        What has the same digest is not read.
        """
        old = self._hashes(project_id, number)
        if other is not None:
            return differences.between(self.session, old, self._hashes(project_id, other), {})
        live = LiveView(self.session, self.projects.get(project_id)).freeze()
        new = live.digests()
        return differences.between(self.session, old, new, dict(zip(new, live, strict=True)))

    def describe(
        self,
        project_id: uuid.UUID,
        number: int,
        *,
        name: str | None = None,
        description: str | None = None,
        important: bool | None = None,
    ) -> ProjectVersion:
        """Name a version, describe it, mark it; a named autosave becomes a manual version.

        An empty name is none.
        """
        self.projects.hold(project_id)
        version = self.get(project_id, number)
        if name is not None:
            version.name = name or None
            if name and version.version_type == "Autosave":
                version.version_type = "Manual"
        if description is not None:
            version.description = description
        if important is not None:
            version.is_marked_important = important
        if important:
            content.keep_copies(self.session, version.hashes)
        self.session.flush()
        return version

    def restore(self, project_id: uuid.UUID, number: int) -> Applied:
        """Bring a version back whole; what was there is saved as a restore point first."""
        project = self.projects.hold(project_id)
        target = self.get(project_id, number)
        if target.hashes == LiveView(self.session, project).freeze().digests():
            return Applied([], project)
        kept = keeping.restore_point(self.work, project, f"Before restoring version {number}")
        edit = RestoreVersion(version=str(target.id), restore_point=str(kept.id))
        return Editing(self.work).apply(project_id, [edit])

    def restore_scene(self, project_id: uuid.UUID, number: int, scene_id: str) -> Applied:
        """Bring one scene back as it is in a version, also one that was deleted since."""
        live = LiveView(self.session, self.projects.hold(project_id))
        edits = restoring.scene_edits(live, self.get(project_id, number), scene_id)
        return Editing(self.work).apply(project_id, edits)

    def restore_part(self, project_id: uuid.UUID, number: int, part: PartName) -> Applied:
        """Bring one small part back as it is in a version."""
        live = LiveView(self.session, self.projects.hold(project_id))
        edits = restoring.part_edits(live, self.get(project_id, number), part)
        return Editing(self.work).apply(project_id, edits)

    def branch(self, project_id: uuid.UUID, number: int) -> ProjectState:
        """Open a version as a new project, which shares its content."""
        source = self.projects.get(project_id)
        version = self.get(project_id, number)
        frozen = LiveView(self.session, source).frozen(version)
        name = f"Opened from version {number} of “{source.title}”"
        return branching.copy(self.work, source, frozen, name, origin=version.id)

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

    def purge(self, versions: Sequence[ProjectVersion]) -> None:
        """Remove versions for good, of any projects; their blobs go at the next sweep, where nothing else
        names them.  Raises ``Conflict``, and removes none, for one that ``naming.kept`` keeps."""
        projects = sorted({version.project_id for version in versions})
        for project_id in projects:
            held = select(ProjectState.id).where(ProjectState.id == project_id)
            self.session.execute(held.with_for_update())
        reasons = naming.kept(self.session, versions, self.work.now())
        for version in versions:
            if version.id in reasons:
                why = reasons[version.id]
                raise Conflict(f"Version {version.version_number} cannot be purged: {why}.", field="version")
        content.release(self.session, [name for each in versions for name in each.hashes], self.work.now())
        for each in versions:
            self.session.delete(each)
        self.session.flush()

    def _hashes(self, project_id: uuid.UUID, number: int) -> Sequence[bytes]:
        """A version's digests; raises as ``get``."""
        actor = self.work.actor.user_id
        found = _HASHES.first(self.session, project=project_id, number=number, actor=actor)
        return found or self.get(project_id, number).hashes  # which says what is missing


_HASHES = Prepared(
    select(*(getattr(ProjectVersion, column) for column in HASHES)).where(
        ProjectVersion.project_id == bindparam("project"),
        ProjectVersion.version_number == bindparam("number"),
        ProjectVersion.is_deleted.is_(False),
        IS_SEEN,
    )
)
