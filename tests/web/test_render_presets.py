"""Presets of one's own: made like another, refused by field, changed, deleted."""

import uuid
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.render.recipe import Recipe
from aura.services import Services
from aura.timeline.edits.fields import SetRender
from aura.web.presets_form import changes_of, filled

New = Callable[..., uuid.UUID]


def form(**fields: str) -> dict[str, str]:
    values = filled(Recipe(name="Mine", size_px=480)) | {"like": "Standard 720p", "project": ""}
    return {**values, **fields}


class Filled(HTMLParser):
    """What a form of a page would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input":
            self.fields[given["name"]] = given["value"]
        elif tag == "select":
            self.choice = given["name"]
        elif tag == "option" and "selected" in given:
            self.fields[self.choice] = given["value"]


def own(aura: Services) -> list[Recipe]:
    with aura.reading() as unit:
        return [offer.recipe for offer in unit.presets.list() if offer.is_own]


def test_a_preset_is_made_and_found_among_those_to_choose(
    aura: Services, client: TestClient, new_project: New
) -> None:
    mine = new_project("Lighthouses")
    answer = client.post(
        "/presets", data=form(project=str(mine), video_bit_rate="900"), follow_redirects=False
    )

    assert answer.headers["location"] == f"/presets?project={mine}"
    assert own(aura) == [Recipe(name="Mine", size_px=480, video_bit_rate=900_000)]
    assert "Mine" in client.get(f"/projects/{mine}/render").text
    assert f'href="/projects/{mine}/render"' in client.get(f"/presets?project={mine}").text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("size_px", "91", ""),
        ("size_px", "large", ""),
        ("crf", "60", "quality"),
        ("audio", "pcm", "pcm"),
        ("video", "vp9", "vp9"),
        ("name", "", ""),
        ("name", "YouTube 1080p", "already"),
        ("audio_bit_rate", "9", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    aura: Services, client: TestClient, field: str, value: str, said: str
) -> None:
    answer = client.post("/presets", data=form(**{field: value, "video_bit_rate": "1234"}))
    at = answer.text.partition(f'id="said-{field}"')[2].partition("</div>")[0]

    assert answer.status_code == 422
    assert '<p class="error">' in at
    assert said in at
    assert 'value="1234"' in answer.text
    assert own(aura) == []


def test_a_preset_is_changed_and_keeps_its_name(aura: Services, client: TestClient) -> None:
    client.post("/presets", data=form())
    page = client.get("/presets/edit?name=Mine")
    client.post("/presets", data=form(is_there="yes", size_px="360", crf="30"))

    assert 'value="480"' in page.text
    assert own(aura) == [Recipe(name="Mine", size_px=360, crf=30)]


@pytest.mark.parametrize(("bit_s", "shown"), [(2_345_678, "2345.678"), (900_500, "900.5"), (100_000, "100")])
def test_a_bit_rate_is_the_same_after_the_form_was_opened_and_saved(
    aura: Services, client: TestClient, bit_s: int, shown: str
) -> None:
    given = {"like": "Standard 720p", "video_bit_rate": bit_s, "audio_bit_rate": 128_001}
    client.put("/api/v1/presets/Mine", json=given)
    (before,) = own(aura)
    page = client.get("/presets/edit?name=Mine")
    saved = client.post("/presets", data=Filled(page.text).fields, follow_redirects=False)

    assert f'value="{shown}"' in page.text
    assert saved.status_code == 303, saved.text
    assert own(aura) == [before]
    assert before.video_bit_rate == bit_s


@pytest.mark.parametrize("text", ["1,5,5", "1.2345", "1.", ".5", "1e3", "²", "1.²"])
def test_what_is_no_bit_rate_is_refused(aura: Services, client: TestClient, text: str) -> None:
    assert client.post("/presets", data=form(video_bit_rate=text)).status_code == 422
    assert own(aura) == []


def test_a_bit_rate_may_have_a_comma(aura: Services, client: TestClient) -> None:
    client.post("/presets", data=form(video_bit_rate="2345,5"))
    assert [recipe.video_bit_rate for recipe in own(aura)] == [2_345_500]


def test_a_new_preset_takes_nobody_else_s_name(aura: Services, client: TestClient) -> None:
    client.post("/presets", data=form())

    assert client.post("/presets", data=form(size_px="360")).status_code == 422
    assert own(aura)[0].size_px == 480


def test_what_ships_cannot_be_changed(client: TestClient) -> None:
    assert client.get("/presets/edit?name=TikTok 9:16").status_code == 409
    assert client.get("/presets/edit?name=Nothing").status_code == 404


def test_a_preset_in_use_is_deleted_after_one_was_told_so(
    aura: Services, client: TestClient, new_project: New
) -> None:
    client.post("/presets", data=form())
    mine = new_project("Lighthouses")
    with aura.writing() as unit:
        unit.editing.apply(mine, [SetRender(preset="Mine")])
    told = client.post("/presets/delete", data={"name": "Mine"})

    assert told.status_code == 409
    assert "is in use" in told.text
    assert own(aura) != []
    client.post("/presets/delete", data={"name": "Mine", "in_use": "yes"})
    assert own(aura) == []


def test_a_form_says_what_the_recipe_says() -> None:
    recipe = Recipe(name="Mine", aspect="4:5", crf=20, video_bit_rate=5_000_000, loudness_lufs=-20)

    class Sent:
        def text(self, name: str) -> str:
            return filled(recipe)[name]

    found: Any = changes_of(Sent())  # type: ignore[arg-type]  # a form's texts by name
    assert {name: found[name] for name in ("aspect", "crf", "video_bit_rate", "loudness_lufs")} == {
        "aspect": "4:5",
        "crf": 20,
        "video_bit_rate": 5_000_000,
        "loudness_lufs": -20,
    }
