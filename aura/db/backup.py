"""A consistent copy of a live SQLite database, made while others go on writing to it.

A copy is whole under its name: it grows under another, is looked through by SQLite, and is on the disk
before it is renamed; then so is its name.  It is one file, without a journal beside it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from aura.db.faults import named_faults
from aura.durable import sync_folder
from aura.errors import Conflict, ToolFailed


def copy_of(file: Path, target: Path, *, verified: bool = True) -> None:
    """Copy a database.  Raises ``ToolFailed``, and leaves nothing, when the copy is not sound; one that is
    only to be kept as it is need not be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    growing = target.with_suffix(".partial")
    try:
        with named_faults():
            with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(growing)) as copy:
                live.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE").close()
            if verified:
                require_sound(growing)
        with growing.open("rb+") as written:
            os.fsync(written.fileno())
        growing.rename(target)
        sync_folder(target.parent)
    finally:
        growing.unlink(missing_ok=True)


def require_sound(file: Path) -> None:
    """Let SQLite look through a database that nobody writes to.  Raises ``ToolFailed``."""
    try:
        with reading(file) as database:
            said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise ToolFailed(f"{file.name} is not sound: {said.splitlines()[-1]}.")


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    """A database file that nobody writes to, opened so that nothing is written beside it."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        yield database


def counts(file: Path) -> dict[str, int]:
    """How many rows each table of a copy has."""
    with reading(file) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [name for (name,) in tables.fetchall() if not name.startswith("sqlite_")]
        quoted = {name: name.replace('"', '""') for name in names}
        counted = {name: f'SELECT count(*) FROM "{quoted[name]}"' for name in names}  # noqa: S608 - quoted
        return {name: database.execute(asked).fetchone()[0] for name, asked in counted.items()}


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Have a database for oneself for the length of the block, as one file without a journal beside it.

    Raises ``Conflict`` when somebody has it open.
    """
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as database:
        try:
            for words in _ALONE:
                database.execute(words).close()
        except sqlite3.OperationalError as error:
            raise Conflict(f"{file} is in use ({error}); stop Aura there first.") from None
        except sqlite3.DatabaseError:
            pass  # it is so damaged that nobody can use it
        yield


_ALONE = ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=DELETE", "BEGIN EXCLUSIVE")
