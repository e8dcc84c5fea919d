"""Nobody's change is lost: it names the tag of what it was made from; people on two scenes never collide."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response

PROJECT = "/projects/{project_id}"
SCENE = f"{PROJECT}/scenes/{{scene_id}}"


def guarded(examples: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """Method, path and example of the routes that change what someone may have seen in another state."""
    return [(*route.split(), example) for route, example in examples.items() if example.guard]


def problem(response: Response, status: int, slug: str) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    assert (response.status_code, body["type"]) == (status, f"/problems/{slug}"), response.text
    assert response.headers["content-type"] == "application/problem+json"
    return body


def test_a_change_without_a_tag_is_refused_where_one_could_be_lost(
    stage: Any, examples: dict[str, Any], rows: Callable[[], Any]
) -> None:
    before = rows()
    for method, path, example in guarded(examples):
        response = stage.send(method, path, json=example.json)
        if (method, path) == ("POST", f"{PROJECT}/scenes"):
            assert response.status_code == 201, "a new scene at the end takes nothing from anyone"
            stage.ids["scene_id"] = example.json["id"]
            assert stage.send("DELETE", SCENE, headers={"If-Match": "*"}).status_code == 200
            before = rows()
        else:
            assert "If-Match" in problem(response, 428, "precondition-missing")["detail"]
    assert rows() == before


def test_a_tag_is_documented_as_needed_where_a_change_without_one_is_refused(
    app: FastAPI, examples: dict[str, Any]
) -> None:
    needed = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
        if any(each["name"] == "if-match" and each["required"] for each in operation.get("parameters", ()))
    }
    assert needed == {route for route, example in examples.items() if example.guard} - {
        f"POST {PROJECT}/scenes"
    }


ELSEWHERE: dict[str, tuple[str, dict[str, Any]]] = {
    f"{PROJECT}/brief": ("PATCH", {"goal": "new"}),
    f"{PROJECT}/plan": ("PATCH", {"density": "Dense"}),
    f"{PROJECT}/voice": ("PATCH", {"pause": "Long"}),
    f"{PROJECT}/render": ("PATCH", {"palette": "dusk"}),
    f"{PROJECT}/head": ("PATCH", {"description": "new"}),
    f"{PROJECT}/scenes": ("POST", {}),
    SCENE: ("PATCH", {"title": "new"}),
    "/settings/{key}": ("PUT", {"value": "another-model"}),
}
"""What somebody else does in the meantime to the part that a route gives."""


def test_a_change_under_an_old_tag_is_refused_with_what_is_there_now(
    new_stage: Callable[[], Any], examples: dict[str, Any], rows: Callable[[], Any]
) -> None:
    for method, path, example in guarded(examples):
        stage = new_stage()
        old = stage.tag(example.guard)
        other_method, change = ELSEWHERE[example.guard]
        happened = stage.send(other_method, example.guard, json=change, headers={"If-Match": "*"})
        assert happened.status_code in (200, 201), happened.text
        before = rows()
        refused = stage.send(method, path, json=example.json, headers={"If-Match": old})
        body = problem(refused, 412, "stale")
        now = stage.tag(example.guard)
        assert refused.headers["etag"] == now != old
        assert f'"{body["etag"]}"' == now
        if example.guard != f"{PROJECT}/scenes":
            assert body["current"] == stage.send("GET", example.guard).json()
        assert rows() == before
        again = stage.send(method, path, json=example.json, headers={"If-Match": now})
        assert again.status_code in (200, 201), again.text


def test_the_tag_a_change_answers_is_the_one_the_next_change_names(stage: Any) -> None:
    tag = stage.tag(SCENE)
    for text in ("One.", "Two.", "Three."):
        done = stage.send("PATCH", SCENE, json={"script_text": text}, headers={"If-Match": tag})
        assert f'"{done.json()["etag"]}"' == done.headers["etag"] == stage.tag(SCENE) != tag
        tag = done.headers["etag"]


def test_any_tag_will_do_for_a_caller_who_says_so(stage: Any) -> None:
    assert stage.send("DELETE", SCENE, headers={"If-Match": "*"}).status_code == 200


def test_what_is_no_tag_is_refused(stage: Any) -> None:
    for text in ("", "abc", '"abc', 'W/"abc"', '"a", "b"', '"', "**"):
        response = stage.send("DELETE", SCENE, headers={"If-Match": text})
        assert problem(response, 422, "invalid")["field"] == "If-Match", text
    assert problem(stage.send("DELETE", SCENE, headers={"If-Match": '""'}), 412, "stale")


def test_the_tag_of_a_scene_is_its_content_and_that_of_the_order_counts_its_changes(stage: Any) -> None:
    scene, order = stage.tag(SCENE), stage.tag(f"{PROJECT}/scenes")
    stage.send("PATCH", SCENE, json={"title": "Other"}, headers={"If-Match": "*"})
    assert stage.tag(f"{PROJECT}/scenes") == order
    assert stage.tag(SCENE) != scene
    stage.send("POST", f"{PROJECT}/undo")
    assert stage.tag(SCENE) == scene
    seen = [order]
    for act in (
        ("POST", f"{SCENE}/move", {"after": "end"}),
        ("POST", f"{PROJECT}/scenes", {}),
        ("DELETE", SCENE, None),
        ("POST", f"{PROJECT}/undo", None),
        ("POST", f"{PROJECT}/versions/1/restore", None),
    ):
        done = stage.send(act[0], act[1], json=act[2], headers={"If-Match": "*"})
        assert done.status_code in (200, 201), done.text
        seen.append(stage.tag(f"{PROJECT}/scenes"))
    assert len(set(seen)) == len(seen)


def test_two_people_on_two_scenes_never_collide(stage: Any) -> None:
    together = threading.Barrier(2)

    def edit(scene_id: str) -> list[int]:
        together.wait()
        path, answers = f"{PROJECT}/scenes/{scene_id}", []
        tag = stage.tag(path)
        for _ in range(15):
            done = stage.send("PATCH", path, json={"title": uuid.uuid4().hex}, headers={"If-Match": tag})
            answers.append(done.status_code)
            tag = done.headers["etag"]
        return answers

    with ThreadPoolExecutor(2) as people:
        assert list(people.map(edit, stage.scenes[:2])) == [[200] * 15] * 2


def test_of_people_on_one_scene_each_time_exactly_one_is_first(stage: Any) -> None:
    together = threading.Barrier(4)

    def edit(text: str, tag: str) -> int:
        together.wait()
        response: Response = stage.send("PATCH", SCENE, json={"title": text}, headers={"If-Match": tag})
        return response.status_code

    with ThreadPoolExecutor(4) as people:
        for number in range(4):
            tag = stage.tag(SCENE)
            texts = [f"{number} by {name}" for name in "abcd"]
            answers = Counter(people.map(edit, texts, [tag] * 4))
            assert answers == {200: 1, 412: 3}
            assert stage.send("GET", SCENE).json()["title"] in texts
