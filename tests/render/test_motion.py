"""Pictures that move: gently, and without a tremble."""

from itertools import pairwise
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from aura.render import planes
from aura.render.motion import ZOOM, Window, window
from aura.render.resample import Resampler
from aura.render.spec import Move
from aura.render.stills import SPARE
from aura.timeline.terms import Anchor

MOVES = [move for move in get_args(Move) if move != "none"]
WIDTH, HEIGHT = 640, 360


@pytest.mark.parametrize("move", get_args(Move))
@pytest.mark.parametrize("frames", [1, 2, 75])
@pytest.mark.parametrize("focus", ["center", "top-left", "right", "bottom"])
def test_what_is_seen_never_leaves_the_picture_and_keeps_its_shape(
    move: Move, frames: int, focus: Anchor
) -> None:
    for frame in range(frames):
        seen = window(move, frame, frames, focus)
        assert seen.width == seen.height
        assert min(seen.left, seen.top) >= 0
        assert max(seen.left + seen.width, seen.top + seen.height) <= 1 + 1e-12


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_small_steady_and_never_stands_still(move: Move) -> None:
    centres = [(w.left + w.top, w.width) for w in (window(move, frame, 90) for frame in range(90))]
    steps = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(centres)]
    assert 0 < max(steps) < 3 * min(steps)
    assert all(1 / ZOOM - 1e-12 <= width <= 1 for _, width in centres)


@pytest.mark.parametrize("move", ["in", "out"])
def test_a_zoom_keeps_to_its_focus(move: Move) -> None:
    for frame in range(50):
        left, top, width, height = window(move, frame, 50, "top-right")
        assert left + width == pytest.approx(1)
        assert top == 0
        left, top, width, height = window(move, frame, 50, "bottom")
        assert left + width / 2 == pytest.approx(0.5)
        assert top + height == pytest.approx(1)


def test_a_pan_keeps_to_its_focus_the_other_way() -> None:
    assert {window("left", frame, 50, "top-right").top for frame in range(50)} == {0}
    assert len({window("left", frame, 50, "top-right").left for frame in range(50)}) == 50


def test_in_and_out_and_opposite_ways_are_each_others_opposites() -> None:
    opposites: tuple[tuple[Move, Move], ...] = (("in", "out"), ("left", "right"), ("up", "down"))
    for one, other in opposites:
        there = [window(one, frame, 50) for frame in range(50)]
        back = [window(other, 49 - frame, 50) for frame in range(50)]
        assert np.allclose(there, back)


def spot(width: int, height: int, x: float, y: float, radius: float) -> Image.Image:
    """A soft white spot on black."""
    down, across = np.mgrid[0:height, 0:width]
    light = 219 * np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2 * radius**2))
    return Image.fromarray(light.astype(np.uint8)).convert("RGB")


def centre(luma: NDArray[np.uint8], x: float, y: float) -> tuple[float, float]:
    """Where the light near a place has its middle."""
    left, top = int(x) - 30, int(y) - 30
    light = luma[top : top + 61, left : left + 61].astype(float) - 16
    light[light < 6] = 0
    total = light.sum()
    return (
        float((light.sum(0) * np.arange(left, left + 61)).sum() / total),
        float((light.sum(1) * np.arange(top, top + 61)).sum() / total),
    )


@pytest.mark.parametrize("move", MOVES)
def test_a_moving_spot_follows_its_path_to_a_fiftieth_of_a_pixel(move: Move) -> None:
    large = spot(2400, 1350, 1020.3, 600.7, 36)
    prepared = large.resize((round(WIDTH * SPARE), round(HEIGHT * SPARE)), Image.Resampling.BICUBIC)
    resampler = Resampler(planes.from_image(prepared), WIDTH, HEIGHT)
    frame = planes.empty(WIDTH, HEIGHT)
    errors = []
    for number in range(90):
        seen = window(move, number, 90)
        resampler.draw(seen, frame)
        x = ((1020.3 + 0.5) / 2400 - seen.left) / seen.width * WIDTH - 0.5
        y = ((600.7 + 0.5) / 1350 - seen.top) / seen.height * HEIGHT - 0.5
        found = centre(planes.split(frame).y, x, y)
        errors.append((found[0] - x, found[1] - y))
    apart = np.array(errors)

    assert apart.std(axis=0).max() <= 0.02
    assert np.abs(np.diff(apart, axis=0)).max() <= 0.05
    assert np.abs(apart.mean(axis=0)).max() <= 0.05


def test_colour_moves_with_light() -> None:
    """Chroma has half the samples; they must still lie where the luma is."""
    ramp = np.zeros((216, 384, 3), np.uint8)
    ramp[..., 2] = np.linspace(0, 255, 384)[None, :]
    resampler = Resampler(planes.from_image(Image.fromarray(ramp)), 320, 180)
    frame = planes.empty(320, 180)
    resampler.draw(Window(0.05, 0.05, 0.9, 0.9), frame)
    luma, blue, _ = planes.split(frame)
    columns = np.arange(10, 150)
    light = (luma[90, 2 * columns].astype(float) - 16) / (219 * 0.0722)
    colour = (blue[45, columns].astype(float) - 128) / 112
    assert np.abs(light - colour).max() < 0.06
    assert abs((light - colour).mean()) < 0.005


def test_a_window_of_the_picture_as_it_is_gives_it_back_unchanged() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (90, 160, 3), dtype=np.uint8)
    picture = planes.from_image(Image.fromarray(noise))
    frame = planes.empty(160, 90)
    Resampler(picture, 160, 90).draw(window("none", 0, 1), frame)
    assert (frame == picture).all()
