"""Passages from one scene to the next: where each shows which, by geometry."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from aura.render import planes
from aura.render.planes import Plane
from aura.render.transitions import passing
from aura.render.transitions.blending import WHOLE, blend, mix, tint
from aura.timeline.terms import Passage

WIDTH, HEIGHT = 320, 180
KINDS: tuple[Passage, ...] = get_args(Passage)
MASKED = [kind for kind in KINDS if kind != "fade" and not kind.startswith(("fade-", "slide-"))]
OLD, NEW = 16, 216  # 200 apart in luma and, so that shares are read alike, in chroma
FRAMES = 11

Shares = NDArray[np.float64]


def flat(level: int, width: int = WIDTH, height: int = HEIGHT) -> Plane:
    return np.full((height * 3 // 2, width), level, np.uint8)


def drawn(kind: Passage, before: Plane, after: Plane, progress: float) -> Plane:
    height, width = before.shape[0] * 2 // 3, before.shape[1]
    target = planes.empty(width, height)
    passing(kind, width, height)(before, after, progress, target)
    return target


def shares(kind: Passage, progress: float, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Shares:
    """How much of the scene after is in each sample of a frame's array, 0 to 1."""
    return (drawn(kind, flat(OLD, *size), flat(NEW, *size), progress).astype(float) - OLD) / (NEW - OLD)


def pictures() -> tuple[Plane, Plane]:
    """Two pictures that differ in every sample."""
    dice = np.random.default_rng(7)
    return tuple(  # type: ignore[return-value]
        dice.integers(low, low + 60, (HEIGHT * 3 // 2, WIDTH), dtype=np.uint8) for low in (30, 150)
    )


Rule = Callable[[Any, Any, float], Any]
"""Whether at a place, in fractions of the frame from its middle, the scene after shows; None: not asked."""

HALVES: dict[Passage, Rule] = {
    "wipe-left": lambda x, y, p: x > 0.5 - p,
    "wipe-right": lambda x, y, p: x < p - 0.5,
    "wipe-up": lambda x, y, p: y > 0.5 - p,
    "wipe-down": lambda x, y, p: y < p - 0.5,
    "wipe-up-left": lambda x, y, p: x + y > 1 - 2 * p,
    "wipe-up-right": lambda x, y, p: y - x > 1 - 2 * p,
    "wipe-down-left": lambda x, y, p: x - y > 1 - 2 * p,
    "wipe-down-right": lambda x, y, p: x + y < 2 * p - 1,
    "slide-left": lambda x, y, p: x > 0.5 - smoothed(p),
    "slide-right": lambda x, y, p: x < smoothed(p) - 0.5,
    "slide-up": lambda x, y, p: y > 0.5 - smoothed(p),
    "slide-down": lambda x, y, p: y < smoothed(p) - 0.5,
    "circle-open": lambda x, y, p: np.hypot(x * WIDTH, y * HEIGHT) < p * np.hypot(WIDTH, HEIGHT) / 2,
    "circle-close": lambda x, y, p: np.hypot(x * WIDTH, y * HEIGHT) > (1 - p) * np.hypot(WIDTH, HEIGHT) / 2,
    "radial": lambda x, y, p: np.arctan2(x * WIDTH, -y * HEIGHT) % (2 * np.pi) < p * 2 * np.pi,
}


def smoothed(p: float) -> float:
    return (p + p * p * (3 - 2 * p)) / 2


def places() -> tuple[Any, Any]:
    """The middle of every luma sample, in fractions of the frame from its middle."""
    x = (np.arange(WIDTH) + 0.5) / WIDTH - 0.5
    y = (np.arange(HEIGHT)[:, None] + 0.5) / HEIGHT - 0.5
    return x + 0 * y, y + 0 * x


@pytest.mark.parametrize("kind", HALVES)
@pytest.mark.parametrize("number", [1, 6, FRAMES])
def test_the_first_middle_and_last_frame_show_each_scene_where_geometry_says(
    kind: Passage, number: int
) -> None:
    progress = number / (FRAMES + 1)
    luma = planes.split(np.rint(shares(kind, progress) * 200).astype(np.uint8)).y / 200
    wanted = HALVES[kind](*places(), progress)

    wrong = (np.abs(luma - wanted) > 0.5).mean()
    mixed = ((luma > 0) & (luma < 1)).mean()
    assert wrong < 0.006
    assert mixed < 0.03


def test_a_fade_is_an_even_mixture() -> None:
    for progress in (1 / 12, 0.5, 11 / 12):
        assert np.abs(shares("fade", progress) - progress).max() < 0.006


@pytest.mark.parametrize("way", ["left", "right", "up", "down"])
def test_a_smooth_wipe_has_an_edge_of_half_its_way(way: str) -> None:
    middle = planes.split(np.rint(shares(f"smooth-{way}", 0.5) * 200).astype(np.uint8)).y  # type: ignore[arg-type]
    line = (middle[90] if way in ("left", "right") else middle[:, 160]) / 200
    line = line if way in ("right", "down") else line[::-1]
    place = (np.arange(len(line)) + 0.5) / len(line)

    assert np.abs(line - np.clip(1.25 - 1.5 * place + (0.5 - place) * 0.5, 0, 1)).max() < 0.02
    assert (np.diff(line) <= 0).all()


@pytest.mark.parametrize("progress", [1 / 12, 0.5, 11 / 12])
def test_a_dissolve_has_as_much_of_either_everywhere_and_is_made_of_cells(progress: float) -> None:
    light = planes.split(np.rint(shares("dissolve", progress, (640, 360)) * 200).astype(np.uint8)).y / 200
    quarters = [light[y : y + 180, x : x + 320].mean() for y in (0, 180) for x in (0, 320)]

    assert np.ptp(quarters) < 0.03
    assert abs(light.mean() - progress) < 0.08
    assert (light[::2] == light[1::2]).all()
    assert ((light > 0) & (light < 1)).mean() < 0.3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("frames", [1, 2, 11, 60])
def test_a_passage_never_goes_back_and_is_never_wholly_one_scene(kind: Passage, frames: int) -> None:
    seen = [shares(kind, number / (frames + 1)) for number in range(1, frames + 1)]

    assert all(each.max() > 0 and each.min() < 1 for each in seen)
    if not kind.startswith("fade-"):
        assert all((later >= earlier).all() for earlier, later in pairwise(seen))
        assert all((later > earlier).any() for earlier, later in pairwise(seen))


@pytest.mark.parametrize("kind", ["fade", "fade-black", "fade-white", *MASKED])
def test_a_passage_ends_and_begins_where_the_scenes_go_on(kind: Passage) -> None:
    """The limits that no frame reaches."""
    before, after = pictures()
    assert (drawn(kind, before, after, 0.0) == before).all()
    assert (drawn(kind, before, after, 1.0) == after).all()


@pytest.mark.parametrize("kind", ["fade", *MASKED])
def test_colour_changes_where_light_does(kind: Passage) -> None:
    for progress in (0.25, 0.5, 0.8):
        frame = np.rint(shares(kind, progress) * 200).astype(np.uint8)
        luma, blue, red = planes.split(frame)
        level_with = (luma[::2, ::2].astype(int) + luma[1::2, ::2]) / 2
        assert (blue == red).all()
        assert np.abs(level_with - blue).mean() < 2
        apart = np.abs(level_with - blue)
        assert (apart > 110).mean() < 0.002


@pytest.mark.parametrize(
    ("kind", "colour"), [("fade-black", (16, 128, 128)), ("fade-white", (235, 128, 128))]
)
def test_a_fade_through_a_colour_is_that_colour_in_its_middle_only(
    kind: Passage, colour: tuple[int, int, int]
) -> None:
    before, after = pictures()
    for number in range(1, 12):
        frame = planes.split(drawn(kind, before, after, number / 12))
        wholly = all((plane == level).all() for plane, level in zip(frame, colour, strict=True))
        assert wholly == (number == 6)
        share = abs(number - 6) / 6
        source = planes.split(before if number < 6 else after)
        for plane, seen, level in zip(source, frame, colour, strict=True):
            assert np.abs(seen - (level + (plane.astype(float) - level) * share)).max() < 1.5


def test_black_and_white_stay_black_and_white_in_every_passage() -> None:
    black = planes.from_image(Image.new("RGB", (WIDTH, HEIGHT), "black"))
    white = planes.from_image(Image.new("RGB", (WIDTH, HEIGHT), "white"))
    for kind in KINDS:
        for progress in (0.2, 0.5, 0.9):
            luma, *chroma = planes.split(drawn(kind, black, white, progress))
            assert 16 <= luma.min() <= luma.max() <= 235
            assert all((plane == 128).all() for plane in chroma)


@pytest.mark.parametrize("kind", ["slide-left", "slide-right", "slide-up", "slide-down"])
def test_what_slides_goes_its_way_without_a_tremble(kind: Passage) -> None:
    """A soft spot of the scene before, over a long slide."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH]
    light = 250 * np.clip(1 - ((across - 160) ** 2 + (down - 90) ** 2) / 400, 0, 1)
    before = planes.from_image(Image.fromarray(light.astype(np.uint8)).convert("RGB"))
    after = planes.black(WIDTH, HEIGHT)
    horizontal = kind in ("slide-left", "slide-right")
    found = []
    for number in range(1, 31):  # while the spot is wholly in the frame
        luma = planes.split(drawn(kind, before, after, number / 121)).y.astype(float) - 16
        axis = 0 if horizontal else 1
        found.append(float((luma.sum(axis) * np.arange(luma.shape[1 - axis])).sum() / luma.sum()))
    length, start = (WIDTH, 160) if horizontal else (HEIGHT, 90)
    sign = 1 if kind in ("slide-right", "slide-down") else -1
    wanted = [start + sign * length * smoothed(number / 121) for number in range(1, 31)]
    apart = np.array(found) - wanted

    assert apart.std() <= 0.02
    assert np.abs(np.diff(apart)).max() <= 0.05


def test_a_frame_of_any_even_size_has_its_passages() -> None:
    for size in ((2, 2), (6, 4), (90, 160), (162, 90)):
        for kind in KINDS:
            middle = shares(kind, 0.5, size)
            assert np.isfinite(middle).all()
            assert middle.shape == (size[1] * 3 // 2, size[0])


def test_mixtures_are_exact_to_half_a_step() -> None:
    before, after = pictures()
    dice = np.random.default_rng(3).integers(0, WHOLE + 1, before.shape).astype(np.uint16)
    target = np.empty_like(before)
    blend(after, before, dice, target)
    wanted = after + (before.astype(float) - after) * dice / WHOLE
    assert np.abs(target - wanted).max() <= 0.5
    mix(before, after, 77, target)
    assert np.abs(target - (before + (after.astype(float) - before) * 77 / WHOLE)).max() <= 0.5
    tint(before, 235, 77, target)
    assert np.abs(target - (235 + (before.astype(float) - 235) * 77 / WHOLE)).max() <= 0.5
