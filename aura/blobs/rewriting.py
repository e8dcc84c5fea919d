"""Writes a payload anew, so that nothing that reads correctly now reads wrongly then.

What is a change of a payload may have been packed against its damaged bytes.  Before those are replaced,
whatever is read through them, near or far, is looked at as it is and as it will be: what would be lost is
packed whole.
"""

from datetime import datetime
from typing import cast

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from aura.blobs import content, copies, manifests, patches
from aura.blobs.judging import Judge
from aura.blobs.payloads import BLOBS, ROWS, Payload, Payloads
from aura.blobs.tables import BlobCopy, ContentBlob, ContentType
from aura.timeline.codec import digest


def write(session: Session, name: bytes, data: bytes, kind: str, now: datetime) -> None:
    """Store content that cannot be read, whole; the blob is made where it is not there.

    A blob that is made counts nothing yet: the next check says how often it is named.
    """
    held, is_list = _form(session, data, kind)
    blob = content.find(session, [name], hold=True).get(name)
    if blob is None:
        key = Payloads(session).add(held, is_list=is_list).id
        counted = {"last_referenced_at": now, "reference_count": 0, "payload_id": key}
        session.add(ContentBlob(content_hash=name, content_type=kind, size_bytes=len(data), **counted))
        session.flush()
        return
    columns = whole(held, is_list=is_list)
    row = Judge(session).reader.row(blob.payload_id)
    if row is None:
        session.execute(insert(ROWS).values(id=blob.payload_id, **columns))
        return
    keep_dependants(session, row, held)
    session.execute(update(ROWS).where(ROWS.c.id == row.id).values(**columns))


def whole(data: bytes, *, is_list: bool) -> dict[str, object]:
    """The columns of a payload that is a change of nothing."""
    encoding, packed = patches.pack(data, at_any_rate=is_list)
    return {
        "base_id": None,
        "step": 0,
        "encoding": patches.LIST if is_list else encoding,
        "content": packed,
    }


def keep_dependants(session: Session, row: Payload, after: bytes | None) -> bool:
    """Pack whole what is read correctly only while a payload is as it is.

    ``after`` is what the payload will hold, ``None`` when it goes.  Answers whether nothing is left that is a
    change of it and is read wrongly as it is.
    """
    judge = Judge(session)
    todo = [(row.id, judge.held(row), after)]
    seen, settled = {row.id}, True
    while todo:
        base_id, before, then = todo.pop()
        for each in _changes_of(session, base_id):
            if each.id in seen:
                continue
            seen.add(each.id)
            now_held, then_held = _against(each, before), _against(each, then)
            if now_held is not None and _reads(judge, each, now_held):
                if now_held != then_held:
                    columns = whole(now_held, is_list=each.encoding == patches.LIST)
                    session.execute(update(ROWS).where(ROWS.c.id == each.id).values(**columns))
            elif after is None:
                settled = False
            elif now_held != then_held:
                todo.append((each.id, now_held, then_held))
    return settled


def copy_anew(session: Session, name: bytes) -> bool:
    """Write a damaged copy from what it is a copy of, if that is sound; copies that are changes of it and
    sound are made whole first."""
    judge = Judge(session)
    blob = content.find(session, [name]).get(name)
    row = judge.reader.row(blob.payload_id) if blob else None
    data = judge.held(row) if row else None
    if row is None or data is None or not judge.is_sound(row, data, name):
        return False
    held = select(BlobCopy.content_hash).where(BlobCopy.base_hash == name)
    for other, copy in copies.of(session, session.scalars(held).all()).items():
        if copy.is_list or digest(copy.data) == other:
            copies.add(session, other, copy)
    copies.add(session, name, copies.Copy(data, row.encoding == patches.LIST))
    return True


def remove_orphan(session: Session, payload_id: int) -> bool:
    """Remove a payload that no content names, unless something damaged may still need it."""
    row = Judge(session).reader.row(payload_id)
    named = session.execute(select(BLOBS.c.payload_id).where(BLOBS.c.payload_id == payload_id)).first()
    if row is None or named is not None or not keep_dependants(session, row, None):
        return False
    if any(True for _ in _changes_of(session, payload_id)):
        return False
    session.execute(delete(ROWS).where(ROWS.c.id == payload_id))
    return True


def _form(session: Session, data: bytes, kind: str) -> tuple[bytes, bool]:
    """How content is stored: as a list where all its pieces are there, otherwise in one."""
    pieces = manifests.pieces_of(cast(ContentType, kind), data)
    names = [digest(piece) for piece in pieces]
    if len(pieces) > 1 and content.find(session, names).keys() >= set(names):
        return manifests.Listing.of(pieces, names).written(), True
    return data, False


def _changes_of(session: Session, payload_id: int) -> list[Payload]:
    columns = [ROWS.c[name] for name in Payload._fields]
    found = session.execute(select(*columns).where(ROWS.c.base_id == payload_id).order_by(ROWS.c.id))
    return [Payload._make(row) for row in found]


def _against(row: Payload, base: bytes | None) -> bytes | None:
    try:
        return None if base is None else patches.unpack(row.encoding, row.content, base)
    except patches.Damaged:
        return None


def _reads(judge: Judge, row: Payload, data: bytes) -> bool:
    """Whether what a payload holds is what a content that it is stored for says."""
    named = judge.reader.blobs([row.id]).get(row.id, ())
    return any(judge.is_sound(row, data, blob.name) for blob in named)
