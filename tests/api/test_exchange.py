"""A project as a file over HTTP: down from one place, up to another, and nothing left on the way."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from aura import config
from aura.app import create_app
from aura.services import Services

FILE, TIMELINE = "/projects/{project_id}/file", "/projects/{project_id}/timeline"


def scratch(stage: Any) -> list[Path]:
    folder = stage.aura.settings.run_dir / "tmp"
    return list(folder.iterdir()) if folder.is_dir() else []


def test_what_was_sent_down_can_be_sent_up_and_is_the_same_project(stage: Any) -> None:
    down = stage.send("GET", FILE)
    assert down.status_code == 200
    assert down.headers["content-type"] == "application/zip"
    assert down.headers["content-length"] == str(len(down.content))
    assert down.headers["content-disposition"] == "attachment; filename*=UTF-8''Rivers.aura"
    assert stage.send("GET", FILE).content == down.content
    up = stage.send("POST", "/projects/file", content=down.content)
    assert up.status_code == 201
    assert up.headers["location"] == f"/api/v1/projects/{up.json()['id']}"
    assert up.json()["id"] != stage.ids["project_id"]
    there = stage.client.get(f"{up.headers['location']}/document").json()
    assert there == stage.send("GET", "/projects/{project_id}/document").json()
    assert scratch(stage) == []


@pytest.mark.parametrize(("query", "history", "media"), [("versions=none", 0, 1), ("media=false", 2, 0)])
def test_versions_and_media_can_be_left_out(stage: Any, query: str, history: int, media: int) -> None:
    stage.send("PATCH", "/projects/{project_id}/brief", json={"tone": "dry"}, headers={"If-Match": "*"})
    names = zipfile.ZipFile(io.BytesIO(stage.send("GET", f"{FILE}?{query}").content)).namelist()
    assert sum(name.startswith("history/") for name in names) == history
    assert sum(name.startswith("media/") for name in names) == media


def test_a_file_that_cannot_be_used_is_refused_and_changes_nothing(
    stage: Any, rows: Callable[[], Any]
) -> None:
    before = rows()
    for content in (b"", b"no archive", stage.send("GET", FILE).content[:-30]):
        refused = stage.send("POST", "/projects/file", content=content)
        assert refused.status_code == 422
        assert refused.json()["field"] == "file"
    assert rows() == before
    assert scratch(stage) == []


def test_for_a_project_that_is_not_there_or_a_choice_there_is_not_nothing_is_written(stage: Any) -> None:
    assert stage.send("GET", f"{FILE}?versions=some").status_code == 422
    assert stage.send("GET", f"{TIMELINE}?format=edl").status_code == 422
    stage.send("DELETE", "/projects/{project_id}")
    assert stage.send("GET", FILE).status_code == 404
    assert stage.send("GET", TIMELINE).status_code == 404
    assert scratch(stage) == []


@pytest.fixture
def small(home: Path, new_database: Callable[[Path], str]) -> Iterator[Services]:
    """An Aura that takes small files only."""
    settings = config.load(home, database_url=new_database(home), max_upload_bytes=2048)
    services = Services(settings).open()
    yield services
    services.close()


@pytest.mark.parametrize("length_is_told", [True, False])
def test_a_file_over_the_limit_is_refused(small: Services, length_is_told: bool) -> None:
    content = bytes(5_000) if length_is_told else (bytes(1_000) for _ in range(5))
    with TestClient(create_app(small), base_url="http://localhost") as client:
        refused = client.post("/api/v1/projects/file", content=content)
    assert refused.status_code == 413
    assert refused.json()["limit_bytes"] == 2048


def test_a_client_that_goes_away_leaves_nothing(app: FastAPI, stage: Any) -> None:
    async def gone() -> None:
        pieces = iter([{"type": "http.request", "body": bytes(9_000), "more_body": True}])

        async def receive() -> Any:
            return next(pieces, {"type": "http.disconnect"})

        async def send(message: Any) -> None:
            raise AssertionError(message)

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST",
            "scheme": "http", "path": "/api/v1/projects/file", "raw_path": b"/api/v1/projects/file",
            "query_string": b"", "headers": [(b"host", b"localhost")],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        with pytest.raises(Exception):  # noqa: B017, PT011  # whatever the framework raises for it
            await app(scope, receive, send)

    anyio.run(gone)
    assert scratch(stage) == []


def test_a_film_is_sent_as_a_timeline_and_as_a_bundle_with_its_media(stage: Any) -> None:
    alone = stage.send("GET", TIMELINE)
    assert alone.headers["content-type"] == "application/json"
    assert alone.headers["content-disposition"] == "attachment; filename*=UTF-8''Rivers.otio"
    assert json.loads(alone.content)["OTIO_SCHEMA"] == "Timeline.1"
    bundle = stage.send("GET", f"{TIMELINE}?format=otioz")
    assert bundle.headers["content-disposition"] == "attachment; filename*=UTF-8''Rivers.otioz"
    assert zipfile.ZipFile(io.BytesIO(bundle.content)).read("content.otio") == alone.content
    assert scratch(stage) == []
