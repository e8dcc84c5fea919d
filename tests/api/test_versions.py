"""Versions over HTTP: compared, restored in part, branched, and saved when a page is left."""

from typing import Any

import pytest
from starlette.responses import Response

PROJECT = "/projects/{project_id}"
VERSIONS = f"{PROJECT}/versions"
SCENE = f"{PROJECT}/scenes/{{scene_id}}"
ANY = {"If-Match": "*"}


def say(stage: Any, text: str) -> None:
    done = stage.send("PATCH", SCENE, json={"script_text": text}, headers=ANY)
    assert done.status_code == 200, done.text


def text(stage: Any) -> str:
    found: str = stage.send("GET", SCENE).json()["script_text"]
    return found


def refused(response: Response, status: int, field: str | None) -> str:
    body = response.json()
    assert (response.status_code, body.get("field")) == (status, field), response.text
    detail: str = body["detail"]
    return detail


def test_a_version_is_compared_with_now_and_with_another(stage: Any) -> None:
    say(stage, "Scene two.")
    stage.send("POST", VERSIONS, json={"name": "Third"})
    say(stage, "Scene 2.")

    with_now = stage.send("GET", f"{VERSIONS}/3/compare").json()
    assert with_now["summary"] == ["Scene 2: text changed"]
    (scene,) = with_now["scenes"]
    assert (scene["scene"], scene["before"], scene["after"], scene["is_moved"]) == (
        stage.ids["scene_id"],
        2,
        2,
        False,
    )
    assert scene["fields"][0]["words"] == [
        {"fate": "kept", "text": "Scene "},
        {"fate": "removed", "text": "two"},
        {"fate": "added", "text": "2"},
        {"fate": "kept", "text": "."},
    ]
    assert stage.send("GET", f"{VERSIONS}/2/compare").json()["is_same"]
    other = stage.send("GET", f"{VERSIONS}/3/compare", params={"with": 1}).json()
    assert other["summary"] == ["sky.png removed", "Scene 2: text changed"]
    assert other["assets"][0]["after"] is None


@pytest.mark.parametrize(("other", "status"), [("77", 404), ("0", 422), ("x", 422), ("2147483648", 422)])
def test_a_version_that_is_none_is_not_compared_with(stage: Any, other: str, status: int) -> None:
    response = stage.send("GET", f"{VERSIONS}/1/compare", params={"with": other})

    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"


def test_one_scene_is_restored_with_the_tag_of_what_it_is_then(stage: Any) -> None:
    say(stage, "Other words.")
    done = stage.send("POST", f"{VERSIONS}/1/scenes/{{scene_id}}/restore").json()

    assert [action["description"] for action in done["actions"]] == [
        "Restored scene 2 as in version 1 (Created)"
    ]
    assert stage.tag(SCENE) == f'"{done["etag"]}"'
    assert text(stage) == "Scene 2."
    stage.send("POST", f"{PROJECT}/undo")
    assert text(stage) == "Other words."


def test_a_scene_that_is_in_no_such_version_is_refused_by_name(stage: Any) -> None:
    made = stage.send("POST", f"{PROJECT}/scenes", json={"script_text": "New."}).json()
    new = next(
        item["scene"]["id"]
        for item in stage.send("GET", f"{PROJECT}/scenes").json()["items"]
        if item["scene"]["script_text"] == "New."
    )
    assert made["actions"]
    response = stage.send("POST", f"{VERSIONS}/1/scenes/{new}/restore")

    assert "version 1" in refused(response, 404, "scene")


def test_one_part_is_restored(stage: Any) -> None:
    stage.send("PATCH", f"{PROJECT}/brief", json={"tone": "calm"}, headers=ANY)
    stage.send("PATCH", f"{PROJECT}/voice", json={"rate_percent": 90}, headers=ANY)
    done = stage.send("POST", f"{VERSIONS}/1/parts/brief/restore").json()

    assert done["actions"][0]["kind"] == "version.restore-part"
    assert stage.tag(f"{PROJECT}/brief") == f'"{done["etag"]}"'
    assert stage.send("GET", f"{PROJECT}/brief").json()["tone"] == ""
    assert stage.send("GET", f"{PROJECT}/voice").json()["rate_percent"] == 90


def test_a_part_that_is_none_is_refused(stage: Any) -> None:
    for part in ("timeline", "x", "%00"):
        response = stage.send("POST", f"{VERSIONS}/1/parts/{part}/restore")
        assert response.status_code == 422, response.text


def test_a_page_that_is_left_saves_what_changed_and_says_so(stage: Any) -> None:
    nothing = stage.send("POST", f"{VERSIONS}/autosave").json()
    assert (nothing["is_new"], nothing["version"]["number"]) == (False, 2)
    say(stage, "Other words.")
    saved = stage.send("POST", f"{VERSIONS}/autosave").json()
    assert (saved["is_new"], saved["version"]["type"]) == (True, "Autosave")
    say(stage, "And others.")
    assert stage.send("POST", f"{VERSIONS}/autosave").json() == {**saved, "is_new": False}

    def numbers(**params: Any) -> list[int]:
        return [line["number"] for line in stage.send("GET", VERSIONS, params=params).json()["items"]]

    assert numbers() == [2, 1]
    assert numbers(autosaves=True) == [3, 2, 1]
    assert numbers(type="Autosave") == [3]
    stage.send("PATCH", f"{VERSIONS}/3", json={"name": "Good"})
    assert numbers() == [3, 2, 1]


@pytest.mark.parametrize("path", [f"{VERSIONS}/1/branch", f"{PROJECT}/duplicate"])
def test_a_copy_is_at_its_location_and_says_what_it_was_opened_from(stage: Any, path: str) -> None:
    say(stage, "Other words.")
    made = stage.send("POST", path)
    assert made.status_code == 201
    copy = stage.client.get(made.headers["location"]).json()
    version = stage.send("GET", f"{VERSIONS}/1").json()

    assert copy["id"] == made.json()["id"] != stage.ids["project_id"]
    assert copy["title"] == "Rivers (copy)"
    assert copy["origin_version_id"] == (version["id"] if "branch" in path else None)
    assert stage.send("GET", PROJECT).json()["origin_version_id"] is None
    stage.ids["project_id"] = copy["id"]
    assert text(stage) == ("Scene 2." if "branch" in path else "Other words.")
