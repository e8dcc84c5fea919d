"""How transitions, motions, speeds and lengths of time are called in the history.  Pure words."""

from fractions import Fraction

from aura.timeline.terms import Anchor, Motion, Transition

_WAYS = {
    "left": "to the left",
    "right": "to the right",
    "up": "upwards",
    "down": "downwards",
    "up-left": "to the top left",
    "up-right": "to the top right",
    "down-left": "to the bottom left",
    "down-right": "to the bottom right",
    "black": "through black",
    "white": "through white",
}
_NAMES = {
    "cut": "a cut",
    "fade": "a crossfade",
    "dissolve": "a dissolve",
    "circle-open": "an opening circle",
    "circle-close": "a closing circle",
    "radial": "a radial wipe",
}
_KINDS = {"fade": "a fade", "wipe": "a wipe", "smooth": "a soft wipe", "slide": "a slide"}
_MOVED: dict[Motion, str] = {
    "auto": "Let Aura choose how the picture of scene {n} moves",
    "none": "Let the picture of scene {n} stand still",
    "in": "Zoomed into the picture of scene {n}",
    "out": "Zoomed out of the picture of scene {n}",
}


def transition_called(transition: Transition) -> str:
    """A transition for people: ``a wipe to the left``."""
    if transition in _NAMES:
        return _NAMES[transition]
    kind, _, way = transition.partition("-")
    return f"{_KINDS[kind]} {_WAYS[way]}"


def transition_given(transition: Transition, frames: int, rate: Fraction) -> str:
    """The words for a scene's transition; ``{n}`` is its number."""
    words = f"Gave scene {{n}} {transition_called(transition)}"
    if transition == "cut":
        return words
    return f"{words} over {time_called(Fraction(frames or round(rate / 2)) / rate)}"


def motion_given(motion: Motion) -> str:
    """The words for how a picture moves; ``{n}`` is its scene's number."""
    return _MOVED.get(motion) or f"Moved {_WAYS[motion]} over the picture of scene {{n}}"


def focus_given(focus: Anchor) -> str:
    """The words for what of a picture is kept in view; ``{n}`` is its scene's number."""
    part = focus.replace("center", "middle").replace("-", " ")
    return f"Kept the {part} of the picture of scene {{n}} in view"


def time_called(seconds: Fraction) -> str:
    """A length of time to a hundredth of a second: ``half a second``, ``1.25 seconds``."""
    hundredths = round(seconds * 100)
    named = {50: "half a second", 100: "a second"}
    written = f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
    return named.get(hundredths) or f"{written} seconds"


def speed_called(percent: int) -> str:
    """A speed for people: ``half its speed``."""
    named = {25: "a quarter of its speed", 50: "half its speed", 100: "its own speed", 200: "twice its speed"}
    return named.get(percent) or f"{percent} % of its speed"
