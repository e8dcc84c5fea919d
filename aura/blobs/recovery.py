"""Finds content again that cannot be read as it is stored, in what the store itself still has."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from aura.blobs import content, patches
from aura.blobs.judging import Judge, is_well_encoded
from aura.blobs.payloads import Payload
from aura.errors import NotFound, ToolFailed
from aura.timeline.codec import digest


def is_sound(session: Session, name: bytes) -> bool:
    """Whether content reads as it is stored, without a copy."""
    judge = Judge(session)
    row = _row(judge, name)
    if row is None or not is_well_encoded(row):
        return False
    data = judge.held(row)
    return data is not None and judge.is_sound(row, data, name)


def recovered(session: Session, name: bytes, orphans: Mapping[bytes, int]) -> bytes | None:
    """Content from its copies, from under a wrong encoding, or from a payload that no content names."""
    try:
        return content.get(session, name)
    except (NotFound, ToolFailed):
        pass
    judge = Judge(session)
    row = _row(judge, name)
    if row is not None and (encoding := judge.right_encoding(row, name)) is not None:
        return _unpacked(judge, row._replace(encoding=encoding))
    orphan = judge.reader.row(orphans[name]) if name in orphans else None
    return _unpacked(judge, orphan) if orphan is not None else None


def _row(judge: Judge, name: bytes) -> Payload | None:
    blob = content.find(judge.session, [name]).get(name)
    return judge.reader.row(blob.payload_id) if blob else None


def _unpacked(judge: Judge, row: Payload) -> bytes | None:
    try:
        data = patches.unpack(row.encoding, row.content, judge.reader.base(row))
    except patches.Damaged:
        return None
    return judge.whole(data) if row.encoding == patches.LIST else data


def is_content(name: bytes, data: bytes | None) -> bool:
    return data is not None and digest(data) == name
