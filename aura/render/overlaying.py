"""Which texts stand over a scene and when, and which mark stands over the film.  Pure.

What stands at the foot of the frame stands above the captions where there are any: an overlay in a scene
that has captions, the watermark in a film that has some, so that it never moves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from aura.errors import Invalid
from aura.render.spec import Canvas, Mark, Overlay
from aura.render.timing import Placed
from aura.render.tokens import frame_at
from aura.timeline.document import Anchor, Timeline

COMES_IN_MS = 400
"""How long an overlay takes to come, and to go."""
PICTURE_PERCENT, TEXT_PERCENT = 10, 4
"""How large a watermark is whose author does not say."""


def overlays_of(
    placed: Placed, canvas: Canvas, fonts: Callable[[str], str], palette: str, *, captioned: bool
) -> Iterator[Overlay]:
    """The overlays of a scene, in frames of the scene, none beyond its end.

    Those that are seen at one time at one anchor stand in rows, the first to come in the first.
    """
    yield from _in_rows(list(_timed(placed, canvas, fonts, palette, captioned=captioned)))


def _timed(
    placed: Placed, canvas: Canvas, fonts: Callable[[str], str], palette: str, *, captioned: bool
) -> Iterator[Overlay]:
    for overlay in placed.scene.overlays:
        start = frame_at(overlay.start_ms, canvas.rate)
        end = placed.frames
        if overlay.end_ms:
            end = min(end, max(start + 1, frame_at(overlay.end_ms, canvas.rate)))
        if start < end and overlay.text.strip():
            yield Overlay(
                start_frame=start,
                end_frame=end,
                fade_frames=0 if overlay.animation == "none" else frame_at(COMES_IN_MS, canvas.rate),
                text=overlay.text,
                style=overlay.style,
                anchor=overlay.anchor,
                palette=palette,
                detail=overlay.detail,
                fonts=fonts(overlay.text + overlay.detail),
                raised=captioned and _at_foot(overlay.anchor),
                animation=overlay.animation,
            )


def _in_rows(overlays: Sequence[Overlay]) -> Iterator[Overlay]:
    """The overlays, each knowing the rows before its own while something at its anchor is seen."""
    rows: dict[int, int] = {}
    groups: list[list[int]] = []
    for at in sorted(range(len(overlays)), key=lambda at: overlays[at].start_frame):
        one = overlays[at]
        group = next((each for each in groups if _meets(one, [overlays[other] for other in each])), None)
        if group is None:
            groups.append(group := [])
        taken = {rows[other] for other in group if overlays[other].end_frame > one.start_frame}
        rows[at] = next(row for row in range(len(taken) + 1) if row not in taken)
        group.append(at)
    for at, one in enumerate(overlays):
        group = next(each for each in groups if at in each)
        beyond = tuple(
            tuple(timeless(overlays[other]) for other in group if rows[other] == row)
            for row in range(rows[at])
        )
        yield replace(one, beyond=beyond)


def _meets(overlay: Overlay, others: Sequence[Overlay]) -> bool:
    """Whether an overlay begins, at their anchor, while one of the others is seen."""
    return any(other.anchor == overlay.anchor and other.end_frame > overlay.start_frame for other in others)


def timeless(overlay: Overlay) -> Overlay:
    """How an overlay looks, whenever and however it comes."""
    return replace(overlay, start_frame=0, end_frame=0, fade_frames=0, animation="fade")


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
        size_percent=watermark.size_percent or (TEXT_PERCENT if text else PICTURE_PERCENT),
        anchor=watermark.anchor,
        digest=watermark.asset or "",
        text=text,
        fonts=fonts(text) if text else "",
        raised=captioned and _at_foot(watermark.anchor),
    )


def _at_foot(anchor: Anchor) -> bool:
    return anchor.startswith("bottom")
