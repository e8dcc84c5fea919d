"""A backup made while others write is one moment of it, whole; and comes back whole or not at all."""

import json
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import tarfile
import textwrap
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from aura import config
from aura.config import Settings
from aura.db import backup
from aura.errors import Conflict, Invalid, NotFound, ToolFailed, Unavailable
from aura.exports.presence import present
from aura.projects.live import LiveView
from aura.services import Services
from aura.timeline.codec import document_digest
from aura.timeline.document import Asset, Brief
from aura.timeline.edits import decode
from aura.upkeep import checking
from aura.upkeep.backing_up import BackedUp, back_up
from aura.upkeep.restoring import restore
from aura.upkeep.sinks import FolderSink
from tests.conftest import POSTGRESQL
from tests.upkeep.conftest import Store

sqlite_only = pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL's own tools back its database up")


def kept(store: Store, target: Path, *, media: bool = True, key: bool = False) -> BackedUp:
    return back_up(store.settings, store.units.database, store.objects, target, media=media, key=key)


def elsewhere(tmp_path: Path) -> Settings:
    home = tmp_path / "elsewhere"
    return config.load(home, database_url=f"sqlite:///{home / 'aura.db'}")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "run"
    }


@sqlite_only
@pytest.mark.parametrize("name", ["kept", "kept.tar"])
def test_what_three_writers_go_on_writing_to_is_backed_up_as_it_was_at_one_moment(
    aura: Services, tmp_path: Path, name: str
) -> None:
    with aura.writing() as unit:
        ids = [unit.projects.create(brief=Brief(topic=f"Film {number}")).id for number in range(3)]
    states: dict[uuid.UUID, set[bytes]] = {each: set() for each in ids}
    committed = dict.fromkeys(ids, 0)
    backed_up = threading.Event()

    def state_of(unit: Any, project_id: uuid.UUID) -> bytes:
        project = unit.projects.get(project_id)
        return document_digest(LiveView(unit.work.session, project).freeze().digests())

    def write(project_id: uuid.UUID) -> int:
        rng, count = random.Random(project_id.int), 0
        while not backed_up.is_set() or count < 20:
            file = aura.objects.put([rng.randbytes(3000)])
            asset = Asset(digest=file.digest, type="Image", mime="image/png", size_bytes=file.size_bytes)
            edit = decode("brief.set", {"topic": f"Film {rng.random()}"})
            with aura.writing() as unit:
                unit.assets.add(project_id, asset)
                unit.editing.apply(project_id, [edit])
                unit.versions.save(project_id)
                states[project_id].add(state_of(unit, project_id))
            committed[project_id] = count = count + 1
        return count

    with ThreadPoolExecutor(3) as writers:
        running = [writers.submit(write, each) for each in ids]
        while min(committed.values()) < 8:
            threading.Event().wait(0.01)
        try:
            made = back_up(aura.settings, aura.database, aura.objects, tmp_path / name, media=True, key=False)
        finally:
            backed_up.set()
        assert all(each.result() for each in running)
    settings = elsewhere(tmp_path)
    restored = restore(settings, tmp_path / name)
    assert restored.counts == made.manifest.counts
    again = Services(settings).open()
    try:
        with again.reading() as unit:
            assert all(state_of(unit, each) in states[each] for each in ids)
            held = {asset.digest for each in ids for asset in unit.assets.list(each)}
        assert checking.check(again.units, again.objects, reread=True).is_clean
        assert all(again.objects.find(digest) for digest in held)
    finally:
        again.close()
    assert len(held) >= 24


def test_a_second_backup_takes_what_is_new_and_lets_go_of_what_is_no_longer_there(
    store: Store, tmp_path: Path
) -> None:
    first = kept(store, tmp_path / "kept")
    store.objects.put([b"a new one"])
    gone = next(path for path in store.objects.listed())
    store.spoil(lambda connection: connection.execute("DELETE FROM asset_states"))
    gone.unlink()
    second = kept(store, tmp_path / "kept")

    assert (first.new_files, second.new_files) == (24, 1)
    assert len(list((tmp_path / "kept" / "media").glob("??/*"))) == 24
    assert len(list((tmp_path / "kept").glob("aura-*.db"))) == 1
    assert not (tmp_path / "kept" / "media" / gone.name[:2] / gone.name).exists()
    assert restore(elsewhere(tmp_path), tmp_path / "kept").files == 24


def test_media_on_the_same_disk_is_linked_and_takes_no_room(store: Store, tmp_path: Path) -> None:
    kept(store, tmp_path / "kept")
    path = next(store.objects.listed())

    assert (tmp_path / "kept" / "media" / path.parent.name / path.name).samefile(path)


def test_media_is_copied_where_it_cannot_be_linked(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    kept(store, tmp_path / "kept")
    restored = restore(elsewhere(tmp_path), tmp_path / "kept")
    path = next(store.objects.listed())
    copy = Path(restored.home) / "media" / path.parent.name / path.name

    assert copy.read_bytes() == path.read_bytes()
    assert not copy.samefile(path)
    assert copy.stat().st_mode & 0o777 == 0o444


def test_damaged_media_is_left_out_and_said_so(store: Store, tmp_path: Path) -> None:
    path = next(store.objects.listed())
    path.unlink()
    path.write_bytes(b"damaged")
    made = kept(store, tmp_path / "kept")

    assert made.manifest.missing == [path.name]
    assert any(path.name in line for line in made.advice)
    assert restore(elsewhere(tmp_path), tmp_path / "kept").files == 23


def test_media_that_has_just_gone_and_came_again_before_the_database_was_copied_is_in_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = next(store.objects.listed())
    data, copy_of = path.read_bytes(), backup.copy_of
    media = FolderSink.media

    def after_it_was_removed(self: FolderSink, taken: Path) -> int | None:
        if taken == path:
            path.unlink(missing_ok=True)
        return media(self, taken)

    def after_it_was_brought_again(*given: Any, **options: Any) -> None:
        monkeypatch.setattr(FolderSink, "media", media)
        store.objects.put([data])
        copy_of(*given, **options)

    monkeypatch.setattr(FolderSink, "media", after_it_was_removed)
    monkeypatch.setattr(backup, "copy_of", after_it_was_brought_again)

    manifest = kept(store, tmp_path / "kept").manifest

    assert path.name in (manifest.media or {})
    assert manifest.missing == []


def test_without_media_it_is_the_database_alone(store: Store, tmp_path: Path) -> None:
    made = kept(store, tmp_path / "kept", media=False)
    restored = restore(elsewhere(tmp_path), tmp_path / "kept")

    assert made.manifest.media is None
    assert restored.files == 0
    assert "There was no media in it: `aura check` names the files that projects lack." in restored.advice


@pytest.mark.parametrize("name", ["kept", "kept.tar"])
def test_the_key_is_in_it_only_where_asked_and_then_for_its_owner_alone(
    store: Store, tmp_path: Path, name: str
) -> None:
    (store.home / "secret.key").write_bytes(b"the key")
    plain = kept(store, tmp_path / f"plain-{name}")
    made = kept(store, tmp_path / name, key=True)
    restored = restore(elsewhere(tmp_path), tmp_path / name)
    key = Path(restored.home) / "secret.key"

    assert plain.manifest.key is None
    assert "is not in it" in plain.advice[0]
    assert "keep the backup to yourself" in made.advice[0]
    assert (key.read_bytes(), key.stat().st_mode & 0o777) == (b"the key", 0o600)
    if name == "kept":
        assert (tmp_path / name / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_home_that_has_a_database_is_left_alone_unless_it_is_to_be_replaced(
    store: Store, new_store: Callable[[], Store], tmp_path: Path
) -> None:
    kept(store, tmp_path / "kept")
    other = new_store()
    other.spoil(lambda connection: connection.execute("UPDATE project_states SET title = 'Mine'"))
    before, rows = tree(other.home), other.dump()
    with pytest.raises(Conflict, match="--replace keeps it aside"):
        restore(other.settings, tmp_path / "kept")
    assert tree(other.home) == before

    restored = restore(other.settings, tmp_path / "kept", replace=True)
    assert other.dump() == store.dump()
    assert restored.aside is not None
    assert Store(Path(restored.aside)).dump() == rows
    assert len(list((Path(restored.aside) / "media").glob("??/*"))) == 24
    assert not list(other.home.glob(".restoring-*"))


def spoil_database(folder: Path) -> None:
    file = next(folder.glob("aura-*.db"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def lose_media(folder: Path) -> None:
    next((folder / "media").glob("??/*")).unlink()


def spoil_media(folder: Path) -> None:
    path = next((folder / "media").glob("??/*"))
    path.unlink()
    path.write_bytes(b"another")


def lose_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def change_manifest(folder: Path, **changes: Any) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | changes))


BROKEN: dict[str, tuple[Callable[[Path], None], type[Exception], str]] = {
    "a damaged database": (spoil_database, ToolFailed, "missing or damaged"),
    "media that is missing": (lose_media, ToolFailed, "missing or damaged"),
    "media that is damaged": (spoil_media, ToolFailed, "missing or damaged"),
    "no manifest": (lose_manifest, Invalid, "no whole backup"),
    "half a manifest": (
        lambda folder: os.truncate(folder / "manifest.json", 40) or None,
        Invalid,
        "cannot be read",
    ),
    "other rows": (lambda folder: change_manifest(folder, counts={}), ToolFailed, "not the rows"),
    "fewer media": (lambda folder: change_manifest(folder, media={}), ToolFailed, "lacks the media file"),
    "a path of its own": (
        lambda folder: change_manifest(folder, media={"../../x": 1}),
        Invalid,
        "names what no backup holds",
    ),
    "a newer form": (lambda folder: change_manifest(folder, format=2), Invalid, "newer Aura"),
    "a newer schema": (lambda folder: change_manifest(folder, schema="9999"), Unavailable, "newer Aura"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_backup_that_is_not_as_it_was_made_changes_nothing(
    store: Store, new_store: Callable[[], Store], tmp_path: Path, broken: str
) -> None:
    kept(store, tmp_path / "kept")
    spoil, kind, words = BROKEN[broken]
    spoil(tmp_path / "kept")
    other = new_store()
    before = tree(other.home)

    with pytest.raises(kind, match=words):
        restore(other.settings, tmp_path / "kept", replace=True)
    assert tree(other.home) == before


def test_a_tar_file_that_holds_anything_else_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("x")
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.add(tmp_path / "evil.txt", "media/../../evil.txt")
    for name, words in (("evil.tar", "it holds"), ("evil.txt", "no backup")):
        with pytest.raises(Invalid, match=words) as refused:
            restore(elsewhere(tmp_path), tmp_path / name)
        assert "\n" not in refused.value.message
    with pytest.raises(NotFound, match="There is no backup"):
        restore(elsewhere(tmp_path), tmp_path / "nowhere")
    assert tree(tmp_path / "elsewhere") == {}


def test_what_cannot_be_put_in_its_place_leaves_all_as_it_was(
    store: Store, new_store: Callable[[], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(store, tmp_path / "kept")
    other = new_store()
    other.spoil(lambda connection: connection.execute("UPDATE project_states SET title = 'Mine'"))
    rows = other.dump()
    rename = Path.rename

    def fail_last(path: Path, target: Path) -> Path:
        if path.name.startswith(".restoring-") and target.name == "aura.db":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_last)
    with pytest.raises(OSError, match="Input/output"):
        restore(other.settings, tmp_path / "kept", replace=True)
    assert other.dump() == rows
    assert len(list(other.objects.listed())) == 24
    monkeypatch.undo()
    restore(other.settings, tmp_path / "kept", replace=True)
    assert other.dump() == store.dump()


def test_nothing_is_restored_under_an_aura_that_is_at_work(
    store: Store, new_store: Callable[[], Store], tmp_path: Path
) -> None:
    kept(store, tmp_path / "kept")
    other = new_store()
    opened = other.units
    with opened.reading() as work:
        work.session.connection()
    with pytest.raises(Conflict, match="stop Aura there first"):  # its connection stays open, unused
        restore(other.settings, tmp_path / "kept", replace=True)
    opened.database.dispose()
    with present(other.settings.run_dir), pytest.raises(Conflict, match="A worker is at work"):
        restore(other.settings, tmp_path / "kept", replace=True)

    assert restore(other.settings, tmp_path / "kept", replace=True).aside is not None


def test_a_worker_that_was_killed_keeps_nobody_from_restoring(store: Store, tmp_path: Path) -> None:
    kept(store, tmp_path / "kept")
    settings = elsewhere(tmp_path)
    settings.run_dir.mkdir(parents=True)
    (settings.run_dir / f"{socket.gethostname()}.1.abc.lock").touch()

    assert restore(settings, tmp_path / "kept").files == 24


def test_a_restore_that_was_killed_is_done_again(store: Store, tmp_path: Path) -> None:
    kept(store, tmp_path / "kept")
    settings = elsewhere(tmp_path)
    (settings.home / ".restoring-abc" / "media").mkdir(parents=True)
    shutil.copytree(tmp_path / "kept" / "media", settings.home / "media")

    restore(settings, tmp_path / "kept")
    assert not list(settings.home.glob(".restoring-*"))
    assert Store(settings.home).dump() == store.dump()


@sqlite_only
@pytest.mark.parametrize("moves", range(1, 7))
def test_wherever_a_restore_is_killed_no_database_is_left_without_its_media(
    store: Store, new_store: Callable[[], Store], tmp_path: Path, moves: int
) -> None:
    other = new_store()
    for home in (store.home, other.home):
        (home / "secret.key").write_bytes(b"the key")
    kept(store, tmp_path / "kept", key=True)
    media = tree(other.home / "media")
    program = """
        import os, sys
        from pathlib import Path
        from aura import config
        from aura.upkeep import restoring
        move, left = restoring._move, [int(sys.argv[3])]
        def moved(*parts):
            move(*parts)
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), 9)
        restoring._move = moved
        restoring.restore(config.load(Path(sys.argv[1])), Path(sys.argv[2]), replace=True)
    """
    environment = {**os.environ, "AURA_DATABASE_URL": ""}
    arguments = [other.home, tmp_path / "kept", str(moves)]
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), *arguments], check=False, env=environment
    )

    assert ended.returncode == -9
    if not other.file.exists():
        restore(other.settings, tmp_path / "kept")
    assert tree(other.home / "media") == media
    assert other.dump() == store.dump()


def test_a_damaged_database_can_be_replaced(
    store: Store, new_store: Callable[[], Store], tmp_path: Path
) -> None:
    kept(store, tmp_path / "kept")
    other = new_store()
    other.file.write_bytes(b"no database at all" * 500)

    assert restore(other.settings, tmp_path / "kept", replace=True).aside is not None
    assert other.dump() == store.dump()


def test_a_backup_that_is_killed_leaves_the_one_before_whole(store: Store, tmp_path: Path) -> None:
    kept(store, tmp_path / "kept")
    before = (tmp_path / "kept" / "manifest.json").read_bytes()
    store.objects.put([b"one that is new"])
    program = """
        import os, sys
        from pathlib import Path
        from aura import config
        from aura.services import Services
        from aura.upkeep import backing_up, sinks
        sinks.FolderSink.finish = lambda *_: os.kill(os.getpid(), 9)
        aura = Services(config.load(Path(sys.argv[1]))).open()
        target = Path(sys.argv[2])
        backing_up.back_up(aura.settings, aura.database, aura.objects, target, media=True, key=False)
    """
    environment = {**os.environ, "AURA_DATABASE_URL": ""}
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), store.home, tmp_path / "kept"],
        check=False,
        env=environment,
    )

    assert ended.returncode == -9
    assert (tmp_path / "kept" / "manifest.json").read_bytes() == before
    restore(elsewhere(tmp_path), tmp_path / "kept")
    assert Store(tmp_path / "elsewhere").dump() == store.dump()
    assert kept(store, tmp_path / "kept").new_files == 0
    assert len(list((tmp_path / "kept").glob("aura-*.db"))) == 1


def test_a_backup_goes_to_a_place_of_its_own(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    (tmp_path / "file").touch()
    for target in (
        store.home,
        store.home.parent,
        store.home / "media" / "x",
        tmp_path / "mine",
        tmp_path / "file",
    ):
        with pytest.raises(Invalid) as refused:
            kept(store, target)
        assert refused.value.field == "to"
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", ["media/tv/film.mkv", "media/film.mkv", "media/ab/notes", "film.partial"])
def test_a_folder_with_files_of_others_is_no_place_for_a_backup_wherever_they_lie(
    store: Store, tmp_path: Path, name: str
) -> None:
    theirs = tmp_path / "mine" / name
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"a film of mine")

    with pytest.raises(Invalid, match="holds other things"):
        kept(store, tmp_path / "mine")

    assert theirs.read_bytes() == b"a film of mine"


def test_what_a_killed_backup_left_unfinished_goes_with_the_next(store: Store, tmp_path: Path) -> None:
    kept(store, tmp_path / "kept")
    digest = next(path.name for path in store.objects.listed())
    left = [tmp_path / "kept" / name for name in (".some.partial", f"media/{digest[:2]}/.some.partial")]
    for path in left:
        path.write_bytes(b"half")

    kept(store, tmp_path / "kept")

    assert not any(path.exists() for path in left)


def test_two_backups_at_once_do_not_meet_in_one_folder(store: Store, tmp_path: Path) -> None:
    import fcntl

    (tmp_path / "kept").mkdir()
    handle = os.open(tmp_path / "kept", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(Conflict, match="Another backup"):
        kept(store, tmp_path / "kept")
    os.close(handle)
    assert kept(store, tmp_path / "kept").new_files == 24


def test_a_database_that_is_not_sound_is_not_backed_up_as_if_it_were(store: Store, tmp_path: Path) -> None:
    def page_of(connection: sqlite3.Connection) -> tuple[int, int]:
        asked = "SELECT pageno, pgsize FROM dbstat WHERE name = 'scene_states' AND pagetype = 'leaf' LIMIT 1"
        found: tuple[int, int] = connection.execute(asked).fetchone()
        return found

    number, size = store.spoil(page_of)
    with store.file.open("r+b") as file:
        file.seek((number - 1) * size)
        file.write(bytes(12))
    with pytest.raises(ToolFailed, match="not sound"):
        kept(store, tmp_path / "kept")
    assert not (tmp_path / "kept" / "manifest.json").exists()


@pytest.mark.skipif(not POSTGRESQL, reason="on SQLite there is a database to back up")
def test_on_postgresql_media_is_backed_up_and_pg_dump_is_named(aura: Services, tmp_path: Path) -> None:
    aura.objects.put([b"a picture"])
    made = back_up(aura.settings, aura.database, aura.objects, tmp_path / "kept", media=True, key=False)

    assert "pg_dump" in made.advice[0]
    assert (len(made.manifest.media or ()), made.manifest.database) == (1, None)
    with pytest.raises(Invalid, match="pg_dump"):
        back_up(aura.settings, aura.database, aura.objects, tmp_path / "no", media=False, key=False)
    assert (
        restore(config.load(tmp_path / "elsewhere", database_url=aura.settings.url), tmp_path / "kept").files
        == 1
    )
