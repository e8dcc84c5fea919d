"""A scene's settings as a form sends them, as the edits that make them.  Pure.

What is sent together is one step of undo.  Lengths come in seconds, as people write them: ``0.4`` or ``0,4``.
An empty field is what is usual: the film's voice, half a second, as long as the words need.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from msgspec.structs import replace

from aura.api.scenes import CHANGES
from aura.errors import Invalid
from aura.timeline.document import Asset
from aura.timeline.edits import Edit, decode
from aura.timeline.scene import Scene, SceneVoice
from aura.web.forms import Form

LONGEST_S = 86_400
PERCENT = {
    "speed_percent": (25, 400),
    "volume_percent": (0, 200),
    "clip_volume_percent": (0, 200),
    "voice_rate": (50, 200),
    "voice_pitch": (50, 150),
}


class Shown(NamedTuple):
    """A scene with what its settings are counted by: frames per second, and the clip that it shows."""

    scene: Scene
    rate: Fraction
    clip: Asset | None


def edits_of(shown: Shown, sent: Form) -> list[Edit]:
    """The edits that set what was sent.  Raises ``Invalid`` naming the field."""
    payloads: dict[str, dict[str, Any]] = {}
    voice = shown.scene.voice or SceneVoice()
    for name in sent:
        if name in _VOICE:
            field, read = _VOICE[name]
            voice = replace(voice, **{field: read(sent.text(name), name)})
            payloads["scene.voice"] = {"scene": shown.scene.id}
        elif name in _FIELDS:
            change, value = _FIELDS[name]
            kind, field = CHANGES[change]
            payloads.setdefault(kind, {"scene": shown.scene.id})[field] = value(shown, sent.text(name), name)
        else:
            raise Invalid("A scene has no setting of that name.", field=name)
    if "scene.voice" in payloads:
        payloads["scene.voice"]["voice"] = _said(voice)
    return [decode(kind, payload) for kind, payload in payloads.items()]


def seconds(text: str, field: str) -> Fraction:
    """A length in seconds; nothing for an empty text.  Raises ``Invalid``."""
    number = text.strip().replace(",", ".")
    if not number:
        return Fraction(0)
    whole, _, part = number.partition(".")
    if not (f"{whole}{part}".isascii() and f"{whole}{part}".isdecimal() and len(number) <= 12):
        raise Invalid("Give a length in seconds, such as 0.4.", field=field)
    found = Fraction(f"{whole or 0}.{part or 0}")
    if found > LONGEST_S:
        raise Invalid("That is longer than a day; give fewer seconds.", field=field)
    return found


def percent(text: str, field: str) -> int:
    """A share in per cent, as far as it may be.  Raises ``Invalid``."""
    number, (least, most) = text.strip(), PERCENT[field]
    if not (number.isascii() and number.isdecimal() and len(number) <= 6 and least <= int(number) <= most):
        raise Invalid(f"Give a whole number from {least} to {most}.", field=field)
    return int(number)


def _said(voice: SceneVoice) -> dict[str, Any] | None:
    """A voice of a scene's own, ``None`` when it has nothing of its own."""
    said = {name: getattr(voice, name) for name in voice.__struct_fields__}
    own = {name: value for name, value in said.items() if value is not None}
    return own or None


def _as_is(shown: Shown, text: str, field: str) -> str:  # noqa: ARG001
    return text


def _number(shown: Shown, text: str, field: str) -> int:  # noqa: ARG001
    return percent(text, field)


def _frames(shown: Shown, text: str, field: str) -> int:
    return round(seconds(text, field) * shown.rate)


def _ms(shown: Shown, text: str, field: str) -> int:  # noqa: ARG001
    return round(seconds(text, field) * 1000)


def _end_ms(shown: Shown, text: str, field: str) -> int:
    """Where a clip ends; at its own end it is 0, whatever the clip."""
    end_ms = _ms(shown, text, field)
    return 0 if shown.clip and end_ms >= shown.clip.duration_ms else end_ms


def _following(shown: Shown, text: str, field: str) -> int:  # noqa: ARG001
    """How long a scene lasts at least, when its length follows its words, or no longer does."""
    return 0 if text == "yes" else shown.scene.length_frames


def _own(text: str, field: str) -> str | None:  # noqa: ARG001
    return text or None


def _own_number(text: str, field: str) -> int | None:
    return percent(text, field) if text.strip() else None


_FIELDS: dict[str, tuple[str, Callable[[Shown, str, str], Any]]] = {
    "motion": ("motion", _as_is),
    "fit": ("fit", _as_is),
    "focus": ("focus", _as_is),
    "transition": ("transition", _as_is),
    "transition_s": ("transition_frames", _frames),
    "trim_s": ("trim_ms", _ms),
    "end_s": ("end_ms", _end_ms),
    "ending": ("ending", _as_is),
    "speed_percent": ("speed_percent", _number),
    "freeze_s": ("freeze_ms", _ms),
    "freeze_for_s": ("freeze_for_ms", _ms),
    "volume_percent": ("volume_percent", _number),
    "clip_volume_percent": ("clip_volume_percent", _number),
    "length_s": ("authored_frames", _frames),
    "follows": ("authored_frames", _following),
}
"""By the name in a form: which field of a scene it sets, and how its text is read."""

_VOICE: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "voice_name": ("name", _own),
    "voice_rate": ("rate_percent", _own_number),
    "voice_pitch": ("pitch_percent", _own_number),
    "voice_pause": ("pause", _own),
}
