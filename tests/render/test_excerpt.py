"""A part of a film shows the frames of the film, and plays its sounds where they are."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from aura.errors import Invalid
from aura.render.engine import Engine
from aura.render.excerpt import at, cut, excerpt
from aura.render.plan import RenderPlan, plan
from aura.render.revision import engine
from aura.render.spec import Crossfade, Stretch
from aura.render.timing import place
from aura.render.window import scene_at, window
from aura.timeline.document import Document, Head, Music, Render, Watermark
from aura.timeline.scene import Cue, Media, Overlay
from tests.render.conftest import TINY

Engines = Callable[..., Engine]


def planned(document: Document) -> RenderPlan:
    return plan(document, TINY, engine=engine())


def part(film: RenderPlan, first: int, end: int, **facts: Any) -> tuple[RenderPlan, int]:
    return excerpt(film, first, end, engine="", **{"voices": {}, "lengths_ms": {}, **facts})


def fade(frames: int) -> dict[str, Any]:
    return {"transition": "fade", "transition_frames": frames}


@pytest.fixture
def document(reel: Any) -> Document:
    """A picture that moves, a clip, a still with a text, a caption; fades between; a mark above captions."""
    texts = (Overlay(text="Here", start_ms=200, end_ms=900),)
    scenes = (
        reel.shows(1, 40),
        reel.plays(2, 40, **fade(8)),
        reel.shows(3, 50, **fade(6), motion="none", overlays=texts),
        reel.shows(4, 30, captions=(Cue(start_ms=100, end_ms=700, text="So it is."),)),
    )
    head = Head(watermark=Watermark(text="Aura"))
    made: Document = reel.document(*scenes, head=head)
    return made


def test_a_window_plans_the_same_segments_for_the_scenes_it_holds(document: Document) -> None:
    whole = planned(document)
    for first, last in ((0, 0), (1, 1), (2, 2), (3, 3), (1, 2), (0, 3)):
        seen = window(document, first, last)
        some = planned(seen.document)
        wanted = [one.key for one in whole.segments if first + 1 <= one.scene <= last + 1]
        assert [one.key for one in some.segments if first + 1 <= one.scene <= last + 1] == wanted
        passages = [one for one in whole.segments if isinstance(one.spec.content, Crossfade)]
        following = {one.key for one in passages if one.scene == last + 2}
        assert following <= {one.key for one in some.segments}


def test_scenes_stand_in_a_window_where_they_stand_in_the_film(reel: Any) -> None:
    kinds = [{}, *(fade(frames) for frames in (8, 40, 3)), {}, fade(6), fade(8), fade(9)]
    scenes = [reel.shows(number, 30 + number, **kind) for number, kind in enumerate(kinds)]
    for lacks in (None, 2, 4):  # a neighbour that shows nothing yet is cut to
        there = [replace(one, media=None) if at == lacks else one for at, one in enumerate(scenes)]
        document = reel.document(*there)
        starts = [one.start_frame for one in place(there, document.timeline.head.rate)]
        for first, last in ((0, 0), (1, 1), (3, 3), (5, 5), (6, 6), (7, 7), (5, 7)):
            assert window(document, first, last).start_frame == starts[first], (lacks, first, last)


def test_what_is_not_made_yet_hinders_nobody_who_looks_elsewhere(reel: Any, document: Document) -> None:
    scenes = list(document.timeline.scenes)
    scenes[2] = replace(scenes[2], media=None)
    head = replace(document.timeline.head, music=Music())
    unready = replace(document, timeline=replace(document.timeline, scenes=tuple(scenes), head=head))

    for number in (0, 1, 3):
        film = planned(window(unready, number, number).document)
        assert [one for one in film.segments if one.scene == number + 1]
    with pytest.raises(Invalid, match="Scene 3 shows nothing yet"):
        planned(window(unready, 2, 2).document)


def test_a_moment_belongs_to_the_scene_that_is_seen_then(document: Document) -> None:
    assert scene_at(document, 0) == (0, 0)
    assert scene_at(document, 31) == (0, 31)
    assert scene_at(document, 32) == (1, 0)  # the fade belongs to the scene it leads into
    assert scene_at(document, 145) == (3, 29)
    for beyond in (-1, 146, 10_000):
        with pytest.raises(Invalid, match="the film ends after 4,867 ms"):
            scene_at(document, beyond)
    with pytest.raises(Invalid, match="has no length yet"):
        scene_at(Document(), 0)


def test_cut_anywhere_the_frames_are_those_of_the_whole(
    engines: Engines, document: Document, tmp_path: Path
) -> None:
    film = planned(document)
    maker = engines(workers=1)
    frames = drawn(maker, film, range(film.total_frames))
    for number in (0, 1, 33, 39, 45, 71, 75, 80, 90, 116, 145):
        spec, place = at(film, number)
        assert isinstance(spec.content, Crossfade) or (spec.content.frames, place) == (1, 0)
        assert (picture(maker.frame(spec, place, width_px=160)) == frames[number]).all(), number


def test_an_excerpt_is_as_long_as_asked_but_for_whole_passages(document: Document) -> None:
    film = planned(document)
    assert [one.start_frame for one in film.segments] == [0, 32, 40, 66, 72, 116]

    for asked, got in (
        ((0, 20), (0, 20)),
        ((10, 35), (10, 40)),
        ((36, 60), (32, 60)),
        ((32, 146), (32, 146)),
    ):
        some, start = part(film, *asked)
        assert (start, start + some.total_frames) == got
        assert sum(one.frames for one in some.segments) == some.total_frames == some.audio.total_frames
        assert [one.index for one in some.segments] == list(range(len(some.segments)))
    whole, _ = part(film, 0, film.total_frames)
    assert [one.key for one in whole.segments] == [one.key for one in film.segments]


def test_long_scenes_are_made_in_short_pieces_unless_they_are_there(reel: Any) -> None:
    film = reel.film(reel.shows(1, 200))

    pieces, _ = part(film, 0, 200)
    there, _ = part(film, 0, 200, is_there=lambda key: key == film.segments[0].key)

    assert [one.frames for one in pieces.segments] == [*[30] * 6, 20]
    assert [one.key for one in there.segments] == [film.segments[0].key]


def test_a_preview_of_a_part_is_made_of_its_frames(
    engines: Engines, document: Document, tmp_path: Path
) -> None:
    film = planned(document)
    some, start = part(film, 20, 90)
    maker = engines(workers=1)
    made = maker.render(some, out=tmp_path / "part.mp4")

    wanted = drawn(maker, film, range(start, start + some.total_frames))
    with av.open(str(tmp_path / "part.mp4")) as opened:
        shown = [frame.to_ndarray(format="gray") for frame in opened.decode(video=0)]
    assert made.frames == len(shown) == 70
    for one, other in zip(shown, wanted, strict=True):  # as near as the encoder comes
        grey = np.asarray(Image.fromarray(other).convert("L"), np.float64)
        assert np.abs(one.astype(np.float64) - grey).mean() < 6


def test_sounds_are_entered_where_they_are_by_then(reel: Any) -> None:
    narrated = reel.shows(1, 60, narration=reel.narration(30))
    playing = reel.plays(2, 40, **fade(10))
    music = Music(asset=reel.voice(90))
    head = Head(music=music)
    film = planned(reel.document(narrated, playing, reel.shows(3, 40), head=head))
    voices = {reel.voice(30): 30}
    audio = film.audio

    later = part(film, 15, 60, voices=voices, lengths_ms={music.asset: 400})[0].audio
    assert later.clips == (replace(audio.clips[0], start_frame=0, passed_ms=500),)
    assert [(one.digest, one.start_frame, one.trim_ms, one.frames) for one in later.own] == [
        (audio.own[0].digest, 35, 0, 40)
    ]
    assert later.music
    assert (later.music.trim_ms, later.music.passed_ms) == (0, 100)
    assert (later.music.fade_in_ms, later.music.fade_out_ms) == (0, 0)
    shorter = part(film, 15, 20, voices=voices, lengths_ms={music.asset: 2400})[0].audio.music
    assert shorter
    assert (shorter.trim_ms, shorter.passed_ms) == (500, 0)

    last = part(film, 60, 130, voices=voices)[0].audio
    assert [(one.start_frame, one.trim_ms, one.frames, one.lead_frames) for one in last.own] == [
        (0, 333, 30, 0)
    ]
    assert last.music
    assert (last.music.trim_ms, last.music.fade_in_ms, last.music.fade_out_ms) == (0, 0, 2500)


def test_a_text_that_stands_still_is_cut_with_its_scene(document: Document) -> None:
    content = planned(document).segments[4].spec.content
    assert isinstance(content, Stretch)
    assert cut(cut(content, 5, 30), 5, 10) == cut(content, 10, 10)


def test_captions_are_left_out_where_the_film_has_none(document: Document) -> None:
    mute = replace(document, render=Render(captions=False))

    assert planned(window(mute, 0, 0).document).segments[0].spec.mark == planned(mute).segments[0].spec.mark
    assert planned(mute).segments[0].spec.mark != planned(document).segments[0].spec.mark


def test_a_frame_is_drawn_after_a_film_was_rendered_and_leaves_nothing(
    engines: Engines, reel: Any, tmp_path: Path
) -> None:
    maker = engines(workers=1)
    maker.render(reel.film(reel.shows(1, 10)), out=tmp_path / "film.mp4")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}

    assert picture(maker.frame(*at(reel.film(reel.shows(2, 10)), 3), width_px=160)).shape == (90, 160, 3)

    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_frame_may_be_smaller_than_the_film(engines: Engines, reel: Any) -> None:
    film = reel.film(reel.shows(1, 20, motion="none"))
    small = picture(engines().frame(*at(film, 7), width_px=80))
    assert small.shape == (45, 80, 3)


def test_a_scene_whose_file_is_no_picture_is_named_by_its_fault(engines: Engines, reel: Any) -> None:
    (reel.folder / "broken").write_bytes(b"no picture")
    film = reel.film(reel.scene(1, Media(asset=reel.add(reel.folder / "broken")), 20))
    with pytest.raises(Invalid):
        engines().frame(*at(film, 0), width_px=160)


def drawn(maker: Engine, film: RenderPlan, numbers: range) -> list[Any]:
    """The frames of a film, each drawn from its whole segment."""
    found = []
    for number in numbers:
        one = next(one for one in film.segments if one.start_frame <= number < one.start_frame + one.frames)
        found.append(picture(maker.frame(one.spec, number - one.start_frame, width_px=160)))
    return found


def picture(png: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(png)))
