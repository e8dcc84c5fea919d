"""Films from the command line: made from a text, exported, watched, saved, cancelled and deleted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import pytest

from aura import config
from aura.cli import demo, film
from aura.services import Services

SCRIPT = """Scene 1: The lamp
A lamp burns.

Scene 2: The lens
The lens turns.
"""


Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _one_child() -> Iterator[None]:
    """Short films need no more than one child process, and each takes half a second to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AURA_WORKERS", "1")
        yield


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.fixture
def project(run: Run) -> str:
    """A project of one short scene."""
    made = run("project", "create", "Lighthouses", "--scene", "A lamp burns.", "--json")
    assert made.code == 0, made.err
    run("render", "set", "latest", "--preset", "Draft 360p")
    return str(made.json["id"])


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


def test_an_export_is_queued_and_listed_until_a_worker_takes_it(run: Run, project: str) -> None:
    queued = run("export", "start", project)
    (line,) = run("export", "list", "--json").json["items"]

    assert queued.out == f"Queued: {line['id']}\n"
    assert line["status"] == "Queued"
    assert line["preset"] == "Draft 360p"
    assert line["id"] in run("export", "list", "--project", project).out
    assert run("export", "list").out.count("\n") == 1


def test_what_is_moved_to_the_front_says_that_it_is_paused(run: Run, project: str) -> None:
    export_id = run("export", "start", project, "--json").json["id"]
    assert run("queue", "first", export_id).out == "It is the next one.\n"

    run("queue", "pause", export_id)
    paused = f"It is paused; `aura queue resume {export_id}` lets it go on."
    assert run("queue", "first", export_id).out == f"It is the next one. {paused}\n"

    run("queue", "pause")
    whole = "The queue is paused; `aura queue resume` lets it go on."
    assert run("queue", "resume", export_id).out == f"It waits for its turn again. {whole}\n"


def test_without_exports_the_list_says_so(run: Run) -> None:
    assert run("export", "list").out == "No exports yet.\n"


def test_an_export_is_made_here_saved_watched_and_deleted(
    run: Run, project: str, tmp_path: Path, home: Path
) -> None:
    made = run("export", "start", project, "--here", "--json")
    assert made.json["status"] == "Completed", made.err
    export_id = made.json["id"]

    out = tmp_path / "mine.mp4"
    assert run("export", "save", "latest", "--out", out).out == f"Wrote {out}\n"
    assert out.read_bytes() == (home / "exports" / made.json["file_name"]).read_bytes()

    assert run("export", "watch", export_id[-6:], "--json").json == made.json
    assert (
        "2.0 s" in run("export", "watch", export_id).out or "640x360" in run("export", "watch", export_id).out
    )

    assert run("export", "delete", export_id).out == "Deleted.\n"
    assert list((home / "exports").glob("*.mp4")) == []
    assert run("export", "watch", export_id).code == 3


def test_a_second_film_says_what_it_reused(run: Run, project: str) -> None:
    run("export", "start", project, "--here")

    assert "1 of 1 segments reused" in run("export", "start", project, "--here").out


def test_an_export_is_cancelled_and_tried_again(run: Run, project: str) -> None:
    run("export", "start", project)

    assert run("export", "cancel", "latest", "--json").json["status"] == "Cancelled"
    assert run("export", "cancel", "latest").code == 4
    watched = run("export", "watch", "latest")
    assert (watched.code, "was cancelled" in watched.err) == (4, True)
    assert run("export", "retry", "latest").out == "Queued again.\n"


def test_what_cannot_be_done_now_is_said_with_its_exit_code(run: Run, project: str, tmp_path: Path) -> None:
    run("export", "start", project)

    assert run("export", "save", "latest", "--out", tmp_path / "f.mp4").code == 4
    assert run("export", "delete", "latest").code == 4
    assert run("export", "retry", "latest").code == 4
    assert run("export", "start", project, "--preset", "Laserdisc").code == 2
    assert run("export", "start", "nobody").code == 3
    assert not (tmp_path / "f.mp4").exists()


def test_an_export_that_is_not_there_is_not_found_and_one_that_is_not_clear_is_asked_about(
    run: Run, project: str
) -> None:
    assert run("export", "watch", "latest").code == 3
    assert run("export", "watch", "abc").code == 3
    ids = [run("export", "start", project, "--json").json["id"] for _ in range(2)]
    common = next((n for n in range(12, 3, -1) if ids[0][-n:] == ids[1][-n:]), 0)

    assert common == 0
    assert run("export", "cancel", ids[0][-8:].upper(), "--json").json["id"] == ids[0]


def test_at_a_glance_a_project_shows_its_own_films_alone(run: Run, project: str, tmp_path: Path) -> None:
    other = run("project", "create", "Harbours", "--json").json["id"]
    film_id = run("export", "start", project, "--here", "--json").json["id"]

    for name in ("latest", film_id, film_id[-8:]):
        for command, out in (("sheet", tmp_path / "film.jpg"), ("waveform", tmp_path / "film.json")):
            refused = run(command, other, "--export", name, "--output", out)
            assert refused.code == 3, (command, name)
            assert "of this project" in refused.err
            assert not out.exists()
    assert run("sheet", project, "--export", "latest", "--output", tmp_path / "film.jpg").code == 0


def test_an_export_that_fails_here_ends_with_its_reason(run: Run, project: str, home: Path) -> None:
    run("export", "start", project, "--here")
    for path in (home / "media").glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(b"spoilt")
    run("edit", "render.set", "latest", "preset=Draft 360p")
    said = run("export", "start", project, "--here")

    assert said.code == 9
    assert said.err.splitlines()[-1].startswith("aura: The export failed: ")


def test_an_export_whose_files_are_gone_is_refused_and_says_what_to_do(
    run: Run, project: str, home: Path
) -> None:
    run("export", "start", project, "--here")
    for path in (home / "media").glob("??/*"):
        path.unlink()
    said = run("export", "start", project, "--here")

    assert said.code == 3
    assert "bring it again, or choose another" in said.err
    assert len(run("export", "list", "--json").json["items"]) == 1


def test_an_interrupted_export_waits_to_be_made_another_time(
    run: Run, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(film.time, "sleep", interrupt)
        said = run("export", "start", project, "--here")
    (line,) = run("export", "list", "--json").json["items"]

    assert said.code == 130
    assert (line["status"], line["attempt"]) == ("Queued", 0)


def test_the_presets_are_listed(run: Run) -> None:
    assert "Draft 360p" in run("export", "presets").out
    assert {line["name"] for line in run("export", "presets", "--json").json["items"]} >= {
        "Draft 360p",
        "Standard 720p",
    }


BRIEF = """# Lighthouses

Length: 6 s
Density: Dense

- A lamp burns.
- The lens turns.
- Ships see it.
"""


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
