"""Errors as a browser meets them, those included that are found before any page is asked."""

import uuid
from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

FORM = {"content-type": "application/x-www-form-urlencoded"}
ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}


def test_what_is_refused_before_any_page_is_asked_is_a_page_in_a_browser(
    client: TestClient, seen: type[Any]
) -> None:
    much = b"text=" + b"a" * 3_000_000
    answers = {
        "AURA_ALLOWED_HOSTS": client.get("/", headers={"Host": "studio.example"}),
        "Another site": client.post("/new", headers=ELSEWHERE, data={"topic": "Lamps"}),
        "AURA_MAX_BODY_BYTES": client.post("/new/script", headers=FORM, content=much),
    }
    for words, answer in answers.items():
        assert answer.status_code in (403, 413)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        page = seen(answer.text)
        assert "h1" in page.elements
        assert words in " ".join(page.texts)


def test_the_same_is_a_toast_over_the_page_that_asks_by_script_and_a_problem_for_programs(
    client: TestClient,
) -> None:
    much = b"name=notes&value=" + b"a" * 3_000_000
    put = "/projects/01a21cd6-ee6a-7161-b0f6-045f809da268/parts/brief?at=brief"
    toast = client.put(put, headers={**FORM, "HX-Request": "true"}, content=much)
    assert toast.status_code == 413
    assert 'class="toast"' in toast.text
    assert toast.headers["HX-Reswap"] == "none"

    told = client.post("/api/v1/projects", headers=ELSEWHERE, json={})
    assert told.status_code == 403
    assert told.headers["content-type"] == "application/problem+json"


def test_a_scene_that_was_deleted_meanwhile_is_told_of_without_its_id(
    client: TestClient, new_project: Callable[..., uuid.UUID]
) -> None:
    mine, scene = new_project("Lamps"), str(uuid.uuid4())
    asked = {"name": "script_text", "value": "Light.", "was": ""}
    put = f"/projects/{mine}/scenes/{scene}?at=scenes"
    one = client.put(put, headers={"HX-Request": "true"}, data=asked)
    many = f"/projects/{mine}/scenes/delete"
    some = client.post(many, headers={"HX-Request": "true"}, data={"scenes": f"{scene} {uuid.uuid4()}"})

    for answer in (one, some):
        assert answer.status_code == 404
        assert "That scene is not there any more. It was deleted meanwhile; undo" in answer.text
        assert scene not in answer.text
        assert "the bin" not in answer.text
