"""A project's timeline in pieces or in runs, as it is now, from the lines that its scenes are stored in.

Of each scene only its digest is read, from the index that has them in order.  A piece whose scenes have the
digests of a moment ago is not joined again.  The scenes of any other are looked at in runs of some sixteen:
lines of a run that was seen a moment ago are not read again.
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


class _Stretch(NamedTuple):
    """Scenes side by side: their ids and digests as they are stored."""

    ids: Sequence[Any]
    digests: Sequence[bytes]

    @property
    def name(self) -> bytes:
        """What their lines are kept under: nothing else has the same, as it says what each of them is."""
        return b"".join(self.digests)


def pieces(session: Session, project: ProjectState, opening: bytes) -> list[bytes]:
    """The timeline's pieces, cut as ``codec.cut`` cuts it; ``opening`` is the lines before its scenes."""
    rows = _IN_ORDER.all(session, project=project.id)
    if not rows:
        return [opening]
    ids, digests = zip(*rows, strict=True)
    stretches = list(_cut(_Stretch(ids, digests), codec.PIECE_MASK))
    last = len(stretches) - 1
    edges = [(b"" if at else opening, b"" if at == last else b"\n") for at in range(last + 1)]
    names = [head + each.name + tail for each, (head, tail) in zip(stretches, edges, strict=True)]
    found = [recent.find(name) for name in names]
    new = [each for each, piece in zip(stretches, found, strict=True) if piece is None]
    lines = _lines(session, project, new)
    for at, (head, tail) in enumerate(edges):
        if found[at] is None:
            piece = b"\n".join((*([head] if head else ()), *next(lines), *([b""] if tail else ())))
            found[at] = piece
            recent.keep(names[at], piece)
    return [piece or b"" for piece in found]


def runs(session: Session, project: ProjectState) -> list[bytes]:
    """All lines in order, joined in runs of some sixteen: each the very bytes of a moment ago, where its
    scenes are."""
    rows = _IN_ORDER.all(session, project=project.id)
    if not rows:
        return []
    (found,) = _lines(session, project, [_Stretch(*zip(*rows, strict=True))])
    return found


def _cut(whole: _Stretch, mask: int) -> Iterator[_Stretch]:
    """Stretches, each up to a scene whose id's last byte has none of the bits of ``mask``."""
    ids, digests = whole
    as_bytes = ids if isinstance(ids[0], bytes) else [each.bytes for each in ids]
    ends = [at for at, last_byte in enumerate(b"".join(as_bytes)[15::16], 1) if not last_byte & mask]
    start = 0
    for end in ends if ends[-1:] == [len(ids)] else [*ends, len(ids)]:
        yield _Stretch(ids[start:end], digests[start:end])
        start = end


def _lines(session: Session, project: ProjectState, stretches: Sequence[_Stretch]) -> Iterator[list[bytes]]:
    """The lines of each stretch, in runs.

    Raises ``Conflict`` when somebody wrote since the digests were read, which nobody can while the project
    is held.
    """
    cut = [list(_cut(each, _RUN_MASK)) for each in stretches]
    known = {run.name: recent.find(run.name) for runs in cut for run in runs}
    new = [run for runs in cut for run in runs if known[run.name] is None]
    stored = _stored(session, project, [each for run in new for each in run.ids])
    for run in new:
        if not stored.keys() >= set(run.digests):
            raise Conflict("The project was changed at this very moment; try again.")
        known[run.name] = lines = b"\n".join([stored[digest] for digest in run.digests])
        recent.keep(run.name, lines)
    return ([known[run.name] or b"" for run in runs] for runs in cut)


def _stored(session: Session, project: ProjectState, ids: Sequence[Any]) -> dict[bytes, bytes]:
    """Lines by their digests."""
    return dict(_LINES.all(session, ids, project=project.id))


_SCENES = cast(Table, SceneState.__table__)
_MINE = _SCENES.c.project_id == bindparam("project")
_ID: Any = literal_column("scene_id")  # as it is stored
_IN_ORDER = Prepared(select(_ID, _SCENES.c.digest).where(_MINE).order_by(_SCENES.c.scene_index))
_LINES = PreparedList(lambda ids: select(_SCENES.c.digest, _SCENES.c.content).where(_MINE, _ID.in_(ids)))
