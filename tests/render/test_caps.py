"""The cap of a bit rate: kept by each coding that has one, at any quality."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from aura.render.codecs import CODECS, Codec
from aura.render.containers import Container, Sound
from aura.render.encode import encode
from aura.render.preset import preset_of
from aura.render.recipe import Recipe
from aura.render.spec import Canvas

CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)
SECONDS = 3
CAP = 400_000


def moving() -> Iterator[NDArray[np.uint8]]:
    """Frames that are hard to write."""
    rng = np.random.default_rng(1)
    for _ in range(30 * SECONDS):
        yield rng.integers(90, 160, (135, 160), np.uint8)


@pytest.mark.parametrize("video", [name for name, codec in CODECS.items() if codec.worst_crf])
def test_a_cap_is_kept_at_the_best_quality_too(video: Codec) -> None:
    form: Container = "webm" if video == "vp9" else "mp4"
    sound: Sound = "opus" if video == "vp9" else "aac"
    recipe = Recipe(name="Capped", video=video, container=form, audio=sound, crf=0, video_bit_rate=CAP)
    coding = preset_of(recipe).video
    assert coding is not None

    bits = 8 * len(encode(moving(), CANVAS, coding, lambda done: None).payload)

    assert bits <= 1.2 * CAP * (SECONDS + 1)
