"""What the choices of a scene are called.  Pure."""

from collections.abc import Iterable, Sequence

from aura.timeline.terms import Anchor, OverlayStyle

Options = Sequence[tuple[str, str]]

MOTIONS: Options = (
    ("auto", "Chosen by Aura"),
    ("none", "Still"),
    ("in", "Drift in"),
    ("out", "Drift out"),
    ("left", "Drift left"),
    ("right", "Drift right"),
    ("up", "Drift up"),
    ("down", "Drift down"),
)
FITS: Options = (
    ("cover", "Fill the frame"),
    ("contain", "All of it"),
    ("blurred", "All of it, on a blur"),
    ("stretch", "Stretched"),
)
ENDINGS: Options = (("hold", "The last picture stays"), ("loop", "It begins again"))
CAPTION_STYLES: Options = (
    ("plain", "Plain"),
    ("highlight", "Spoken word lit"),
    ("pill", "Spoken word on a pill"),
    ("outline", "Outlined, no box"),
    ("word", "One word at a time"),
)
PAUSES: Options = (("Short", "Short"), ("Natural", "Natural"), ("Long", "Long"), ("Dramatic", "Dramatic"))
OVERLAYS: tuple[tuple[OverlayStyle, str, Anchor, str], ...] = (
    ("lower-third", "Lower third", "bottom-left", "Name or place"),
    ("title", "Title", "center", "Title"),
    ("call-to-action", "Call to action", "bottom", "What to do next"),
)
"""Each kind of text over a picture, where it stands at first and what it says at first."""
STYLES: Options = tuple((style, name) for style, name, _, _ in OVERLAYS)
ANIMATIONS: Options = (("fade", "Fades"), ("none", "At once"), ("slide", "Slides"), ("rise", "Rises"))
ANCHORS: tuple[tuple[Anchor, str], ...] = (
    ("top-left", "Top left"),
    ("top", "Top"),
    ("top-right", "Top right"),
    ("left", "Left"),
    ("center", "Middle"),
    ("right", "Right"),
    ("bottom-left", "Bottom left"),
    ("bottom", "Bottom"),
    ("bottom-right", "Bottom right"),
)
"""The places in a frame, row by row."""

_WAYS = (
    ("left", "to the left"),
    ("right", "to the right"),
    ("up", "upwards"),
    ("down", "downwards"),
    ("up-left", "to the top left"),
    ("up-right", "to the top right"),
    ("down-left", "to the bottom left"),
    ("down-right", "to the bottom right"),
)


def _ways(kind: str, name: str, count: int) -> Options:
    return tuple((f"{kind}-{way}", f"{name} {words}") for way, words in _WAYS[:count])


TRANSITIONS: tuple[tuple[str, Options], ...] = (
    ("Simple", (("cut", "Cut"), ("fade", "Crossfade"), ("dissolve", "Dissolve"))),
    ("Through a colour", (("fade-black", "Through black"), ("fade-white", "Through white"))),
    ("Wipe", _ways("wipe", "Wipe", 8)),
    ("Soft wipe", _ways("smooth", "Soft wipe", 4)),
    ("Slide", _ways("slide", "Slide", 4)),
    (
        "Shapes",
        (
            ("circle-open", "Circle opens"),
            ("circle-close", "Circle closes"),
            ("radial", "Like a clock's hand"),
        ),
    ),
)
"""How a scene may come in, in groups."""


def called(options: Iterable[tuple[str, str]], value: str) -> str:
    """The name of a choice."""
    return dict(options).get(value, value)
