"""Which media files a project mentions: by their digests, wherever its content says one.

That is its live document, its versions, and the actions that can still be undone or redone.  Digests that
name something else are taken for files as well: then a file stays for which there was no need.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from aura.blobs import content
from aura.cleanup.rules.actions import LIVING
from aura.projects.tables import ActionLog, ProjectState, ProjectVersion, SceneState

_DIGEST = re.compile(rb'"([0-9a-f]{64})"')
_AT_ONCE = 20
"""Versions whose content is in memory at a time."""


def mentioned(data: bytes | str) -> set[bytes]:
    """The digests in a piece of canonical content."""
    raw = data.encode() if isinstance(data, str) else data
    return {bytes.fromhex(found.decode()) for found in _DIGEST.findall(raw)}


def of_project(session: Session, project_id: uuid.UUID) -> Iterator[set[bytes]]:
    """All that a project mentions, bit by bit: last what takes long to read.

    Raises as ``content.get`` for content that cannot be read.
    """
    return (mentioned(data) for data in _contents(session, project_id))


def on_shelf(path: Path) -> set[bytes]:
    """What an entry of the shelf mentions; nothing when it has just gone."""
    with suppress(FileNotFoundError):
        return mentioned(path.read_bytes())
    return set()


def _contents(session: Session, project_id: uuid.UUID) -> Iterator[bytes | str]:
    yield session.scalar(select(ProjectState.head_json).where(ProjectState.id == project_id)) or ""
    yield from session.scalars(select(SceneState.content).where(SceneState.project_id == project_id))
    living = select(ActionLog).where(ActionLog.project_id == project_id, ActionLog.status.in_(LIVING))
    for column in (ActionLog.payload_json, ActionLog.inverse_payload_json):
        yield from filter(None, session.scalars(living.with_only_columns(column)))
    large = or_(ActionLog.payload_hash.is_not(None), ActionLog.inverse_payload_hash.is_not(None))
    named = living.with_only_columns(ActionLog.payload_hash, ActionLog.inverse_payload_hash).where(large)
    yield from _blobs(session, [name for row in session.execute(named).all() for name in row if name])
    versions = select(ProjectVersion.timeline_hash).where(ProjectVersion.project_id == project_id)
    newest_first = session.scalars(versions.order_by(ProjectVersion.version_number.desc()))
    yield from _blobs(session, list(dict.fromkeys(newest_first)))


def _blobs(session: Session, names: Sequence[bytes]) -> Iterator[bytes]:
    for start in range(0, len(names), _AT_ONCE):
        yield from content.get_all(session, names[start : start + _AT_ONCE]).values()
