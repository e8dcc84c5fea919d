"""How content is packed: whole, or as what changed against earlier content.  Pure.

Zstandard, and for a change only of what stands between the bytes that stayed (``splices``), with what
stood there as its prefix: an edit of one scene in two hundred packs to some 60-140 bytes, and is packed and
read in some hundredths of a millisecond, whatever the size of what is around it (measured).  Content so
different that its change is over ``WORTH_PERCENT`` of its full size is packed whole.

What a change is against: of the line of contents 0, 1, 2 … each the next form of the one before, number
k is packed against k − 8^j, with 8^j the largest power of 8 that divides k.  Reading the thousandth then
passes 21 others at most, and 11 on average.
"""

import sys

from aura.blobs import splices

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

RAW, ZSTD, LIST = 0, 1, 2
"""As it is; packed; packed, and not the content but the list of its pieces' names."""

WORTH_PERCENT = 60
_SURELY = 16
"""No text packs whole to less than this part of its size, or so seldom that it does not matter."""
LEAST_BASE = 8
"""Shorter content is no base for another: there is nothing in it to refer to."""
_STRIDE = 8
_MAGIC = b"\x28\xb5\x2f\xfd"
_WHOLE: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 3,
    zstd.CompressionParameter.dict_id_flag: 0,
}
_CHANGE = {**_WHOLE, zstd.CompressionParameter.compression_level: 6}
"""Changes are short: a tenth of a millisecond more makes them an eighth smaller (measured)."""


class Damaged(Exception):
    """These bytes are not what was packed."""


def pack(data: bytes, *, at_any_rate: bool = False) -> tuple[int, bytes]:
    """The content whole, packed if that is shorter or wanted at any rate: encoding and bytes."""
    packed = zstd.compress(data, options=_WHOLE)
    return (ZSTD, packed) if at_any_rate or len(packed) < len(data) else (RAW, data)


def pack_change(data: bytes, earlier: bytes) -> bytes:
    """The content as what changed since ``earlier``."""
    return splices.pack(data, earlier, _compress)


def is_worth_it(change: bytes, data: bytes) -> bool:
    """Whether a change saves enough over the content packed whole, which is not tried for a small change."""
    if len(change) <= len(data) // _SURELY:
        return True
    return len(change) * 100 <= len(pack(data)[1]) * WORTH_PERCENT


def unpack(encoding: int, packed: bytes, earlier: bytes | None) -> bytes:
    """What was packed; raises ``Damaged``."""
    try:
        if earlier is None:
            return packed if encoding == RAW else zstd.decompress(packed)
        if splices.is_splice(packed):
            return splices.unpack(packed, earlier, _decompress)
        return zstd.decompress(packed, zstd_dict=_prefix(earlier))  # as Aura packed all changes at first
    except (zstd.ZstdError, ValueError, MemoryError) as error:
        raise Damaged from error


def base_step(step: int) -> int:
    """The number that number ``step`` of a line is packed against; ``step`` is 1 or more."""
    stride = 1
    while step % (stride * _STRIDE) == 0:
        stride *= _STRIDE
    return step - stride


def _compress(data: bytes, prefix: bytes) -> bytes:
    """Without the four bytes that all frames begin with."""
    given = _prefix(prefix) if len(prefix) >= LEAST_BASE else None
    return zstd.compress(data, options=_CHANGE, zstd_dict=given)[len(_MAGIC) :]


def _decompress(packed: bytes, prefix: bytes) -> bytes:
    given = _prefix(prefix) if len(prefix) >= LEAST_BASE else None
    return zstd.decompress(_MAGIC + packed, zstd_dict=given)


def _prefix(earlier: bytes) -> tuple[zstd.ZstdDict, int]:
    return zstd.ZstdDict(earlier, is_raw=True).as_prefix
