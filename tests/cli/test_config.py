"""Settings, the set-up and the doctor on the command line; a key need not go through the shell's history."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aura.setup import machine
from aura.setup.catalogue import SETTINGS, VARIABLES
from aura.setup.findings import failed, ok

KEY = "sk-canary-3f9b27c1d8e04a56b7-WXYZ"
SERVER = "https://models.example.org/v1"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting from outside."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine is as it should be; trying it all takes a second."""
    for name in ("ffmpeg", "library", "voice", "fonts", "heic"):
        monkeypatch.setattr(machine, name, lambda *_, name=name: ok(name, "fine"))


def test_settings_are_set_shown_and_unset(run: Any) -> None:
    assert run("config", "set", "text.timeout_s", "90").out.split() == ["text.timeout_s", "90", "stored"]
    assert run("config", "get", "text.timeout_s", "--json").json["version"] == 1
    shown = run("config", "get", "text.timeout_s").out
    assert SETTINGS["text.timeout_s"].description in shown
    listed = run("config", "list").out.splitlines()
    assert [line.split()[0] for line in listed] == list(SETTINGS)
    assert run("config", "list", "--json").json["items"][3]["value"] == 90
    assert run("config", "unset", "text.timeout_s").out.split() == ["text.timeout_s", "60", "default"]


def test_a_key_comes_through_a_pipe_and_is_shown_by_its_end(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("config", "set", "text.base_url", SERVER)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{KEY}\nmore\n"))
    ran = run("config", "set", "text.api_key")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split() == ["text.api_key", "••••WXYZ", "stored"]
    for words in (["list"], ["list", "--json"], ["get", "text.api_key"], ["get", "text.api_key", "--json"]):
        ran = run("config", *words)
        assert "••••WXYZ" in ran.out
        assert "canary" not in ran.out + ran.err


def test_a_pipe_that_says_nothing_sets_nothing(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    for key in ("text.api_key", "text.model"):
        ran = run("config", "set", key)
        assert (ran.code, "Say what it is to be" in ran.err) == (2, True)


def test_a_key_that_is_typed_is_not_seen(environment: Path, run: Any) -> None:
    run("config", "set", "text.base_url", SERVER)
    keyboard, terminal = pty.openpty()
    command = [sys.executable, "-m", "aura.cli.main", "config", "set", "text.api_key"]
    process = subprocess.Popen(
        command,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=os.environ,
        start_new_session=True,
    )
    os.close(terminal)
    seen = b""
    while b"Value: " not in seen:  # with the space, what is typed is no longer shown
        seen += os.read(keyboard, 1000)
    os.write(keyboard, f"{KEY}\n".encode())
    out, _ = process.communicate()
    try:
        while piece := os.read(keyboard, 1000):
            seen += piece
    except OSError:
        pass  # what a terminal says when nobody is there any more
    os.close(keyboard)
    assert process.returncode == 0, seen
    assert "••••WXYZ" in out.decode()
    assert b"canary" not in out + seen


def test_a_key_given_as_an_argument_is_taken_with_a_word_of_warning(run: Any) -> None:
    run("config", "set", "text.base_url", SERVER)
    ran = run("config", "set", "text.api_key", KEY)
    assert ran.code == 0
    assert "shell" in ran.err
    assert "canary" not in ran.out + ran.err
    assert run("config", "set", "text.api_key", KEY, "--json").err == ""


MISTAKES: list[tuple[list[str], int, str]] = [
    (["config", "get", "text.nothing"], 3, "There is no setting of that name"),
    (["config", "set", KEY, "text.api_key"], 3, "There is no setting of that name"),
    (["config", "set", "speech.api_key", KEY], 4, "set speech.base_url first"),
    (["config", "set", "text.api_key", f"{KEY} x"], 2, "without spaces"),
    (["config", "set", "text.timeout_s", KEY], 2, "from 1 to 600"),
    (["config", "set", "text.base_url", f"https://{KEY}@a.example"], 2, "no name and no password"),
    (["config", "set", "text.base_url", "http://a.example"], 2, "anyone on the way reads"),
    (["config", "set", "defaults.preset", "Best"], 2, "Standard 720p"),
    (["config", "set", "ffmpeg_path", "/bin/sh"], 3, "There is no setting of that name"),
    (["setup", "complete"], 4, "Choose a tier first"),
    (["setup", "tier", "free"], 2, "Offline, OwnServer, Cloud"),
]


@pytest.mark.parametrize("as_json", [False, True])
def test_a_mistake_is_told_and_no_key_is_repeated(run: Any, as_json: bool) -> None:
    run("config", "set", "text.base_url", SERVER)
    for words, code, said in MISTAKES:
        ran = run(*words, *(["--json"] if as_json else []))
        assert ran.code == code, (words, ran)
        assert said in ran.err, (words, ran)
        assert "canary" not in ran.out + ran.err, words


def test_the_set_up_is_shown_and_chosen(run: Any) -> None:
    assert "not done" in run("setup", "show").out
    assert "tier: OwnServer" in run("setup", "tier", "ownserver").out
    assert run("setup", "complete", "--json").json["complete"] is True
    assert "is done" in run("setup", "show").out


@pytest.mark.usefixtures("quick")
def test_the_doctor_ends_well_unless_something_failed(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert "✓ database" in ran.out
    run("setup", "tier", "Cloud")
    ran = run("doctor")
    assert (ran.code, "! text" in ran.out, "→ Set text.base_url." in ran.out) == (0, True, True)
    monkeypatch.setattr(machine, "voice", lambda: failed("voice", "It is silent.", "Speak up."))
    ran = run("doctor", "--json")
    assert (ran.code, ran.json["status"]) == (8, "failed")


@pytest.mark.usefixtures("quick")
def test_the_doctor_comes_without_a_database_too(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_DATABASE_URL", "postgresql+psycopg://aura:secret@127.0.0.1:1/aura")
    ran = run("doctor")
    assert ran.code == 8
    assert "✗ database" in ran.out
    assert "✓ python" in ran.out
    assert "secret" not in ran.out
    monkeypatch.setenv("AURA_DATABASE_URL", "nonsense")
    assert "✗ database" in run("doctor").out
    for url in ("postgresql+psycopg://there:port/aura", "sqlite+aiosqlite:///aura.db"):
        monkeypatch.setenv("AURA_DATABASE_URL", url)
        assert "✗ database" in run("doctor").out, url
    monkeypatch.setenv("AURA_DATABASE_URL", "sqlite:////proc/nowhere/aura.db")
    assert "✗ database    The database cannot be used: " in run("doctor").out


@pytest.mark.usefixtures("quick")
def test_the_doctor_asks_servers_only_online_and_tells_no_key(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURA_TEXT_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("AURA_TEXT_MODEL", "m")
    monkeypatch.setenv("AURA_TEXT_API_KEY", KEY)
    ran = run("doctor")
    assert (ran.code, "127.0.0.1:1, model m, key ••••WXYZ (AURA_TEXT_API_KEY)" in ran.out) == (0, True)
    ran = run("doctor", "--online")
    assert (ran.code, "cannot be reached" in ran.out) == (8, True)
    assert "canary" not in ran.out + ran.err


def test_a_line_of_the_file_that_names_no_setting_is_told(run: Any, environment: Path) -> None:
    environment.mkdir(parents=True, exist_ok=True)
    (environment / "aura.env").write_text("AURA_TEXT_MODLE=x\n")
    ran = run("config", "list")
    assert (ran.code, "AURA_TEXT_MODLE" in ran.err) == (2, True)
