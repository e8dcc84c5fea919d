"""Settings are changed in place, say where they come from, and keep keys to themselves."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.cleanup.rule import Result
from aura.services import Services
from aura.setup.catalogue import SETTINGS
from aura.web.settings_room import clearing_of
from tests.providers.online.server import Provider, error

KEY = "sk-test-not-a-key-9876WXYZ"
PAGES = ("/settings", "/settings/providers", "/settings/projects", "/settings/storage", "/settings/machine")


def put(client: TestClient, key: str, value: str, version: int = 0) -> Any:
    form = {"value": value, "version": str(version)}
    return client.put(f"/settings/values/{key}", data=form, headers={"HX-Request": "true"})


def test_every_setting_stands_on_a_page_with_its_help(client: TestClient) -> None:
    shown = "".join(client.get(path).text for path in PAGES)

    for key in SETTINGS:
        assert f'id="setting-{key.replace(".", "-")}"' in shown, key
    assert "The server that writes, spoken to as OpenAI&#39;s is" in shown


def test_a_setting_is_saved_says_so_and_goes_back_to_its_default(aura: Services, client: TestClient) -> None:
    answer = put(client, "defaults.aspect", "9:16")
    assert answer.status_code == 200
    assert "Set here" in answer.text
    assert ">Saved<" in answer.text
    assert 'name="version" value="1"' in answer.text
    assert "Set here" in client.get("/settings/projects").text
    with aura.reading() as unit:
        assert unit.configuration.defaults().aspect == "9:16"
    again = client.post("/settings/values/defaults.aspect/reset", data={"version": "1"})

    assert again.status_code == 200
    assert "Set here" not in again.text
    with aura.reading() as unit:
        assert unit.configuration.defaults().aspect == "16:9"


def test_a_default_that_cannot_be_used_stops_new_projects_and_no_others(
    aura: Services, client: TestClient, new_project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = new_project("Lights")
    monkeypatch.setattr(aura, "given", {"defaults.aspect": "16x9"})

    for step in ("brief", "plan", "voice", "scenes", "render"):
        assert client.get(f"/projects/{project_id}/{step}").status_code == 200, step
    assert client.post(f"/projects/{project_id}/draft", headers={"HX-Request": "true"}).status_code == 200
    refused = client.get("/new")
    assert refused.status_code == 503
    assert "AURA_DEFAULTS_ASPECT is one of 16:9" in refused.text


def test_what_cannot_be_is_said_beside_its_field_and_changes_nothing(
    aura: Services, client: TestClient
) -> None:
    for key, value in (
        ("defaults.aspect", "3:7"),
        ("text.timeout_s", "soon"),
        ("text.base_url", "ftp://example.org"),
        ("images.size", "large"),
    ):
        answer = put(client, key, value)
        assert answer.status_code == 422, key
        assert re.search(rf'id="said-{key.replace(".", "-")}" class="said"><p class="error">', answer.text)
        assert f'value="{value}"' in answer.text or key == "defaults.aspect"
    assert put(client, "no.such", "x").status_code == 404
    assert client.put("/settings/values/NONSENSE", data={}).status_code == 422
    with aura.reading() as unit:
        assert all(line.source == "default" for line in unit.configuration.list())


def test_a_key_is_kept_for_its_server_and_never_shown_again(client: TestClient) -> None:
    early = put(client, "text.api_key", KEY)
    assert early.status_code == 422
    assert "set text.base_url first" in early.text
    assert KEY not in early.text
    put(client, "text.base_url", "http://localhost:11434/v1")
    kept = put(client, "text.api_key", KEY)
    page = client.get("/settings/providers").text

    for text in (kept.text, page):
        assert KEY not in text
        assert "WXYZ" in text
        assert "Forget it" in text
    forgotten = client.post("/settings/values/text.api_key/reset", data={"version": "1"})
    assert "WXYZ" not in forgotten.text


def test_who_comes_too_late_is_shown_what_holds_now(client: TestClient) -> None:
    put(client, "text.model", "theirs")
    late = put(client, "text.model", "mine", version=0)

    assert late.status_code == 422
    assert "changed elsewhere" in late.text
    assert 'value="theirs"' in late.text


def test_what_the_environment_says_is_shown_and_cannot_be_changed_here(
    home: Path, new_database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aura import config
    from aura.app import create_app

    monkeypatch.setenv("AURA_TEXT_MODEL", "from-outside")
    services = Services(config.load(home, database_url=new_database(home))).open()
    with TestClient(create_app(services), base_url="http://localhost") as client:
        page = client.get("/settings/providers").text
        assert "From the environment" in page
        assert "<code>AURA_TEXT_MODEL</code>, which wins" in page
        assert put(client, "text.model", "mine").status_code == 422


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_provider_is_tested_and_what_it_says_is_told(client: TestClient, provider: Provider) -> None:
    assert "offline" in client.get("/settings/providers/text/test").text
    client.post("/settings/providers", data={"tier": "OwnServer"})
    put(client, "text.base_url", provider.address)
    put(client, "text.model", "writer")
    provider.will(lambda to: to.whole(200, "application/json", b'{"data": [{"id": "writer"}]}'))
    good = client.get("/settings/providers/text/test").text
    provider.will(error(401, "<script>alert(1)</script>"))
    bad = client.get("/settings/providers/text/test").text

    assert 'data-tone="good"' in good
    assert 'data-tone="bad"' in bad
    assert "<script>" not in bad
    assert client.get("/settings/providers/smell/test").status_code == 422
    assert client.post("/settings/providers", data={"tier": "Magic"}).status_code == 422


def test_storage_tells_what_takes_room_and_a_clean_up_what_may_go(
    client: TestClient, new_project: Any
) -> None:
    mine = new_project("Lighthouses <b>")
    room = client.get("/settings/storage/room").text
    assert "Database" in room
    assert "Lighthouses &lt;b&gt;" in room
    dry = client.get("/settings/storage/clearing")
    done = client.post("/settings/storage/clearing")

    assert "There is nothing to clean up." in dry.text
    assert "toasts" in done.text
    assert client.get(f"/projects/{mine}/brief").status_code == 200


def test_a_clean_up_is_told_by_its_rules() -> None:
    results = [Result("events", 3, 1_200), Result("versions"), Result("cache", 0, 0, "It is <locked>.")]
    before, after = clearing_of(results, is_done=False), clearing_of(results, is_done=True)

    assert before.summary == "3 items would go, and free 1.2 kB. Nothing was changed."
    assert after.summary == "3 items removed, 1.2 kB freed."
    assert [line[0] for line in before.lines] == ["Events", "Cache"]


def test_a_backup_is_made_and_its_place_is_told(aura: Services, client: TestClient) -> None:
    answer = client.post("/settings/machine/backup")

    assert str(aura.settings.backups_dir / "backup") in answer.text
    assert (aura.settings.backups_dir / "backup").is_dir()


def test_hostile_values_are_shown_as_text(client: TestClient, seen: Any, hostile: tuple[str, ...]) -> None:
    for version, text in enumerate(hostile):
        answer = put(client, "text.model", text, version)
        page = seen(answer.text + client.get("/settings/providers").text)
        assert ("value", text) in page.attributes
        assert not any(name.startswith("on") for name, _ in page.attributes)
        assert "iframe" not in page.elements


def test_settings_are_changed_by_keyboard_and_the_browser_remembers_the_keys(
    page: Any, site: Any, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 422")
    page.goto("/settings/providers")
    page.locator("#f-text-model").focus()
    page.keyboard.type("writer")
    page.keyboard.press("Enter")
    expect(page.locator("#setting-text-model")).to_contain_text("Saved")
    expect(page.locator("#f-text-model")).to_be_focused()
    page.locator("#f-text-base_url").fill("nowhere")
    page.locator("#f-text-base_url").press("Tab")
    expect(page.locator("#said-text-base_url")).not_to_be_empty()
    expect(page.locator("#f-text-base_url")).to_have_value("nowhere")
    page.get_by_role("button", name="Use the default for Model").click()
    expect(page.locator("#f-text-model")).to_have_value("")
    page.goto("/settings")
    page.get_by_label("Single keys").uncheck()
    page.reload()
    expect(page.get_by_label("Single keys")).not_to_be_checked()
    page.get_by_label("Single keys").check()
    assert page.evaluate("localStorage.getItem('aura.keys')") is None
