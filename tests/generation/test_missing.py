"""What is missing: decided from the document alone, by what each thing was made from."""

from typing import Any

import pytest
from msgspec.structs import replace

from aura.errors import NotFound
from aura.generation.missing import (
    is_ready,
    palette_name,
    picture_due,
    seed_of,
    speech_due,
    speech_of,
)
from aura.timeline.document import Brief, Document, Plan, Render, Timeline, Voice
from aura.timeline.scene import Media, Narration, Scene

DIGEST = "ab" * 32


def scene(number: int, **fields: Any) -> Scene:
    return Scene(id=f"00000000-0000-7000-8000-{number:012x}", **fields)


def document(*scenes: Scene, **parts: Any) -> Document:
    return Document(timeline=Timeline(scenes=scenes), **{"brief": Brief(topic="Lighthouses"), **parts})


def with_scenes(whole: Document, *scenes: Scene) -> Document:
    return replace(whole, timeline=replace(whole.timeline, scenes=scenes))


def finished(whole: Document) -> Document:
    """The document with everything made that is due."""
    return with_scenes(whole, *(_finished(one, whole) for one in whole.timeline.scenes))


def _finished(one: Scene, whole: Document) -> Scene:
    speech, picture = speech_due(one, whole), picture_due(one, whole)
    said = Narration(audio=DIGEST, frames=30, made_from=speech) if speech else None
    return replace(
        one,
        narration=one.narration if speech is None else said,
        media=one.media if picture is None else Media(asset=DIGEST, made_from=picture),
    )


def stale(whole: Document) -> tuple[set[int], set[int]]:
    """The numbers of the scenes to speak, and of those to draw."""
    numbered = list(enumerate(whole.timeline.scenes, 1))
    return (
        {number for number, one in numbered if speech_due(one, whole) is not None},
        {number for number, one in numbered if picture_due(one, whole) is not None},
    )


@pytest.fixture
def whole() -> Document:
    return finished(
        document(
            scene(1, script_text="A lamp burns.", title="The lamp"),
            scene(2, script_text="The lens turns.", title="The lens"),
            scene(3, title="No words"),
        )
    )


def test_everything_is_missing_at_first_and_nothing_once_it_is_made(whole: Document) -> None:
    begun = document(*(replace(one, narration=None, media=None) for one in whole.timeline.scenes))

    assert stale(begun) == ({1, 2}, {1, 2, 3})
    assert not is_ready(begun)
    assert stale(whole) == (set(), set())
    assert is_ready(whole)


def changed(whole: Document, number: int, **fields: Any) -> Document:
    scenes = list(whole.timeline.scenes)
    scenes[number - 1] = replace(scenes[number - 1], **fields)
    return with_scenes(whole, *scenes)


@pytest.mark.parametrize(
    ("fields", "speak", "draw"),
    [
        ({"script_text": "The lens turns on."}, {2}, {2}),
        ({"title": "Another title"}, set(), {2}),
        ({"authored_frames": 900, "length_frames": 900}, set(), set()),
        ({"motion": "none"}, set(), set()),
        ({"transition": "fade", "transition_frames": 10}, set(), set()),
        ({"script_text": "  The lens turns.\n"}, set(), {2}),
    ],
    ids=lambda value: next(iter(value), "nothing") if isinstance(value, dict) else None,
)
def test_an_edit_of_a_scene_makes_only_that_scene_stale(
    whole: Document, fields: dict[str, Any], speak: set[int], draw: set[int]
) -> None:
    assert stale(changed(whole, 2, **fields)) == (speak, draw)


SPOKEN, ALL = {1, 2}, {1, 2, 3}


@pytest.mark.parametrize(
    ("parts", "speak", "draw"),
    [
        ({"voice": Voice(rate_percent=120)}, SPOKEN, set()),
        ({"voice": Voice(name="de+f3")}, SPOKEN, set()),
        ({"voice": Voice(pitch_percent=90)}, SPOKEN, set()),
        ({"voice": Voice(pause="Long")}, SPOKEN, set()),
        ({"plan": Plan(pacing="Fast")}, SPOKEN, set()),
        ({"plan": Plan(density="Dense", target_duration_s=90)}, set(), set()),
        ({"brief": Brief(topic="Lighthouses", language="de")}, SPOKEN, set()),
        ({"brief": Brief(topic="Lighthouses", aspect="9:16")}, set(), ALL),
        ({"brief": Brief(topic="Lighthouses", audience="sailors", tone="dry", notes="n")}, set(), set()),
        ({"render": Render(captions=False, preset="Draft 360p")}, set(), set()),
    ],
)
def test_an_edit_of_a_part_makes_stale_what_is_made_from_it(
    whole: Document, parts: dict[str, Any], speak: set[int], draw: set[int]
) -> None:
    assert stale(replace(whole, **parts)) == (speak, draw)


def test_another_palette_makes_all_pictures_stale(whole: Document) -> None:
    from aura.render.palettes import NAMES

    mine = palette_name("", whole.brief)
    other = next(name for name in NAMES if name != mine)

    assert stale(replace(whole, render=Render(palette=other))) == (set(), ALL)
    assert stale(replace(whole, render=Render(palette=mine))) == (set(), set())


def test_a_palette_that_is_not_there_is_named(whole: Document) -> None:
    with pytest.raises(NotFound, match="Beige"):
        is_ready(replace(whole, render=Render(palette="Beige")))


def test_moving_inserting_or_deleting_a_scene_makes_nothing_else_stale(whole: Document) -> None:
    one, two, three = whole.timeline.scenes
    new = scene(9, script_text="Something new.")

    assert stale(with_scenes(whole, three, one, two)) == (set(), set())
    assert stale(with_scenes(whole, two, three)) == (set(), set())
    assert stale(with_scenes(whole, one, new, two, three)) == ({2}, {2})


@pytest.mark.parametrize(
    "edited", [{"script_text": "Other words."}, {"title": "Other"}, {"script_text": ""}], ids=str
)
def test_what_the_user_brought_is_never_stale(whole: Document, edited: dict[str, Any]) -> None:
    theirs = changed(
        whole, 1, narration=Narration(audio=DIGEST, frames=50), media=Media(asset=DIGEST), **edited
    )
    for parts in ({}, {"voice": Voice(rate_percent=150)}, {"brief": Brief(topic="x", aspect="1:1")}):
        found = replace(theirs, **parts)
        assert speech_due(found.timeline.scenes[0], found) is None
        assert picture_due(found.timeline.scenes[0], found) is None


def test_a_scene_that_lost_its_words_is_to_lose_its_narration(whole: Document) -> None:
    silent = changed(whole, 1, script_text=" \n")

    assert speech_due(silent.timeline.scenes[0], silent) == ""
    assert not is_ready(silent)
    assert is_ready(finished(silent))
    assert finished(silent).timeline.scenes[0].narration is None


def test_equal_words_in_two_scenes_are_one_narration_but_two_pictures() -> None:
    twice = document(scene(1, script_text="Again."), scene(2, script_text="Again."))
    first, second = twice.timeline.scenes

    assert speech_due(first, twice) == speech_due(second, twice)
    assert picture_due(first, twice) != picture_due(second, twice)
    assert seed_of(first) != seed_of(second)


@pytest.mark.parametrize("rate", [50, 100, 200])
@pytest.mark.parametrize("pacing", ["Chill", "Conversational", "Fast"])
def test_pacing_changes_the_rate_of_the_voice_within_what_a_voice_can_do(rate: int, pacing: Any) -> None:
    whole = document(scene(1, script_text="A."), voice=Voice(rate_percent=rate), plan=Plan(pacing=pacing))
    speech = speech_of(whole.timeline.scenes[0], whole)
    assert speech

    assert 50 <= speech.rate_percent <= 200
    assert (speech.rate_percent < 100) == ((rate, pacing) == (100, "Chill") or rate == 50)
