"""The last box of a track's file: what was measured, and a digest of everything before it.

So a track says by itself whether it is whole.  Players pass the box over: its type is ``free``.
"""

import os
import struct
from pathlib import Path
from typing import BinaryIO

from blake3 import blake3
from msgspec import Struct

from aura.disk import is_worn
from aura.render.sound.loudness import Loudness

_BOX = struct.Struct(">I4s16sQdd")
_DIGEST_BYTES = 32
_HEAD = (_BOX.size + _DIGEST_BYTES, b"free", b"aura track 1\n\0\0\0")
_CHUNK_BYTES = 2**20


class Sealed(Struct, frozen=True):
    """What a whole track says of itself; ``samples`` and the loudness are those of what is played."""

    digest: str
    samples: int
    loudness: Loudness


def seal(file: BinaryIO, samples: int, loudness: Loudness) -> Sealed:
    """Append the box to a file that is otherwise finished, opened for reading and writing."""
    end = file.seek(0, os.SEEK_END)
    file.write(_BOX.pack(*_HEAD, samples, *loudness))
    digest = _digest(file, end + _BOX.size)
    file.write(digest)
    return Sealed(digest.hex(), samples, loudness)


def examine(path: Path) -> Sealed | None:
    """What the file says of itself; None if it is not there, not as it was sealed, or cannot be read."""
    try:
        return _examined(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        if is_worn(error):
            return None
        raise


def _examined(path: Path) -> Sealed | None:
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END) - _DIGEST_BYTES
        if end < _BOX.size:
            return None
        digest = _digest(file, end)
        if file.read() != digest:
            return None
        file.seek(end - _BOX.size)
        *head, samples, integrated_lufs, true_peak_db = _BOX.unpack(file.read(_BOX.size))
    if tuple(head) != _HEAD:
        return None
    return Sealed(digest.hex(), samples, Loudness(integrated_lufs, true_peak_db))


def _digest(file: BinaryIO, size_bytes: int) -> bytes:
    """The BLAKE3 of the first so many bytes; what comes next is read from there."""
    file.seek(0)
    hasher = blake3()
    while size_bytes and (chunk := file.read(min(_CHUNK_BYTES, size_bytes))):
        hasher.update(chunk)
        size_bytes -= len(chunk)
    return hasher.digest()
