"""Bytes packed, with some that stand near them as their prefix: short ones as Deflate, others as Zstandard.
Pure.

What is packed is mostly some hundred bytes beside eight thousand.  Deflate packs that to a twentieth less, in
three quarters of the time, and reads it in a seventh: each use of Zstandard sets up a workspace of its own,
which costs more than all the rest (measured).  Over some eight thousand bytes Zstandard is faster, and looks
back as far as there is anything.
"""

import sys
import zlib

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEAST_PREFIX = 8
"""In a shorter one there is nothing to refer to."""

_SHORT = 8 * 1024
_LOOKS_BACK = 32 * 1024
_WINDOW = -15
"""As far as Deflate looks back, with neither a header nor a sum: content is checked by its digest."""
_BEST, _MOST_MEMORY = 9, 9
_MAGIC = b"\x28\xb5\x2f\xfd"
_WHOLE: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 3,
    zstd.CompressionParameter.dict_id_flag: 0,
}
_BESIDE = {**_WHOLE, zstd.CompressionParameter.compression_level: 6}
"""Changes are short: a tenth of a millisecond more makes them an eighth smaller (measured)."""


class Damaged(Exception):
    """These bytes are not what was packed."""


def is_short(data: bytes, prefix: bytes = b"") -> bool:
    """Whether these are for Deflate."""
    return len(data) <= _SHORT and len(data) + len(prefix) <= _LOOKS_BACK


def deflated(data: bytes, prefix: bytes = b"") -> bytes:
    """As a bare stream, which tells its own end."""
    how = (_BEST, zlib.DEFLATED, _WINDOW, _MOST_MEMORY, zlib.Z_DEFAULT_STRATEGY)
    packing = zlib.compressobj(*how, prefix)
    return packing.compress(data) + packing.flush()


def inflated(packed: bytes, prefix: bytes = b"") -> bytes:
    """Raises ``Damaged``."""
    unpacking = zlib.decompressobj(_WINDOW, prefix)
    try:
        data = unpacking.decompress(packed)
    except (zlib.error, MemoryError) as error:
        raise Damaged from error
    if not unpacking.eof or unpacking.unused_data:
        raise Damaged
    return data


def zstandard(data: bytes) -> bytes:
    """As a frame by itself."""
    return zstd.compress(data, options=_WHOLE)


def zstandard_beside(data: bytes, prefix: bytes) -> bytes:
    """Without the four bytes that all frames begin with."""
    return zstd.compress(data, options=_BESIDE, zstd_dict=_near(prefix))[len(_MAGIC) :]


def of_zstandard(packed: bytes, prefix: bytes = b"") -> bytes:
    """Raises ``Damaged``."""
    try:
        return zstd.decompress(packed, zstd_dict=_near(prefix))
    except (zstd.ZstdError, MemoryError) as error:
        raise Damaged from error


def of_zstandard_beside(packed: bytes, prefix: bytes) -> bytes:
    """Raises ``Damaged``."""
    return of_zstandard(_MAGIC + packed, prefix)


def _near(prefix: bytes) -> "tuple[zstd.ZstdDict, int] | None":
    return zstd.ZstdDict(prefix, is_raw=True).as_prefix if len(prefix) >= LEAST_PREFIX else None
