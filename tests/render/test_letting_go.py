"""A clip's frames are let go of as soon as they were drawn, and its file and decoder with it."""

import gc
from collections.abc import Iterator

import pytest
from av import VideoFrame

from aura.render import planes
from aura.render.clips import Footage
from aura.render.spec import Canvas, Clip
from tests.render.conftest import Reel

CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)


@pytest.fixture(autouse=True)
def _no_collector() -> Iterator[None]:
    """What is in a circle would be found in the end; a film is made long before."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def held() -> int:
    """How many frames there are in memory."""
    return sum(isinstance(each, VideoFrame) for each in gc.get_objects())


def test_no_more_frames_are_held_late_in_a_clip_than_early(reel: Reel) -> None:
    path = reel.path(reel.clip())
    before = held()
    footage = Footage(path, Clip(digest="a" * 64), CANVAS, lambda: None)
    frame = planes.empty(160, 90)
    counted = []
    for number in range(50):
        footage.draw(number, frame)
        counted.append(held() - before)
    footage.close()

    assert counted[-1] <= counted[5] <= 8


def test_a_closed_clip_holds_nothing(reel: Reel) -> None:
    path = reel.path(reel.clip())
    before = held()
    for _ in range(3):
        footage = Footage(path, Clip(digest="a" * 64), CANVAS, lambda: None)
        footage.draw(9, planes.empty(160, 90))
        footage.close()
        del footage

    assert held() - before <= 3
