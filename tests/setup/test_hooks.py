"""A hook that is set up wrong, or that nobody listens at, is named before an export has ended in vain."""

import shlex
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from msgspec.structs import replace

from aura import config
from aura.config import Settings
from aura.setup.findings import Finding, ok
from aura.setup.hooks import hooks

SECRET = "a secret of some length"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return config.load(tmp_path)


@pytest.fixture
def listening() -> Iterator[str]:
    """The address of somebody who takes connections and keeps silent."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/told/canary"


def look(settings: Settings, *, online: bool = False, **said: Any) -> Finding:
    found = hooks(replace(settings, **said), online=online)
    assert bool(found.remedy) == (found.status != "ok")
    assert "canary" not in repr(found)
    return found


def test_without_any_nobody_is_told(settings: Settings) -> None:
    assert look(settings) == ok("hooks", "Nobody is told when an export has ended")


def test_those_that_can_be_used_are_told_without_what_is_secret(settings: Settings, listening: str) -> None:
    command = shlex.join([sys.executable, "-c", "canary"])
    found = look(settings, export_hook=command, webhook_url=listening, webhook_secret=SECRET, online=True)

    host = listening.split("/")[2]
    assert found == ok(
        "hooks",
        f"Told when an export has ended: the command {sys.executable} and {host}, which answers, signed",
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"export_hook": "to-archive 'canary"}, "AURA_EXPORT_HOOK cannot be read as a command"),
        ({"export_hook": "to-no-archive --key canary"}, "there is no program 'to-no-archive' here"),
        ({"export_hook": "/etc"}, "there is no program '/etc' here"),
        ({"webhook_url": "ftp://example.org/canary"}, "AURA_WEBHOOK_URL is an address that begins with"),
        ({"webhook_url": "http://example.org/canary"}, "begins with https:// outside your own network"),
        ({"webhook_url": "https://example.org", "webhook_secret": "canary"}, "AURA_WEBHOOK_SECRET has at"),
    ],
)
def test_one_that_cannot_be_used_is_named_with_its_setting(
    settings: Settings, said: dict[str, Any], words: str
) -> None:
    found = look(settings, **said)

    assert found.status == "failed"
    assert words in found.words


def test_a_webhook_that_nobody_listens_at_is_named_when_it_is_asked(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    url = f"http://127.0.0.1:{port}/canary"

    assert look(settings, webhook_url=url).status == "ok"
    found = look(settings, webhook_url=url, online=True)
    assert found.status == "failed"
    assert f"AURA_WEBHOOK_URL: 127.0.0.1:{port} cannot be reached (Connection refused)" in found.words


def test_a_webhook_that_speaks_no_https_is_named(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        url = f"https://127.0.0.1:{server.getsockname()[1]}"

        def hang_up() -> None:
            line, _ = server.accept()
            line.close()

        other = Thread(target=hang_up)
        other.start()
        found = look(settings, webhook_url=url, online=True)
        other.join()

    assert found.status == "failed"
    assert "cannot be reached" in found.words
