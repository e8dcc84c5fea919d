"""The watermark: at its place through the whole film, as seen in its frames."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import av
import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image, ImageDraw

from aura.errors import Invalid, NotFound
from aura.render import watermark
from aura.render.anchoring import CAPTIONS, SAFE
from aura.render.compose import Composer
from aura.render.engine import Engine
from aura.render.plan import RenderPlan, plan
from aura.render.planes import Plane, split
from aura.render.preset import PRESETS, Preset
from aura.render.spec import Mark, Stretch
from aura.render.stills import Still
from aura.timeline.document import Asset, Brief, Document, Head, Render, Timeline, Watermark
from aura.timeline.scene import Cue, Media, Narration, Overlay, Scene
from aura.timeline.terms import Anchor

Engines = Callable[..., Engine]
SMALL = Preset(name="Small", size_px=180)
WIDTH, HEIGHT = 320, 180
GREEN = (20, 200, 60)
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)
A, B, C = (letter * 64 for letter in "abc")
CAPTION = (Cue(start_ms=0, end_ms=600, text="Hello there"),)
FADE = {"transition": "fade", "transition_frames": 10}


class Painter:
    """Makes marks, and shows films that carry them."""

    def __init__(self, reel: Any) -> None:
        self.reel = reel

    def saved(self, name: str, image: Image.Image, **options: Any) -> str:
        path = self.reel.folder / name
        image.save(path, **options)
        digest: str = self.reel.add(path)
        return digest

    def square(self, colour: tuple[int, ...] = GREEN) -> str:
        return self.saved(f"mark-{'-'.join(map(str, colour))}.png", Image.new("RGBA", (40, 40), colour))

    def plain(self, level: int) -> Media:
        """A picture of one grey."""
        return Media(asset=self.saved(f"grey-{level}.png", Image.new("RGB", (64, 36), (level,) * 3)))

    def film(self, *scenes: Scene, mark: Watermark | None, **parts: Any) -> RenderPlan:
        return self.reel.film(*scenes, preset=SMALL, head=Head(watermark=mark), **parts)  # type: ignore[no-any-return]

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
def painter(reel: Any) -> Painter:
    return Painter(reel)


def marked(asset: str | None = None, **fields: Any) -> Watermark:
    return Watermark(asset=asset, **{"opacity_percent": 100, **fields})


def colours(path: Path) -> "np.ndarray":
    """Every frame of a film in RGB."""
    with av.open(str(path)) as film:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)])


def changed(bare: Plane, seen: Plane) -> tuple[int, int, int, int]:
    """The smallest box around the luma that differs: left, top, right and bottom."""
    rows, columns = np.nonzero(split(bare).y != split(seen).y)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def test_it_is_seen_at_its_place_in_pictures_in_clips_and_in_fades_alike(
    painter: Painter, engines: Engines, tmp_path: Path
) -> None:
    reel = painter.reel
    scenes = (reel.shows(1, 25), reel.plays(2, 25, **FADE), reel.shows(3, 25, motion="none", **FADE))
    film = painter.film(*scenes, mark=marked(painter.square(), anchor="top-right", size_percent=10))
    engines().render(film, out=tmp_path / "film.mp4")

    seen = colours(tmp_path / "film.mp4").astype(int)
    assert len(seen) == 55
    left, top = WIDTH - round(SAFE * WIDTH) - 32, round(SAFE * HEIGHT)
    inside = seen[:, top + 6 : top + 26, left + 6 : left + 26]
    assert np.abs(inside.mean(axis=(1, 2)) - GREEN).max() < 12
    around = seen[:, top + 6 : top + 26, left - 30 : left - 10]
    assert np.abs(around.mean(axis=(1, 2)) - GREEN).max(axis=1).min() > 25


@pytest.mark.parametrize("opacity", [100, 50, 20])
def test_it_covers_as_much_as_its_opacity_says_and_does_not_fade_where_scenes_do(
    painter: Painter, opacity: int
) -> None:
    scenes = (
        painter.reel.scene(1, painter.plain(40), 20, motion="none"),
        painter.reel.scene(2, painter.plain(200), 20, motion="none", **FADE),
    )
    mark = marked(painter.square((255, 255, 255, 255)), opacity_percent=opacity)
    bare, seen = (
        painter.frames(painter.film(*scenes, mark=None)),
        painter.frames(painter.film(*scenes, mark=mark)),
    )
    left, top, right, bottom = changed(bare[0], seen[0])

    assert (right - left, bottom - top) == (32, 32)
    for before, after in zip(bare, seen, strict=True):
        inside = split(after).y[top:bottom, left:right].astype(float)
        wanted = split(before).y[top:bottom, left:right] * (1 - opacity / 100) + 235 * opacity / 100
        assert np.abs(inside - wanted).max() <= 2.5
        assert np.abs(split(after).u.astype(int) - 128).max() <= 2


def test_what_can_be_seen_through_in_its_picture_is_seen_through(painter: Painter) -> None:
    ring = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    ImageDraw.Draw(ring).ellipse((4, 4, 60, 60), outline=(255, 255, 255, 255), width=12)
    scene = painter.reel.scene(1, painter.plain(90), 2, motion="none")
    mark = marked(painter.saved("ring.png", ring), anchor="center", size_percent=20)
    bare, seen = (
        painter.frames(painter.film(scene, mark=None)),
        painter.frames(painter.film(scene, mark=mark)),
    )
    left, top, right, _ = changed(bare[0], seen[0])
    luma = split(seen[0]).y

    assert 54 <= right - left <= 64
    assert luma[HEIGHT // 2, WIDTH // 2] == split(bare[0]).y[HEIGHT // 2, WIDTH // 2]
    assert luma[HEIGHT // 2, left + 6] > 220
    assert luma[top + 1, left + 1] == split(bare[0]).y[top + 1, left + 1]
    assert np.abs(split(seen[0]).v.astype(int) - 128).max() <= 2  # nothing of the red that is not seen


def test_its_picture_is_turned_as_the_camera_was_held(painter: Painter) -> None:
    picture = Image.new("RGB", (64, 32), (0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 31, 31), fill=(255, 255, 255))  # at the top, once upright
    exif = Image.Exif()
    exif[0x0112] = 6
    mark = marked(
        painter.saved("turned.jpg", picture, exif=exif.tobytes()), anchor="top-left", size_percent=10
    )
    scene = painter.reel.scene(1, painter.plain(120), 1, motion="none")
    bare, seen = (
        painter.frames(painter.film(scene, mark=None)),
        painter.frames(painter.film(scene, mark=mark)),
    )
    left, top, right, bottom = changed(bare[0], seen[0])

    assert (right - left, bottom - top) == (32, 64)
    luma = split(seen[0]).y
    assert luma[top + 10, left + 16] > 220
    assert luma[bottom - 10, left + 16] < 30


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (180, 180)])
@pytest.mark.parametrize(
    "text", ["", "© Films", "A watermark that is far too long for one line of this frame"]
)
def test_at_each_of_nine_places_it_keeps_to_the_safe_area(
    painter: Painter, text: str, size: tuple[int, int]
) -> None:
    width, height = size
    digest = "" if text else painter.square()
    places = set()
    for anchor in ANCHORS:
        mark = Mark(digest=digest, text=text, anchor=anchor, opacity_percent=60, size_percent=8)
        drawn = watermark.draw(mark, width, height, painter.reel.path)
        box = drawn.box
        assert box.left >= round(SAFE * width)
        assert box.top >= round(SAFE * height)
        assert box.left + box.width <= width - round(SAFE * width)
        assert box.top + box.height <= height - round(SAFE * height)
        assert drawn.left >= 0
        assert drawn.top >= 0
        assert drawn.left + drawn.image.width <= width
        assert drawn.top + drawn.image.height <= height
        across = ("left" in anchor) - ("right" in anchor)
        middle = box.left + box.width / 2 - width / 2
        assert across * middle <= 0
        assert ("top" in anchor) <= (box.top < height / 2)
        places.add(box)
    assert len(places) >= (3 if "long" in text else 9)


def test_a_text_is_as_high_as_asked_for_and_a_picture_as_wide(painter: Painter) -> None:
    texts = [
        watermark.draw(
            Mark(text="Aura", anchor="top", opacity_percent=60, size_percent=size), 1280, 720, Path
        )
        for size in (5, 10, 20)
    ]
    assert [drawn.box.height for drawn in texts] == pytest.approx([36, 72, 144], abs=1)
    for size in (1, 10, 50):
        mark = Mark(digest=painter.square(), anchor="top", opacity_percent=60, size_percent=size)
        box = watermark.draw(mark, 1280, 720, painter.reel.path).box
        assert box.width == box.height == round(12.8 * size)


def test_one_that_is_asked_to_be_larger_than_the_frame_is_made_smaller(painter: Painter) -> None:
    for mark in (
        Mark(digest=painter.square(), anchor="center", opacity_percent=60, size_percent=100),
        Mark(text="Aura", anchor="center", opacity_percent=60, size_percent=100),
    ):
        box = watermark.draw(mark, WIDTH, HEIGHT, painter.reel.path).box
        assert box.width <= 0.9 * WIDTH
        assert box.height <= 0.9 * HEIGHT + 1
        assert max(box.width / WIDTH, box.height / HEIGHT) > 0.8


def test_at_the_foot_it_stands_above_the_captions_of_a_film_that_has_some_and_never_moves(
    painter: Painter,
) -> None:
    spoken = painter.reel.scene(1, painter.plain(90), 12, motion="none", captions=CAPTION)
    silent = painter.reel.scene(2, painter.plain(90), 12, motion="none")
    for anchor in ("bottom-left", "bottom", "bottom-right"):
        mark = marked(painter.square(), anchor=anchor)
        boxes = [
            changed(*(painter.frames(painter.film(*scenes, mark=each))[-1] for each in (None, mark)))
            for scenes in ((silent,), (spoken, silent), (silent, spoken))
        ]
        assert boxes[0][3] == HEIGHT - round(SAFE * HEIGHT)
        assert boxes[1] == boxes[2]
        assert boxes[1][3] <= (1 - CAPTIONS) * HEIGHT
    whole = painter.film(
        spoken, mark=marked(painter.square(), anchor="bottom"), render=Render(captions=False)
    )
    assert [one.spec.mark.raised for one in whole.segments if one.spec.mark] == [False]


def test_captions_are_over_it(painter: Painter) -> None:
    scene = painter.reel.scene(1, painter.plain(90), 2, motion="none", captions=CAPTION)
    film = painter.film(
        scene, mark=marked(painter.square((255, 255, 255, 255)), anchor="center", size_percent=100)
    )
    (segment,) = film.segments
    composer = Composer(film.canvas)
    composer.objects = {name: str(path) for name, path in painter.reel._files.items()}
    assert segment.spec.mark is not None
    assert isinstance(segment.spec.content, Stretch)
    wide = replace(segment.spec.mark, raised=False)
    bare = replace(segment.spec.content, captions=())
    under, over = (next(composer.frames(content, wide)).copy() for content in (bare, segment.spec.content))
    box = changed(under, over)
    assert split(under).y[box[1] + 4, box[0] + 12] == 235
    assert split(over).y[box[1] + 4, box[0] + 12] < 100


def test_a_still_scene_is_drawn_once_with_it(painter: Painter, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw = Still.draw

    def counted(still: Still, frame: int, target: Plane) -> None:
        drawn.append(frame)
        draw(still, frame, target)

    monkeypatch.setattr(Still, "draw", counted)
    frames = painter.frames(
        painter.film(painter.reel.shows(1, 40, motion="none"), mark=marked(painter.square()))
    )
    assert len(frames) == 40
    assert all((one == other).all() for one, other in pairwise(frames))
    assert drawn == [0]


def test_a_picture_that_is_damaged_or_gone_is_refused_as_the_watermarks(
    painter: Painter, engines: Engines, tmp_path: Path
) -> None:
    path = painter.reel.folder / "broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    film = painter.film(painter.reel.shows(1, 5), mark=marked(painter.reel.add(path)))
    with pytest.raises(Invalid, match="The watermark: The picture is damaged"):
        engines().render(film, out=tmp_path / "film.mp4")
    painter.reel.forget(film.segments[0].spec.mark.digest)  # type: ignore[union-attr]
    with pytest.raises(NotFound, match="The watermark"):
        engines().render(film, out=tmp_path / "film.mp4")
    assert not (tmp_path / "film.mp4").exists()


def scene(number: int, **fields: Any) -> Scene:
    return Scene(id=f"00000000-0000-7000-8000-{number:012x}", **fields)


def lights(**head: Any) -> Document:
    """A film of everything there was before there were marks and overlays."""
    scenes = (
        scene(
            1,
            title="One",
            script_text="A lamp burns.",
            length_frames=90,
            media=Media(asset=A),
            narration=Narration(audio=C, frames=60, pause_frames=14),
        ),
        scene(
            2,
            length_frames=320,
            media=Media(asset=B, type="Video", trim_ms=500),
            transition="fade",
            transition_frames=12,
            captions=(Cue(start_ms=0, end_ms=900, text="Hello there"),),
        ),
        scene(
            3,
            script_text="Ships see it.",
            length_frames=60,
            media=Media(asset=A, fit="contain"),
            transition="fade",
        ),
    )
    return Document(
        brief=Brief(topic="Lighthouses"), timeline=Timeline(head=Head(title="Light", **head), scenes=scenes)
    )


def keys(document: Document) -> list[str]:
    made = plan(document, PRESETS["Standard 720p"], engine="x", fonts=lambda text: "")
    return [*(segment.key for segment in made.segments), made.audio_key]


def test_a_film_without_one_has_the_keys_it_always_had() -> None:
    assert [key[:16] for key in keys(lights())] == [
        "6c8586eb88d83ae2",
        "9485f89f8999e99b",
        "6e99d15bee381377",
        "57471cbab49325bb",
        "4dd3716c88bf4349",
        "86ad0e54dd51a41e",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"asset": A},
        {"asset": B},
        {"text": "Aura"},
        {"text": "Aura", "anchor": "top"},
        {"text": "Aura", "opacity_percent": 61},
        {"text": "Aura", "size_percent": 11},
    ],
)
def test_whatever_changes_it_changes_every_segment_and_not_the_sound(change: dict[str, Any]) -> None:
    one, other = keys(lights(watermark=Watermark(text="Other"))), keys(lights(watermark=Watermark(**change)))
    assert not set(one[:-1]) & set(other[:-1])
    assert one[-1] == other[-1]


@pytest.mark.parametrize("nothing", [Watermark(), Watermark(text="  ")])
def test_one_that_shows_nothing_is_none(nothing: Watermark) -> None:
    assert keys(lights(watermark=nothing)) == keys(lights())


def test_one_that_is_no_picture_is_refused() -> None:
    document = lights(watermark=Watermark(asset=B))
    document = replace(document, timeline=replace(document.timeline, assets=(Asset(digest=B, type="Video"),)))
    with pytest.raises(Invalid, match="no picture") as refusal:
        keys(document)
    assert refusal.value.field == "timeline.head.watermark.asset"


def test_overlays_keep_off_it(painter: Painter) -> None:
    overlay = Overlay(text="Augustin Fresnel", anchor="bottom-right")
    plain = painter.reel.scene(1, painter.plain(90), 30, motion="none")
    both = replace(plain, overlays=(overlay,))
    mark = marked(painter.square(), anchor="bottom-right")
    bare = painter.frames(painter.film(plain, mark=None))[15]
    alone = changed(bare, painter.frames(painter.film(plain, mark=mark))[15])
    at_foot = changed(bare, painter.frames(painter.film(both, mark=None))[15])
    seen = painter.frames(painter.film(both, mark=mark))[15]
    text = changed(painter.frames(painter.film(plain, mark=mark))[15], seen)

    assert at_foot[3] > alone[1]  # they would meet
    assert text[3] <= alone[1] + 12  # its shadow may
    left, top, right, bottom = alone
    assert (split(seen).y[top + 12 : bottom, left:right] == split(seen).y[bottom - 2, right - 2]).all()


def test_one_whose_author_says_no_size_is_large_enough_and_no_larger() -> None:
    """A text is read and not more; a picture is seen."""
    sizes = []
    for mark in (Watermark(text="Aura"), Watermark(asset=A), Watermark(text="Aura", size_percent=9)):
        made = plan(lights(watermark=mark), PRESETS["Standard 720p"], engine="x", fonts=lambda text: "")
        found = made.segments[0].spec.mark
        assert found is not None
        sizes.append(found.size_percent)
    assert sizes == [4, 10, 9]
