"""``aura captions``: files by their endings, and refusals in words."""

from pathlib import Path
from typing import Any

SRT = "1\n00:00:00,500 --> 00:00:01,500\nWater & wine.\n\n2\n00:00:02,500 --> 00:00:03,000\nRuns.\n"


def test_what_was_loaded_is_saved_by_the_ending_of_the_name(run: Any, project: str, tmp_path: Path) -> None:
    given, srt, vtt = (tmp_path / name for name in ("given.srt", "film.SRT", "film.vtt"))
    given.write_text(SRT)
    assert run("captions", "load", project, given).out == "Loaded 2 captions into 2 scenes.\n"
    assert run("captions", "save", project, "--out", srt).out == f"Wrote {srt}, 2 captions\n"
    assert run("captions", "save", project, "--out", vtt, "--json").json == {"file": str(vtt), "captions": 2}
    assert srt.read_text().strip() == SRT.strip()
    assert vtt.read_text().startswith("WEBVTT\n\n00:00:00.500 --> ")
    assert "Water &amp; wine." in vtt.read_text()


def test_the_captions_of_a_version_are_saved_as_it_froze_them(run: Any, project: str, tmp_path: Path) -> None:
    given, out = tmp_path / "given.srt", tmp_path / "film.srt"
    given.write_text(SRT)
    run("captions", "load", project, given)
    number = run("version", "save", project, "--json").json["number"]
    run("captions", "clear", project)
    run("captions", "save", project, "--version", number, "--out", out)
    assert out.read_text().strip() == SRT.strip()
    assert run("captions", "save", project, "--version", 99, "--out", out).err == (
        "aura: This project has no version 99. (version)\n"
    )


def test_another_ending_is_refused_and_nothing_is_written(run: Any, project: str, tmp_path: Path) -> None:
    refused = run("captions", "save", project, "--out", tmp_path / "film.txt")
    assert refused.code != 0
    assert refused.err == "aura: A subtitle file's name ends in .srt or .vtt. (out)\n"
    assert not (tmp_path / "film.txt").exists()


def test_what_was_left_out_is_said(run: Any, project: str, tmp_path: Path) -> None:
    given = tmp_path / "given.srt"
    given.write_text(
        SRT + "\n00:10:00,000 --> 00:10:01,000\nLate.\n\n00:11:00,000 --> 00:11:01,000\nLater.\n"
    )
    assert run("captions", "load", project, given).out == (
        "Loaded 2 captions into 2 scenes.\nLeft out 2 cues for which the film has no time, first “Late.”.\n"
    )
    loaded = run("captions", "load", project, given, "--json").json
    assert (loaded["actions"], loaded["left_out"]) == ([], {"count": 2, "first": "Late."})


def test_a_load_and_a_clearing_are_one_step_each(run: Any, project: str, tmp_path: Path) -> None:
    given = tmp_path / "given.srt"
    given.write_text(SRT)
    before = run("scene", "list", project, "--json").json
    run("captions", "load", project, given)
    loaded = run("scene", "list", project, "--json").json
    assert run("captions", "clear", project).out == "Took the captions from 2 scenes.\n"
    assert run("captions", "clear", project).out == "Nothing to change.\n"
    assert run("scene", "list", project, "--json").json == before
    run("undo", project)
    assert run("scene", "list", project, "--json").json == loaded
    run("undo", project)
    assert run("scene", "list", project, "--json").json == before


def test_a_file_that_is_none_is_refused_in_one_line(run: Any, project: str, tmp_path: Path) -> None:
    missing = run("captions", "load", project, tmp_path / "no.srt")
    assert (missing.code != 0, missing.err) == (True, f"aura: There is no file {tmp_path}/no.srt. (file)\n")
    given = tmp_path / "given.srt"
    given.write_bytes(b"1\n00:00:01,000 --> 00:00:02,000\nA\x00\n")
    refused = run("captions", "load", project, given)
    assert refused.code != 0
    assert refused.err.startswith("aura: Line 3 holds the character U+0000")
