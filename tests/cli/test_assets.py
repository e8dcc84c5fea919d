"""People's own files on the command line."""

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two pictures, and a letter that is called a film."""
    paths = [tmp_path / name for name in ("red.png", "blue.png", "film.mp4")]
    for path in paths[:2]:
        Image.new("RGB", (64, 48), path.stem).save(path)
    paths[2].write_text("Dear friend,\n")
    return paths


def test_several_files_are_added_at_once_and_shown_with_what_was_measured(
    run: Any, project: str, files: list[Path]
) -> None:
    added = run("asset", "add", project, *files[:2], "--json").json["items"]
    assert [(asset["name"], asset["width_px"], asset["height_px"]) for asset in added] == [
        ("red.png", 64, 48),
        ("blue.png", 64, 48),
    ]
    listed = run("asset", "list", project).out
    assert listed.count("64x48") == 2


def test_a_file_whose_name_is_no_text_is_added_under_what_can_be_read_of_it(
    run: Any, project: str, files: list[Path]
) -> None:
    named = files[0].rename(os.fsdecode(os.fsencode(files[0].parent) + b"/caf\xe9.png"))

    assert run("asset", "add", project, named).code == 0
    assert [asset["name"] for asset in run("asset", "list", project, "--json").json["items"]] == [
        "caf\ufffd.png"
    ]


def test_a_file_of_no_use_is_named_and_none_of_its_companions_is_added(
    run: Any, project: str, files: list[Path]
) -> None:
    ran = run("asset", "add", project, *files)
    assert ran.code == 2
    assert "film.mp4: Aura takes pictures, sounds and videos; this is text." in ran.err
    assert run("asset", "list", project, "--json").json["items"] == []


def test_a_file_that_is_not_there_stops_the_others(run: Any, project: str, files: list[Path]) -> None:
    ran = run("asset", "add", project, files[0], files[0].with_name("none.png"))
    assert ran.code == 3
    assert run("asset", "list", project, "--json").json["items"] == []
