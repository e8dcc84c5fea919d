"""A change of bytes: what stays at their start and at their end, and what is between.  Pure.

Most edits touch one place.  Then only a short stretch has to be packed, and read again, whatever the size
of what is around it.  The stretch is packed with what stood there, and some of what is beside it, as its
prefix, since what is new often repeats what is near.

Layout: a byte of flags; how many bytes stay at the start, then at the end, each in as few bytes, little
end first, as the flags say; the stretch, raw or packed.  The flags, from the highest: a splice, raw, three
bits of the end's width, three of the start's.  No start is wider than four bytes: five to seven say that it
is one to three bytes wide, and that the stretch is packed as Deflate and not as Zstandard.
"""

from collections.abc import Callable, Iterable, Sequence

from aura.blobs import packing
from aura.blobs.packing import Damaged

NEAR = 4 * 1024
"""Bytes on each side of what stood there that belong to the prefix."""

_IS_SPLICE, _IS_RAW = 0x80, 0x40
_END_SHIFT, _WIDTH = 3, 0x07
_DEFLATED = 4
_WIDER = 1 << 24
"""From here on a start is four bytes wide."""
_LOOK = 16 * 1024
_COPIED = 64 * 1024
"""Content up to this is copied at each step, which is faster than to keep its parts in mind (measured)."""


def is_splice(change: bytes) -> bool:
    """Whether bytes are laid out as a change is here, and not as some other way of packing has it."""
    return bool(change) and bool(change[0] & _IS_SPLICE)


def pack(data: bytes, earlier: bytes) -> bytes:
    """``data`` as a change of ``earlier``."""
    start = same_at_start(data, earlier)
    end = same_at_end(data, earlier, min(len(data), len(earlier)) - start)
    between = data[start : len(data) - end]
    prefix = earlier[slice(*_near(len(earlier), start, end))]
    is_deflated = start < _WIDER and packing.is_short(between, prefix)
    way = packing.deflated if is_deflated else packing.zstandard_beside
    packed = way(between, prefix) if between else b""
    begins, ends = _number(start), _number(end)
    flags = _IS_SPLICE | len(ends) << _END_SHIFT
    if len(packed) >= len(between):
        packed, flags = between, flags | _IS_RAW
    elif is_deflated:
        begins, flags = begins or b"\0", flags | _DEFLATED
    return b"".join((bytes((flags | len(begins),)), begins, ends, packed))


def unpack(changes: Iterable[bytes], earlier: bytes) -> bytes:
    """What ``pack`` was given, of changes each of what the one before led to; the first is of ``earlier``.

    Large content is not copied at each step, but only once.  Raises ``Damaged`` for changes that are not of
    these bytes.
    """
    parts, size = [memoryview(earlier)], len(earlier)
    for change in changes:
        start, end, packed, way = _read(change)
        if start + end > size:
            raise Damaged
        prefix = b"" if way is None else b"".join(_stretch(parts, *_near(size, start, end)))
        between = packed if way is None else way(packed, prefix)
        parts = [*_stretch(parts, 0, start), memoryview(between), *_stretch(parts, size - end, size)]
        size = start + len(between) + end
        if size <= _COPIED:
            parts = [memoryview(b"".join(parts))]
    return b"".join(parts)


def _read(change: bytes) -> tuple[int, int, bytes, Callable[[bytes, bytes], bytes] | None]:
    """How many bytes stay at the start and at the end, what is between, and how that is unpacked."""
    flags = change[0]
    width = flags & _WIDTH
    is_deflated = width > _DEFLATED
    at = 1 + width - (_DEFLATED if is_deflated else 0)
    to = at + (flags >> _END_SHIFT & _WIDTH)
    if to > len(change):
        raise Damaged
    way = packing.inflated if is_deflated else packing.of_zstandard_beside
    start, end = int.from_bytes(change[1:at], "little"), int.from_bytes(change[at:to], "little")
    return start, end, change[to:], None if flags & _IS_RAW else way


def _stretch(parts: Sequence[memoryview], start: int, stop: int) -> list[memoryview]:
    """The parts of a stretch of what parts are when they are joined."""
    found, at = [], 0
    for part in parts:
        end = at + len(part)
        if at >= stop:
            break
        if end > start:
            found.append(part[max(start - at, 0) : stop - at])
        at = end
    return found


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


def _near(size: int, start: int, end: int) -> tuple[int, int]:
    """Where what stood there begins and ends, with some of what is beside it."""
    return max(0, start - NEAR), size - max(0, end - NEAR)


def _number(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "little")
