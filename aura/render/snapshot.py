"""One frame of a film as a PNG: what the encoder would be given, in RGB, at its size or smaller."""

import io
from itertools import islice

from PIL import Image

from aura.render.compose import Composer
from aura.render.graph import Chain
from aura.render.messages import MakeFrame
from aura.render.planes import SCALE_FLAGS, Plane, as_video

_FAST = 3
"""How hard PNG tries: more takes ten times as long for a tenth of the bytes."""


def snapshot(composer: Composer, asked: MakeFrame) -> bytes:
    """The frame that is asked for."""
    frames = composer.frames(asked.spec.content, asked.spec.mark)
    return png(next(islice(frames, asked.number, None)), asked.width_px)


def png(frame: Plane, width_px: int) -> bytes:
    """A frame as a picture file, in the shape it has."""
    video = as_video(frame)
    height_px = max(1, round(video.height * width_px / video.width))
    scale = (
        f"w={width_px}:h={height_px}:flags={SCALE_FLAGS}+full_chroma_int:in_color_matrix=bt709:in_range=tv"
    )
    rgb = Chain(video, ("scale", scale), ("format", "rgb24"))(video)
    out = io.BytesIO()
    Image.fromarray(rgb.to_ndarray()).save(out, "png", compress_level=_FAST)
    return out.getvalue()
