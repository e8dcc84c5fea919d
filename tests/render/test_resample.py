"""Windows of pictures: each sample is where it should be, in frames of any shape."""

import numpy as np
import pytest

from aura.render import planes
from aura.render.merging import Merge, room
from aura.render.motion import Window, window
from aura.render.planes import Plane, split
from aura.render.resample import Resampler

SHAPES = [(160, 90), (90, 160), (202, 114), (64, 64)]


def picture(width: int, height: int) -> Plane:
    return np.random.default_rng(7).integers(16, 236, (height * 3 // 2, width), dtype=np.uint8)


def plainly(plane: Plane, window: Window, size: tuple[int, int], pitch: int, centre: float) -> Plane:
    """The same by the definition of what is between four samples; ``centre`` is that of the first row."""
    high, wide = plane.shape
    across = (np.arange(size[0]) * pitch + 0.5) * window.width * wide * pitch / (size[0] * pitch)
    down = (np.arange(size[1]) * pitch + centre) * window.height * high * pitch / (size[1] * pitch)
    columns = np.clip((window.left * wide * pitch + across - 0.5) / pitch, 0, wide - 1)
    rows = np.clip((window.top * high * pitch + down - centre) / pitch, 0, high - 1)
    left, top = np.minimum(columns.astype(int), wide - 2), np.minimum(rows.astype(int), high - 2)
    right, below = columns - left, (rows - top)[:, None]
    here = plane.astype(float)
    upper = here[top][:, left] * (1 - right) + here[top][:, left + 1] * right
    lower = here[top + 1][:, left] * (1 - right) + here[top + 1][:, left + 1] * right
    return np.asarray(np.rint(upper * (1 - below) + lower * below))


@pytest.mark.parametrize("size", SHAPES)
@pytest.mark.parametrize("move", ["in", "left", "up"])
def test_every_sample_is_what_lies_there(size: tuple[int, int], move: str) -> None:
    large = picture(size[0] * 6 // 5 // 2 * 2, size[1] * 6 // 5 // 2 * 2)
    resampler, frame = Resampler(large, *size), planes.empty(*size)
    for number in (0, 5, 19):
        seen = window(move, number, 20)  # type: ignore[arg-type]
        resampler.draw(seen, frame)
        for plane, drawn, halved in zip(split(large), split(frame), (1, 2, 2), strict=True):
            wanted = plainly(plane, seen, (size[0] // halved, size[1] // halved), halved, 0.5 * halved)
            assert np.abs(drawn - wanted).max() <= 2


def test_frames_do_not_depend_on_which_were_drawn_before() -> None:
    large = picture(192, 108)
    order, frame = Resampler(large, 160, 90), planes.empty(160, 90)
    windows = [window(move, number, 9) for move in ("in", "down", "left") for number in range(9)]  # type: ignore[arg-type]
    for seen in windows[::-1]:
        order.draw(seen, frame)
        alone = planes.empty(160, 90)
        Resampler(large, 160, 90).draw(seen, alone)
        assert np.array_equal(frame, alone)


@pytest.mark.parametrize("size", [(64, 48), (45, 31)])
def test_two_pictures_are_merged_to_the_nearest_value(size: tuple[int, int]) -> None:
    merge = Merge(room(64 * 48), *size)
    dice = np.random.default_rng(3)
    for _ in range(3):
        under, over, part = dice.integers(0, 256, (3, *size[::-1]), dtype=np.uint8)
        merge.under[:], merge.over[:], merge.part[:] = under, over, part
        wanted = under + (over.astype(float) - under) * part / 255
        assert np.abs(planes.rows_of(merge().planes[0]) - wanted).max() <= 0.5


def test_a_picture_that_is_read_only_can_be_shown() -> None:
    large = picture(192, 108)
    large.flags.writeable = False
    frame = planes.empty(160, 90)
    Resampler(large, 160, 90).draw(window("in", 3, 9), frame)

    assert frame[:90].std() > 10
