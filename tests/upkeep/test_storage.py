"""Where the bytes are: sums that agree with what is there."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from aura.blobs.objects import Objects
from aura.services import Services
from aura.timeline.document import Brief
from aura.upkeep import storage as looking
from aura.upkeep.storage import Storage, storage
from tests.upkeep.conftest import Store


def look(store: Store) -> Storage:
    units = store.units
    with units.reading() as work:
        return storage(work.session, units.database, store.objects, store.settings)


def one(store: Store, asked: str) -> Any:
    with closing(sqlite3.connect(store.file)) as connection:
        return connection.execute(asked).fetchone()[0]


def test_the_sums_are_those_of_the_rows(store: Store) -> None:
    found = look(store)
    stored = one(store, "SELECT sum(length(content)) FROM blob_payloads")

    assert found.are_tables_exact
    assert {table.name: table.count for table in found.tables}["project_versions"] == found.versions
    assert sum(kind.count for kind in found.content) == one(store, "SELECT count(*) FROM content_blobs")
    assert sum(kind.stored_bytes for kind in found.content) == stored
    assert found.copies.count == one(store, "SELECT count(*) FROM blob_copies")
    assert found.stored_bytes == stored + found.copies.bytes
    assert (
        abs(sum(table.bytes for table in found.tables) + found.free_bytes - store.file.stat().st_size)
        < 10_000
    )
    assert found.projects[0].title == "Seas"
    assert len(found.projects) == 4


def test_what_whole_documents_would_take_is_what_the_versions_hold(store: Store) -> None:
    found = look(store)
    whole = sum(len(part) for frozen in store.versions().values() for part in frozen)

    assert found.whole_bytes == whole
    assert found.saved == round(whole / found.stored_bytes, 1)
    assert found.saved > 5


def test_media_is_counted_once_however_many_share_it(store: Store) -> None:
    path = next(store.objects.listed())
    store.objects.put([b"nobody's"])
    found = look(store)

    assert [(place.name, place.count) for place in found.media] == [("Image", 24)]
    assert found.media_shared == 24
    assert (found.media_unnamed.count, found.media_unnamed.bytes) == (1, 8)
    assert found.media[0].bytes == sum(each.stat().st_size for each in store.objects.listed()) - 8
    assert path.exists()


def test_folders_beside_it_are_summed_as_they_lie(store: Store) -> None:
    for name, size in (("exports/film.mp4", 300), ("cache/render/ab/abc", 20), ("backups/x/y.db", 1)):
        file = store.home / name
        file.parent.mkdir(parents=True)
        file.write_bytes(bytes(size))
    sizes = {place.name: (place.count, place.bytes) for place in look(store).folders}

    assert sizes == {"exports": (1, 300), "cache/render": (1, 20), "backups": (1, 1), "logs": (0, 0)}


def test_a_folder_that_a_render_takes_away_meanwhile_is_passed_over(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = store.home / "cache" / "render" / "work"
    (work / "going").mkdir(parents=True)
    (work / "kept.part").write_bytes(bytes(20))
    scandir = os.scandir

    def late(path: Any = ".") -> Any:
        if Path(path).name == "going":
            Path(path).rmdir()
        return scandir(path)

    monkeypatch.setattr(os, "scandir", late)
    sizes = {place.name: (place.count, place.bytes) for place in look(store).folders}
    assert sizes["cache/render"] == (1, 20)
    assert not (work / "going").exists()


def test_where_pages_cannot_be_told_the_columns_are_summed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = {table.name: table for table in look(store).tables}
    monkeypatch.setattr(looking, "has_dbstat", lambda _: False)
    found = look(store)

    assert not found.are_tables_exact
    for table in found.tables:
        assert table.count == exact[table.name].count
    about = {table.name: table.bytes for table in found.tables}["scene_states"]
    assert 0.4 < about / exact["scene_states"].bytes <= 1


def test_an_empty_home_and_any_database_can_be_looked_at(aura: Services) -> None:
    def found() -> Storage:
        with aura.reading() as unit:
            return storage(unit.work.session, aura.database, aura.objects, aura.settings)

    assert (found().versions, found().saved, found().projects) == (0, None, [])
    with aura.writing() as unit:
        unit.projects.create(brief=Brief(topic="Rivers"))
    assert found().versions == 1
    assert {table.name: table.count for table in found().tables}["project_versions"] == 1
    assert found().database_bytes > 0
    assert len(found().projects) == 1


def test_media_that_is_cleaned_up_meanwhile_is_not_counted(
    aura: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, gone = (aura.objects.path(aura.objects.put([data]).digest) for data in (b"left", b"gone"))
    monkeypatch.setattr(Objects, "listed", lambda _: iter((gone, left)))
    gone.unlink()
    with aura.reading() as unit:
        unnamed = storage(unit.work.session, aura.database, aura.objects, aura.settings).media_unnamed

    assert (unnamed.count, unnamed.bytes) == (1, 4)


def test_the_cache_of_renders_is_summed_by_kind_against_its_limit(aura: Services) -> None:
    cache = aura.settings.cache_dir / "render"
    for name in ("ab/abc.segment", "cd/cde.segment", "ef/efa.m4a", "work/some.part"):
        (cache / name).parent.mkdir(parents=True, exist_ok=True)
        (cache / name).write_bytes(b"1234567")
    with aura.reading() as unit:
        found = storage(unit.work.session, aura.database, aura.objects, aura.settings).cache

    assert [(kind.name, kind.count, kind.bytes) for kind in found.kinds] == [
        ("sound tracks", 1, 7),
        ("segments", 2, 14),
    ]
    assert (found.bytes, found.kept_bytes) == (21, 0)
    assert found.limit_bytes == aura.settings.cache_limit_bytes
