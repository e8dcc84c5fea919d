"""Texts over pictures that come from somewhere, and several that stand at one anchor."""

from itertools import pairwise
from typing import Any, get_args

import numpy as np
import pytest
from PIL import Image, ImageDraw

from aura.render import overlays
from aura.render.anchoring import room, stacked
from aura.render.fitting import Box
from aura.render.looks import presence
from aura.render.overlay import AFAR, Sprite, There
from aura.render.overlaying import overlays_of
from aura.render.planes import Plane, black, split
from aura.render.spec import Canvas, Overlay
from aura.render.timing import place
from aura.timeline import document
from aura.timeline.document import Anchor

SIZE = 640, 360
CANVAS = Canvas(width_px=640, height_px=360, rate_numerator=30, rate_denominator=1)
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)


def spec(text: str = "Augustin Fresnel", **fields: Any) -> Overlay:
    whole = {"start_frame": 0, "end_frame": 60, "fade_frames": 12, "palette": "Harbour"}
    whole |= {"style": "lower-third", "anchor": "bottom-left"}
    return Overlay(text=text, **whole | fields)  # type: ignore[arg-type]


def dot() -> Image.Image:
    """A soft white dot in the middle of an image."""
    large = Image.new("L", (320, 320))
    ImageDraw.Draw(large).ellipse((80, 80, 239, 239), fill=255)
    image = Image.new("RGBA", (40, 40), (255, 255, 255, 0))
    image.putalpha(large.resize((40, 40), Image.Resampling.LANCZOS))
    return image


def middle(frame: Plane, plane: int = 0) -> tuple[float, float]:
    """Where what is brighter than black has its middle, across and down."""
    seen = split(frame)[plane].astype(float) - (16 if plane == 0 else 128)
    down, across = np.indices(seen.shape)
    return float((seen * across).sum() / seen.sum()), float((seen * down).sum() / seen.sum())


@pytest.mark.parametrize("way", [(-37, 0), (51, 0), (0, 22)])
def test_it_goes_without_jitter_whatever_the_step(way: tuple[int, int]) -> None:
    sprite = Sprite(dot(), 200, 120, way)
    rest = black(*SIZE)
    sprite.blend(rest)
    one = spec(animation="slide")
    errors: list[tuple[float, float]] = []
    for number in range(13):
        away = presence(one, number).away
        frame = black(*SIZE)
        sprite.blend(frame, There(away=away))
        for axis in (0, 1):
            wanted = middle(rest)[axis] + way[axis] * away / AFAR
            errors.append((number, middle(frame)[axis] - wanted))
    far = np.array([error for _, error in errors])
    assert np.sqrt((far**2).mean()) <= 0.02
    assert max(abs(after - before) for before, after in pairwise(far)) <= 0.05


def test_colours_go_with_the_light() -> None:
    image = Image.new("RGBA", (24, 24), (255, 0, 0, 255))
    sprite = Sprite(image, 100, 100, (-31, 17))
    for away in (AFAR, AFAR // 3, AFAR // 7):
        frame = black(*SIZE)
        sprite.blend(frame, There(away=away))
        light, colour = middle(frame), middle(frame, 2)
        assert light[0] == pytest.approx(2 * colour[0] + 0.5, abs=0.3)
        assert light[1] == pytest.approx(2 * colour[1] + 0.5, abs=0.3)


@pytest.mark.parametrize("way", [(-400, 0), (700, 0), (0, 500), (0, -500), (-210, -140)])
def test_what_is_beyond_the_frame_is_not_seen(way: tuple[int, int]) -> None:
    sprite = Sprite(dot(), 200, 120, way)
    frame = black(*SIZE)
    sprite.blend(frame, There(away=AFAR))
    if abs(way[0]) > 239 or abs(way[1]) > 239:
        assert (frame == black(*SIZE)).all()
    for part in range(0, AFAR, 9_999):
        sprite.blend(frame, There(away=part))


def test_it_arrives_exactly_where_it_stands() -> None:
    image = dot()
    still, come = black(*SIZE), black(*SIZE)
    Sprite(image, 200, 120).blend(still)
    Sprite(image, 200, 120, (-50, 9)).blend(come, presence(spec(animation="slide"), 30))
    assert (still == come).all()


@pytest.mark.parametrize(
    ("anchor", "text", "side"),
    [
        ("bottom-left", "Light", -1),
        ("bottom-right", "Light", 1),
        ("center", "Light", -1),
        ("center", "האור", 1),
        ("top-left", "האור", -1),
    ],
)
def test_it_slides_in_from_the_side_it_stands_at_or_reads_from(anchor: Anchor, text: str, side: int) -> None:
    across, down = overlays.way(spec(text, anchor=anchor, animation="slide"), *SIZE)
    assert across * side > 0
    assert down == 0


def test_it_rises_from_below_and_a_fade_goes_nowhere() -> None:
    across, down = overlays.way(spec(animation="rise"), *SIZE)
    assert (across, down > 0) == (0, True)
    assert overlays.way(spec(), *SIZE) == (0, 0)


def placed_overlays(*texts: document.Overlay) -> list[Overlay]:
    scene = document.Scene(id="01890000-0000-7000-8000-000000000001", length_frames=300, overlays=texts)
    placed = place([scene], CANVAS.rate)[0]
    return list(overlays_of(placed, CANVAS, lambda text: "", "Harbour", captioned=False))


def boxes(found: list[Overlay]) -> list[Box]:
    return [overlays.draw(one, *SIZE).box for one in found]


def apart(one: Box, other: Box) -> bool:
    return (
        one.left >= other.left + other.width
        or other.left >= one.left + one.width
        or one.top >= other.top + other.height
        or other.top >= one.top + one.height
    )


@pytest.mark.parametrize("anchor", ANCHORS)
def test_those_seen_together_at_one_anchor_do_not_overlap(anchor: Anchor) -> None:
    found = placed_overlays(
        document.Overlay(text="First", anchor=anchor, end_ms=5000),
        document.Overlay(text="Second", detail="with a detail", anchor=anchor, start_ms=1000, end_ms=9000),
        document.Overlay(text="Third", anchor=anchor, start_ms=2000, style="call-to-action"),
    )
    places = boxes(found)
    within = room(*SIZE, raised=False)
    for at, one in enumerate(places):
        assert within.top <= one.top
        assert one.top + one.height <= within.top + within.height
        assert all(apart(one, other) for other in places[at + 1 :])
    assert places[0] == overlays.draw(spec("First", anchor=anchor), *SIZE).box


def test_one_that_comes_when_another_has_gone_stands_where_that_stood() -> None:
    found = placed_overlays(
        document.Overlay(text="First", end_ms=2000), document.Overlay(text="Second", start_ms=2000)
    )
    assert [one.beyond for one in found] == [(), ()]


def test_a_chain_of_overlaps_does_not_climb() -> None:
    found = placed_overlays(
        *(
            document.Overlay(text=f"Number {at}", start_ms=at * 1000, end_ms=at * 1000 + 1500)
            for at in range(8)
        )
    )
    assert [len(one.beyond) for one in found] == [0, 1] * 4


def test_how_it_comes_does_not_move_those_beyond_it() -> None:
    tops = {
        boxes(
            placed_overlays(
                document.Overlay(text="First", animation=animation), document.Overlay(text="Second")
            )
        )[1].top
        for animation in get_args(document.Animation)
    }
    assert len(tops) == 1


def test_all_keep_off_a_watermark_and_off_one_another() -> None:
    within = Box(0, 0, 1000, 500)
    taken = Box(900, 440, 100, 60)
    first = stacked("bottom-right", [(300, 80)], within, 10, taken)
    second = stacked("bottom-right", [(300, 80), (200, 60)], within, 10, taken)
    assert first.top + first.height <= taken.top - 10
    assert second.top + second.height <= first.top - 10


def test_where_there_is_too_little_room_it_stays_in_the_frame() -> None:
    within = Box(0, 20, 100, 100)
    for anchor in ANCHORS:
        box = stacked(anchor, [(80, 70), (80, 70)], within, 10)
        assert box.top >= 20
        assert box.top + box.height <= 120
