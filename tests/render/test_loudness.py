"""How loud a film is, and that nothing in it is too loud."""

import itertools
import re
import wave
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest

from aura.media import ffmpeg, processes
from aura.render.sound.limiter import limited
from aura.render.sound.loudness import SILENCE_LUFS, Loudness, integrated, measure
from aura.render.sound.mastering import mastered
from aura.render.sound.samples import RATE_HZ, SILENCE_DB, Block, silence


def tone(hz: float, seconds: float, level_db: float, phase: float = 0.0) -> Block:
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave_ = 10 ** (level_db / 20) * np.sin(2 * np.pi * hz * time + phase)
    return np.stack((wave_, wave_)).astype(np.float32)


def speech(seconds: float, seed: int = 1) -> Block:
    """Something like it: dull noise whose level changes eight times a second, with strong peaks."""
    dice = np.random.default_rng(seed)
    samples = round(seconds * RATE_HZ)
    level = np.repeat(np.abs(dice.standard_normal(samples // 6000 + 1)), 6000)[:samples]
    dull = np.convolve(dice.standard_normal(samples), np.hanning(64), mode="same")
    one = 0.015 * level * dull
    return np.stack((one, one)).astype(np.float32)


def cut(sound: Block, samples: int = RATE_HZ) -> Iterator[Block]:
    for start in range(0, sound.shape[1], samples):
        yield sound[:, start : start + samples]


def whole(blocks: Iterable[Block]) -> Block:
    return np.concatenate(list(blocks), axis=1)


@pytest.fixture
def by_the_program(tmp_path: Path) -> Callable[[Block], Loudness]:
    """Measures with the FFmpeg program, which is another build than the library."""

    def look(sound: Block) -> Loudness:
        path = tmp_path / "sound.wav"
        scaled = np.round(sound.T * 2**30).astype("<i4")
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(4)
            file.setframerate(RATE_HZ)
            file.writeframes(scaled.tobytes())
        argv = [str(ffmpeg.find()), "-nostdin", "-hide_banner", *ffmpeg.reading(path)]
        argv += ["-af", "volume=2:precision=double,ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
        said = processes.run(argv, cwd=tmp_path, timeout_s=60)
        assert said.returncode == 0
        integrated_lufs, true_peak_db = re.findall(r"(?:I|Peak): +(\S+) (?:LUFS|dBFS)", said.stderr_tail)
        return Loudness(float(integrated_lufs), float(true_peak_db))

    return look


def test_a_tone_measures_what_the_standard_says() -> None:
    heard = measure(cut(tone(1000, 20, -23)))

    assert heard.integrated_lufs == pytest.approx(-23, abs=0.1)
    assert heard.true_peak_db == pytest.approx(-23, abs=0.1)


def test_quiet_stretches_do_not_count() -> None:
    """The third of the EBU's test signals (Tech 3341), shortened."""
    sound = whole((tone(1000, 5, -36), tone(1000, 30, -23), tone(1000, 5, -36)))

    assert integrated(cut(sound)) == pytest.approx(-23, abs=0.1)


def test_a_peak_between_two_samples_is_seen() -> None:
    sound = tone(RATE_HZ / 4, 2, -6, phase=np.pi / 4)

    assert 20 * np.log10(np.abs(sound).max()) == pytest.approx(-9, abs=0.1)
    assert measure([sound[:, 500:-500]]).true_peak_db > -6.3


def test_silence_and_nothing_at_all_measure_as_silence() -> None:
    quiet = Loudness(SILENCE_LUFS, SILENCE_DB)

    assert measure([silence(RATE_HZ)]) == quiet
    assert measure([silence(7)]) == quiet
    assert measure([]) == quiet


def test_the_measure_agrees_with_the_ffmpeg_program(by_the_program: Callable[[Block], Loudness]) -> None:
    sound = speech(12)
    ours, theirs = measure(cut(sound)), by_the_program(sound)

    assert ours.integrated_lufs == pytest.approx(theirs.integrated_lufs, abs=0.1)
    assert ours.true_peak_db == pytest.approx(theirs.true_peak_db, abs=0.2)


def test_a_measure_does_not_depend_on_how_sound_is_cut() -> None:
    sound = speech(3)

    assert measure(cut(sound, 777)) == measure([sound])


def test_what_stays_below_the_ceiling_is_only_made_louder() -> None:
    sound = tone(440, 1.0007, -20)
    limit = whole(limited(cut(sound, 10_000), 6.0, -2.0))

    assert np.array_equal(limit, sound * np.float32(10 ** (6 / 20)))


@pytest.mark.parametrize("gain_db", [0.0, 12.0, 30.0])
def test_no_peak_passes_the_ceiling(gain_db: float, by_the_program: Callable[[Block], Loudness]) -> None:
    burst = silence(RATE_HZ)
    burst[:, 20_011] = 1.5
    burst[0, 30_000:30_010] = -0.9
    between = tone(RATE_HZ / 4, 1, 0, phase=np.pi / 4)
    edges = np.sign(tone(97, 1, 0))
    sound = whole((speech(5), burst, between, edges, tone(15_000, 1, -3), silence(RATE_HZ)))
    limit = whole(limited(cut(sound), gain_db, -2.0))

    assert limit.shape == sound.shape
    assert np.abs(limit).max() <= 10 ** (-2 / 20) + 1e-6
    assert by_the_program(limit).true_peak_db <= -1.95


def test_the_gain_moves_before_a_peak_and_smoothly() -> None:
    sound = np.full((2, RATE_HZ), 0.1, np.float32)
    sound[:, 24_000:24_048] = 1.0
    gain = whole(limited([sound], 0.0, -6.0)) / sound
    steps = np.abs(np.diff(20 * np.log10(gain[0])))

    assert gain[0, 24_000:24_048].max() <= 10 ** (-6 / 20)
    assert gain[0, :23_700].min() == 1.0
    assert gain[0, -1] == 1.0
    assert steps.max() < 0.1


def test_both_sides_are_turned_down_alike() -> None:
    sound = speech(2)
    sound[1] *= 0.3
    limit = whole(limited(cut(sound), 12.0, -2.0))

    assert np.allclose(limit[1], limit[0] * 0.3, atol=1e-6)


def test_limiting_does_not_depend_on_how_sound_is_cut() -> None:
    sound = speech(3)[:, :-29]
    lengths = itertools.cycle((1, 47, 48, 49, 4801, 20_000))
    parts, start = [], 0
    while start < sound.shape[1]:
        length = next(lengths)
        parts.append(sound[:, start : start + length])
        start += length

    assert np.array_equal(whole(limited(parts, 9.0, -2.0)), whole(limited([sound], 9.0, -2.0)))


@pytest.mark.parametrize("wanted_lufs", [-14, -16, -23])
def test_a_mix_comes_to_the_loudness_that_is_wanted(wanted_lufs: int) -> None:
    sound = speech(20)
    gain_db, reached_lufs = mastered(lambda: cut(sound), wanted_lufs, -2.0)
    heard = measure(limited(cut(sound), gain_db, -2.0))

    assert heard.integrated_lufs == pytest.approx(wanted_lufs, abs=0.3)
    assert heard.integrated_lufs == pytest.approx(reached_lufs, abs=0.1)
    assert heard.true_peak_db <= -1.9


def test_room_noise_is_not_made_louder() -> None:
    noise = (1e-4 * np.random.default_rng(1).standard_normal((2, 5 * RATE_HZ))).astype(np.float32)

    assert mastered(lambda: cut(noise), -16, -2.0).gain_db == 0.0


def test_what_cannot_become_as_loud_is_not_driven_without_end() -> None:
    """A click a second: under a ceiling it can never be as loud as speech."""
    sound = silence(10 * RATE_HZ)
    sound[:, 24_000::RATE_HZ] = 1.0
    plain_db = -16 - integrated(cut(sound))
    gain_db = mastered(lambda: cut(sound), -16, -2.0).gain_db

    assert gain_db <= plain_db + 6.0
