"""Sound that is the same on both sides, as a voice alone has it: worked on as one channel, heard as two."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pytest

from aura.render.audio import render_audio
from aura.render.containers import SOUND_ENCODERS, Sound
from aura.render.preset import AudioCoding
from aura.render.sound import track
from aura.render.sound.ducking import PROFILES, heard, turned
from aura.render.sound.limiter import limited
from aura.render.sound.loudness import measure
from aura.render.sound.mix import Mix
from aura.render.sound.samples import RATE_HZ, Block, alike, joined, silence
from aura.render.soundtrack import MusicSound


def rumbling(seconds: float, seed: int = 1) -> Block:
    """One channel of something loud that never repeats."""
    dice = np.random.default_rng(seed)
    return dice.normal(0, 0.2, (1, round(seconds * RATE_HZ))).astype(np.float32)


def deep(block: Block) -> Block:
    """The block without what AAC leaves out."""
    parts = np.fft.rfft(block)
    parts[:, parts.shape[1] // 3 :] = 0
    return np.fft.irfft(parts).astype(np.float32)


def twice(block: Block) -> Block:
    return np.repeat(block, 2, axis=0)


def written(path: Path, blocks: list[Block]) -> Path:
    with path.open("w+b") as file:
        track.write(file, blocks, AudioCoding())
    return path


def test_one_channel_measures_as_two_that_are_the_same() -> None:
    block = rumbling(7)
    one, two = measure([block]), measure([twice(block)])

    assert one.integrated_lufs == pytest.approx(two.integrated_lufs, abs=0.002)
    assert one.true_peak_db == pytest.approx(two.true_peak_db, abs=0.001)
    assert measure([silence(RATE_HZ, 1)]) == measure([silence(RATE_HZ)])


def test_one_channel_is_limited_as_two_are() -> None:
    blocks = [rumbling(2, seed) for seed in range(3)]
    one = joined(*limited(blocks, 12.0, -2.0))
    two = joined(*limited(map(twice, blocks), 12.0, -2.0))

    assert one.shape[0] == 1
    assert np.array_equal(twice(one), two)


def test_a_voice_on_one_channel_makes_the_same_room_for_itself() -> None:
    voice = rumbling(3)
    voice[:, RATE_HZ : 2 * RATE_HZ] *= 1e-3
    quieter = voice * np.float32(0.053)  # just counts; with half its power it would not

    def room(voices: Block) -> Block:
        beside = np.ones((1, voices.shape[1]), np.float32)
        return joined(*(turned(beside, near, PROFILES["balanced"]) for _, near in heard(iter([voices]), -13)))

    assert np.array_equal(room(voice), room(twice(voice)))
    assert np.array_equal(room(quieter), room(twice(quieter)))
    assert room(voice).min() < 0.3
    assert room(quieter).min() < 0.3
    assert room(voice * np.float32(0.03)).min() > 0.9


def test_what_has_two_channels_makes_two_of_what_it_is_joined_to() -> None:
    left, right = rumbling(0.1, 1), rumbling(0.1, 2)
    whole = joined(silence(10, 1), np.concatenate((left, right)), left)

    assert whole.shape == (2, 10 + 2 * left.shape[1])
    assert not alike(whole)
    assert np.array_equal(whole[1, -left.shape[1] :], left[0])


class TestAFilm:
    def test_of_voices_and_of_music_that_is_the_same_on_both_sides_is_one_channel_from_then_on(
        self, rack: Any
    ) -> None:
        rack.words("voice", (0.5, 2.0))
        rack.put("music", np.repeat(rumbling(6), 2, axis=0))
        film = rack.film(12, voices=[("voice", 0), ("voice", 150)], music=MusicSound(digest="music"))
        mix = Mix(film, rack)
        first, second = joined(*mix.blocks()), joined(*mix.blocks())

        assert (first.shape[0], second.shape[0], mix.channels) == (2, 1, 1)
        assert np.array_equal(first, twice(second))

    @pytest.mark.parametrize("apart", [slice(RATE_HZ // 10), slice(-RATE_HZ // 10, None)])
    def test_with_music_that_is_in_stereo_only_at_one_end_stays_in_stereo(
        self, apart: slice, rack: Any
    ) -> None:
        rack.words("voice", (0.5, 2.0))
        sides = np.concatenate((rumbling(11, 1), rumbling(11, 1)))
        sides[1, apart] *= 0.9  # in the first of the two blocks that are mixed, or in the last
        rack.put("music", sides)
        film = rack.film(11, voices=[("voice", 0)], music=MusicSound(digest="music", loop=False))
        mix = Mix(film, rack)
        first, second = joined(*mix.blocks()), joined(*mix.blocks())

        assert second.shape[0] == mix.channels == 2
        assert np.array_equal(first, second)

    def test_that_was_not_heard_to_its_end_is_taken_for_stereo(self, rack: Any) -> None:
        rack.put("music", np.repeat(rumbling(11), 2, axis=0))
        mix = Mix(rack.film(11, music=MusicSound(digest="music")), rack)
        next(mix.blocks())

        assert mix.channels == 2

    def test_has_the_same_samples_on_both_sides_of_its_file(self, rack: Any, tmp_path: Path) -> None:
        rack.words("voice", (0.5, 2.0), (2.4, 4.0))
        rack.noise("wind", 5, level=0.3)
        film = rack.film(5, voices=[("voice", 0), ("wind", 0)])
        made = render_audio(film, rack, tmp_path / "cache", key="5e" * 32)
        sound = joined(*track.heard(made.path, made.samples))

        assert np.abs(sound).max() > 0.1
        assert np.array_equal(sound[0], sound[1])
        assert made.loudness_lufs == pytest.approx(-16, abs=0.3)


def test_a_file_keeps_what_is_the_same_on_both_sides_cleaner_than_stereo(tmp_path: Path) -> None:
    def noise_db(block: Block) -> float:
        path = written(tmp_path / "sound.m4a", [block])
        wrong = joined(*track.heard(path, block.shape[1])) - block
        return float(10 * np.log10(np.square(wrong).mean() / np.square(block).mean()))

    left, right = (deep(rumbling(3, seed)) for seed in (1, 2))

    assert noise_db(left) < noise_db(np.concatenate((left, right))) - 3


@pytest.mark.parametrize(("sound", "encoder"), SOUND_ENCODERS.items())
def test_such_a_film_has_its_loudness_in_every_coding(
    sound: Sound, encoder: str, rack: Any, tmp_path: Path
) -> None:
    rack.words("voice", (0.2, 2.0), (2.4, 4.0))
    film = rack.film(5, voices=[("voice", 0)])
    coding = AudioCoding(codec=encoder, bit_rate=96_000)
    made = render_audio(film, rack, tmp_path / "cache", key="5e" * 32, coding=coding)
    sides = measure(track.heard(made.path, made.samples))

    assert made.loudness_lufs == pytest.approx(-16, abs=0.3)
    assert made.loudness_lufs == pytest.approx(sides.integrated_lufs, abs=0.002)
    assert made.true_peak_db == pytest.approx(sides.true_peak_db, abs=0.03)


def test_a_film_whose_encoder_makes_its_sides_differ_is_measured_in_stereo(
    rack: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rack.words("voice", (0.2, 2.0), (2.4, 4.0))
    write = track.write

    def tilted(file: BinaryIO, blocks: Iterable[Block], coding: AudioCoding) -> None:
        write(file, [twice(block) * np.array([[1], [0.98]], np.float32) for block in blocks], coding)

    monkeypatch.setattr(track, "write", tilted)
    made = render_audio(rack.film(5, voices=[("voice", 0)]), rack, tmp_path / "cache", key="5e" * 32)

    assert made.loudness_lufs == measure(track.heard(made.path, made.samples)).integrated_lufs


def test_a_file_whose_sides_differ_is_not_taken_for_one_channel(tmp_path: Path) -> None:
    sides = np.concatenate((rumbling(1, 1), rumbling(1, 2)))
    path = written(tmp_path / "sound.m4a", [sides])

    assert len(list(track.heard(path, RATE_HZ))) == 1
    with pytest.raises(track.Apart):
        list(track.heard(path, RATE_HZ, channels=1))
