"""``content_blobs``, ``blob_payloads`` and ``blob_copies``.

Indexes over a part of the rows are told in SQLite's words alone, here as elsewhere: the migrations make them
on either database, and to name PostgreSQL here would load its drivers at every start.
"""

from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aura.db.tables import Audited, Table
from aura.db.types import Hash, Instant

ContentType = Literal["Brief", "Plan", "Voice", "Render", "Timeline", "Scene", "Asset"]

Key = BigInteger().with_variant(Integer, "sqlite")
"""A number the database gives; on SQLite the row's own."""


class ContentBlob(Audited, Table):
    """One piece of content, named by the BLAKE3 of its canonical bytes.

    ``reference_count`` is that of the columns and the manifests that name it; foreign keys would scan
    every version for each blob that goes.  What counts nothing is swept some time after.
    """

    __tablename__ = "content_blobs"
    __table_args__ = ({"sqlite_with_rowid": False},)  # the hash is the key: it need not be stored twice

    content_hash: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    content_type: Mapped[str] = mapped_column(String(16))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    last_referenced_at: Mapped[datetime] = mapped_column(Instant)
    reference_count: Mapped[int] = mapped_column(Integer)
    payload_id: Mapped[int] = mapped_column(BigInteger, index=True)

    payload: Mapped["BlobPayload | None"] = relationship(
        primaryjoin="foreign(ContentBlob.payload_id) == BlobPayload.id", viewonly=True
    )
    content: AssociationProxy[bytes] = association_proxy("payload", "content")
    """The stored bytes, encoded as the payload says; ``content.get`` decodes and checks them."""


Index(
    "ix_content_blobs_unreferenced",
    ContentBlob.last_referenced_at,
    sqlite_where=ContentBlob.reference_count == 0,
)


class BlobPayload(Table):
    """A blob's stored bytes: the other half of its row, apart, so that counting never rewrites them.

    Encoded as ``encoding`` says, against the content of ``base_id`` where there is one; ``step`` is how
    many changes it is from the first of its line.  It has no audit columns of its own; those of its
    ``ContentBlob`` are its.
    """

    __tablename__ = "blob_payloads"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    base_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("blob_payloads.id"))
    step: Mapped[int] = mapped_column(Integer)
    encoding: Mapped[int] = mapped_column(SmallInteger)
    content: Mapped[bytes] = mapped_column(LargeBinary)


Index(
    "ix_blob_payloads_base_id",
    BlobPayload.base_id,
    sqlite_where=BlobPayload.base_id.is_not(None),
)


class BlobCopy(Table):
    """A second copy of a blob's bytes, whole or a change of another copy: read when the first is damaged."""

    __tablename__ = "blob_copies"

    content_hash: Mapped[bytes] = mapped_column(
        Hash, ForeignKey("content_blobs.content_hash", ondelete="CASCADE"), primary_key=True
    )
    base_hash: Mapped[bytes | None] = mapped_column(Hash)
    encoding: Mapped[int] = mapped_column(SmallInteger)
    content: Mapped[bytes] = mapped_column(LargeBinary)


Index(
    "ix_blob_copies_base_hash",
    BlobCopy.base_hash,
    sqlite_where=BlobCopy.base_hash.is_not(None),
)
