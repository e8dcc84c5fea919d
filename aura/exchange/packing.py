"""Packs a project into one file: what it is, what its versions were, and the media that any of it names.

The database is asked in short units of work of its own, and none is open while media is copied.  What is
written was checked on the way: every part and every file against its digest.
"""

import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from blake3 import blake3
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from aura import __version__
from aura.actor import LOCAL, Actor
from aura.blobs import content
from aura.blobs.objects import Objects, out_of_space_is_named
from aura.db.work import Units
from aura.errors import NotFound, TooLarge, ToolFailed
from aura.exchange import manifest as shape
from aura.exchange.manifest import Kept, Manifest, PackedVersion, Part, Parts
from aura.exchange.zip_writing import Writing
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.tables import AssetState, ProjectVersion, VersionType
from aura.timeline import codec
from aura.timeline.document import Asset, Document
from aura.timeline.media_named import objects_of

_PIECE = 1 << 20


def pack(
    units: Units,
    objects: Objects,
    project_id: uuid.UUID,
    out: IO[bytes],
    *,
    actor: Actor = LOCAL,
    kept: Kept = "all",
    with_media: bool = True,
) -> Manifest:
    """Write a project's file to ``out``, and answer what it holds.

    Raises ``NotFound`` for a file that the media store has lost, and ``TooLarge`` for more than one file
    may hold.
    """
    return _Packing(units, objects, actor, with_media).write(project_id, out, kept)


class _Packing:
    """One project on its way into a file."""

    def __init__(self, units: Units, objects: Objects, actor: Actor, with_media: bool) -> None:
        self._units = units
        self._objects = objects
        self._actor = actor
        self._with_media = with_media
        self._named: set[str] = set()
        self._bytes = 0

    def write(self, project_id: uuid.UUID, out: IO[bytes], kept: Kept) -> Manifest:
        with self._units.reading(self._actor) as work:
            project = Projects(work).get(project_id)
            frozen = LiveView(work.session, project).freeze()
            facts = held_files(work.session, project_id)
            versions = _versions(work.session, project_id, kept)
        document = _hex(frozen.digests())
        parts = list(shape.distinct_parts(document, (version.parts for version in versions)))
        with out_of_space_is_named(), Writing(out) as written:
            self._write_parts(written, parts, dict(zip(document, frozen, strict=True)))
            named = sorted(self._named)
            found = Manifest(
                format=shape.FORMAT,
                aura=__version__,
                title=project.title,
                created_at=project.created_at,
                changed_at=project.updated_at,
                document=document,
                with_media=self._with_media,
                kept=kept,
                media=tuple(facts.get(digest) or self._unknown(digest) for digest in named),
                versions=tuple(versions),
            )
            self._require_room(len(parts) + len(named) + 1)
            if self._with_media:
                for asset in found.media:
                    self._write_media(written, asset)
            written.text(shape.NAME, shape.encode(found))
        return found

    def _write_parts(self, written: Writing, parts: Sequence[Part], live: dict[str, bytes]) -> None:
        """The parts in the order of their names; those of versions are fetched one after the other."""
        for part in sorted({part.entry: part for part in parts}.values()):
            data = live.get(part.digest) or self._fetched(part.digest)
            self._bytes += len(data)
            if len(data) > shape.MAX_PART_BYTES or self._bytes > shape.MAX_PARTS_BYTES:
                raise TooLarge("The project is too large for one file; leave some of its versions out.")
            if part.field == "timeline":
                self._named |= objects_of(Document(timeline=codec.decode_timeline(data)))
            written.text(part.entry, data)

    def _fetched(self, digest: str) -> bytes:
        with self._units.reading(self._actor) as work:
            return content.get(work.session, bytes.fromhex(digest))

    def _write_media(self, written: Writing, asset: Asset) -> None:
        path = self._path(asset)
        written.media(shape.media_entry(asset.digest), path.stat().st_size, checked(path, asset))

    def _path(self, asset: Asset) -> Path:
        path = self._objects.find(asset.digest)
        if path is None:
            raise NotFound(
                f"The media store has lost {asset.name or 'a file'} ({asset.digest}); "
                "a project can be packed without its media.",
                field="media",
                digest=asset.digest,
            )
        return path

    def _unknown(self, digest: str) -> Asset:
        """The facts of a file that the project names and does not know: its size alone."""
        size_bytes = self._path(Asset(digest=digest, type="Script")).stat().st_size
        return Asset(digest=digest, type="Script", size_bytes=size_bytes)

    def _require_room(self, entries: int) -> None:
        if entries > shape.MAX_ENTRIES:
            raise TooLarge("The project has too many files and versions for one file; leave versions out.")


def checked(path: Path, asset: Asset) -> Iterator[bytes]:
    """A file's bytes, a piece at a time.  Raises ``ToolFailed`` at the end of one that is damaged."""
    hasher = blake3()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hasher.update(piece)
            yield piece
    if hasher.hexdigest() != asset.digest:
        raise ToolFailed(f"The file {asset.name or asset.digest} is damaged; a backup may hold it.")


def held_files(session: Session, project_id: uuid.UUID) -> dict[str, Asset]:
    """What is known of every file the project holds, brought or made."""
    held = select(AssetState.content).where(AssetState.project_id == project_id)
    assets = (codec.decode_value(line, Asset) for line in session.scalars(held))
    return {asset.digest: asset for asset in assets}


def _versions(session: Session, project_id: uuid.UUID, kept: Kept) -> list[PackedVersion]:
    """Those that are not deleted, in the order of their numbers."""
    if kept == "none":
        return []
    wanted = select(ProjectVersion).where(
        ProjectVersion.project_id == project_id, ProjectVersion.is_deleted.is_(False)
    )
    if kept == "manual":
        wanted = wanted.where(
            or_(ProjectVersion.version_type == "Manual", ProjectVersion.is_marked_important)
        )
    rows = session.scalars(wanted.order_by(ProjectVersion.version_number))
    return [
        PackedVersion(
            number=row.version_number,
            type=cast(VersionType, row.version_type),
            created_at=row.created_at,
            parts=_hex(row.hashes),
            name=row.name,
            description=row.description,
            important=row.is_marked_important,
        )
        for row in rows
    ]


def _hex(digests: Sequence[bytes]) -> Parts:
    brief, plan, voice, render, timeline = (digest.hex() for digest in digests)
    return brief, plan, voice, render, timeline
