"""Small JSON content in the database, in the same transaction as what names it.

The one way in is ``put``, the one way out ``get``; how content is packed is known to nobody else.  The
same bytes have the same name and are stored once: next forms of earlier content as what changed
(``patches``), large content in pieces (``manifests``).

A reference is counted for each column that names a blob, and for each list that names a piece.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from aura.blobs import copies, manifests, names, patches, recent
from aura.blobs.names import Blob, find, release
from aura.blobs.payloads import Base, Payload, Payloads
from aura.blobs.tables import ContentType
from aura.errors import NotFound, ToolFailed
from aura.timeline.codec import digest

__all__ = ["Blob", "Content", "Put", "find", "get", "get_all", "keep_copies", "put", "put_all", "release"]


class Content(NamedTuple):
    """Bytes to be named, and the digest of what they were before (``None``: they are new).

    Data that is known in pieces, as ``manifests`` would cut it, may be given so.
    """

    kind: ContentType
    data: bytes | Sequence[bytes]
    before: bytes | None = None


class Put(NamedTuple):
    """The digest of what was put, and the bytes this added to the store."""

    name: bytes
    added_bytes: int


def put(session: Session, kind: ContentType, data: bytes, now: datetime) -> Put:
    """Name ``data`` once more."""
    return put_all(session, [Content(kind, data)], now)[0]


def put_all(session: Session, contents: Sequence[Content], now: datetime) -> list[Put]:
    """Name each of ``contents`` once more."""
    named = [manifests.name_of(content.data) for content in contents]
    storing = _Storing(session, now)
    storing.add(dict(zip(named, contents, strict=True)))
    new = storing.make()
    names.count(session, [*named, *(piece for each in new.values() for piece in each.pieces)], now)
    added = {name: each.added_bytes(new) for name, each in new.items()}
    return [Put(name, added.pop(name, 0)) for name in named]


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


def lists(session: Session, names: Iterable[bytes]) -> dict[bytes, manifests.Listing]:
    """What those of these contents are made of that are stored in pieces."""
    payloads = Payloads(session)
    held = {name: _unpacked(payloads, key) for name, key in payloads.load_named(set(names)).items()}
    return {name: manifests.Listing.read(data) for name, (data, is_list) in held.items() if is_list}


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


class _New(NamedTuple):
    """Content that is stored and not named yet; of a list, the names of its pieces."""

    kind: ContentType
    size_bytes: int
    payload: Payload
    pieces: Sequence[bytes] = ()

    def added_bytes(self, new: Mapping[bytes, "_New"]) -> int:
        """Of it and of those of its pieces that are new with it."""
        pieces = set(self.pieces) & new.keys()
        return len(self.payload.content) + sum(len(new[piece].payload.content) for piece in pieces)


class _Storing:
    """One verb's additions to the store: first all is packed, then named."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self.now = now
        self.payloads = Payloads(session)
        self.new: dict[bytes, _New] = {}

    def add(self, contents: Mapping[bytes, Content]) -> None:
        """Store what is not there."""
        before = {content.before for content in contents.values() if content.before}
        there = find(self.session, contents.keys() | before, hold=True)
        for name, content in contents.items():
            if name not in there and name not in self.new:
                self._add(name, content, there)

    def make(self) -> dict[bytes, _New]:
        """Name what was stored; what another writer named at the same moment is dropped.  Nothing is counted
        yet."""
        made = names.make(self.session, {name: self._row(new) for name, new in self.new.items()})
        if lost := [new.payload.id for name, new in self.new.items() if name not in made]:
            self.payloads.drop(lost)
        return {name: self.new[name] for name in sorted(made)}

    def _row(self, new: _New) -> dict[str, object]:
        return {
            "content_type": new.kind,
            "size_bytes": new.size_bytes,
            "last_referenced_at": self.now,
            "reference_count": 0,
            "payload_id": new.payload.id,
        }

    def _add(self, name: bytes, content: Content, there: Mapping[bytes, Blob]) -> None:
        earlier = there.get(content.before) if content.before else None
        pieces = manifests.pieces_of(content.kind, content.data)
        if len(pieces) > 1:
            self._add_list(name, content.kind, pieces, earlier)
            return
        (data,) = pieces
        if earlier is None or earlier.step is None or earlier.is_list:
            added = self.payloads.add(data)
        else:
            added = self._add_change(data, earlier.step + 1, self._base(content.before or b"", earlier))
        self.new[name] = _New(content.kind, len(data), added)
        recent.keep(name, data)

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

    def _add_list(
        self, name: bytes, kind: ContentType, pieces: Sequence[bytes], earlier: Blob | None
    ) -> None:
        before = manifests.NOTHING
        base, step = None, 0
        if earlier is not None and earlier.is_list and earlier.step is not None:
            self.payloads.load([earlier.payload_id], hold=True)
            before = manifests.Listing.read(_unpacked(self.payloads, earlier.payload_id)[0])
            base, step = self.payloads.base_after(earlier.payload_id), earlier.step + 1
        listed = [recent.name_of(piece) for piece in pieces]
        listing = manifests.Listing.of(pieces, listed, before)
        was = manifests.paired(before.names, listed)
        self.add(
            {each: Content("Scene", data, was.get(each)) for each, data in zip(listed, pieces, strict=True)}
        )
        added = self._add_change(listing.written(), step, base, is_list=True)
        self.new[name] = _New(kind, sum(map(len, pieces)), added, listed)


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
