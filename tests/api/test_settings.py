"""Settings and the set-up over HTTP: what holds is told, secrets by their end, and paths cannot be set."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from aura.app import create_app
from aura.services import Services
from aura.setup.catalogue import SETTINGS, VARIABLES
from aura.setup.tables import SystemConfiguration

API = "/api/v1"
KEY = "sk-canary-3f9b27c1d8e04a56b7-WXYZ"
SERVER = "https://models.example.org/v1"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting from outside."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def put(client: TestClient, key: str, value: Any, tag: str = "*") -> Any:
    return client.put(f"{API}/settings/{key}", json={"value": value}, headers={"If-Match": tag})


def test_a_page_can_be_made_from_the_list(client: TestClient) -> None:
    put(client, "text.timeout_s", 90)
    items = client.get(f"{API}/settings").json()["items"]
    assert [item["key"] for item in items] == list(SETTINGS)
    found = {item["key"]: item for item in items}
    assert found["text.timeout_s"] == {
        "key": "text.timeout_s",
        "category": "text",
        "type": "integer",
        "description": SETTINGS["text.timeout_s"].description,
        "value": 90,
        "default": 60,
        "source": "stored",
        "version": 1,
        "problem": "",
        "sensitive": False,
        "variable": "AURA_TEXT_TIMEOUT_S",
        "unit": "seconds",
        "least": 1,
        "most": 600,
        "choices": [],
    }
    assert found["defaults.aspect"]["choices"] == ["16:9", "9:16", "1:1", "4:5"]
    assert found["providers.plain_http"]["value"] is False


def test_a_key_is_shown_by_its_end_and_can_be_forgotten(client: TestClient) -> None:
    put(client, "text.base_url", SERVER)
    answer = put(client, "text.api_key", KEY)
    assert (answer.json()["value"], answer.json()["sensitive"]) == ("••••WXYZ", True)
    for path in ("/settings", "/settings/text.api_key"):
        assert "canary" not in client.get(API + path).text
    gone = client.delete(f"{API}/settings/text.api_key", headers={"If-Match": answer.headers["etag"]})
    assert (gone.json()["value"], gone.json()["source"], gone.json()["version"]) == ("", "default", 2)


def test_a_new_project_has_the_language_and_the_shape_that_are_set_unless_it_names_others(
    client: TestClient,
) -> None:
    put(client, "defaults.language", "sv")
    put(client, "defaults.aspect", "9:16")
    for brief, language, aspect in (
        ({"topic": "Te"}, "sv", "9:16"),
        ({"topic": "Tea", "language": "en", "aspect": "16:9"}, "en", "16:9"),
    ):
        made = client.post(f"{API}/projects", json={"brief": brief}).json()
        assert (made["brief"]["language"], made["brief"]["aspect"]) == (language, aspect)


def test_a_change_from_an_old_copy_is_told_what_holds_now(client: TestClient) -> None:
    put(client, "text.base_url", SERVER)
    put(client, "text.api_key", KEY)
    stale = put(client, "text.api_key", "sk-another-0123456789", '"0"')
    assert stale.status_code == 412
    assert stale.json()["current"] == client.get(f"{API}/settings/text.api_key").json()
    assert stale.headers["etag"] == '"1"'
    assert "canary" not in stale.text


def test_what_the_environment_says_is_said_to_be_so(aura: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_TEXT_MODEL", "from-outside")
    outside = Services(aura.settings, clock=aura.database.clock).open()
    with TestClient(create_app(outside), base_url="http://localhost") as client:
        line = client.get(f"{API}/settings/text.model").json()
        assert (line["value"], line["source"]) == ("from-outside", "environment")
        refused = put(client, "text.model", "other")
        assert (refused.status_code, refused.json()["field"]) == (409, "text.model")
        assert "AURA_TEXT_MODEL" in refused.json()["detail"]


WRONG: list[tuple[str, Any, str]] = [
    ("text.timeout_s", 0, "from 1 to 600"),
    ("text.timeout_s", True, "whole number"),
    ("text.timeout_s", 1.5, "whole numbers"),
    ("text.timeout_s", None, "value"),
    ("text.base_url", "http://models.example.org", "https://"),
    ("text.base_url", "https://u:p@models.example.org", "no name and no password"),
    ("text.base_url", "http://169.254.169.254/", "no server"),
    ("defaults.aspect", "2:1", "16:9"),
    ("text.model", "x" * 20_000, "value"),
]


@pytest.mark.parametrize(("key", "value", "right"), WRONG)
def test_a_wrong_value_is_told_what_is_right(client: TestClient, key: str, value: Any, right: str) -> None:
    refused = put(client, key, value)
    assert refused.status_code == 422
    assert right in refused.json()["detail"] + refused.json()["field"]
    assert client.get(f"{API}/settings/{key}").json()["version"] == 0


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried of the machine breaks at once; that it works is tested elsewhere."""
    for name in ("library", "voice", "fonts", "heic"):
        monkeypatch.setattr(f"aura.setup.machine.{name}", lambda: 1 // 0)


@pytest.mark.usefixtures("broken")
def test_checks_are_told_with_the_worst_of_them(client: TestClient) -> None:
    found = client.get(f"{API}/setup/checks").json()
    by_name = {item["name"]: item for item in found["items"]}
    assert by_name["database"]["status"] == "ok"
    assert (by_name["voice"]["status"], found["status"]) == ("failed", "failed")


def test_the_set_up_is_walked_through(client: TestClient) -> None:
    begun = client.get(f"{API}/setup").json()
    assert (begun["complete"], begun["step"], begun["tier"], begun["state"]) == (False, "welcome", None, {})
    assert client.post(f"{API}/setup/complete").status_code == 409
    for changes in (
        {"step": "checks"},
        {"tier": "OwnServer"},
        {"step": "keys", "state": {"seen": ["checks"]}},
    ):
        assert client.patch(f"{API}/setup", json=changes).status_code == 200
    assert client.get(f"{API}/system").json()["is_setup_complete"] is False
    done = client.post(f"{API}/setup/complete").json()
    assert done == client.get(f"{API}/setup").json()
    assert (done["complete"], done["step"], done["tier"]) == (True, "done", "OwnServer")
    assert done["state"] == {"seen": ["checks"]}
    assert client.get(f"{API}/system").json()["is_setup_complete"] is True


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"tier": "offline"}, "tier"),
        ({"step": "brief"}, "step"),
        ({"state": []}, "state"),
        ({"state": {"x": "y" * 17_000}}, "state"),
        ({"completed": True}, "completed"),
    ],
)
def test_what_the_set_up_does_not_know_is_refused(client: TestClient, body: Any, field: str) -> None:
    refused = client.patch(f"{API}/setup", json=body)
    assert (refused.status_code, refused.json()["field"]) == (422, field)


def test_ffmpeg_and_the_output_folder_are_seen_and_cannot_be_set(aura: Services, client: TestClient) -> None:
    seen = client.get(f"{API}/system").json()
    assert seen["output_directory"] == str(aura.settings.exports_dir)
    assert "ffmpeg" in seen["ffmpeg_path"]
    for body in (
        {"ffmpeg_path": "/bin/sh"},
        {"output_directory": "/"},
        {"state": {}, "ffmpeg_path": "/bin/sh"},
    ):
        assert client.patch(f"{API}/setup", json=body).status_code == 422
    for name in ("system.ffmpeg_path", "system.output_directory", "defaults.ffmpeg_path"):
        assert put(client, name, "/bin/sh").status_code == 404
    for method in ("PUT", "PATCH", "POST", "DELETE"):
        assert client.request(method, f"{API}/system", json={"ffmpeg_path": "/bin/sh"}).status_code == 405
    client.patch(f"{API}/setup", json={"tier": "Cloud", "state": {"ffmpeg_path": "/bin/sh"}})
    with aura.reading() as unit:
        row = unit.work.session.scalars(select(SystemConfiguration)).one()
    assert (row.ffmpeg_path, row.output_directory) == (seen["ffmpeg_path"], seen["output_directory"])
    assert client.get(f"{API}/system").json()["ffmpeg_path"] == seen["ffmpeg_path"]


@pytest.fixture
def client(aura: Services) -> Iterator[TestClient]:
    with TestClient(create_app(aura), base_url="http://localhost") as opened:
        yield opened
