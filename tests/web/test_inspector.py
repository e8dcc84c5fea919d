"""Beside the board one sees a scene, and sets all that can be set of it; each change is one step of undo."""

from typing import Any, get_args

import pytest
from starlette.testclient import TestClient

from aura.services import Services
from aura.timeline.edits.overlays import SetSceneOverlays
from aura.timeline.scene import Overlay, SceneVoice
from aura.timeline.terms import (
    Anchor,
    Animation,
    CaptionStyle,
    Ending,
    Fit,
    Motion,
    OverlayStyle,
    Pause,
    Transition,
)
from aura.web import inspector_words as words
from aura.web.inspector_known import standing
from tests.web.scenic import Film, clip, png, sound

HTMX = {"HX-Request": "true"}


@pytest.fixture
def film(aura: Services) -> Film:
    """Three scenes: a clip, a picture, nothing yet."""
    film = Film(aura)
    film.show(1, film.bring(clip(), "night.mp4"))
    film.show(2, film.bring(png(), "sky.png"))
    return film


def put(client: TestClient, path: str, **fields: str) -> Any:
    return client.put(path, data=fields, headers=HTMX)


def part(scene: Any) -> tuple[int, int]:
    """What is seen of a clip."""
    return scene.media.trim_ms, scene.media.end_ms


SETTINGS: list[tuple[int, dict[str, str], Any]] = [
    (2, {"motion": "left"}, lambda scene: scene.motion == "left"),
    (2, {"fit": "blurred"}, lambda scene: scene.media.fit == "blurred"),
    (2, {"focus": "top-left"}, lambda scene: scene.media.focus == "top-left"),
    (2, {"transition": "radial", "transition_s": "0,8"}, lambda scene: scene.transition_frames == 24),
    (2, {"transition": "radial", "transition_s": ""}, lambda scene: scene.transition_frames == 0),
    (2, {"follows": "no"}, lambda scene: scene.authored_frames == 60),
    (2, {"length_s": "7.5"}, lambda scene: scene.length_frames == 225),
    (2, {"volume_percent": "80"}, lambda scene: scene.volume_percent == 80),
    (2, {"voice_rate": "120", "voice_pitch": ""}, lambda scene: scene.voice == SceneVoice(rate_percent=120)),
    (2, {"voice_pause": "Long"}, lambda scene: scene.voice.pause == "Long"),
    (
        1,
        {"trim_s": "1", "end_s": "2.5"},
        lambda scene: part(scene) == (1000, 2500),
    ),
    (1, {"trim_s": "1", "end_s": "4"}, lambda scene: part(scene) == (1000, 0)),
    (1, {"ending": "loop"}, lambda scene: scene.media.ending == "loop"),
    (1, {"speed_percent": "50", "clip_volume_percent": "0"}, lambda scene: scene.media.speed_percent == 50),
    (1, {"freeze_s": "2", "freeze_for_s": "1.5"}, lambda scene: scene.media.freeze_for_ms == 1500),
]


def test_what_is_set_is_one_step_that_undo_takes_back(client: TestClient, film: Film) -> None:
    for number, fields, holds in SETTINGS:
        before = film.scenes[number - 1]

        answer = put(client, f"{film.at(number)}/settings", **fields)

        assert answer.status_code == 200, fields
        assert "Undo" in answer.text
        assert "aura:content" in answer.headers["hx-trigger"]
        assert holds(film.scenes[number - 1]), fields
        film.undo()
        assert film.scenes[number - 1] == before


def test_a_voice_with_nothing_of_its_own_is_the_film_s(client: TestClient, film: Film) -> None:
    put(client, f"{film.at(2)}/settings", voice_rate="120")
    put(client, f"{film.at(2)}/settings", voice_rate="")
    assert film.scenes[1].voice is None


REFUSED: list[tuple[int, dict[str, str], str]] = [
    (2, {"motion": "sideways"}, "is not one of the choices"),
    (2, {"transition": "explode"}, "is not one of the choices"),
    (2, {"transition_s": "soon", "transition": "fade"}, "Give a length in seconds"),
    (2, {"volume_percent": "201"}, "from 0 to 200"),
    (2, {"voice_rate": "fast"}, "from 50 to 200"),
    (2, {"length_s": "99999999"}, "longer than a day"),
    (2, {"speed_percent": "50"}, "shows a picture, not a clip"),
    (1, {"speed_percent": "9000"}, "from 25 to 400"),
    (1, {"trim_s": "3", "end_s": "2"}, "ends after it begins"),
    (1, {"freeze_s": "9", "freeze_for_s": "1"}, "stand still at a time in there"),
    (3, {"fit": "cover"}, "has no picture yet"),
    (3, {"narration": "x"}, "no setting of that name"),
]


NOT_NOW = ("shows a picture, not a clip", "has no picture yet")
"""What is right in itself and does not fit the scene."""


def test_what_cannot_be_is_refused_in_words_and_changes_nothing(client: TestClient, film: Film) -> None:
    before = film.document
    for number, fields, said in REFUSED:
        answer = put(client, f"{film.at(number)}/settings", **fields)
        assert answer.status_code == (409 if said in NOT_NOW else 422), fields
        assert said in answer.text
    assert film.document == before


def test_what_is_as_it_was_is_no_step(client: TestClient, film: Film) -> None:
    before = film.steps()
    assert put(client, f"{film.at(2)}/settings", motion="auto").status_code == 204
    assert film.steps() == before


def test_texts_are_added_worded_placed_and_taken_away(client: TestClient, film: Film) -> None:
    at = f"{film.at(2)}/overlays"
    assert client.post(at, data={"style": "title"}, headers=HTMX).status_code == 200
    client.post(at, data={"style": "lower-third"}, headers=HTMX)
    worded = put(client, f"{at}/0/words", name="text", key="k", value="Pharos", was="Title")
    placed = put(client, f"{at}/0", anchor="top", start_s="0.5", end_s="1,5", animation="rise")

    assert (worded.status_code, placed.status_code) == (200, 200)
    assert film.scenes[1].overlays[0] == Overlay(
        text="Pharos", style="title", anchor="top", start_ms=500, end_ms=1500, animation="rise"
    )
    client.post(f"{at}/0/delete", headers=HTMX)
    assert [each.style for each in film.scenes[1].overlays] == ["lower-third"]
    film.undo()
    assert film.scenes[1].overlays[0].text == "Pharos"


def test_a_text_that_cannot_be_is_refused(client: TestClient, film: Film) -> None:
    at = f"{film.at(2)}/overlays"
    client.post(at, data={"style": "title"}, headers=HTMX)
    before = film.document
    assert "no text of that kind" in client.post(at, data={"style": "x"}, headers=HTMX).text
    assert put(client, f"{at}/0", anchor="nowhere").status_code == 422
    assert put(client, f"{at}/0", start_s="3", end_s="1").status_code == 422
    assert put(client, f"{at}/0", text="through the back door").status_code == 422
    assert put(client, f"{at}/0/words", name="style", value="title", was="").status_code == 422
    empty = put(client, f"{at}/0/words", name="text", key="k", value="", was="Title")
    assert empty.status_code == 422
    assert "Say what the overlay shows" in empty.text
    assert put(client, f"{at}/5", anchor="top").status_code == 409
    assert film.document == before


def test_words_that_another_tab_changed_are_not_lost(client: TestClient, film: Film) -> None:
    scene = film.scenes[1].id
    film.apply(SetSceneOverlays(scene=scene, overlays=(Overlay(text="Theirs"),)))
    answer = put(client, f"{film.at(2)}/overlays/0/words", name="text", key="k", value="Mine", was="Title")
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert film.scenes[1].overlays[0].text == "Theirs"


def test_a_text_is_the_one_that_the_page_knows_or_nothing_is_changed(client: TestClient, film: Film) -> None:
    """Another tab took the first of three away: what was the second has its number now."""
    at, scene = f"{film.at(2)}/overlays", film.scenes[1].id
    rest = (Overlay(text="Two"), Overlay(text="Three"))
    film.apply(SetSceneOverlays(scene=scene, overlays=rest))
    known = {"known_text": "Two", "known_detail": ""}

    told = [
        client.post(f"{at}/1/delete", data=known, headers=HTMX),
        put(client, f"{at}/1", anchor="top", **known),
        put(client, f"{at}/1/words", name="detail", key="k", value="Mine", was="", **known),
    ]

    assert [answer.status_code for answer in told] == [409, 409, 409]
    assert all("not there any more" in answer.text for answer in told)
    assert film.scenes[1].overlays == rest
    assert client.post(f"{at}/0/delete", data=known, headers=HTMX).status_code == 200
    assert film.scenes[1].overlays == rest[1:]


def test_of_two_texts_with_the_same_words_the_one_that_stands_as_it_stood_is_meant(
    client: TestClient, film: Film
) -> None:
    at, scene = f"{film.at(2)}/overlays", film.scenes[1].id
    texts = tuple(Overlay(text="Soon", start_ms=number * 500) for number in range(2))
    film.apply(SetSceneOverlays(scene=scene, overlays=texts))
    known = {"known_text": "Soon", "known_detail": ""}
    first, second = (known | {"known_as": standing(text)} for text in texts)

    assert client.post(f"{at}/0/delete", data=second, headers=HTMX).status_code == 409
    assert film.scenes[1].overlays == texts
    assert put(client, f"{at}/0", anchor="top", **first).status_code == 200
    assert client.post(f"{at}/0/delete", data=first, headers=HTMX).status_code == 409
    assert (
        put(client, f"{at}/1/words", name="text", key="k", value="Now", was="Soon", **second).status_code
        == 200
    )
    assert client.post(f"{at}/0/delete", data=first, headers=HTMX).status_code == 200, (
        "its words are its own now"
    )
    assert [each.text for each in film.scenes[1].overlays] == ["Now"]


def test_a_text_is_known_by_what_may_have_been_saved_since(client: TestClient, film: Film) -> None:
    at, scene = f"{film.at(2)}/overlays", film.scenes[1].id
    film.apply(SetSceneOverlays(scene=scene, overlays=(Overlay(text="Pharos at night"),)))
    known = {"known_text": ["Title", "Pharos", "Pharos at night"], "known_detail": [""]}
    assert client.post(f"{at}/0/delete", data=known, headers=HTMX).status_code == 200
    assert film.scenes[1].overlays == ()


def test_a_picture_is_chosen_from_the_project_and_taken_away(
    client: TestClient, film: Film, seen: Any
) -> None:
    film.bring(sound(), "wind.wav")
    choice = client.get(f"{film.at(3)}/pictures", headers=HTMX).text
    assert "sky.png" in choice
    assert "night.mp4" in choice
    assert "wind.wav" not in choice
    clip_digest = film.scenes[0].media.asset

    answer = client.post(f"{film.at(3)}/picture/asset", data={"asset": clip_digest}, headers=HTMX)

    assert answer.status_code == 200
    assert film.scenes[2].media.type == "Video"
    client.post(f"{film.at(3)}/picture/remove", headers=HTMX)
    assert film.scenes[2].media is None
    film.undo()
    assert film.scenes[2].media.asset == clip_digest
    wrong = client.post(f"{film.at(3)}/picture/asset", data={"asset": "0" * 64}, headers=HTMX)
    assert wrong.status_code == 404


def test_another_picture_is_fitted_as_the_one_before(client: TestClient, film: Film) -> None:
    put(client, f"{film.at(2)}/settings", fit="contain")
    other = film.bring(png(200), "sun.png")
    client.post(f"{film.at(2)}/picture/asset", data={"asset": other.digest}, headers=HTMX)
    media = film.scenes[1].media
    assert (media.asset, media.fit) == (other.digest, "contain")


def test_a_picture_that_is_sent_is_fitted_as_the_one_before(client: TestClient, film: Film) -> None:
    put(client, f"{film.at(2)}/settings", fit="contain", focus="top")
    before = film.scenes[1].media
    assert client.post(f"{film.at(2)}/picture?name=sun.png", content=png(200)).status_code == 200
    media = film.scenes[1].media
    assert media.asset != before.asset
    assert (media.fit, media.focus) == ("contain", "top")


def test_a_clip_is_seen_at_its_moments(client: TestClient, film: Film) -> None:
    at = f"{film.path}/pictures/{film.scenes[0].media.asset}"
    early, late = (client.get(at, params={"at_ms": ms, "side": 160}) for ms in (100, 3000))
    assert early.headers["content-type"] == "image/jpeg"
    assert early.content != late.content
    tag = early.headers["etag"]
    again = client.get(at, params={"at_ms": 100, "side": 160}, headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_all_that_a_scene_can_be_has_a_name() -> None:
    grouped = [code for _, options in words.TRANSITIONS for code, _ in options]
    for choices, kind in (
        (grouped, get_args(Transition)),
        ([code for code, _ in words.MOTIONS], get_args(Motion)),
        ([code for code, _ in words.FITS], get_args(Fit)),
        ([code for code, _ in words.ENDINGS], get_args(Ending)),
        ([code for code, _ in words.CAPTION_STYLES], get_args(CaptionStyle)),
        ([code for code, _ in words.PAUSES], get_args(Pause)),
        ([code for code, _ in words.STYLES], get_args(OverlayStyle)),
        ([code for code, _ in words.ANIMATIONS], get_args(Animation)),
        ([code for code, _ in words.ANCHORS], get_args(Anchor)),
    ):
        assert sorted(choices) == sorted(kind)


def test_nothing_passes_into_the_first_scene(client: TestClient, film: Film) -> None:
    assert 'name="transition"' not in client.get(f"{film.at(1)}/inspector").text
    assert 'name="transition"' in client.get(f"{film.at(2)}/inspector").text


def test_a_scene_that_is_not_there_is_said_so(client: TestClient, film: Film) -> None:
    gone = f"{film.path}/scenes/00000000-0000-7000-8000-000000000000"
    for path in ("inspector", "pictures", "voices"):
        assert client.get(f"{gone}/{path}", headers=HTMX).status_code == 404
    assert put(client, f"{gone}/settings", motion="in").status_code == 404
