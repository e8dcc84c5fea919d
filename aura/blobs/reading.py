"""Reads all stored content, one after the other, in memory that does not grow with how much there is.

Payloads come in the order of their numbers: what one is a change of came a little earlier, and is still
held.  What is not held any more is read again, with all that it is a change of.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from aura.blobs import patches
from aura.blobs.payloads import BLOBS, ROWS, Payload, Payloads

PAGE = 200
_MOST_BYTES = 48 * 2**20

_COLUMNS = [ROWS.c[name] for name in Payload._fields]


class Named(NamedTuple):
    """A blob, by the payload that it is stored as."""

    name: bytes
    content_type: str
    size_bytes: int


class Reader:
    """Payloads of one session, and what they hold."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._held: OrderedDict[int, bytes] = OrderedDict()
        self._bytes = 0

    def pages(self, *only: ColumnElement[bool]) -> Iterator[Sequence[Payload]]:
        """All payloads, or only some, in the order of their numbers."""
        last = -(1 << 62)
        while True:
            wanted = select(*_COLUMNS).where(ROWS.c.id > last, *only).order_by(ROWS.c.id).limit(PAGE)
            page = [Payload._make(row) for row in self.session.execute(wanted)]
            if not page:
                return
            yield page
            last = page[-1].id

    def blobs(self, ids: Collection[int]) -> dict[int, list[Named]]:
        """The blobs that are stored as these payloads."""
        columns = (BLOBS.c.payload_id, BLOBS.c.content_hash, BLOBS.c.content_type, BLOBS.c.size_bytes)
        found: dict[int, list[Named]] = {}
        for key, *blob in self.session.execute(select(*columns).where(BLOBS.c.payload_id.in_(ids))):
            found.setdefault(key, []).append(Named._make(blob))
        return found

    def row(self, payload_id: int) -> Payload | None:
        found = self.session.execute(select(*_COLUMNS).where(ROWS.c.id == payload_id)).first()
        return Payload._make(found) if found else None

    def unpacked(self, row: Payload) -> bytes:
        """What a payload holds.  Raises ``patches.Damaged``."""
        if row.id in self._held:
            self._held.move_to_end(row.id)
            return self._held[row.id]
        earlier = None if row.base_id is None else self._line(row.base_id)
        data = patches.unpack(row.encoding, row.content, earlier)
        self._keep(row.id, data)
        return data

    def base(self, row: Payload) -> bytes | None:
        """What a payload is a change of, where it is one.  Raises ``patches.Damaged``."""
        return None if row.base_id is None else self._line(row.base_id)

    def of(self, payload_id: int) -> bytes:
        """What a payload holds, by its number.  Raises ``patches.Damaged``."""
        return self._line(payload_id)

    def _line(self, payload_id: int) -> bytes:
        if payload_id in self._held:
            self._held.move_to_end(payload_id)
            return self._held[payload_id]
        payloads = Payloads(self.session)
        payloads.load([payload_id])
        data = payloads.unpacked(payload_id)
        self._keep(payload_id, data)
        return data

    def _keep(self, payload_id: int, data: bytes) -> None:
        self._held[payload_id] = data
        self._bytes += len(data)
        while self._bytes > _MOST_BYTES and len(self._held) > 1:
            self._bytes -= len(self._held.popitem(last=False)[1])
