"""Texts over pictures: when they are seen, where they stand and how they look."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import av
import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from aura.errors import NotFound
from aura.render import overlays
from aura.render.anchoring import CAPTIONS, SAFE, anywhere, straight
from aura.render.colour import contrast
from aura.render.compose import Composer
from aura.render.engine import Engine
from aura.render.fitting import Box
from aura.render.looks import presence
from aura.render.overlay import WHOLE, Sprite, There
from aura.render.overlaying import overlays_in, timeless
from aura.render.palettes import PALETTES
from aura.render.plan import PIECE_FRAMES, RenderPlan
from aura.render.planes import Plane, split
from aura.render.preset import Preset
from aura.render.sheet import Drawn
from aura.render.spec import Crossfade, Member, Overlay, Stretch
from aura.timeline import document
from aura.timeline import scene as pieces
from aura.timeline.document import Brief, Head, Render
from aura.timeline.scene import Cue
from aura.timeline.terms import Anchor, OverlayStyle

Engines = Callable[..., Engine]
SMALL = Preset(name="Small", size_px=180)
SIZES = ((320, 180), (360, 640), (270, 270))
STYLES: tuple[OverlayStyle, ...] = get_args(OverlayStyle)
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)
LONG = "A text that somebody pasted from elsewhere and that goes on for much longer than there is room. " * 3


def shown(text: str = "Augustin Fresnel", **fields: Any) -> pieces.Overlay:
    return pieces.Overlay(text=text, **fields)


def spec(text: str = "Augustin Fresnel", **fields: Any) -> Overlay:
    usual = {"start_frame": 0, "end_frame": 0, "fade_frames": 0, "palette": "Harbour"}
    usual |= {"style": "lower-third", "anchor": "bottom-left"}
    return Overlay(text=text, **usual | fields)  # type: ignore[arg-type]


def drawn(text: str = "Augustin Fresnel", size: tuple[int, int] = (1280, 720), **fields: Any) -> Drawn:
    return overlays.draw(spec(text, **fields), *size)


def over(one: Drawn, ground: int | tuple[int, int, int]) -> "np.ndarray":
    """What is seen of it over a ground of one colour, its shadow included."""
    colour = (ground,) * 3 if isinstance(ground, int) else ground
    seen = Image.new("RGB", one.image.size, colour)
    seen.paste(one.image, (0, 0), one.image)
    return np.asarray(seen, float)


class Projector:
    """Shows films."""

    def __init__(self, reel: Any) -> None:
        self.reel = reel

    def film(self, *scenes: pieces.Scene, **parts: Any) -> RenderPlan:
        return self.reel.film(*scenes, preset=SMALL, **parts)  # type: ignore[no-any-return]

    def frames(self, film: RenderPlan) -> list[Plane]:
        """Every frame of a film as the encoder is given it."""
        composer = Composer(film.canvas)
        composer.objects = {name: str(path) for name, path in self.reel._files.items()}
        try:
            return [
                frame.copy()
                for segment in film.segments
                for frame in composer.frames(segment.spec.content, segment.spec.mark)
            ]
        finally:
            composer.close()


@pytest.fixture
def projector(reel: Any) -> Projector:
    return Projector(reel)


def apart(bare: list[Plane], seen: list[Plane]) -> list[float]:
    """How far each frame is from what it would be otherwise."""
    return [float(np.abs(a.astype(int) - b).mean()) for a, b in zip(bare, seen, strict=True)]


class TestTime:
    def test_it_is_seen_from_its_first_millisecond_to_its_last_and_comes_and_goes_softly(
        self, projector: Projector, engines: Engines, tmp_path: Path
    ) -> None:
        plain = projector.reel.plays(1, 60)
        text = shown(style="call-to-action", anchor="center", start_ms=500, end_ms=1500)
        engine = engines()
        for name, scene in (("bare", plain), ("seen", replace(plain, overlays=(text,)))):
            engine.render(projector.film(scene), out=tmp_path / f"{name}.mp4")
        films: list[list[Any]] = []
        for name in ("bare", "seen"):
            with av.open(str(tmp_path / f"{name}.mp4")) as film:
                films.append([frame.to_ndarray()[60:120, 80:240].copy() for frame in film.decode(video=0)])
        far = apart(*films)

        assert len(far) == 60
        assert max(far[:15] + far[45:]) < 4  # two encodings of the same
        assert min(far[27:33]) > 15
        assert far[18] < 0.6 * far[30]
        assert far[41] < 0.6 * far[30]

    def test_no_frame_before_it_or_after_it_differs_by_anything(self, projector: Projector) -> None:
        for scene in (projector.reel.shows(1, 60, motion="none"), projector.reel.shows(2, 60, motion="in")):
            text = shown(start_ms=500, end_ms=1500)
            bare = projector.frames(projector.film(scene))
            seen = projector.frames(projector.film(replace(scene, overlays=(text,))))
            far = apart(bare, seen)
            assert [number for number, each in enumerate(far) if each] == list(range(15, 45))
            middle = far[30]
            assert far[15:27] == sorted(far[15:27])
            assert far[33:45] == sorted(far[33:45], reverse=True)
            assert far[15] < 0.25 * middle
            assert far[26] > 0.9 * middle

    def test_without_an_end_it_stays_to_the_end_of_its_scene(self, projector: Projector) -> None:
        scene = projector.reel.shows(1, 30, motion="none")
        for text in (shown(), shown(end_ms=100_000)):
            far = apart(
                projector.frames(projector.film(scene)),
                projector.frames(projector.film(replace(scene, overlays=(text,)))),
            )
            assert min(far) > 0
            assert far[29] < far[15]

    def test_what_would_begin_after_its_scene_is_not_seen(self, projector: Projector) -> None:
        scene = projector.reel.shows(1, 30)
        late = replace(scene, overlays=(shown(start_ms=1000), shown(" \n", start_ms=0)))
        assert [each.key for each in projector.film(late).segments] == [
            each.key for each in projector.film(scene).segments
        ]

    def test_it_comes_and_goes_slowly_at_both_ends_and_alike(self) -> None:
        one = Overlay(
            start_frame=2, end_frame=12, fade_frames=3, text="a", style="title", anchor="top", palette="Sky"
        )
        shares = [presence(one, number).share for number in range(14)]
        assert shares == [0, 0, 40, 128, 216, *[WHOLE] * 4, 216, 128, 40, 0, 0][:14]
        away = [presence(one, number).away for number in range(2, 12)]
        assert away == away[::-1]
        assert away[:4] == sorted(away[:4], reverse=True)
        assert away[3] == away[4] == 0

    def test_without_animation_it_is_there_at_once_and_gone_at_once(self, projector: Projector) -> None:
        text = shown(start_ms=500, end_ms=1500, animation="none")
        scene = projector.reel.shows(1, 60, motion="none")
        bare = projector.frames(projector.film(scene))
        far = apart(bare, projector.frames(projector.film(replace(scene, overlays=(text,)))))
        assert len(set(far[15:45])) == 1
        assert far[15] > 0
        assert max(far[:15] + far[45:]) == 0

    @pytest.mark.parametrize("move", ["none", "left"])
    def test_cut_between_stretches_it_is_as_uncut(self, projector: Projector, move: Any) -> None:
        texts = (
            shown(start_ms=0, end_ms=4000),
            shown("Act", style="call-to-action", anchor="top", start_ms=7900, end_ms=8500),
            shown("All", style="title", anchor="center"),
        )
        scene = projector.reel.shows(1, 2 * PIECE_FRAMES + 50, motion=move, overlays=texts)
        film = projector.film(scene)
        content = film.segments[0].spec.content
        assert isinstance(content, Stretch)
        pieces = [one.spec.content for one in film.segments]
        assert len(pieces) == 2
        for first, piece in zip((0, PIECE_FRAMES), pieces, strict=True):
            assert isinstance(piece, Stretch)
            whole = _whole(film)
            for number in range(piece.frames):
                assert [there for one in piece.overlays if (there := presence(one, number)).share] == [
                    there for one in whole if (there := presence(one, first + number)).share
                ]

    def test_pieces_in_which_it_only_stands_are_one_and_the_same(self, projector: Projector) -> None:
        scene = projector.reel.shows(1, 5 * PIECE_FRAMES, motion="none", overlays=(shown(),))
        keys = [segment.key for segment in projector.film(scene).segments]
        assert len(keys) == 5
        assert len(set(keys[1:4])) == 1
        assert len(set(keys)) == 3

    def test_it_fades_with_its_scene(self, projector: Projector) -> None:
        fade = {"transition": "fade", "transition_frames": 10}
        one = projector.reel.shows(1, 30, motion="none", overlays=(shown(),))
        film = projector.film(one, projector.reel.shows(2, 30, motion="none", **fade))
        content = film.segments[1].spec.content
        assert isinstance(content, Crossfade)
        assert len(content.before.overlays) == 1
        assert content.after.overlays == ()


def _whole(film: RenderPlan) -> tuple[Overlay, ...]:
    """The overlays of a film of one scene, in frames of the scene."""
    found: dict[str, Overlay] = {}
    start = 0
    for segment in film.segments:
        content = segment.spec.content
        assert isinstance(content, Stretch)
        for one in content.overlays:
            began = found.get(one.text, replace(one, start_frame=one.start_frame + start))
            found[one.text] = replace(began, end_frame=one.end_frame + start)
        start += segment.frames
    return tuple(found.values())


class TestKeys:
    def test_one_changes_its_own_scene_only(self, projector: Projector) -> None:
        one, two = projector.reel.shows(1, 30), projector.reel.shows(2, 30)
        before = [each.key for each in projector.film(one, two).segments]
        after = [each.key for each in projector.film(one, replace(two, overlays=(shown(),))).segments]
        assert before[0] == after[0]
        assert before[1] != after[1]

    @pytest.mark.parametrize(
        "change",
        [
            {"text": "Other"},
            {"detail": "More"},
            {"style": "title"},
            {"anchor": "top"},
            {"start_ms": 100},
            {"end_ms": 900},
        ],
    )
    def test_whatever_changes_how_it_is_seen_changes_the_key(
        self, projector: Projector, change: dict[str, Any]
    ) -> None:
        scene = projector.reel.shows(1, 60)
        one, other = (
            projector.film(replace(scene, overlays=(each,)))
            for each in (shown(), pieces.Overlay(**{"text": "Augustin Fresnel"} | change))
        )
        assert one.segments[0].key != other.segments[0].key

    def test_its_palette_is_the_films(self, projector: Projector) -> None:
        scene = projector.reel.shows(1, 60, overlays=(shown(),))

        def palette(**parts: Any) -> str:
            content = projector.film(scene, **parts).segments[0].spec.content
            assert isinstance(content, Stretch)
            return content.overlays[0].palette

        assert palette(render=Render(palette="ember")) == "Ember"
        assert palette(brief=Brief(topic="Tea")) == palette(brief=Brief(topic="Tea"))
        with pytest.raises(NotFound, match="no palette"):
            palette(render=Render(palette="Nowhere"))

    def test_fonts_of_this_machine_are_part_of_it(self, projector: Projector) -> None:
        (one,) = overlays_in(
            [Overlay(start_frame=0, end_frame=9, fade_frames=2, text="a", style="title", anchor="top",
                     palette="Sky", fonts="Some.ttf 10")], 0, 5,
        )  # fmt: skip
        assert (one.fonts, one.start_frame, one.end_frame) == ("Some.ttf 10", 0, 7)


class TestPlace:
    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize("style", STYLES)
    def test_it_keeps_to_the_safe_area_whatever_it_says(
        self, style: OverlayStyle, size: tuple[int, int]
    ) -> None:
        width, height = size
        side, head = round(SAFE * width), round(SAFE * height)
        for text, detail in (
            ("A", ""),
            ("Augustin Fresnel", "Physicist"),
            (LONG, LONG[:200]),
            ("x" * 300, "y" * 300),
        ):
            for anchor in ("top-left", "bottom-right"):
                box = drawn(text, size, style=style, anchor=anchor, detail=detail).box
                assert side <= box.left
                assert box.left + box.width <= width - side
                assert head <= box.top
                assert box.top + box.height <= height - head
                raised = drawn(text, size, style=style, anchor=anchor, detail=detail, raised=True).box
                assert raised.top + raised.height <= (1 - CAPTIONS) * height
                assert head <= raised.top

    @pytest.mark.parametrize("style", STYLES)
    def test_each_of_nine_anchors_is_a_place_of_its_own(self, style: OverlayStyle) -> None:
        boxes = {anchor: drawn(style=style, anchor=anchor).box for anchor in ANCHORS}
        assert len(set(boxes.values())) == 9
        for anchor, box in boxes.items():
            across = box.left + box.width / 2 - 640
            down = box.top + box.height / 2 - 360
            assert ("left" in anchor, "right" in anchor) == (across < -2, across > 2)
            assert ("top" in anchor, "bottom" in anchor) == (down < -2, down > 2)

    def test_at_the_foot_it_stands_above_the_captions_of_its_scene(self, projector: Projector) -> None:
        cue = Cue(start_ms=0, end_ms=900, text="Hello")
        spoken = projector.reel.shows(1, 30, captions=(cue,), overlays=(shown(), shown(anchor="top")))
        silent = projector.reel.shows(2, 30, overlays=(shown(),))
        first, second = (
            [one.raised for one in segment.spec.content.overlays]  # type: ignore[union-attr]
            for segment in projector.film(spoken, silent).segments
        )
        assert (first, second) == ([True, True], [False])

    def test_in_the_middle_it_stays_there_unless_it_would_stand_over_captions(self) -> None:
        for style in STYLES:
            free = drawn(style=style, anchor="center").box
            assert drawn(style=style, anchor="center", raised=True).box == free
        group = tuple(
            Member(overlay=timeless(each), off=tuple(range(number)))
            for number, each in enumerate([spec(style="title", anchor="center", raised=True)] * 3)
        )
        for number in range(3):
            box = drawn(style="title", anchor="center", raised=True, group=group, number=number).box
            assert box.top + box.height <= (1 - CAPTIONS) * 720

    def test_it_goes_straight_off_what_is_taken_to_the_nearest_place(self) -> None:
        within = Box(10, 10, 300, 160)
        low, high = Box(200, 130, 100, 40), Box(200, 10, 100, 40)
        at_foot, at_head = Box(190, 120, 110, 50), Box(190, 12, 110, 50)
        assert straight(at_foot, "bottom-right", within, [low], 5) == Box(190, 75, 110, 50)
        assert straight(at_head, "top-right", within, [high], 5) == Box(190, 55, 110, 50)
        assert straight(Box(10, 120, 110, 50), "bottom-left", within, [low], 5) == Box(10, 120, 110, 50)
        assert straight(Box(190, 60, 110, 40), "right", within, [Box(200, 85, 50, 30)], 5) == Box(
            190, 40, 110, 40
        )
        assert straight(Box(10, 20, 300, 150), "bottom", within, [low], 5) is None

    def test_where_its_column_is_full_it_goes_to_another(self) -> None:
        within = Box(10, 10, 300, 160)
        full = Box(10, 10, 80, 160)
        box = Box(10, 130, 90, 40)
        assert straight(box, "bottom-left", within, [full], 5) is None
        assert anywhere(box, "bottom-left", within, [full], 5) == Box(115, 130, 90, 40)
        assert anywhere(box, "bottom-left", within, [full, Box(100, 10, 210, 160)], 5) is None


class TestLook:
    @pytest.mark.parametrize("name", list(PALETTES))
    def test_a_lower_third_and_a_call_to_action_are_legible_over_anything(self, name: str) -> None:
        for style, text_is_light in (("lower-third", True), ("call-to-action", False)):
            one = drawn("MMMM MMMM", style=style, palette=name)
            box = one.box
            left, top = box.left - one.left, box.top - one.top
            for ground in (255, 0, (200, 60, 40)):
                seen = over(one, ground)
                inner = seen[top + 8 : top + box.height - 8, left + 30 : left + box.width - 16].reshape(-1, 3)
                order = np.argsort(inner.sum(axis=1))
                dark, light = inner[order[len(order) // 50]], inner[order[-len(order) // 50]]
                assert contrast(tuple(dark), tuple(light)) >= 4.5
                common = np.median(inner, axis=0)  # the panel, of which there is most
                nearer_dark = np.abs(common - dark).sum() < np.abs(common - light).sum()
                assert bool(nearer_dark) is text_is_light

    @pytest.mark.parametrize("name", list(PALETTES))
    def test_a_title_stands_out_from_white_and_from_black(self, name: str) -> None:
        one = drawn("HHHH", style="title", anchor="center", palette=name)
        for ground in (255, 0):
            seen = over(one, ground)
            middle = seen[one.box.top - one.top + one.box.height // 2 - 16]
            letters = max(middle, key=lambda pixel: float(pixel.sum()))
            darkest = min(middle, key=lambda pixel: float(pixel.sum()))
            assert contrast(tuple(letters), tuple(darkest)) >= 3

    def test_a_detail_stands_under_the_text(self) -> None:
        for style in STYLES:
            alone, both = drawn(style=style), drawn(style=style, detail="Physicist")
            assert both.box.height > alone.box.height
            assert both.box.width >= alone.box.width - 1

    def test_what_reads_from_the_right_begins_there(self) -> None:
        def stripe(one: Drawn) -> str:
            seen = over(one, 0)
            top, left = one.box.top - one.top + one.box.height // 2, one.box.left - one.left
            row = seen[top].sum(axis=1)
            return "left" if row[left + 2] > row[left + one.box.width - 3] else "right"

        assert stripe(drawn("Augustin Fresnel")) == "left"
        assert stripe(drawn("שלום עולם")) == "right"
        assert stripe(drawn("مرحبا")) == "right"
        assert stripe(drawn("Augustin Fresnel", anchor="bottom-right")) == "right"

    @pytest.mark.parametrize("share", [0, 1, 100, 255, 256])
    def test_a_share_of_it_is_that_much_of_the_way(self, share: int) -> None:
        image = Image.new("RGBA", (8, 8), (255, 255, 255, 255))
        image.putalpha(Image.linear_gradient("L").resize((8, 8)))
        ground = np.random.default_rng(1).integers(16, 236, (24, 16), dtype=np.uint8)
        whole, part = ground.copy(), ground.copy()
        Sprite(image, 4, 2).blend(whole)
        Sprite(image, 4, 2).blend(part, There(share))
        wanted = ground + (whole.astype(float) - ground) * share / WHOLE
        assert np.abs(part - wanted).max() <= 0.5

    def test_what_no_font_can_draw_is_left_out(self) -> None:
        for style in STYLES:
            assert drawn("\U0010fffd", style=style).image.mode == "RGBA"

    def test_the_same_text_is_drawn_alike_in_every_size(self) -> None:
        for style in STYLES:
            small, large = drawn(style=style, size=(640, 360)), drawn(style=style, size=(1280, 720))
            assert large.box.width == pytest.approx(2 * small.box.width, abs=4)
            assert large.box.height == pytest.approx(2 * small.box.height, abs=4)


def test_overlays_and_a_mark_leave_the_rest_of_the_frame_alone(projector: Projector) -> None:
    scene = projector.reel.shows(1, 30, motion="none")
    full = replace(scene, overlays=(shown(anchor="top-left"),))
    head = Head(watermark=document.Watermark(text="Aura", anchor="bottom-right"))
    bare = projector.frames(projector.film(scene))[15]
    seen = projector.frames(projector.film(full, head=head))[15]
    differ = split(bare).y != split(seen).y
    assert differ[:60, :160].mean() > 0.2
    assert differ[140:, 240:].mean() > 0.05
    assert not differ[70:130].any()
