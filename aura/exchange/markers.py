"""What is written over a timeline for its editor: where scenes, overlays and captions begin and end.  Pure.

Units: frames of the film over its rate.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import msgspec
from opentimelineio.opentime import RationalTime, TimeRange
from opentimelineio.schema import Marker, MarkerColor

from aura.render.timing import Placed
from aura.timeline import codec
from aura.timeline.scene import Cue
from aura.timeline.terms import Value


def markers(placed: Sequence[Placed], captions: Sequence[Cue], rate: Fraction) -> Iterator[Marker]:
    """A marker for each scene and each text that is shown over it, then for each caption of the film."""

    def frame(time_ms: int) -> int:
        return round(Fraction(time_ms, 1000) * rate)

    def marker(name: str, start: int, end: int, color: str, about: dict[str, Any]) -> Marker:
        first, frames = (RationalTime(one, float(rate)) for one in (start, max(0, end - start)))
        return Marker(name, TimeRange(first, frames), color, metadata={"aura": about})

    for one in placed:
        scene, since, until = one.scene, one.start_frame, one.start_frame + one.frames
        about = {"kind": "scene", "scene": scene.id, "text": scene.script_text}
        yield marker(one.name, since, until, MarkerColor.GREEN, about)
        for overlay in scene.overlays:
            start = min(since + frame(overlay.start_ms), until)
            end = min(since + frame(overlay.end_ms), until) if overlay.end_ms else until
            about = {**plain(overlay), "kind": "overlay", "scene": scene.id}
            yield marker(overlay.text, start, end, MarkerColor.PURPLE, about)
    for cue in captions:
        about = {"kind": "caption"}
        yield marker(cue.text, frame(cue.start_ms), frame(cue.end_ms), MarkerColor.YELLOW, about)


def plain(value: Value) -> Any:
    """A value as JSON has it, its defaults left out."""
    return msgspec.json.decode(codec.canonical(value))
