"""Files in and out of a project, by the digest of their bytes."""

import uuid
from pathlib import Path

from sqlalchemy import select

from aura.blobs.objects import Incoming, Objects
from aura.db.work import Work
from aura.errors import NotFound
from aura.media.sniff import sniff
from aura.projects.editing import Applied, Editing
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.tables import AssetState
from aura.timeline import codec, rules
from aura.timeline.document import Asset
from aura.timeline.edits.assets import AddAsset, RemoveAsset

NAME_LIMIT = 200


def take_in(incoming: Incoming, name: str) -> Asset:
    """Keep a received file and say what it is.  Done before the database is asked to name it."""
    kind = sniff(incoming.so_far())
    stored = incoming.keep()
    return Asset(
        digest=stored.digest,
        type=kind.type,
        name=safe_name(name),
        mime=kind.mime,
        size_bytes=stored.size_bytes,
    )


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
