"""Music under a film: as long as it, at its level whatever the file, and faded as was asked."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aura.errors import NotFound, ToolFailed
from aura.render.audio import render_audio
from aura.render.sound.loudness import integrated
from aura.render.sound.mix import Mix
from aura.render.sound.samples import RATE_HZ, Block
from aura.render.soundtrack import AudioSpec, ClipSound, MusicSound

KEY = "5e" * 32


def music(digest: str = "music", **fields: Any) -> MusicSound:
    return MusicSound(digest=digest, **fields)


def level_db(sound: Block, start_s: float, end_s: float) -> float:
    """The power of a stretch."""
    stretch = sound[:, round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
    return float(10 * np.log10(np.mean(np.square(stretch)) + 1e-20))


class TestLength:
    @pytest.mark.parametrize("loop", [True, False])
    def test_longer_music_is_cut_with_the_film(self, loop: bool, rack: Any) -> None:
        rack.noise("music", 5)
        sound = rack.mixed(rack.film(61 / 30, music=music(loop=loop)))

        assert sound.shape[1] == 61 * RATE_HZ // 30
        assert np.abs(sound[:, -480:-240]).max() > 0.001
        assert np.abs(sound[:, -1]).max() < 1e-4

    def test_shorter_music_is_looped_to_the_last_sample_and_in_time(self, rack: Any) -> None:
        rack.noise("music", 1.5)
        sound = rack.mixed(rack.film(5, music=music()))[0]
        first = sound[1000:70_000]

        for turn in (1, 2):
            again = sound[1000 + turn * 72_000 : 70_000 + turn * 72_000]
            assert np.array_equal(again, first)
        assert np.abs(sound[216_480:239_000]).max() > 0.001

    def test_music_that_is_not_looped_ends(self, rack: Any) -> None:
        rack.noise("music", 2)
        sound = rack.mixed(rack.film(4, music=music(loop=False)))

        assert level_db(sound, 1.5, 1.9) > -60
        assert not sound[:, 2 * RATE_HZ :].any()

    def test_it_begins_where_it_is_trimmed_to_and_is_looped_from_there(self, rack: Any) -> None:
        rack.noise("music", 2)
        whole = rack.mixed(rack.film(2, music=music()))[0]
        sound = rack.mixed(rack.film(3, music=music(trim_ms=500)))[0]

        for start in (0, 72_000):
            heard = sound[start + 1000 : start + 70_000]
            expected = whole[25_000 : 24_000 + 70_000]
            assert np.corrcoef(heard, expected)[0, 1] > 0.9999

    def test_music_that_begins_after_its_end_is_refused_by_name(self, rack: Any) -> None:
        rack.noise("music", 2)
        with pytest.raises(ToolFailed) as caught:
            rack.mixed(rack.film(4, music=music(trim_ms=3000)))
        assert caught.value.data["digest"] == "music"

    def test_music_without_sound_is_refused_by_name(self, rack: Any, reel: Any) -> None:
        rack.take("film", reel.path(reel.clip(seconds=0.5)))
        with pytest.raises(ToolFailed) as caught:
            rack.mixed(rack.film(4, music=music("film")))
        assert caught.value.data["digest"] == "film"

    def test_music_that_is_missing_is_named(self, rack: Any) -> None:
        with pytest.raises(NotFound) as caught:
            rack.mixed(rack.film(4, music=music()))
        assert caught.value.data["digest"] == "music"


class TestFades:
    def envelope(self, rack: Any, seconds: float, **fields: Any) -> Callable[[float], float]:
        """How much of the music is heard at a moment."""
        rack.tone("music", 10, 1000, level=0.3)
        plain = rack.mixed(rack.film(seconds, music=music(loop=fields.get("loop", True))))
        sound = rack.mixed(rack.film(seconds, music=music(**fields)))

        def share(moment: float) -> float:
            around = slice(round(moment * RATE_HZ) - 240, round(moment * RATE_HZ) + 240)
            return float(np.abs(sound[0, around]).max() / np.abs(plain[0, 24_000:48_000]).max())

        return share

    def test_music_swells_and_fades_in_the_time_that_was_asked_for(self, rack: Any) -> None:
        share = self.envelope(rack, 8, fade_in_ms=1000, fade_out_ms=2000)

        assert share(0.5) == pytest.approx(0.5, abs=0.02)
        assert [share(moment) for moment in (1.01, 4, 5.99)] == pytest.approx([1, 1, 1], abs=0.01)
        assert share(7) == pytest.approx(0.5, abs=0.02)
        assert share(0.01) < 0.01
        assert share(7.99) < 0.01

    def test_music_that_ends_before_the_film_fades_at_its_own_end(self, rack: Any) -> None:
        share = self.envelope(rack, 14, fade_out_ms=2000, loop=False)

        assert share(9) == pytest.approx(0.5, abs=0.02)
        assert share(9.99) < 0.01

    def test_fades_that_meet_in_a_short_film_are_both_heard(self, rack: Any) -> None:
        share = self.envelope(rack, 2, fade_in_ms=2000, fade_out_ms=2000)

        assert share(1) == pytest.approx(0.25, abs=0.02)

    def test_music_starts_and_ends_without_a_click_where_there_is_no_fade(self, rack: Any) -> None:
        rack.put("music", 0.3 * np.cos(2 * np.pi * 220 * np.arange(3 * RATE_HZ) / RATE_HZ))
        sound = rack.mixed(rack.film(2, music=music()))
        padded = np.pad(sound, ((0, 0), (1, 1)))

        assert np.abs(np.diff(padded)).max() < 1.1 * np.abs(np.diff(sound[:, 20_000:40_000])).max()


class TestLevel:
    def test_a_loud_song_and_a_quiet_bed_behave_alike(self, rack: Any) -> None:
        rack.words("voice", (0, 4))
        spoken = rack.mixed(rack.film(8, voices=[("voice", 60)]))
        measured = []
        for name, level in (("loud", 0.95), ("quiet", 0.02)):
            rack.noise(name, 3, level=level)
            film = rack.film(8, voices=[("voice", 60)], music=music(name, ducking="off"))
            measured.append(integrated([rack.mixed(film) - spoken]))

        assert measured[0] == pytest.approx(integrated([spoken]) - 16, abs=0.3)
        assert measured[1] == pytest.approx(measured[0], abs=0.1)

    def test_what_is_hardly_heard_is_not_made_as_loud(self, rack: Any) -> None:
        levels = []
        for name, level in (("quiet", 0.01), ("hardly", 0.0005)):
            rack.noise(name, 2, level=level)
            levels.append(level_db(rack.mixed(rack.film(2, music=music(name))), 0.1, 1.9))

        assert levels[1] < levels[0] - 10

    @pytest.mark.parametrize(("percent", "db"), [(50, -6.02), (200, 6.02), (10, -20)])
    def test_its_volume_counts_from_there(self, percent: int, db: float, rack: Any) -> None:
        rack.noise("music", 2)
        usual, other = (
            level_db(rack.mixed(rack.film(2, music=music(volume_percent=volume))), 0.1, 1.9)
            for volume in (100, percent)
        )

        assert other - usual == pytest.approx(db, abs=0.05)

    def test_music_that_is_silent_is_silence(self, rack: Any) -> None:
        rack.put("music", np.zeros(RATE_HZ))

        assert not rack.mixed(rack.film(2, music=music())).any()


def speech(seconds: float) -> "np.ndarray":
    """Something like it: a buzz in syllables of different loudness, with sharp peaks."""
    dice = np.random.default_rng(4)
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    buzz = sum(np.sin(2 * np.pi * 140 * part * time) / part for part in range(1, 20))
    syllables = np.interp(
        time, np.arange(0, seconds + 0.2, 0.15), dice.random(len(np.arange(0, seconds + 0.2, 0.15)))
    )
    return np.clip(0.25 * buzz * syllables**2, -1, 1)


def song(seconds: float, level: float) -> "np.ndarray":
    """A dense one: noise and a beat, pressed against full scale."""
    dice = np.random.default_rng(5)
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    beat = np.sin(2 * np.pi * 60 * time) * np.exp(-8 * (time % 0.5))
    return level * np.clip(np.stack([beat + 0.4 * dice.standard_normal(len(time)) for _ in range(2)]), -1, 1)


MIXES: dict[str, Callable[[Any], AudioSpec]] = {
    "voices and a song": lambda rack: rack.film(8, voices=[("voice", 30)], music=music("song")),
    "a song over few words, not turned down": lambda rack: rack.film(
        12, voices=[("voice", 60)], music=music("song", ducking="off", volume_percent=200)
    ),
    "music alone": lambda rack: rack.film(7, music=music("song", fade_in_ms=1000, fade_out_ms=3000)),
    "a clip's sound alone": lambda rack: rack.film(
        8, own=[ClipSound(digest="song", start_frame=30, frames=180)]
    ),
    "all together": lambda rack: rack.film(
        9,
        voices=[("voice", 60)],
        own=[ClipSound(digest="song", start_frame=0, frames=200)],
        music=music("quiet"),
    ),
}


@pytest.mark.parametrize("name", MIXES)
def test_every_mix_comes_to_its_loudness_without_loud_peaks(name: str, rack: Any, tmp_path: Path) -> None:
    rack.put("voice", speech(5))
    rack.put("song", song(6, 0.95))
    rack.put("quiet", song(6, 0.02))
    track = render_audio(MIXES[name](rack), rack, tmp_path / "cache", key=KEY)

    assert track.loudness_lufs == pytest.approx(-16, abs=0.5)
    assert track.true_peak_db <= -1.0


def test_a_film_in_which_nothing_is_heard_is_silent(rack: Any, reel: Any, tmp_path: Path) -> None:
    rack.take("mute", reel.path(reel.clip(seconds=0.5)))
    rack.put("music", np.zeros(RATE_HZ))
    film = rack.film(2, own=[ClipSound(digest="mute", start_frame=0, frames=60)], music=music())
    track = render_audio(film, rack, tmp_path / "cache", key=KEY)

    assert (track.loudness_lufs, track.true_peak_db) == (-70.0, -120.0)


def test_the_same_film_gives_the_same_bytes(rack: Any, tmp_path: Path) -> None:
    rack.put("voice", speech(3))
    rack.put("song", song(2, 0.5))
    film = rack.film(
        4,
        voices=[("voice", 30)],
        own=[ClipSound(digest="song", start_frame=40, frames=70, loop=True)],
        music=music("song", fade_in_ms=500),
    )
    first, second = (render_audio(film, rack, tmp_path / name, key=KEY) for name in ("one", "two"))

    assert first.path.read_bytes() == second.path.read_bytes()


def test_memory_does_not_grow_with_the_length_of_the_film(rack: Any) -> None:
    """Nor with that of the music."""
    rack.words("voice", (0, 1))
    rack.noise("music", 25)
    peaks = []
    for seconds in (30, 120):
        voices = [("voice", 150 * number) for number in range(seconds // 5)]
        film = rack.film(seconds, voices=voices, music=music())
        tracemalloc.start()
        passed = sum(block.shape[1] for block in Mix(film, rack).blocks())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert passed == seconds * RATE_HZ

    assert peaks[1] < 1.1 * peaks[0]
