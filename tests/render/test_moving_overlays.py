"""Texts over pictures that come from somewhere, and several that are seen at once."""

from itertools import pairwise
from random import Random
from typing import Any, get_args

import numpy as np
import pytest
from PIL import Image, ImageDraw

from aura.render import bigword, captions, overlays
from aura.render.anchoring import apart, room
from aura.render.fitting import Box
from aura.render.looks import presence
from aura.render.overlay import AFAR, Sprite, There
from aura.render.overlaying import overlays_of
from aura.render.planes import Plane, black, split
from aura.render.spec import Canvas, Overlay
from aura.render.timing import place
from aura.timeline import scene as pieces
from aura.timeline import terms
from aura.timeline.terms import Anchor

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


def placed_overlays(*texts: pieces.Overlay, captioned: bool = False) -> list[Overlay]:
    scene = pieces.Scene(id="01890000-0000-7000-8000-000000000001", length_frames=300, overlays=texts)
    placed = place([scene], CANVAS.rate)[0]
    return list(overlays_of(placed, CANVAS, lambda text: "", "Harbour", captioned=captioned))


def boxes(found: list[Overlay]) -> list[Box]:
    return [overlays.draw(one, *SIZE).box for one in found]


@pytest.mark.parametrize("anchor", ANCHORS)
def test_those_seen_together_at_one_anchor_do_not_overlap(anchor: Anchor) -> None:
    found = placed_overlays(
        pieces.Overlay(text="First", anchor=anchor, end_ms=5000),
        pieces.Overlay(text="Second", detail="with a detail", anchor=anchor, start_ms=1000, end_ms=9000),
        pieces.Overlay(text="Third", anchor=anchor, start_ms=2000, style="call-to-action"),
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
        pieces.Overlay(text="First", end_ms=2000), pieces.Overlay(text="Second", start_ms=2000)
    )
    assert [one.group for one in found] == [(), ()]
    first, second = boxes(found)
    assert (first.left, first.top) == (second.left, second.top)


def test_a_chain_of_overlaps_does_not_climb() -> None:
    found = placed_overlays(
        *(pieces.Overlay(text=f"Number {at}", start_ms=at * 1000, end_ms=at * 1000 + 1500) for at in range(8))
    )
    feet = [box.top + box.height for box in boxes(found)]
    assert feet == feet[:2] * 4
    assert feet[0] > feet[1]


def test_how_it_comes_does_not_move_those_beyond_it() -> None:
    tops = {
        boxes(
            placed_overlays(pieces.Overlay(text="First", animation=animation), pieces.Overlay(text="Second"))
        )[1].top
        for animation in get_args(terms.Animation)
    }
    assert len(tops) == 1


FRAMES = ((640, 360), (360, 640), (360, 360), (360, 450))
SAID = ("Augustin Fresnel", "A somewhat longer text, as people write them", "Now")


def crowd(seed: int, count: int, *, captioned: bool) -> list[Overlay]:
    """So many overlays of every kind, seen at one time or another."""
    dice = Random(seed)
    texts = [
        pieces.Overlay(
            text=dice.choice(SAID),
            detail=dice.choice(("", "Physicist", "Subscribe for more of this")),
            style=dice.choice(get_args(terms.OverlayStyle)),
            anchor=dice.choice(ANCHORS),
            start_ms=1000 * dice.randrange(5),
            end_ms=1000 * dice.randrange(6, 9),
        )
        for _ in range(count)
    ]
    return placed_overlays(*texts, captioned=captioned)


@pytest.mark.parametrize("size", FRAMES)
@pytest.mark.parametrize("captioned", [True, False])
def test_none_covers_another_or_the_captions_wherever_they_are_meant_to_stand(
    size: tuple[int, int], captioned: bool
) -> None:
    within = room(*size, raised=captioned)
    for seed in range(6):
        found = crowd(seed, 4, captioned=captioned)
        places = [overlays.draw(one, *size).box for one in found]
        for at, (one, box) in enumerate(zip(found, places, strict=True)):
            assert within.left <= box.left
            assert within.top <= box.top
            assert box.left + box.width <= within.left + within.width
            assert box.top + box.height <= within.top + within.height
            for other, there in zip(found[:at], places[:at], strict=True):
                seen_together = one.start_frame < other.end_frame and other.start_frame < one.end_frame
                assert not seen_together or apart(box, there, 5), (seed, one.text, other.text)


def test_captions_of_every_style_stay_below_what_is_raised() -> None:
    text = "A caption that is as long as it can be and fills two whole lines of the frame it is in"
    for size in FRAMES:
        within = room(*size, raised=True)
        for style in get_args(terms.CaptionStyle):
            top = (bigword.draw("Extraordinary", *size) if style == "word" else captions.draw(text, *size))[2]
            assert top >= within.top + within.height


def test_a_text_gives_way_to_those_before_it_and_they_do_not_move() -> None:
    first = pieces.Overlay(text="First", anchor="bottom")
    (alone,) = boxes(placed_overlays(first))
    longer = pieces.Overlay(text="A longer one that reaches into the middle", detail=30 * "x ", start_ms=1000)
    stays, moved = boxes(placed_overlays(first, longer))
    (free,) = boxes(placed_overlays(longer))

    assert stays == alone
    assert not apart(free, alone)
    assert (moved.left, moved.top + moved.height < alone.top) == (free.left, True)


def test_where_many_are_seen_at_once_they_are_made_smaller_and_go_to_other_columns() -> None:
    many = [pieces.Overlay(text=f"Number {number}", detail="of many") for number in range(14)]
    (alone,) = boxes(placed_overlays(many[0]))
    few, places = boxes(placed_overlays(*many[:4])), boxes(placed_overlays(*many))

    assert few[0] == alone
    assert len({box.left for box in few}) == 1
    assert len({box.left for box in places}) > 2
    assert max(box.height for box in boxes(placed_overlays(*many, *many[:6]))) < alone.height
    assert all(apart(one, other) for at, one in enumerate(places) for other in places[:at])


def test_more_than_there_can_be_room_for_stay_in_the_frame() -> None:
    title = "A title of many words that takes up nearly all there is of the frame, and then some"
    found = placed_overlays(*[pieces.Overlay(text=title, style="title", anchor="center")] * 12)
    within = room(*SIZE, raised=False)
    for box in boxes(found):
        assert within.top <= box.top
        assert box.top + box.height <= within.top + within.height


def test_all_keep_off_a_watermark_and_off_one_another() -> None:
    mark = Box(450, 250, 158, 92)
    found = placed_overlays(
        pieces.Overlay(text="First", anchor="bottom-right"),
        pieces.Overlay(text="Second", anchor="bottom-right"),
        pieces.Overlay(text="A title", style="title", anchor="bottom"),
    )
    places = [mark, *(overlays.draw(one, *SIZE, mark).box for one in found)]
    assert all(apart(one, other, 5) for at, one in enumerate(places) for other in places[:at])


def test_a_watermark_that_fills_the_frame_leaves_texts_where_they_are() -> None:
    (one,) = placed_overlays(pieces.Overlay(text="First"))
    within = room(*SIZE, raised=False)
    assert overlays.draw(one, *SIZE, within).box == overlays.draw(one, *SIZE).box
