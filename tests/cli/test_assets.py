"""People's own files on the command line."""

import os
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3
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


def test_a_home_whose_name_is_no_text_takes_files_and_shows_them(
    run: Any, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AURA_DATABASE_URL")
    home = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")
    run("--home", home, "project", "create", "Rivers", "--scene", "One.")
    added = run("--home", home, "asset", "add", "latest", files[0])
    assert added.code == 0, added.err
    digest = added.out.split()[-1]

    assert run("--home", home, "scene", "media", "latest", "1", "--asset", digest).code == 0
    assert run("--home", home, "thumbnail", "latest", "--output", tmp_path / "seen.jpg").code == 0
    with Image.open(tmp_path / "seen.jpg") as seen:
        assert seen.convert("RGB").getpixel((9, 9)) == pytest.approx((255, 0, 0), abs=8)


def test_a_file_of_no_use_is_named_and_none_of_its_companions_is_added(
    run: Any, project: str, files: list[Path]
) -> None:
    ran = run("asset", "add", project, *files)
    assert ran.code == 2
    assert "film.mp4: Aura takes pictures, sounds and videos; this is text." in ran.err
    assert run("asset", "list", project, "--json").json["items"] == []


def test_a_file_that_is_too_large_is_named(
    run: Any, project: str, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURA_MAX_UPLOAD_BYTES", "5000")
    files[1].write_bytes(bytes(5001))
    ran = run("asset", "add", project, *files[:2])
    assert (ran.code, ran.err) == (6, "aura: blue.png: The file is larger than 5,000 bytes. (file)\n")
    assert run("asset", "list", project, "--json").json["items"] == []


def test_a_file_that_is_not_there_stops_the_others(run: Any, project: str, files: list[Path]) -> None:
    ran = run("asset", "add", project, files[0], files[0].with_name("none.png"))
    assert ran.code == 3
    assert run("asset", "list", project, "--json").json["items"] == []


def test_a_file_is_known_by_as_many_digits_as_the_list_shows(
    run: Any, project: str, files: list[Path], tmp_path: Path
) -> None:
    run("asset", "add", project, *files[:2])
    blue, red = sorted(run("asset", "list", project).out.splitlines(), key=lambda line: line.split()[-1])
    shown = [line.split()[0] for line in (red, blue)]
    assert all(len(digits) == 16 for digits in shown)

    assert run("asset", "get", project, shown[0], "--out", tmp_path / "back.png").code == 0
    assert (tmp_path / "back.png").read_bytes() == files[0].read_bytes()
    assert run("scene", "media", project, "1", "--asset", shown[0].upper()).code == 0
    assert run("asset", "replace", project, *shown).out == "Replaced red.png by blue.png in 1 scene.\n"
    assert run("asset", "remove", project, shown[0]).code == 0


def test_digits_that_mean_several_files_or_none_are_refused(run: Any, project: str, tmp_path: Path) -> None:
    alike = _alike(tmp_path)
    run("asset", "add", project, *alike)
    digits = run("asset", "list", project).out[:4]

    several = run("asset", "remove", project, digits)
    assert several.code == 4
    assert all(path.name in several.err for path in alike)
    for few in ("", digits[:3]):
        assert run("asset", "remove", project, few).code == 2
    none = run("asset", "get", project, "0" * 16, "--out", tmp_path / "back.png")
    assert (none.code, none.err) == (3, f"aura: This project has no asset {'0' * 16}. (digest)\n")
    assert len(run("asset", "list", project, "--json").json["items"]) == 2


def _alike(folder: Path) -> list[Path]:
    """Two pictures whose digests begin with the same four digits."""
    found: dict[str, Path] = {}
    for shade in range(256 * 256):
        path = folder / f"{shade}.png"
        Image.new("RGB", (1, 1), (shade % 256, shade // 256, 0)).save(path)
        before = found.setdefault(blake3(path.read_bytes()).hexdigest()[:4], path)
        if before is not path:
            return [before, path]
    raise AssertionError("no two are alike")
