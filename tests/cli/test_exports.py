"""Films from the command line: exported, watched, saved, cancelled and deleted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aura.cli import film

pytestmark = pytest.mark.usefixtures("one_child")

Run = Callable[..., Any]


@pytest.fixture
def project(run: Run) -> str:
    """A project of one short scene."""
    made = run("project", "create", "Lighthouses", "--scene", "A lamp burns.", "--json")
    assert made.code == 0, made.err
    run("render", "set", "latest", "--preset", "Draft 360p")
    return str(made.json["id"])


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
