"""Nothing that is sent breaks anything: it is refused as a problem, the field named, and no row changes."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

API = "/api/v1"
PROJECT = "/projects/{project_id}"
JSON = {"Content-Type": "application/json", "If-Match": "*"}

NOT_JSON = {
    "nothing": b"",
    "half an object": b'{"brief": {"topic": "x"',
    "two objects": b"{}{}",
    "a trailing comma": b'{"topic": "x",}',
    "single quotes": b"{'topic': 'x'}",
    "NaN": b'{"topic": NaN}',
    "Infinity": b'{"topic": Infinity}',
    "-Infinity": b'{"authored_frames": -Infinity}',
    "1e999": b'{"authored_frames": 1e999}',
    "an integer of 5000 digits": b'{"authored_frames": ' + b"9" * 5000 + b"}",
    "a deep list": b"[" * 100_000 + b"]" * 100_000,
    "a deep object": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "invalid UTF-8": b'{"topic": "\xff\xfe"}',
    "an overlong encoding": b'{"topic": "\xc0\xaf"}',
    "a surrogate in UTF-8": b'{"topic": "\xed\xa0\x80"}',
    "a lone surrogate": b'{"topic": "\\ud800"}',
    "a lone low surrogate": b'{"topic": "\\udfff"}',
    "a reversed pair": b'{"topic": "\\udc00\\ud800"}',
    "UTF-16": '{"topic": "x"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"topic": "x"}',
    "a control character": b'{"topic": "a\x01b"}',
    "an unknown escape": b'{"topic": "\\x41"}',
    "NUL bytes": b"\0\0\0\0",
    "a form": b"topic=x&tone=y",
}

NOT_OURS: list[Any] = [
    None,
    True,
    0,
    1.5,
    "text",
    [],
    [1],
    [{}],
    {"unknown": 1},
    {"": 1},
    {"__class__": "x"},
    {"a" * 10_000: 1},
    {"\u0000": 1},
]


def is_refused(response: Response, *statuses: int) -> bool:
    body = response.json()
    return (
        response.status_code in (statuses or (422,))
        and response.headers["content-type"] == "application/problem+json"
        and body["status"] == response.status_code
        and 10 < len(body["detail"]) < 2000
    )


@pytest.fixture
def writes(examples: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """Method, path and example of every route that takes JSON."""
    return [(*route.split(), example) for route, example in examples.items() if example.json is not None]


def test_what_is_not_json_is_refused_everywhere_and_changes_nothing(
    stage: Any, writes: list[Any], rows: Callable[[], Any]
) -> None:
    before = rows()
    for method, path, _ in writes:
        for name, body in NOT_JSON.items():
            response = stage.send(method, path, content=body, headers=JSON)
            assert is_refused(response), (method, path, name, response.text)
    assert rows() == before


def test_json_of_another_shape_is_refused_everywhere_and_changes_nothing(
    stage: Any, writes: list[Any], rows: Callable[[], Any]
) -> None:
    before = rows()
    for method, path, _ in writes:
        for value in NOT_OURS:
            response = stage.send(method, path, content=json.dumps(value), headers=JSON)
            assert is_refused(response), (method, path, value, response.text)
    assert rows() == before


def test_json_must_say_that_it_is_json(stage: Any, writes: list[Any], rows: Callable[[], Any]) -> None:
    before = rows()
    for method, path, example in writes:
        for kind in ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded", ""):
            headers = {"Content-Type": kind, "If-Match": "*"}
            response = stage.send(method, path, content=json.dumps(example.json), headers=headers)
            assert is_refused(response), (method, path, kind)
    assert rows() == before
    as_said = {"Content-Type": "Application/JSON; charset=UTF-8", "If-Match": "*"}
    response = stage.send("PATCH", f"{PROJECT}/brief", content=b'{"goal": "x"}', headers=as_said)
    assert response.status_code == 200


SERVER_OWNED = {
    "id": "00000000-0000-7000-8000-000000000099",
    "project_id": "00000000-0000-7000-8000-000000000099",
    "user_id": "00000000-0000-7000-8000-000000000099",
    "created_by": "00000000-0000-7000-8000-000000000099",
    "modified_by": "00000000-0000-7000-8000-000000000099",
    "created_at": "2020-01-01T00:00:00Z",
    "updated_at": "2020-01-01T00:00:00Z",
    "deleted_at": None,
    "is_deleted": True,
    "status": "Completed",
    "progress": 100,
    "progress_percent": 100,
    "job_id": "x",
    "scene_index": 0,
    "scene_count": 0,
    "length_frames": 1,
    "digest": "0" * 64,
    "order_revision": 0,
    "last_version_number": 0,
    "version_number": 1,
    "number": 1,
    "version_type": "Manual",
    "type": "Manual",
    "storage_size_bytes": 0,
    "reference_count": 0,
    "is_completed": True,
    "rate_numerator": 25,
    "attempt": 0,
    "lease_owner": "me",
    "output_file": "/etc/passwd",
    "file_path": "/etc/passwd",
    "ffmpeg_path": "/bin/sh",
    "output_directory": "/",
}

MAY_BE_SET = {("POST", f"{PROJECT}/scenes", "id")}
"""A client may choose the id of a scene it inserts, so that it can refer to it at once."""


def test_what_belongs_to_the_server_cannot_be_set_through_any_route(
    stage: Any, writes: list[Any], rows: Callable[[], Any]
) -> None:
    before = rows()
    for method, path, example in writes:
        for name, value in SERVER_OWNED.items():
            if (method, path, name) in MAY_BE_SET:
                continue
            response = stage.send(method, path, json={**example.json, name: value}, headers=JSON)
            assert is_refused(response), (method, path, name, response.text)
    assert rows() == before


def test_what_belongs_to_the_server_cannot_be_set_inside_parts_either(
    stage: Any, rows: Callable[[], Any]
) -> None:
    before = rows()
    for name, value in SERVER_OWNED.items():
        for body in (
            {"brief": {"topic": "x", name: value}},
            {"brief": {"topic": "x"}, "head": {"title": "x", name: value}},
            {"brief": {"topic": "x"}, "scenes": [{"script_text": "x", name: value}]},
        ):
            if "scenes" in body and name == "id":
                continue
            if "head" in body and name == "rate_numerator":
                continue  # a new project may choose its rate; later it is fixed
            assert is_refused(stage.send("POST", "/projects", json=body)), body
        for kind in ("brief.set", "project.set", "scene.text"):
            edit = {"kind": kind, "scene": stage.ids["scene_id"], "text": "x", name: value}
            body = {"edits": [edit]}
            assert is_refused(stage.send("POST", f"{PROJECT}/edits", json=body, headers=JSON)), edit
    assert rows() == before


def test_of_a_field_that_is_given_twice_the_last_counts(client: TestClient) -> None:
    body = b'{"brief": {"topic": "first"}, "brief": {"topic": "middle", "topic": "last"}}'
    made = client.post(f"{API}/projects", content=body, headers=JSON)
    assert (made.status_code, made.json()["title"], made.json()["brief"]["topic"]) == (201, "last", "last")


def test_text_of_every_script_comes_back_as_it_was_sent(client: TestClient) -> None:
    for topic in (
        "日本語の川",
        "نهر",
        "נהר",
        "นที",
        "e\u0301te\u0301",
        "🏞️👩‍👩‍👧",
        "a\tb",
        "<b>&amp;</b>",
        "'; DROP TABLE",
        "\\u0000",
    ):
        made = client.post(f"{API}/projects", json={"brief": {"topic": topic}})
        assert made.status_code == 201, topic
        found = client.get(made.headers["location"]).json()["brief"]["topic"]
        assert found == ("été" if topic.startswith("e\u0301") else topic)
