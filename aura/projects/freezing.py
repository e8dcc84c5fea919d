"""Freezes the live document into content-addressed blobs: the one way a version is made."""

from aura.blobs import content
from aura.blobs.tables import ContentType
from aura.db.work import Work
from aura.ids import new_id
from aura.projects.live import LiveView
from aura.projects.tables import ProjectState, ProjectVersion, VersionType
from aura.timeline.codec import Frozen

PART_TYPES: tuple[ContentType, ...] = ("Brief", "Plan", "Voice", "Render", "Timeline")
"""The content types of a frozen document's parts, in its order."""


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
    hashes, added = _put(work, LiveView(work.session, project).freeze())
    project.last_version_number += 1
    version = ProjectVersion(
        id=new_id(),
        project_id=project.id,
        version_number=project.last_version_number,
        name=name,
        description=description,
        version_type=version_type,
        is_marked_important=important,
        storage_size_bytes=added,
        **hashes,
    )
    work.session.add(version)
    work.session.flush()
    return version


def _put(work: Work, frozen: Frozen) -> tuple[dict[str, bytes], int]:
    """Name the five parts, in the order of their digests, so that writers never wait in a circle."""
    now = work.now()
    hashes: dict[str, bytes] = {}
    added = 0
    parts = zip(frozen._fields, PART_TYPES, frozen, frozen.digests(), strict=True)
    for field, kind, data, _ in sorted(parts, key=lambda part: part[3]):
        hashes[f"{field}_hash"], stored = content.put(work.session, kind, data, now)
        added += stored
    return hashes, added
