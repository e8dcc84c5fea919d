"""HEAD answers what GET does, without its body: link checkers, players and download managers ask so first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.testclient import TestClient

LOOKED_AT = {"/projects/{project_id}/preview": ("last-modified",)}
"""What of an answer says when it was last looked at, in whole seconds."""


def test_every_address_that_answers_get_answers_head_with_the_same_headers_and_no_body(
    new_stage: Callable[[], Any], examples: dict[str, Any]
) -> None:
    stage = new_stage()
    asked = [route for route in examples if route.startswith("GET ")]
    assert len(asked) > 30
    for route in asked:
        path, request = route.removeprefix("GET "), examples[route].request(stage)
        stage.send("GET", path, **request)  # makes what is made when it is first asked for
        got, head = stage.send("GET", path, **request), stage.send("HEAD", path, **request)
        assert (route, head.status_code, head.content) == (route, got.status_code, b"")
        one, other = dict(head.headers), dict(got.headers)
        for name in LOOKED_AT.get(path, ()):
            assert one.pop(name)
            assert other.pop(name)
        assert one == other, route
        if examples[route].before:
            stage = new_stage()


def test_a_page_a_static_file_and_what_is_not_there_are_asked_for_so_too(client: TestClient) -> None:
    for path in ("/projects", "/api/v1/health", "/static/nothing.css", "/nowhere"):
        got, head = client.get(path, follow_redirects=False), client.head(path, follow_redirects=False)
        assert (head.status_code, head.content) == (got.status_code, b""), path


def test_the_length_of_a_film_is_told_and_nothing_of_it_is_read(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.finish()
    film: Path = stage.aura.settings.exports_dir / "rivers.mp4"
    film.write_bytes(bytes(3_000_000))
    monkeypatch.setattr(anyio, "open_file", None)  # by which what is sent of a file is read
    head = stage.send("HEAD", "/exports/{export_id}/file", headers={"Range": "bytes=0-9"})
    assert (head.status_code, head.headers["content-length"]) == (200, "3000000")
    assert head.headers["accept-ranges"] == "bytes"
    assert head.content == b""


def test_a_stream_without_end_is_answered_at_once(stage: Any) -> None:
    head = stage.send("HEAD", "/exports/{export_id}/live")
    assert head.status_code == 200
    assert head.headers["content-type"].startswith("text/event-stream")


def test_where_only_get_is_known_head_is_named_too(stage: Any) -> None:
    assert stage.client.put("/api/v1/health").headers["allow"] == "GET, HEAD"
    refused = stage.send("HEAD", "/projects/{project_id}/undo")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
