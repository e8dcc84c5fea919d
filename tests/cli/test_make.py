"""Films made from a text in one command: ``aura make`` and ``aura demo``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest

from aura import config
from aura.cli import demo
from aura.services import Services

pytestmark = pytest.mark.usefixtures("one_child")

SCRIPT = """Scene 1: The lamp
A lamp burns.

Scene 2: The lens
The lens turns.
"""

BRIEF = """# Lighthouses

Length: 6 s
Density: Dense

- A lamp burns.
- The lens turns.
- Ships see it.
"""

Run = Callable[..., Any]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def frames(path: Path) -> int:
    with av.open(str(path)) as opened:
        return sum(1 for _ in opened.decode(video=0))


def test_a_script_becomes_a_film_in_one_command(run: Run, script: Path, tmp_path: Path) -> None:
    out = tmp_path / "new folder" / "film.mp4"
    said = run("make", script, "--out", out, "--preset", "Draft 360p")

    assert said.code == 0, said.err
    assert f"Wrote {out}:" in said.out
    assert "640x360" in said.out
    assert frames(out) > 30
    assert [path.name for path in out.parent.iterdir()] == ["film.mp4"]
    assert len(run("scene", "list", "latest", "--json").json["items"]) == 2


def test_as_json_nothing_but_json_is_said(run: Run, script: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    said = run("make", script, "--out", out, "--preset", "Draft 360p", "--json")

    assert said.json["status"] == "Completed"
    assert said.json["size_bytes"] == out.stat().st_size


@pytest.mark.parametrize(("name", "encoding"), [("film.srt", "cp1252"), ("script.txt", "utf-16")])
def test_a_film_is_made_of_a_text_as_programs_of_windows_write_it(
    run: Run, tmp_path: Path, name: str, encoding: str
) -> None:
    times = "1\r\n00:00:01,000 --> 00:00:03,000\r\n" if name.endswith(".srt") else ""
    source = tmp_path / name
    source.write_bytes(f"{times}Der Fluss trägt Boote – und Öl.\r\n".encode(encoding))
    said = run("make", source, "--out", tmp_path / "film.mp4", "--preset", "Draft 360p")

    assert said.code == 0, said.err
    (scene,) = run("scene", "list", "latest", "--json").json["items"]
    assert scene["script_text"] == "Der Fluss trägt Boote – und Öl."


def test_a_film_that_was_there_is_replaced_whole_or_left(run: Run, script: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    out.write_bytes(b"an older film")
    assert run("make", script, "--out", out, "--preset", "Laserdisc").code == 2
    assert out.read_bytes() == b"an older film"

    assert run("make", script, "--out", out, "--preset", "Draft 360p").code == 0
    assert frames(out) > 30


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("nowhere.txt", None, 3, "There is no file"),
        ("latin.txt", "ü".encode("latin-1"), 2, "UTF-8"),
        ("large.txt", b"a " * (1 << 20), 2, "larger than"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_and_no_project_is_made(
    run: Run, tmp_path: Path, name: str, data: bytes | None, code: int, words: str
) -> None:
    source = tmp_path / name
    if data is not None:
        source.write_bytes(data)
    said = run("make", source, "--out", tmp_path / "film.mp4")

    assert said.code == code
    assert words in said.err
    assert run("project", "list", "--json").json["items"] == []


def test_the_demo_makes_a_film_changes_one_scene_takes_that_back_and_restores_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: Path
) -> None:
    brief = tmp_path / "demo.md"
    brief.write_text(BRIEF, encoding="utf-8")
    monkeypatch.setattr(demo, "BRIEF", brief)
    out = tmp_path / "demo.mp4"
    assert run("config", "set", "defaults.preset", "Draft 360p").code == 0
    said = run("demo", "--out", out)

    assert said.code == 0, said.err
    assert frames(out) > 90
    assert "Undone: " in said.out
    first, second = (line for line in said.out.splitlines() if "segments reused" in line)
    assert " 0 of " in first
    assert " 0 of " not in second
    assert "Restored version" in said.out
    newest = run("export", "list", "--json").json["items"][0]
    aura = Services(config.load(home)).open()
    with aura.reading() as unit:
        (project,) = unit.projects.list().items
        number = int(newest["version"].rpartition("/")[2])
        assert unit.live(project.id).document() == unit.versions.document(project.id, number)
    aura.close()
