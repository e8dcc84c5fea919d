"""Sounds as they were decoded, kept in the cache of renders: a file is decoded once, however often it is
heard, and not again for the next film.

A file holds its form and its channels, the samples as float32 with the channels side by side, and last the
BLAKE3 of all that; one that is not whole, as after a loss of power, is made again.  Its key says what it is
made from and by what.  Only sound that was read to its end is kept; where the disk is full or broken none is,
and it is heard all the same.
"""

import os
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

import numpy as np
from blake3 import blake3
from msgspec import Struct

from aura.render.segments import path_of
from aura.render.sound.decoding import Blocks
from aura.render.sound.samples import BLOCK_SAMPLES, Block
from aura.render.spec import key_of

FORM = b"aura sound 1\0\0\0"
"""What a file begins with; the byte after it says how many channels there are."""
ENDING = "sound"
MOST_BYTES = 2**28
"""What would take more is decoded each time: eleven minutes in stereo, or twice as many of one channel."""
_HEAD_BYTES = len(FORM) + 1
_DIGEST_BYTES = 32
_SAMPLE_BYTES = 4


Kept = Callable[[Callable[[], Blocks]], Blocks]
"""Gives the sound that is asked for, by asking or from where it is kept."""


def unkept(decode: Callable[[], Blocks]) -> Blocks:
    """The sound, by asking."""
    return decode()


class Store:
    """Kept sounds in ``cache_dir``, made in ``work_dir`` on the same disk.

    ``engine`` names what decodes: what another one decoded is not used.
    """

    def __init__(self, cache_dir: Path, work_dir: Path, engine: str) -> None:
        self._cache_dir, self._work_dir, self._engine = cache_dir, work_dir, engine
        self._whole: set[str] = set()

    def keep(self, decode: Callable[[], Blocks], *made_from: Struct | str) -> Blocks:
        """A sound from here, or else from ``decode``; ``made_from`` is all that determines it."""
        key = key_of(ENDING, self._engine, *made_from)
        target = path_of(self._cache_dir, key, ENDING)
        file = self._found(key, target)
        if file is not None:
            with file:
                yield from _read(file)
            return
        part = self._work_dir / f"{target.name}.{uuid4().hex}.part"
        try:
            is_whole = yield from _written(part, decode())
            if is_whole:
                self._name(part, key, target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _name(self, part: Path, key: str, target: Path) -> None:
        """Give a whole file its name, if the disk lets it have one."""
        with suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)
            self._whole.add(key)

    def _found(self, key: str, target: Path) -> BinaryIO | None:
        """The file, if it is there and whole.  Once it is open it can be read to its end, even should it be
        taken away meanwhile to make room."""
        try:
            file = target.open("rb")
        except OSError:
            return None
        if key not in self._whole:
            if not _is_whole(file):
                file.close()
                return None
            with suppress(FileNotFoundError):
                os.utime(target)
            self._whole.add(key)
        return file


def _written(part: Path, blocks: Blocks) -> Generator[Block, None, bool]:
    """Pass blocks on, and write them too; whether there is a whole file of them now, to be kept."""
    with closing(blocks), closing(_Copy(part)) as copy:
        for block in blocks:
            copy.add(block)
            yield block
        return copy.end()


class _Copy:
    """A file that blocks are written to, as far as they are not too many and the disk takes them."""

    def __init__(self, part: Path) -> None:
        self._hasher = blake3()
        self._size_bytes = 0
        self._file: BinaryIO | None = None
        with suppress(OSError):
            self._file = part.open("xb")

    def add(self, block: Block) -> None:
        """Write a block."""
        if self._file is not None and self._size_bytes <= MOST_BYTES:
            head = b"" if self._size_bytes else FORM + bytes([block.shape[0]])
            data = head + np.ascontiguousarray(block.T).tobytes()
            self._hasher.update(data)
            self._write(data)

    def end(self) -> bool:
        """Write the digest; whether all is written, and was something and not too much."""
        self._write(self._hasher.digest())
        is_written = self.close()
        return is_written and _DIGEST_BYTES < self._size_bytes <= MOST_BYTES

    def close(self) -> bool:
        """Let go of the file; whether it took all that it was given.  May be called again."""
        file, self._file = self._file, None
        try:
            if file is not None:
                file.close()
        except OSError:
            return False
        return file is not None

    def _write(self, data: bytes) -> None:
        try:
            if self._file is not None:
                self._file.write(data)
                self._size_bytes += len(data)
        except OSError:
            self.close()


def _is_whole(file: BinaryIO) -> bool:
    """Whether a file is as it was written."""
    size_bytes = os.fstat(file.fileno()).st_size - _DIGEST_BYTES
    if size_bytes <= _HEAD_BYTES:
        return False
    data = np.memmap(file, np.uint8, "r")
    body = data[:size_bytes]
    return bytes(body[: len(FORM)]) == FORM and blake3(body.data).digest() == bytes(data[size_bytes:])


def _read(file: BinaryIO) -> Blocks:
    """The samples of a whole file; never more than a block of them in memory."""
    file.seek(0)
    channels = file.read(_HEAD_BYTES)[-1]
    rest = os.fstat(file.fileno()).st_size - _HEAD_BYTES - _DIGEST_BYTES
    while rest:
        data = file.read(min(rest, BLOCK_SAMPLES * channels * _SAMPLE_BYTES))
        rest -= len(data)
        block: Block = np.frombuffer(data, np.float32).reshape(-1, channels).T
        yield block
