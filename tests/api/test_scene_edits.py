"""Scenes are copied, cut and changed together; the ids of new ones are made for whoever gives none."""

from pathlib import Path
from typing import Any

import pytest

from aura.ids import parse_id
from tests.api.conftest import film

PROJECT = "/projects/{project_id}"
SCENE = PROJECT + "/scenes/{scene_id}"
ANY = {"If-Match": "*"}


def scenes(stage: Any) -> list[dict[str, Any]]:
    return [item["scene"] for item in stage.send("GET", f"{PROJECT}/scenes").json()["items"]]


def edit(stage: Any, **fields: Any) -> Any:
    return stage.send("POST", f"{PROJECT}/edits", json={"edits": [fields]}, headers=ANY)


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ({"kind": "scene.insert"}, ["Scene 1.", "Scene 2.", "Scene 3.", ""]),
        ({"kind": "scene.duplicate", "scene": 1}, ["Scene 1.", "Scene 2.", "Scene 2.", "Scene 3."]),
        ({"kind": "scene.split", "scene": 1, "offset": 5}, ["Scene 1.", "Scene", "2.", "Scene 3."]),
        (
            {"kind": "scenes.duplicate", "scenes": [0, 2]},
            ["Scene 1.", "Scene 2.", "Scene 3.", "Scene 1.", "Scene 3."],
        ),
    ],
)
def test_a_new_scene_gets_an_id_that_undo_and_redo_keep(
    stage: Any, fields: dict[str, Any], texts: list[str]
) -> None:
    named = fields.get("scene", fields.get("scenes"))
    if isinstance(named, int):
        fields = {**fields, "scene": stage.scenes[named]}
    elif named:
        fields = {**fields, "scenes": [stage.scenes[each] for each in named]}
    assert edit(stage, **fields).status_code == 200
    after = scenes(stage)
    stage.send("POST", f"{PROJECT}/undo")
    stage.send("POST", f"{PROJECT}/redo")

    assert [scene.get("script_text") for scene in after] == texts
    assert all(parse_id(scene["id"], "scene") for scene in after)
    assert scenes(stage) == after


def test_an_id_that_was_given_is_kept(stage: Any) -> None:
    given = "00000000-0000-7000-8000-00000000000a"
    edit(stage, kind="scene.duplicate", scene=stage.scenes[0], id=given)

    assert scenes(stage)[1]["id"] == given


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "scenes.duplicate"}, "scenes"),
        ({"kind": "scenes.duplicate", "scenes": 5}, "scenes"),
        ({"kind": "scenes.duplicate", "scenes": ["x"]}, "scenes[0]"),
        ({"kind": "scene.insert", "scene": 5}, "scene"),
        ({"kind": "scene.split", "scene": "x"}, "scene"),
    ],
)
def test_a_wrong_payload_is_refused_by_its_field(stage: Any, fields: dict[str, Any], field: str) -> None:
    answer = edit(stage, **fields)

    assert (answer.status_code, answer.json()["field"]) == (422, f"edits[0].{field}")


def test_of_many_edits_the_one_that_is_refused_is_named(stage: Any) -> None:
    good = {"kind": "scene.text", "scene": stage.scenes[0], "text": "A lamp."}
    gone = "00000000-0000-7000-8000-00000000000a"
    wrong = {
        "edits[1].scene": {"kind": "scene.text", "scene": gone, "text": "A lamp."},
        "edits[1].text": {"kind": "scene.text", "scene": stage.scenes[0]},
        "edits[1].at": {"kind": "scene.split", "scene": stage.scenes[0], "at": 9_000},
    }
    before = scenes(stage)
    for field, edit in wrong.items():
        path = "/projects/{project_id}/edits"
        answer = stage.send("POST", path, json={"edits": [good, edit, good]}, headers={"If-Match": "*"})
        assert (answer.status_code, answer.json()["field"]) in ((404, field), (422, field)), answer.text
    assert scenes(stage) == before


def test_a_scene_s_fields_are_changed_as_one_step_whatever_edits_they_are(stage: Any) -> None:
    fields = {
        "fit": "contain",
        "overlays": [{"text": "The source", "end_ms": 900}],
        "voice": {"pause": "Long"},
        "volume_percent": 80,
        "transition": "fade",
        "transition_frames": 9,
        "media": {"asset": stage.ids["digest"]},
    }
    answer = stage.send("PATCH", SCENE, json=fields, headers=ANY)
    scene = stage.send("GET", SCENE).json()

    assert [action["description"] for action in answer.json()["actions"]] == [
        "Changed the picture of scene 2",
        "Changed how the picture of scene 2 is fitted",
        "Gave scene 2 a crossfade over 0.3 seconds",
        "Set the overlays of scene 2",
        "Changed the voice of scene 2",
        "Changed the volume of the narration in scene 2",
    ]
    assert scene["media"]["fit"] == "contain"
    assert (scene["voice"]["pause"], scene["volume_percent"], scene["transition_frames"]) == ("Long", 80, 9)

    before = scenes(stage)
    stage.send("POST", f"{PROJECT}/undo")
    assert [each["script_text"] for each in scenes(stage)] == [each["script_text"] for each in before]
    assert stage.send("GET", SCENE).json().get("media") is None


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ({"transition": "dissolve"}, ("dissolve", 9)),
        ({"transition_frames": 20}, ("fade", 20)),
        ({"transition": "cut", "transition_frames": 0}, ("cut", 0)),
        ({"title": "Lamps"}, ("fade", 9)),
    ],
)
def test_of_fields_that_are_set_together_those_that_are_not_sent_stay(
    stage: Any, fields: dict[str, Any], after: tuple[str, int]
) -> None:
    stage.send("PATCH", SCENE, json={"transition": "fade", "transition_frames": 9}, headers=ANY)

    answer = stage.send("PATCH", SCENE, json=fields, headers=ANY)

    assert answer.status_code == 200, answer.text
    scene = stage.send("GET", SCENE).json()
    assert (scene.get("transition", "cut"), scene.get("transition_frames", 0)) == after
    stage.send("POST", f"{PROJECT}/undo")
    scene = stage.send("GET", SCENE).json()
    assert (scene["transition"], scene["transition_frames"]) == ("fade", 9)


def test_where_a_clip_stands_still_and_for_how_long_are_changed_each_alone(
    stage: Any, tmp_path: Path
) -> None:
    film(tmp_path / "clip.mp4")
    clip = (tmp_path / "clip.mp4").read_bytes()
    digest = stage.send("POST", f"{PROJECT}/assets?name=clip.mp4", content=clip).json()["asset"]["digest"]
    shown = {"media": {"asset": digest}, "freeze_ms": 100, "freeze_for_ms": 500}
    stage.send("PATCH", SCENE, json=shown, headers=ANY)
    stills = []
    for fields in ({"freeze_ms": 300}, {"freeze_for_ms": 700}, {"freeze_for_ms": 0}):
        assert stage.send("PATCH", SCENE, json=fields, headers=ANY).status_code == 200
        media = stage.send("GET", SCENE).json()["media"]
        stills.append((media.get("freeze_ms", 0), media.get("freeze_for_ms", 0)))
    refused = stage.send("PATCH", SCENE, json={"freeze_ms": 300}, headers=ANY)

    assert stills == [(300, 500), (300, 700), (0, 0)]
    assert (refused.status_code, refused.json()["field"]) == (422, "freeze_for_ms")


def test_several_scenes_are_changed_and_a_text_replaced_in_all_of_them(stage: Any) -> None:
    edit(stage, kind="scenes.set", scenes=stage.scenes[:2], motion="out", clear=["narration"])
    answer = edit(stage, kind="script.replace-text", find="scene", replace="Part")

    assert answer.json()["actions"][0]["description"] == "Replaced “scene” by “Part” in 3 scenes"
    assert [(each.get("motion"), each["script_text"]) for each in scenes(stage)] == [
        ("out", "Part 1."),
        ("out", "Part 2."),
        ("auto", "Part 3."),
    ]
