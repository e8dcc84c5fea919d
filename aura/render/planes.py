"""Frames as the encoder takes them: BT.709, limited range, YUV 4:2:0, all planes in one array.

Shape: ``(height * 3 // 2, width)`` of uint8; both sides are even.  Chroma stands level with the left one
of two luma columns and between two luma rows, as H.264 has it unless it says otherwise.
"""

from typing import NamedTuple

import numpy as np
from av import VideoFrame
from av.video.plane import VideoPlane
from numpy.typing import NDArray
from PIL import Image

from aura.render.graph import Chain

Plane = NDArray[np.uint8]
BLACK_LUMA = 16
GREY_CHROMA = 128

SCALE_FLAGS = "bicubic+accurate_rnd+bitexact"
"""Exact rounding, the same on every processor."""


class Planes(NamedTuple):
    """The planes of a frame as views of its array."""

    y: Plane
    u: Plane
    v: Plane


def empty(width_px: int, height_px: int) -> Plane:
    """A frame's array, its content not set."""
    return np.empty((height_px * 3 // 2, width_px), np.uint8)


def black(width_px: int, height_px: int) -> Plane:
    """A black frame."""
    frame = empty(width_px, height_px)
    blacken(frame)
    return frame


def blacken(frame: Plane) -> None:
    """Make a frame black."""
    height = frame.shape[0] * 2 // 3
    frame[:height] = BLACK_LUMA
    frame[height:] = GREY_CHROMA


def part(frame: Planes, left: int, top: int, width: int, height: int) -> Planes:
    """A rectangle of a frame, as views; all its numbers are even."""
    half = slice(top // 2, (top + height) // 2), slice(left // 2, (left + width) // 2)
    return Planes(frame.y[top : top + height, left : left + width], frame.u[half], frame.v[half])


def split(frame: Plane) -> Planes:
    """The planes of a frame; writing to them writes to it."""
    rows, width = frame.shape
    height = rows * 2 // 3
    chroma = frame[height:].reshape(2, height // 2, width // 2)
    return Planes(frame[:height], chroma[0], chroma[1])


def copy_video(video: VideoFrame, target: Planes) -> None:
    """Copy a yuv420p video frame into planes of its size."""
    for plane, source in zip(target, video.planes, strict=True):
        np.copyto(plane, rows_of(source))


def as_video(frame: Plane) -> VideoFrame:
    """A frame as a video frame; it may be a view, so it is to be used before the frame is drawn again.

    PyAV makes views only of heights that four divides: of others it leaves out rows without a word.
    """
    rows, width = frame.shape
    height = rows * 2 // 3
    if height % 4 == 0:
        return VideoFrame.from_numpy_buffer(frame, format="yuv420p")
    video = VideoFrame(width, height, "yuv420p")
    for plane, target in zip(split(frame), video.planes, strict=True):
        np.copyto(rows_of(target), plane)
    return video


def rows_of(plane: VideoPlane) -> Plane:
    """One plane of a video frame, as a view."""
    padded = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return padded[: plane.height, : plane.width]


def from_image(image: Image.Image) -> Plane:
    """The array of an RGB image whose sides are even."""
    video = VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
    convert = Chain(
        video,
        (
            "scale",
            f"flags={SCALE_FLAGS}+full_chroma_inp:out_color_matrix=bt709:out_range=tv:out_chroma_loc=left",
        ),
        ("format", "yuv420p"),
    )
    frame = empty(image.width, image.height)
    copy_video(convert(video), split(frame))
    return frame
