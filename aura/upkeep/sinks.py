"""Where a backup is written to: a folder that is brought up to date, or one tar file."""

import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, Self

import msgspec

from aura.blobs import objects
from aura.blobs.objects import out_of_space_is_named
from aura.durable import sync_folder
from aura.upkeep.backup_folder import MANIFEST, MEDIA, Manifest, is_part, is_unfinished
from aura.upkeep.files import copy, is_whole, link


class Sink(Protocol):
    """Takes the parts of a backup, the manifest last."""

    new_files: int
    new_bytes: int

    def media(self, path: Path) -> int | None:
        """Take an object; answers its size, none when it is not what its name says or has just gone."""
        ...

    def file(self, path: Path, name: str, *, move: bool = False) -> None:
        """Take another file, for its owner alone; one that may be moved is only needed here."""
        ...

    def finish(self, manifest: Manifest) -> None: ...


class FolderSink:
    """A folder: objects are linked where the disk is the same, and copied otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.new_files = self.new_bytes = 0

    def media(self, path: Path) -> int | None:
        target = self.folder / MEDIA / objects.key(path.name)
        with suppress(FileNotFoundError):
            size = path.stat().st_size
            if target.is_file() and target.stat().st_size == size:
                return size
            target.unlink(missing_ok=True)
            if link(path, target):
                if not is_whole(target, path.name):
                    target.unlink()
                    return None
            elif not copy(path, target, path.name):
                return None
            self.new_files += 1
            self.new_bytes += size
            return size
        return None

    def file(self, path: Path, name: str, *, move: bool = False) -> None:
        target = self.folder / name
        try:
            if not move:
                raise OSError
            path.rename(target)
        except OSError:  # it stays, or is on another disk
            copy(path, target)
        target.chmod(0o600)

    def finish(self, manifest: Manifest) -> None:
        """Say what there is, and take away what only the backup before needed."""
        written = self.folder / f".{MANIFEST}.partial"
        with written.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
            file.flush()
            os.fsync(file.fileno())
        written.replace(self.folder / MANIFEST)
        sync_folder(self.folder)
        named = {MANIFEST, *(part.file for part in (manifest.database, manifest.key) if part)}
        for path in self.folder.iterdir():
            if path.name not in named:
                self._drop(path)
        for path in (self.folder / MEDIA).glob("??/*"):
            if path.name not in (manifest.media or {}):
                self._drop(path)

    def _drop(self, path: Path) -> None:
        """Take a file of a backup away; what is somebody else's stays."""
        name = path.relative_to(self.folder).as_posix()
        if path.is_file() and (is_part(name) or is_unfinished(name)):
            path.unlink()


class TarSink:
    """One file, whole under its name."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.new_files = self.new_bytes = 0

    @classmethod
    @contextmanager
    def to(cls, target: Path) -> Iterator[Self]:
        growing = target.with_suffix(".partial")
        try:
            with out_of_space_is_named():
                with growing.open("wb") as file:
                    growing.chmod(0o600)
                    with tarfile.open(fileobj=file, mode="w") as tar:
                        yield cls(tar)
                    file.flush()
                    os.fsync(file.fileno())
                growing.replace(target)
                sync_folder(target.parent)
        finally:
            growing.unlink(missing_ok=True)

    def media(self, path: Path) -> int | None:
        with suppress(FileNotFoundError):
            if not is_whole(path, path.name):
                return None
            size = path.stat().st_size
            self.tar.add(path, f"{MEDIA}/{objects.key(path.name)}", recursive=False)
            self.new_files += 1
            self.new_bytes += size
            return size
        return None

    def file(self, path: Path, name: str, *, move: bool = False) -> None:
        about = self.tar.gettarinfo(path, name)
        about.mode = 0o600
        with path.open("rb") as file:
            self.tar.addfile(about, file)

    def finish(self, manifest: Manifest) -> None:
        written = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        about = tarfile.TarInfo(MANIFEST)
        about.size = len(written)
        about.mtime = int(manifest.made_at.timestamp())
        self.tar.addfile(about, io.BytesIO(written))
