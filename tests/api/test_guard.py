"""Other sites get nothing done here, other names are not answered to, every answer carries its headers."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.responses import Response
from starlette.testclient import TestClient

from aura import config
from aura.api.guard import HEADERS
from aura.app import create_app
from aura.services import Services
from aura.web.rendering import POLICY

API = "/api/v1"
PROJECT = "/projects/{project_id}"


def is_refused(response: Response) -> bool:
    """Refused by the guard: as a problem in the API, as a page elsewhere."""
    if response.status_code != 403:
        return False
    if response.request.url.path.startswith(API):
        return bool(response.json()["type"] == "/problems/forbidden")
    return "<h1>This is not allowed</h1>" in response.text


OWN_NAMES = [
    "localhost",
    "localhost:8765",
    "LocalHost:1",
    "127.0.0.1",
    "127.0.0.1:8765",
    "[::1]",
    "[::1]:8765",
]

OTHER_NAMES = [
    "evil.example",
    "localhost.evil.example",
    "evil.example:8765",
    "127.0.0.1.nip.io",
    "127.0.0.2",
    "[::2]",
    "",
    ":8765",
    "localhost@evil.example",
    "evil.example#localhost",
    "[::1",
    "[::1].evil.example",
    "localhost:80:80",
    "localhost:evil",
    "user:localhost",
]


def test_its_own_names_are_answered_to_and_no_others(client: TestClient) -> None:
    for host in OWN_NAMES:
        assert client.get(f"{API}/health", headers={"Host": host}).status_code == 200, host
    for host in OTHER_NAMES:
        for path in ("/", "/nothing", f"{API}/health", f"{API}/docs"):
            assert is_refused(client.get(path, headers={"Host": host})), (host, path)


def test_further_names_can_be_allowed(aura: Services) -> None:
    settings = config.load(aura.settings.home, allowed_hosts="studio.example, localhost")
    aura.settings = settings
    with TestClient(create_app(aura), base_url="http://studio.example") as client:
        assert client.get(f"{API}/health").status_code == 200
        assert is_refused(client.get(f"{API}/health", headers={"Host": "127.0.0.1"}))


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://["},
    {"Origin": "localhost"},
]

OWN = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    {"Origin": "http://localhost"},
    {"Origin": "HTTP://LOCALHOST"},
]


def test_another_site_can_change_nothing_through_any_route(
    stage: Any, examples: dict[str, Any], rows: Callable[[], Any]
) -> None:
    before = rows()
    for route, example in examples.items():
        method, path = route.split()
        if method == "GET":
            continue
        for headers in FOREIGN:
            sent = {"If-Match": "*", **headers}
            response = stage.send(method, path, json=example.json, content=example.content, headers=sent)
            assert is_refused(response), (route, headers)
    assert rows() == before


def test_a_form_of_another_site_with_a_file_in_it_is_refused(stage: Any, rows: Callable[[], Any]) -> None:
    before = rows()
    for path in (f"{PROJECT}/assets", f"{PROJECT}/undo", f"{PROJECT}/versions"):
        response = stage.send("POST", path, files={"file": ("x.png", b"x")}, headers=FOREIGN[0])
        assert is_refused(response)
    assert rows() == before


def test_its_own_pages_and_programs_may_change_things(stage: Any) -> None:
    for number, headers in enumerate(OWN):
        sent = {"If-Match": "*", **headers}
        response = stage.send("PATCH", f"{PROJECT}/brief", json={"goal": str(number)}, headers=sent)
        assert response.status_code == 200, headers


def test_any_page_may_link_here(stage: Any) -> None:
    assert stage.send("GET", PROJECT, headers=FOREIGN[0]).status_code == 200


def test_every_answer_carries_the_headers_that_protect_a_browser(
    new_stage: Callable[[], Any], examples: dict[str, Any]
) -> None:
    stage = new_stage()
    answers = [
        stage.send(*route.split(), **example._replace(guard=None).request(stage))
        for route, example in examples.items()
    ]
    client = stage.client
    answers += [
        client.get(path)
        for path in ("/", "/nothing", f"{API}/docs", f"{API}/docs.css", f"{API}/openapi.json")
    ]
    answers += [
        client.get("/", headers={"Host": "evil.example"}),
        client.put(f"{API}/health"),
        stage.send("POST", "/projects", content=b"x" * 3_000_000),
        stage.send("POST", "/projects", content=(b"x" * 1_000_000 for _ in range(3))),
        stage.send("POST", "/projects", json={"brief": {"topic": ""}}),
    ]
    assert {answer.status_code for answer in answers} >= {200, 201, 202, 403, 404, 405, 413, 422, 428}
    for answer in answers:
        for name, value in HEADERS.items():
            found = answer.headers.get(name)
            own = name == "Content-Security-Policy" and ("sandbox" in (found or "") or found == POLICY)
            assert found == value or own, (answer.url, answer.status_code, name)


def test_no_answer_names_the_programs_behind_it_or_lets_other_sites_read(stage: Any) -> None:
    for answer in (
        stage.send("GET", PROJECT, headers={"Origin": "https://evil.example"}),
        stage.send("GET", "/projects/1"),
        stage.client.options(f"{API}/projects", headers={"Origin": "https://evil.example"}),
    ):
        named = {name.lower() for name in answer.headers}
        assert not named & {"server", "x-powered-by", "access-control-allow-origin"}


def test_an_error_of_its_own_is_a_problem_that_tells_nothing_of_the_inside(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("aura.projects.projects.Projects.list", fail)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        answer = client.get(f"{API}/projects")
    assert answer.status_code == answer.json()["status"] == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "swordfish" not in answer.text
    assert "RuntimeError" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
