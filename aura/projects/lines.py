"""A project's timeline in pieces, as it is now, from the lines that its scenes are stored in.

Of each scene only its digest is read, from the index that has them in order; the lines of a run of scenes
that all have the digests they had a moment ago are not read again.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.orm import Session

from aura.blobs import recent
from aura.projects.tables import ProjectState, SceneState
from aura.timeline import codec


class _Run(NamedTuple):
    """Scenes side by side, up to one that ends a piece: their places, and the digest of their digests."""

    first: int
    last: int
    name: bytes


def pieces(session: Session, project: ProjectState, opening: bytes) -> list[bytes]:
    """The timeline's pieces, cut as ``codec.cut`` cuts it; ``opening`` is the lines before its scenes."""
    rows = session.connection().execute(_IN_ORDER, {"project": project.id}).fetchall()
    found = [opening]
    for run in _runs(rows):
        lines = recent.find(run.name)
        if lines is None:
            lines = _read(session, project, run)
            recent.keep(run.name, lines)
        found.append(lines)
    if len(found) > 1:
        found[:2] = [found[0] + b"\n" + found[1]]
    return [piece + b"\n" for piece in found[:-1]] + [found[-1]]


def _runs(rows: Sequence[Any]) -> Iterator[_Run]:
    if not rows:
        return
    places, ids, digests = zip(*rows, strict=True)
    last_bytes = [each[15] if isinstance(each, bytes) else each.int & 0xFF for each in ids]
    ends = [at for at, last_byte in enumerate(last_bytes, 1) if codec.ends_piece(last_byte)]
    start = 0
    for end in ends if ends[-1:] == [len(rows)] else [*ends, len(rows)]:
        yield _Run(places[start], places[end - 1], codec.digest(b"".join(digests[start:end])))
        start = end


def _read(session: Session, project: ProjectState, run: _Run) -> bytes:
    asked = {"project": project.id, "first": run.first, "last": run.last}
    return b"\n".join(session.connection().execute(_LINES, asked).scalars())


_MINE = SceneState.project_id == bindparam("project")
_IN_ORDER: Any = (
    select(SceneState.scene_index, literal_column("scene_id"), literal_column("digest"))  # as they are stored
    .where(_MINE)
    .order_by(SceneState.scene_index)
)
_LINES: Any = (
    select(literal_column("content"))
    .select_from(SceneState)
    .where(_MINE, SceneState.scene_index.between(bindparam("first"), bindparam("last")))
    .order_by(SceneState.scene_index)
)
