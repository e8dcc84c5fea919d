"""A project's timeline in pieces, as it is now, from the lines that its scenes are stored in.

Of each scene only its digest is read, from the index that has them in order.  Scenes are looked at in runs of
some sixteen: the lines of a run that has the digests of a moment ago are not read again.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, literal_column, select
from sqlalchemy.orm import Session

from aura.blobs import recent
from aura.db.prepared import Prepared, PreparedList
from aura.errors import Conflict
from aura.projects.tables import ProjectState, SceneState
from aura.timeline import codec

_RUN_MASK = 0x0F
"""A run ends with a scene whose id's last byte has none of these bits, as that of each that ends a piece."""


class _Run(NamedTuple):
    """Scenes side by side: their ids and digests as they are stored, and whether a piece ends with them."""

    ids: Sequence[Any]
    digests: Sequence[bytes]
    ends_piece: bool

    @property
    def name(self) -> bytes:
        """What their lines are kept under: nothing else has the same, as it says what each of them is."""
        return b"".join(self.digests)


def pieces(session: Session, project: ProjectState, opening: bytes) -> list[bytes]:
    """The timeline's pieces, cut as ``codec.cut`` cuts it; ``opening`` is the lines before its scenes."""
    runs = list(_runs(_IN_ORDER.all(session, project=project.id)))
    cut: list[list[bytes]] = [[opening]]
    for at, (run, lines) in enumerate(zip(runs, _lines(session, project, runs), strict=True), 1):
        cut[-1].append(lines)
        if run.ends_piece and at < len(runs):
            cut[-1].append(b"")  # the end of its last line
            cut.append([])
    return [b"\n".join(piece) for piece in cut]


def _runs(rows: Sequence[Any]) -> Iterator[_Run]:
    if not rows:
        return
    ids, digests = zip(*rows, strict=True)
    as_bytes = ids if isinstance(ids[0], bytes) else [each.bytes for each in ids]
    last_bytes = b"".join(as_bytes)[15::16]
    ends = [at for at, last_byte in enumerate(last_bytes, 1) if not last_byte & _RUN_MASK]
    start = 0
    for end in ends if ends[-1:] == [len(rows)] else [*ends, len(rows)]:
        yield _Run(ids[start:end], digests[start:end], codec.ends_piece(last_bytes[end - 1]))
        start = end


def _lines(session: Session, project: ProjectState, runs: Sequence[_Run]) -> list[bytes]:
    """The lines of each run.  Raises ``Conflict`` when somebody wrote since the digests were read, which
    nobody can while the project is held."""
    known = {run.name: recent.find(run.name) for run in runs}
    new = [run for run in runs if known[run.name] is None]
    stored = _stored(session, project, [each for run in new for each in run.ids])
    for run in new:
        if not stored.keys() >= set(run.digests):
            raise Conflict("The project was changed at this very moment; try again.")
        known[run.name] = lines = b"\n".join([stored[digest] for digest in run.digests])
        recent.keep(run.name, lines)
    return [known[run.name] or b"" for run in runs]


def _stored(session: Session, project: ProjectState, ids: Sequence[Any]) -> dict[bytes, bytes]:
    """Lines by their digests."""
    return dict(_LINES.all(session, ids, project=project.id))


_SCENES = cast(Table, SceneState.__table__)
_MINE = _SCENES.c.project_id == bindparam("project")
_ID: Any = literal_column("scene_id")  # as it is stored
_IN_ORDER = Prepared(select(_ID, _SCENES.c.digest).where(_MINE).order_by(_SCENES.c.scene_index))
_LINES = PreparedList(lambda ids: select(_SCENES.c.digest, _SCENES.c.content).where(_MINE, _ID.in_(ids)))
