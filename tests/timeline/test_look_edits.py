"""How a scene is fitted, trimmed, spoken and heard, its overlays; how music is played; the watermark."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from aura.errors import AuraError, Conflict, Invalid, NotFound
from aura.timeline import rules
from aura.timeline.document import Asset, Document, Head, Music, Timeline, Watermark
from aura.timeline.edits import Edit, decode, encode
from aura.timeline.edits.assets import RemoveAsset
from aura.timeline.edits.captions import SetSceneCaptions
from aura.timeline.edits.drawing import DrawScene
from aura.timeline.edits.fields import SetBrief, SetHead, SetVoice
from aura.timeline.edits.framing import SetSceneFit, SetSceneFocus, SetSceneTrim
from aura.timeline.edits.loudness import SetSceneVoice, SetSceneVolume
from aura.timeline.edits.music import ChangeMusic
from aura.timeline.edits.overlays import SetSceneOverlays
from aura.timeline.edits.scenes import InsertScene, SetSceneMotion, SetSceneText, SetSceneTitle
from aura.timeline.edits.selection import SetScenes
from aura.timeline.edits.watermark import SetWatermark
from aura.timeline.scene import Cue, Media, Overlay, Scene, SceneVoice, Scripted

A, B, C, NEW = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3, 9))
PHOTO, CLIP, SOUND = "3" * 64, "5" * 64, "6" * 64
DEEP = "[" * 5_000 + "]" * 5_000


def film() -> Document:
    """A photo, a clip of five seconds, a scene that shows nothing yet."""
    files = (
        Asset(digest=PHOTO, type="Image", name="photo.jpg"),
        Asset(digest=CLIP, type="Video", name="clip.mp4", duration_ms=5_000),
        Asset(digest=SOUND, type="Audio", name="song.mp3", has_audio=True),
    )
    scenes = (
        Scene(id=A, media=Media(asset=PHOTO)),
        Scene(id=B, media=Media(asset=CLIP, type="Video", end_ms=4_000)),
        Scene(id=C),
    )
    timed = tuple(rules.timed(scene, Head().rate) for scene in scenes)
    return Document(timeline=Timeline(assets=files, scenes=timed))


def cue(text: str, end_ms: int = 9) -> Cue:
    return Cue(start_ms=0, end_ms=end_ms, text=text)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (SetSceneFit(scene=A, fit="contain"), "Changed how the picture of scene 1 is fitted"),
        (SetSceneFocus(scene=A, focus="top-left"), "Kept the top left of the picture of scene 1 in view"),
        (SetSceneFocus(scene=B, focus="center"), "Kept the middle of the picture of scene 2 in view"),
        (SetScenes(scenes=(A, B, C), focus="top"), "Changed the focus of 2 scenes"),
        (SetSceneTrim(scene=B, trim_ms=500), "Changed which part of its clip scene 2 shows"),
        (SetSceneTrim(scene=B, ending="loop"), "Changed how the clip of scene 2 ends"),
        (SetSceneVolume(scene=C, volume_percent=5), "Changed the volume of the narration in scene 3"),
        (SetSceneVolume(scene=B, clip_volume_percent=5), "Changed the volume of the clip in scene 2"),
        (
            SetSceneVolume(scene=B, volume_percent=5, clip_volume_percent=5),
            "Changed the volume of the narration and the clip in scene 2",
        ),
        (SetSceneVoice(scene=C, voice=SceneVoice(name="Ann")), "Changed the voice of scene 3"),
        (SetSceneVoice(scene=C, voice=None), "Gave scene 3 the voice of the film"),
        (SetSceneOverlays(scene=C, overlays=(Overlay(text="x"),)), "Set the overlays of scene 3"),
        (SetSceneOverlays(scene=C, overlays=()), "Took the overlays from scene 3"),
        (SetWatermark(watermark=Watermark(text="x")), "Set the watermark"),
        (SetWatermark(watermark=Watermark(asset=PHOTO)), "Set the watermark"),
        (SetWatermark(watermark=None), "Took the watermark away"),
    ],
)
def test_each_is_told_in_words(edit: Edit, words: str, model: Callable[..., Any]) -> None:
    assert edit.apply(model(film())).words == words


def test_what_is_not_given_of_a_clip_stays(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(SetSceneTrim(scene=B, trim_ms=500, ending="loop"))

    assert view.find_scene(B).media == Media(
        asset=CLIP, type="Video", trim_ms=500, end_ms=4_000, ending="loop"
    )


def test_a_clip_may_end_where_its_file_does(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(SetSceneTrim(scene=B, trim_ms=4_999, end_ms=5_000))

    assert view.find_scene(B).media.end_ms == 5_000


def test_a_scene_that_was_cut_badly_before_is_brought_back_as_it_was(model: Callable[..., Any]) -> None:
    bad = Media(asset=CLIP, type="Video", trim_ms=9_000, end_ms=1)
    document = film()
    scenes = tuple(
        replace(scene, media=bad) if scene.id == B else scene for scene in document.timeline.scenes
    )
    view = model(replace(document, timeline=replace(document.timeline, scenes=scenes)))
    before = view.content
    outcome = view.carry_out(SetSceneTrim(scene=B, trim_ms=0, end_ms=0))
    view.carry_out(outcome.inverse)

    assert view.content == before


def test_single_fields_of_the_music_are_set_and_the_others_stay(model: Callable[..., Any]) -> None:
    music = Music(mood="bright", made_from="1" * 64, asset="0" * 64, fade_in_ms=7)
    document = film()
    head = replace(document.timeline.head, music=music)
    view = model(replace(document, timeline=replace(document.timeline, head=head)))
    outcome = view.carry_out(ChangeMusic(volume_percent=40, ducking="off", fade_out_ms=0))

    assert outcome.words == "Changed the volume, the ducking and the fade out of the music"
    assert view.part(Head).music == replace(music, volume_percent=40, ducking="off", fade_out_ms=0)


def test_a_watermark_s_picture_is_not_removed(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(SetScenes(scenes=(A,), clear=("media",)))
    view.carry_out(SetWatermark(watermark=Watermark(asset=PHOTO)))

    with pytest.raises(Conflict, match="is the watermark"):
        view.carry_out(RemoveAsset(digest=PHOTO))

    view.carry_out(SetWatermark(watermark=Watermark(text="Aura")))
    view.carry_out(RemoveAsset(digest=PHOTO))
    assert view.find_asset(PHOTO) is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"overlays": (Overlay(text="x", start_ms=9, end_ms=1),)}, "scene.overlays[0].end_ms"),
        ({"captions": (cue("x", 0),)}, "scene.captions[0].end_ms"),
    ],
)
def test_what_ends_before_it_starts_is_refused_in_a_new_scene_too(
    fields: dict[str, Any], field: str, model: Callable[..., Any]
) -> None:
    with pytest.raises(Invalid, match="after it starts") as refused:
        model(film()).carry_out(InsertScene(scene=Scene(id=NEW, **fields)))

    assert refused.value.field == field


def test_what_escapes_say_in_parameters_is_stored_composed_and_comes_back_as_it_was(
    model: Callable[..., Any],
) -> None:
    view = model(film())
    view.carry_out(DrawScene(scene=A, name="chart", parameters=r'{"title":"Cafe\u0301","share":0.5}'))
    drawn = view.content
    outcome = view.carry_out(DrawScene(scene=A, name="chart"))
    kind, payload = outcome.inverse.kind, json.loads(encode(outcome.inverse))
    view.carry_out(decode(kind, payload, public_only=False))

    assert view.find_scene(A).drawn_by.parameters == '{"share":0.5,"title":"Caf\u00e9"}'
    assert view.content == drawn


def test_parameters_of_a_new_scene_are_stored_in_their_one_written_form(model: Callable[..., Any]) -> None:
    view = model(film())
    script = Scripted(name="chart", parameters=r'{"title": "Cafe\u0301", "share": 0.5}')
    view.carry_out(InsertScene(scene=Scene(id=NEW, drawn_by=script)))

    assert view.find_scene(NEW).drawn_by.parameters == '{"share":0.5,"title":"Caf\u00e9"}'


@pytest.mark.parametrize("parameters", ["", "[]", "{", DEEP, '{"a":"\u0000"}'])
def test_a_new_scene_with_parameters_that_no_script_can_take_is_refused(
    model: Callable[..., Any], parameters: str
) -> None:
    scene = Scene(id=NEW, drawn_by=Scripted(name="chart", parameters=parameters))
    with pytest.raises(Invalid) as refused:
        model(film()).carry_out(InsertScene(scene=scene))

    assert refused.value.field == "scene.drawn_by.parameters"


@pytest.mark.parametrize(
    ("edit", "kind", "words", "field"),
    [
        (SetSceneFit(scene=C, fit="cover"), Conflict, "Scene 3 has no picture yet", "fit"),
        (SetSceneFocus(scene=C, focus="top"), Conflict, "Scene 3 has no picture yet", "focus"),
        (SetScenes(scenes=(C,), focus="top"), Conflict, "has a picture yet", "focus"),
        (SetSceneTrim(scene=A, trim_ms=1), Conflict, "shows a picture, not a clip", "scene"),
        (SetSceneTrim(scene=C, trim_ms=1), Conflict, "has no picture yet", "scene"),
        (SetSceneTrim(scene=B), Invalid, "which field of the clip", None),
        (SetSceneTrim(scene=B, trim_ms=4_000), Invalid, "ends after it begins", "end_ms"),
        (SetSceneTrim(scene=B, end_ms=0, trim_ms=5_000), Invalid, "5,000 ms long", "trim_ms"),
        (SetSceneTrim(scene=B, end_ms=5_001), Invalid, "5,001 ms is beyond", "end_ms"),
        (SetSceneVolume(scene=B), Invalid, "which volume", None),
        (SetSceneVolume(scene=A, clip_volume_percent=1), Conflict, "not a clip", "clip_volume_percent"),
        (
            SetSceneOverlays(scene=A, overlays=(Overlay(text="x", start_ms=5, end_ms=5),)),
            Invalid,
            "ends after it starts",
            "overlays[0].end_ms",
        ),
        (SetSceneOverlays(scene=A, overlays=(Overlay(text=" "),)), Invalid, "shows", "overlays[0].text"),
        (ChangeMusic(), Invalid, "which field of the music", None),
        (ChangeMusic(loop=False), Conflict, "has no music", "music"),
        (SetWatermark(watermark=Watermark()), Invalid, "a picture of the project, or a text", "watermark"),
        (SetWatermark(watermark=Watermark(text=" ")), Invalid, "or a text", "watermark"),
        (
            SetWatermark(watermark=Watermark(text="x", asset=PHOTO)),
            Invalid,
            "either a picture or a text",
            "watermark.text",
        ),
        (DrawScene(scene=A, name="chart", parameters="[1]"), Invalid, "a JSON object", "parameters"),
        (DrawScene(scene=A, name="chart", parameters=DEEP), Invalid, "nested too deep", "parameters"),
        (DrawScene(scene=A, name="chart", parameters=r'{"a":"\u0007"}'), Invalid, r"U\+0007", "parameters"),
        (DrawScene(scene=A, name="chart", parameters=r'{"a":"\n\u0301"}'), Invalid, "a letter", "parameters"),
        (SetWatermark(watermark=Watermark(asset="9" * 64)), NotFound, "no asset", "watermark.asset"),
        (SetWatermark(watermark=Watermark(asset=CLIP)), Invalid, "clip.mp4 is no picture", "watermark.asset"),
    ],
)
def test_what_does_not_fit_is_refused_by_name_and_changes_nothing(
    edit: Edit, kind: type[AuraError], words: str, field: str | None, model: Callable[..., Any]
) -> None:
    view = model(film())
    with pytest.raises(kind, match=words) as refused:
        view.carry_out(edit)

    assert refused.value.field == field
    assert view.content == film()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SetSceneText(scene=A, text="x"), SetSceneText(scene=A, text="xy")),
        (SetSceneTitle(scene=A, title="x"), SetSceneTitle(scene=A, title="xy")),
        (SetBrief(topic="x"), SetBrief(topic="xy")),
        (SetHead(description="x"), SetHead(description="xy")),
        (
            SetSceneCaptions(scene=A, captions=(cue("x"),)),
            SetSceneCaptions(scene=A, captions=(cue("xy"),)),
        ),
        (
            SetSceneOverlays(scene=A, overlays=(Overlay(text="x"),)),
            SetSceneOverlays(scene=A, overlays=(Overlay(text="xy", detail="z"),)),
        ),
    ],
)
def test_typing_into_one_field_is_one_action(one: Edit, other: Edit) -> None:
    assert one.batch_key() == other.batch_key() is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SetSceneText(scene=A, text="x"), SetSceneText(scene=B, text="x")),
        (SetSceneText(scene=A, text="x"), SetSceneTitle(scene=A, title="x")),
        (SetBrief(topic="x"), SetBrief(goal="x")),
        (SetBrief(topic="x"), SetHead(title="x")),
        (
            SetSceneCaptions(scene=A, captions=(cue("x"),)),
            SetSceneCaptions(scene=A, captions=(cue("x", 10),)),
        ),
        (
            SetSceneOverlays(scene=A, overlays=(Overlay(text="x"),)),
            SetSceneOverlays(scene=A, overlays=(Overlay(text="x", anchor="top"),)),
        ),
    ],
)
def test_typing_into_another_field_is_another_action(one: Edit, other: Edit) -> None:
    assert None is not one.batch_key() != other.batch_key() is not None


@pytest.mark.parametrize(
    "edit",
    [
        SetBrief(topic="x", goal="y"),
        SetBrief(aspect="1:1"),
        SetVoice(rate_percent=90),
        SetSceneMotion(scene=A, motion="in"),
        SetScenes(scenes=(A,), motion="in"),
        SetWatermark(watermark=None),
    ],
)
def test_a_choice_is_an_action_of_its_own(edit: Edit) -> None:
    assert edit.batch_key() is None
