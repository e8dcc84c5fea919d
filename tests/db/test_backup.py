"""A copy of a live database is whole under its name, and somebody can have a database for himself."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aura.db import backup
from aura.errors import Conflict, ToolFailed, Unavailable


@pytest.fixture
def live(tmp_path: Path) -> Path:
    file = tmp_path / "live.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE things (name TEXT)")
        database.execute('CREATE TABLE "odd "" name" (n INTEGER)')
        database.executemany("INSERT INTO things VALUES (?)", [(f"thing {n}" * 20,) for n in range(500)])
        database.commit()
    return file


def test_a_copy_has_what_is_committed_and_is_one_file(live: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(live)) as writer:
        writer.execute("INSERT INTO things VALUES ('committed')")
        writer.commit()
        writer.execute("INSERT INTO things VALUES ('not yet')")
        backup.copy_of(live, tmp_path / "copies" / "copy.db")

    assert backup.counts(tmp_path / "copies" / "copy.db") == {"things": 501, 'odd " name': 0}
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["copy.db"]


def test_a_copy_is_on_the_disk_under_its_name(
    live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copies" / "copy.db"
    synced: list[tuple[int, bool]] = []
    fsync = os.fsync

    def note(handle: int) -> None:
        synced.append((os.fstat(handle).st_ino, target.exists()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", note)
    backup.copy_of(live, target)

    assert synced == [(target.stat().st_ino, False), (target.parent.stat().st_ino, True)]


def damage(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = database.execute("PRAGMA page_size").fetchone()[0]
    with file.open("r+b") as written:
        written.seek(3 * size)
        written.write(bytes(100))


def test_a_copy_that_is_not_sound_is_refused_unless_it_is_only_to_be_kept(live: Path, tmp_path: Path) -> None:
    damage(live)
    with pytest.raises(ToolFailed, match="is not sound"):
        backup.copy_of(live, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))

    backup.copy_of(live, tmp_path / "copy.db", verified=False)
    assert (tmp_path / "copy.db").stat().st_size == live.stat().st_size


def test_what_is_no_database_is_not_sound_and_cannot_be_copied(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(b"Dear Sir or Madam" * 100)
    with pytest.raises(ToolFailed, match="not a database"):
        backup.require_sound(tmp_path / "letter.db")
    with pytest.raises(Unavailable, match="not a database"):
        backup.copy_of(tmp_path / "letter.db", tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


def test_nobody_opens_a_database_that_somebody_has_for_himself(live: Path) -> None:
    with backup.alone(live), closing(sqlite3.connect(live, timeout=0)) as other:
        assert not live.with_name("live.db-wal").exists()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("SELECT * FROM things").fetchone()


def test_a_database_that_is_open_is_not_had_for_oneself(live: Path) -> None:
    with closing(sqlite3.connect(live)) as other:
        other.execute("SELECT * FROM things").fetchall()
        with pytest.raises(Conflict, match="in use"), backup.alone(live):
            pass
    with backup.alone(live):
        pass
