"""What names content: the columns of versions and actions, and the lists of large content."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from aura.blobs import manifests, patches
from aura.blobs.check import Naming
from aura.blobs.payloads import ROWS
from aura.blobs.reading import Reader
from aura.projects.freezing import HASHES, PART_TYPES
from aura.projects.tables import ActionLog, ProjectState, ProjectVersion
from aura.upkeep.findings import ActionHit, VersionHit

PAYLOADS = (ActionLog.payload_hash, ActionLog.inverse_payload_hash)
_AT_ONCE = 400


class Cited(NamedTuple):
    """Which versions and actions name some content."""

    versions: list[VersionHit]
    actions: list[ActionHit]


def namings(session: Session) -> Iterator[Naming]:
    """What all versions and actions name, counted by the database."""
    for column, kind in zip(HASHES, PART_TYPES, strict=True):
        hashed = getattr(ProjectVersion, column)
        counted = select(hashed, func.count()).group_by(hashed)
        yield Naming("versions", kind, _rows(session, counted))
    for hashed in PAYLOADS:
        counted = select(hashed, func.count()).where(hashed.is_not(None)).group_by(hashed)
        yield Naming("actions", "Scene", _rows(session, counted))


def with_lists(session: Session, names: Collection[bytes]) -> dict[bytes, set[bytes]]:
    """Each of these contents, with the lists that name it as a piece."""
    found = {name: {name} for name in names}
    reader = Reader(session)
    for page in reader.pages(ROWS.c.encoding == patches.LIST):
        blobs = reader.blobs([row.id for row in page])
        for row in page:
            try:
                pieces = set(manifests.names_in(reader.unpacked(row)))
            except patches.Damaged:
                continue
            for piece in pieces & found.keys():
                found[piece].update(blob.name for blob in blobs.get(row.id, ()))
    return found


class Citations:
    """Which versions and actions name any of these contents: read once, asked often."""

    def __init__(self, session: Session, names: Collection[bytes], unreadable: Collection[bytes]) -> None:
        self._versions: dict[bytes, list[VersionHit]] = {}
        self._actions: dict[bytes, list[ActionHit]] = {}
        ordered = sorted(names)
        for start in range(0, len(ordered), _AT_ONCE):
            some = ordered[start : start + _AT_ONCE]
            self._find_versions(session, some, unreadable)
            self._find_actions(session, some)

    def of(self, names: Collection[bytes]) -> Cited:
        """Those of some of these contents, in the order of projects and numbers."""
        versions = {hit for name in names for hit in self._versions.get(name, ())}
        actions = {hit for name in names for hit in self._actions.get(name, ())}
        return Cited(_in_order(versions), _in_order(actions))

    def _find_versions(self, session: Session, some: Sequence[bytes], lost: Collection[bytes]) -> None:
        hashes = [getattr(ProjectVersion, column) for column in HASHES]
        about = (
            ProjectState.id,
            ProjectState.title,
            ProjectVersion.version_number,
            ProjectVersion.is_deleted,
        )
        named = select(*about, *hashes).join(ProjectState, ProjectState.id == ProjectVersion.project_id)
        for project_id, title, number, is_deleted, *found in session.execute(
            named.where(or_(*(hashed.in_(some) for hashed in hashes)))
        ):
            is_readable = not any(name in lost for name in found)
            hit = VersionHit(project_id, title, number, is_readable, is_deleted)
            for name in set(found):
                self._versions.setdefault(name, []).append(hit)

    def _find_actions(self, session: Session, some: Sequence[bytes]) -> None:
        about = (ProjectState.id, ProjectState.title, ActionLog.number)
        named = select(*about, *PAYLOADS).join(ProjectState, ProjectState.id == ActionLog.project_id)
        for project_id, title, number, *found in session.execute(
            named.where(or_(*(hashed.in_(some) for hashed in PAYLOADS)))
        ):
            for name in filter(None, found):
                self._actions.setdefault(name, []).append(ActionHit(project_id, title, number))


def _in_order(hits: Collection[VersionHit] | Collection[ActionHit]) -> list:  # type: ignore[type-arg]
    return sorted(hits, key=lambda hit: (hit.project, hit.project_id, hit.number))


def _rows(session: Session, counted: object) -> Iterator[tuple[bytes, int]]:
    rows = session.execute(counted, execution_options={"yield_per": 1000})  # type: ignore[call-overload]
    return ((name, times) for name, times in rows)
