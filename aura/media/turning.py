"""How a film has to be turned to stand upright, as its camera wrote it down."""

import struct
from typing import Any, Literal, NamedTuple

from av import VideoFrame
from av.sidedata.sidedata import Type

_MATRIX_BYTES = 36

Turn = Literal[0, 90, 180, 270]


class Turning(NamedTuple):
    """Degrees clockwise; and, after that, mirrored left to right or not."""

    turn: Turn = 0
    mirrored: bool = False


def turning_of(frame: VideoFrame) -> Turning:
    """What is to be done to a frame.  What slants the picture counts as the nearest that does not."""
    side_data: Any = frame.side_data  # its type names but one of all the keys there are
    kept = side_data.get(Type.DISPLAYMATRIX)
    matrix = b"" if kept is None else bytes(kept)
    if len(matrix) != _MATRIX_BYTES:
        return Turning()
    across, across_to_down, _, down_to_across, down, *_ = struct.unpack("=9i", matrix)
    if abs(across) + abs(down) >= abs(across_to_down) + abs(down_to_across):
        return Turning(180 if down < 0 else 0, (across < 0) != (down < 0))
    return Turning(90 if across_to_down > 0 else 270, (across_to_down < 0) == (down_to_across < 0))
