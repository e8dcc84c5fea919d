"""Places of the user's own, where commands put what they make."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from aura.errors import Invalid


def require(out: Path, *sources: Path, endings: tuple[str, ...] = (), field: str = "out") -> str:
    """The ending of a file's name, in small letters; asked before anything is made.

    Raises ``Invalid`` where the file cannot go: a folder, what it is made from, a name with another ending.
    """
    if out.is_dir():
        raise Invalid(f"{out} is a folder; say what the file in it is to be called.", field=field)
    if any(source.exists() and out.exists() and out.samefile(source) for source in sources):
        raise Invalid(f"What is made would take the place of {out}, from which it is made.", field=field)
    ending = out.suffix.lower()
    if endings and ending not in endings:
        raise Invalid(f"The file's name ends in {' or '.join(endings)}.", field=field)
    return ending


@contextmanager
def whole(out: Path) -> Iterator[IO[bytes]]:
    """A file to write: under its name when it is whole, and not at all when it is not.

    Folders that are missing are made.  A link is followed; a device or a pipe is written into, and stays what
    it is.
    """
    require(out)
    if out.exists() and not out.is_file():
        with out.open("wb") as sink:
            yield sink
        return
    place = Path(os.path.realpath(out))
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{uuid4().hex}.part")
    try:
        with part.open("xb") as sink:
            yield sink
            sink.flush()
            os.fsync(sink.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def put(file: Path, out: Path) -> None:
    """Copy a file there."""
    with file.open("rb") as source, whole(out) as sink:
        shutil.copyfileobj(source, sink, 1 << 20)


def write(content: bytes, out: Path) -> None:
    """Write bytes there."""
    with whole(out) as sink:
        sink.write(content)
