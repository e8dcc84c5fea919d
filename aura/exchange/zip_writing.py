"""Writes a ZIP file whose bytes follow from its content alone: no clock, no owner, no order by chance.

Small things are deflated, media is stored as it is.  Everything is written a piece at a time.
"""

import zlib
from collections.abc import Iterable
from types import TracebackType
from typing import IO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from aura.exchange.zip_reading import MAX_RATIO

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can tell."""
_PLAIN_FILE = 0o100644 << 16


class Writing:
    """A ZIP file being written; complete at the end of its block."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = ZipFile(out, "w", compresslevel=6)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._zip.close()
        else:
            self._zip.fp = None  # what is half-written is its owner's to throw away

    def text(self, name: str, data: bytes) -> None:
        """Deflated, unless it is so much alike that reading it back would look like an attack."""
        packed = len(zlib.compress(data, 1)) if len(data) > 2**16 else len(data)
        method = ZIP_DEFLATED if len(data) < packed * MAX_RATIO // 2 else ZIP_STORED
        self._zip.writestr(_info(name), data, method, 6)

    def media(self, name: str, size_bytes: int, pieces: Iterable[bytes]) -> None:
        """Stored as it is; ``size_bytes`` is how much comes."""
        info = _info(name)
        info.file_size = size_bytes
        info.compress_type = ZIP_STORED
        with self._zip.open(info, "w") as entry:
            for piece in pieces:
                entry.write(piece)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _LONG_AGO)
    info.create_system = 3  # wherever it was written
    info.external_attr = _PLAIN_FILE
    return info
