"""Segments on disk: each whole under its key, or not there at all.

A segment file is an index of its packets in MessagePack, the packets, and last the BLAKE3 of all that.  So
any file says by itself whether it is whole; the digest of a segment is that BLAKE3.
Write: into a folder of the render's own, fsync, rename to ``<first two digits>/<key>.segment``, fsync of
the directory.  Segments are written once and never changed; the time of their last change is when they
were last used, and any of them may be deleted at any time.  Beside a segment that was decoded as a part of a
film lies a note with its digest.
"""

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from blake3 import blake3
from msgspec import Struct

from aura.disk import is_worn
from aura.errors import ToolFailed

FORMAT = b"aura segment 1\n"
_DIGEST_BYTES = 32
_DECODED = ".decoded"


class Damaged(ToolFailed):
    """A segment file is not what was written, cannot be read any more, or has gone."""


class Encoded(Struct, frozen=True):
    """A segment's packets in the order of decoding.

    ``sizes`` are in bytes; ``shows`` says as how manieth frame each is seen; ``keys`` which are key frames.
    """

    header: bytes
    sizes: tuple[int, ...]
    shows: tuple[int, ...]
    keys: tuple[int, ...]
    payload: bytes

    @property
    def frames(self) -> int:
        return len(self.sizes)


class Kept(Struct, frozen=True):
    """A segment that is safely on disk."""

    digest: str
    frames: int
    size_bytes: int


class _Index(Struct, frozen=True, array_like=True):
    header: bytes
    sizes: tuple[int, ...]
    shows: tuple[int, ...]
    keys: tuple[int, ...]


def path_of(cache_dir: Path, key: str, ending: str = "segment") -> Path:
    """The file of a key."""
    return cache_dir / key[:2] / f"{key}.{ending}"


def keep(encoded: Encoded, target: Path, work_dir: Path) -> Kept:
    """Write a segment.  Raises OSError when the disk is full or broken; then there is no file."""
    index = msgspec.msgpack.encode(_Index(encoded.header, encoded.sizes, encoded.shows, encoded.keys))
    body = b"".join((FORMAT, len(index).to_bytes(4, "big"), index, encoded.payload))
    digest = blake3(body).digest()
    part = work_dir / f"{target.name}.part"
    with part.open("wb") as file:
        file.write(body)
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())
    publish(part, target)
    return Kept(digest.hex(), encoded.frames, len(body) + _DIGEST_BYTES)


def publish(part: Path, target: Path) -> None:
    """Give a whole, synced file its name, so that it keeps it over a loss of power."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def note_decoded(path: Path, digest: str) -> None:
    """Remember that the segment of this digest was decoded as a part of a film.  It may be forgotten."""
    with suppress(OSError):
        path.with_suffix(_DECODED).write_text(digest)


def was_decoded(path: Path, digest: str) -> bool:
    """Whether it is remembered that the segment of this digest was decoded."""
    try:
        return path.with_suffix(_DECODED).read_text() == digest
    except (OSError, ValueError):
        return False


def examine(path: Path) -> Kept:
    """What a segment file holds.  Raises FileNotFoundError, and Damaged for one that is not whole."""
    data, digest = _whole(path)
    index, _ = _parsed(data, path)
    return Kept(digest, len(index.sizes), len(data))


def load(path: Path) -> tuple[Encoded, str]:
    """The packets of a segment file, and its digest.  Raises as ``examine`` does."""
    data, digest = _whole(path)
    index, start = _parsed(data, path)
    payload = data[start:-_DIGEST_BYTES]
    if sum(index.sizes) != len(payload):
        raise Damaged(f"The segment {path.name} is not whole.")
    return Encoded(index.header, index.sizes, index.shows, index.keys, payload), digest


def _whole(path: Path) -> tuple[bytes, str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        if is_worn(error):
            raise Damaged(f"The segment {path.name} cannot be read: {error.strerror}.") from error
        raise
    digest = blake3(memoryview(data)[:-_DIGEST_BYTES]).digest()
    if not data.startswith(FORMAT) or data[-_DIGEST_BYTES:] != digest:
        raise Damaged(f"The segment {path.name} was damaged on disk.")
    return data, digest.hex()


def _parsed(data: bytes, path: Path) -> tuple[_Index, int]:
    start = len(FORMAT) + 4
    end = start + int.from_bytes(data[len(FORMAT) : start], "big")
    try:
        return msgspec.msgpack.decode(memoryview(data)[start:end], type=_Index), end
    except msgspec.MsgspecError as error:
        raise Damaged(f"The segment {path.name} was written by another Aura.") from error
