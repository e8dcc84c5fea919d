"""Where scenes stand, and where voices start."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from aura.render.timing import film_frames, overlap, place
from aura.timeline.document import Document, Timeline
from aura.timeline.scene import Narration, Scene

RATE = Fraction(30)
AUDIO = "a" * 64


def scene(frames: int, fade: int | None = None, spoken: int = 0, pause: int = 0) -> Scene:
    return Scene(
        id="00000000-0000-7000-8000-000000000000",
        length_frames=frames,
        narration=Narration(audio=AUDIO, frames=spoken, pause_frames=pause) if spoken else None,
        transition="cut" if fade is None else "fade",
        transition_frames=fade or 0,
    )


scenes = st.builds(
    lambda spoken, pause, more, fade: scene(max(1, spoken + pause + more), fade, spoken, pause),
    spoken=st.integers(0, 300),
    pause=st.integers(0, 45),
    more=st.integers(0, 60),
    fade=st.none() | st.integers(0, 90),
)


def test_cut_scenes_stand_end_to_end() -> None:
    assert [one.start_frame for one in place([scene(10), scene(20), scene(30)], RATE)] == [0, 10, 30]


def test_a_fade_makes_the_film_shorter_by_its_length() -> None:
    timeline = Timeline(scenes=(scene(40), scene(40, fade=10), scene(40, fade=6)))
    assert film_frames(Document(timeline=timeline)) == 120 - 16


def test_a_fade_into_the_first_scene_is_none() -> None:
    assert place([scene(40, fade=10)], RATE)[0].lead_frames == 0


def test_a_fade_of_no_stated_length_takes_half_a_second() -> None:
    assert overlap(scene(100), scene(100, fade=0), RATE) == 15


def test_a_fade_takes_at_most_half_of_either_scene() -> None:
    assert overlap(scene(9), scene(100, fade=50), RATE) == 4
    assert overlap(scene(100), scene(11, fade=50), RATE) == 5


def test_a_fade_leaves_at_least_half_of_the_silence_after_a_narration() -> None:
    spoken = scene(104, fade=60, spoken=90, pause=14)
    assert overlap(scene(200), spoken, RATE) == 7


def test_a_narration_starts_when_the_fade_into_its_scene_is_over() -> None:
    placed = place([scene(60), scene(100, fade=10, spoken=60, pause=20)], RATE)[1]
    assert (placed.start_frame, placed.voice_frame) == (50, 60)


@given(st.lists(scenes, min_size=1, max_size=8))
def test_no_two_voices_are_heard_at_once_and_none_beyond_its_scene(film: list[Scene]) -> None:
    silent_from = 0
    for placed in place(film, RATE):
        if placed.scene.narration:
            assert placed.voice_frame >= silent_from
            silent_from = placed.voice_frame + placed.scene.narration.frames
            assert silent_from <= placed.start_frame + placed.frames


@given(st.lists(scenes, min_size=1, max_size=8))
def test_the_film_is_as_long_as_its_scenes_less_their_overlaps(film: list[Scene]) -> None:
    overlaps = sum(placed.lead_frames for placed in place(film, RATE))
    total = film_frames(Document(timeline=Timeline(scenes=tuple(film))))
    assert total == sum(one.length_frames for one in film) - overlaps


@given(st.lists(scenes, min_size=1, max_size=8))
def test_the_fades_at_both_ends_of_a_scene_never_meet(film: list[Scene]) -> None:
    assert all(placed.lead_frames + placed.tail_frames <= placed.frames for placed in place(film, RATE))
