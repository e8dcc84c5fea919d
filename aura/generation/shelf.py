"""Where what was made waits until a project takes it in: by key and maker, in the cache.

Anything here may be deleted at any time, and is then made again.  An entry whose files are gone, or that
was written half, is as none.  The time of an entry's last change is when it was last used.  One at a time
makes what is not here (``turn``), and whoever waited for that finds it here.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import msgspec
from blake3 import blake3
from msgspec import Struct

from aura.blobs.objects import Objects, out_of_space_is_named
from aura.generation.turn import turn
from aura.timeline.document import Asset
from aura.timeline.terms import Value

V = TypeVar("V", bound=Value)


class Product(Struct, frozen=True):
    """Files that were made, and what names them in a document where that is known when they are."""

    files: tuple[Asset, ...] = ()
    value: Value | None = None


class Shelf:
    """A folder of products whose files are in ``objects``."""

    def __init__(self, folder: Path, objects: Objects) -> None:
        self.folder = folder
        self.objects = objects

    def find(self, key: str, maker: str, kind: type[V]) -> Product | None:
        """The product of this key by this maker, its value being of ``kind``."""
        try:
            data = self._path(key, maker).read_bytes()
            files, value = msgspec.json.decode(data, type=tuple[tuple[Asset, ...], Any])
            value = msgspec.convert(value, kind) if value is not None else None
        except (FileNotFoundError, UnicodeDecodeError, msgspec.DecodeError):
            return None
        if not all(self.objects.touch(file.digest) for file in files):
            return None
        with suppress(FileNotFoundError):
            os.utime(self._path(key, maker))  # what is used is kept
        return Product(files, value)

    @contextmanager
    def turn(self, key: str, maker: str, stopped: Callable[[], bool]) -> Iterator[bool]:
        """Be the only one to make this product, for the length of the block; false when stopped first."""
        path = self._path(key, maker)
        with out_of_space_is_named():
            path.parent.mkdir(parents=True, exist_ok=True)
            with turn(path.with_name(f"{path.name}.making.part"), stopped) as is_mine:
                yield is_mine

    def put(self, key: str, maker: str, product: Product) -> Product:
        """Lay a product down, and answer it."""
        path = self._path(key, maker)
        part = path.with_name(f"{path.name}.{uuid4().hex}.part")
        with out_of_space_is_named():
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(msgspec.json.encode((product.files, product.value)))
            part.replace(path)
        return product

    def _path(self, key: str, maker: str) -> Path:
        name = blake3(msgspec.json.encode((key, maker))).hexdigest()
        return self.folder / name[:2] / f"{name}.json"
