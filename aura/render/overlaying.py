"""Which texts stand over a scene and when, and which mark stands over the film.  Pure.

What stands at the foot of the frame stands above the captions where there are any: an overlay in a scene
that has captions, the watermark in a film that has some, so that it never moves.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from aura.errors import Invalid
from aura.render.spec import Canvas, Mark, Overlay
from aura.render.timing import Placed
from aura.render.tokens import frame_at
from aura.timeline.document import Anchor, Timeline

FADES_A_SECOND = 4
"""An overlay comes, and goes, in a quarter of a second."""


def overlays_of(
    placed: Placed, canvas: Canvas, fonts: Callable[[str], str], palette: str, *, captioned: bool
) -> Iterator[Overlay]:
    """The overlays of a scene, in frames of the scene, none beyond its end."""
    for overlay in placed.scene.overlays:
        start = frame_at(overlay.start_ms, canvas.rate)
        end = placed.frames
        if overlay.end_ms:
            end = min(end, max(start + 1, frame_at(overlay.end_ms, canvas.rate)))
        if start < end and overlay.text.strip():
            yield Overlay(
                start_frame=start,
                end_frame=end,
                fade_frames=round(canvas.rate / FADES_A_SECOND),
                text=overlay.text,
                style=overlay.style,
                anchor=overlay.anchor,
                palette=palette,
                detail=overlay.detail,
                fonts=fonts(overlay.text + overlay.detail),
                raised=captioned and _at_foot(overlay.anchor),
            )


def overlays_in(overlays: Iterable[Overlay], first: int, frames: int) -> tuple[Overlay, ...]:
    """What of a scene's overlays is seen in ``frames`` frames from ``first`` on, counted from there.

    One that stands still in all of them is the same, however long it has stood.
    """
    return tuple(
        replace(
            overlay,
            start_frame=max(overlay.start_frame - first, -overlay.fade_frames),
            end_frame=min(overlay.end_frame - first, frames + overlay.fade_frames),
        )
        for overlay in overlays
        if overlay.start_frame < first + frames and overlay.end_frame > first
    )


def mark_of(timeline: Timeline, fonts: Callable[[str], str], *, captioned: bool) -> Mark | None:
    """The film's watermark, if it has one.  Raises Invalid for one that is no picture."""
    watermark = timeline.head.watermark
    if watermark is None:
        return None
    text = "" if watermark.asset else watermark.text.strip()
    if not text and not watermark.asset:
        return None
    if any(asset.digest == watermark.asset and asset.type != "Image" for asset in timeline.assets):
        raise Invalid(
            "The watermark is no picture: choose a picture of the project, or give it a text.",
            field="timeline.head.watermark.asset",
        )
    return Mark(
        opacity_percent=watermark.opacity_percent,
        size_percent=watermark.size_percent,
        anchor=watermark.anchor,
        digest=watermark.asset or "",
        text=text,
        fonts=fonts(text) if text else "",
        raised=captioned and _at_foot(watermark.anchor),
    )


def _at_foot(anchor: Anchor) -> bool:
    return anchor.startswith("bottom")
