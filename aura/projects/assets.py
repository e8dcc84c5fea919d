"""Files in and out of a project, by the digest of their bytes."""

import os
import uuid
from pathlib import Path

from sqlalchemy import select

from aura.blobs.objects import Incoming, Objects
from aura.db.work import Work
from aura.errors import Invalid, NotFound
from aura.media.prober import Prober
from aura.projects.editing import Applied, Editing
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.tables import AssetState
from aura.timeline import codec, rules
from aura.timeline.document import Asset
from aura.timeline.edits.assets import AddAsset, RemoveAsset

NAME_LIMIT = 200


def take_in(incoming: Incoming, name: str, prober: Prober) -> Asset:
    """Keep a received file once it is known what it is; one that cannot be used is not kept.

    Done before the database is asked to name it.  Raises ``Invalid``, saying why.
    """
    try:
        facts = prober.probe(incoming.so_far())
    except Invalid as refused:
        refused.field = "file"
        raise
    stored = incoming.keep()
    return Asset(
        digest=stored.digest,
        type=facts.type,
        name=safe_name(name),
        mime=facts.mime,
        size_bytes=stored.size_bytes,
        width_px=facts.width_px,
        height_px=facts.height_px,
        duration_ms=facts.duration_ms,
        has_audio=facts.has_audio,
    )


def take_in_file(objects: Objects, prober: Prober, path: Path, limit_bytes: int | None = None) -> Asset:
    """The same for a file of this machine.  Of a name that is no text, what can be read is kept."""
    name = os.fsencode(path.name).decode(errors="replace")
    with objects.receive(limit_bytes) as incoming, path.open("rb") as source:
        while piece := source.read(1 << 20):
            incoming.write(piece)
        return take_in(incoming, name, prober)


def safe_name(name: str) -> str:
    """A file's own name without folders; it is for people to read and names no path."""
    plain = rules.clean_text(name.replace("\\", "/").rsplit("/", 1)[-1].strip(), "name")
    return plain[-NAME_LIMIT:]


class Assets:
    """The verbs on a project's files."""

    def __init__(self, work: Work, objects: Objects) -> None:
        self.work = work
        self.objects = objects
        self.projects = Projects(work)

    def add(self, project_id: uuid.UUID, asset: Asset) -> tuple[Asset, Applied]:
        """Name a stored file in the project; adding the same file again changes nothing."""
        self.objects.path(asset.digest)
        project = self.projects.hold(project_id)
        present = LiveView(self.work.session, project).find_asset(asset.digest)
        if present:
            return present, Applied([], project)
        return asset, Editing(self.work).apply(project_id, [AddAsset(asset=asset)])

    def remove(self, project_id: uuid.UUID, digest: str) -> Applied:
        return Editing(self.work).apply(project_id, [RemoveAsset(digest=digest)])

    def list(self, project_id: uuid.UUID) -> list[Asset]:
        """The files the user brought."""
        return LiveView(self.work.session, self.projects.get(project_id)).assets()

    def get(self, project_id: uuid.UUID, digest: str) -> tuple[Asset, Path]:
        """A file the project holds, brought or made: what it is, and where."""
        self.projects.get(project_id)
        held = select(AssetState.content).where(
            AssetState.project_id == project_id, AssetState.digest == _parsed(digest)
        )
        found = self.work.session.scalar(held)
        if found is None:
            raise NotFound(f"This project has no asset {digest}.", field="digest")
        return codec.decode_value(found, Asset), self.objects.path(digest)


def _parsed(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return b""
