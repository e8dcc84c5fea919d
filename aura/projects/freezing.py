"""Freezes the live document into content-addressed blobs: the one way a version is made."""

import uuid
from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from aura.blobs import content
from aura.blobs.content import Content
from aura.blobs.tables import ContentType
from aura.db import rows
from aura.db.prepared import Prepared
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
    session, live = work.session, LiveView(work.session, project)
    frozen: tuple[bytes | Sequence[bytes], ...] = (*live.small_parts(), live.pieces())
    before = newest_hashes(session, project.id) or (None,) * len(HASHES)
    parts = [Content(*part) for part in zip(PART_TYPES, frozen, before, strict=True)]
    Actions(work, project).end_run()  # what is typed after it is another action
    rows.change(session, project, last_version_number=project.last_version_number + 1)
    put = content.put_all(session, parts, work.now())
    version = rows.add(
        session,
        ProjectVersion,
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
    if version_type == "RestorePoint" or important:
        content.keep_copies(session, version.hashes)
    return version


def newest_hashes(session: Session, project_id: uuid.UUID) -> tuple[bytes, ...] | None:
    """The five digests of a project's newest version, deleted or not; ``None`` when all are purged."""
    row = _NEWEST.first(session, project=project_id)
    return tuple(row) if row else None


_VERSIONS = cast(Table, ProjectVersion.__table__)
_NEWEST = Prepared(
    select(*(_VERSIONS.c[column] for column in HASHES))
    .where(_VERSIONS.c.project_id == bindparam("project"))
    .order_by(_VERSIONS.c.version_number.desc())
    .limit(1)
)
