"""A check names what is wrong, and which versions it concerns; and finds nothing where nothing is."""

import random
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing

import pytest

from aura.blobs.faults import UNREADABLE
from aura.upkeep.findings import Report
from tests.upkeep.conftest import Store
from tests.upkeep.damage import WAYS, Way, named_by_versions

PLACES, RUNS = 5, 4
"""So many places are damaged at once, so many times: twenty of each kind."""


def versions(report: Report, *kinds: str) -> set[tuple[str, int]]:
    return {
        (hit.project, hit.number) for each in report.findings if each.kind in kinds for hit in each.versions
    }


def lost(report: Report) -> set[tuple[str, int]]:
    """The versions that cannot be opened, by their project's id."""
    hits = [hit for each in report.findings for hit in each.versions]
    return {(str(hit.project_id), hit.number) for hit in hits if not hit.is_readable}


def test_nothing_is_found_where_nothing_is_wrong(store: Store) -> None:
    report = store.check(reread=True)

    assert report.findings == []
    assert (report.projects, report.files) == (4, 24)
    assert report.contents > 100
    assert report.copies > 10
    assert report.scenes > 600


@pytest.mark.parametrize(("kind", "way"), WAYS.items())
def test_damage_at_any_place_is_found_and_named_with_the_versions_it_hits(
    new_store: Callable[[], Store], kind: str, way: Way
) -> None:
    for run in range(RUNS):
        store = new_store()
        with closing(sqlite3.connect(store.file)) as connection:
            concerned = way(connection, random.Random(f"{kind} {run}"), PLACES)
            hit = named_by_versions(connection, concerned)
            connection.commit()
        report = store.check()

        assert kind in {finding.kind for finding in report.findings}
        if kind in UNREADABLE:
            assert versions(report, *UNREADABLE) == hit
            assert lost(report) == {key for key, found in store.versions().items() if isinstance(found, str)}
        else:
            assert {finding.kind for finding in report.findings} == {kind}
            assert versions(report, kind) == hit
            named = {finding.content for finding in report.findings} - {""}
            assert named == {name.hex() for name in concerned}


ROWS = {
    "scene-differs": [
        "UPDATE scene_states SET digest = randomblob(32) WHERE id = :id",
        "UPDATE scene_states SET script_text = script_text || '?' WHERE id = :id",
        "UPDATE scene_states SET audio_file_path = 'ab/abc' WHERE id = :id",
        "UPDATE scene_states SET image_file_path = 'ab/abc' WHERE id = :id",
        "UPDATE scene_states SET duration_seconds = duration_seconds + 0.001 WHERE id = :id",
        "UPDATE scene_states SET is_completed = NOT is_completed WHERE id = :id",
        "UPDATE scene_states SET content = CAST(replace(content, '_text', '_texts') AS BLOB) WHERE id = :id",
        "UPDATE scene_states SET content = CAST(replace(content, 'word', 'Word') AS BLOB) WHERE id = :id",
        "UPDATE scene_states SET content = x'7b7d' WHERE id = :id",
    ],
    "asset-differs": [
        "UPDATE asset_states SET file_size_bytes = 1 WHERE id = :id",
        "UPDATE asset_states SET mime_type = 'video/mp4' WHERE id = :id",
        "UPDATE asset_states SET file_path = 'x' WHERE id = :id",
        "UPDATE asset_states SET content = x'00' WHERE id = :id",
    ],
    "project-differs": [
        "UPDATE project_states SET title = 'Another' WHERE id = :id",
        "UPDATE project_states SET description = 'Another' WHERE id = :id",
        "UPDATE project_states SET scene_count = scene_count + 1 WHERE id = :id",
    ],
    "part-unreadable": [
        "UPDATE project_states SET brief_json = '{' WHERE id = :id",
        'UPDATE project_states SET plan_spec_json = \'{"schema":1,"pacing":"Slow"}\' WHERE id = :id',
        "UPDATE project_states SET head_json = '{}' WHERE id = :id",
    ],
    "number-behind": [
        "UPDATE project_states SET last_version_number = last_version_number - 1 WHERE id = :id",
        "UPDATE project_states SET last_action_number = 0 WHERE id = :id",
    ],
}
WORTH = {"number-behind": "last_action_number > 0"}
TABLES = {"scene-differs": "scene_states", "asset-differs": "asset_states"}


def spoil_rows(store: Store, kind: str, rng: random.Random) -> list[uuid.UUID]:
    """Make each change of a kind to a row or three of its own; answers the projects that they are of."""
    table = TABLES.get(kind, "project_states")
    column = "id" if table == "project_states" else "project_id"
    changes = ROWS[kind] * (1 if table == "project_states" else 3)

    def spoil(connection: sqlite3.Connection) -> list[bytes]:
        rows = connection.execute(
            f"SELECT id, {column} FROM {table} WHERE {WORTH.get(kind, 'true')}"
        ).fetchall()
        chosen = rng.sample(rows, len(changes))
        for change, (row, _) in zip(changes, chosen, strict=True):
            connection.execute(change, {"id": row})
        return [project for _, project in chosen]

    return sorted(uuid.UUID(bytes=project) for project in store.spoil(spoil))


@pytest.mark.parametrize("kind", ROWS)
def test_rows_that_do_not_agree_with_their_content_are_found_and_mended(
    whole: Store, store: Store, kind: str
) -> None:
    rows = whole.dump()
    projects = spoil_rows(store, kind, random.Random(kind))
    found = store.check().findings
    repaired = store.repair()

    assert sorted(each.project_id for each in found if each.kind == kind if each.project_id) == projects
    assert repaired.left.is_clean
    assert len(repaired.mended) == len(projects)
    assert store.dump() == rows
    assert store.repair().mended == []


def test_a_line_that_is_in_no_version_is_told_and_left(store: Store) -> None:
    change = "UPDATE scene_states SET content = x'7b7d', digest = randomblob(32) WHERE rowid = 5"
    store.spoil(lambda connection: connection.execute(change))
    rows = store.dump()
    repaired = store.repair()

    [finding] = repaired.left.findings
    assert finding.kind == "scene-differs"
    assert finding.words.endswith("its content cannot be read.")
    assert "aura version restore" in finding.advice
    assert (repaired.mended, store.dump()) == ([], rows)


def test_scenes_that_stand_at_one_place_are_found_and_put_one_after_the_other(store: Store) -> None:
    double = "UPDATE scene_states SET scene_index = (SELECT max(scene_index) FROM scene_states)"
    store.spoil(lambda connection: connection.execute(double))
    assert {each.kind for each in store.check().findings} == {"order-doubled"}

    store.repair()
    assert store.check().is_clean


def test_rows_that_name_nothing_are_found(store: Store) -> None:
    store.spoil(
        lambda connection: connection.execute("UPDATE scene_states SET project_id = x'00' WHERE rowid = 9")
    )
    found = store.check()

    [finding] = [each for each in found.findings if each.kind == "row-unfounded"]
    assert finding.words == "1 rows of scene_states name rows of project_states that are not there."


def test_a_damaged_index_is_found_and_made_anew(store: Store) -> None:
    def page_of(connection: sqlite3.Connection) -> tuple[int, int]:
        asked = (
            "SELECT pageno, pgsize FROM dbstat WHERE name = 'ix_action_logs_timestamp' AND pagetype = 'leaf'"
        )
        found: tuple[int, int] = connection.execute(asked).fetchone()
        return found

    number, size = store.spoil(page_of)
    with store.file.open("r+b") as file:
        file.seek(number * size - 40)
        file.write(bytes(30))
    assert "index-damaged" in {each.kind for each in store.check().findings}

    store.repair()
    assert store.check().is_clean


@pytest.mark.parametrize("kind", ["media-missing", "media-damaged"])
def test_a_media_file_that_is_missing_or_damaged_is_found_with_its_projects(store: Store, kind: str) -> None:
    rng = random.Random(kind)
    gone = rng.sample(sorted(store.objects.listed()), 20)
    for path in gone:
        data = bytearray(path.read_bytes())
        path.unlink()
        if kind == "media-damaged":
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            path.write_bytes(data)
    quick, thorough = store.check(), store.check(reread=True)

    assert quick.is_clean == (kind == "media-damaged")
    assert len(thorough.findings) == 20
    for path, finding in zip(sorted(gone), thorough.findings, strict=True):
        assert finding.kind == kind
        assert path.name in finding.words
        assert "“Rivers”" in finding.words or "“Seas”" in finding.words


def test_a_media_file_of_another_size_is_damaged_without_being_read_whole(store: Store) -> None:
    path = next(store.objects.listed())
    path.unlink()
    path.write_bytes(b"short")

    assert [each.kind for each in store.check().findings] == ["media-damaged"]
