"""Removes content that nothing names any more, some time after the last reference was taken from it.

The time is the grace: a writer may have seen the content just before, and be about to name it.  Each small
unit of work looks again at what it removes, and holds it, so that what has been named since stays.  What
is a change of something that goes is packed anew first; nothing that is named ever points at a gap.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, func, select, update
from sqlalchemy.orm import Session

from aura.blobs import copies, manifests, patches
from aura.blobs.content import find
from aura.blobs.payloads import BLOBS, ROWS, Payloads
from aura.db.work import Units
from aura.timeline.codec import digest

AT_ONCE = 100
"""Blobs removed in one unit of work."""


class Swept(NamedTuple):
    """What was removed, or would be."""

    blobs: int
    bytes: int


def unreferenced(session: Session, cutoff: datetime) -> Swept:
    """What a sweep would remove: what nothing names, and then the pieces that only lists among it name."""
    rows = select(func.count(), func.coalesce(func.sum(_STORED), 0)).select_from(BLOBS)
    rows = rows.outerjoin(ROWS, ROWS.c.id == BLOBS.c.payload_id).where(*_dead(cutoff))
    found = Swept(*session.execute(rows).one())
    listed = _listed_in_dead(session, cutoff)
    names = sorted(listed)
    for start in range(0, len(names), AT_ONCE):
        some = BLOBS.c.content_hash.in_(names[start : start + AT_ONCE])
        counted = select(BLOBS.c.content_hash, BLOBS.c.reference_count, func.coalesce(_STORED, 0))
        counted = counted.outerjoin(ROWS, ROWS.c.id == BLOBS.c.payload_id)
        once = (BLOBS.c.reference_count > 0, BLOBS.c.last_referenced_at < cutoff)
        for name, times, size in session.execute(counted.where(some, *once)):
            if times <= listed[name]:
                found = Swept(found.blobs + 1, found.bytes + size)
    return found


def sweep(units: Units, cutoff: datetime) -> Swept:
    """Remove what counts nothing and was last named before ``cutoff``, in small units of work."""
    blobs = size = 0
    while True:
        with units.reading() as work:
            doomed = _doomed(work.session, cutoff)
        if not doomed:
            return Swept(blobs, size)
        keys = set(doomed.values())
        names = sorted(doomed, key=doomed.__getitem__, reverse=True)  # what is a change goes before its base
        before = blobs
        for start in range(0, len(names), AT_ONCE):
            with units.writing() as work:
                removed, freed = _remove(work.session, names[start : start + AT_ONCE], keys, cutoff)
            blobs, size = blobs + removed, size + freed
        if blobs == before:  # they were named since, or another sweep has them
            return Swept(blobs, size)


def _listed_in_dead(session: Session, cutoff: datetime) -> Counter[bytes]:
    """The pieces of lists that nothing names, and how often those name each."""
    dead = select(ROWS.c.id).join(BLOBS, ROWS.c.id == BLOBS.c.payload_id).where(*_dead(cutoff))
    ids = session.scalars(dead.where(ROWS.c.encoding == patches.LIST).order_by(ROWS.c.id)).all()
    pieces: Counter[bytes] = Counter()
    for start in range(0, len(ids), AT_ONCE):
        payloads = Payloads(session)
        payloads.load(ids[start : start + AT_ONCE])
        pieces.update(piece for key in ids[start : start + AT_ONCE] for piece in _pieces(payloads, key))
    return pieces


def _doomed(session: Session, cutoff: datetime) -> dict[bytes, int]:
    """The blobs to remove, and their payloads."""
    found = select(BLOBS.c.content_hash, BLOBS.c.payload_id).where(*_dead(cutoff))
    return dict(session.execute(found).all())


def _remove(
    session: Session, names: Sequence[bytes], doomed: Collection[int], cutoff: datetime
) -> tuple[int, int]:
    """Remove those of these that are still not named; answers how many, and their stored bytes."""
    _wait_for_others(session)
    dead = _still_dead(session, names, cutoff)
    payloads = Payloads(session)
    payloads.load(dead.values())
    needed = _pack_anew(payloads, set(dead.values()), doomed)
    gone = {name: key for name, key in dead.items() if key not in needed}
    size = sum(len(payloads.rows[key].content) for key in gone.values() if key in payloads.rows)
    pieces = Counter(piece for key in gone.values() for piece in _pieces(payloads, key))
    copies.free(session, gone)
    session.connection().execute(BLOBS.delete().where(BLOBS.c.content_hash.in_(list(gone))))
    payloads.drop(gone.values())
    if pieces:
        rows = [{"name": name, "times": pieces[name]} for name in sorted(pieces)]
        session.connection().execute(_UNLIST, rows)
    return len(gone), size


def _wait_for_others(session: Session) -> None:
    """One sweep at a time: two would wait for what the other packs anew.  SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_SWEEPING)))


def _still_dead(session: Session, names: Sequence[bytes], cutoff: datetime) -> dict[bytes, int]:
    """Those of these that nothing has named since, held, as are their payloads.

    A writer who holds one of them is not waited for, as they may wait for another: it stays for the next
    sweep.
    """
    blobs = select(BLOBS.c.content_hash, BLOBS.c.payload_id).where(BLOBS.c.content_hash.in_(names))
    dead = dict(session.execute(blobs.where(*_dead(cutoff)).with_for_update(skip_locked=True)).all())
    payloads = select(ROWS.c.id).where(ROWS.c.id.in_(dead.values()))
    there = set(session.scalars(payloads))
    held = set(session.scalars(payloads.with_for_update(skip_locked=True)))
    return {name: key for name, key in dead.items() if key in held or key not in there}


def _pack_anew(payloads: Payloads, dead: Collection[int], doomed: Collection[int]) -> set[int]:
    """Pack what stays, and is a change of something dead, against what will be there.

    Answers the dead that stay for now: what is a change of them is damaged, and a copy of them may mend it.
    """
    staying = select(ROWS.c.id).where(ROWS.c.base_id.in_(dead), ROWS.c.id.not_in(dead)).order_by(ROWS.c.id)
    ids = payloads.session.scalars(staying).all()
    needed: set[int] = set()
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        payloads.load(some)
        sound = _sound(payloads, some)
        for key in some:
            if key in sound:
                payloads.pack_anew(key, without=doomed)
            else:
                needed.update(base for base in payloads.line(key)[1:] if base in dead)
    return needed


def _sound(payloads: Payloads, ids: Sequence[int]) -> set[int]:
    """Those of these that hold what their name says."""
    named = select(BLOBS.c.payload_id, BLOBS.c.content_hash).where(BLOBS.c.payload_id.in_(ids))
    names = dict(payloads.session.execute(named).all())
    lists: dict[int, Sequence[bytes]] = {}
    found: set[int] = set()
    for key in ids:
        try:
            data = payloads.unpacked(key)
        except patches.Damaged:
            continue
        if payloads.is_list(key):
            lists[key] = manifests.names_in(data)
        elif names.get(key) == digest(data):
            found.add(key)
    pieces = find(payloads.session, {piece for each in lists.values() for piece in each})
    return found | {key for key, each in lists.items() if pieces.keys() >= set(each)}


def _pieces(payloads: Payloads, key: int) -> Sequence[bytes]:
    if not payloads.is_list(key):
        return []
    try:
        return manifests.names_in(payloads.unpacked(key))
    except patches.Damaged:
        return []  # its pieces keep a count too many until a repair counts them anew


def _dead(cutoff: datetime) -> tuple[ColumnElement[bool], ...]:
    return (BLOBS.c.reference_count == 0, BLOBS.c.last_referenced_at < cutoff)


_STORED = func.length(ROWS.c.content)

_SWEEPING = 0x61757261
"""The number under which PostgreSQL lets one transaction at a time sweep: "aura"."""

_LISTED_LESS = BLOBS.c.reference_count - bindparam("times")
_UNLIST = (
    update(BLOBS)
    .where(BLOBS.c.content_hash == bindparam("name"))
    .values(reference_count=case((_LISTED_LESS < 0, 0), else_=_LISTED_LESS))
)
