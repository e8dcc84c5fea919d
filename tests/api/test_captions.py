"""Subtitle files over HTTP: out of a project and of an export, and into a project."""

from typing import Any

import pytest

from aura.projects.subtitle_files import read

CAPTIONS, EXPORT = "/projects/{project_id}/captions", "/exports/{export_id}/captions"
PROJECT = "/projects/{project_id}"
SRT = b"1\n00:00:00,500 --> 00:00:01,500\nWater & wine.\n\n2\n00:00:02,500 --> 00:00:03,000\nRuns.\n"
LATE = b"\n3\n00:10:00,000 --> 00:10:01,000\nToo late.\n\n4\n00:11:00,000 --> 00:11:01,000\nLater.\n"


def load(stage: Any, content: Any = SRT, kind: str | None = "text/vtt", **request: Any) -> Any:
    headers = {} if kind is None else {"Content-Type": kind}
    return stage.send("POST", CAPTIONS, content=content, headers=headers, **request)


def own(stage: Any) -> list[list[str]]:
    """The texts of each scene's own captions."""
    scenes = stage.send("GET", f"{PROJECT}/scenes").json()["items"]
    return [[cue["text"] for cue in item["scene"].get("captions", [])] for item in scenes]


def test_a_file_goes_in_and_comes_out_in_both_formats(stage: Any) -> None:
    loaded = load(stage).json()
    assert (loaded["cues"], loaded["left_out"]) == (2, {"count": 0, "first": None})
    assert own(stage) == [["Water & wine."], ["Runs."], []]

    srt = stage.send("GET", CAPTIONS, params={"format": "srt"})
    assert srt.content.strip() == SRT.strip()
    assert srt.headers["content-type"] == "application/x-subrip; charset=utf-8"
    vtt = stage.send("GET", CAPTIONS)
    assert vtt.text.startswith("WEBVTT\n\n00:00:00.500 --> 00:00:01.500\nWater &amp; wine.\n")
    assert vtt.headers["content-type"] == "text/vtt; charset=utf-8"
    assert read(vtt.content) == read(SRT)


def test_what_no_scene_takes_is_told(stage: Any) -> None:
    loaded = load(stage, SRT + LATE).json()
    assert (loaded["cues"], loaded["left_out"]) == (2, {"count": 2, "first": "Too late."})
    refused = load(stage, LATE)
    assert refused.status_code == 409
    assert own(stage) == [["Water & wine."], ["Runs."], []]


def test_a_load_is_undone_at_once(stage: Any) -> None:
    before = stage.send("GET", f"{PROJECT}/document").json()
    assert len(load(stage).json()["actions"]) == 2
    stage.send("POST", f"{PROJECT}/undo")
    assert stage.send("GET", f"{PROJECT}/document").json() == before


def test_captions_are_taken_away_at_once(stage: Any) -> None:
    load(stage)
    before = stage.send("GET", f"{PROJECT}/document").json()
    assert len(stage.send("DELETE", CAPTIONS).json()["actions"]) == 2
    assert own(stage) == [[], [], []]
    assert stage.send("GET", CAPTIONS).text == "WEBVTT\n"
    stage.send("POST", f"{PROJECT}/undo")
    assert stage.send("GET", f"{PROJECT}/document").json() == before


@pytest.mark.parametrize(
    "kind", ["text/vtt", "application/x-subrip", "text/plain; charset=utf-8", "TEXT/VTT", None]
)
def test_a_file_is_known_by_what_it_says(stage: Any, kind: str | None) -> None:
    assert load(stage, kind=kind).status_code == 200


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "image/png"])
def test_what_is_said_to_be_something_else_is_refused(stage: Any, kind: str) -> None:
    refused = load(stage, kind=kind)
    assert refused.status_code == 422
    assert "text/vtt" in refused.json()["detail"]


def test_what_is_no_subtitle_is_refused_and_changes_nothing(stage: Any) -> None:
    load(stage)
    for content, words in ((b"\x89PNG\r\n\x1a\n", "Line 2"), (b"", "empty"), (b"Once.", "no subtitles")):
        refused = load(stage, content)
        assert refused.status_code == 422
        assert words in refused.json()["detail"]
        assert refused.json()["field"] == "file"
    assert own(stage) == [["Water & wine."], ["Runs."], []]


def test_a_file_may_be_larger_than_any_json_but_not_larger_than_ten_megabytes(stage: Any) -> None:
    room = 10 * 2**20 - len(SRT)
    assert load(stage, SRT + b" " * room).status_code == 200
    assert load(stage, SRT + b" " * (room + 1)).status_code == 413
    assert load(stage, (b" " * 2**20 for _ in range(11))).status_code == 413


def test_only_two_formats_are_written(stage: Any) -> None:
    for path in (CAPTIONS, EXPORT):
        assert stage.send("GET", path, params={"format": "ass"}).status_code == 422


def test_the_file_is_named_after_the_film(stage: Any) -> None:
    for title, name in (
        ('Grüße: a/b\\c "d"', "Gr%C3%BC%C3%9Fe%20a%20b%20c%20d.srt"),
        ("../..", "film.srt"),
        ("x" * 300, "x" * 120 + ".srt"),
    ):
        stage.send("PATCH", f"{PROJECT}/head", json={"title": title}, headers={"If-Match": "*"})
        found = stage.send("GET", CAPTIONS, params={"format": "srt"})
        assert found.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"


def test_captions_come_out_of_a_project_that_does_not_burn_them_in(stage: Any) -> None:
    load(stage)
    stage.send("PATCH", f"{PROJECT}/render", json={"captions": False}, headers={"If-Match": "*"})
    assert "Runs." in stage.send("GET", CAPTIONS).text


def test_a_version_gives_the_captions_it_froze(stage: Any) -> None:
    load(stage)
    stage.ids["number"] = stage.send("POST", f"{PROJECT}/versions", json={"name": "Shown"}).json()["number"]
    stage.send("DELETE", CAPTIONS)
    path = f"{PROJECT}/versions/{{number}}/captions"
    assert stage.send("GET", path, params={"format": "srt"}).content.strip() == SRT.strip()
    stage.ids["number"] = 99
    assert stage.send("GET", path).status_code == 404


def test_an_export_gives_the_captions_of_the_version_it_shows(stage: Any) -> None:
    waiting = stage.send("GET", EXPORT)
    assert waiting.status_code == 409
    assert "Queued" in waiting.json()["detail"]

    load(stage)
    number = stage.send("POST", f"{PROJECT}/versions", json={"name": "Shown"}).json()["number"]
    stage.pin(number)
    stage.send("DELETE", CAPTIONS)
    assert stage.send("GET", EXPORT, params={"format": "srt"}).content.strip() == SRT.strip()
    stage.send("DELETE", PROJECT)
    assert "Runs." in stage.send("GET", EXPORT).text, "as the film itself, while the export is there"
