"""The words and the measures of a document: what its fields may hold, and what a piece of it is.

Units: lengths in frames over the timeline's rate; percentages as integers; digests as 64 hex digits.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Line = Annotated[str, Meta(max_length=300)]
Text = Annotated[str, Meta(max_length=20_000)]
LongText = Annotated[str, Meta(max_length=200_000)]
_END = r"(?!\n)$"  # a bare $ would let a line end pass
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
MAX_FRAMES = 100_000_000
MAX_MS = 2**40

Digest = Annotated[str, Meta(pattern=f"^[0-9a-f]{{64}}{_END}")]
Id = Annotated[str, Meta(pattern=f"^{_UUID}{_END}")]
Position = Annotated[str, Meta(pattern=f"^(start|end|{_UUID}){_END}")]
"""A place in the order: behind the scene of this id, or ``start``, or ``end``."""
Frames = Annotated[int, Meta(ge=0, le=MAX_FRAMES)]
Bytes = Annotated[int, Meta(ge=0, le=2**50)]
Pixels = Annotated[int, Meta(ge=0, le=65_535)]
Milliseconds = Annotated[int, Meta(ge=0, le=MAX_MS)]
Language = Annotated[str, Meta(pattern=f"^[a-z]{{2,3}}(-[A-Za-z0-9]{{2,8}})*{_END}", max_length=20)]

ScriptName = Annotated[str, Meta(pattern=f"^[a-z][a-z0-9-]{{0,59}}{_END}")]

Aspect = Literal["16:9", "9:16", "1:1", "4:5"]
Pacing = Literal["Chill", "Conversational", "Fast"]
Density = Literal["Sparse", "Balanced", "Dense"]
Form = Literal["explainer", "listicle", "comparison", "story-time", "tutorial", "product-showcase"]
Pause = Literal["Natural", "Short", "Long", "Dramatic"]
AssetType = Literal["Script", "Audio", "Image", "Video", "Subtitle"]
Fit = Literal["cover", "contain", "blurred", "stretch"]
Motion = Literal["auto", "none", "in", "out", "left", "right", "up", "down"]
Passage = Literal[
    "fade",
    "dissolve",
    "fade-black",
    "fade-white",
    "wipe-left",
    "wipe-right",
    "wipe-up",
    "wipe-down",
    "wipe-up-left",
    "wipe-up-right",
    "wipe-down-left",
    "wipe-down-right",
    "smooth-left",
    "smooth-right",
    "smooth-up",
    "smooth-down",
    "slide-left",
    "slide-right",
    "slide-up",
    "slide-down",
    "circle-open",
    "circle-close",
    "radial",
]
"""How one scene gives way to the next over some time; a direction is the one in which something moves."""
Transition = Literal["cut", Passage]
Source = Literal["offline", "online"]
"""Who makes something: Aura on this machine, or the server that was set up for it."""
CaptionStyle = Literal["plain", "highlight", "pill", "outline", "word"]
"""A cue as it is, with the spoken word lit, with it on a pill, without a box; or one word at a time."""
Ending = Literal["hold", "loop"]
Ducking = Literal["off", "gentle", "balanced", "aggressive"]
Mood = Literal["calm", "bright", "driving", "wistful"]
Anchor = Literal[
    "top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right"
]
"""Where in the frame something stands."""
OverlayStyle = Literal["lower-third", "title", "call-to-action"]
Animation = Literal["fade", "none", "slide", "rise"]
"""How a text over a picture comes and goes: softly, at once, from its side, from below."""
Volume = Annotated[int, Meta(ge=0, le=200)]
Speed = Annotated[int, Meta(ge=25, le=400)]
Standstill = Annotated[int, Meta(ge=0, le=3_600_000)]
"""For how long a clip stands still, in milliseconds."""


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen piece of a document.  Equality is equality of fields."""
