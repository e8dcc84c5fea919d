"""A child that shows and plays files as a render does, and says what it took: for tests of sources."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from av import VideoFrame

from aura.media import child
from aura.render.compose import Composer
from aura.render.sound.decoding import decoded
from aura.render.spec import Canvas, Clip, Picture, Stretch

RATE_HZ = 48_000


def show(path: str, shot: dict[str, Any], canvas: dict[str, int], frames: int) -> list[bytes]:
    """The frames of a shot as RGB."""
    composer = Composer(Canvas(**canvas, rate_numerator=30, rate_denominator=1))
    composer.objects = {"f" * 64: path}
    spec = msgspec.convert({"digest": "f" * 64, **shot}, Clip | Picture)
    try:
        return [rgb(frame) for frame in composer.frames(Stretch(shot=spec, frames=frames))]
    finally:
        composer.close()


def rgb(frame: np.ndarray[Any, Any]) -> bytes:
    video = VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="yuv420p")
    video.colorspace, video.color_range = 1, 1
    return video.to_ndarray(format="rgb24", src_colorspace="ITU709").tobytes()


def hear(path: str) -> tuple[float, float]:
    """How long a sound lasts in seconds, and how loud it is at its loudest."""
    blocks = list(decoded(Path(path)))
    loudest = max((float(np.abs(block).max(initial=0)) for block in blocks), default=0.0)
    return sum(block.shape[1] for block in blocks) / RATE_HZ, loudest


def _handle(request: Any, progress: Callable[[Any], None]) -> Any:
    verb, *given = request
    return {"show": show, "hear": hear}[verb](*given)


if __name__ == "__main__":
    child.serve(_handle)
