"""A change of bytes: what stays at their start and at their end, and what is between.  Pure.

Most edits touch one place.  Then only a short stretch has to be packed, and read again, whatever the size
of what is around it.  The stretch is packed with what stood there, and some of what is beside it, as its
prefix, since what is new often repeats what is near.

Layout: a byte of flags; how many bytes stay at the start, then at the end, each in as few bytes, little
end first, as the flags say; the stretch, raw or packed.
"""

from collections.abc import Callable
from typing import NamedTuple

NEAR = 4 * 1024
"""Bytes on each side of what stood there that belong to the prefix."""

_IS_SPLICE, _IS_RAW = 0x80, 0x40
_END_SHIFT, _WIDTH = 3, 0x07
_LOOK = 4096


class Splice(NamedTuple):
    """Which bytes stay, and what stands between them now."""

    start: int
    end: int
    between: bytes


Pack = Callable[[bytes, bytes], bytes]
"""Packs, or unpacks, bytes with a prefix (none: empty)."""


def is_splice(change: bytes) -> bool:
    """Whether bytes are laid out as a change is here, and not as some other way of packing has it."""
    return bool(change) and bool(change[0] & _IS_SPLICE)


def pack(data: bytes, earlier: bytes, with_prefix: Pack) -> bytes:
    """``data`` as a change of ``earlier``."""
    start = same_at_start(data, earlier)
    end = same_at_end(data, earlier, min(len(data), len(earlier)) - start)
    between = data[start : len(data) - end]
    packed = with_prefix(between, _prefix(earlier, start, end)) if between else b""
    is_raw = len(packed) >= len(between)
    widths = _width(start) | _width(end) << _END_SHIFT
    flags = bytes((_IS_SPLICE | (_IS_RAW if is_raw else 0) | widths,))
    return b"".join((flags, _number(start), _number(end), between if is_raw else packed))


def unpack(change: bytes, earlier: bytes, with_prefix: Pack) -> bytes:
    """What ``pack`` was given.  Raises ``ValueError`` for a change that is not of these bytes."""
    flags = change[0]
    at = 1 + (flags & _WIDTH)
    to = at + (flags >> _END_SHIFT & _WIDTH)
    start, end = int.from_bytes(change[1:at], "little"), int.from_bytes(change[at:to], "little")
    if to > len(change) or start + end > len(earlier):
        raise ValueError("these are not the bytes that were changed")
    between = change[to:]
    if not flags & _IS_RAW:
        between = with_prefix(between, _prefix(earlier, start, end))
    return b"".join((memoryview(earlier)[:start], between, memoryview(earlier)[len(earlier) - end :]))


def same_at_start(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    most = min(len(one), len(other))
    at = 0
    while at < most and other.startswith(one[at : min(at + _LOOK, most)], at):
        at += _LOOK
    low, high = min(at, most), min(at + _LOOK, most)
    while low < high:
        middle = (low + high + 1) // 2
        if other.startswith(one[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def same_at_end(one: bytes, other: bytes, most: int) -> int:
    """How many bytes both end with, ``most`` at most."""
    mine, theirs = len(one), len(other)

    def alike(fewer: int, more: int) -> bool:
        return other.endswith(one[mine - more : mine - fewer], 0, theirs - fewer)

    at = 0
    while at < most and alike(at, min(at + _LOOK, most)):
        at += _LOOK
    low, high = min(at, most), min(at + _LOOK, most)
    while low < high:
        middle = (low + high + 1) // 2
        if alike(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _prefix(earlier: bytes, start: int, end: int) -> bytes:
    """What stood there, and some of what is beside it."""
    return earlier[max(0, start - NEAR) : len(earlier) - max(0, end - NEAR)]


def _width(number: int) -> int:
    return (number.bit_length() + 7) // 8


def _number(number: int) -> bytes:
    return number.to_bytes(_width(number), "little")
