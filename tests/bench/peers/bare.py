"""The encoder alone, on frames that are there already: what no side can be faster than.

It is FFmpeg's own program, with the settings of Aura's segments: one thread, groups of 250 frames.
"""

from pathlib import Path

from aura.media import ffmpeg
from aura.render.preset import VideoCoding
from tests.bench.peers.graph import COLOUR
from tests.bench.render_story import RATE, Size


def command(frames: Path, size: Size, coding: VideoCoding, out: Path) -> list[str]:
    """Encode raw frames of this size."""
    raw = ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size.width}x{size.height}", "-r", str(RATE))
    x264 = ("-c:v", coding.codec, "-preset", coding.speed, "-crf", str(coding.crf), "-threads", "1")
    return [
        *(str(ffmpeg.find()), "-v", "error", "-y", "-nostdin", *raw, "-i", str(frames), "-an"),
        *(*x264, "-x264-params", coding.params, *COLOUR, str(out)),
    ]
