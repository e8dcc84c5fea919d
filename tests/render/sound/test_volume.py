"""How loud the narration of one scene is: against the others, in the sound that is made."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aura.render.audio import render_audio
from aura.render.plan import RenderPlan
from aura.render.sound.loudness import measure
from aura.render.sound.samples import BLOCK_SAMPLES, RATE_HZ, Block
from aura.render.sound.track import heard
from aura.timeline.document import Head, Music
from aura.timeline.scene import Narration, Scene


class Talk:
    """A film of three scenes, spoken alike, of which the second has a volume of its own."""

    def __init__(self, rack: Any, reel: Any) -> None:
        self.rack, self.reel = rack, reel
        self.words = reel.add(rack(rack.words("words", (0.1, 1.9), level=0.2)))

    def film(self, percent: int, **head: Any) -> RenderPlan:
        narration = Narration(audio=self.words, frames=57, pause_frames=3)
        scenes = [self.reel.shows(number, 60, narration=narration) for number in (1, 2, 3)]
        scenes[1] = self.reel.shows(2, 60, narration=narration, volume_percent=percent)
        return self.reel.film(*scenes, head=Head(**head))  # type: ignore[no-any-return]

    def heard(self, film: RenderPlan, cache: Path) -> Block:
        """What is played of the film's finished sound."""
        made = render_audio(film.audio, self.reel.path, cache, key=film.audio_key)
        return np.concatenate(list(heard(made.path, made.samples)), axis=1)


@pytest.fixture
def talk(rack: Any, reel: Any) -> Talk:
    return Talk(rack, reel)


def levels(sound: Block) -> list[float]:
    """The power of each scene's words, their edges left out."""
    return [
        float(np.square(sound[:, round((2 * at + 0.3) * RATE_HZ) : round((2 * at + 1.7) * RATE_HZ)]).mean())
        for at in range(3)
    ]


@pytest.mark.parametrize("percent", [50, 100, 150])
def test_a_scene_is_as_loud_as_its_volume_says_against_the_others(
    talk: Talk, percent: int, tmp_path: Path
) -> None:
    first, second, third = levels(talk.heard(talk.film(percent), tmp_path))
    assert second / first == pytest.approx((percent / 100) ** 2, rel=0.08)
    assert third / first == pytest.approx(1, rel=0.05)


@pytest.mark.parametrize("percent", [0, 40, 200])
def test_the_film_as_a_whole_is_as_loud_as_ever(talk: Talk, percent: int, tmp_path: Path) -> None:
    sound = talk.heard(talk.film(percent), tmp_path)
    blocks = [sound[:, at : at + BLOCK_SAMPLES] for at in range(0, sound.shape[1], BLOCK_SAMPLES)]
    loudness = measure(blocks)
    assert loudness.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert loudness.true_peak_db <= -1


def test_a_scene_turned_down_to_nothing_is_silent_and_needs_no_file(talk: Talk, tmp_path: Path) -> None:
    film = talk.film(0)
    assert [clip.start_frame for clip in film.audio.clips] == [0, 120]
    first, second, _ = levels(talk.heard(film, tmp_path))
    assert second < 1e-6 * first


def test_the_volume_is_part_of_the_sounds_key_and_of_no_frame(talk: Talk) -> None:
    usual, quiet, quieter = talk.film(100), talk.film(50), talk.film(49)
    assert len({usual.audio_key, quiet.audio_key, quieter.audio_key}) == 3
    for film in (quiet, quieter):
        assert [one.key for one in film.segments] == [one.key for one in usual.segments]


def test_music_comes_back_where_a_scene_is_turned_down_to_nothing(talk: Talk, rack: Any) -> None:
    bed = talk.reel.add(rack(rack.tone("bed", 8, 2_500)))
    music = Music(asset=bed, fade_in_ms=0, fade_out_ms=0)

    def at(film: RenderPlan) -> float:
        """The power of the bed in the middle of the second scene."""
        rack.take(bed, talk.reel.path(bed))
        rack.take(talk.words, talk.reel.path(talk.words))
        middle = rack.mixed(film.audio)[0, round(2.8 * RATE_HZ) : round(3.2 * RATE_HZ)]
        spectrum = np.abs(np.fft.rfft(middle)) ** 2
        found = round(2_500 * len(middle) / RATE_HZ)
        return float(spectrum[found - 3 : found + 4].sum())

    assert at(talk.film(0, music=music)) > 4 * at(talk.film(100, music=music))


def test_a_scene_that_says_nothing_has_no_volume(reel: Any) -> None:
    scene: Scene = reel.shows(1, 20, volume_percent=40)
    assert reel.film(scene).audio_key == reel.film(reel.shows(1, 20)).audio_key
