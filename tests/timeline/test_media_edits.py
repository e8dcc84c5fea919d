"""Edits of what is seen and heard: a file replaced everywhere, recordings, music, captions of one's own."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from aura.errors import AuraError, Conflict, Invalid, NotFound
from aura.timeline import rules
from aura.timeline.document import Asset, Document, Head, Music, Timeline, Voice
from aura.timeline.edits import Edit
from aura.timeline.edits.assets import RemoveAsset
from aura.timeline.edits.captions import SetSceneCaptions
from aura.timeline.edits.hearing import SetMusic, SetSceneNarration, SetSceneRecording
from aura.timeline.edits.scenes import InsertScene
from aura.timeline.edits.showing import ReplaceAsset, SetSceneMedia
from aura.timeline.scene import Cue, Media, Scene

A, B, C, NEW = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3, 8))
PHOTO, OTHER, CLIP, SOUND = "3" * 64, "4" * 64, "5" * 64, "6" * 64


def film() -> Document:
    files = (
        Asset(digest=PHOTO, type="Image", name="photo.jpg"),
        Asset(digest=OTHER, type="Image", name="other.jpg"),
        Asset(digest=CLIP, type="Video", name="clip.mp4", duration_ms=5000, has_audio=True),
        Asset(digest=SOUND, type="Audio", name="me.wav", duration_ms=2500, has_audio=True),
    )
    scenes = (
        Scene(id=A, media=Media(asset=PHOTO, fit="contain")),
        Scene(id=B, media=Media(asset=OTHER)),
        Scene(id=C, script_text="Words.", media=Media(asset=PHOTO, trim_ms=5)),
    )
    timed = tuple(rules.timed(scene, Head().rate) for scene in scenes)
    return Document(timeline=Timeline(assets=files, scenes=timed))


def test_a_file_is_replaced_wherever_it_is_shown_and_nowhere_else(model: Callable[..., Any]) -> None:
    view = model(film())
    outcome = view.carry_out(ReplaceAsset(digest=PHOTO, by=CLIP))

    assert outcome.words == "Replaced photo.jpg by clip.mp4 in 2 scenes"
    assert [scene.media for scene in view.content.timeline.scenes] == [
        Media(asset=CLIP, type="Video", fit="contain"),
        Media(asset=OTHER),
        Media(asset=CLIP, type="Video", trim_ms=5),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"trim_ms": 4999, "end_ms": 5000}, {"trim_ms": 4999, "end_ms": 5000}),
        ({"trim_ms": 1000, "end_ms": 5001}, {"trim_ms": 1000}),
        ({"trim_ms": 5000, "end_ms": 9000}, {}),
        ({"trim_ms": 2000, "freeze_ms": 5000, "freeze_for_ms": 300}, {"trim_ms": 2000}),
        ({"freeze_ms": 3000, "freeze_for_ms": 300}, {"freeze_ms": 3000, "freeze_for_ms": 300}),
    ],
)
def test_of_a_shorter_clip_is_seen_what_is_there(
    model: Callable[..., Any], before: dict[str, int], after: dict[str, int]
) -> None:
    view = model(film())
    long = Asset(digest=SOUND, type="Video", name="long.mp4", duration_ms=10_000)
    timeline = view.content.timeline
    shown = replace(timeline.scenes[0], media=Media(asset=SOUND, type="Video", **before))
    timeline = replace(timeline, assets=(*timeline.assets[:3], long), scenes=(shown, *timeline.scenes[1:]))
    view = model(replace(view.content, timeline=timeline))
    outcome = view.carry_out(ReplaceAsset(digest=SOUND, by=CLIP))

    assert view.find_scene(A).media == Media(asset=CLIP, type="Video", **after)
    view.carry_out(outcome.inverse)
    assert view.find_scene(A) == shown


def test_a_scene_that_showed_the_other_file_before_still_does_after_undo(model: Callable[..., Any]) -> None:
    view = model(film())
    outcome = view.carry_out(ReplaceAsset(digest=PHOTO, by=OTHER))
    view.carry_out(outcome.inverse)

    assert view.content.timeline.scenes == film().timeline.scenes


def test_whether_it_is_a_picture_or_a_clip_follows_from_the_file(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(SetSceneMedia(scene=A, media=Media(asset=CLIP, type="Image")))

    assert view.find_scene(A).media.type == "Video"


def test_also_a_new_scene_shows_a_picture_or_a_clip_as_its_file_is(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(InsertScene(scene=Scene(id=NEW, media=Media(asset=CLIP, type="Image"))))

    assert view.find_scene(NEW).media.type == "Video"
    with pytest.raises(Invalid, match=r"me\.wav cannot be seen") as refused:
        view.carry_out(InsertScene(scene=Scene(id=A[:-1] + "9", media=Media(asset=SOUND))))
    assert refused.value.field == "scene.media.asset"


def test_a_recording_makes_its_scene_as_long_as_it_is(model: Callable[..., Any]) -> None:
    view = model(film())
    outcome = view.carry_out(SetSceneRecording(scene=C, asset=SOUND))
    scene = view.find_scene(C)

    assert outcome.words == "Set the recording of scene 3"
    assert (scene.narration.audio, scene.narration.frames) == (SOUND, 75)
    assert scene.length_frames == 75 + scene.narration.pause_frames == 75 + 14
    assert scene.narration.made_from is None


def test_a_recording_is_followed_by_the_pause_of_the_voice(model: Callable[..., Any]) -> None:
    view = model(replace(film(), voice=Voice(pause="Dramatic")))
    view.carry_out(SetSceneRecording(scene=C, asset=SOUND))

    assert view.find_scene(C).narration.pause_frames == 45


def test_music_is_told_in_words_and_undone(model: Callable[..., Any]) -> None:
    view = model(film())
    said = [
        view.carry_out(SetMusic(music=music)).words
        for music in (Music(asset=SOUND), Music(mood="bright"), None)
    ]

    assert said == ["Set the music", "Changed the music", "Took the music away"]
    assert view.content == film()


def test_what_aura_made_and_what_it_timed_are_told_as_such(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(SetMusic(music=Music(mood="bright")))
    made = view.carry_out(SetMusic(music=Music(mood="bright", asset="0" * 64, made_from="1" * 64)))
    quieter = Music(mood="bright", asset="0" * 64, made_from="1" * 64, volume_percent=50)
    changed = view.carry_out(SetMusic(music=quieter))
    view.carry_out(SetSceneRecording(scene=C, asset=SOUND))
    narration = replace(view.find_scene(C).narration, words="2" * 64, words_from="1" * 64)
    timed = view.carry_out(SetSceneNarration(scene=C, narration=narration))

    assert [made.words, changed.words, timed.words] == [
        "Made the music", "Changed the music", "Timed the words of scene 3",
    ]  # fmt: skip


def test_the_music_s_file_is_not_removed(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(SetMusic(music=Music(asset=SOUND)))

    with pytest.raises(Conflict, match="is the music"):
        view.carry_out(RemoveAsset(digest=SOUND))


def test_captions_of_one_s_own_are_set_and_taken_away(model: Callable[..., Any]) -> None:
    view = model(film())
    cues = (Cue(start_ms=0, end_ms=500, text="One"), Cue(start_ms=500, end_ms=900, text="Two"))
    outcome = view.carry_out(SetSceneCaptions(scene=A, captions=cues))
    assert view.find_scene(A).captions == cues

    view.carry_out(outcome.inverse)
    assert view.find_scene(A).captions == ()


def cue(start_ms: int, end_ms: int) -> Cue:
    return Cue(start_ms=start_ms, end_ms=end_ms, text="x")


@pytest.mark.parametrize(
    ("edit", "kind", "words", "field"),
    [
        (ReplaceAsset(digest=SOUND, by=PHOTO), Conflict, "No scene shows", "digest"),
        (ReplaceAsset(digest=PHOTO, by=SOUND), Invalid, "me.wav cannot be seen: it is audio", "by"),
        (ReplaceAsset(digest=PHOTO, by=PHOTO), Invalid, "another one", "by"),
        (ReplaceAsset(digest=PHOTO, by="9" * 64), NotFound, "no asset", "by"),
        (SetSceneMedia(scene=A, media=Media(asset=SOUND)), Invalid, "cannot be seen", "media.asset"),
        (SetSceneRecording(scene=A, asset=PHOTO), Invalid, "photo.jpg holds no sound", "asset"),
        (SetSceneRecording(scene=A, asset="9" * 64), NotFound, "no asset", "asset"),
        (SetMusic(music=Music(asset=PHOTO)), Invalid, "cannot be heard", "music.asset"),
        (SetMusic(music=Music(asset="9" * 64)), NotFound, "no asset", "music.asset"),
        (SetSceneCaptions(scene=A, captions=(cue(5, 5),)), Invalid, "after it starts", "captions[0].end_ms"),
        (
            SetSceneCaptions(scene=A, captions=(cue(0, 10), cue(9, 20))),
            Invalid,
            "do not overlap",
            "captions[1].start_ms",
        ),
    ],
)
def test_what_cannot_be_seen_or_heard_is_refused_by_name_and_changes_nothing(
    edit: Edit, kind: type[AuraError], words: str, field: str, model: Callable[..., Any]
) -> None:
    view = model(film())
    with pytest.raises(kind, match=words) as refused:
        view.carry_out(edit)

    assert refused.value.field == field
    assert view.content == film()


def test_the_title_is_set_without_a_touch_to_the_music(model: Callable[..., Any]) -> None:
    from aura.timeline.edits.fields import SetHead

    view = model(film())
    view.carry_out(SetMusic(music=Music(mood="bright")))
    view.carry_out(SetHead(title="T"))

    assert view.part(Head).music == Music(mood="bright")
    assert "music" not in SetHead.__struct_fields__
