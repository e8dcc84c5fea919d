"""``content_blobs`` and ``blob_payloads``."""

from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, SmallInteger, String
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from aura.db.tables import Audited, Table
from aura.db.types import Hash, Instant

ContentType = Literal["Brief", "Plan", "Voice", "Render", "Timeline", "Scene", "Asset"]


class ContentBlob(Audited, Table):
    """One piece of content, named by the BLAKE3 of its canonical bytes."""

    __tablename__ = "content_blobs"
    __table_args__ = ({"sqlite_with_rowid": False},)  # the hash is the key: it need not be stored twice

    content_hash: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    content_type: Mapped[str] = mapped_column(String(16))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    last_referenced_at: Mapped[datetime] = mapped_column(Instant)
    reference_count: Mapped[int] = mapped_column(Integer)

    payload: Mapped["BlobPayload"] = relationship(passive_deletes=True)
    content: AssociationProxy[bytes] = association_proxy("payload", "content")
    """The stored bytes, encoded as ``payload.encoding`` says; ``content.get`` decodes and checks them."""


class BlobPayload(Table):
    """A blob's stored bytes: the other half of its row, apart, so that counting never rewrites them.

    It has no audit columns of its own; those of its ``ContentBlob`` are its.
    """

    __tablename__ = "blob_payloads"

    content_hash: Mapped[bytes] = mapped_column(
        Hash, ForeignKey("content_blobs.content_hash", ondelete="CASCADE"), primary_key=True
    )
    encoding: Mapped[int] = mapped_column(SmallInteger)
    content: Mapped[bytes] = mapped_column(LargeBinary)
