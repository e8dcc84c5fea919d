"""Whether a payload holds what its blob's name says, and if not, which payload is to blame."""

from typing import NamedTuple

from blake3 import blake3
from sqlalchemy import select
from sqlalchemy.orm import Session

from aura.blobs import content, manifests, patches
from aura.blobs.faults import Kind
from aura.blobs.payloads import BLOBS, Payload
from aura.blobs.reading import Named, Reader
from aura.timeline import codec
from aura.timeline.codec import digest

DIGEST_BYTES = 32


class Cause(NamedTuple):
    """What is to blame: a payload's number, and what is wrong with it."""

    payload_id: int
    kind: Kind


class Joined(NamedTuple):
    """The pieces of a list, joined: the digest and size of the whole, and the pieces there are not.

    Where the list counts their scenes wrongly the digest is none.
    """

    name: bytes
    size_bytes: int
    missing: frozenset[bytes]


class Judge:
    """Looks at payloads of one session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.reader = Reader(session)

    def held(self, row: Payload) -> bytes | None:
        """What a payload holds as it is stored; ``None`` where that cannot be unpacked."""
        try:
            return self.reader.unpacked(row)
        except patches.Damaged:
            return None

    def joined(self, listing: bytes) -> Joined:
        """The pieces that a list names, joined one by one."""
        names, counts = manifests.Listing.read(listing)
        there = content.find(self.session, names)
        whole, size, counted = blake3(), 0, list[int]()
        for name in names:
            piece = self._piece(there[name].payload_id) if name in there else b""
            whole.update(piece)
            size += len(piece)
            counted.append(codec.scenes_in(piece))
        missing = frozenset(set(names) - there.keys())
        is_well_counted = counts in (None, counted) or bool(missing)
        return Joined(whole.digest() if is_well_counted else b"", size, missing)

    def whole(self, listing: bytes) -> bytes:
        """The pieces that a list names, joined in memory."""
        names = manifests.names_in(listing)
        there = content.find(self.session, names)
        return b"".join(self._piece(there[name].payload_id) for name in names if name in there)

    def is_sound(self, row: Payload, data: bytes, name: bytes) -> bool:
        """Whether what a payload holds is, or lists, the content of this name."""
        if row.encoding == patches.LIST:
            return manifests.is_listing(data) and self.joined(data).name == name
        return digest(data) == name

    def right_encoding(self, row: Payload, name: bytes) -> int | None:
        """The encoding under which a payload is the content of this name, if there is one."""
        try:
            earlier = self.reader.base(row)
        except patches.Damaged:
            return None
        for encoding in patches.OF_WHOLES if earlier is None else (patches.ZSTD,):
            try:
                data = patches.unpack(encoding, row.content, earlier)
            except patches.Damaged:
                continue
            if digest(data) == name:
                return encoding
            if encoding == patches.ZSTD and manifests.is_listing(data) and self.joined(data).name == name:
                return patches.LIST
        return None

    def cause(self, row: Payload) -> Cause:
        """What is to blame for a payload that cannot be read: itself, or what it is a change of."""
        line = [row]
        while line[-1].base_id is not None:
            key = line[-1].base_id
            known = [each.id for each in line]
            if key in known:
                return Cause(min(known[known.index(key) :]), "base-cycle")
            base = self.reader.row(key)
            if base is None:
                return Cause(key, "payload-missing" if self._is_named(key) else "base-missing")
            if self._reads(base):
                break
            line.append(base)
        return Cause(line[-1].id, "payload-damaged")

    def _reads(self, base: Payload) -> bool:
        """Whether what something is a change of is not to blame."""
        data = self.held(base)
        if data is None:
            return False
        named: list[Named] = self.reader.blobs([base.id]).get(base.id, [])
        return not named or any(self.is_sound(base, data, blob.name) for blob in named)

    def _piece(self, payload_id: int) -> bytes:
        try:
            return self.reader.of(payload_id)
        except patches.Damaged:
            return b""

    def _is_named(self, payload_id: int) -> bool:
        named = select(BLOBS.c.payload_id).where(BLOBS.c.payload_id == payload_id).limit(1)
        return self.session.execute(named).first() is not None


def is_well_encoded(row: Payload) -> bool:
    """Whether a payload's encoding is one that there is, and that a change can have."""
    return row.encoding in (patches.ZSTD, patches.LIST) or (
        row.encoding in patches.OF_WHOLES and row.base_id is None
    )
