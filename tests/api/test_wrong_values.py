"""JSON of the right shape with a value that cannot be: the field is named, and no row changes."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.responses import Response

PROJECT = "/projects/{project_id}"
JSON = {"Content-Type": "application/json", "If-Match": "*"}


def is_refused(response: Response, *statuses: int) -> bool:
    body = response.json()
    return (
        response.status_code in (statuses or (422,))
        and response.headers["content-type"] == "application/problem+json"
        and body["status"] == response.status_code
        and 10 < len(body["detail"]) < 2000
    )


WRONG_FIELDS: list[tuple[str, str, dict[str, Any], str]] = [
    ("POST", "/projects", {}, "brief"),
    ("POST", "/projects", {"brief": {}}, "brief.topic"),
    ("POST", "/projects", {"brief": {"topic": " \n"}}, "brief.topic"),
    ("POST", "/projects", {"brief": {"topic": "x" * 301}}, "brief.topic"),
    ("POST", "/projects", {"brief": {"topic": "a\u0000b"}}, "brief.topic"),
    ("POST", "/projects", {"brief": {"topic": "a\u009fb"}}, "brief.topic"),
    ("POST", "/projects", {"brief": {"topic": 5}}, "brief.topic"),
    ("POST", "/projects", {"brief": {"topic": ["x"]}}, "brief.topic"),
    ("POST", "/projects", {"brief": {"topic": "x", "aspect": "2:1"}}, "brief.aspect"),
    ("POST", "/projects", {"brief": {"topic": "x", "language": "english please"}}, "brief.language"),
    ("POST", "/projects", {"brief": {"topic": "x"}, "scenes": {}}, "scenes"),
    ("POST", "/projects", {"brief": {"topic": "x"}, "scenes": [{"id": "1"}]}, "scenes[0].id"),
    (
        "POST",
        "/projects",
        {"brief": {"topic": "x"}, "scenes": [{"script_text": None}]},
        "scenes[0].script_text",
    ),
    ("PATCH", f"{PROJECT}/brief", {"topic": None}, "topic"),
    ("PATCH", f"{PROJECT}/plan", {"target_duration_s": 4}, "target_duration_s"),
    ("PATCH", f"{PROJECT}/plan", {"target_duration_s": 10**18}, "target_duration_s"),
    ("PATCH", f"{PROJECT}/plan", {"target_duration_s": 60.5}, "target_duration_s"),
    ("PATCH", f"{PROJECT}/plan", {"target_duration_s": "60"}, "target_duration_s"),
    ("PATCH", f"{PROJECT}/plan", {"target_duration_s": True}, "target_duration_s"),
    ("PATCH", f"{PROJECT}/plan", {"sections": [{"title": 1}]}, "sections[0].title"),
    ("PATCH", f"{PROJECT}/voice", {"rate_percent": 49}, "rate_percent"),
    ("PATCH", f"{PROJECT}/voice", {"pause": "natural"}, "pause"),
    ("PATCH", f"{PROJECT}/render", {"captions": "yes"}, "captions"),
    ("PATCH", f"{PROJECT}/render", {"captions": 1}, "captions"),
    ("PATCH", f"{PROJECT}/scenes/{{scene_id}}", {"authored_frames": -1}, "authored_frames"),
    ("PATCH", f"{PROJECT}/scenes/{{scene_id}}", {"script_text": "x" * 20_001}, "script_text"),
    ("PATCH", f"{PROJECT}/scenes/{{scene_id}}", {"transition_frames": -1}, "transition_frames"),
    ("PATCH", f"{PROJECT}/scenes/{{scene_id}}", {"captions": [{}]}, "captions[0].start_ms"),
    ("PATCH", f"{PROJECT}/scenes/{{scene_id}}", {"media": {"asset": "x"}}, "media.asset"),
    ("PATCH", f"{PROJECT}/scenes/{{scene_id}}", {"motion": "spin"}, "motion"),
    ("PATCH", f"{PROJECT}/scenes/{{scene_id}}", {"transition": "star"}, "transition"),
    ("PATCH", f"{PROJECT}/scenes/{{scene_id}}", {"speed_percent": 24}, "speed_percent"),
    ("POST", f"{PROJECT}/scenes/{{scene_id}}/move", {"after": "middle"}, "after"),
    ("POST", f"{PROJECT}/scenes/{{scene_id}}/move", {}, "after"),
    ("POST", f"{PROJECT}/scenes", {"after": "first"}, "after"),
    ("POST", f"{PROJECT}/versions", {"name": "x" * 301}, "name"),
    ("POST", f"{PROJECT}/versions", {"important": "yes"}, "important"),
    ("POST", "/projects", {"brief": {}, "scenes": [{"after": "start"}]}, "scenes[0].after"),
    ("POST", f"{PROJECT}/edits", {}, "edits"),
    ("POST", f"{PROJECT}/edits", {"edits": []}, "edits"),
    ("POST", f"{PROJECT}/edits", {"edits": [{}]}, "edits[0].kind"),
    ("POST", f"{PROJECT}/edits", {"edits": [{"kind": 1}]}, "edits[0].kind"),
    ("POST", f"{PROJECT}/edits", {"edits": [{"kind": "scene.nothing"}]}, "edits[0].kind"),
    ("POST", f"{PROJECT}/edits", {"edits": [{"kind": "version.restore"}]}, "edits[0].kind"),
    ("POST", f"{PROJECT}/edits", {"edits": [{"kind": "asset.add"}]}, "edits[0].kind"),
    ("POST", f"{PROJECT}/edits", {"edits": [{"kind": "scene.text"}]}, "edits[0].scene"),
    (
        "POST",
        f"{PROJECT}/edits",
        {"edits": [{"kind": "scene.text", "scene": "1", "text": ""}]},
        "edits[0].scene",
    ),
    ("POST", f"{PROJECT}/edits", {"edits": [{"kind": "brief.set", "tone": "x"}] * 1001}, "edits"),
]


def test_a_wrong_field_is_named_and_changes_nothing(stage: Any, rows: Callable[[], Any]) -> None:
    before = rows()
    for method, path, body, field in WRONG_FIELDS:
        response = stage.send(method, path, json=body, headers=JSON)
        assert is_refused(response, 404, 422), (path, body, response.text)
        assert response.json().get("field") == field, (path, body, response.text)
    assert rows() == before


def test_one_wrong_edit_of_many_loses_all_of_them(stage: Any, rows: Callable[[], Any]) -> None:
    before = rows()
    good = [{"kind": "scene.text", "scene": scene, "text": "New."} for scene in stage.scenes]
    for bad in (
        {"kind": "scene.delete", "scene": "00000000-0000-7000-8000-000000000099"},
        {"kind": "scene.media", "scene": stage.scenes[0], "media": {"asset": "0" * 64}},
        {"kind": "scene.move", "scene": stage.scenes[0], "after": stage.scenes[0]},
        {"kind": "asset.remove", "digest": "0" * 64},
    ):
        for edits in ([*good, bad], [good[0], bad, good[1]]):
            response = stage.send("POST", f"{PROJECT}/edits", json={"edits": edits}, headers=JSON)
            assert is_refused(response, 404, 409, 422), response.text
    assert rows() == before


PARAMETERS = [
    "/projects?limit=0",
    "/projects?limit=201",
    "/projects?limit=x",
    "/projects?limit=1e3",
    "/projects?limit=" + "9" * 5000,
    "/projects?status=Gone",
    "/projects?deleted=perhaps",
    "/projects?search=%00",
    "/projects?search=" + "x" * 201,
    "/projects?cursor=x",
    "/projects?cursor=" + "x" * 501,
    "/projects?cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwgIjAiXQ",
    f"{PROJECT}/versions?cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTldCg",
    f"{PROJECT}/versions?type=manual",
    f"{PROJECT}/versions?cursor=WzIxNDc0ODM2NDhd",
    f"{PROJECT}/actions?cursor=W10",
    f"{PROJECT}/actions?limit=-1",
    "/exports?status=Done",
    "/exports?project=1",
    "/exports?cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsICJcdTAwMDAiXQ",
    "/exports/{export_id}/events?after=-1",
    "/exports/{export_id}/events?after=" + "9" * 30,
    "/presets/%00",
    f"{PROJECT}/exports/check?preset=%00",
    f"{PROJECT}/exports/explain?preset=a%00b",
]


def test_a_parameter_that_makes_no_sense_is_refused(stage: Any) -> None:
    for path in PARAMETERS:
        response = stage.send("GET", path)
        assert is_refused(response), (path, response.text)


def test_behind_an_event_that_is_yet_to_come_there_is_none(stage: Any) -> None:
    for after in (2**31 - 1, 2**31, 2**62):
        response = stage.send("GET", f"/exports/{{export_id}}/events?after={after}")
        assert (response.status_code, response.json()["items"]) == (200, [])


ID = "00000000-0000-7000-8000-000000000001"


def change(kind: str, **fields: Any) -> tuple[str, str, dict[str, Any]]:
    return "POST", f"{PROJECT}/edits", {"edits": [{"kind": kind, **fields}]}


LOOKALIKES = {
    "the same scene twice": (
        "POST",
        "/projects",
        {"brief": {"topic": "x"}, "scenes": [{"id": ID}, {"id": ID}]},
    ),
    "an id and a line end": ("POST", "/projects", {"brief": {"topic": "x"}, "scenes": [{"id": f"{ID}\n"}]}),
    "an id and a line end in a scene": ("POST", f"{PROJECT}/scenes", {"id": f"{ID}\n"}),
    "a place of hyphens": ("POST", f"{PROJECT}/scenes", {"after": "-" * 36}),
    "a place of zeros": ("POST", f"{PROJECT}/scenes/{{scene_id}}/move", {"after": "0" * 36}),
    "an id and a line end in an edit": change("scene.delete", scene=f"{ID}\n"),
    "a digest and a line end": change("asset.remove", digest="0" * 64 + "\n"),
}


@pytest.mark.parametrize("name", LOOKALIKES)
def test_what_only_looks_like_an_id_is_refused(stage: Any, rows: Callable[[], Any], name: str) -> None:
    method, path, body = LOOKALIKES[name]
    before = rows()
    assert is_refused(stage.send(method, path, json=body, headers=JSON), 409, 422)
    assert rows() == before


def test_a_scene_longer_than_any_may_be_is_refused_and_the_project_can_still_be_read(stage: Any) -> None:
    sound = stage.ids["digest"]
    narration = {"audio": sound, "frames": 100_000_000, "pause_frames": 1}
    method, path, body = change("scene.narration", scene=stage.ids["scene_id"], narration=narration)
    refused = stage.send(method, path, json=body, headers=JSON)
    assert is_refused(refused)
    assert stage.send("GET", f"{PROJECT}/document").status_code == 200
    fast = {"title": "x", "rate_numerator": 240_000}
    wordy = {"brief": {"topic": "x"}, "head": fast, "scenes": [{"script_text": "a " * 10_000}]}
    made = stage.send("POST", "/projects", json=wordy)
    assert made.status_code == 422 or stage.client.get(made.headers["location"]).status_code == 200
