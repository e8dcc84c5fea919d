"""Checking, mending, backing up and restoring from the command line: what it says and how it ends."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import POSTGRESQL

pytestmark = pytest.mark.skipif(POSTGRESQL, reason="a database file is damaged, replaced and looked at")


@pytest.fixture
def versions(run: Any, project: str) -> str:
    """The project, with three versions."""
    for number in (2, 3):
        run("scene", "text", project, "1", f"Water, time {number}.")
        run("version", "save", project)
    return project


def spoil(home: Path, change: str, *values: Any) -> None:
    with closing(sqlite3.connect(home / "aura.db")) as connection, connection:
        connection.execute(change, values)


LOST = (
    "DELETE FROM blob_payloads WHERE id = (SELECT payload_id FROM content_blobs WHERE content_hash = "
    "(SELECT timeline_hash FROM project_versions WHERE version_number = 3))"
)
COUNTED = "UPDATE content_blobs SET reference_count = reference_count + 1 WHERE content_type = 'Timeline'"


def test_what_is_wrong_is_told_with_the_versions_and_what_to_do_and_ends_with_20(
    run: Any, environment: Path, versions: str
) -> None:
    assert run("check").code == 0
    spoil(environment, LOST)
    ran = run("check")

    assert ran.code == 20
    assert "✗ payload-missing: Its stored bytes are not there. (payload " in ran.out
    assert "  “Rivers”, version 3; cannot be opened: 3\n  → `aura check --repair` looks for it" in ran.out
    assert ran.out.splitlines()[-1].endswith("1 things are wrong.")
    assert ran.err == ""


def test_a_program_is_told_the_same(run: Any, environment: Path, versions: str) -> None:
    assert run("check", "--json").json["findings"] == []
    spoil(environment, LOST)
    ran = run("check", "--json")
    [finding] = ran.json["findings"]

    assert ran.code == 20
    assert finding["kind"] == "payload-missing"
    [hit] = finding["versions"]
    assert (hit["project_id"], hit["project"], hit["number"]) == (versions, "Rivers", 3)
    assert (hit["is_readable"], hit["is_deleted"]) == (False, False)


def test_a_repair_says_what_it_mended_and_where_the_database_is_as_it_was(
    run: Any, environment: Path, versions: str
) -> None:
    spoil(environment, COUNTED)
    ran = run("check", "--repair")

    assert ran.code == 0
    assert ran.out.count("✓ count-too-high: ") == 3
    assert f"The database as it was before is in {environment}/backups/before-repair-" in ran.out
    assert ran.out.splitlines()[-1].endswith("nothing is wrong.")
    again = run("check", "--repair", "--json")
    assert (again.code, again.json["mended"], again.json["backup"]) == (0, [], None)


def test_the_newest_version_is_mended_from_the_project_as_it_is_now(
    run: Any, environment: Path, versions: str
) -> None:
    spoil(environment, LOST)
    assert run("check", "--repair").code == 0
    assert run("version", "compare", versions, "3").out.endswith("nothing differs.\n")


def test_what_a_repair_leaves_is_mended_from_a_backup(
    run: Any, environment: Path, versions: str, tmp_path: Path
) -> None:
    assert run("backup", "--to", tmp_path / "kept").code == 0
    run(
        "scene", "text", versions, "1", "No version has this."
    )  # or it would be mended from what is there now
    spoil(environment, LOST)
    assert run("check", "--repair").code == 20
    ran = run("check", "--repair", "--from", tmp_path / "kept")

    assert ran.code == 0
    assert "✓ payload-missing: Stored content" in ran.out
    assert run("version", "compare", versions, "2", "3").code == 0


def test_a_backup_to_mend_from_is_asked_for_with_repair_and_has_to_be_one(run: Any, tmp_path: Path) -> None:
    ran = run("check", "--from", tmp_path, "--json")
    assert (ran.code, ran.problem["field"]) == (2, "from")
    ran = run("check", "--repair", "--from", tmp_path)
    assert (ran.code, "no whole backup" in ran.err) == (2, True)
    ran = run("check", "--repair", "--from", tmp_path / "nowhere")
    assert (ran.code, "There is no backup" in ran.err) == (3, True)


def test_a_backup_goes_where_it_is_told_or_beside_the_database_and_says_so(
    run: Any, environment: Path, versions: str, tmp_path: Path
) -> None:
    ran = run("backup", "--to", tmp_path / "kept.tar")
    assert ran.out.startswith(
        f"Backed up to {tmp_path}/kept.tar: 1 projects, 3 versions, 0 media files, 0 of them"
    )
    ran = run("backup", "--no-media")
    assert f"Backed up to {environment}/backups/backup: 1 projects, 3 versions" in ran.out
    assert "Media is not in it" in ran.out
    assert "That is on the same disk; --to names a better place." in ran.out
    assert run("backup", "--to", environment).code == 2


def test_a_backup_is_restored_into_another_home_and_not_over_a_database(
    run: Any, environment: Path, versions: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", "--to", tmp_path / "kept")
    run("project", "set", versions, "--description", "Since then.")
    refused = run("restore-backup", tmp_path / "kept", "--json")
    assert (refused.code, refused.problem["field"]) == (4, "replace")
    replaced = run("restore-backup", tmp_path / "kept", "--replace")
    assert replaced.code == 0
    assert f"What was there is in {environment}/replaced-" in replaced.out
    assert "Since then." not in run("project", "show", versions, "--json").out

    monkeypatch.delenv("AURA_DATABASE_URL")
    other = ("--home", tmp_path / "other")
    assert "1 projects, 3 versions" in run(*other, "restore-backup", tmp_path / "kept").out
    assert run(*other, "check", "--media").code == 0
    assert versions in run(*other, "project", "list").out
    ran = run(*other, "restore-backup", tmp_path / "nowhere", "--replace")
    assert (ran.code, "There is no backup" in ran.err) == (3, True)


def test_storage_shows_where_the_bytes_are(run: Any, versions: str) -> None:
    ran = run("storage")
    found = run("storage", "--json").json

    for words in (
        "by table",
        "second copies",
        "3 versions stored whole would take",
        "largest projects",
        "Rivers",
    ):
        assert words in ran.out
    assert found["versions"] == 3
    assert found["projects"][0]["id"] == versions
