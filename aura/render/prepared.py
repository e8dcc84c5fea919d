"""Pictures as they were prepared for a size of frame, kept in the cache of renders: what a film shows in
another style, or another film shows again, is not decoded and scaled again.

A file holds its form, its width and its rows, the frame's array as ``planes`` describes it, and last the
BLAKE3 of all that.  Written aside and renamed; one that is not whole, as after a loss of power, is made anew.
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
_HEAD = struct.Struct(">16sII")
_FORM = b"aura picture 1\0\0"
_DIGEST_BYTES = 32


class Prepared:
    """Prepared pictures in ``cache_dir``, made in ``work_dir`` on the same disk."""

    def __init__(self, cache_dir: Path, work_dir: Path) -> None:
        self._cache_dir, self._work_dir = cache_dir, work_dir

    def get(self, prepare: Callable[[], Plane], *made_from: Struct | str) -> Plane:
        """A picture from here, or else from ``prepare``; ``made_from`` is all of it that determines it.

        It may be read, not written.
        """
        target = path_of(self._cache_dir, key_of(ENDING, engine(), *made_from), ENDING)
        kept = _read(target)
        if kept is not None:
            with suppress(FileNotFoundError):  # taken away meanwhile to make room
                os.utime(target)
            return kept
        made = prepare()
        part = self._work_dir / f"{target.name}.{uuid4().hex}.part"
        body = _HEAD.pack(_FORM, made.shape[1], made.shape[0]) + made.tobytes()
        try:
            part.write_bytes(body + blake3(body).digest())
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return made


def _read(path: Path) -> Plane | None:
    """The picture in a file; None unless it is there as it was written."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    body = memoryview(data)[:-_DIGEST_BYTES]
    if len(body) < _HEAD.size or blake3(body).digest() != data[-_DIGEST_BYTES:]:
        return None
    form, width, rows = _HEAD.unpack(body[: _HEAD.size])
    if form != _FORM:
        return None
    return np.frombuffer(body[_HEAD.size :], np.uint8).reshape(rows, width)
