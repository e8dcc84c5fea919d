"""What determines a segment's frames, all values resolved; its key is the digest of just that.

A segment is a stretch of one scene, or the passage from the end of one scene into the start of the
next.  Nothing in a spec says where in the film it stands or what the scene is called, so a moved or
renamed scene keeps its segments.

Units: frames; pixels of the output.
"""

from fractions import Fraction
from typing import Literal

import msgspec
from blake3 import blake3
from msgspec import Struct

from aura.render.preset import VideoCoding
from aura.timeline.terms import Anchor, Animation, CaptionStyle, Ending, Fit, OverlayStyle, Passage

Move = Literal["none", "in", "out", "left", "right", "up", "down"]


class Spec(Struct, frozen=True, kw_only=True, tag=str.lower, omit_defaults=True, forbid_unknown_fields=True):
    """A frozen piece of a spec.  Its canonical bytes are JSON with sorted keys, defaults left out."""


class Canvas(Spec, frozen=True, kw_only=True):
    """The frame: its size, and how many there are a second."""

    width_px: int
    height_px: int
    rate_numerator: int
    rate_denominator: int

    @property
    def rate(self) -> Fraction:
        """Frames per second."""
        return Fraction(self.rate_numerator, self.rate_denominator)


class Picture(Spec, frozen=True, kw_only=True):
    """A still image.  A moving one crosses its path in ``length_frames``; a still one has none."""

    digest: str
    fit: Fit = "cover"
    focus: Anchor = "center"
    move: Move = "none"
    length_frames: int = 0


class Clip(Spec, frozen=True, kw_only=True):
    """A video from ``trim_ms`` to ``end_ms`` of its own time (0: to its end).

    Where its scene lasts longer, its last frame is held or it begins again.  How fast it goes, and where it
    stands still, is as ``timeline.pacing`` says.
    """

    digest: str
    fit: Fit = "cover"
    focus: Anchor = "center"
    trim_ms: int = 0
    end_ms: int = 0
    ending: Ending = "hold"
    speed_percent: int = 100
    freeze_ms: int = 0
    freeze_for_ms: int = 0


class Script(Spec, frozen=True, kw_only=True):
    """What an installed script draws in ``length_frames``: the digest of its source, and its parameters.

    ``made_with`` names what else determines its frames.
    """

    digest: str
    name: str
    parameters: str
    made_with: str
    length_frames: int


class Caption(Spec, frozen=True, kw_only=True):
    """A text over the frames from ``start_frame`` to before ``end_frame``, counted within its stretch.

    ``fonts`` names what, beside the shipped fonts, it is drawn with on this machine.  ``lit`` is for each
    spoken word the frames from and to before which it is lit, and the characters of ``text`` likewise.
    """

    start_frame: int
    end_frame: int
    text: str
    fonts: str = ""
    style: CaptionStyle = "plain"
    lit: tuple[tuple[int, int, int, int], ...] = ()


class Overlay(Spec, frozen=True, kw_only=True):
    """A text over a picture from ``start_frame`` to before ``end_frame``, counted within its stretch.

    It comes in ``fade_frames`` and goes in as many: so that it stands from the first frame of a stretch to
    its last, it starts that long before it and ends that long after.  ``fonts`` is as a caption's;
    ``raised``: it keeps above where captions are.  Where others are seen with it, or with those, ``group``
    is all of them in the order in which they are placed, and ``number`` its own place in it.
    """

    start_frame: int
    end_frame: int
    fade_frames: int
    text: str
    style: OverlayStyle
    anchor: Anchor
    palette: str
    detail: str = ""
    fonts: str = ""
    raised: bool = False
    animation: Animation = "fade"
    group: "tuple[Member, ...]" = ()
    number: int = 0


class Member(Spec, frozen=True, kw_only=True):
    """One of several overlays, whenever it is seen, and the numbers of those before it seen with it."""

    overlay: Overlay
    off: tuple[int, ...] = ()


class Mark(Spec, frozen=True, kw_only=True):
    """A watermark: the picture of this digest, or with none a text.

    ``size_percent`` is a picture's width of the frame's width, and a text's height of the frame's height.
    """

    opacity_percent: int
    size_percent: int
    anchor: Anchor
    digest: str = ""
    text: str = ""
    fonts: str = ""
    raised: bool = False


class Stretch(Spec, frozen=True, kw_only=True):
    """``frames`` frames of a shot from its ``first_frame`` on, with the captions and texts seen in them.

    A picture that does not move has no first frame: all its stretches of a length are one.
    """

    shot: Picture | Clip | Script
    frames: int
    first_frame: int = 0
    captions: tuple[Caption, ...] = ()
    overlays: tuple[Overlay, ...] = ()


class Crossfade(Spec, frozen=True, kw_only=True):
    """Two stretches of equal length, the first giving way to the second in one of the kinds of passage."""

    before: Stretch
    after: Stretch
    kind: Passage = "fade"

    @property
    def frames(self) -> int:
        return self.after.frames


class SegmentSpec(Spec, frozen=True, kw_only=True):
    """Everything that determines a segment's bytes."""

    canvas: Canvas
    coding: VideoCoding
    content: Stretch | Crossfade
    engine: str
    mark: Mark | None = None

    @property
    def key(self) -> str:
        """The segment's name in the cache: 64 hex digits."""
        return key_of(self)


def key_of(*parts: Struct | str) -> str:
    """The BLAKE3 of the canonical bytes of these parts, as 64 hex digits."""
    return blake3(msgspec.json.encode(parts, order="sorted")).hexdigest()


def sources(content: Stretch | Crossfade) -> tuple[str, ...]:
    """The digests of the media a segment shows."""
    if isinstance(content, Crossfade):
        return (content.before.shot.digest, content.after.shot.digest)
    return (content.shot.digest,)
