"""What a backup is made of: a manifest, a database, media by digest, and perhaps the key.

The manifest is written last and names all else by digest: a backup whose manifest is there is whole.  As
a folder, or as one tar file.
"""

import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from aura.blobs import objects
from aura.errors import Invalid, NotFound
from aura.setup.secrets import FILE as KEY_FILE
from aura.upkeep.files import pieces, write

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media"
_DATABASE = re.compile(r"aura-[0-9a-f]{16}\.db")
_OBJECT = re.compile(r"media/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_FOLDER = re.compile(r"media(/[0-9a-f]{2})?")
_SQLITE = b"SQLite format 3\0"


class FilePart(Struct, frozen=True):
    """A file of a backup."""

    file: str
    size_bytes: int
    digest: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What a backup holds.  ``media`` are sizes by digest; ``missing`` are files that were not to be had."""

    format: int = FORMAT
    made_at: datetime
    aura: str
    schema: str | None = None
    database: FilePart | None = None
    counts: dict[str, int] = {}
    media: dict[str, int] | None = None
    missing: list[str] = []
    key: FilePart | None = None


class Backup(Struct, frozen=True):
    """A backup as it lies in a folder."""

    root: Path
    manifest: Manifest

    @property
    def database(self) -> Path | None:
        return self.root / self.manifest.database.file if self.manifest.database else None

    @property
    def media(self) -> Path:
        return self.root / MEDIA

    def object(self, digest: str) -> Path:
        return self.media / objects.key(digest)


@contextmanager
def opened(source: Path, scratch: Path) -> Iterator[Backup]:
    """A backup, be it a folder or a tar file, which is unpacked in ``scratch``.

    Raises ``NotFound`` and ``Invalid``.
    """
    if source.is_dir():
        yield Backup(source, manifest_of(source))
        return
    if not source.is_file():
        raise NotFound(f"There is no backup {source}.", field="source")
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=scratch) as name:
        _unpack(source, Path(name))
        yield Backup(Path(name), manifest_of(Path(name)))


def manifest_of(folder: Path) -> Manifest:
    """What a backup says that it holds."""
    try:
        found = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        words = f"{folder} holds no whole backup: there is no {MANIFEST} in it."
        raise Invalid(words, field="source") from None
    except (OSError, msgspec.MsgspecError) as error:
        raise Invalid(f"The {MANIFEST} of {folder} cannot be read: {error}.", field="source") from None
    if found.format > FORMAT:
        raise Invalid("This backup was made by a newer Aura; please upgrade.", field="source")
    named = [part.file for part in (found.database, found.key) if part]
    digests = [*(found.media or ()), *found.missing]
    if not all(is_part(name) for name in named) or not all(map(is_digest, digests)):
        raise Invalid(f"The {MANIFEST} of {folder} names what no backup holds.", field="source")
    return found


def is_part(name: str) -> bool:
    """Whether a backup has files of this name."""
    return name in (MANIFEST, KEY_FILE) or bool(_DATABASE.fullmatch(name) or _OBJECT.fullmatch(name))


def is_folder(name: str) -> bool:
    """Whether a backup has folders of this name."""
    return bool(_FOLDER.fullmatch(name))


def is_unfinished(name: str) -> bool:
    """Whether a file is one that was being written when its writer died."""
    folder, _, file = name.rpartition("/")
    return (not folder or is_folder(folder)) and file.startswith(".") and file.endswith(".partial")


def is_digest(name: str) -> bool:
    return bool(_OBJECT.fullmatch(f"{MEDIA}/{objects.key(name)}"))


def _unpack(source: Path, folder: Path) -> None:
    """Take out what a backup can hold, and nothing else: no path of a stranger's is followed."""
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() and is_part(member.name) else None
                if file is None:
                    raise Invalid(f"{source} is no backup: it holds {member.name!r:.80}.", field="source")
                write(pieces(file), folder / member.name)
    except (tarfile.TarError, EOFError) as error:
        reason = str(error).partition("\n")[0].rstrip(":")
        raise Invalid(f"{source} is no backup, or is not whole: {reason}.", field="source") from None
