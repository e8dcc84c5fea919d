"""Picture and sound stay in step over hundreds of joins, and sound alone is as long as its film: measured in
the finished files."""

import wave
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from aura.render.engine import Engine
from aura.render.preset import preset_of
from aura.render.recipe import Recipe
from aura.timeline.document import Head
from aura.timeline.scene import Media, Narration

JOINS = 500
FRAMES = 5
"""Of each scene."""
RATE_HZ = 48_000


def click(folder: Path) -> Path:
    """A sharp sound at its very beginning."""
    path = folder / "click.wav"
    samples = np.zeros(RATE_HZ // 10)
    samples[:96] = 0.8 * np.cos(np.arange(96) / 3) * np.linspace(1, 0, 96)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.round(samples * 32_767).astype("<i2").tobytes())
    return path


def shade(folder: Path, level: int) -> Path:
    path = folder / f"{level}.png"
    Image.new("RGB", (160, 90), (level,) * 3).save(path)
    return path


def seen_s(path: Path) -> list[float]:
    """When the picture turns from dark to light or back."""
    with av.open(str(path)) as container:
        frames = [(frame.time or 0, frame.to_ndarray()[:90].mean()) for frame in container.decode(video=0)]
    light = [level > 128 for _, level in frames]
    return [frames[at][0] for at in range(1, len(frames)) if light[at] != light[at - 1]]


def heard_s(path: Path) -> list[float]:
    """When a click begins, counted from the film's first frame."""
    with av.open(str(path)) as container:
        blocks = []
        for frame in container.decode(audio=0):
            since = round((frame.time or 0) * RATE_HZ)
            block = np.abs(frame.to_ndarray()).max(axis=0)
            blocks.append(block[-since:] if since < 0 else block)
    sound = np.concatenate(blocks)
    loud = np.flatnonzero(sound > 0.3 * np.median(np.sort(sound)[-20 * JOINS :]))
    first = np.diff(loud, prepend=-RATE_HZ) > RATE_HZ // 20
    return [float(at) / RATE_HZ for at in loud[first]]


@pytest.mark.parametrize(
    "rate", [Fraction(30_000, 1001), pytest.param(Fraction(30), marks=pytest.mark.sweep)], ids=str
)
def test_after_five_hundred_joins_sound_and_picture_are_less_than_a_frame_apart(
    rate: Fraction, reel: Any, engines: Callable[..., Engine], tmp_path: Path
) -> None:
    voice = Narration(audio=reel.add(click(reel.folder)), frames=3)
    shades = [Media(asset=reel.add(shade(reel.folder, level))) for level in (40, 210)]
    scenes = [
        reel.scene(number + 1, shades[number % 2], FRAMES, motion="none", narration=voice)
        for number in range(JOINS + 1)
    ]
    film = reel.film(*scenes, head=Head(rate_numerator=rate.numerator, rate_denominator=rate.denominator))
    made = engines().render(film, out=tmp_path / "film.mp4")
    seen, heard = seen_s(tmp_path / "film.mp4"), heard_s(tmp_path / "film.mp4")

    assert len(film.segments) == JOINS + 1
    assert made.frames == FRAMES * (JOINS + 1)
    assert len(seen) == JOINS
    assert len(heard) == JOINS + 1
    apart = np.array(heard[1:]) - np.array(seen)
    assert np.abs(apart).max() < 1 / rate, apart
    assert np.ptp(apart) < 0.004, "they drift"


@pytest.mark.parametrize("rate", [25, 50, 60, 240])
@pytest.mark.parametrize("recipe", [{"container": "mp3", "audio": "mp3"}, {"container": "m4a"}])
def test_sound_alone_is_written_of_films_of_any_rate_and_is_as_long(
    rate: int, recipe: dict[str, Any], reel: Any, engines: Callable[..., Engine], tmp_path: Path
) -> None:
    frames, preset = 2 * rate + 7, preset_of(Recipe(name="x", video="none", **recipe))
    film = reel.film(reel.shows(1, frames), preset=preset, head=Head(rate_numerator=rate))

    engines(workers=1).render(film, out=tmp_path / "sound")

    with av.open(str(tmp_path / "sound")) as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
    assert samples == pytest.approx(RATE_HZ * frames / rate, abs=1152), "more than a frame of its coding"
