"""Settings come from the environment, then from the home's file, then from their defaults."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aura import config
from aura.config import Settings, load
from aura.errors import Invalid
from aura.services import Services
from aura.timeline.document import Brief


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting from outside."""
    for name in Settings.__struct_fields__:
        monkeypatch.delenv(config.variable(name), raising=False)


def write(home: Path, text: str) -> None:
    (home / "aura.env").write_text(text, encoding="utf-8")


def test_without_anything_said_all_is_in_the_home_and_only_this_machine_is_served(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.url == f"sqlite:///{tmp_path / 'aura.db'}"
    assert settings.host == "127.0.0.1"
    assert set(settings.allowed_hosts) == {"127.0.0.1", "localhost", "[::1]"}
    for name in dir(settings):
        if name.endswith("_dir"):
            assert getattr(settings, name).parent == tmp_path
    assert list(tmp_path.iterdir()) == [], "asking for settings makes nothing"


@pytest.mark.parametrize(
    "name", ["what?ever=1", "50%20off", "100%", "a#b", "a b'c\"", "cafe\u0301", "b\udcffd"]
)
def test_a_home_may_have_any_name_and_its_database_is_in_it(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    aura = Services(load(home)).open()
    with aura.writing() as unit:
        unit.projects.create(brief=Brief(topic="Rivers"))
    aura.close()

    assert (home / "aura.db").is_file()
    assert list(tmp_path.iterdir()) == [home], "nothing is kept outside of the home"


@pytest.mark.parametrize("name", ["~nobody-of-that-name/aura", "loop", "loop/inside"])
def test_a_home_that_cannot_be_found_is_said_and_named(tmp_path: Path, run: Any, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    home = name if name.startswith("~") else tmp_path / name

    ran = run("--home", home, "project", "list")

    assert ran.code in (2, 8), ran.err
    assert ran.err.startswith("aura: ")
    assert str(home) in ran.err
    assert ran.err.count("\n") == 1


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "# Aura here\n\nAURA_PORT = 81\nAURA_HOST='0.0.0.0'\nAURA_LOG_LEVEL=\"debug\"\n")
    assert (load(tmp_path).port, load(tmp_path).host, load(tmp_path).log_level) == (81, "0.0.0.0", "debug")
    write(tmp_path, "\ufeffAURA_PORT=81\n")
    assert load(tmp_path).port == 81, "some editors begin a file with a mark"
    monkeypatch.setenv("AURA_PORT", "82")
    assert load(tmp_path).port == 82
    assert load(tmp_path, port=83).port == 83
    monkeypatch.setenv("AURA_PORT", "")
    assert load(tmp_path).port == 81, "empty is not said"


@pytest.mark.parametrize("where", ["file", "environment"])
def test_hosts_are_separated_by_commas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    if where == "file":
        write(tmp_path, "AURA_ALLOWED_HOSTS=studio.example, localhost,\n")
    else:
        monkeypatch.setenv("AURA_ALLOWED_HOSTS", "studio.example, localhost,")
    assert load(tmp_path).allowed_hosts == ("studio.example", "localhost")


@pytest.mark.parametrize("host", ["studio.example:8765", "http://studio.example", "::1", "*", "*.example"])
def test_a_host_that_no_request_could_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("AURA_ALLOWED_HOSTS", f"localhost,[::1],10.0.0.7,{host}")
    with pytest.raises(Invalid, match=re.escape(repr(host))) as refused:
        load(tmp_path)
    assert refused.value.field == "AURA_ALLOWED_HOSTS"


def test_a_file_that_an_editor_began_with_a_mark_is_read(tmp_path: Path) -> None:
    write(tmp_path, "\ufeffAURA_PORT=81\n")
    assert load(tmp_path).port == 81


def test_the_home_is_the_environments_or_a_folder_of_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURA_HOME", str(tmp_path / "mine"))
    assert load().home == tmp_path / "mine"
    assert load(tmp_path / "said").home == tmp_path / "said"
    monkeypatch.setenv("AURA_HOME", "~/aura here")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load().home == tmp_path / "aura here"
    monkeypatch.delenv("AURA_HOME")
    assert load().home.name == "aura"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("AURA_PORT", "many"),
        ("AURA_PORT", "-1"),
        ("AURA_PORT", "65536"),
        ("AURA_PORT", "80.5"),
        ("AURA_MAX_BODY_BYTES", "0"),
        ("AURA_MAX_UPLOAD_BYTES", "4 GB"),
        ("AURA_DATABASE_TIMEOUT_S", "0"),
        ("AURA_WORKERS", "1000"),
        ("AURA_LOG_LEVEL", "loud"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(Invalid) as refused:
        load(tmp_path)
    assert refused.value.field == variable
    assert refused.value.message.startswith(f"{variable} cannot be {value!r}: ")


@pytest.mark.parametrize(
    ("line", "field"),
    [("AURA_PROT=80", "AURA_PROT"), ("AURA_HOME=/elsewhere", "AURA_HOME"), ("AURA_PORT 80", "AURA_PORT"),
     ("PATH=/bin", "PATH"), ("=80", None)],
)  # fmt: skip
def test_a_line_of_the_file_that_says_nothing_is_an_error_and_not_ignored(
    tmp_path: Path, line: str, field: str | None
) -> None:
    write(tmp_path, f"AURA_PORT=81\n{line}\n")
    with pytest.raises(Invalid, match=r"aura\.env, line 2") as refused:
        load(tmp_path)
    assert field is None or refused.value.field == field


def test_settings_cannot_be_changed_once_read(tmp_path: Path) -> None:
    settings: Any = load(tmp_path)
    with pytest.raises(AttributeError):
        settings.port = 1


def test_every_setting_says_what_it_is() -> None:
    _, parts = msgspec.json.schema_components([Settings], schema_hook=lambda _: {"type": "string"})
    described = next(iter(parts.values()))["properties"]
    assert described.keys() == set(Settings.__struct_fields__)
    for name, setting in described.items():
        assert setting["description"].endswith("."), name
