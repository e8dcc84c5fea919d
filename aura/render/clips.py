"""Video clips as shots: decoded once, forwards, each output frame the source frame of its moment.

The frame shown at a time is the last one that has started by then.  It depends on time stamps alone, not
on what was decoded before, so a clip of any rate, even a varying one, gives the same frames whether it is
played through or entered in the middle.  A clip that ends before its scene does holds its last frame, or
begins again, as often as is needed.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
from av import VideoFrame

from aura.errors import Invalid
from aura.render import planes
from aura.render.clip_layers import Layers
from aura.render.planes import Plane
from aura.render.roll import Roll
from aura.render.spec import Canvas, Clip
from aura.timeline.pacing import pace_of

EARLY_FRAMES = Fraction(1, 6)
"""A source frame this much of an output frame early is in time: time stamps may be whole milliseconds."""
SEEK_S = 10
"""Up to so far ahead it is quicker to decode on than to seek."""


class Footage:
    """A clip that fills the frame."""

    still = False

    def __init__(self, path: Path, spec: Clip, canvas: Canvas, beat: Callable[[], None]) -> None:
        """``beat`` is called with every packet read: getting to a place far into a clip may take long."""
        self._rate = canvas.rate
        self._early = EARLY_FRAMES / canvas.rate
        self._roll = Roll(path, beat)
        unknown = spec.ending == "loop" and not spec.end_ms
        self._pace = pace_of(spec, self._roll.length_s() if unknown else Fraction(0))
        self._layers = Layers(spec.fit, canvas, spec.focus)
        self._current: VideoFrame | None = None
        self._time = Fraction(-1)
        self._drawn = planes.empty(canvas.width_px, canvas.height_px)
        self._drawn_at: Fraction | None = None
        self._due = -1, Fraction(0)

    def draw(self, frame: int, target: Plane) -> None:
        self._go_to(self._source_time(frame))
        if self._current is None:
            raise Invalid("The clip holds no picture that can be decoded.")
        if self._drawn_at != self._time:
            if not self._stays(frame + 1):
                self._layers.draw(self._current, self._roll.aspect, target)
                return
            self._layers.draw(self._current, self._roll.aspect, self._drawn)
            self._drawn_at = self._time
        np.copyto(target, self._drawn)

    def close(self) -> None:
        self._roll.close()

    def _source_time(self, frame: int) -> Fraction:
        """The moment of the clip before which the shown frame has started."""
        if self._due[0] != frame:
            self._due = frame, self._pace.until(frame / self._rate, self._early)
        return self._due[1]

    def _stays(self, frame: int) -> bool:
        """Whether what is current is still shown in the next frame: then it is kept as it was drawn."""
        ahead = self._roll.next
        return ahead is None or ahead[1] >= self._source_time(frame)

    def _go_to(self, until: Fraction) -> None:
        """Make current the last frame that starts before ``until``, or the first of all."""
        ahead = self._roll.next
        behind = self._current is not None and self._time >= until and self._time > self._roll.first_s
        if behind or (ahead is not None and ahead[1] + SEEK_S < until):
            self._roll.seek(until)
            self._current = None
        while (ahead := self._roll.next) is not None and (self._current is None or ahead[1] < until):
            self._current, self._time = ahead
            self._roll.advance()
