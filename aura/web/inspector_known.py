"""A text over a picture, found by its number and by what the page knows of it.  Pure.

A text has no name but its number, which changes when another tab takes one away.  So a page says of the
text it means what it last heard of its words, and what it may have sent since (``known_text``,
``known_detail``: each as often as there is something to say), and how it stood when it was drawn
(``known_as``).  A text is known by its words; where another of the scene has the same, it must stand as it
stood as well.  Whoever says nothing goes by the number alone.
"""

from aura.errors import Conflict
from aura.timeline.scene import Overlay
from aura.web.forms import Form

WORDED = ("text", "detail")
KNOWN = (*(f"known_{name}" for name in WORDED), "known_as")

Overlays = tuple[Overlay, ...]


def known_text(overlays: Overlays, number: int, sent: Form, saved: str = "") -> Overlay:
    """The text that is meant.  It is not known by ``saved``, the field that is about to be set.

    Raises ``Conflict`` where it is not there any more.
    """
    told = {name: sent.all(f"known_{name}") for name in WORDED if f"known_{name}" in sent}
    if number >= len(overlays) or not _says(overlays[number], told, saved):
        raise _gone()
    meant = overlays[number]
    has_twin = sum(_says(each, told) for each in overlays) > 1
    if has_twin and sent.text("known_as", standing(meant)) != standing(meant):
        raise _gone()
    return meant


def standing(overlay: Overlay) -> str:
    """All of a text but its words."""
    times = f"{overlay.start_ms}-{overlay.end_ms}"
    return f"{overlay.style} {overlay.anchor} {overlay.animation} {times}"


def _says(overlay: Overlay, told: dict[str, list[str]], besides: str = "") -> bool:
    return all(getattr(overlay, name) in words for name, words in told.items() if name != besides)


def _gone() -> Conflict:
    return Conflict("That text is not there any more; look at the texts again.", field="overlays")
