"""Projects as files on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image


def test_a_project_goes_through_a_file_and_is_another_one_then(
    run: Any, project: str, tmp_path: Path
) -> None:
    file = tmp_path / "rivers.aura"
    assert run("project", "pack", project, "--out", file, "--json").json == {
        "file": str(file),
        "bytes": file.stat().st_size,
        "versions": 1,
        "media": 0,
    }
    made = run("project", "unpack", file, "--json").json
    assert made["title"] == "Rivers"
    assert made["id"] != project
    assert made["scene_count"] == 3
    assert [path.name for path in tmp_path.glob("*.aura*")] == ["rivers.aura"]


@pytest.mark.parametrize("out", ["rivers.zip", "rivers", "rivers.otio"])
def test_a_project_s_file_is_called_aura(run: Any, project: str, tmp_path: Path, out: str) -> None:
    ran = run("project", "pack", project, "--out", tmp_path / out)
    assert ran.code != 0
    assert "ends in .aura" in ran.err
    assert not (tmp_path / out).exists()


def test_what_is_no_project_s_file_is_refused(run: Any, tmp_path: Path) -> None:
    assert "There is no file" in run("project", "unpack", tmp_path / "none.aura").err
    file = tmp_path / "text.aura"
    file.write_text("Not a project.")
    ran = run("project", "unpack", file)
    assert ran.code != 0
    assert "This is no project's file" in ran.err
    assert run("project", "list").out == "No projects yet; `aura project create TOPIC` makes one.\n"


def test_a_timeline_is_written_alone_or_with_its_media(run: Any, project: str, tmp_path: Path) -> None:
    for name in ("film.otio", "film.otioz"):
        assert run("project", "otio", project, "--out", tmp_path / name).code == 0
        assert (tmp_path / name).is_file()
    assert json.loads((tmp_path / "film.otio").read_text())["OTIO_SCHEMA"] == "Timeline.1"
    assert run("project", "otio", project, "--out", tmp_path / "here.otio", "--in-place").code == 0
    for words in (("film.edl",), ("film.otioz", "--in-place")):
        ran = run("project", "otio", project, "--out", tmp_path / words[0], *words[1:])
        assert ran.code != 0
        assert ".otioz" in ran.err


def test_the_media_lies_beside_the_timeline_that_a_link_leads_to(
    run: Any, project: str, tmp_path: Path
) -> None:
    picture, link = tmp_path / "red.png", tmp_path / "link.otio"
    Image.new("RGB", (64, 48), "red").save(picture)
    digest = run("asset", "add", project, picture, "--json").json["digest"]
    run("scene", "media", project, "1", "--asset", digest)
    link.symlink_to(tmp_path / "edit" / "film.otio")

    assert run("project", "otio", project, "--out", link).code == 0
    assert link.is_symlink()
    assert (tmp_path / "edit" / "film.otio").is_file()
    assert (tmp_path / "edit" / "media" / f"{digest}.png").read_bytes() == picture.read_bytes()
    assert not (tmp_path / "media").exists()
