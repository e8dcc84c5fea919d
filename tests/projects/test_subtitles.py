"""Captions out of a film are what it shows; into a project they go to their scenes, as one step of undo."""

from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from aura.errors import Conflict, Invalid, NotFound
from aura.ids import new_id
from aura.projects.subtitle_files import FORMATS, Format, read, write
from aura.projects.subtitle_script import script_of
from aura.projects.subtitles import Loaded, Subtitles, shared_out, subtitles_of
from aura.render.plan import plan
from aura.render.preset import get_preset
from aura.render.spec import Crossfade, Stretch
from aura.render.timing import film_frames
from aura.timeline.document import Brief, Document, Head, Render, Timeline
from aura.timeline.edits.captions import SetSceneCaptions
from aura.timeline.edits.scenes import SetSceneDuration
from aura.timeline.scene import Cue, Media, Narration, Scene

PRESET = get_preset("Standard 720p")
SAID = "A lamp turns in the night, and every ship that passes knows where the rocks are. Nobody sleeps there."
RATES = [(30, 1), (25, 1), (24_000, 1_001), (60_000, 1_001)]


def cue(start_ms: int, end_ms: int, text: str = "x") -> Cue:
    return Cue(start_ms=start_ms, end_ms=end_ms, text=text)


def film(*scenes: Scene, rate: tuple[int, int] = (30, 1), **render: Any) -> Document:
    head = Head(rate_numerator=rate[0], rate_denominator=rate[1])
    return Document(
        brief=Brief(topic="Lamps"),
        render=Render(**render),
        timeline=Timeline(head=head, scenes=scenes),
    )


def scene(frames: int = 90, lead: int = 0, **fields: Any) -> Scene:
    fade: dict[str, Any] = {"transition": "fade", "transition_frames": lead} if lead else {}
    return Scene(
        id=str(new_id()), length_frames=frames, media=Media(asset="0" * 64), motion="none", **fade, **fields
    )


def spoken(frames: int = 240, lead: int = 0, text: str = SAID) -> Scene:
    voice = Narration(audio="1" * 64, frames=frames - lead - 20, pause_frames=20)
    return scene(frames, lead, script_text=text, narration=voice)


def telling(rate: tuple[int, int]) -> Document:
    """A film with fades, of spoken scenes and one with captions of its own."""
    own = scene(101, 13, captions=(cue(700, 1_500, "Own & <first>"), cue(1_500, 2_900, "Own,\nsecond")))
    return film(spoken(241), spoken(199, 17), own, spoken(180, 9, SAID[:60]), rate=rate)


def shown(document: Document) -> list[set[str]]:
    """What each frame of a film shows, by the plan it is rendered from."""
    frames: list[set[str]] = []
    for segment in plan(document, PRESET, engine="x").segments:
        content = segment.spec.content
        stretches = [content] if isinstance(content, Stretch) else []
        if isinstance(content, Crossfade):
            stretches = [content.before, content.after]
        frames += [
            {
                caption.text
                for stretch in stretches
                for caption in stretch.captions
                if caption.start_frame <= frame < caption.end_frame
            }
            for frame in range(segment.frames)
        ]
    return frames


@pytest.mark.parametrize("rate", RATES)
def test_what_comes_out_is_what_every_frame_of_the_film_shows(rate: tuple[int, int]) -> None:
    document = telling(rate)
    cues = subtitles_of(document, {}, PRESET)
    frames = shown(document)
    assert len(frames) == film_frames(document)
    assert len(cues) > 6
    for number, texts in enumerate(frames):
        middle = Fraction((2 * number + 1) * 500 * rate[1], rate[0])
        assert {one.text for one in cues if one.start_ms <= middle < one.end_ms} == texts, number


def test_captions_come_out_whether_or_not_and_however_they_are_drawn() -> None:
    document = telling((30, 1))
    cues = subtitles_of(document, {}, PRESET)
    for render in (Render(captions=False), Render(caption_style="word"), Render(caption_style="highlight")):
        assert subtitles_of(replace(document, render=render), {}, PRESET) == cues


def test_the_words_of_a_narration_come_out_when_they_are_said_and_must_be_there() -> None:
    voice = Narration(audio="1" * 64, frames=60, words="2" * 64)
    document = film(scene(90), scene(90, 10, narration=voice))
    words = {"2" * 64: [(0, 400, "Mind"), (400, 900, "the"), (900, 1_500, "gap.")]}
    assert subtitles_of(document, words, PRESET) == [cue(3_000, 4_900, "Mind the gap.")]
    with pytest.raises(NotFound, match="Scene 2"):
        subtitles_of(document, {}, PRESET)


def test_a_film_without_words_has_no_captions() -> None:
    assert subtitles_of(film(), {}, PRESET) == []
    assert subtitles_of(film(scene(), scene()), {}, PRESET) == []


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("form", FORMATS)
def test_out_and_in_and_out_again_nothing_has_changed(rate: tuple[int, int], form: Format) -> None:
    document = telling(rate)
    if form == "srt":  # it has no way to tell a text in angles from a tag
        document = _plainly(document)
    before = subtitles_of(document, {}, PRESET)
    captions, left_out = shared_out(read(write(before, form)), document.timeline)
    after = _with(document, captions)
    assert left_out == []
    assert all(one.captions for one in after.timeline.scenes)
    assert subtitles_of(after, {}, PRESET) == before
    assert shown(after) == shown(document)


def _plainly(document: Document) -> Document:
    scenes = document.timeline.scenes
    plain = replace(scenes[2], captions=(cue(700, 1_500, "Own first"), *scenes[2].captions[1:]))
    return replace(document, timeline=replace(document.timeline, scenes=(*scenes[:2], plain, *scenes[3:])))


def _with(document: Document, captions: dict[str, tuple[Cue, ...]]) -> Document:
    scenes = tuple(replace(one, captions=captions.get(one.id, ())) for one in document.timeline.scenes)
    return replace(document, timeline=replace(document.timeline, scenes=scenes))


def in_scenes(document: Document, *cues: Cue) -> tuple[list[list[tuple[int, int]]], int]:
    """The times of the captions that each scene got, and how many cues none got."""
    captions, left_out = shared_out(cues, document.timeline)
    return [
        [(one.start_ms, one.end_ms) for one in captions.get(each.id, ())] for each in document.timeline.scenes
    ], len(left_out)


def test_a_cue_goes_to_the_scene_in_which_most_of_it_lies_and_is_cut_to_it() -> None:
    document = film(scene(30), scene(30), scene(30))
    assert in_scenes(document, cue(200, 800)) == ([[(200, 800)], [], []], 0)
    assert in_scenes(document, cue(500, 1_400)) == ([[(500, 1_000)], [], []], 0)
    assert in_scenes(document, cue(700, 1_600)) == ([[], [(0, 600)], []], 0)
    assert in_scenes(document, cue(500, 2_500)) == ([[], [(0, 1_000)], []], 0)
    assert in_scenes(document, cue(500, 1_500)) == ([[(500, 1_000)], [], []], 0), "the first of equals"


def test_in_a_fade_the_scene_before_counts_until_it_is_over() -> None:
    document = film(scene(60), scene(60, 30))
    assert in_scenes(document, cue(1_000, 2_000)) == ([[(1_000, 2_000)], []], 0)
    assert in_scenes(document, cue(1_600, 2_300)) == ([[(1_600, 2_000)], []], 0)
    assert in_scenes(document, cue(1_600, 2_500)) == ([[], [(600, 1_500)]], 0), (
        "what it shows in the fade stays"
    )


def test_what_lies_behind_the_end_is_left_out_and_what_crosses_it_is_cut() -> None:
    document = film(scene(60))
    assert in_scenes(document, cue(1_500, 9_000), cue(9_000, 9_500), cue(9_500, 9_900)) == (
        [[(1_500, 2_000)]],
        2,
    )
    assert in_scenes(film(), cue(0, 1_000)) == ([], 1)


def test_cues_shorter_than_a_frame_get_one_each_as_long_as_there_are_any() -> None:
    document = film(scene(3))
    assert in_scenes(document, *(cue(n, n + 1) for n in range(5))) == (
        [[(0, 34), (34, 67), (67, 100)]],
        2,
    )


def load(studio: Any, *cues: Cue) -> Loaded:
    with studio.aura.writing(studio.actor) as unit:
        return Subtitles(unit.work).load(studio.id, cues)


def test_a_load_is_one_step_and_one_undo_brings_all_back(studio: Any) -> None:
    studio.apply(SetSceneCaptions(scene=studio.ids[0], captions=(cue(0, 500, "old"),)))
    studio.apply(SetSceneCaptions(scene=studio.ids[2], captions=(cue(0, 500, "gone"),)))
    before = studio.document
    loaded = load(
        studio, cue(100, 900, "a"), cue(1_000, 1_900, "b"), cue(2_500, 3_500, "c"), cue(9_000, 9_900)
    )

    assert [[one.text for one in each.captions] for each in studio.scenes] == [["a", "b"], ["c"], []]
    assert (loaded.cues, loaded.scenes, [one.start_ms for one in loaded.left_out]) == (3, 2, [9_000])
    assert len(loaded.applied.actions) == 3, "one for each scene that changed"
    after = studio.document
    studio.undo()
    assert studio.document == before
    studio.redo()
    assert studio.document == after


def test_loading_the_same_file_again_does_nothing(studio: Any) -> None:
    load(studio, cue(100, 900, "a"))
    before = studio.actions()
    again = load(studio, cue(100, 900, "a"))
    assert (again.cues, again.applied.actions) == (1, [])
    assert studio.actions() == before


def test_a_scene_that_had_no_captions_and_gets_none_is_not_touched(studio: Any) -> None:
    loaded = load(studio, cue(2_500, 3_500, "c"))
    assert [action.description for action in loaded.applied.actions] == ["Set the captions of scene 2"]


def test_a_file_of_which_nothing_falls_into_the_film_changes_nothing(studio: Any) -> None:
    studio.apply(SetSceneCaptions(scene=studio.ids[0], captions=(cue(0, 500, "old"),)))
    before = studio.document
    with pytest.raises(Conflict, match=r"No cue falls into the film, which lasts 0:06\.0"):
        load(studio, cue(60_000, 61_000))
    assert studio.document == before


def test_more_captions_than_a_scene_holds_are_refused(studio: Any) -> None:
    studio.apply(SetSceneDuration(scene=studio.ids[1], frames=60_000))
    with pytest.raises(Invalid, match=r"1,001 cues fall into scene 2"):
        load(studio, *(cue(3_000 + 100 * n, 3_050 + 100 * n) for n in range(1_001)))


def test_all_captions_are_cleared_as_one_step(studio: Any) -> None:
    for number in (0, 2):
        studio.apply(SetSceneCaptions(scene=studio.ids[number], captions=(cue(0, 500, "own"),)))
    before = studio.document
    with studio.aura.writing() as unit:
        assert len(Subtitles(unit.work).clear(studio.id).actions) == 2
    assert not any(each.captions for each in studio.scenes)
    studio.undo()
    assert studio.document == before


def test_clearing_what_has_no_captions_does_nothing(studio: Any) -> None:
    with studio.aura.writing() as unit:
        assert Subtitles(unit.work).clear(studio.id).actions == []
    assert studio.actions() == []


def test_a_script_has_a_scene_for_each_stretch_between_pauses() -> None:
    draft = script_of(
        [
            cue(0, 2_000, "The lamp turns,"),
            cue(2_100, 4_000, "and the ships\npass by."),
            cue(5_500, 8_000, "Nobody sleeps."),
            cue(9_499, 11_000, "Not here."),
        ]
    )
    assert [one.script_text for one in draft.scenes] == [
        "The lamp turns, and the ships pass by.",
        "Nobody sleeps. Not here.",
    ]
    assert draft.scenes[0].title == "The lamp turns"


def test_a_script_without_pauses_is_parted_at_sentences_after_about_twelve_seconds() -> None:
    cues = [cue(2_000 * n, 2_000 * n + 2_000, f"part {n}{'.' if n % 4 == 3 else ','}") for n in range(12)]
    scenes = script_of(cues).scenes
    assert [one.script_text[-8:] for one in scenes] == [" part 3.", " part 7.", "part 11."]


def test_a_script_without_an_end_of_a_sentence_is_parted_all_the_same() -> None:
    scenes = script_of([cue(2_000 * n, 2_000 * n + 2_000, f"and {n}") for n in range(60)]).scenes
    assert len(scenes) == 5
    assert " ".join(one.script_text for one in scenes) == " ".join(f"and {n}" for n in range(60))


def test_scripts_that_write_no_blanks_are_joined_without_them() -> None:
    draft = script_of(
        [
            cue(0, 1_000, "灯が回り、\n船は"),
            cue(1_000, 2_000, "知る。"),
            cue(2_000, 3_000, "안녕"),
            cue(3_000, 4_000, "하세요."),
        ]
    )
    assert draft.scenes[0].script_text == "灯が回り、船は知る。 안녕 하세요."


def test_a_script_of_more_scenes_than_a_project_holds_is_refused() -> None:
    with pytest.raises(Invalid, match="5,001 scenes"):
        script_of([cue(3_000 * n, 3_000 * n + 1_000, "Go.") for n in range(5_001)])
