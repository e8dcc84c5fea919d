"""Makes a backup while Aura is at work: database, media, and the key only where asked.

Media comes first, then the database, then what media came meanwhile: so all that the database names is
there, and whatever is cleaned up between the two is in the backup all the same.  The manifest comes last.
A second backup into the same folder copies what media is new, and takes away what its database no longer
can name; until it is finished, the first one is whole.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from aura import __version__
from aura.blobs.objects import Objects
from aura.config import Settings
from aura.db import backup
from aura.db.engine import Database
from aura.db.migrate import HEAD
from aura.errors import Conflict, Invalid
from aura.setup.secrets import FILE as KEY_FILE
from aura.upkeep.backup_folder import FilePart, Manifest, is_folder, is_part, is_unfinished
from aura.upkeep.files import digest_of
from aura.upkeep.sinks import FolderSink, Sink, TarSink

PG_DUMP = "Back up the PostgreSQL database with pg_dump, at a time just before the media."


class BackedUp(Struct, frozen=True):
    """What a backup came to."""

    target: str
    manifest: Manifest
    new_files: int
    new_bytes: int
    has_key: bool
    advice: list[str]


def back_up(
    settings: Settings, database: Database, objects: Objects, target: Path, *, media: bool, key: bool
) -> BackedUp:
    """Make a backup, or bring the one that is there up to date."""
    if database.file is None and not media:
        raise Invalid(f"There is nothing to back up without media. {PG_DUMP}", field="media")
    _require_apart(settings, target)
    with _sink(target) as sink:
        return _Run(settings, database, objects, sink, media=media).made(target, database.clock(), key=key)


class _Run:
    def __init__(
        self, settings: Settings, database: Database, objects: Objects, sink: Sink, *, media: bool
    ) -> None:
        self.settings = settings
        self.database = database
        self.objects = objects
        self.sink = sink
        self.media: dict[str, int] | None = {} if media else None
        self.damaged: set[str] = set()

    def made(self, target: Path, now: datetime, *, key: bool) -> BackedUp:
        self._take_media()
        self.settings.backups_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(suffix=".partial", dir=self.settings.backups_dir) as scratch:
            part, counts, named = self._take_database(Path(scratch))
            self._take_media()
            kept = self._take_key() if key else None
        missing = sorted(named - (self.media or {}).keys()) if self.media is not None else []
        manifest = Manifest(
            made_at=now,
            aura=__version__,
            schema=HEAD if part else None,
            database=part,
            counts=counts,
            media=self.media,
            missing=missing,
            key=kept,
        )
        self.sink.finish(manifest)
        advice = list(self._advice(manifest))
        return BackedUp(
            str(target), manifest, self.sink.new_files, self.sink.new_bytes, kept is not None, advice
        )

    def _take_media(self) -> None:
        if self.media is None:
            return
        for path in self.objects.listed():
            if path.name in self.media:
                continue
            size = self.sink.media(path)
            if size is None:
                self.damaged.add(path.name)
            else:
                self.media[path.name] = size
                self.damaged.discard(path.name)  # it had gone, and came again

    def _take_database(self, scratch: Path) -> tuple[FilePart | None, dict[str, int], set[str]]:
        if self.database.file is None:
            return None, {}, set()
        copy = scratch / "copy.db"
        backup.copy_of(self.database.file, copy)
        digest = digest_of(copy)
        part = FilePart(f"aura-{digest[:16]}.db", copy.stat().st_size, digest)
        counts, named = backup.counts(copy), named_media(copy)
        self.sink.file(copy, part.file, move=True)
        return part, counts, named

    def _take_key(self) -> FilePart | None:
        file = self.settings.home / KEY_FILE
        if not file.is_file():
            return None
        self.sink.file(file, KEY_FILE)
        return FilePart(KEY_FILE, file.stat().st_size, digest_of(file))

    def _advice(self, manifest: Manifest) -> Iterator[str]:
        if manifest.database is None:
            yield PG_DUMP
        if manifest.media is None:
            yield "Media is not in it: a home restored from it has none."
        for digest in sorted(self.damaged):
            yield f"The media file {digest} is damaged, or has just gone, and was left out."
        if absent := set(manifest.missing) - self.damaged:
            yield f"{len(absent)} media files that projects hold were not there; `aura check` names them."
        if manifest.key is not None:
            yield f"{KEY_FILE} is in it and opens the keys kept in the database: keep the backup to yourself."
        elif (self.settings.home / KEY_FILE).is_file():
            yield f"{KEY_FILE} is not in it: keep a copy of it elsewhere, or enter the servers' keys again."


def named_media(database: Path) -> set[str]:
    """The digests of the files that the projects of a database hold."""
    with backup.reading(database) as reading:
        return {bytes(digest).hex() for (digest,) in reading.execute("SELECT digest FROM asset_states")}


def _require_apart(settings: Settings, target: Path) -> None:
    """A backup has a folder of its own: nothing of another's is ever touched."""
    place = target.resolve()
    home = settings.home.resolve()
    if place == home or home.is_relative_to(place) or place.is_relative_to(settings.media_dir.resolve()):
        raise Invalid(f"{target} is no place for a backup: name a folder of its own.", field="to")
    if target.is_dir():
        for path in target.rglob("*"):
            name = path.relative_to(target).as_posix()
            if not (is_part(name) or is_unfinished(name) or (is_folder(name) and path.is_dir())):
                raise Invalid(f"{target} holds other things, such as {name}.", field="to")
    elif target.suffix != ".tar" and target.exists():
        raise Invalid(f"{target} is no folder; a file's name ends in .tar.", field="to")


@contextmanager
def _sink(target: Path) -> Iterator[Sink]:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".tar" and not target.is_dir():
        with TarSink.to(target) as tar:
            yield tar
        return
    target.mkdir(exist_ok=True)
    handle = os.open(target, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(f"Another backup is being made in {target}.", field="to") from None
        yield FolderSink(target)
    finally:
        os.close(handle)
