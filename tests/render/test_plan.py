"""The plan: what is cut into segments, and what their keys depend on."""

from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aura.errors import Invalid, NotFound
from aura.render.plan import LONGEST_FRAMES, PIECE_FRAMES, RenderPlan, move_of, plan
from aura.render.preset import PRESETS, Preset, VideoCoding
from aura.render.spec import Caption, Crossfade, Stretch
from aura.render.timing import film_frames
from aura.timeline.document import Brief, Document, Head, Render, Timeline
from aura.timeline.scene import Media, Narration, Scene

STANDARD = PRESETS["Standard 720p"]
A, B, C = (letter * 64 for letter in "abc")
MEDIA = Media(asset=A)


def scene(number: int, frames: int = 100, media: Media | None = MEDIA, **fields: Any) -> Scene:
    scene_id = f"00000000-0000-7000-8000-{number:012x}"
    return Scene(id=scene_id, length_frames=frames, media=media, **fields)


def film(*scenes: Scene, preset: Preset = STANDARD, engine: str = "x", **settings: Any) -> RenderPlan:
    words = settings.pop("words", {})
    document = Document(timeline=Timeline(head=settings.pop("head", Head()), scenes=scenes), **settings)
    return plan(document, preset, engine=engine, words=words)


def keys(made: RenderPlan) -> list[str]:
    return [segment.key for segment in made.segments]


def fade(frames: int) -> dict[str, Any]:
    return {"transition": "fade", "transition_frames": frames}


films = st.lists(
    st.builds(
        lambda frames, asked: scene(frames, frames, **({} if asked is None else fade(asked))),
        st.integers(1, 900),
        st.none() | st.integers(0, 60),
    ),
    min_size=1,
    max_size=6,
)


@given(films)
def test_the_segments_cover_the_film_without_a_gap_and_none_is_long(scenes: list[Scene]) -> None:
    made = film(*scenes)
    at = 0
    for index, segment in enumerate(made.segments):
        assert (segment.index, segment.start_frame) == (index, at)
        assert 1 <= segment.frames <= LONGEST_FRAMES
        at += segment.frames
    assert at == made.total_frames == made.audio.total_frames
    assert at == film_frames(Document(timeline=Timeline(scenes=tuple(scenes))))


def test_a_body_and_the_fade_into_it_are_segments_of_their_own() -> None:
    made = film(scene(1), scene(2, **fade(15)))
    kinds = [(type(segment.spec.content), segment.frames, segment.scene) for segment in made.segments]
    assert kinds == [(Stretch, 85, 1), (Crossfade, 15, 2), (Stretch, 85, 2)]


def test_a_fade_shows_the_end_of_one_scene_and_the_start_of_the_next() -> None:
    content = film(scene(1, motion="in"), scene(2, motion="out", **fade(15))).segments[1].spec.content
    assert isinstance(content, Crossfade)
    assert (content.before.first_frame, content.after.first_frame) == (85, 0)
    assert (content.before.frames, content.after.frames) == (15, 15)


def test_a_long_body_is_cut_where_the_encoder_starts_a_new_group_anyway() -> None:
    made = film(scene(1, 2 * PIECE_FRAMES + 50, motion="in"))
    assert [segment.frames for segment in made.segments] == [PIECE_FRAMES, PIECE_FRAMES + 50]


def test_a_film_without_scenes_is_refused() -> None:
    with pytest.raises(Invalid, match="no scenes"):
        film()


def test_a_scene_that_shows_nothing_is_refused_by_name() -> None:
    with pytest.raises(Invalid, match=r"Scene 2 \(The end\)") as refusal:
        film(scene(1), scene(2, media=None, title="The end"))
    assert refusal.value.data["scene"] == scene(2).id


def test_moving_a_scene_reuses_its_body() -> None:
    before, after = film(scene(1), scene(2), scene(3)), film(scene(3), scene(1), scene(2))
    assert sorted(keys(before)) == sorted(keys(after))


def test_what_a_scene_is_called_and_says_does_not_change_its_frames() -> None:
    assert keys(film(scene(1))) == keys(film(scene(1, title="New", script_text="Other words")))


def test_two_scenes_that_look_the_same_have_the_same_key() -> None:
    made = film(scene(1, motion="in"), scene(2, motion="in"))
    assert len(set(keys(made))) == 1


def test_pieces_of_a_still_picture_are_one_and_the_same() -> None:
    made = film(scene(1, 3 * PIECE_FRAMES, motion="none"))
    assert len(made.segments) == 3
    assert len(set(keys(made))) == 1


def test_a_longer_clip_scene_keeps_its_first_pieces() -> None:
    clip = Media(asset=A, type="Video")
    short, long = film(scene(1, 560, media=clip)), film(scene(1, 800, media=clip))
    assert keys(short)[0] == keys(long)[0]


@pytest.mark.parametrize(
    "change",
    [
        {"media": Media(asset=B)},
        {"media": Media(asset=A, fit="stretch")},
        {"media": Media(asset=A, type="Video")},
        {"media": Media(asset=A, type="Video", trim_ms=40)},
        {"motion": "left"},
        {"motion": "up"},
        {"frames": 101},
    ],
)
def test_whatever_changes_the_frames_of_a_scene_changes_its_key(change: dict[str, Any]) -> None:
    assert keys(film(scene(1, **({"motion": "right"} | change)))) != keys(film(scene(1, motion="right")))


@pytest.mark.parametrize(
    "change",
    [
        {"engine": "y"},
        {"preset": PRESETS["Draft 360p"]},
        {"preset": replace(STANDARD, video=VideoCoding(crf=20))},
        {"brief": Brief(aspect="9:16")},
        {"head": Head(rate_numerator=25)},
    ],
)
def test_whatever_changes_all_frames_changes_every_key(change: dict[str, Any]) -> None:
    changed = film(scene(1), scene(2, **fade(10)), **change)
    assert not set(keys(changed)) & set(keys(film(scene(1), scene(2, **fade(10)))))


def test_another_transition_changes_the_segment_between_two_scenes_and_no_other() -> None:
    passed = {"transition_frames": 10}
    before, after = (
        film(scene(1), scene(2, transition=kind, **passed), scene(3, transition="radial", **passed))
        for kind in ("fade", "wipe-up")
    )
    same = [old == new for old, new in zip(keys(before), keys(after), strict=True)]
    assert same == [True, False, True, True, True]


def test_a_fade_is_named_as_it_was_before_there_were_other_transitions() -> None:
    content = film(scene(1), scene(2, **fade(10))).segments[1].spec.content
    assert b"kind" not in msgspec.json.encode(content)


def test_how_the_sound_is_made_changes_no_frame() -> None:
    louder = replace(STANDARD, name="Loud", audio=replace(STANDARD.audio, loudness_lufs=-14))
    quiet, loud = film(scene(1)), film(scene(1), preset=louder)
    assert keys(quiet) == keys(loud)
    assert quiet.audio_key != loud.audio_key


def test_a_change_of_pictures_does_not_change_the_sound() -> None:
    spoken = Narration(audio=B, frames=50)
    one, other = film(scene(1, narration=spoken)), film(scene(1, narration=spoken, media=Media(asset=C)))
    assert one.audio_key == other.audio_key


def test_every_narration_is_in_the_sound_at_its_place() -> None:
    first, second = Narration(audio=B, frames=50), Narration(audio=C, frames=50, pause_frames=20)
    made = film(scene(1, narration=first), scene(2), scene(3, narration=second, **fade(10)))
    assert [(clip.digest, clip.start_frame) for clip in made.audio.clips] == [(B, 0), (C, 200)]


def test_a_picture_that_moves_by_itself_goes_on_moving_the_same_way_wherever_it_stands() -> None:
    first, second = film(scene(1), scene(2)), film(scene(2), scene(1))
    assert first.segments[0].spec.content.shot == second.segments[1].spec.content.shot  # type: ignore[union-attr]


def test_pictures_that_move_by_themselves_use_all_four_moves() -> None:
    assert {move_of(scene(number)) for number in range(40)} == {"in", "out", "left", "right"}


@pytest.mark.parametrize("fit", ["contain", "blurred"])
def test_a_picture_that_is_to_be_seen_whole_does_not_move_by_itself(fit: Any) -> None:
    media = Media(asset=A, fit=fit)
    assert move_of(scene(1, media=media)) == "none"
    assert move_of(scene(1, media=media, motion="in")) == "in"


def test_the_rate_of_the_document_is_the_films() -> None:
    assert film(scene(1), head=Head(rate_numerator=30_000, rate_denominator=1_001)).rate == Fraction(
        30_000, 1_001
    )


WORDS = {C: ((0, 400, "Hello"), (500, 900, "there,"), (1000, 1500, "world."))}


class TestCaptions:
    def spoken(self, number: int = 1, **fields: Any) -> Scene:
        return scene(number, narration=Narration(audio=B, frames=50, words=C), **fields)

    def captions(self, made: RenderPlan) -> list[tuple[int, Caption]]:
        return [
            (segment.start_frame, caption)
            for segment in made.segments
            if isinstance(segment.spec.content, Stretch)
            for caption in segment.spec.content.captions
        ]

    def test_the_words_of_a_narration_are_seen_while_they_are_heard(self) -> None:
        seen = self.captions(film(self.spoken(), words=WORDS))
        assert " ".join(caption.text for _, caption in seen).split() == ["Hello", "there,", "world."]
        assert seen[0][1].start_frame == 0
        assert seen[-1][1].end_frame >= 45

    def test_after_a_fade_they_start_with_the_voice(self) -> None:
        seen = self.captions(film(scene(1), self.spoken(2, **fade(10)), words=WORDS))
        assert seen[0][0] + seen[0][1].start_frame == 100

    def test_they_can_be_left_out(self) -> None:
        assert self.captions(film(self.spoken(), words=WORDS, render=Render(captions=False))) == []

    def test_a_narration_without_timings_has_none(self) -> None:
        assert self.captions(film(scene(1, narration=Narration(audio=B, frames=50)))) == []

    def test_timings_that_are_missing_are_refused_by_scene(self) -> None:
        with pytest.raises(NotFound, match="Scene 1"):
            film(self.spoken())

    def test_a_piece_without_words_does_not_change_with_them(self) -> None:
        clip = Media(asset=A, type="Video")
        other = {C: ((0, 400, "Goodbye"),)}
        one = film(self.spoken(frames=600, media=clip), words=WORDS)
        two = film(self.spoken(frames=600, media=clip), words=other)
        assert keys(one)[0] != keys(two)[0]
        assert keys(one)[1:] == keys(two)[1:]
