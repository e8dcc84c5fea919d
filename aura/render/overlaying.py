"""Which texts stand over a scene and when, and which mark stands over the film.  Pure.

An overlay in a scene that has captions keeps above them, and so does a watermark at the foot of a film that
has some, so that it never moves.  Overlays that are seen together know of one another, so that each finds a
place of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from aura.errors import Invalid
from aura.render.spec import Canvas, Mark, Member, Overlay
from aura.render.timing import Placed
from aura.render.tokens import frame_at
from aura.timeline.document import Timeline

COMES_IN_MS = 400
"""How long an overlay takes to come, and to go."""
PICTURE_PERCENT, TEXT_PERCENT = 10, 4
"""How large a watermark is whose author does not say."""


def overlays_of(
    placed: Placed, canvas: Canvas, fonts: Callable[[str], str], palette: str, *, captioned: bool
) -> Iterator[Overlay]:
    """The overlays of a scene, in frames of the scene, none beyond its end.

    Those that share the frame, at one time or in a chain, know of one another.
    """
    yield from _grouped(list(_timed(placed, canvas, fonts, palette, captioned=captioned)))


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
                raised=captioned,
                animation=overlay.animation,
            )


def _grouped(overlays: Sequence[Overlay]) -> Iterator[Overlay]:
    """The overlays, each knowing those that it shares the frame with."""
    groups: list[list[int]] = []
    for at in sorted(range(len(overlays)), key=lambda at: overlays[at].start_frame):
        start = overlays[at].start_frame
        if groups and any(overlays[other].end_frame > start for other in groups[-1]):
            groups[-1].append(at)
        else:
            groups.append([at])
    places = {at: (group, number) for group in groups for number, at in enumerate(group)}
    for at, one in enumerate(overlays):
        group, number = places[at]
        members = tuple(_members([overlays[other] for other in group])) if len(group) > 1 else ()
        yield replace(one, group=members, number=number if members else 0)


def _members(group: Sequence[Overlay]) -> Iterator[Member]:
    for place, one in enumerate(group):
        off = (number for number in range(place) if group[number].end_frame > one.start_frame)
        yield Member(overlay=timeless(one), off=tuple(off))


def timeless(overlay: Overlay) -> Overlay:
    """How an overlay looks, whenever and however it comes."""
    return replace(overlay, start_frame=0, end_frame=0, fade_frames=0, animation="fade", group=(), number=0)


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
        raised=captioned and watermark.anchor.startswith("bottom"),
    )
