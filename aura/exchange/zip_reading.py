"""A ZIP file from anywhere, read strictly.

Nothing that it says of itself is believed: its directory is bounded before it is read, every entry's own
header must agree with it, no two entries share a byte, and no more is unpacked than was announced.  Names
are plain, or refused; none of them is ever used as a path.

Shape: one piece, no comment, entries stored or deflated, nothing encrypted.  Source: PKWARE's APPNOTE 6.3.
Raises ``Invalid`` (``field`` is ``file``) saying what is wrong, and ``TooLarge``.
"""

import re
import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple

from aura.errors import Invalid, TooLarge

PIECE_BYTES = 2**20
MAX_RATIO = 200
"""How many times smaller than itself an entry may be packed, beyond ``FREE_BYTES``."""
FREE_BYTES = 2**16
MAX_NAME_BYTES = 200

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _LATER, _STRONG, _MASKED = 0x1, 0x8, 0x40, 0x2000
_STORED, _DEFLATED = 0, 8
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_DRIVE = re.compile("[A-Za-z]:")


class Entry(NamedTuple):
    """One file of the archive: where its header is, and its bytes as announced."""

    name: str
    offset: int
    packed_bytes: int
    size_bytes: int
    crc: int
    method: int
    flags: int

    @property
    def is_stored(self) -> bool:
        return self.method == _STORED


class _Directory(NamedTuple):
    offset: int
    size_bytes: int
    entries: int


class Archive:
    """An opened archive: its entries by name, and the bytes of each."""

    def __init__(self, file: IO[bytes], *, max_entries: int) -> None:
        self._file = file
        self._size = file.seek(0, 2)
        directory = self._directory()
        if directory.entries > max_entries:
            raise TooLarge(f"The file holds more than {max_entries:,} entries.", field="file")
        if directory.size_bytes > directory.entries * (_CENTRAL.size + MAX_NAME_BYTES + 100):
            raise Invalid("The directory of the file is larger than its entries need.", field="file")
        found = list(self._central(directory))
        _require_distinct(found)
        self._starts = self._data_starts(found, directory.offset)
        self.entries: Mapping[str, Entry] = {entry.name: entry for entry in found}

    def read(self, name: str, limit_bytes: int) -> bytes:
        """A whole entry of at most ``limit_bytes``."""
        if self.entry(name).size_bytes > limit_bytes:
            raise TooLarge(f"{name} is larger than {limit_bytes:,} bytes.", field="file")
        return b"".join(self.pieces(name))

    def entry(self, name: str) -> Entry:
        entry = self.entries.get(name)
        if entry is None:
            raise Invalid(f"The file holds no {name}.", field="file")
        return entry

    def pieces(self, name: str) -> Iterator[bytes]:
        """An entry's bytes, a piece at a time; at the end it is known that they are all, and undamaged."""
        entry = self.entry(name)
        size = crc = 0
        for piece in self._stored(entry) if entry.is_stored else self._inflated(entry):
            size += len(piece)
            if size > entry.size_bytes:
                break
            crc = zlib.crc32(piece, crc)
            yield piece
        if size != entry.size_bytes or crc != entry.crc:
            raise Invalid(f"{name} is damaged.", field="file")

    def _stored(self, entry: Entry) -> Iterator[bytes]:
        at, left = self._starts[entry.name], entry.packed_bytes
        while left:
            piece = self._at(at, min(left, PIECE_BYTES))
            at, left = at + len(piece), left - len(piece)
            yield piece

    def _inflated(self, entry: Entry) -> Iterator[bytes]:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._stored(entry):
                waiting = packed
                while waiting and not inflating.eof:
                    yield inflating.decompress(waiting, PIECE_BYTES)
                    waiting = inflating.unconsumed_tail
                if inflating.unused_data:
                    break
            while not inflating.eof and (rest := inflating.decompress(b"", PIECE_BYTES)):
                yield rest
        except zlib.error:
            raise Invalid(f"{entry.name} is damaged.", field="file") from None
        if not inflating.eof or inflating.unused_data:
            raise Invalid(f"{entry.name} is damaged.", field="file")

    def _at(self, offset: int, size: int) -> bytes:
        self._file.seek(offset)
        data = self._file.read(size)
        if len(data) < size:
            raise Invalid("The file ends too early.", field="file")
        return data

    def _directory(self) -> _Directory:
        """Where the directory stands: right before the records that end the file."""
        if self._size < _END.size:
            raise Invalid("This is no project's file: it is too short to be a ZIP file.", field="file")
        end = self._size - _END.size
        mark, disk, first_disk, here, count, size, offset, comment = _END.unpack(self._at(end, _END.size))
        if mark != b"PK\x05\x06" or comment:
            raise Invalid(
                "This is no project's file: it is no ZIP file, or its end is missing.", field="file"
            )
        found = _Directory(offset, size, count)
        if end >= _LOCATOR.size:
            mark, _, end_64, _ = _LOCATOR.unpack(self._at(end - _LOCATOR.size, _LOCATOR.size))
            if mark == b"PK\x06\x07":
                found, end = self._directory_64(end_64, end - _LOCATOR.size, found), end_64
        if disk or first_disk or here != count or found.offset + found.size_bytes != end:
            raise Invalid("The directory of the ZIP file is damaged.", field="file")
        return found

    def _directory_64(self, offset: int, end: int, short: _Directory) -> _Directory:
        """The same of a large archive."""
        if offset + _END_64.size != end:
            raise Invalid("The directory of the ZIP file is damaged.", field="file")
        mark, _, _, _, disk, first_disk, here, count, size, start = _END_64.unpack(
            self._at(offset, _END_64.size)
        )
        long = _Directory(start, size, count)
        agree = all(
            one in (two, full)
            for one, two, full in zip(short, long, (_FULL_32, _FULL_32, _FULL_16), strict=True)
        )
        if mark != b"PK\x06\x06" or disk or first_disk or here != count or not agree:
            raise Invalid("The directory of the ZIP file is damaged.", field="file")
        return long

    def _central(self, directory: _Directory) -> Iterator[Entry]:
        data = self._at(directory.offset, directory.size_bytes)
        at = 0
        for _ in range(directory.entries):
            if at + _CENTRAL.size > len(data):
                raise Invalid("The directory of the ZIP file is damaged.", field="file")
            (
                mark,
                _,
                _,
                flags,
                method,
                _,
                _,
                crc,
                packed,
                size,
                named,
                extra,
                comment,
                disk,
                _,
                attributes,
                offset,
            ) = _CENTRAL.unpack_from(data, at)
            at += _CENTRAL.size
            raw, more = data[at : at + named], data[at + named : at + named + extra]
            at += named + extra + comment
            if mark != b"PK\x01\x02" or disk not in (0, _FULL_16) or at > len(data):
                raise Invalid("The directory of the ZIP file is damaged.", field="file")
            size, packed, offset = _wide(more, size, packed, offset)
            entry = Entry(_plain_name(raw), offset, packed, size, crc, method, flags)
            _require_plain(entry, attributes >> 16)
            yield entry
        if at != len(data):
            raise Invalid("The directory of the ZIP file is damaged.", field="file")

    def _data_starts(self, entries: list[Entry], end: int) -> dict[str, int]:
        """Where each entry's bytes begin; every entry ends before the next one begins."""
        starts: dict[str, int] = {}
        in_order = sorted(entries, key=lambda entry: entry.offset)
        limits = [*(entry.offset for entry in in_order[1:]), end]
        for entry, limit in zip(in_order, limits, strict=True):
            if entry.offset + _LOCAL.size > limit:
                raise Invalid(f"{entry.name} overlaps with what is behind it.", field="file")
            header = _LOCAL.unpack(self._at(entry.offset, _LOCAL.size))
            mark, _, flags, method, _, _, crc, packed, size, named, extra = header
            start = entry.offset + _LOCAL.size + named + extra
            if start + entry.packed_bytes > limit:
                raise Invalid(f"{entry.name} overlaps with what is behind it.", field="file")
            name = self._at(entry.offset + _LOCAL.size, named)
            more = self._at(entry.offset + _LOCAL.size + named, extra)
            size, packed, _ = _wide(more, size, packed, 0)
            told = (
                (crc, packed, size)
                if not flags & _LATER
                else (entry.crc, entry.packed_bytes, entry.size_bytes)
            )
            if (
                (mark, flags, method, name) != (b"PK\x03\x04", entry.flags, entry.method, entry.name.encode())
                or told != (entry.crc, entry.packed_bytes, entry.size_bytes)
            ):  # fmt: skip
                raise Invalid(f"What the ZIP file says of {entry.name} is contradictory.", field="file")
            starts[entry.name] = start
        return starts


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and place, from the extra field where they are too large for their own."""
    if _FULL_32 not in (size, packed, offset):
        return size, packed, offset
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            values = iter(
                struct.unpack_from(f"<{length // 8}Q", extra[at + 4 : at + 4 + length].ljust(length, b"\0"))
            )
            return (
                next(values, size) if size == _FULL_32 else size,
                next(values, packed) if packed == _FULL_32 else packed,
                next(values, offset) if offset == _FULL_32 else offset,
            )
        at += 4 + length
    return size, packed, offset


def _plain_name(raw: bytes) -> str:
    """An entry's name.  Raises ``Invalid`` for one that could be a path to somewhere else, or is no text."""
    name = raw.decode("utf-8", "backslashreplace")
    why = None
    if not name or len(raw) > MAX_NAME_BYTES:
        why = "is empty or too long"
    elif "\\" in name or not name.isascii() or not name.isprintable():
        why = "holds characters that no name in such a file has"
    elif name.startswith("/") or _DRIVE.match(name):
        why = "is an absolute path"
    elif any(part in ("", ".", "..") for part in name.removesuffix("/").split("/")):
        why = "leads out of its folder"
    if why:
        raise Invalid(f"The name {name[:80]!r} in the file {why}.", field="file")
    return name


def _require_plain(entry: Entry, mode: int) -> None:
    """Raise ``Invalid`` for what is not a plain, readable file, and ``TooLarge`` for a bomb."""
    if entry.flags & (_ENCRYPTED | _STRONG | _MASKED):
        raise Invalid(f"{entry.name} is encrypted; Aura reads files without a password.", field="file")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or entry.name.endswith("/"):
        raise Invalid(f"{entry.name} is no plain file, but a link, a folder or a device.", field="file")
    if entry.method not in (_STORED, _DEFLATED):
        raise Invalid(f"{entry.name} is packed in a way that Aura does not read.", field="file")
    if entry.is_stored and entry.packed_bytes != entry.size_bytes:
        raise Invalid(f"What the ZIP file says of {entry.name} is contradictory.", field="file")
    if entry.size_bytes > FREE_BYTES + MAX_RATIO * entry.packed_bytes:
        raise TooLarge(f"{entry.name} would unpack to more than {MAX_RATIO} times its size.", field="file")


def _require_distinct(entries: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.name.lower() in seen:
            raise Invalid(f"The file holds {entry.name} twice.", field="file")
        seen.add(entry.name.lower())
