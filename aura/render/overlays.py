"""How the texts over a picture look: a lower third, a title, a call to action, in the film's palette.

Each is legible over whatever is behind it by what it brings along: a panel, a shadow, a pill.  A text that
is too long for its place is broken, then made smaller, then cut short.  What reads from right to left is
laid out from right to left.

None stands over another that is seen with it, nor over captions or the watermark: the later gives way.  Where
there is too little room all of them are made smaller or go to other columns; where there still is, they stand
over the watermark, then wherever there is a place.

Units: pixels; sizes of type are shares of that of captions.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from PIL import ImageChops

from aura.render import bidi, typography
from aura.render.anchoring import GAP, anywhere, box_at, inside, packed, room, straight
from aura.render.cues import type_size
from aura.render.faces import Weight
from aura.render.fitting import Box
from aura.render.overlaying import timeless
from aura.render.palettes import PALETTES, Scheme
from aura.render.sheet import Drawn, Sheet
from aura.render.spec import Member, Overlay
from aura.render.typography import Align, Block
from aura.timeline.terms import Anchor, OverlayStyle

PANEL_ALPHA = 0.88
SLIDE, RISE = 0.08, 0.06
"""From how far an overlay comes that slides or rises, as a share of the frame's width and height."""
WIDE_ALPHA, CLOSE_ALPHA = 0.42, 0.5
"""The two shadows of a title: one that darkens what is behind it, one that its letters stand out from."""
USUAL, SMALL = (1.0, 0.85, 0.72), (0.61, 0.52, 0.44)
"""How large overlays are: the first at which there is a place for all."""
_LEADING = 1.16
_BELOW = 0.9
"""How much of a line's foot counts as empty where a panel ends under it."""


Frame = tuple[int, int]
"""Width and height."""
Find = Callable[[Box, Anchor, Box, Sequence[Box], int], Box | None]
"""Finds a free place: ``straight``, ``anywhere`` or ``packed``."""


class Room(NamedTuple):
    """What a text may fill, in pixels; ``unit`` is the size of a caption's type."""

    width: float
    height: float
    unit: float


class Place(NamedTuple):
    """Where an overlay stands, and how large it is, as a share of its usual size."""

    box: Box
    scale: float


def draw(overlay: Overlay, width_px: int, height_px: int, mark: Box | None = None) -> Drawn:
    """An overlay in a frame of this size; ``mark`` is where the watermark stands."""
    frame = width_px, height_px
    group = overlay.group or (Member(overlay=timeless(overlay)),)
    place = _places(group, frame, mark)[overlay.number]
    return _sheet(group[overlay.number].overlay, frame, place.scale).at(place.box, *frame)


@lru_cache(maxsize=64)
def _places(group: Sequence[Member], frame: Frame, mark: Box | None) -> tuple[Place, ...]:
    """Where the overlays of a group stand.  They stand over one another only where there is no other way."""
    ways: tuple[tuple[Find, Sequence[float], Box | None], ...] = (
        (straight, USUAL, mark),
        (anywhere, USUAL, mark),
        (straight, USUAL, None),
        (anywhere, (*USUAL, *SMALL), None),
        (packed, (*USUAL, *SMALL), None),
    )
    for find, scales, kept_off in ways:
        for scale in scales:
            boxes = list(_found(group, frame, scale, find, kept_off))
            if all(is_free for _, is_free in boxes):
                return tuple(Place(box, scale) for box, _ in boxes)
    return tuple(Place(box, SMALL[-1]) for box, _ in _found(group, frame, SMALL[-1], packed, None))


def _found(
    group: Sequence[Member], frame: Frame, scale: float, find: Find, mark: Box | None
) -> Iterator[tuple[Box, bool]]:
    """Each one's place, off those before it that it is seen with; its own one where there is none left."""
    boxes: list[Box] = []
    gap = round(GAP * min(frame))
    for member in group:
        taken = [boxes[number] for number in member.off] + ([mark] if mark else [])
        box, within = _wished(member.overlay, frame, scale)
        free = find(box, member.overlay.anchor, within, taken, gap)
        boxes.append(free or box)
        yield boxes[-1], free is not None


def _wished(overlay: Overlay, frame: Frame, scale: float) -> tuple[Box, Box]:
    """Where an overlay would stand by itself, and the room that it has.

    In the middle of the frame it stays there, unless it would stand over captions.
    """
    within = room(*frame, raised=overlay.raised)
    at_foot = overlay.anchor.startswith("bottom")
    box = box_at(
        overlay.anchor, *_size(overlay, frame, scale), within if at_foot else room(*frame, raised=False)
    )
    return inside(box, within), within


@lru_cache(maxsize=256)
def _size(overlay: Overlay, frame: Frame, scale: float) -> tuple[int, int]:
    """How large an overlay is in a frame of this size."""
    sheet = _sheet(overlay, frame, scale)
    return sheet.width, sheet.height


@lru_cache(maxsize=1)
def _sheet(overlay: Overlay, frame: Frame, scale: float) -> Sheet:
    """An overlay, drawn; the last one is what is measured, then shown."""
    within = room(*frame, raised=overlay.raised)
    palette = PALETTES[overlay.palette]
    scheme = palette.main if palette.main.dark else palette.counter
    given = Room(within.width, within.height, scale * type_size(*frame))
    return _STYLES[overlay.style](overlay, scheme, given)


def way(overlay: Overlay, width_px: int, height_px: int) -> tuple[int, int]:
    """How far from its place an overlay is when it begins to come, across and down, in pixels."""
    if overlay.animation == "rise":
        return 0, round(RISE * height_px)
    if overlay.animation != "slide":
        return 0, 0
    from_right = overlay.anchor.endswith("right") or (
        not overlay.anchor.endswith("left") and bidi.leftward(overlay.text)
    )
    return round(SLIDE * width_px) * (1 if from_right else -1), 0


def lower_third(overlay: Overlay, scheme: Scheme, given: Room) -> Sheet:
    """A panel with a stripe at its outer side: the text, and the detail under it."""
    size = 1.12 * given.unit
    stripe, pad_x, pad_y, gap = 0.19 * size, 0.66 * size, 0.56 * size, 0.42 * size
    wide = min(given.width, max(16 * size, 0.62 * given.width)) - stripe - 2 * pad_x
    text = _fitted(overlay.text, "semibold", wide, size, 2)
    detail = _fitted(overlay.detail, "regular", wide, 0.74 * size, 2)
    high = _stacked(text, detail, gap)
    width = stripe + 2 * pad_x + max(text.width_px, detail.width_px)
    sheet = Sheet(math.ceil(width), math.ceil(high + 2 * pad_y - _foot(detail or text)), round(0.9 * size))
    panel = sheet.panel(0, 0, sheet.width, sheet.height, 0.16 * size)
    mirrored = overlay.anchor.endswith("right") or bidi.leftward(overlay.text)
    outer = sheet.width - stripe if mirrored else 0
    sheet.lay(panel, scheme.shadow, 0.34, blur=0.3 * size)
    sheet.lay(panel, scheme.stops[0], PANEL_ALPHA)
    sheet.lay(ImageChops.darker(panel, sheet.panel(outer, 0, stripe, sheet.height, 0)), scheme.accent)
    align: Align = "right" if mirrored else "left"
    edge = sheet.width - stripe - pad_x if mirrored else stripe + pad_x
    below = pad_y + text.height_px - _foot(text) + gap
    for block, top, colour in ((text, pad_y, scheme.ink), (detail, below, scheme.muted)):
        if block.lines:
            left = edge - block.width_px if mirrored else edge
            sheet.lay(sheet.letters(block, align, left, top), colour)
            sheet.paint(block, align, left, top)
    return sheet


def title(overlay: Overlay, scheme: Scheme, given: Room) -> Sheet:
    """Large letters before a soft shadow; under them a short rule and the detail, if there is one."""
    size = 2.7 * given.unit
    text = _fitted(overlay.text, "display", 0.9 * given.width, size, 3, least=0.4, leading=1.06)
    size = text.size_px
    detail = _fitted(overlay.detail, "semibold", 0.9 * given.width, max(given.unit, 0.42 * size), 2)
    rule_wide, rule_high, gap = (0.9 * size, 0.085 * size, 0.34 * size) if detail.lines else (0, 0, 0)
    head = text.height_px - _foot(text)
    high = head + (2 * gap + rule_high + detail.height_px if detail.lines else 0)
    width = max(text.width_px, detail.width_px, rule_wide)
    sheet = Sheet(math.ceil(width), math.ceil(high), round(1.3 * size))
    align = _aligned(overlay.anchor)
    shapes = [(sheet.letters(text, align, _left(align, text.width_px, width), 0), scheme.ink, size)]
    if detail.lines:
        rule = sheet.panel(_left(align, rule_wide, width), head + gap, rule_wide, rule_high, rule_high / 2)
        left, top = _left(align, detail.width_px, width), head + 2 * gap + rule_high
        shapes += [
            (rule, scheme.accent, detail.size_px),
            (sheet.letters(detail, align, left, top), scheme.ink, detail.size_px),
        ]
    for shape, _, own in shapes:
        sheet.lay(shape, scheme.shadow, WIDE_ALPHA, blur=0.4 * own, gain=1.7)
    for shape, _, own in shapes:
        sheet.lay(shape, scheme.shadow, CLOSE_ALPHA, blur=0.09 * own, gain=3)
    for shape, colour, _ in shapes:
        sheet.lay(shape, colour)
    sheet.paint(text, align, _left(align, text.width_px, width), 0)
    if detail.lines:
        left, top = _left(align, detail.width_px, width), head + 2 * gap + rule_high
        sheet.paint(detail, align, left, top)
    return sheet


def call_to_action(overlay: Overlay, scheme: Scheme, given: Room) -> Sheet:
    """A pill in the accent colour: the text, and the detail smaller under it."""
    size = 1.1 * given.unit
    pad_x, pad_y, gap = 1.05 * size, 0.64 * size, 0.4 * size
    wide = min(given.width, max(15 * size, 0.6 * given.width)) - 2 * pad_x
    text = _fitted(overlay.text, "semibold", wide, size, 2)
    detail = _fitted(overlay.detail, "regular", wide, 0.7 * size, 2)
    high = _stacked(text, detail, gap)
    width = 2 * pad_x + max(text.width_px, detail.width_px)
    sheet = Sheet(math.ceil(width), math.ceil(high + 2 * pad_y - _foot(detail or text)), round(0.9 * size))
    pill = sheet.panel(0, 0, sheet.width, sheet.height, min(sheet.height / 2, 1.3 * size))
    sheet.lay(pill, scheme.shadow, 0.45, blur=0.3 * size)
    sheet.lay(pill, scheme.accent)
    for block, top in ((text, pad_y), (detail, pad_y + text.height_px - _foot(text) + gap)):
        if block.lines:
            left = _left("centre", block.width_px, sheet.width)
            sheet.lay(sheet.letters(block, "centre", left, top), scheme.stops[0])
            sheet.paint(block, "centre", left, top)
    return sheet


_STYLES: dict[OverlayStyle, Callable[[Overlay, Scheme, Room], Sheet]] = {
    "lower-third": lower_third,
    "title": title,
    "call-to-action": call_to_action,
}


def _fitted(
    text: str,
    weight: Weight,
    wide: float,
    size: float,
    lines: int,
    *,
    least: float = 0.62,
    leading: float = _LEADING,
) -> Block:
    """A text in at most so many lines, at no less than a share of its size."""
    high = typography.block(("x",) * lines, weight, size, leading).height_px
    return typography.fit(text.strip(), weight, (wide, high), (least * size, size), leading)


def _stacked(text: Block, detail: Block, gap: float) -> float:
    """How high a text and what stands under it are."""
    return text.height_px + (gap + detail.height_px - _foot(text) if detail.lines else 0)


def _foot(block: Block) -> float:
    """What of a block's height hangs below its last line and is mostly empty."""
    return _BELOW * typography.DESCENT * block.size_px if block.lines else 0


def _aligned(anchor: Anchor) -> Align:
    return "left" if anchor.endswith("left") else "right" if anchor.endswith("right") else "centre"


def _left(align: Align, width: float, within: float) -> float:
    return {"left": 0.0, "centre": (within - width) / 2, "right": within - width}[align]
