"""Find and replace over all scenes: every place is told, and a replacement is one step of undo."""

import html
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.scene import Cue, Overlay, Scene
from aura.web.finding import MOST_SHOWN


@pytest.fixture
def film(aura: Services) -> Callable[..., str]:
    def make(*scenes: dict[str, Any]) -> str:
        made = [Scene(id=str(uuid.uuid4()), **fields) for fields in scenes]
        with aura.writing() as unit:
            return f"/projects/{unit.projects.create(brief=Brief(topic='x'), head=Head(), scenes=made).id}"

    return make


@pytest.fixture
def scenes(document_of: Callable[..., Document]) -> Callable[[str], tuple[Scene, ...]]:
    return lambda path: document_of(uuid.UUID(path.split("/")[2])).timeline.scenes


@pytest.fixture
def find(client: TestClient) -> Callable[..., str]:
    def look(path: str, text: str, **how: str) -> str:
        answer = client.get(f"{path}/scenes/find", params={"text": text, **how})
        assert answer.status_code == 200
        return answer.text

    return look


def told(page: str) -> str:
    found = re.search(r'id="find-told"[^>]*>(.*?)</p>', page)
    assert found
    return html.unescape(found[1])


LAMPS = (
    {"title": "The lamp", "script_text": "A lamp burns. The lamps burn, Lamp by lamp."},
    {"script_text": "Nothing here."},
    {"script_text": "Lamplight.", "captions": (Cue(start_ms=0, end_ms=900, text="lamp"),)},
    {"script_text": "x", "overlays": (Overlay(text="A lamp", detail="of 1822"),)},
)


@pytest.mark.parametrize(
    ("text", "how", "expected"),
    [
        ("lamp", {}, "8 places in 3 scenes"),
        ("lamp", {"match_case": "true"}, "6 places in 3 scenes"),
        ("lamp", {"whole_words": "true"}, "6 places in 3 scenes"),
        ("Lamp", {"whole_words": "true", "match_case": "true"}, "1 place in 1 scene"),
        ("lamp  burns", {}, "1 place in 1 scene"),
        ("1822", {}, "1 place in 1 scene"),
        (".", {"whole_words": "true"}, "4 places in 3 scenes"),
        ("zeppelin", {}, "Nothing is found"),
        ("  ", {}, ""),
    ],
)
def test_every_place_is_counted(
    film: Callable[..., str], find: Callable[..., str], text: str, how: dict[str, str], expected: str
) -> None:
    assert told(find(film(*LAMPS), text, **how)) == expected


def test_each_place_is_shown_with_its_words_around_and_where_it_stands(
    film: Callable[..., str], find: Callable[..., str], scenes: Any
) -> None:
    path = film(*LAMPS)
    page = find(path, "burn")
    first = scenes(path)[0].id

    assert page.count(f'data-scene="{first}"') == 2
    assert page.count('data-many="2"') == 2
    assert "A lamp <mark>burn</mark>s. The lamps" in page
    assert 'data-field="script_text" data-start="7" data-end="11"' in page


def test_of_very_many_places_the_first_are_shown(film: Callable[..., str], find: Callable[..., str]) -> None:
    page = find(film({"script_text": "a " * 300}), "a")

    assert page.count("<mark>") == MOST_SHOWN
    assert told(page) == "300 places in 1 scene; the first 200 are shown"


def test_all_places_are_replaced_and_taken_back_in_one_step(
    client: TestClient, film: Callable[..., str], scenes: Any
) -> None:
    path = film(*LAMPS)
    before = scenes(path)
    asked = {"text": "lamp", "by": "fire", "whole_words": "true"}
    answer = client.post(f"{path}/scenes/replace", data=asked)
    after = scenes(path)

    assert answer.status_code == 200
    assert "Replaced “lamp” by “fire” in 3 scenes." in answer.text
    assert after[0].title == "The fire"
    assert after[0].script_text == "A fire burns. The lamps burn, fire by fire."
    assert (after[2].script_text, after[2].captions[0].text) == ("Lamplight.", "fire")
    assert after[3].overlays[0].text == "A fire"
    client.post(f"{path}/undo?at=scenes")
    assert scenes(path) == before


def test_one_place_is_replaced_where_it_still_says_so(
    client: TestClient, film: Callable[..., str], scenes: Any
) -> None:
    path = film(*LAMPS)
    first, _, third, _ = scenes(path)
    place = {"text": "lamp", "by": "<b>", "field": "script_text", "start": "18", "end": "22"}
    answer = client.post(f"{path}/scenes/{first.id}/replace", data=place)
    assert answer.status_code == 200
    assert scenes(path)[0].script_text == "A lamp burns. The <b>s burn, Lamp by lamp."
    assert scenes(path)[0].title == "The lamp"

    again = client.post(f"{path}/scenes/{first.id}/replace", data=place, headers={"HX-Request": "true"})
    assert again.status_code == 409
    assert "says something else by now" in again.text
    whole = {**place, "start": "2", "end": "6", "whole_words": "true"}
    assert client.post(f"{path}/scenes/{first.id}/replace", data=whole).status_code == 200
    wrong = {**whole, "start": "-4", "end": "0"}
    assert client.post(f"{path}/scenes/{first.id}/replace", data=wrong).status_code == 409
    titled = {"text": "lamp", "by": "fire", "field": "title", "start": "4", "end": "8"}
    assert client.post(f"{path}/scenes/{first.id}/replace", data=titled).status_code == 200
    caption = {"text": "lamp", "by": "fire", "field": "captions[0]", "match_case": "true"}
    assert client.post(f"{path}/scenes/{third.id}/replace", data=caption).status_code == 200
    changed = scenes(path)

    assert changed[0].title == "The fire"
    assert changed[0].script_text == "A <b> burns. The <b>s burn, Lamp by lamp."
    assert (changed[2].script_text, changed[2].captions[0].text) == ("Lamplight.", "fire")


def test_replacing_what_is_not_there_changes_nothing_and_says_so(
    client: TestClient, film: Callable[..., str]
) -> None:
    path = film(*LAMPS)
    answer = client.post(
        f"{path}/scenes/replace", data={"text": "zeppelin", "by": "x"}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 409
    assert "No scene says “zeppelin”." in html.unescape(answer.text)
    assert client.post(f"{path}/scenes/replace", data={"text": "", "by": "x"}).status_code == 422
