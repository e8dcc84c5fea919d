"""How much a slowly moving picture trembles: a soft dot, where it is in each frame and where it should be.

Where it should be follows from the move's own window, exactly.  Where it is, is the centre of its light.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aura.render.compose import Composer
from aura.render.motion import window
from aura.render.planes import BLACK_LUMA, split
from aura.render.spec import Canvas, Move, Picture, Stretch
from tests.bench.render_story import RATE, SCENE_FRAMES, Size

LARGE = (4000, 2250)
DOT = (1700.3, 1000.7)
"""Where in the picture the dot is, in pixels."""
SPREAD_PX = 22.0
REACH = 0.055
"""How far around the dot its light is looked for, as a share of the frame's height."""
MOVES: tuple[Move, ...] = tuple(move for move in get_args(Move) if move != "none")


class Tremble(NamedTuple):
    """How far the dot strays from its path: root of the mean square, and the largest step, in pixels."""

    rms_px: float
    step_px: float


def tremble(folder: Path, move: Move, size: Size, frames: int = SCENE_FRAMES) -> Tremble:
    """The dot under one move; the worse of across and down.  A steady offset is no trembling."""
    apart = np.array(list(_apart(_dot(folder), move, size, frames)))
    steps = np.abs(np.diff(apart, axis=0)).max()
    return Tremble(float(apart.std(axis=0).max()), float(steps))


def _dot(folder: Path) -> Path:
    path = folder / "dot.png"
    if not path.exists():
        across, down = np.arange(LARGE[0]), np.arange(LARGE[1])[:, None]
        light = np.exp(-((across - DOT[0]) ** 2 + (down - DOT[1]) ** 2) / (2 * SPREAD_PX**2))
        Image.fromarray((235 * light).astype(np.uint8)).convert("RGB").save(path)
    return path


def _apart(dot: Path, move: Move, size: Size, frames: int) -> Iterator[tuple[float, float]]:
    """For each frame how far the dot is from where it should be."""
    composer = Composer(
        Canvas(width_px=size.width, height_px=size.height, rate_numerator=RATE, rate_denominator=1)
    )
    composer.objects = {"dot": str(dot)}
    shot = Picture(digest="dot", move=move, length_frames=frames)
    for number, frame in enumerate(composer.frames(Stretch(shot=shot, frames=frames))):
        seen = window(move, number, frames)
        right = ((DOT[0] + 0.5) / LARGE[0] - seen.left) / seen.width * size.width - 0.5
        below = ((DOT[1] + 0.5) / LARGE[1] - seen.top) / seen.height * size.height - 0.5
        across, down = _centre(split(frame).y, right, below, round(REACH * size.height))
        yield across - right, down - below
    composer.close()


def _centre(luma: NDArray[np.uint8], right: float, below: float, reach: int) -> tuple[float, float]:
    """The centre of the light near a place."""
    left, top = int(right) - reach, int(below) - reach
    light = luma[top : top + 2 * reach + 1, left : left + 2 * reach + 1].astype(np.float64) - BLACK_LUMA
    light[light < 6] = 0
    total = light.sum()
    across = (light.sum(axis=0) * np.arange(left, left + light.shape[1])).sum() / total
    down = (light.sum(axis=1) * np.arange(top, top + light.shape[0])).sum() / total
    return float(across), float(down)
