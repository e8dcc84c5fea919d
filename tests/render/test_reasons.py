"""Why a film is not rendered as before: each change is named, and named where it counts."""

from typing import Any

import pytest
from msgspec.structs import replace

from aura.render.plan import plan
from aura.render.preset import AudioCoding, Preset, VideoCoding
from aura.render.reasons import Reasons, Story
from aura.render.sound_reasons import sound_reasons
from aura.render.spec import Crossfade
from aura.timeline.document import Brief, Document, Head, Music, Render, Watermark
from aura.timeline.scene import Cue, Media, Overlay, Scene
from tests.render.conftest import TINY


def story(document: Document, preset: Preset = TINY, made_with: str = "this") -> Story:
    return Story(document, plan(document, preset, engine=made_with))


def told(now: Story, before: Story) -> dict[str, list[str]]:
    """The reasons by what they are about: ``2`` is scene 2, ``>2`` the passage into it."""
    found: dict[str, list[str]] = {}
    for segment, reasons in Reasons(now, before).segments():
        name = f"{'>' if isinstance(segment.spec.content, Crossfade) else ''}{segment.scene}"
        found.setdefault(name, []).extend(each for each in reasons if each not in found.get(name, ()))
    return {name: reasons for name, reasons in found.items() if reasons}


@pytest.fixture
def document(reel: Any) -> Document:
    """A spoken picture, a clip, a picture with texts, a picture; fades into the second and the third."""
    fade = {"transition": "fade", "transition_frames": 6}
    scenes = (
        reel.shows(1, 40, narration=reel.narration(20), script_text="A lamp."),
        reel.plays(2, 40, **fade),
        reel.shows(
            3,
            40,
            overlays=(Overlay(text="Here"),),
            captions=(Cue(start_ms=0, end_ms=900, text="So."),),
            **fade,
        ),
        reel.shows(4, 40),
    )
    made: Document = reel.document(*scenes, head=Head(music=Music(asset=reel.voice(90))))
    return made


def changed(document: Document, number: int, **fields: Any) -> Document:
    scenes = list(document.timeline.scenes)
    scenes[number - 1] = replace(scenes[number - 1], **fields)
    return with_scenes(document, *scenes)


def with_scenes(document: Document, *scenes: Scene) -> Document:
    return replace(document, timeline=replace(document.timeline, scenes=scenes))


def with_head(document: Document, **fields: Any) -> Document:
    head = replace(document.timeline.head, **fields)
    return replace(document, timeline=replace(document.timeline, head=head))


def test_what_did_not_change_has_no_reasons(document: Document) -> None:
    assert told(story(document), story(document)) == {}
    assert sound_reasons(story(document), story(document)) == []
    moved = with_scenes(document, *(replace(scene, title="Other") for scene in document.timeline.scenes))
    assert told(story(moved), story(document)) == {}


def test_a_change_of_a_scene_is_named_for_it_and_for_the_passages_at_its_ends(
    reel: Any, document: Document
) -> None:
    media = document.timeline.scenes[1].media
    assert media
    captions = (Cue(start_ms=0, end_ms=900, text="Or so."),)
    later = (Cue(start_ms=0, end_ms=700, text="So."),)
    texts = (Overlay(text="There"),)
    cases: list[tuple[int, dict[str, Any], str]] = [
        (2, {"media": Media(asset=reel.picture(9))}, "it shows a picture instead of a clip"),
        (2, {"media": replace(media, asset=reel.clip("30"))}, "its clip changed"),
        (2, {"media": replace(media, trim_ms=200)}, "which part of its clip is shown changed"),
        (2, {"media": replace(media, fit="contain")}, "how its clip is fitted changed"),
        (2, {"media": replace(media, speed_percent=50)}, "the speed of its clip changed"),
    ]
    for number, fields, words in cases:
        assert told(story(changed(document, number, **fields)), story(document)) == {
            f"{number}": [words],
            f">{number}": [words],
            f">{number + 1}": [f"scene {number}: {words}"],
        }
    for fields, words in (
        ({"captions": captions}, "its captions changed"),
        ({"captions": later}, "the times of its captions changed"),
        ({"overlays": texts}, "its texts changed"),
        ({"overlays": (Overlay(text="Here", style="title"),)}, "the style of its texts changed"),
        ({"overlays": (Overlay(text="Here", anchor="top"),)}, "the anchor of its texts changed"),
        ({"motion": "none"}, "its motion changed"),
        ({"media": Media(asset=reel.picture(9))}, "its picture changed"),
    ):
        reasons = told(story(changed(document, 3, **fields)), story(document))
        assert set(reasons) <= {"3", ">3"}
        assert reasons["3"][0] == words


def test_lengths_and_passages_are_told_apart(document: Document) -> None:
    longer = told(story(changed(document, 4, length_frames=50)), story(document))
    assert longer == {"4": ["its length changed"]}
    cut = told(story(changed(document, 3, transition="cut")), story(document))
    assert cut == {"2": ["the passage out of it changed"], "3": ["the passage into it changed"]}
    wiped = told(story(changed(document, 3, transition="wipe-left")), story(document))
    assert wiped == {">3": ["its transition changed"]}
    new = told(story(changed(document, 4, transition="fade", transition_frames=6)), story(document))
    assert new[">4"] == ["the passage into it is new"]
    assert new["3"] == ["the passage out of it changed"]


def test_scenes_that_are_new_or_stand_elsewhere(reel: Any, document: Document) -> None:
    one, two, three, four = document.timeline.scenes
    more = with_scenes(document, one, two, reel.shows(9, 30), three, four)
    assert told(story(more), story(document)) == {
        "2": ["the passage out of it changed"],
        "3": ["new scene"],
        ">4": ["another scene stands before it"],
    }
    fewer = with_scenes(document, one, three, four)
    assert told(story(fewer), story(document)) == {">2": ["another scene stands before it"]}


def test_what_concerns_the_whole_film_is_said_of_every_segment(document: Document) -> None:
    before = story(document)
    coded = Preset(name="Tiny", size_px=90, video=VideoCoding(crf=30))
    for now, words in (
        (story(document, Preset(name="Larger", size_px=120)), "the preset changed"),
        (story(document, coded), "the preset changed"),
        (story(document, made_with="that"), "made with an earlier Aura"),
        (story(replace(document, brief=Brief(aspect="1:1"))), "the shape of the film changed"),
        (story(with_head(document, rate_numerator=25)), "the frame rate changed"),
        (story(with_head(document, watermark=Watermark(text="Aura"))), "the watermark changed"),
    ):
        reasons = told(now, before)
        assert set(reasons) == {"1", ">2", "2", ">3", "3", "4"}
        assert {each[0] for each in reasons.values()} == {words}


def test_a_style_of_captions_is_told_from_their_words(document: Document) -> None:
    lit = replace(document, render=Render(caption_style="highlight"))
    reasons = told(story(lit), story(document))
    assert reasons["1"] == ["the style of its captions changed", "the times of its captions changed"]


def test_sound_is_told_by_scene_and_by_what_is_heard(reel: Any, document: Document) -> None:
    before = story(document)
    clip = document.timeline.scenes[1].media
    assert clip
    louder = Preset(name="Loud", size_px=90, audio=AudioCoding(loudness_lufs=-14))
    softer = changed(document, 2, media=replace(clip, volume_percent=50))
    other_bed, unducked = Music(asset=reel.voice(80)), Music(asset=reel.voice(90), ducking="off")
    for now, words in (
        (story(changed(document, 1, narration=reel.narration(21))), ["scene 1: its narration changed"]),
        (story(changed(document, 1, narration=None)), ["scene 1: its narration went"]),
        (story(changed(document, 4, narration=reel.narration(10))), ["scene 4: its narration is new"]),
        (
            story(changed(document, 1, volume_percent=50)),
            ["scene 1: the volume of its narration changed"],
        ),
        (story(softer), ["scene 2: the volume of its clip changed"]),
        (
            story(changed(document, 2, media=replace(clip, trim_ms=500))),
            ["scene 2: the sound of its clip changed"],
        ),
        (story(with_head(document, music=None)), ["the music went"]),
        (story(with_head(document, music=other_bed)), ["the music changed"]),
        (story(with_head(document, music=unducked)), ["how the music is played changed"]),
        (story(document, louder), ["the preset changed"]),
        (
            story(changed(document, 4, length_frames=50)),
            ["scenes are heard at other times than before"],
        ),
        (story(changed(document, 3, media=Media(asset=reel.picture(9)))), []),
    ):
        assert sound_reasons(now, before) == words
