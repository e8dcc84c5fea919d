"""Freezes the live document into content-addressed blobs: the one way a version is made."""

from sqlalchemy import select

from aura.blobs import content
from aura.blobs.content import Content
from aura.blobs.tables import ContentType
from aura.db.work import Work
from aura.ids import new_id
from aura.projects.actions import Actions
from aura.projects.live import LiveView
from aura.projects.tables import ProjectState, ProjectVersion, VersionType
from aura.timeline.codec import Frozen

PART_TYPES: tuple[ContentType, ...] = ("Brief", "Plan", "Voice", "Render", "Timeline")
"""The content types of a frozen document's parts, in its order."""

HASHES = tuple(f"{field}_hash" for field in Frozen._fields)
"""The columns of a version that name them."""


def freeze(
    work: Work,
    project: ProjectState,
    *,
    name: str | None = None,
    description: str | None = None,
    version_type: VersionType = "Manual",
    important: bool = False,
) -> ProjectVersion:
    """A version of a held project under the next number; numbers never repeat, also after a purge."""
    live = LiveView(work.session, project)
    pieces = live.pieces()
    before = newest_hashes(work, project) or (None,) * len(HASHES)
    parts = [Content(*part) for part in zip(PART_TYPES, live.freeze(pieces), before, strict=True)]
    parts[-1] = parts[-1]._replace(pieces=pieces)
    put = content.put_all(work.session, parts, work.now())
    Actions(work, project).end_run()  # what is typed after it is another action
    project.last_version_number += 1
    version = ProjectVersion(
        id=new_id(),
        project_id=project.id,
        version_number=project.last_version_number,
        name=name,
        description=description,
        version_type=version_type,
        is_marked_important=important,
        storage_size_bytes=sum(part.added_bytes for part in put),
        **dict(zip(HASHES, (part.name for part in put), strict=True)),
    )
    work.session.add(version)
    work.session.flush()
    if version_type == "RestorePoint" or important:
        content.keep_copies(work.session, version.hashes)
    return version


def newest_hashes(work: Work, project: ProjectState) -> tuple[bytes, ...] | None:
    """The five digests of a project's newest version, deleted or not; ``None`` when all are purged."""
    columns = [getattr(ProjectVersion, column) for column in HASHES]
    newest = select(*columns).where(ProjectVersion.project_id == project.id)
    row = work.session.execute(newest.order_by(ProjectVersion.version_number.desc()).limit(1)).first()
    return tuple(row) if row else None
