"""Files copied whole or not at all, and held to a digest."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from blake3 import blake3

from aura.blobs.objects import out_of_space_is_named
from aura.durable import sync_folder

_PIECE = 1 << 20


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """A file's bytes, a piece at a time."""
    return iter(lambda: file.read(_PIECE), b"")


def digest_of(path: Path) -> str:
    """The digest of a file's bytes."""
    hasher = blake3()
    with path.open("rb") as file:
        for piece in pieces(file):
            hasher.update(piece)
    return hasher.hexdigest()


def is_whole(path: Path, digest: str) -> bool:
    """Whether a file is there and holds what its digest says."""
    try:
        return digest_of(path) == digest
    except OSError:
        return False


def copy(source: Path, target: Path, digest: str | None = None) -> bool:
    """Put a copy of a file in the place of ``target``, durably; answers no, and changes nothing, when its
    bytes are not what ``digest`` says."""
    with source.open("rb") as file:
        return write(pieces(file), target, digest)


def write(data: Iterator[bytes], target: Path, digest: str | None = None) -> bool:
    """The same with bytes that come piece by piece."""
    with out_of_space_is_named():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".partial")
        made = Path(name)
        try:
            hasher = blake3()
            with os.fdopen(handle, "wb") as file:
                for piece in data:
                    hasher.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            if digest is not None and hasher.hexdigest() != digest:
                return False
            made.replace(target)
        finally:
            made.unlink(missing_ok=True)
        sync_folder(target.parent)
    return True


def link(source: Path, target: Path) -> bool:
    """Give a file that never changes a second name; answers no where the file system cannot."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        try:
            target.hardlink_to(source)
        except FileExistsError:
            raise
        except OSError:  # another file system, or one that knows no links
            return False
    return True
