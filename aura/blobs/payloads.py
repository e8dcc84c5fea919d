"""Stored bytes, each a whole or a change of another: reads and writes lines of them."""

from collections.abc import Collection, Container, Iterable
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.orm import Session

from aura.blobs import patches
from aura.blobs.tables import BlobPayload, ContentBlob
from aura.db.prepared import Prepared, PreparedList

ROWS = cast(Table, BlobPayload.__table__)
BLOBS = cast(Table, ContentBlob.__table__)

MOST_BYTES = 32 * 2**20
"""Of unpacked content that is held at a time."""


class Payload(NamedTuple):
    """A row of ``blob_payloads``."""

    id: int
    base_id: int | None
    step: int
    encoding: int
    content: bytes


class Base(NamedTuple):
    """What a change is of: a payload and what it holds."""

    id: int
    data: bytes


class Payloads:
    """The payloads that one verb looks at, each read once, and unpacked once while there is room."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: dict[int, Payload] = {}
        self._unpacked: dict[int, bytes] = {}
        self._bytes = 0
        self._given: set[int] = set()

    def load(self, ids: Iterable[int], *, hold: bool = False) -> None:
        """Read payloads, and all that they are changes of; held ones stay until the work is committed."""
        missing = sorted(set(ids) - self.rows.keys())
        for row in (_HELD_LINES if hold else _LINES).all(self.session, missing):
            self.rows[row[0]] = Payload._make(row)

    def load_named(self, names: Collection[bytes]) -> dict[bytes, int]:
        """Read the payloads of blobs, and all that they are changes of; answers which is whose."""
        found: dict[bytes, int] = {}
        for name, *row in _NAMED_LINES.all(self.session, sorted(names)):
            self.rows[row[0]] = Payload._make(row)
            if name in names:
                found[name] = row[0]
        return found

    def unpacked(self, payload_id: int) -> bytes:
        """What a loaded payload holds.  Raises ``patches.Damaged``, also for one that is not there."""
        line: list[Payload] = []
        at: int | None = payload_id
        while at is not None and at not in self._unpacked:
            row = self.rows.get(at)
            if row is None or len(line) > len(self.rows):
                raise patches.Damaged
            line.append(row)
            at = row.base_id
        held = None if at is None else self._unpacked[at]
        data = patches.unpack_line([(row.encoding, row.content) for row in reversed(line)], held)
        self._keep(payload_id, data)
        return data

    def is_list(self, payload_id: int) -> bool:
        """Whether a loaded payload holds a list of pieces."""
        row = self.rows.get(payload_id)
        return row is not None and row.encoding == patches.LIST

    def line(self, payload_id: int) -> list[int]:
        """A loaded payload and what it is a change of, down to the first of its line."""
        found: list[int] = []
        at: int | None = payload_id
        while at is not None and at in self.rows and at not in found:
            found.append(at)
            at = self.rows[at].base_id
        return found

    def give(self, payload_id: int, data: bytes) -> None:
        """Take what a payload holds from a copy, and forget what was unpacked from its damaged bytes."""
        self._forget()
        self._given.add(payload_id)
        self._unpacked[payload_id] = data

    def base_after(self, payload_id: int) -> Base | None:
        """What the next of a loaded payload's line is packed against."""
        if payload_id not in self.rows:
            return None
        target = patches.base_step(self.rows[payload_id].step + 1)
        return self._first(key for key in self.line(payload_id) if self.rows[key].step <= target)

    def add(self, data: bytes, *, step: int = 0, base: Base | None = None, is_list: bool = False) -> Payload:
        """Store content as number ``step`` of a line, as a change where that saves enough."""
        packed = _packed(data, step, base, is_list=is_list)
        added = _INSERT.first(self.session, **packed)
        assert added is not None
        return Payload(id=added[0], **packed)

    def pack_anew(self, payload_id: int, without: Container[int]) -> None:
        """Pack a loaded payload against what remains when others go."""
        row = self.rows[payload_id]
        data = self.unpacked(payload_id)
        base = self._first(key for key in self.line(payload_id)[1:] if key not in without)
        packed = _packed(data, row.step, base, is_list=row.encoding == patches.LIST)
        self.rows[payload_id] = Payload(id=payload_id, **packed)
        self.session.connection().execute(ROWS.update().where(ROWS.c.id == payload_id).values(**packed))

    def drop(self, ids: Collection[int]) -> None:
        """Remove payloads that nothing is a change of."""
        self.session.connection().execute(ROWS.delete().where(ROWS.c.id.in_(ids)))

    def _keep(self, payload_id: int, data: bytes) -> None:
        self._unpacked[payload_id] = data
        self._bytes += len(data)
        if self._bytes > MOST_BYTES:
            self._forget()

    def _forget(self) -> None:
        """Forget what was unpacked; what was given cannot be unpacked again."""
        self._unpacked = {key: self._unpacked[key] for key in self._given}
        self._bytes = 0

    def _first(self, ids: Iterable[int]) -> Base | None:
        """The first of these that can be read."""
        for payload_id in ids:
            try:
                data = self.unpacked(payload_id)
            except patches.Damaged:
                continue
            return Base(payload_id, data)
        return None


def _packed(data: bytes, step: int, base: Base | None, *, is_list: bool) -> dict[str, Any]:
    """A row's columns: a change where there is a base and it is worth it, whole otherwise."""
    if base is not None and len(base.data) >= patches.LEAST_BASE:
        change = patches.pack_change(data, base.data)
        if patches.is_worth_it(change, data):
            encoding = patches.LIST if is_list else patches.ZSTD
            return {"base_id": base.id, "step": step, "encoding": encoding, "content": change}
    encoding, whole = patches.pack(data, at_any_rate=is_list)
    return {
        "base_id": None,
        "step": 0,
        "encoding": patches.LIST if is_list else encoding,
        "content": whole,
    }


def _lines(start: Any) -> Any:
    """Payloads and, over and over, what they are changes of."""
    line = start.cte("line", recursive=True)
    return line.union(select(ROWS.c.id, ROWS.c.base_id).join(line, ROWS.c.id == line.c.base_id))


def _of(line: Any) -> Any:
    columns = [ROWS.c[name] for name in Payload._fields]
    return select(*columns).join(line, ROWS.c.id == line.c.id)


def _lines_of(ids: Any) -> Any:
    return _of(_lines(_ENDS.where(ROWS.c.id.in_(ids))))


def _held_lines_of(ids: Any) -> Any:
    return _lines_of(ids).with_for_update(read=True, key_share=True, of=ROWS)


def _named_lines_of(names: Any) -> Any:
    ends = _ENDS.join(BLOBS, BLOBS.c.payload_id == ROWS.c.id).where(BLOBS.c.content_hash.in_(names))
    found = _of(_lines(ends)).outerjoin(BLOBS, BLOBS.c.payload_id == ROWS.c.id)
    return found.with_only_columns(BLOBS.c.content_hash, *(ROWS.c[name] for name in Payload._fields))


_ENDS = select(ROWS.c.id, ROWS.c.base_id)
_LINES = PreparedList(_lines_of)
_HELD_LINES = PreparedList(_held_lines_of)
_NAMED_LINES = PreparedList(_named_lines_of)
_GIVEN = [name for name in Payload._fields if name != "id"]
_INSERT = Prepared(insert(ROWS).values({name: bindparam(name) for name in _GIVEN}).returning(ROWS.c.id))
