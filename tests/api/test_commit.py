"""What is answered is what was committed: a commit that fails is an error, and none of its work is there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event, text
from starlette.testclient import TestClient

from aura.app import create_app
from aura.services import Services

API = "/api/v1"
PROJECT = "/projects/{project_id}"

LATE_FAILURE = {
    "sqlite": [
        "CREATE TABLE late (nobody BLOB REFERENCES users(id) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TRIGGER fails_late AFTER INSERT ON {table} BEGIN INSERT INTO late VALUES (x'00'); END",
    ],
    "postgresql": [
        "CREATE TABLE late (nobody uuid REFERENCES users(id) DEFERRABLE INITIALLY DEFERRED)",
        """CREATE FUNCTION fail_late() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN INSERT INTO late VALUES (gen_random_uuid()); RETURN NULL; END $$""",
        "CREATE TRIGGER fails_late AFTER INSERT ON {table} EXECUTE FUNCTION fail_late()",
    ],
}
"""A constraint that is checked at the commit and never holds: every statement of the work succeeds."""


@pytest.fixture
def fail_late(aura: Services) -> Callable[[str], None]:
    """From now on no commit that adds rows to this table succeeds."""

    def install(table: str) -> None:
        with aura.database.migrating() as connection:
            for statement in LATE_FAILURE[connection.dialect.name]:
                connection.execute(text(statement.format(table=table)))

    return install


@pytest.fixture
def client(aura: Services) -> Iterator[TestClient]:
    """As a browser would see it: an error of the program's own is an answer."""
    with TestClient(create_app(aura), base_url="http://localhost", raise_server_exceptions=False) as opened:
        yield opened


@pytest.mark.parametrize(
    ("table", "method", "path", "body"),
    [
        ("project_states", "POST", "/projects", {"brief": {"topic": "Lakes"}}),
        ("project_versions", "POST", f"{PROJECT}/versions", {"name": "Lost"}),
        ("action_logs", "POST", f"{PROJECT}/versions/1/restore", None),
        ("action_logs", "PATCH", f"{PROJECT}/brief", {"tone": "merry"}),
        ("action_logs", "POST", f"{PROJECT}/scenes", {}),
    ],
)
def test_a_commit_that_fails_is_never_answered_as_done(
    stage: Any,
    rows: Callable[[], Any],
    fail_late: Callable[[str], None],
    table: str,
    method: str,
    path: str,
    body: Any,
) -> None:
    before = rows()
    fail_late(table)
    answer = stage.send(method, path, json=body, headers={"If-Match": "*"})
    assert answer.status_code == answer.json()["status"] == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert rows() == before
    assert stage.send("GET", PROJECT).status_code == 200


def test_a_restore_whose_restore_point_cannot_be_committed_changes_nothing(
    stage: Any, rows: Callable[[], Any], fail_late: Callable[[str], None]
) -> None:
    unsaved = stage.send("PATCH", f"{PROJECT}/brief", json={"tone": "merry"}, headers={"If-Match": "*"})
    assert unsaved.status_code == 200
    before = rows()
    fail_late("project_versions")
    answer = stage.send("POST", f"{PROJECT}/versions/1/restore")
    assert answer.status_code == answer.json()["status"] == 500
    assert rows() == before


def test_a_disk_that_is_full_at_the_commit_is_told(stage: Any, rows: Callable[[], Any]) -> None:
    if not stage.aura.database.is_sqlite:
        pytest.skip("a fault of SQLite's")
    before = rows()
    stage.aura.database.dispose()
    event.listen(
        stage.aura.database.engine,
        "connect",
        lambda connection, _: connection.execute("PRAGMA max_page_count=1").close(),
    )
    body = {"brief": {"topic": "Lakes", "notes": "x" * 200_000}}
    answer = stage.send("POST", "/projects", json=body)
    assert (answer.status_code, answer.json()["type"]) == (507, "/problems/no-space")
    assert rows() == before


def test_what_was_answered_as_done_is_there_after_a_restart(
    stage: Any, restart: Callable[[], Services]
) -> None:
    done = [
        stage.send("PATCH", f"{PROJECT}/brief", json={"goal": "sleep"}, headers={"If-Match": "*"}),
        stage.send("POST", f"{PROJECT}/versions", json={"name": "Kept"}),
        stage.send("DELETE", f"{PROJECT}/scenes/{{scene_id}}", headers={"If-Match": "*"}),
    ]
    assert [answer.status_code for answer in done] == [200, 201, 200]
    with TestClient(create_app(restart()), base_url="http://localhost") as client:
        stage.client = client
        whole = stage.send("GET", PROJECT).json()
        assert (whole["brief"]["goal"], whole["scene_count"]) == ("sleep", 2)
        assert stage.send("GET", f"{PROJECT}/versions/3").json()["name"] == "Kept"
        assert stage.send("POST", f"{PROJECT}/undo").json()["actions"][0]["status"] == "Undone"
        assert stage.send("GET", PROJECT).json()["scene_count"] == 3


def test_the_health_of_an_aura_whose_database_is_gone_is_failing(stage: Any) -> None:
    healthy = stage.client.get(f"{API}/health")
    assert (healthy.status_code, healthy.json()["status"]) == (200, "ok")
    assert healthy.json()["checks"] == {"database": "ok", "media": "ok"}
    with stage.aura.database.migrating() as connection:
        connection.execute(text("ALTER TABLE users RENAME TO former_users"))
    assert stage.client.get(f"{API}/health").status_code == 200, "it looks at whether it answers, not at rows"
    media = stage.aura.objects.root / "incoming"
    for path in media.iterdir():
        path.unlink()
    media.rmdir()
    media.write_bytes(b"in the way")
    ill = stage.client.get(f"{API}/health")
    assert (ill.status_code, ill.json()["status"]) == (503, "failing")
    assert ill.json()["checks"]["media"] != "ok"
    assert ill.json()["checks"]["database"] == "ok"
