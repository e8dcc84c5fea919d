"""The timeline shows every scene in its place, and makes nothing for it."""

from fractions import Fraction
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.ids import new_id
from aura.services import Services
from aura.timeline.document import Asset, Head, Music
from aura.timeline.edits.hearing import SetSceneRecording
from aura.timeline.scene import Narration, Scene
from aura.web.scene_pictures import ScenePictures
from aura.web.strip import selected_on
from aura.web.strip_view import MOST_CLIPS, MOST_TICKS, Strip
from tests.web.scenic import Film, png, sound

HTMX = {"HX-Request": "true"}


def scenes(count: int, frames: int = 90, **facts: Any) -> list[Scene]:
    return [Scene(id=str(new_id()), length_frames=frames, **facts) for _ in range(count)]


def strip(some: list[Scene], head: Head | None = None, **how: Any) -> Strip:
    return Strip.of(ScenePictures("/projects/x", "16:9"), some, head or Head(), **how)


def test_clips_stand_side_by_side_over_the_whole_film() -> None:
    some = scenes(4, transition="fade", transition_frames=20)
    found = strip(some)
    ends = [clip.x + clip.width for clip in found.clips]
    assert [clip.x for clip in found.clips] == pytest.approx([0, *ends[:-1]], abs=0.01)
    assert ends[-1] == pytest.approx(100, abs=0.01)
    assert found.shown_ms == 10_000
    assert sum(clip.length_ms for clip in found.clips) == pytest.approx(10_000, abs=2)
    assert found.clips[1].name == "Scene 2, 2.3 seconds"
    assert found.spoken == "10 seconds"


def test_a_ruler_has_round_moments_that_can_be_read() -> None:
    for count, frames in ((1, 45), (8, 345), (60, 300), (500, 900), (60, 2_000_000)):
        found = strip(scenes(count, frames))
        assert 0 < len(found.ticks) <= MOST_TICKS + 1
        assert all(0 <= tick.x < 100 for tick in found.ticks)
    assert [tick.words for tick in strip(scenes(3, 300)).ticks[:3]] == ["0:00", "0:05", "0:10"]
    ntsc = Head(rate_numerator=30_000, rate_denominator=1_001)
    assert strip(scenes(3, 300), ntsc).clips[-1].start_ms == round(600 * 1000 / Fraction(30_000, 1_001))


def test_of_many_scenes_those_around_the_selected_one_are_shown() -> None:
    some = scenes(500)
    found = strip(some, around=some[250].id)
    assert len(found.clips) == MOST_CLIPS
    assert found.span is not None
    assert (found.span.first, found.span.last) == (221, 280)
    assert (found.span.earlier, found.span.later) == (160, 280)
    assert found.clips[0].start_ms == 220 * 3000
    assert found.span.x == pytest.approx(44)
    last = strip(some, first=9_999)
    assert last.clips[-1].number == 500
    assert last.span is not None
    assert last.span.later is None
    assert strip(some, around="nothing").clips[0].number == 1


def test_only_what_is_spoken_has_a_wave_for_as_long_as_it_lasts() -> None:
    said = Narration(audio="a" * 64, frames=60, pause_frames=30)
    silent, spoken = strip([*scenes(1), *scenes(1, narration=said)]).clips
    assert silent.wave == ""
    assert "waveform?format=png" in spoken.wave
    assert spoken.wave_width == pytest.approx(spoken.width * 2 / 3, abs=0.01)


def test_music_is_called_by_its_file_or_by_its_mood() -> None:
    assert strip(scenes(1)).music == ""
    assert strip(scenes(1), Head(music=Music(mood="wistful"))).music == "Music: wistful"
    assets = [Asset(digest="b" * 64, type="Audio", name="harp.ogg")]
    assert strip(scenes(1), Head(music=Music(asset="b" * 64)), assets=assets).music == "Music: harp.ogg"


def test_a_film_without_scenes_has_an_empty_strip() -> None:
    found = strip([])
    assert (found.clips, found.ticks, found.count) == ([], [], 0)


def test_the_page_s_address_says_which_scene_is_selected() -> None:
    assert selected_on("http://localhost/projects/x/scenes?scene=abc&y=1") == "abc"
    assert selected_on("http://localhost/projects/x/scenes") == ""
    assert selected_on("http://[") == ""


def test_the_strip_is_links_with_names_and_makes_nothing(client: TestClient, aura: Services) -> None:
    film = Film(aura, texts=("One.", "Two.", "Three."))
    film.show(1, film.bring(png(), "sky.png"))
    aura.__dict__.pop("glances", None)

    answer = client.get(f"{film.path}/strip", headers=HTMX)

    assert answer.status_code == 200
    for number in (1, 2, 3):
        assert f'aria-label="Scene {number}, 2.0 seconds"' in answer.text
    assert "waveform" not in answer.text
    assert "glances" not in aura.__dict__
    assert "tools" not in aura.__dict__
    assert all(scene.narration is None for scene in film.scenes)


def test_a_recording_is_seen_and_the_selected_scene_is_marked(client: TestClient, aura: Services) -> None:
    film = Film(aura)
    voice = film.bring(sound(1.5), "voice.wav")
    film.apply(SetSceneRecording(scene=film.scenes[1].id, asset=voice.digest))
    page = f"http://localhost{film.path}/scenes?scene={film.scenes[1].id}"
    text = client.get(f"{film.path}/strip", headers={**HTMX, "HX-Current-URL": page}).text
    assert text.count("waveform?") == text.count('aria-current="true"') == 1
    wave = text.partition('class="wave" href="')[2].partition('"')[0].replace("&amp;", "&")
    drawn = client.get(wave)
    assert drawn.headers["content-type"] == "image/png"


def test_five_hundred_scenes_are_a_small_answer(client: TestClient, aura: Services) -> None:
    film = Film(aura, texts=["Words."] * 500)
    few = Film(aura, texts=["Words."] * MOST_CLIPS)
    many, small = (client.get(f"{one.path}/strip", headers=HTMX).content for one in (film, few))
    assert len(many) < 1.2 * len(small)
    assert b"Scenes 1 \xe2\x80\x93 60 of 500" in many
