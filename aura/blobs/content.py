"""Small JSON content in the database, in the same transaction as what names it.

The one way in is ``put``, the one way out ``get``; how content is packed is known to nobody else.  The
same bytes have the same name and are stored once: next forms of earlier content as what changed
(``patches``), large content in pieces (``manifests``).

A reference is counted for each column that names a blob, and for each list that names a piece.  Counts
change with one statement each, in the order of their names and last of all, so that concurrent
transactions lose none, and wait neither long nor in a circle.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Executable, Update, bindparam, case, select, update
from sqlalchemy.orm import Session

from aura.blobs import copies, manifests, patches, recent
from aura.blobs.payloads import BLOBS, ROWS, Base, Payload, Payloads
from aura.blobs.tables import ContentType
from aura.db.statements import upsert_in
from aura.errors import NotFound, ToolFailed
from aura.timeline.codec import digest


class Content(NamedTuple):
    """Bytes to be named, and the digest of what they were before (``None``: they are new).

    ``pieces``, where they are known, are the data as ``manifests`` would cut it.
    """

    kind: ContentType
    data: bytes
    before: bytes | None = None
    pieces: Sequence[bytes] = ()


class Put(NamedTuple):
    """The digest of what was put, and the bytes this added to the store."""

    name: bytes
    added_bytes: int


def put(session: Session, kind: ContentType, data: bytes, now: datetime) -> Put:
    """Name ``data`` once more."""
    return put_all(session, [Content(kind, data)], now)[0]


def put_all(session: Session, contents: Sequence[Content], now: datetime) -> list[Put]:
    """Name each of ``contents`` once more."""
    names = [digest(content.data) for content in contents]
    storing = _Storing(session, now)
    added = storing.add(dict(zip(names, contents, strict=True)))
    storing.count(names)
    return [Put(name, added.pop(name, 0)) for name in names]


def get(session: Session, name: bytes) -> bytes:
    """The bytes of this digest, checked.  Raises ``NotFound``, or ``ToolFailed`` when they are damaged."""
    return get_all(session, [name])[name]


def get_all(session: Session, names: Iterable[bytes]) -> dict[bytes, bytes]:
    """The bytes of each of these digests, checked; raises as ``get``."""
    wanted = set(names)
    payloads = Payloads(session)
    keys = payloads.load_named(wanted)
    if lost := wanted - keys.keys():
        keys |= _damaged(session, lost)
    held = {name: _unpacked(payloads, key) for name, key in keys.items()}
    found = {name: data for name, (data, is_list) in held.items() if not is_list}
    if lists := {name: manifests.names_in(data) for name, (data, is_list) in held.items() if is_list}:
        pieces = _pieces(session, {piece for each in lists.values() for piece in each})
        found |= {name: b"".join(pieces.get(piece, b"") for piece in each) for name, each in lists.items()}
    for name, data in found.items():
        if digest(data) != name:
            found[name] = _mended(payloads, name, keys[name])
    return found


def release(session: Session, names: Iterable[bytes], now: datetime) -> None:
    """Take one reference from each of ``names`` (as often as it is listed)."""
    _recount(session, _RELEASE, Counter(names), now)


def keep_copies(session: Session, names: Iterable[bytes]) -> None:
    """Store each of these a second time, so that it can be read without any other."""
    blobs = find(session, names)
    missing = blobs.keys() - copies.of(session, blobs)
    payloads = Payloads(session)
    payloads.load(blobs[name].payload_id for name in missing)
    for name in sorted(missing):
        data, is_list = _unpacked(payloads, blobs[name].payload_id)
        if is_list:
            keep_copies(session, manifests.names_in(data))
        if is_list or digest(data) == name:
            copies.add(session, name, copies.Copy(data, is_list))


class Blob(NamedTuple):
    """A blob that is there; ``step`` and ``encoding`` are its payload's, if that is there too."""

    payload_id: int
    step: int | None
    encoding: int | None

    @property
    def is_list(self) -> bool:
        return self.encoding == patches.LIST


def find(session: Session, names: Iterable[bytes], *, hold: bool = False) -> dict[bytes, Blob]:
    """Those of these blobs that are there; when held, they stay until the work is committed."""
    wanted = sorted(set(names))
    found: dict[bytes, Blob] = {}
    for start in range(0, len(wanted), 500):
        some = {"names": wanted[start : start + 500]}
        for name, *blob in session.execute(_HELD if hold else _FIND, some):
            found[name] = Blob._make(blob)
    return found


class _Storing:
    """One verb's additions to the store."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self.now = now
        self.payloads = Payloads(session)
        self.more: Counter[bytes] = Counter()

    def add(self, contents: Mapping[bytes, Content]) -> dict[bytes, int]:
        """Store what is not there; answers the bytes added for each.  Nothing is counted yet."""
        before = {content.before for content in contents.values() if content.before}
        there = find(self.session, contents.keys() | before, hold=True)
        fresh = {name: contents[name] for name in sorted(contents.keys() - there.keys())}
        return {name: self._add(name, content, there) for name, content in fresh.items()}

    def count(self, names: Iterable[bytes]) -> None:
        self.more.update(names)
        _recount(self.session, _COUNT, self.more, self.now)

    def _add(self, name: bytes, content: Content, there: Mapping[bytes, Blob]) -> int:
        earlier = there.get(content.before) if content.before else None
        pieces = manifests.pieces_of(content.kind, content.data, content.pieces)
        if len(pieces) > 1:
            return self._add_list(name, content, pieces, earlier)
        if earlier is None or earlier.step is None or earlier.is_list:
            added = self.payloads.add(content.data)
        else:
            base = self._base(content.before or b"", earlier)
            added = self._add_change(content.data, earlier.step + 1, base)
        self._insert(name, content, added.id)
        recent.keep(name, content.data)
        return len(added.content)

    def _base(self, name: bytes, blob: Blob) -> Base | None:
        """What the next form of a blob is packed against."""
        held = recent.find(name)
        if held is not None and blob.step is not None and patches.base_step(blob.step + 1) == blob.step:
            return Base(blob.payload_id, held)
        self.payloads.load([blob.payload_id], hold=True)
        return self.payloads.base_after(blob.payload_id)

    def _add_change(self, data: bytes, step: int, base: Base | None, *, is_list: bool = False) -> Payload:
        added = self.payloads.add(data, step=step, base=base, is_list=is_list)
        if base is not None and added.base_id == base.id and step % copies.MANY == 0:
            copies.add_base(self.payloads, base)
        return added

    def _add_list(self, name: bytes, content: Content, pieces: Sequence[bytes], earlier: Blob | None) -> int:
        names = [digest(piece) for piece in pieces]
        before: list[bytes] = []
        base, step = None, 0
        if earlier is not None and earlier.is_list and earlier.step is not None:
            self.payloads.load([earlier.payload_id], hold=True)
            before = manifests.names_in(_unpacked(self.payloads, earlier.payload_id)[0])
            base, step = self.payloads.base_after(earlier.payload_id), earlier.step + 1
        was = manifests.paired(before, names)
        parts = {
            piece: Content("Scene", data, was.get(piece)) for piece, data in zip(names, pieces, strict=True)
        }
        added = self.add(parts)
        listing = self._add_change(manifests.listed(names), step, base, is_list=True)
        if self._insert(name, content, listing.id):
            self.more.update(names)
        return len(listing.content) + sum(added.values())

    def _insert(self, name: bytes, content: Content, key: int) -> bool:
        """Name a payload; answers no, and drops it, when another writer did so at the same moment."""
        blob = {
            "content_hash": name,
            "content_type": content.kind,
            "size_bytes": len(content.data),
            "last_referenced_at": self.now,
            "reference_count": 0,
            "payload_id": key,
        }
        held = self.session.execute(_insertion(self.session.get_bind().dialect.name), blob).scalar_one()
        if held != key:
            self.payloads.drop([key])
        return bool(held == key)


def _recount(session: Session, how: Update, times: Counter[bytes], now: datetime) -> None:
    if times:
        rows = [{"name": name, "times": times[name], "now": now} for name in sorted(times)]
        session.connection().execute(how, rows)


def _counting(count: object) -> Update:
    named = update(BLOBS).where(BLOBS.c.content_hash == bindparam("name"))
    return named.values(reference_count=count, last_referenced_at=bindparam("now"))


_FEWER = BLOBS.c.reference_count - bindparam("times")
_COUNT = _counting(BLOBS.c.reference_count + bindparam("times"))
_RELEASE = _counting(case((_FEWER < 0, 0), else_=_FEWER))
_FIND = (
    select(BLOBS.c.content_hash, BLOBS.c.payload_id, ROWS.c.step, ROWS.c.encoding)
    .outerjoin(ROWS, ROWS.c.id == BLOBS.c.payload_id)
    .where(BLOBS.c.content_hash.in_(bindparam("names", expanding=True)))
)
_HELD = _FIND.order_by(BLOBS.c.content_hash).with_for_update(read=True, key_share=True, of=BLOBS)


@cache
def _insertion(dialect: str) -> Executable:
    """A new blob, or a look at the one that another writer has just made."""
    blob = upsert_in(dialect, BLOBS)
    looked = {"last_referenced_at": blob.excluded.last_referenced_at}
    made = blob.on_conflict_do_update(index_elements=[BLOBS.c.content_hash], set_=looked)
    found: Executable = made.returning(BLOBS.c.payload_id)
    return found


def _damaged(session: Session, names: set[bytes]) -> dict[bytes, int]:
    """Blobs that are there without a payload; raises ``NotFound`` for one that is not there at all."""
    there = find(session, names)
    if lost := names - there.keys():
        raise NotFound(f"The content {min(lost).hex()} is not in the store.")
    return {name: blob.payload_id for name, blob in there.items()}


def _unpacked(payloads: Payloads, key: int) -> tuple[bytes, bool]:
    """What a payload holds, and whether that is a list of pieces; nothing where it is damaged."""
    try:
        return payloads.unpacked(key), payloads.is_list(key)
    except patches.Damaged:
        return b"", False


def _pieces(session: Session, names: set[bytes]) -> dict[bytes, bytes]:
    """As many of these as can be read."""
    try:
        return get_all(session, names)
    except (NotFound, ToolFailed):
        return {}


def _mended(payloads: Payloads, name: bytes, key: int) -> bytes:
    """Content whose own bytes are damaged, from a copy of it or of what it is a change of."""
    own = copies.of(payloads.session, [name]).get(name)
    if own is not None:
        data, is_list = own
        if is_list:
            names = manifests.names_in(data)
            pieces = _pieces(payloads.session, set(names))
            data = b"".join(pieces.get(piece, b"") for piece in names)
        if digest(data) == name:
            return data
    if copies.give(payloads, key):
        data, _ = _unpacked(payloads, key)
        if digest(data) == name:
            return data
    raise ToolFailed(f"The content {name.hex()} is damaged; a backup may hold it.")
