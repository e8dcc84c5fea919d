"""What must hold between fields, and in any text that enters a document."""

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from aura.errors import Invalid
from aura.timeline.document import Head
from aura.timeline.scene import Cue, Overlay, Scene
from aura.timeline.terms import MAX_FRAMES, Pause
from aura.timeline.time import frames_from_ms

MAX_SCENES = 5_000
MAX_DEPTH = 32
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but for line ends and tabs, and halves of a pair (categories Cc and Cs)."""
PAUSE_MS: dict[Pause, int] = {"Short": 250, "Natural": 450, "Long": 900, "Dramatic": 1_500}
"""The silence after a narration, by the voice's pause."""

READING_MS_PER_WORD = 400
SHORTEST_SCENE_MS = 2_000


def scene_length(scene: Scene, rate: Fraction) -> int:
    """The frames a scene lasts: at least what its author wished and what its words need.

    Spoken words need their narration and the pause after it; unspoken ones the time to read them.
    A function of the scene alone, so that the inverse of an edit brings the old length back.
    """
    if scene.narration:
        needed = scene.narration.frames + scene.narration.pause_frames
    elif scene.authored_frames and not scene.script_text.strip():
        needed = 1
    else:
        reading_ms = len(scene.script_text.split()) * READING_MS_PER_WORD
        needed = frames_from_ms(max(reading_ms, SHORTEST_SCENE_MS), rate)
    length = max(scene.authored_frames, needed)
    if length > MAX_FRAMES:
        raise Invalid(f"A scene lasts at most {MAX_FRAMES:,} frames; this one would need {length:,}.")
    return length


def check_rate(head: Head) -> None:
    """A film has from 1 to 240 frames a second."""
    if not 1 <= head.rate <= 240:
        raise Invalid("A film has from 1 to 240 frames a second.", field="head.rate_numerator")


def check_captions(captions: Sequence[Cue], field: str = "captions") -> None:
    """Captions follow one another, each ending after it starts.  Raises ``Invalid``."""
    for number, cue in enumerate(captions):
        if cue.end_ms <= cue.start_ms:
            raise Invalid("A caption ends after it starts.", field=f"{field}[{number}].end_ms")
    for number, (cue, following) in enumerate(pairwise(captions), 1):
        if following.start_ms < cue.end_ms:
            words = "Captions follow one another and do not overlap."
            raise Invalid(words, field=f"{field}[{number}].start_ms")


def check_overlays(overlays: Sequence[Overlay], field: str = "overlays") -> None:
    """Overlays show something and end after they start.  Raises ``Invalid``."""
    for number, overlay in enumerate(overlays):
        if not overlay.text.strip():
            raise Invalid("Say what the overlay shows.", field=f"{field}[{number}].text")
        if overlay.end_ms and overlay.end_ms <= overlay.start_ms:
            words = "An overlay ends after it starts; 0 means at the end of its scene."
            raise Invalid(words, field=f"{field}[{number}].end_ms")


def timed(scene: Scene, rate: Fraction) -> Scene:
    """The scene with the length that ``scene_length`` gives it."""
    return replace(scene, length_frames=scene_length(scene, rate))


def clean(data: Any, field: str = "", depth: int = 0) -> Any:
    """JSON from outside, made fit for a document: text in NFC, and nothing a database would refuse.

    Raises ``Invalid`` naming the field for NUL and other control characters, lone surrogates,
    numbers that are not whole, and nesting deeper than ``MAX_DEPTH``.
    """
    if depth > MAX_DEPTH:
        raise Invalid(f"The content is nested deeper than {MAX_DEPTH} levels.", field=field or None)
    if isinstance(data, str):
        return clean_text(data, field)
    if isinstance(data, float):
        raise Invalid("Only whole numbers are stored.", field=field or None)
    if isinstance(data, int) and not -(2**53) < data < 2**53:
        raise Invalid("That number is too large.", field=field or None)
    if isinstance(data, dict):
        return {
            clean_text(key, field): clean(item, f"{field}.{key}" if field else key, depth + 1)
            for key, item in data.items()
        }
    if isinstance(data, list):
        return [clean(item, f"{field}[{index}]", depth + 1) for index, item in enumerate(data)]
    return data


def clean_text(text: str, field: str = "") -> str:
    """``text`` in NFC with line ends as ``\\n``; raises ``Invalid`` for what no text should hold."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found := _UNSTORABLE.search(text):
        raise Invalid(
            f"The text contains the character U+{ord(found[0]):04X}, which cannot be stored.",
            field=field or None,
        )
    return text


def storable(text: str) -> str:
    """``text`` of any origin, such as a program's words, with blanks for what no text should hold."""
    return _UNSTORABLE.sub(" ", text)
