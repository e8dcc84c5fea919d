"""A clip's sound at the clip's speed: as long as its picture, at its own pitch, silent where it stands."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from aura.render.sound.decoding import Blocks
from aura.render.sound.samples import RATE_HZ, Block
from aura.render.sound.tempo import paced, parted, stretched
from aura.render.soundtrack import ClipSound
from aura.timeline.pacing import Pace

TONE_HZ = 440


def blocks(sound: Block, size: int = 30_000) -> Blocks:
    for start in range(0, sound.shape[1], size):
        yield sound[:, start : start + size]


def joined(made: Blocks) -> Block:
    return np.concatenate(list(made), axis=1)


def tone(seconds: float) -> Block:
    wave = 0.2 * np.sin(2 * np.pi * TONE_HZ * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)
    return np.stack((wave, wave)).astype(np.float32)


def pitch_hz(sound: Block) -> float:
    middle = sound[0, sound.shape[1] // 4 : 3 * sound.shape[1] // 4]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    return float(spectrum.argmax() * RATE_HZ / len(middle))


def heard(sound: Block, start_s: float, end_s: float) -> float:
    part = sound[:, round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
    return float(np.sqrt(np.mean(np.square(part))))


@pytest.mark.parametrize("percent", [25, 50, 80, 125, 200, 400])
def test_sound_at_another_speed_keeps_its_pitch_and_lasts_accordingly(percent: int) -> None:
    sound = joined(stretched(blocks(tone(2)), Fraction(percent, 100)))

    assert sound.shape[0] == 2
    assert sound.shape[1] / RATE_HZ == pytest.approx(2 * 100 / percent, abs=0.1)
    assert pitch_hz(sound) == pytest.approx(TONE_HZ, abs=5)


def test_sound_that_stands_still_goes_on_where_it_stopped() -> None:
    whole = tone(2)
    sound = joined(parted(blocks(whole), RATE_HZ, RATE_HZ // 2))

    assert sound.shape[1] == whole.shape[1] + RATE_HZ // 2
    assert not sound[:, RATE_HZ : RATE_HZ * 3 // 2].any()
    assert (sound[:, 1_000 : RATE_HZ - 1_000] == whole[:, 1_000 : RATE_HZ - 1_000]).all()
    assert (sound[:, RATE_HZ * 3 // 2 + 1_000 : -1_000] == whole[:, RATE_HZ + 1_000 : -1_000]).all()


def test_sound_at_its_own_pace_is_passed_on_untouched() -> None:
    whole = tone(1)
    assert (joined(paced(blocks(whole), Pace(Fraction(0), Fraction(1), False))) == whole).all()


@pytest.mark.parametrize(
    ("fields", "loud", "silent"),
    [
        ({"speed_percent": 50}, [(0.2, 0.8), (2.2, 2.8)], [(1.2, 1.8)]),
        ({"freeze_ms": 250, "freeze_for_ms": 1_000}, [(0.05, 0.2), (1.3, 1.45), (2.05, 2.4)], [(0.3, 1.2)]),
        ({"end_ms": 1_000, "loop": True, "speed_percent": 200}, [(0.05, 0.2), (0.55, 0.7)], [(0.3, 0.45)]),
        (
            {"end_ms": 500, "loop": True, "freeze_ms": 250, "freeze_for_ms": 500},
            [(0.05, 0.2), (0.8, 0.95), (1.05, 1.2)],
            [(0.3, 0.7), (1.3, 1.7)],
        ),
    ],
)
def test_a_clip_is_heard_when_its_moments_are_seen(
    fields: dict[str, Any], loud: list[tuple[float, float]], silent: list[tuple[float, float]], rack: Any
) -> None:
    """The clip sounds in the first half of each of its seconds."""
    time = np.arange(3 * RATE_HZ) / RATE_HZ
    rack.put("clip", 0.2 * np.sin(2 * np.pi * TONE_HZ * time) * (time % 1 < 0.5))
    own = ClipSound(digest="clip", start_frame=0, frames=90, **fields)
    sound = rack.mixed(rack.film(3, own=[own]))

    assert all(heard(sound, *span) > 0.05 for span in loud)
    assert all(heard(sound, *span) < 0.005 for span in silent)
