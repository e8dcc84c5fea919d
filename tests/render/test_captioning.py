"""The captions of a scene: its narration's or its own, in every style."""

from itertools import pairwise
from typing import Any

import msgspec
import pytest

from aura.errors import NotFound
from aura.render.captioning import captions_of, stretch_of
from aura.render.plan import RenderPlan, plan
from aura.render.preset import PRESETS
from aura.render.spec import Canvas, Caption, Stretch
from aura.render.timing import Placed
from aura.timeline.document import Document, Head, Render, Timeline
from aura.timeline.scene import Cue, Media, Narration, Scene
from aura.timeline.terms import CaptionStyle

CANVAS = Canvas(width_px=1280, height_px=720, rate_numerator=30, rate_denominator=1)
AUDIO, TIMINGS = "b" * 64, "c" * 64
WORDS = {TIMINGS: ((0, 400, "Hello"), (500, 900, "there,"), (1000, 1500, "world."))}
STYLES: tuple[CaptionStyle, ...] = ("plain", "highlight", "word")
OWN = (Cue(start_ms=1000, end_ms=3000, text="Seen as\nwritten"), Cue(start_ms=3500, end_ms=9000, text="Then"))


def captions(style: CaptionStyle = "plain", lead: int = 0, frames: int = 150, **scene: Any) -> list[Caption]:
    made = Scene(id="00000000-0000-7000-8000-000000000001", length_frames=frames, **scene)
    placed = Placed(scene=made, number=1, start_frame=0, lead_frames=lead, tail_frames=0)
    return list(captions_of(placed, CANVAS, WORDS, lambda text: "", style))


def narrated(words: str | None = TIMINGS) -> Narration:
    return Narration(audio=AUDIO, frames=50, words=words)


def lit(caption: Caption) -> list[tuple[int, int, str]]:
    return [(start, end, caption.text[first:last]) for start, end, first, last in caption.lit]


def test_plain_captions_are_specified_as_they_always_were() -> None:
    (made,) = captions(narration=narrated())
    wanted = b'{"end_frame":57,"start_frame":0,"text":"Hello there, world.","type":"caption"}'
    assert msgspec.json.encode(made, order="sorted") == wanted
    (cut,) = stretch_of([made], 10, 20)
    wanted = b'{"end_frame":20,"start_frame":0,"text":"Hello there, world.","type":"caption"}'
    assert msgspec.json.encode(cut, order="sorted") == wanted


def test_highlighting_changes_neither_the_text_nor_its_time_and_lights_each_word() -> None:
    (plain,), (made,) = (
        captions(narration=narrated(), lead=10),
        captions("highlight", narration=narrated(), lead=10),
    )
    assert (made.start_frame, made.end_frame, made.text) == (plain.start_frame, plain.end_frame, plain.text)
    assert lit(made) == [(10, 25, "Hello"), (25, 40, "there,"), (40, 55, "world.")]


def test_word_by_word_each_word_is_a_caption_that_starts_with_it() -> None:
    made = captions("word", narration=narrated(), lead=10)
    assert [(one.start_frame, one.text) for one in made] == [(10, "Hello"), (25, "there,"), (40, "world.")]
    assert {one.style for one in made} == {"word"}
    assert not any(one.lit for one in made)


@pytest.mark.parametrize("style", STYLES)
def test_the_captions_of_a_scene_are_shown_in_the_place_of_its_narrations(style: CaptionStyle) -> None:
    spoken = captions(style, captions=OWN, narration=narrated(), lead=5)
    assert " ".join(one.text for one in spoken).split() == ["Seen", "as", "written", "Then"]
    assert spoken == captions(style, captions=OWN)
    assert (spoken[0].start_frame, spoken[-1].end_frame) == (30, 150)
    assert {one.start_frame for one in spoken} >= {30, 105}


def test_a_scenes_own_caption_stands_as_and_for_as_long_as_it_was_written() -> None:
    made = captions(captions=OWN)
    assert [(one.start_frame, one.end_frame, one.text) for one in made] == [
        (30, 90, "Seen as\nwritten"),
        (105, 150, "Then"),
    ]


def test_the_words_of_a_scenes_own_caption_are_lit_over_its_time() -> None:
    words = lit(captions("highlight", captions=OWN)[0])
    assert [word for _, _, word in words] == ["Seen", "as", "written"]
    assert words[0][0] == 30
    assert [start for start, _, _ in words[1:]] == [end for _, end, _ in words[:-1]]
    assert words[-1][1] == 90


def test_of_a_caption_of_many_lines_nothing_is_lost() -> None:
    text = " ".join(f"word{number}" for number in range(60))
    made = captions(captions=(Cue(start_ms=0, end_ms=4000, text=text),))
    assert " ".join(one.text for one in made).split() == text.split()
    assert (made[0].start_frame, made[-1].end_frame) == (0, 120)
    assert all(one.end_frame == next_one.start_frame for one, next_one in pairwise(made))


def test_a_caption_beyond_the_end_of_its_scene_is_not_shown() -> None:
    late = (Cue(start_ms=0, end_ms=1000, text="in"), Cue(start_ms=5000, end_ms=6000, text="out"))
    assert [one.text for one in captions(captions=late)] == ["in"]


def test_timings_that_are_missing_are_asked_for_only_where_they_are_needed() -> None:
    other = narrated("d" * 64)
    with pytest.raises(NotFound, match="Scene 1"):
        captions(narration=other)
    assert captions(narration=other, captions=OWN)


@pytest.mark.parametrize("style", STYLES)
def test_a_narration_without_timings_has_its_text_spread_over_it(style: CaptionStyle) -> None:
    made = captions(style, narration=narrated(None), script_text="Hello there, world.")
    assert " ".join(one.text for one in made) == "Hello there, world."


def test_what_is_lit_is_cut_with_its_caption_and_counted_from_the_cut() -> None:
    (made,) = captions("highlight", narration=narrated())
    (cut,) = stretch_of([made], 20, 10)
    assert (cut.start_frame, cut.end_frame) == (0, 10)
    assert lit(cut) == [(0, 10, "there,")]
    assert stretch_of([made], 60, 10) == ()


def film(render: Render, **fields: Any) -> RenderPlan:
    scene = Scene(
        id="00000000-0000-7000-8000-000000000001",
        length_frames=600,
        media=Media(asset="a" * 64, type="Video"),
        **fields,
    )
    document = Document(timeline=Timeline(head=Head(), scenes=(scene,)), render=render)
    return plan(document, PRESETS["Standard 720p"], engine="x", words=WORDS)


def test_a_film_is_captioned_in_the_style_of_its_document_and_only_what_is_seen_changes() -> None:
    made = {style: film(Render(caption_style=style), narration=narrated()) for style in STYLES}
    for style, planned in made.items():
        content = planned.segments[0].spec.content
        assert isinstance(content, Stretch)
        assert {caption.style for caption in content.captions} == {style}
    assert len({planned.segments[0].key for planned in made.values()}) == 3
    assert len({planned.segments[1].key for planned in made.values()}) == 1


def test_a_scenes_own_captions_are_in_the_film_unless_captions_are_off() -> None:
    own = (Cue(start_ms=8000, end_ms=9000, text="Both sides"),)
    shown = [segment.spec.content for segment in film(Render(), captions=own).segments]
    seen = [
        (caption.start_frame, caption.end_frame)
        for content in shown
        if isinstance(content, Stretch)
        for caption in content.captions
    ]
    assert seen == [(240, 250), (0, 20)]
    off = film(Render(captions=False), captions=own)
    assert not any(getattr(segment.spec.content, "captions", ()) for segment in off.segments)
