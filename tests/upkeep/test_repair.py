"""A repair mends what can be mended, worsens nothing, and has nothing left to do when it is done."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from aura.blobs import content, patches, recent
from aura.blobs.check import check
from aura.blobs.content import Content
from aura.blobs.payloads import BLOBS, ROWS
from aura.blobs.recovery import is_sound
from aura.blobs.repair import Repair
from aura.blobs.tables import BlobCopy
from aura.projects.tables import ProjectState, ProjectVersion
from aura.projects.versions import Versions
from aura.upkeep.backing_up import back_up
from aura.upkeep.citing import namings
from tests.upkeep.conftest import Store
from tests.upkeep.damage import WAYS, Way

MENDED_BY_ITSELF = {
    "encoding-wrong",
    "count-too-high",
    "count-too-low",
    "payload-orphan",
    "copy-damaged",
    "size-wrong",
}
"""Kinds for which nothing is lost: what is right can be told from what is there."""


def kinds(found: Any) -> set[str]:
    return {each.kind for each in found}


@pytest.fixture(scope="session")
def right(whole: Store) -> dict[tuple[str, int], Any]:
    """What each version is where nothing is wrong."""
    return whole.versions()


@pytest.mark.parametrize(("kind", "way"), WAYS.items())
@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.sweep) for n in range(1, 12))])
def test_a_repair_worsens_nothing_and_a_second_one_changes_nothing(
    right: dict[tuple[str, int], Any], store: Store, kind: str, way: Way, seed: int
) -> None:
    store.spoil(lambda connection: way(connection, random.Random(f"{kind} {seed}"), 4))
    before = store.versions()
    first = store.repair()
    after, rows = store.versions(), store.dump()
    second = store.repair()

    assert {key for key in right if after[key] == right[key]} >= {
        key for key in right if before[key] == right[key]
    }
    assert all(after[key] == right[key] or isinstance(after[key], str) for key in right)
    assert second.mended == []
    assert second.backup is None
    assert store.dump() == rows
    assert second.left.findings == first.left.findings
    if kind in MENDED_BY_ITSELF:
        assert first.left.is_clean
        assert kind in kinds(first.mended)
        assert after == right


@pytest.mark.parametrize(
    "kind",
    [
        "payload-damaged",
        "payload-missing",
        "base-missing",
        "base-cycle",
        "content-missing",
        "piece-missing",
        "action-content-missing",
    ],
)
def test_what_is_nowhere_else_is_taken_from_a_backup(
    right: dict[tuple[str, int], Any], store: Store, tmp_path: Path, kind: str
) -> None:
    back_up(store.settings, store.units.database, store.objects, tmp_path / "kept", media=True, key=False)
    store.spoil(lambda connection: WAYS[kind](connection, random.Random(kind), 8))
    assert not store.check().is_clean
    repaired = store.repair(source=tmp_path / "kept")

    assert repaired.left.findings == []
    assert store.versions() == right
    assert store.repair(source=tmp_path / "kept").mended == []


def test_the_database_is_kept_as_it_was_before_the_first_change(store: Store, tmp_path: Path) -> None:
    assert store.repair().backup is None
    store.spoil(lambda connection: connection.execute("UPDATE content_blobs SET reference_count = 99"))
    damaged = store.dump()
    kept = Path(store.repair().backup or "")

    assert kept.parent == store.home / "backups"
    (tmp_path / "again").mkdir()
    kept.rename(tmp_path / "again" / "aura.db")
    assert Store(tmp_path / "again").dump() == damaged


def put(store: Store, data: bytes, before: bytes | None = None) -> bytes:
    with store.units.writing() as work:
        return content.put_all(work.session, [Content("Brief", data, before)], work.now())[0].name


def get(store: Store, name: bytes) -> bytes:
    with store.units.reading() as work:
        return content.get(work.session, name)


def test_what_was_packed_against_damaged_bytes_is_kept_when_those_are_mended(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "find", lambda _: None)
    rng = random.Random(3)
    text = rng.randbytes(3000).hex().encode()
    forms = [text]
    for _ in range(3):
        at = rng.randrange(len(text) - 500)
        forms.append(forms[-1][:at] + rng.randbytes(20).hex().encode() + forms[-1][at + 40 :])
    first = put(store, forms[0])
    spoiled = patches.pack(forms[0].replace(b"7", b"8"))[1]
    key = select(BLOBS.c.payload_id).where(BLOBS.c.content_hash == first).scalar_subquery()
    with store.units.writing() as work:
        work.session.execute(
            update(ROWS).where(ROWS.c.id == key).values(content=spoiled, encoding=patches.ZSTD)
        )
    second = put(store, forms[1], before=first)
    third = put(store, forms[2], before=second)
    assert [get(store, name) for name in (second, third)] == forms[1:3]

    with store.units.reading() as work:
        checked = check(work.session, namings(work.session))
    mended = list(Repair(store.units, checked, [lambda _: {first: forms[0]}]).contents())

    assert [each.name for each in mended] == [first]
    assert [get(store, name) for name in (first, second, third)] == forms[:3]
    with store.units.reading() as work:
        assert all(is_sound(work.session, name) for name in (first, second, third))


def test_what_the_projects_are_now_is_a_place_to_mend_from(store: Store) -> None:
    with store.units.writing() as work:
        version = work.session.scalars(
            select(ProjectVersion)
            .join(ProjectState, ProjectState.id == ProjectVersion.project_id)
            .where(ProjectState.title == "Rivers")
            .order_by(ProjectVersion.version_number.desc())
        ).first()
        assert version is not None
        names = [version.timeline_hash, version.brief_hash]
        keys = select(BLOBS.c.payload_id).where(BLOBS.c.content_hash.in_(names))
        work.session.execute(update(ROWS).where(ROWS.c.id.in_(keys)).values(content=b"nothing", base_id=None))
        work.session.execute(delete(BlobCopy).where(BlobCopy.content_hash.in_(names)))
    assert {each.kind for each in store.check().findings} == {"payload-damaged"}
    assert store.repair().left.is_clean


def version_25(session: Session) -> ProjectVersion:
    return session.scalars(select(ProjectVersion).where(ProjectVersion.version_number == 25)).one()


def test_content_whose_payload_lost_its_name_is_found_among_those_that_nothing_names(store: Store) -> None:
    before = store.versions()
    with store.units.writing() as work:
        mine = BLOBS.c.content_hash == version_25(work.session).timeline_hash
        work.session.execute(update(BLOBS).where(mine).values(payload_id=10**9))
    assert {each.kind for each in store.check().findings} == {"payload-missing", "payload-orphan"}

    assert store.repair().left.is_clean
    assert store.versions() == before


def test_what_is_lost_is_told_and_left_with_what_to_do(store: Store) -> None:
    with store.units.writing() as work:
        name = version_25(work.session).timeline_hash
        key = select(BLOBS.c.payload_id).where(BLOBS.c.content_hash == name).scalar_subquery()
        work.session.execute(update(ROWS).where(ROWS.c.id == key).values(content=b"lost"))
        work.session.execute(delete(BlobCopy))
    rows = store.dump()
    repaired = store.repair()

    [finding] = repaired.left.findings
    lost = {(hit.project, hit.number) for hit in finding.versions if not hit.is_readable}
    assert finding.kind == "payload-damaged"
    assert ("Rivers", 25) in lost
    assert "with --from in a backup" in finding.advice
    assert (repaired.mended, repaired.backup, store.dump()) == ([], None, rows)


def test_a_repair_goes_on_beside_writers_and_counts_exactly(store: Store) -> None:
    store.spoil(lambda connection: WAYS["count-too-low"](connection, random.Random(1), 20))
    store.spoil(lambda connection: WAYS["count-too-high"](connection, random.Random(2), 20))
    units, written = store.units, threading.Event()

    def write() -> int:
        count = 0
        while not written.is_set() or count < 5:
            with units.writing() as work:
                versions = Versions(work)
                project = work.session.scalars(select(ProjectState).order_by(ProjectState.id)).first()
                assert project is not None
                versions.save(project.id)
            count += 1
        return count

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write)
        try:
            store.repair()
        finally:
            written.set()
        assert writer.result() >= 5
    assert store.check().is_clean


def test_missing_and_damaged_media_is_taken_from_a_backup(store: Store, tmp_path: Path) -> None:
    back_up(store.settings, store.units.database, store.objects, tmp_path / "kept.tar", media=True, key=False)
    paths = sorted(store.objects.listed())
    whole = [path.read_bytes() for path in paths]
    for number, path in enumerate(paths):
        path.unlink()
        if number % 2:
            path.write_bytes(b"x" * len(whole[number]))
    assert len(store.repair(reread=True).left.findings) == 24

    repaired = store.repair(reread=True, source=tmp_path / "kept.tar")
    assert repaired.left.is_clean
    assert [path.read_bytes() for path in paths] == whole
    assert all(path.stat().st_mode & 0o777 == 0o444 for path in paths)
    assert store.repair(reread=True, source=tmp_path / "kept.tar").mended == []


def test_a_backup_that_is_mended_from_is_left_as_it_is(store: Store, tmp_path: Path) -> None:
    made = back_up(
        store.settings, store.units.database, store.objects, tmp_path / "kept", media=True, key=False
    )
    assert made.manifest.database is not None
    file = tmp_path / "kept" / made.manifest.database.file
    before = file.read_bytes()
    store.spoil(lambda connection: WAYS["payload-missing"](connection, random.Random(4), 8))

    assert store.repair(source=tmp_path / "kept").left.is_clean
    assert file.read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == sorted(
        [file.name, "manifest.json", "media"]
    )
