"""The doctor tries things, tells what is wrong and what to do, never faints and never tells a key."""

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from aura import config
from aura.errors import Unavailable
from aura.providers.online.endpoint import Endpoint, Secret
from aura.render.scripts import SAMPLES
from aura.services import Services
from aura.setup import machine, servers
from aura.setup.catalogue import KINDS
from aura.setup.checks import findings, gather
from aura.setup.findings import Finding, ok
from aura.setup.standing import Configured

Set = Callable[..., dict[str, Configured]]
Check = Callable[..., dict[str, Finding]]

KEY = "sk-canary-3f9b27c1d8e04a56b7-WXYZ"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine is as it should be; trying it all takes a second."""
    for name in ("ffmpeg", "library", "voice", "fonts", "heic"):
        monkeypatch.setattr(machine, name, lambda *_, name=name: ok(name, "fine"))


@pytest.fixture
def check(aura: Services) -> Check:
    """What the doctor says, by name."""

    def look(services: Services = aura, *, online: bool = False) -> dict[str, Finding]:
        with services.reading() as unit:
            known = gather(services.database, unit.configuration)
        found = findings(services.settings, known, online=online)
        by_name = {finding.name: finding for finding in found}
        assert len(by_name) == len(found)
        for finding in found:
            assert bool(finding.remedy) == (finding.status != "ok"), finding
            assert "canary" not in repr(finding)
        return by_name

    return look


def test_on_a_good_machine_all_is_tried_and_nothing_has_failed(aura: Services, check: Check) -> None:
    found = check()
    assert list(found) == [
        *("python", "database", "home", "ffmpeg", "pyav", "voice", "fonts", "heic", "settings", "secret.key"),
        *KINDS,
        "hooks",
        "leftovers",
    ]
    assert {finding.status for finding in found.values()} <= {"ok", "warning"}
    assert found["ffmpeg"].words.startswith("FFmpeg ")
    assert all(codec in found["pyav"].words for codec in ("writes aac, ", "libx264"))
    assert "espeak-ng" in found["voice"].words
    assert aura.database.engine.dialect.name in found["database"].words.lower()
    assert str(aura.settings.home) in found["home"].words
    for kind in KINDS:
        assert "by itself, offline" in found[kind].words


@pytest.mark.usefixtures("quick")
def test_a_server_is_told_by_its_host_its_model_and_the_end_of_its_key(
    check: Check, set_values: Set, in_environment: Callable[..., Services]
) -> None:
    set_values(text__base_url="https://models.example.org/v1", text__model="m", text__api_key=KEY)
    set_values(images__base_url="http://localhost:9/v1", images__model="painter")
    found = check()
    assert found["text"] == ok("text", "models.example.org, model m, key ••••WXYZ (stored)")
    assert found["images"] == ok("images", "localhost:9, model painter, no key")
    assert "keys kept: 1" in found["secret.key"].words
    outside = in_environment(
        AURA_SPEECH_BASE_URL="https://voices.example.org", AURA_SPEECH_MODEL="v", AURA_SPEECH_API_KEY=KEY
    )
    found = check(outside)
    assert found["speech"].words == "voices.example.org, model v, key ••••WXYZ (AURA_SPEECH_API_KEY)"
    assert "3 of them by the environment" in found["settings"].words


@pytest.mark.usefixtures("quick")
def test_what_was_chosen_and_not_set_up_is_told(aura: Services, check: Check, set_values: Set) -> None:
    for tier, status in (("Cloud", "warning"), ("OwnServer", "warning"), ("Offline", "ok")):
        with aura.writing() as unit:
            unit.setup.save(tier=tier)
        assert check()["text"].status == status
    set_values(text__base_url="https://models.example.org/v1")
    assert check()["text"].status == "ok", "offline was chosen"
    with aura.writing() as unit:
        unit.setup.save(tier="Cloud")
    assert check()["text"].status == "failed"
    assert "text.model is not set" in check()["text"].words


@pytest.mark.usefixtures("quick")
def test_what_cannot_be_used_has_failed_and_says_what_to_do(
    aura: Services, check: Check, set_values: Set
) -> None:
    set_values(text__base_url="https://models.example.org/v1", text__model="m", text__api_key=KEY)
    aura.secrets.file.unlink()
    found = check()
    for name in ("settings", "secret.key", "text"):
        assert found[name].status == "failed"
        assert "secret.key is missing" in found[name].words
    assert found["speech"].status == "ok"


@pytest.mark.usefixtures("quick")
def test_secrets_that_others_may_read_are_told(
    aura: Services, home: Path, check: Check, set_values: Set
) -> None:
    set_values(text__base_url="https://models.example.org/v1", text__api_key=KEY)
    aura.secrets.file.chmod(0o644)
    assert check()["secret.key"].remedy == f"`chmod 600 {aura.secrets.file}`"
    aura.secrets.file.chmod(0o600)
    file = home / "aura.env"
    file.write_text("AURA_PORT=1\n")
    file.chmod(0o644)
    assert check()["secret.key"].status == "ok"
    file.write_text(f"AURA_PORT=1\nAURA_SPEECH_API_KEY = {KEY}\n")
    assert check()["secret.key"].remedy == f"`chmod 600 {file}`"
    file.chmod(0o600)
    assert check()["secret.key"].status == "ok"


@pytest.mark.usefixtures("quick")
def test_without_a_database_the_rest_is_checked_all_the_same(aura: Services) -> None:
    found = findings(aura.settings, Unavailable("The database cannot be used: no such host."))
    assert [finding.name for finding in found if finding.status == "failed"] == ["database"]
    assert "no such host" in found[1].words
    assert found[-1].name == "leftovers"


@pytest.mark.usefixtures("quick")
def test_a_check_that_breaks_is_a_finding(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Finding:
        raise RuntimeError(KEY)

    monkeypatch.setattr(machine, "voice", broken)
    assert check()["voice"].status == "failed"
    assert check()["voice"].words == "This could not be checked: RuntimeError."


def test_an_ffmpeg_that_is_none_is_told(tmp_path: Path) -> None:
    for wanted, words in ((tmp_path / "none", "There is no FFmpeg at"), (Path("/bin/true"), "does not work")):
        found = machine.ffmpeg(config.load(tmp_path, ffmpeg_path=str(wanted)))
        assert (found.status, found.remedy) == ("failed", "Correct AURA_FFMPEG_PATH, or leave it out.")
        assert words in found.words


def test_a_home_that_is_full_or_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = config.load(tmp_path / "home")
    assert machine.home(settings).status == "ok"
    for free, status in ((2**30, "warning"), (2**20, "failed")):
        monkeypatch.setattr("shutil.disk_usage", lambda _, free=free: type("Usage", (), {"free": free}))
        assert machine.home(settings).status == status
    (tmp_path / "file").touch()
    refused = machine.home(replace(settings, home=tmp_path / "file"))
    assert (refused.status, "AURA_HOME" in refused.remedy) == ("failed", True)


def test_scripts_without_a_font_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = {SAMPLES["Chinese"], SAMPLES["Arabic"]}
    monkeypatch.setattr("aura.render.faces.missing_glyphs", lambda text: text if text in lacking else "")
    found = machine.fonts()
    assert found.status == "warning"
    assert "Arabic, Chinese" in found.words
    assert "fonts-noto-core fonts-noto-cjk" in found.remedy
    monkeypatch.setattr("aura.render.faces.missing_glyphs", lambda text: text)
    assert machine.fonts().status == "failed"


def test_a_codec_the_library_cannot_write_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_writes", lambda codec: codec != "libx264")
    assert machine.library().status == "failed"
    assert "cannot write libx264" in machine.library().words


def test_what_killed_processes_left_is_told_after_a_day(tmp_path: Path) -> None:
    settings = config.load(tmp_path)
    left = [
        settings.media_dir / "incoming" / "tmp1",
        settings.backups_dir / "a.partial",
        tmp_path / ".secret.key-x",
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"?" * 100)
    (settings.backups_dir / "whole.db").touch()
    assert machine.leftovers(settings, time.time()).status == "ok"
    found = machine.leftovers(settings, time.time() + 2 * 86_400)
    assert found.status == "warning"
    assert "3 unfinished files" in found.words


class Server(http.server.ThreadingHTTPServer):
    """Answers ``GET /v1/models`` as it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str | None]] = []
        self.status, self.body = 200, json.dumps({"data": [{"id": "m"}]}).encode()
        self.location, self.slow = "", threading.Event()

    @property
    def endpoint(self) -> Endpoint:
        address = f"http://127.0.0.1:{self.server_address[1]}/v1"
        return Endpoint(kind="text", base_url=address, model="m", api_key=Secret(KEY))


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Authorization"]))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()
        self.wfile.write(self.server.body)
        while self.server.slow.is_set():
            self.wfile.write(b" ")
            time.sleep(0.02)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as opened:
        thread = threading.Thread(target=opened.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield opened
        opened.slow.clear()
        opened.shutdown()
        thread.join()


@pytest.mark.usefixtures("quick")
def test_a_server_is_asked_only_when_it_is_wanted(check: Check, set_values: Set, server: Server) -> None:
    set_values(text__base_url=server.endpoint.base_url, text__model="m", text__api_key=KEY)
    check()
    assert server.asked == []
    assert check(online=True)["text"].words.endswith("it answers and has the model")
    assert server.asked == [("/v1/models", f"Bearer {KEY}")]
    set_values(text__model="another")
    assert check(online=True)["text"].status == "warning"
    server.status, server.body = 401, f'{{"error": "wrong key {KEY}"}}'.encode()
    found = check(online=True)["text"]
    assert (found.status, found.words.endswith("it refuses the key.")) == ("failed", True)


ANSWERS: list[tuple[int, bytes, Any]] = [
    (200, b'{"data": [{"id": "a"}, {"id": "b"}]}', {"a", "b"}),
    (200, b'{"data": []}', set()),
    (200, b'{"data": [{}]}', None),
    (200, b'{"data": [{"id": []}]}', None),
    (200, b"[]", None),
    (200, b"<html>", None),
    (200, b"\xff\xfe", None),
    (200, b"[" * 100_000, None),
    (200, b'{"data": 5}', None),
    (404, b"", None),
    (401, b"", "refuses the key"),
    (403, b"", "refuses the key"),
    (500, b"", "error 500"),
    (302, b"", "another address"),
]


@pytest.mark.parametrize(("status", "body", "found"), ANSWERS)
def test_every_answer_of_a_server_is_understood_or_told(
    server: Server, status: int, body: bytes, found: Any
) -> None:
    server.status, server.body = status, body
    server.location = f"{server.endpoint.base_url}/elsewhere" if status == 302 else ""
    if isinstance(found, str):
        with pytest.raises(Unavailable, match=found):
            servers.models_of(server.endpoint)
    else:
        assert servers.models_of(server.endpoint) == found
    assert len(server.asked) == 1, "no redirect is followed: the key would go along"


@pytest.mark.parametrize("name", ["http_proxy", "all_proxy"])
def test_a_key_is_not_shown_to_a_proxy_that_could_read_it(
    server: Server, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for bypass in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(bypass, raising=False)
    with Server() as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_address[1]}")
        found = servers.models_of(server.endpoint)
        proxy.shutdown()
        thread.join()

    assert proxy.asked == []
    assert found == {"m"}
    assert server.asked == [("/v1/models", f"Bearer {KEY}")]


def test_a_server_that_does_not_come_to_an_end_is_not_waited_for(server: Server) -> None:
    server.slow.set()
    with pytest.raises(Unavailable, match="does not answer within"):
        servers.models_of(server.endpoint, timeout_s=0.1)


def test_a_server_that_is_not_there_is_told(server: Server) -> None:
    endpoint = server.endpoint
    gone = Endpoint(kind="text", base_url="http://127.0.0.1:1/v1", model="m", api_key=None)
    with pytest.raises(Unavailable, match="cannot be reached"):
        servers.models_of(gone)
    assert servers.models_of(endpoint) == {"m"}
