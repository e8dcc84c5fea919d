"""A bed of music is music: in a key, in time, without a seam, and with room for a voice."""

import io
from fractions import Fraction
from functools import cache
from typing import get_args

import av
import numpy as np
import pytest

from aura.providers.music.bed import Bed, compose
from aura.providers.music.tones import RATE_HZ, Sound
from aura.timeline.terms import Mood

MOODS: tuple[Mood, ...] = get_args(Mood)
MAJOR = (0, 2, 4, 5, 7, 9, 11)


class Piece:
    """A bed, and what is heard of its file."""

    def __init__(self, mood: Mood, bed: Bed) -> None:
        self.mood, self.bed = mood, bed
        with av.open(io.BytesIO(bed.data), "r") as container:
            (stream,) = container.streams.audio
            self.codec, self.rate_hz, self.layout = stream.codec_context.name, stream.rate, stream.layout.name
            self.length_s = (stream.duration or 0) * (stream.time_base or Fraction(0))
            frames = [frame.to_ndarray() for frame in container.decode(stream)]
        whole = np.concatenate(frames, axis=1).reshape(-1, 2).T
        self.sound: Sound = whole.astype(np.float32) / np.float32(32_768)
        self.middle = self.sound.mean(axis=0)
        self.spectrum = np.abs(np.fft.rfft(self.middle)) ** 2
        self.hz = np.fft.rfftfreq(len(self.middle), 1 / RATE_HZ)

    def power(self, low_hz: float, high_hz: float) -> float:
        """How much of the power lies between two frequencies, in decibels below the whole."""
        inside = self.spectrum[(self.hz >= low_hz) & (self.hz < high_hz)].sum()
        return float(10 * np.log10(inside / self.spectrum.sum()))


@cache
def composed(mood: Mood) -> Piece:
    return Piece(mood, compose(mood, 1))


@pytest.fixture(params=MOODS)
def piece(request: pytest.FixtureRequest) -> Piece:
    return composed(request.param)


def level_db(sound: "np.ndarray") -> float:
    return float(10 * np.log10(np.mean(np.square(sound))))


def test_it_is_a_minute_of_stereo_in_a_file_that_loses_nothing(piece: Piece) -> None:
    assert (piece.codec, piece.rate_hz, piece.layout) == ("flac", RATE_HZ, "stereo")
    assert 48 <= piece.length_s <= 64
    assert piece.sound.shape == (2, piece.length_s * RATE_HZ)
    assert piece.bed.duration_ms == piece.length_s * 1000
    assert len(piece.bed.data) < 6_000_000


def test_it_goes_round_without_a_seam(piece: Piece) -> None:
    """It bends no more where it goes round than elsewhere, and is about as loud before as after."""
    round_ = np.concatenate((piece.sound[:, -RATE_HZ:], piece.sound[:, :RATE_HZ]), axis=1)
    bends = np.abs(np.diff(round_, n=2, axis=1)).max(axis=0)

    assert bends[RATE_HZ - 3 : RATE_HZ + 2].max() <= np.percentile(bends, 99.9)
    assert level_db(round_[:, :RATE_HZ]) == pytest.approx(level_db(round_[:, RATE_HZ:]), abs=8)
    assert level_db(round_[:, RATE_HZ - 480 : RATE_HZ]) > level_db(round_) - 12


def test_it_is_steady_and_has_room_above_its_peaks(piece: Piece) -> None:
    seconds = np.array_split(piece.sound, int(piece.length_s / 3), axis=1)
    levels = [level_db(part) for part in seconds]
    crest_db = 20 * np.log10(np.abs(piece.sound).max()) - level_db(piece.sound)

    assert max(levels) - min(levels) < 7
    assert np.abs(piece.sound).max() < 0.6
    assert 11 < crest_db < 20


def test_it_leaves_room_for_speech_and_is_soft_above_it_but_not_dull(piece: Piece) -> None:
    assert piece.power(100, 1000) > -4
    assert -32 < piece.power(1000, 4000) < -10
    assert -50 < piece.power(4000, 12_000) < -18
    assert piece.power(12_000, 24_000) < -35
    assert piece.power(0, 30) < -40
    assert np.abs(piece.sound.mean(axis=1)).max() < 1e-4


def test_it_is_wide_and_still_whole_in_mono(piece: Piece) -> None:
    left, right = piece.sound

    assert level_db((left - right) / 2) > level_db(piece.middle) - 20
    assert level_db(piece.middle) > level_db(piece.sound) - 2


def test_it_stays_in_one_key(piece: Piece) -> None:
    """The tones of one scale make nearly all of it, and no other scale as much."""
    tonal = (piece.hz > 140) & (piece.hz < 2000)
    classes = np.round(12 * np.log2(piece.hz[tonal] / 440) + 69).astype(int) % 12
    chroma = np.bincount(classes, piece.spectrum[tonal], 12) / piece.spectrum[tonal].sum()
    shares = sorted(sum(chroma[(key + step) % 12] for step in MAJOR) for key in range(12))

    assert shares[-1] > 0.95
    assert shares[-2] < shares[-1]


def test_it_is_in_tune(piece: Piece) -> None:
    """Its partials gather around the pitches of A = 440 Hz."""
    tonal = (piece.hz > 200) & (piece.hz < 900)
    cents = 1200 * np.log2(piece.hz[tonal] / 440)
    off = np.abs(cents - 100 * np.round(cents / 100))

    assert np.average(off, weights=piece.spectrum[tonal]) < 15


@pytest.mark.parametrize(("mood", "beats"), [("bright", 96), ("driving", 128)])
def test_where_there_is_percussion_what_begins_begins_in_time(mood: Mood, beats: int) -> None:
    """It is like itself a beat later, and a bar, but not in between."""
    piece = composed(mood)
    hop = RATE_HZ // 100
    power = (
        np.square(np.diff(piece.middle))[: (len(piece.middle) - 1) // hop * hop].reshape(-1, hop).mean(axis=1)
    )
    onsets = np.maximum(0, np.diff(10 * np.log10(power + 1e-12)))
    spectrum = np.fft.rfft(onsets - onsets.mean(), 2 * len(onsets))
    alike = np.fft.irfft(np.abs(spectrum) ** 2)
    beat = float(piece.length_s) * 100 / beats

    def again(later: float) -> float:
        around = round(later * beat)
        return float(alike[around - 1 : around + 2].max() / alike[0])

    assert 95 <= beats * 60 / piece.length_s <= 130
    assert again(1) > 0.3
    assert again(4) > 0.3
    assert again(1) > 3 * again(0.8)


def test_the_same_mood_and_number_give_the_same_bytes() -> None:
    assert compose("wistful", 1) == composed("wistful").bed
