"""Restores a backup into a home: all of it, or nothing.

Everything is verified and laid ready beside its place first.  Then what is there goes aside, media comes
into its place, and the database last: wherever that is cut short, there is either the old home, or one
without a database, into which the same backup can be restored again.
"""

import fcntl
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from aura.blobs import objects
from aura.config import Settings
from aura.db import backup
from aura.db.engine import Database
from aura.db.migrate import HEAD
from aura.durable import sync_folder
from aura.errors import Conflict, Invalid, ToolFailed, Unavailable
from aura.exports.presence import ENDING
from aura.setup.secrets import FILE as KEY_FILE
from aura.upkeep.backing_up import PG_DUMP, named_media
from aura.upkeep.backup_folder import Backup, FilePart, opened
from aura.upkeep.files import copy, is_whole, link

_JOURNALS = ("-wal", "-shm", "-journal")


class Restored(Struct, frozen=True):
    """What a restored home has, and where what was there is kept."""

    home: str
    made_at: datetime
    counts: dict[str, int]
    files: int
    has_key: bool
    aside: str | None
    advice: list[str]


def restore(settings: Settings, source: Path, *, replace: bool = False) -> Restored:
    """Restore a backup.  Raises ``Conflict`` for a home that has a database, unless it is to be replaced,
    and for one that is in use; ``ToolFailed`` for a backup that is not as it was made."""
    file = _database_file(settings)
    with _one_at_a_time(settings.home), opened(source, settings.home) as found:
        if found.manifest.database is not None and file is None:
            raise Invalid(f"This home keeps its data in PostgreSQL, the backup in SQLite. {PG_DUMP}")
        has_data = file is not None and file.exists()
        if has_data and not replace:
            raise Conflict(
                f"{settings.home} has a database already; --replace keeps it aside.", field="replace"
            )
        verify(found)
        with _exclusively(file if has_data else None), _laid_ready(settings, found, file) as ready:
            aside = _put_in_place(ready)
    return Restored(
        home=str(settings.home),
        made_at=found.manifest.made_at,
        counts=found.manifest.counts,
        files=len(found.manifest.media or ()),
        has_key=found.manifest.key is not None,
        aside=str(aside) if aside else None,
        advice=list(_advice(found)),
    )


def verify(found: Backup) -> None:
    """Read all of a backup.  Raises ``ToolFailed`` for what is not as it was made, ``Unavailable`` for one of
    a newer Aura."""
    manifest = found.manifest
    for part in (manifest.database, manifest.key):
        if part is not None and not is_whole(found.root / part.file, part.digest):
            raise ToolFailed(f"{part.file} of the backup is missing or damaged; use another one.")
    for digest in manifest.media or ():
        if not is_whole(found.object(digest), digest):
            raise ToolFailed(f"The media file {digest} of the backup is missing or damaged; use another one.")
    if found.database is None:
        return
    if manifest.schema is not None and manifest.schema > HEAD:
        raise Unavailable("This backup was made by a newer Aura; please upgrade.")
    backup.require_sound(found.database)
    if backup.counts(found.database) != manifest.counts:
        raise ToolFailed("The backup's database has not the rows that it had when it was made.")
    if manifest.media is not None:
        absent = named_media(found.database) - manifest.media.keys() - set(manifest.missing)
        if absent:
            raise ToolFailed(f"The backup lacks the media file {min(absent)}.")


@contextmanager
def _laid_ready(settings: Settings, found: Backup, file: Path | None) -> Iterator[dict[Path, Path]]:
    """All parts beside their places, each on the same disk as its own; answers which is for which place."""
    manifest = found.manifest
    ready = Path(tempfile.mkdtemp(prefix=".restoring-", dir=settings.home))
    laid: dict[Path, Path] = {}
    try:
        if manifest.media is not None:
            laid[settings.media_dir] = ready / "media"
            laid[settings.media_dir].mkdir()
        for digest in manifest.media or ():
            source, target = found.object(digest), ready / "media" / objects.key(digest)
            if not link(source, target) and not copy(source, target, digest):
                raise ToolFailed(f"The media file {digest} of the backup is damaged; use another one.")
            target.chmod(0o444)
        if manifest.key is not None:
            laid[settings.home / KEY_FILE] = ready / KEY_FILE
            _lay(found, manifest.key, ready / KEY_FILE)
        if manifest.database is not None and file is not None:
            laid[file] = file.with_name(f".restoring-{file.name}")
            _lay(found, manifest.database, laid[file])
        yield laid
    finally:
        shutil.rmtree(ready, ignore_errors=True)
        for path in laid.values():
            if path.is_file():
                path.unlink()


def _lay(found: Backup, part: FilePart, target: Path) -> None:
    if not copy(found.root / part.file, target, part.digest):
        raise ToolFailed(f"{part.file} of the backup is damaged; use another one.")


def _put_in_place(laid: dict[Path, Path]) -> Path | None:
    """Put what is there aside, the database first, and what is ready in its place, the database last.

    So no database is ever there without its media.  Where that fails, all is put back.  Answers where
    what was there is kept.
    """
    aside: Path | None = None
    name = f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    with ExitStack() as undo:
        for place in reversed(laid):
            # beside a database that is damaged there may be its journal: it must not meet the new one
            for path in (place, *(place.with_name(place.name + end) for end in _JOURNALS)):
                if path.is_file() or (path.is_dir() and any(path.iterdir())):
                    aside = path.parent / name
                    aside.mkdir(exist_ok=True)
                    _move(path, aside / path.name, undo)
                elif path.is_dir():
                    path.rmdir()
        for place, ready in laid.items():
            _move(ready, place, undo)
            sync_folder(place.parent)
        undo.pop_all()
    return aside


def _move(path: Path, target: Path, undo: ExitStack) -> None:
    path.rename(target)
    undo.callback(target.rename, path)


def _advice(found: Backup) -> Iterator[str]:
    if found.manifest.database is None:
        yield "There was no database in it: restore that with pg_restore."
    if found.manifest.media is None:
        yield "There was no media in it: `aura check` names the files that projects lack."
    if found.manifest.missing:
        yield f"{len(found.manifest.missing)} media files were missing when it was made."
    if found.manifest.key is None:
        yield f"There was no {KEY_FILE} in it: put yours back, or enter the servers' keys again."
    yield "Films are no part of a backup: export them again where they are missed."


def _database_file(settings: Settings) -> Path | None:
    database = Database(settings.url)
    try:
        return database.file
    finally:
        database.dispose()


def _exclusively(file: Path | None) -> AbstractContextManager[None]:
    return backup.alone(file) if file is not None else nullcontext()


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    """No worker of this machine is at work in the home, and no other restore; what one left is removed."""
    home.mkdir(parents=True, exist_ok=True)
    handle = os.open(home, os.O_RDONLY | os.O_CLOEXEC)
    try:
        if not _is_free(handle):
            raise Conflict(f"Another backup is being restored into {home}.")
        for path in (home / "run").glob(f"{socket.gethostname()}.*{ENDING}"):
            with suppress(FileNotFoundError):
                worker = os.open(path, os.O_RDWR | os.O_CLOEXEC)
                try:
                    if not _is_free(worker):
                        raise Conflict(f"A worker is at work in {home}; stop Aura there first.")
                finally:
                    os.close(worker)
        for left in home.glob(".restoring-*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield
    finally:
        os.close(handle)


def _is_free(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
