"""What transitions, motions, speeds and lengths are called in the history."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, get_args

import pytest

from aura.errors import Invalid
from aura.timeline.document import Document, Head, Timeline
from aura.timeline.edits import decode
from aura.timeline.edits.scenes import SetSceneMotion, SetSceneTransition
from aura.timeline.edits.selection import Cleared
from aura.timeline.edits.telling import motion_given, speed_called, time_called, transition_called
from aura.timeline.scene import Scene
from aura.timeline.terms import Motion, OverlayStyle, Transition

A, B = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2))
FILM = Document(timeline=Timeline(scenes=(Scene(id=A), Scene(id=B))))
FILM_25 = Document(timeline=Timeline(head=Head(rate_numerator=25), scenes=(Scene(id=A), Scene(id=B))))


@pytest.mark.parametrize(
    ("transition", "frames", "words"),
    [
        ("wipe-left", 0, "Gave scene 2 a wipe to the left over half a second"),
        ("wipe-up", 15, "Gave scene 2 a wipe upwards over half a second"),
        ("wipe-down-right", 30, "Gave scene 2 a wipe to the bottom right over a second"),
        ("fade", 10, "Gave scene 2 a crossfade over 0.33 seconds"),
        ("fade-black", 45, "Gave scene 2 a fade through black over 1.5 seconds"),
        ("smooth-down", 60, "Gave scene 2 a soft wipe downwards over 2 seconds"),
        ("slide-right", 3, "Gave scene 2 a slide to the right over 0.1 seconds"),
        ("circle-open", 0, "Gave scene 2 an opening circle over half a second"),
        ("radial", 0, "Gave scene 2 a radial wipe over half a second"),
        ("cut", 12, "Gave scene 2 a cut"),
    ],
)
def test_a_transition_is_told_by_its_kind_and_its_length(
    transition: Transition, frames: int, words: str, model: Callable[..., Any]
) -> None:
    edit = SetSceneTransition(scene=B, transition=transition, frames=frames)
    assert edit.apply(model(FILM)).words == words


def test_the_length_of_a_transition_is_told_in_the_film_s_own_frames(model: Callable[..., Any]) -> None:
    edit = SetSceneTransition(scene=B, transition="fade", frames=25)
    assert edit.apply(model(FILM_25)).words == "Gave scene 2 a crossfade over a second"


@pytest.mark.parametrize(
    ("motion", "words"),
    [
        ("auto", "Let Aura choose how the picture of scene 1 moves"),
        ("none", "Let the picture of scene 1 stand still"),
        ("in", "Zoomed into the picture of scene 1"),
        ("up", "Moved upwards over the picture of scene 1"),
        ("left", "Moved to the left over the picture of scene 1"),
    ],
)
def test_a_motion_is_told_by_what_is_seen(motion: Motion, words: str, model: Callable[..., Any]) -> None:
    assert SetSceneMotion(scene=A, motion=motion).apply(model(FILM)).words == words


def test_every_transition_and_every_motion_has_words_of_its_own() -> None:
    transitions = [transition_called(each) for each in get_args(Transition)]
    motions = [motion_given(each) for each in get_args(Motion)]
    assert len(set(transitions)) == len(transitions)
    assert len(set(motions)) == len(motions)


def test_lengths_and_speeds_are_told_in_short() -> None:
    assert [time_called(Fraction(ms, 1000)) for ms in (500, 1_000, 1_250, 2_000, 40)] == [
        "half a second",
        "a second",
        "1.25 seconds",
        "2 seconds",
        "0.04 seconds",
    ]
    assert [speed_called(percent) for percent in (25, 50, 100, 150, 200)] == [
        "a quarter of its speed",
        "half its speed",
        "its own speed",
        "150 % of its speed",
        "twice its speed",
    ]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("scene.transition", {"transition": "star"}), ("scenes.set", {"transition": "star"})],
)
def test_a_transition_that_is_not_there_is_answered_with_those_that_are(
    kind: str, fields: dict[str, str]
) -> None:
    where = {"scene": A} if kind.startswith("scene.") else {"scenes": [A]}
    with pytest.raises(Invalid, match=r"'star' is not one of the choices: cut, fade, .*, radial") as refused:
        decode(kind, where | fields)

    assert refused.value.field == "transition"


@pytest.mark.parametrize(
    ("kind", "payload", "field", "choices"),
    [
        ("scene.overlays", {"overlays": [{"text": "x", "style": "no"}]}, "overlays[0].style", OverlayStyle),
        ("scenes.set", {"clear": ["no"]}, "clear[0]", Cleared),
    ],
)
def test_a_choice_within_a_list_is_answered_with_those_there_are(
    kind: str, payload: dict[str, Any], field: str, choices: Any
) -> None:
    where = {"scene": A} if kind.startswith("scene.") else {"scenes": [A]}
    with pytest.raises(Invalid) as refused:
        decode(kind, where | payload)

    assert refused.value.message == f"'no' is not one of the choices: {', '.join(get_args(choices))}."
    assert refused.value.field == field
