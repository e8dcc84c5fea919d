"""Compact column types: ids in 16 bytes, instants in 8, digests in 32.

Each says itself how its values are stored and read: one call for each, where the library would make four.
"""

import uuid
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, LargeBinary, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Guid(TypeDecorator[uuid.UUID]):
    """A UUID: 16 bytes on SQLite, the native type on PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid())
        return dialect.type_descriptor(LargeBinary(16))

    def bind_processor(self, dialect: Dialect) -> Any:
        return super().bind_processor(dialect) if dialect.name == "postgresql" else _guid_stored

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return super().result_processor(dialect, coltype) if dialect.name == "postgresql" else _guid_read


class Instant(TypeDecorator[datetime]):
    """A moment: whole microseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        return _instant_stored

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _instant_read


class Hash(TypeDecorator[bytes]):
    """A digest: 32 raw bytes."""

    impl = LargeBinary(32)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        return None

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _hash_read


def _guid_stored(value: uuid.UUID | None) -> bytes | None:
    return None if value is None else value.int.to_bytes(16)


@lru_cache(4096)  # the same few are read over and over: whose, of which project
def _guid_read(value: bytes | None) -> uuid.UUID | None:
    return None if value is None else uuid.UUID(bytes=value)


def _instant_stored(value: datetime | None) -> int | None:
    return None if value is None else (value - _EPOCH) // _MICROSECOND


def _instant_read(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + value * _MICROSECOND


def _hash_read(value: bytes | None) -> bytes | None:
    return None if value is None else bytes(value)
