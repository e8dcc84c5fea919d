"""Small JSON content in the database, in the same transaction as what names it.

A reference is counted for each column that names a blob.  ``put`` and ``release`` change the count
with one statement each, so that concurrent transactions lose none.
"""

import sys
from datetime import datetime

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from aura.blobs.tables import BlobPayload, ContentBlob, ContentType
from aura.db.statements import upsert
from aura.errors import NotFound, ToolFailed
from aura.timeline.codec import digest

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

RAW, ZSTD = 0, 1
_LEVEL = 3


def put(session: Session, kind: ContentType, data: bytes, now: datetime) -> tuple[bytes, int]:
    """Name ``data`` once more.  Answers its digest and the bytes this added to the store."""
    name = digest(data)
    blob = upsert(session, ContentBlob).values(
        content_hash=name, content_type=kind, size_bytes=len(data), last_referenced_at=now, reference_count=1
    )
    again = {name: blob.excluded[name] for name in ("last_referenced_at", "updated_at", "modified_by")}
    session.execute(
        blob.on_conflict_do_update(
            index_elements=[ContentBlob.content_hash],
            set_={"reference_count": ContentBlob.reference_count + 1, **again},
        )
    )
    encoding, stored = _encoded(data)
    payload = upsert(session, BlobPayload).values(content_hash=name, encoding=encoding, content=stored)
    added = session.execute(payload.on_conflict_do_nothing().returning(BlobPayload.content_hash)).first()
    return name, len(stored) if added else 0


def get(session: Session, name: bytes) -> bytes:
    """The bytes of this digest, checked.  Raises ``NotFound``, or ``ToolFailed`` when they are damaged."""
    row = session.execute(
        select(BlobPayload.encoding, BlobPayload.content).where(BlobPayload.content_hash == name)
    ).first()
    if row is None:
        raise NotFound(f"The content {name.hex()} is not in the store.")
    try:
        data = bytes(row.content) if row.encoding == RAW else zstd.decompress(row.content)
    except zstd.ZstdError:
        data = b""
    if digest(data) != name:
        raise ToolFailed(f"The content {name.hex()} is damaged; a backup may hold it.")
    return data


def release(session: Session, names: list[bytes], now: datetime) -> None:
    """Take one reference from each of ``names`` (as often as it is listed)."""
    for name in sorted(set(names)):
        fewer = ContentBlob.reference_count - names.count(name)
        session.execute(
            update(ContentBlob)
            .where(ContentBlob.content_hash == name)
            .values(reference_count=case((fewer < 0, 0), else_=fewer), last_referenced_at=now)
        )


def _encoded(data: bytes) -> tuple[int, bytes]:
    packed = zstd.compress(data, _LEVEL)
    return (ZSTD, packed) if len(packed) < len(data) else (RAW, data)
