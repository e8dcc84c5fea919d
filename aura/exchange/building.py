"""Writes the rows of a project that was read from a file: all in bulk, and in one unit of work.

The project gets an id of its own and keeps the ids of its scenes.  Its versions keep their numbers, names,
marks and dates: a version was made when its content was frozen, wherever that was; who and when of this
database stand in its other audit columns.  What the project is now is always a version.
"""

import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import insert

from aura.blobs import content
from aura.blobs.content import Content
from aura.db.work import Work
from aura.errors import Invalid
from aura.exchange.manifest import Manifest, PackedVersion
from aura.ids import new_id
from aura.projects import branching
from aura.projects.freezing import HASHES, PART_TYPES, freeze
from aura.projects.live import LiveView
from aura.projects.rows import asset_columns
from aura.projects.tables import AssetState, ProjectState, ProjectVersion
from aura.timeline import codec
from aura.timeline.codec import Frozen
from aura.timeline.document import Asset

Versions = Iterable[tuple[PackedVersion, Frozen]]


def build(
    work: Work, manifest: Manifest, frozen: Frozen, media: Mapping[str, Asset], versions: Versions
) -> uuid.UUID:
    """A project of these parts; ``media`` are the files it may name, by digest."""
    document = codec.thaw(frozen)
    project = branching.begin(work, document)
    _hold(work, project, document.timeline.assets, media)
    if LiveView(work.session, project).freeze() != frozen:
        raise Invalid("The project cannot be kept exactly as it was.", field="file")
    _add_versions(work, project, versions)
    if not manifest.versions or manifest.versions[-1].parts != manifest.document:
        freeze(work, project, name="Unpacked")
    work.session.flush()
    return project.id


def _hold(work: Work, project: ProjectState, assets: Iterable[Asset], media: Mapping[str, Asset]) -> None:
    """Give the project its files: those it lists, and those that were made for it or left the list."""
    listed = {asset.digest: asset for asset in assets}
    rows = [
        {
            "id": new_id(),
            "project_id": project.id,
            "is_listed": digest in listed,
            **asset_columns(listed.get(digest, asset)),
        }
        for digest, asset in media.items()
    ]
    if rows:
        work.session.execute(insert(AssetState), rows)


def _add_versions(work: Work, project: ProjectState, versions: Versions) -> None:
    """The versions in order, each stored as what changed since the one before."""
    now = work.now()
    before: tuple[bytes | None, ...] = (None,) * len(HASHES)
    for version, frozen in versions:
        parts = [Content(*part) for part in zip(PART_TYPES, frozen, before, strict=True)]
        put = content.put_all(work.session, parts, now)
        before = tuple(part.name for part in put)
        if before != tuple(map(bytes.fromhex, version.parts)):
            raise Invalid(f"Version {version.number} is not what project.json says.", field="file")
        made = ProjectVersion(
            id=new_id(),
            project_id=project.id,
            version_number=version.number,
            name=version.name,
            description=version.description,
            version_type=version.type,
            is_marked_important=version.important,
            storage_size_bytes=sum(part.added_bytes for part in put),
            created_at=min(version.created_at, now),
            **dict(zip(HASHES, before, strict=True)),
        )
        work.session.add(made)
        if version.type == "RestorePoint" or version.important:
            content.keep_copies(work.session, filter(None, before))
        project.last_version_number = version.number
    work.session.flush()
