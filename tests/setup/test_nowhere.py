"""A key that was given is nowhere: not in database, journal and backups, nor in logs, errors and answers."""

import base64
import json
import logging
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from aura import logs, schema
from aura.app import create_app
from aura.db.backup import copy_of
from aura.errors import AuraError
from aura.services import Services

API = "/api/v1"
KEY = "sk-canary-3f9b27c1d8e04a56b7-WXYZ"
OTHER = "sk-second-canary-91d3e7-QRST"
SERVER = "https://models.example.org/v1"


def forms(key: str) -> list[bytes]:
    """A key as it stands, and as it would stand in other clothes."""
    raw = key.encode()
    shifted = [base64.b64encode(b"x" * n + raw)[4:-4] for n in range(3)]
    return [raw, raw[:-4], raw.hex().encode(), quote(key, safe="").encode(), raw[::-1], *shifted]


def told(data: bytes) -> list[bytes]:
    """The forms of the keys that are in there."""
    return [form for key in (KEY, OTHER) for form in forms(key) if form in data]


@pytest.fixture
def client(aura: Services) -> Iterator[TestClient]:
    with TestClient(create_app(aura), base_url="http://localhost", raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def logged(home: Path) -> Iterator[Path]:
    """Everything that can be logged is, by every library; only the test's own client says nothing."""
    levels = {
        "sqlalchemy.engine": "DEBUG",
        "sqlalchemy.pool": "DEBUG",
        "uvicorn": "DEBUG",
        "httpx2": "CRITICAL",
    }
    logs.configure(home / "logs", "debug")
    file = logging.FileHandler(home / "logs" / "all.log")
    root = logging.getLogger()
    level, _ = root.level, root.addHandler(file)
    root.setLevel(logging.DEBUG)
    for name, wanted in levels.items():
        logging.getLogger(name).setLevel(wanted)
    yield home / "logs"
    for name in levels:
        logging.getLogger(name).setLevel(logging.NOTSET)
    root.setLevel(level)
    root.removeHandler(file)
    file.close()
    for handler in list(logging.getLogger("aura").handlers):
        logging.getLogger("aura").removeHandler(handler)
        handler.close()


def put(client: TestClient, key: str, value: Any, **headers: str) -> Any:
    return client.put(f"{API}/settings/{key}", json={"value": value}, headers={"If-Match": "*"} | headers)


def test_the_search_finds_a_key_in_other_clothes() -> None:
    for clothed in (
        KEY,
        json.dumps({"k": KEY}),
        base64.b64encode(f"ab{KEY}yz".encode()).decode(),
        KEY.encode().hex(),
    ):
        assert told(clothed.encode())
    assert not told("••••WXYZ".encode())


def test_a_key_is_in_no_file_and_in_no_answer(
    aura: Services, client: TestClient, home: Path, logged: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    answers = [put(client, "text.base_url", SERVER), put(client, "text.model", "m")]
    answers += [
        put(client, "text.api_key", KEY),
        put(client, "text.api_key", OTHER),
        put(client, "text.api_key", KEY),
    ]
    assert [answer.status_code for answer in answers] == [200] * 5
    answers += [
        put(client, "text.api_key", f"{KEY} {OTHER}"),
        put(client, "text.api_key", f"{KEY}\n{OTHER}"),
        put(client, "text.api_key", [KEY]),
        put(client, "text.api_key", {KEY: OTHER}),
        put(client, "text.api_key", KEY, **{"If-Match": '"7"'}),
        put(client, "speech.api_key", KEY),
        client.put(
            f"{API}/settings/text.api_key",
            content=f'{{"value": "{KEY}\\ud800"}}',
            headers={"If-Match": "*", "Content-Type": "application/json"},
        ),
        put(client, "text.timeout_s", KEY),
        put(client, "providers.plain_http", KEY),
        put(client, "defaults.aspect", KEY),
        put(client, "defaults.language", KEY),
        put(client, "images.size", KEY),
        put(client, "text.base_url", f"https://{KEY}@models.example.org"),
        put(client, "text.base_url", f"https://models.example.org/?key={KEY}"),
        client.put(f"{API}/settings/text.api_key", content=f'{{"value": "{KEY}', headers={"If-Match": "*"}),
        client.put(f"{API}/settings/{KEY}", json={"value": "text.api_key"}, headers={"If-Match": "*"}),
        client.put(f"{API}/settings/text.api_key", json={"value": "x", KEY: 1}, headers={"If-Match": "*"}),
    ]
    refused = answers[5:]
    assert all(400 <= answer.status_code < 500 for answer in refused)
    answers = [*answers[:5], *refused[:-1]]  # the last names the field it was sent, as every route does
    for path in ("/settings", "/settings/text.api_key", "/setup", "/setup/checks", "/system", "/health"):
        answers.append(client.get(API + path))
        assert answers[-1].status_code == 200, answers[-1].text
    aura.secrets.file.rename(home / "elsewhere")
    answers += [client.get(f"{API}/settings"), put(client, "speech.model", "x")]
    (home / "elsewhere").rename(aura.secrets.file)
    assert client.get(f"{API}/settings/text.api_key").json()["value"] == "••••WXYZ"
    for answer in answers:
        assert not told(answer.content + str(answer.headers).encode()), answer.text
    if aura.database.is_sqlite:
        assert aura.database.file is not None
        copy_of(aura.database.file, home / "backups" / "copy.db")
    files = [path for path in home.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"secret.key", "all.log"} <= names
    assert not aura.database.is_sqlite or {"aura.db", "aura.db-wal", "copy.db"} <= names
    assert b"INSERT INTO configurations" in (logged / "all.log").read_bytes(), "the statements were logged"
    for path in files:
        assert not told(path.read_bytes()), path
    with aura.reading() as unit:
        rows = [unit.work.session.execute(select(table)).all() for table in schema.whole().tables.values()]
    assert "text.api_key" in repr(rows)
    assert not told(repr(rows).encode())
    assert not told("".join(capfd.readouterr()).encode())
    if aura.database.is_sqlite:
        sealing = aura.secrets.file.read_bytes().strip()
        for path in ("aura.db", "aura.db-wal", "backups/copy.db"):
            assert sealing not in (home / path).read_bytes(), "nor is the key that opens it"
            assert base64.b64decode(sealing) not in (home / path).read_bytes()


def test_a_key_is_in_no_trace_of_an_error(
    aura: Services, set_values: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_values(text__base_url=SERVER, text__model="m", text__api_key=KEY)
    traces = []
    for value in (f"{KEY} ", KEY + "\x00", KEY * 500, [KEY], 5):
        try:
            set_values(text__api_key=value)
        except AuraError as error:
            traces.append("".join(traceback.format_exception(error)) + repr(error.data) + repr(error))
    with aura.reading() as unit:
        endpoint = unit.configuration.endpoint("text")
    with pytest.raises(TypeError) as broken:
        msgspec.json.encode(endpoint)
    traces.append("".join(traceback.format_exception(broken.value)) + repr(endpoint))
    assert len(traces) == 5
    for trace in traces:
        assert not told(trace.encode())


def test_an_action_and_an_event_know_nothing_of_keys(aura: Services, client: TestClient) -> None:
    put(client, "text.base_url", SERVER)
    put(client, "text.api_key", KEY)
    with aura.reading() as unit:
        for table in ("action_logs", "events"):
            assert unit.work.session.execute(select(schema.whole().tables[table])).all() == []
