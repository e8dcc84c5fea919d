"""A project's file holds all of a project, and a project that was read from it is the very same."""

import io
import json
import tracemalloc
import uuid
import wave
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from aura import config
from aura.blobs import content
from aura.errors import NotFound, ToolFailed
from aura.exchange.packing import pack
from aura.exchange.unpacking import unpack
from aura.projects.live import LiveView
from aura.projects.tables import AssetState, ProjectVersion
from aura.services import Services
from aura.timeline import codec


@pytest.fixture
def elsewhere(
    tmp_path: Path, new_database: Callable[[Path], str], clock: Any, prober: Any
) -> Iterator[Services]:
    """Another Aura, on another machine as it were."""
    home = tmp_path / "elsewhere"
    clock.advance(days=3)
    services = Services(config.load(home, database_url=new_database(home)), clock=clock).open()
    services.__dict__["prober"] = prober
    yield services
    services.close()


def unpacked(aura: Services, data: bytes) -> uuid.UUID:
    return unpack(aura.units, aura.objects, aura.prober, io.BytesIO(data))


def whole(aura: Services, project_id: uuid.UUID) -> codec.Frozen:
    with aura.reading() as unit:
        return unit.live(project_id).freeze()


def wav(size_bytes: int) -> bytes:
    """A sound of at least this size: a low hum."""
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setparams((2, 2, 48_000, 0, "NONE", ""))
        file.writeframes(bytes(range(64)) * (size_bytes // 64))
    return data.getvalue()


def versions(aura: Services, project_id: uuid.UUID) -> list[tuple[Any, ...]]:
    """What is known of each version that is not deleted, and its content, read back."""
    mine = select(ProjectVersion).where(
        ProjectVersion.project_id == project_id, ProjectVersion.is_deleted.is_(False)
    )
    with aura.reading() as unit:
        live = LiveView(unit.work.session, unit.projects.get(project_id))
        return [
            (
                row.version_number,
                row.name,
                row.description,
                row.version_type,
                row.is_marked_important,
                row.created_at,
                live.frozen(row),
            )
            for row in unit.work.session.scalars(mine.order_by(ProjectVersion.version_number))
        ]


def files(aura: Services, project_id: uuid.UUID) -> dict[str, bool]:
    """The project's files, and whether each is listed."""
    with aura.reading() as unit:
        rows = unit.work.session.scalars(select(AssetState).where(AssetState.project_id == project_id))
        return {row.digest.hex(): row.is_listed for row in rows}


def test_a_project_that_was_packed_and_unpacked_is_the_same_to_the_byte(
    film: Any, elsewhere: Services
) -> None:
    made = unpacked(elsewhere, film.packed())
    assert made != film.id
    assert whole(elsewhere, made) == whole(film.aura, film.id)
    there = versions(elsewhere, made)
    assert there[:-1] == versions(film.aura, film.id)
    assert there[-1][1] == "Unpacked"
    assert there[-1][-1] == whole(film.aura, film.id)
    assert files(elsewhere, made) == files(film.aura, film.id)
    for digest in files(elsewhere, made):
        assert elsewhere.objects.path(digest).read_bytes() == film.aura.objects.path(digest).read_bytes()


def test_it_can_be_edited_undone_restored_and_packed_again(film: Any, elsewhere: Services) -> None:
    made = unpacked(elsewhere, film.packed())
    before = whole(elsewhere, made)
    with elsewhere.writing() as unit:
        unit.versions.restore(made, 2)
    assert whole(elsewhere, made) == versions(film.aura, film.id)[1][-1]
    with elsewhere.writing() as unit:
        unit.editing.undo(made)
    assert whole(elsewhere, made) == before
    out = io.BytesIO()
    pack(elsewhere.units, elsewhere.objects, made, out)
    again = unpacked(film.aura, out.getvalue())
    assert whole(film.aura, again) == whole(film.aura, film.id)
    assert {one[0]: one[-1] for one in versions(film.aura, again)} == {
        one[0]: one[-1] for one in versions(elsewhere, made)
    }


def test_the_same_content_makes_the_same_bytes(film: Any) -> None:
    assert film.packed() == film.packed()
    names = zipfile.ZipFile(io.BytesIO(film.packed())).namelist()
    assert names == sorted(names)


def test_a_version_that_is_the_project_as_it_is_is_stored_once_and_is_the_newest(
    film: Any, elsewhere: Services
) -> None:
    with film.aura.writing() as unit:
        unit.versions.save(film.id, name="Now")
    data = film.packed()
    made = unpacked(elsewhere, data)
    assert versions(elsewhere, made) == versions(film.aura, film.id)
    told = json.loads(zipfile.ZipFile(io.BytesIO(data)).read("project.json"))
    assert told["versions"][-1]["parts"] == told["document"]
    assert not any(told["document"][4] in name for name in zipfile.ZipFile(io.BytesIO(data)).namelist())


@pytest.mark.parametrize(("kept", "numbers"), [("manual", [1, 2]), ("none", [])])
def test_versions_can_be_left_out_and_the_media_that_only_they_name(
    film: Any, elsewhere: Services, kept: Any, numbers: list[int]
) -> None:
    made = unpacked(elsewhere, film.packed(kept=kept))
    there = versions(elsewhere, made)
    assert [one[0] for one in there] == [*numbers, (numbers or [0])[-1] + 1]
    assert whole(elsewhere, made) == whole(film.aura, film.id)
    with elsewhere.writing() as unit:
        assert unit.versions.save(made).version_number == there[-1][0] + 1


def test_without_its_media_a_project_is_read_where_the_media_is(film: Any, elsewhere: Services) -> None:
    data = film.packed(with_media=False)
    assert len(data) < len(film.packed()) / 3
    made = unpacked(film.aura, data)
    assert whole(film.aura, made) == whole(film.aura, film.id)
    with pytest.raises(NotFound, match="packed without its media, and 8 of 8 files"):
        unpacked(elsewhere, data)


def test_a_version_of_the_future_is_of_now(film: Any, elsewhere: Services) -> None:
    """Dates are told by the file; no version is newer than its own row."""
    data = film.packed()
    elsewhere.database.clock.advance(days=-30)
    made = unpacked(elsewhere, data)
    now = elsewhere.database.clock()
    assert all(one[5] <= now for one in versions(elsewhere, made))


def test_what_the_store_has_lost_or_has_damaged_is_told_and_not_packed(film: Any) -> None:
    digest = film.document.timeline.assets[0].digest
    path = film.aura.objects.path(digest)
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    with pytest.raises(ToolFailed, match="is damaged"):
        film.packed()
    path.unlink()
    with pytest.raises(NotFound, match=digest):
        film.packed()
    assert film.packed(with_media=False)


def test_memory_does_not_grow_with_the_media(film: Any, elsewhere: Services, tmp_path: Path) -> None:
    film.bring(wav(64 * 2**20), "long.wav")
    path = tmp_path / "long.aura"
    with path.open("w+b") as file:
        for work in (
            lambda: pack(film.aura.units, film.aura.objects, film.id, file),
            lambda: unpack(elsewhere.units, elsewhere.objects, elsewhere.prober, file),
        ):
            tracemalloc.start()
            work()
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert most < 32 * 2**20
    assert path.stat().st_size > 64 * 2**20


def test_the_references_of_unpacked_versions_are_counted(film: Any, elsewhere: Services) -> None:
    made = unpacked(elsewhere, film.packed())
    with elsewhere.reading() as unit:
        for row in unit.work.session.scalars(select(ProjectVersion).where(ProjectVersion.project_id == made)):
            assert set(content.get_all(unit.work.session, row.hashes)) == set(row.hashes)
