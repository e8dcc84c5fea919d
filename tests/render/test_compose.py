"""Frames of segments: pictures, clips, captions and fades together."""

from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from aura.errors import NotFound
from aura.render import captions, planes
from aura.render.captioning import captions_of, stretch_of
from aura.render.compose import Composer
from aura.render.looks import KEPT_SPRITES
from aura.render.overlay import Sprite
from aura.render.planes import Plane
from aura.render.spec import Canvas, Caption, Clip, Crossfade, Mark, Picture, Stretch
from aura.render.stills import Still
from aura.render.timing import Placed
from aura.render.transitions.blending import mix
from aura.timeline.scene import Narration, Scene
from aura.timeline.terms import CaptionStyle, Passage

CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)


class Studio:
    """A composer with its media."""

    def __init__(self, reel: Any, canvas: Canvas = CANVAS) -> None:
        self.reel = reel
        self.composer = Composer(canvas)

    def frames(self, content: Stretch | Crossfade) -> list[Plane]:
        shots = (content.before, content.after) if isinstance(content, Crossfade) else (content,)
        self.composer.objects = {shot.shot.digest: str(self.reel.path(shot.shot.digest)) for shot in shots}
        return [frame.copy() for frame in self.composer.frames(content)]

    def picture(self, seed: int = 1, **fields: Any) -> Picture:
        return Picture(digest=self.reel.picture(seed), **fields)

    def clip(self, **fields: Any) -> Clip:
        return Clip(digest=self.reel.clip(), **fields)


@pytest.fixture
def studio(reel: Any) -> Studio:
    return Studio(reel)


def caption(start: int, end: int, text: str = "Hello") -> Caption:
    return Caption(start_frame=start, end_frame=end, text=text)


def test_a_still_picture_is_the_same_in_every_frame(studio: Studio) -> None:
    frames = studio.frames(Stretch(shot=studio.picture(), frames=4))
    assert len(frames) == 4
    assert all((frame == frames[0]).all() for frame in frames)


def test_a_moving_picture_differs_from_frame_to_frame(studio: Studio) -> None:
    moving = studio.picture(move="in", length_frames=20)
    frames = studio.frames(Stretch(shot=moving, frames=20))
    assert all((one != next_one).any() for one, next_one in pairwise(frames))


@pytest.mark.parametrize("kind", ["picture", "clip"])
def test_a_stretch_cut_in_two_gives_the_same_frames(studio: Studio, kind: str) -> None:
    shot = studio.clip() if kind == "clip" else studio.picture(move="left", length_frames=30)
    whole = studio.frames(Stretch(shot=shot, frames=30))
    second = studio.frames(Stretch(shot=shot, frames=18, first_frame=12))
    first = studio.frames(Stretch(shot=shot, frames=12))
    assert all((a == b).all() for a, b in zip(whole, first + second, strict=True))


def test_a_caption_is_seen_in_its_frames_and_changes_nothing_outside_its_box(studio: Studio) -> None:
    shot = studio.picture()
    bare = studio.frames(Stretch(shot=shot, frames=6))
    shown = studio.frames(Stretch(shot=shot, frames=6, captions=(caption(2, 4),)))
    image, left, top = captions.draw("Hello", CANVAS.width_px, CANVAS.height_px)
    differ = [bool((a != b).any()) for a, b in zip(bare, shown, strict=True)]
    assert differ == [False, False, True, True, False, False]

    changed = planes.split(bare[2]).y != planes.split(shown[2]).y
    box = np.zeros_like(changed)
    box[top : top + image.height, left : left + image.width] = True
    assert changed[box].mean() > 0.5
    assert not changed[~box].any()


def test_a_spoken_word_is_in_the_accent_colour_while_it_is_spoken_and_white_before_and_after(
    reel: Any,
) -> None:
    studio = Studio(reel, Canvas(width_px=640, height_px=360, rate_numerator=30, rate_denominator=1))
    shot, text = studio.picture(), "HHHH HHHH"
    told = Caption(start_frame=1, end_frame=9, text=text, style="highlight", lit=((3, 5, 0, 4), (5, 7, 5, 9)))
    plain = studio.frames(Stretch(shot=shot, frames=10, captions=(caption(1, 9, text),)))
    shown = studio.frames(Stretch(shot=shot, frames=10, captions=(told,)))
    assert [bool((a != b).any()) for a, b in zip(plain, shown, strict=True)] == [
        3 <= at < 7 for at in range(10)
    ]
    for frame, side in ((3, slice(0, 320)), (5, slice(320, 640))):
        bare, lit = planes.split(plain[frame]), planes.split(shown[frame])
        other = slice(320, 640) if side.start == 0 else slice(0, 320)
        assert (bare.y[:, other] == lit.y[:, other]).all()
        letters = bare.y[:, side] >= 234
        assert letters.sum() > 10
        luma = planes.from_image(Image.new("RGB", (2, 2), captions.ACCENT_RGB))[0, 0]
        assert np.abs(lit.y[:, side][letters].astype(int) - luma).max() <= 2
        assert np.subtract(bare.u, lit.u, dtype=int).max() > 30


def test_captions_cut_between_two_stretches_agree_with_the_uncut(studio: Studio) -> None:
    words = [(400 * at, 400 * at + 350, f"word{at}") for at in range(50)]
    styles: tuple[CaptionStyle, ...] = ("plain", "highlight", "word")
    for style, move in product(styles, ("none", "left")):
        shot = studio.picture(move=move, length_frames=600 if move == "left" else 0)
        made = _told(words, style)
        whole = studio.frames(Stretch(shot=shot, frames=600, captions=stretch_of(made, 0, 600)))
        pieces: list[Plane] = []
        for first, frames in ((0, 250), (250, 250), (500, 100)):
            seen, at = stretch_of(made, first, frames), first if move == "left" else 0
            pieces += studio.frames(Stretch(shot=shot, frames=frames, first_frame=at, captions=seen))
        assert all((a == b).all() for a, b in zip(whole, pieces, strict=True))
        looks = 1 + sum(bool((a != b).any()) for a, b in pairwise(whole))
        assert looks >= (4 if style == "plain" else 50)


def _told(words: list[tuple[int, int, str]], style: CaptionStyle) -> list[Caption]:
    spoken = Scene(
        id="00000000-0000-7000-8000-000000000001",
        length_frames=600,
        narration=Narration(audio="b" * 64, frames=600, words="c" * 64),
    )
    placed = Placed(scene=spoken, number=1, start_frame=0, lead_frames=0, tail_frames=0)
    return list(captions_of(placed, CANVAS, {"c" * 64: words}, lambda text: "", style))


def test_a_still_picture_is_drawn_again_only_when_what_is_shown_changes(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw = Still.draw

    def noted(still: Still, number: int, frame: Plane) -> None:
        drawn.append(number)
        draw(still, number, frame)

    monkeypatch.setattr(Still, "draw", noted)
    told = Caption(
        start_frame=2, end_frame=20, text="a b", style="highlight", lit=((4, 8, 0, 1), (8, 12, 2, 3))
    )
    studio.frames(Stretch(shot=studio.picture(), frames=24, captions=(told,)))
    assert drawn == [0, 2, 4, 8, 12, 20]


def test_only_a_few_drawn_captions_are_kept(studio: Studio) -> None:
    words = tuple(Caption(start_frame=at, end_frame=at + 1, text=f"w{at}", style="word") for at in range(40))
    studio.frames(Stretch(shot=studio.picture(), frames=40, captions=words))
    assert len(studio.composer._sprites) <= KEPT_SPRITES


def test_a_caption_looks_as_it_was_drawn(studio: Studio) -> None:
    grey = planes.from_image(Image.new("RGB", (160, 90), (90, 120, 150)))
    image, left, top = captions.draw("Hello", 160, 90)
    wanted = Image.new("RGB", (160, 90), (90, 120, 150))
    wanted.paste(image, (left, top), image)
    Sprite(image, left, top).blend(grey)
    apart = grey.astype(int) - planes.from_image(wanted)
    luma, chroma = apart[:90], apart[90:]
    assert np.abs(luma).max() <= 2
    assert np.abs(chroma).mean() < 0.5


@pytest.mark.parametrize(("left", "top", "size"), [(11, 7, (33, 21)), (0, 0, (160, 90)), (10, 8, (2, 2))])
def test_an_image_of_any_size_at_any_place_is_laid_over_exactly_there(
    left: int, top: int, size: tuple[int, int]
) -> None:
    frame = planes.black(160, 90)
    Sprite(Image.new("RGBA", size, (255, 255, 255, 255)), left, top).blend(frame)
    luma = planes.split(frame).y
    assert (luma[top : top + size[1], left : left + size[0]] == 235).all()
    assert (luma == 235).sum() == size[0] * size[1]


def test_what_is_wholly_transparent_changes_nothing(studio: Studio) -> None:
    frame = studio.frames(Stretch(shot=studio.picture(), frames=1))[0]
    after = frame.copy()
    Sprite(Image.new("RGBA", (60, 40), (255, 0, 0, 0)), 20, 20).blend(after)
    assert (frame == after).all()


def test_a_fade_goes_evenly_from_one_to_the_other_and_is_never_wholly_either(studio: Studio) -> None:
    one, other = studio.picture(1), studio.picture(2)
    fade = Crossfade(before=Stretch(shot=one, frames=9), after=Stretch(shot=other, frames=9))
    first, last = (studio.frames(Stretch(shot=shot, frames=1))[0].astype(int) for shot in (one, other))
    for number, frame in enumerate(studio.frames(fade), start=1):
        wanted = first + (last - first) * number / 10
        assert np.abs(frame - wanted).max() < 1.5


def test_a_fade_between_two_places_of_the_same_clip_shows_both(studio: Studio) -> None:
    clip = studio.clip()
    fade = Crossfade(before=Stretch(shot=clip, frames=5, first_frame=40), after=Stretch(shot=clip, frames=5))
    late = studio.frames(fade.before)
    early = studio.frames(fade.after)
    for number, frame in enumerate(studio.frames(fade)):
        wanted = planes.empty(160, 90)
        mix(late[number], early[number], round(256 * (number + 1) / 6), wanted)
        assert (frame == wanted).all()


@pytest.mark.parametrize("kind", ["slide-left", "fade-black", "wipe-up"])
def test_a_mark_stands_still_above_what_moves_and_goes_dark(studio: Studio, kind: Passage) -> None:
    shot = studio.picture()
    mark = Mark(opacity_percent=100, size_percent=10, anchor="top-right", text="Aura")
    before, after = (Stretch(shot=shot, frames=9, captions=(caption(0, 9, text),)) for text in ("Ah", "Oh"))
    passage = Crossfade(kind=kind, before=before, after=after)
    bare = studio.frames(passage)
    for seen, under in zip(studio.composer.frames(passage, mark), bare, strict=True):
        wanted = under.copy()
        studio.composer._sprites[mark].blend(wanted)
        assert (seen == wanted).all()
        assert (seen != under).any()


def test_captions_go_with_the_scene_they_are_of(studio: Studio) -> None:
    shot = studio.picture()
    words = (caption(0, 9),)
    before, after = Stretch(shot=shot, frames=9, captions=words), Stretch(shot=shot, frames=9)
    alone = studio.frames(Stretch(shot=shot, frames=1))[0]
    there = [
        planes.split(frame).y != planes.split(alone).y
        for frame in studio.frames(Crossfade(kind="wipe-up", before=before, after=after))
    ]
    rows = [int(seen.any(axis=1).sum()) for seen in there]
    assert rows[0] > 0 == rows[-1]
    assert all(later <= earlier for earlier, later in pairwise(rows))


def test_mixing_nothing_or_all_gives_back_what_was_there() -> None:
    one, other = (np.random.default_rng(seed).integers(0, 255, (135, 160), np.uint8) for seed in (1, 2))
    target = np.empty_like(one)
    mix(one, other, 0, target)
    assert (target == one).all()
    mix(one, other, 256, target)
    assert (target == other).all()


def test_what_lies_between_pictures_is_never_black(studio: Studio) -> None:
    one, other = (studio.picture(seed, move="out", length_frames=20) for seed in (1, 2))
    before, after = Stretch(shot=one, frames=8, first_frame=12), Stretch(shot=other, frames=8)
    for content in (before, Crossfade(before=before, after=after), after):
        assert all(planes.split(frame).y.min() > 40 for frame in studio.frames(content))


def test_only_a_few_files_are_open_at_a_time(studio: Studio) -> None:
    opened = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
    for seconds in (0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4):
        studio.frames(Stretch(shot=Clip(digest=studio.reel.clip(seconds=seconds)), frames=1))
    if opened:
        assert len(list(Path("/proc/self/fd").iterdir())) <= opened + 4
    studio.composer.close()


def test_a_file_that_was_not_given_is_named(studio: Studio) -> None:
    with pytest.raises(NotFound, match="a" * 64):
        next(studio.composer.frames(Stretch(shot=Picture(digest="a" * 64), frames=1)))
