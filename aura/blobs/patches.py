"""How content is packed: whole, or as what changed against earlier content.  Pure.

Of a change only what stands between the bytes that stayed is packed (``splices``), with what stood there as
its prefix: an edit of one scene in two hundred packs to some 60-140 bytes, and is packed and read in some
hundredths of a millisecond, whatever the size of what is around it (measured).  Content so different that
its change is over ``WORTH_PERCENT`` of its full size is packed whole.

What a change is against: of the line of contents 0, 1, 2 … each the next form of the one before, number
k is packed against k − 8^j, with 8^j the largest power of 8 that divides k.  Reading the thousandth then
passes 21 others at most, and 11 on average.
"""

from collections.abc import Sequence

from aura.blobs import packing, splices

RAW, ZSTD, LIST, DEFLATE = range(4)
"""As it is; packed, or a change; that, of the list of its pieces' names; packed as Deflate."""

OF_WHOLES = (ZSTD, RAW, DEFLATE)
"""Those of content that is a change of nothing, and no list."""

Damaged = packing.Damaged

WORTH_PERCENT = 60
_SURELY = 16
"""No text packs whole to less than this part of its size, or so seldom that it does not matter."""
LEAST_BASE = packing.LEAST_PREFIX
"""Shorter content is no base for another: there is nothing in it to refer to."""
_STRIDE = 8


def pack(data: bytes, *, at_any_rate: bool = False) -> tuple[int, bytes]:
    """The content whole, packed if that is shorter or wanted at any rate: encoding and bytes."""
    if packing.is_short(data) and not at_any_rate:
        encoding, packed = DEFLATE, packing.deflated(data)
    else:
        encoding, packed = ZSTD, packing.zstandard(data)
    return (encoding, packed) if at_any_rate or len(packed) < len(data) else (RAW, data)


def pack_change(data: bytes, earlier: bytes) -> bytes:
    """The content as what changed since ``earlier``."""
    return splices.pack(data, earlier)


def is_worth_it(change: bytes, data: bytes) -> bool:
    """Whether a change saves enough over the content packed whole, which is not tried for a small change."""
    if len(change) <= len(data) // _SURELY:
        return True
    return len(change) * 100 <= len(pack(data)[1]) * WORTH_PERCENT


def unpack(encoding: int, packed: bytes, earlier: bytes | None) -> bytes:
    """What was packed; raises ``Damaged``."""
    return unpack_line([(encoding, packed)], earlier)


def unpack_line(line: Sequence[tuple[int, bytes]], earlier: bytes | None) -> bytes:
    """What the last of a line holds, from encodings and bytes; each is a change of the one before, and the
    first of ``earlier``, or whole where there is none.  Raises ``Damaged``."""
    if earlier is None:
        (encoding, packed), *line = line
        earlier = _whole(encoding, packed)
    changes: list[bytes] = []
    for _, packed in line:
        if splices.is_splice(packed):
            changes.append(packed)
        else:  # as Aura packed all changes at first
            earlier, changes = packing.of_zstandard(packed, splices.unpack(changes, earlier)), []
    return splices.unpack(changes, earlier) if changes else earlier


def _whole(encoding: int, packed: bytes) -> bytes:
    if encoding == RAW:
        return packed
    return packing.inflated(packed) if encoding == DEFLATE else packing.of_zstandard(packed)


def base_step(step: int) -> int:
    """The number that number ``step`` of a line is packed against; ``step`` is 1 or more."""
    stride = 1
    while step % (stride * _STRIDE) == 0:
        stride *= _STRIDE
    return step - stride
