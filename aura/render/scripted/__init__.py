"""Scenes written in Python: an installed script draws what a scene shows, frame by frame.

A script is a Python module that the operator installs, as a file of ``AURA_HOME/scenes`` or as an entry
point of the group ``aura.scenes``; nothing that comes in by API, template or import installs one.  It has

* ``Parameters``, a frozen ``msgspec.Struct`` that says which parameters there are, and
* ``scene(frame, parameters)``, which returns a clip: whatever has ``get_frame(t)``, in seconds, that gives an
  array of height × width × 3 bytes of red, green and blue (every clip of MoviePy does).

It runs in a process of its own with limits (``shot``), never in Aura's.  The digest of its source is part of
the key of what it drew: a script that was changed draws its scenes anew.
"""

from fractions import Fraction
from pathlib import Path

from msgspec import Struct

FONT = str(Path(__file__).parent.parent / "fonts" / "NotoSans-SemiBold.ttf")
"""A font that is there on every machine."""


class Frame(Struct, frozen=True, kw_only=True):
    """What a script is to draw: so many frames of this size, so many a second."""

    width_px: int
    height_px: int
    rate: Fraction
    frames: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, as MoviePy takes them."""
        return self.width_px, self.height_px

    @property
    def duration_s(self) -> float:
        """How long the scene is, in seconds."""
        return float(self.frames / self.rate)
