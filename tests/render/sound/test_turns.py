"""Sound that begins again: without end, without drift, and without a click."""

from collections.abc import Generator
from contextlib import closing

import numpy as np
import pytest

from aura.render.sound.samples import RATE_HZ, Block, silence
from aura.render.sound.stem import Stem
from aura.render.sound.turns import SEAM_SAMPLES, turning


def tone(samples: int, hz: float, level: float = 0.5) -> Block:
    wave = level * np.cos(2 * np.pi * hz * np.arange(samples) / RATE_HZ)
    return np.stack((wave, wave)).astype(np.float32)


def looped(turn: Block, samples: int, cut: int = 4_097) -> Block:
    """So many samples of a turn that comes in blocks of a length."""

    def play() -> Generator[Block, None, None]:
        for start in range(0, turn.shape[1], cut):
            yield turn[:, start : start + cut]

    with closing(Stem(turning(play))) as stem:
        return stem.read(samples)


def test_a_loop_that_was_made_to_be_one_has_no_seam() -> None:
    turn = tone(RATE_HZ, 220)

    assert np.array_equal(looped(turn, 3 * RATE_HZ), np.tile(turn, 3))


def test_a_seam_that_would_click_is_softened() -> None:
    turn = tone(RATE_HZ + 109, 220)  # half a wave more
    heard = looped(turn, 4 * RATE_HZ)
    steepest = np.abs(np.diff(turn)).max()

    assert np.abs(np.diff(heard)).max() < 1.1 * steepest
    assert np.abs(heard[:, RATE_HZ + 109 - 24 : RATE_HZ + 109 + 24]).max() < 0.01


@pytest.mark.parametrize("samples", [SEAM_SAMPLES - 1, 5_000, 11 * RATE_HZ])
def test_turns_follow_one_another_to_the_sample(samples: int) -> None:
    turn = (0.1 * np.random.default_rng(3).standard_normal((2, samples))).astype(np.float32)
    heard = looped(turn, 3 * samples + 100)
    inside = slice(SEAM_SAMPLES, samples - SEAM_SAMPLES)

    assert heard.shape[1] == 3 * samples + 100
    for start in (0, samples, 2 * samples):
        again = heard[:, start : start + samples]
        assert np.array_equal(again[:, inside], turn[:, inside])


def test_a_turn_of_nothing_ends() -> None:
    assert looped(silence(0), 1000).shape[1] == 0


def test_a_short_turn_is_read_from_its_file_once() -> None:
    opened = 0

    def play() -> Generator[Block, None, None]:
        nonlocal opened
        opened += 1
        yield tone(480, 100)

    with closing(Stem(turning(play))) as stem:
        stem.read(RATE_HZ)

    assert opened == 1
