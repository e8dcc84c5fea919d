"""Second copies: of restore points, of important versions, and of what many others are changes of.

A copy is whole, or a change of another copy; no other content is needed to read it.  It is read when a
blob's own bytes are damaged.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from aura.blobs import patches
from aura.blobs.payloads import Base, Payloads
from aura.blobs.tables import BlobCopy, ContentBlob
from aura.db.statements import upsert
from aura.timeline.codec import digest

MANY = 64
"""What so many others are changes of is stored twice: when number 64, 128, … of its line is stored."""


class Copy(NamedTuple):
    """What a copy holds, and whether that is a list of pieces."""

    data: bytes
    is_list: bool


def of(session: Session, names: Iterable[bytes]) -> dict[bytes, Copy]:
    """The copies there are of these that can be read."""
    wanted = set(names)
    rows: dict[bytes, BlobCopy] = {}
    missing = wanted
    while missing:
        found = session.scalars(select(BlobCopy).where(BlobCopy.content_hash.in_(sorted(missing)))).all()
        rows |= {row.content_hash: row for row in found}
        missing = {row.base_hash for row in found if row.base_hash} - rows.keys()
    copies: dict[bytes, Copy] = {}
    for name in wanted & rows.keys():
        try:
            copies[name] = Copy(_unpacked(rows, name), rows[name].encoding == patches.LIST)
        except patches.Damaged:
            continue
    return copies


def add(session: Session, name: bytes, copy: Copy, base: tuple[bytes, Copy] | None = None) -> None:
    """Store a copy of what a blob holds: as a change of another copy where that is worth it."""
    values: dict[str, object] | None = None
    if base is not None and len(base[1].data) >= patches.LEAST_BASE:
        change = patches.pack_change(copy.data, base[1].data)
        if patches.is_worth_it(change, copy.data):
            values = {"base_hash": base[0], "encoding": patches.ZSTD, "content": change}
    if values is None:
        encoding, content = patches.pack(copy.data, at_any_rate=copy.is_list)
        values = {"base_hash": None, "encoding": encoding, "content": content}
    if copy.is_list:
        values["encoding"] = patches.LIST
    row = upsert(session, BlobCopy).values(content_hash=name, **values)
    session.execute(row.on_conflict_do_update(index_elements=[BlobCopy.content_hash], set_=values))


def add_base(payloads: Payloads, base: Base) -> None:
    """Store a second time what many are changes of, as a change of the nearest copy in its own line."""
    session = payloads.session
    line = payloads.line(base.id)
    named = select(ContentBlob.payload_id, ContentBlob.content_hash).where(ContentBlob.payload_id.in_(line))
    names = dict(session.execute(named).all())
    copies = of(session, names.values())
    copy = Copy(base.data, payloads.is_list(base.id))
    name = names.get(base.id)
    if name is None or name in copies or not (copy.is_list or digest(base.data) == name):
        return
    nearest = next((names[key] for key in line if key in names and names[key] in copies), None)
    add(session, name, copy, (nearest, copies[nearest]) if nearest else None)


def free(session: Session, names: Iterable[bytes]) -> None:
    """Make whole what is a change of these copies, which go."""
    going = list(names)
    held = select(BlobCopy.content_hash).where(BlobCopy.base_hash.in_(going))
    staying = session.scalars(held.where(BlobCopy.content_hash.not_in(going))).all()
    for name, copy in of(session, staying).items():
        add(session, name, copy)


def give(payloads: Payloads, key: int) -> bool:
    """Put copies in the place of what a payload is a change of; answers whether there were any."""
    below = payloads.line(key)
    named = select(ContentBlob.content_hash, ContentBlob.payload_id).where(ContentBlob.payload_id.in_(below))
    ids = dict(payloads.session.execute(named).all())
    given = False
    for name, copy in of(payloads.session, ids).items():
        if copy.is_list or digest(copy.data) == name:
            payloads.give(ids[name], copy.data)
            given = True
    return given


def _unpacked(rows: dict[bytes, BlobCopy], name: bytes) -> bytes:
    line: list[BlobCopy] = []
    at: bytes | None = name
    while at is not None:
        if at not in rows or len(line) > len(rows):
            raise patches.Damaged
        line.append(rows[at])
        at = rows[at].base_hash
    data: bytes | None = None
    for row in reversed(line):
        data = patches.unpack(row.encoding, row.content, data)
    assert data is not None
    return data
