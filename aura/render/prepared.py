"""What was prepared for a size of frame, kept in the cache of renders: a picture that a film shows in another
style, or another film shows again, is not decoded and scaled again, nor are the ``handles`` of its clips.

A file holds its form, what it is of, and last the BLAKE3 of all that.  Written aside and renamed; one that
is not whole, as after a loss of power, or cannot be read is made anew.  Where the disk is full or broken
nothing is kept, and nobody fails for it.  A picture's width and rows stand before its array, which is as
``planes`` describes it.
"""

import os
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import numpy as np
from blake3 import blake3
from msgspec import Struct

from aura.render.planes import Plane
from aura.render.revision import engine
from aura.render.segments import path_of
from aura.render.spec import key_of

ENDING = "picture"
_SIZE = struct.Struct(">II")
_FORM = b"aura %s 1"
_FORM_BYTES = 16
_DIGEST_BYTES = 32


class Prepared:
    """What was prepared in ``cache_dir``, made in ``work_dir`` on the same disk."""

    def __init__(self, cache_dir: Path, work_dir: Path) -> None:
        self._cache_dir, self._work_dir = cache_dir, work_dir

    def get(self, prepare: Callable[[], Plane], *made_from: Struct | str) -> Plane:
        """A picture from here, or else from ``prepare``; ``made_from`` is all of it that determines it.

        It may be read, not written.
        """
        path = self.path(ENDING, *made_from)
        kept = self.read(path)
        if kept is not None:
            width, rows = _SIZE.unpack(kept[: _SIZE.size])
            return np.frombuffer(kept[_SIZE.size :], np.uint8).reshape(rows, width)
        made = prepare()
        self.write(path, _SIZE.pack(made.shape[1], made.shape[0]) + made.tobytes())
        return made

    def path(self, ending: str, *made_from: Struct | str) -> Path:
        """Where something of this ending lies, whether it is there or not."""
        return path_of(self._cache_dir, key_of(ending, engine(), *made_from), ending)

    def read(self, path: Path) -> memoryview | None:
        """What was written there; None unless it is there as it was written, and can be read."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        form, body = _form(path), memoryview(data)[:-_DIGEST_BYTES]
        if not data.startswith(form) or blake3(body).digest() != data[-_DIGEST_BYTES:]:
            return None
        with suppress(FileNotFoundError):  # taken away meanwhile to make room
            os.utime(path)
        return body[len(form) :]

    def write(self, path: Path, content: bytes) -> None:
        """Keep something, if the disk takes it."""
        part = self._work_dir / f"{path.name}.{uuid4().hex}.part"
        body = _form(path) + content
        with suppress(OSError):
            try:
                with part.open("wb") as file:
                    file.write(body)
                    file.write(blake3(body).digest())
                path.parent.mkdir(parents=True, exist_ok=True)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)


def _form(path: Path) -> bytes:
    return (_FORM % path.suffix[1:].encode()).ljust(_FORM_BYTES, b"\0")
