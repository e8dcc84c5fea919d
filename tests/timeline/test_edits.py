"""Edits: pure functions whose inverses bring everything back, digest for digest."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from aura.errors import AuraError, Conflict, Invalid, NotFound
from aura.timeline.codec import digest_of
from aura.timeline.document import Asset, Document, Timeline
from aura.timeline.edits import REGISTRY, Edit, decode, encode
from aura.timeline.edits.assets import AddAsset, RemoveAsset
from aura.timeline.edits.captions import SetSceneCaptions
from aura.timeline.edits.copying import DuplicateScene, DuplicateScenes
from aura.timeline.edits.drawing import DrawScene
from aura.timeline.edits.fields import PARTS, SetBrief, SetHead
from aura.timeline.edits.framing import SetSceneFit, SetSceneFocus, SetSceneTrim
from aura.timeline.edits.hearing import SetMusic, SetSceneNarration, SetSceneRecording
from aura.timeline.edits.loudness import SetSceneVoice, SetSceneVolume
from aura.timeline.edits.merging import MergeScene
from aura.timeline.edits.music import ChangeMusic
from aura.timeline.edits.overlays import SetSceneOverlays
from aura.timeline.edits.pacing import SetSceneFreeze, SetSceneSpeed
from aura.timeline.edits.putting import (
    Inserted,
    Placed,
    PlaceScenes,
    PutScenes,
    SceneFields,
    SetScenesFields,
)
from aura.timeline.edits.restore import PutPart, RestorePart, RestoreScene, RestoreVersion
from aura.timeline.edits.rewording import ReplaceText
from aura.timeline.edits.rewriting import ReplaceScenes
from aura.timeline.edits.scenes import (
    DeleteScene,
    InsertScene,
    MoveScene,
    SetSceneDuration,
    SetSceneMotion,
    SetSceneText,
    SetSceneTitle,
    SetSceneTransition,
)
from aura.timeline.edits.selection import DeleteScenes, MoveScenes, SetScenes
from aura.timeline.edits.showing import ReplaceAsset, SetSceneMedia, ShowAgain, Shown
from aura.timeline.edits.splitting import SplitScene
from aura.timeline.edits.watermark import SetWatermark
from aura.timeline.scene import Media, Narration, Scene
from aura.timeline.terms import Value
from aura.timeline.view import Outcome, Place

A, B, C, NEW = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3, 9))
VERSION, POINT = (f"00000000-0000-7000-8000-0000000000{n}" for n in (70, 71))


def three_scenes() -> Document:
    scenes = [Scene(id=scene_id, script_text=word) for scene_id, word in ((A, "a"), (B, "b"), (C, "c"))]
    return Document(timeline=Timeline(scenes=tuple(scenes)))


def edits(some: dict[str, st.SearchStrategy[Any]]) -> dict[str, st.SearchStrategy[Edit]]:
    """A strategy for every registered kind of edit."""
    ids, frames = some["scene_ids"], some["frames"]
    places = ids | st.sampled_from(["start", "end"])
    several = st.lists(ids, min_size=1, max_size=3, unique=True).map(tuple)
    fresh = ids.map(lambda scene_id: f"a{scene_id[1:]}")
    unset, percents, endings = st.just(UNSET), st.integers(0, 200), st.sampled_from(["hold", "loop"])
    strategies: dict[str, st.SearchStrategy[Edit]] = {
        "scene.text": st.builds(SetSceneText, scene=ids, text=some["lines"]),
        "scene.title": st.builds(SetSceneTitle, scene=ids, title=some["lines"]),
        "scene.duration": st.builds(SetSceneDuration, scene=ids, frames=frames),
        "scene.media": st.builds(SetSceneMedia, scene=ids, media=st.none() | some["media"]),
        "scene.narration": st.builds(SetSceneNarration, scene=ids, narration=st.none() | some["narrations"]),
        "scene.recording": st.builds(SetSceneRecording, scene=ids, asset=some["digests"]),
        "scene.captions": st.builds(SetSceneCaptions, scene=ids, captions=some["cues"]),
        "scenes.media": st.builds(
            ShowAgain,
            shown=st.lists(
                st.builds(Shown, scene=ids, media=st.none() | some["media"]),
                min_size=1,
                max_size=2,
                unique_by=lambda shown: shown.scene,
            ).map(tuple),
        ),
        "music.set": st.builds(SetMusic, music=st.none() | some["music"]),
        "asset.replace": st.builds(ReplaceAsset, digest=some["digests"], by=some["digests"]),
        "scene.motion": st.builds(SetSceneMotion, scene=ids, motion=st.sampled_from(["none", "out", "up"])),
        "scene.transition": st.builds(
            SetSceneTransition,
            scene=ids,
            transition=st.sampled_from(["cut", "fade", "wipe-left"]),
            frames=frames,
        ),
        "scene.insert": st.builds(InsertScene, scene=some["scenes"], after=places),
        "scene.delete": st.builds(DeleteScene, scene=ids),
        "scene.move": st.builds(MoveScene, scene=ids, after=places),
        "asset.add": st.builds(AddAsset, asset=some["assets"]),
        "asset.remove": st.builds(RemoveAsset, digest=some["digests"]),
        "scene.fit": st.builds(SetSceneFit, scene=ids, fit=st.sampled_from(["contain", "stretch"])),
        "scene.focus": st.builds(SetSceneFocus, scene=ids, focus=st.sampled_from(["top", "bottom-right"])),
        "scene.trim": st.builds(
            SetSceneTrim, scene=ids, trim_ms=frames | unset, end_ms=st.just(0) | unset, ending=endings | unset
        ),
        "scene.speed": st.builds(SetSceneSpeed, scene=ids, speed_percent=st.integers(25, 400)),
        "scene.freeze": st.builds(
            SetSceneFreeze, scene=ids, freeze_ms=frames, freeze_for_ms=st.just(0) | st.integers(1, 9_000)
        ),
        "scene.draw": st.builds(
            DrawScene,
            scene=ids,
            name=st.sampled_from(["bar-chart", "none", "x"]),
            parameters=st.sampled_from(["{}", '{"b": 1, "a": [1.5]}']),
        ),
        "scene.volume": st.builds(
            SetSceneVolume, scene=ids, volume_percent=percents, clip_volume_percent=st.just(50) | unset
        ),
        "scene.voice": st.builds(SetSceneVoice, scene=ids, voice=st.none() | some["voices"]),
        "scene.overlays": st.builds(SetSceneOverlays, scene=ids, overlays=some["overlays"]),
        "scene.duplicate": st.builds(DuplicateScene, scene=ids, id=fresh),
        "scene.split": st.builds(
            SplitScene,
            scene=ids,
            id=fresh,
            offset=st.none() | st.integers(1, 6),
            frame=st.none() | st.integers(1, 300),
        ),
        "scene.merge": st.builds(MergeScene, scene=ids),
        "scenes.set": st.builds(
            SetScenes,
            scenes=several,
            clear=st.lists(st.sampled_from(["media", "captions", "voice"]), max_size=2).map(tuple),
            motion=st.sampled_from(["none", "out"]) | unset,
            voice_name=some["lines"] | unset,
            pause=st.sampled_from(["Short", "Natural"]) | unset,
            fit=st.just("contain") | unset,
            focus=st.just("left") | unset,
            authored_frames=frames | unset,
            volume_percent=percents | unset,
            clip_volume_percent=percents | unset,
            clip_speed_percent=st.integers(25, 400) | unset,
            transition=st.sampled_from(["cut", "radial"]) | unset,
        ),
        "scenes.delete": st.builds(DeleteScenes, scenes=several),
        "scenes.move": st.builds(MoveScenes, scenes=several, after=places),
        "scenes.duplicate": several.map(
            lambda scenes: DuplicateScenes(scenes=scenes, ids=tuple(f"a{each[1:]}" for each in scenes))
        ),
        "scenes.put": st.builds(
            lambda changed, deleted, scene, after: PutScenes(
                changed=tuple(each for each in changed if each.id not in deleted),
                deleted=deleted,
                inserted=(Inserted(scene=scene, after=after),) if scene and after not in deleted else (),
            ),
            st.lists(some["scenes"], max_size=1),
            several | st.just(()),
            st.none() | some["scenes"],
            places,
        ),
        "scenes.place": several.map(
            lambda scenes: PlaceScenes(
                places=tuple(map(_placed, scenes, ("start", *scenes)))  # to the start, one behind the other
            )
        ),
        "scenes.fields": several.flatmap(
            lambda scenes: st.tuples(*(fields_of(each, some) for each in scenes)).map(
                lambda fields: SetScenesFields(scenes=fields)
            )
        ),
        "scenes.replace": st.lists(some["scenes"], max_size=4, unique_by=lambda scene: scene.id).map(
            lambda scenes: ReplaceScenes(scenes=tuple(scenes))
        ),
        "script.replace-text": st.builds(
            ReplaceText,
            find=st.sampled_from("0aA"),
            replace=some["lines"],
            scenes=several | st.just(()),
            match_case=st.booleans(),
            whole_words=st.booleans(),
        ),
        "music.change": st.builds(ChangeMusic, volume_percent=percents, loop=st.booleans() | unset),
        "watermark.set": st.builds(SetWatermark, watermark=st.none() | some["watermarks"]),
        "version.restore": st.just(RestoreVersion(version=VERSION, restore_point=POINT)),
        "version.restore-scene": st.builds(RestoreScene, version=st.just(VERSION), scene=ids),
        "version.restore-part": st.builds(
            RestorePart,
            version=st.just(VERSION),
            part=st.sampled_from(["brief", "plan", "voice", "render", "head"]),
        ),
        "part.put": st.one_of(
            some["documents"].map(lambda document: PutPart(brief=document.brief)),
            some["documents"].map(lambda document: PutPart(head=document.timeline.head)),
        ),
    }
    for kind, part in PARTS.items():
        whole = st.shared(some["documents"], key=kind)
        struct = REGISTRY[kind]

        def setter(document: Document, name: str = part.name, struct: type[Edit] = struct) -> Any:
            source = document.timeline.head if name == "head" else getattr(document, name)
            names = struct.__struct_fields__
            chosen = st.sets(st.sampled_from(names), min_size=1)
            return chosen.map(lambda some: struct(**{each: getattr(source, each) for each in some}))

        strategies[kind] = whole.flatmap(setter)
    return strategies


def _placed(scene_id: str, after: str) -> Placed:
    return Placed(scene=scene_id, after=after)


def fields_of(scene_id: str, some: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Some fields of one scene, as the inverse of a bulk edit holds them."""
    unset = st.just(UNSET)
    return st.builds(
        SceneFields,
        scene=st.just(scene_id),
        title=some["lines"] | unset,
        media=st.none() | some["media"] | unset,
        voice=st.none() | some["voices"] | unset,
        captions=some["cues"] | unset,
    )


def test_every_registered_edit_is_generated(strategies: dict[str, st.SearchStrategy[Any]]) -> None:
    assert set(edits(strategies)) == set(REGISTRY)


def parts_of(document: Document) -> dict[str, Value]:
    """Every part of a document by its name."""
    timeline = document.timeline
    ids = [scene.id for scene in timeline.scenes]
    return {
        **{part: getattr(document, part) for part in ("brief", "plan", "voice", "render")},
        "head": timeline.head,
        **{f"asset:{asset.digest}": asset for asset in timeline.assets},
        **{f"scene:{scene.id}": scene for scene in timeline.scenes},
        **{
            f"place:{scene_id}": Place(after=after)
            for scene_id, after in zip(ids, ["start", *ids], strict=False)
        },
    }


def assert_it_names_what_it_changed(before: Document, after: Document, outcome: Outcome) -> None:
    """Each part that differs, once, as it was and as it is; the others only as they are."""
    named = {change.part: (change.before, change.after) for change in outcome.changes}
    assert len(named) == len(outcome.changes)
    if "document" not in named:
        old, new = parts_of(before), parts_of(after)
        assert {part for part in old | new if old.get(part) != new.get(part)} <= named.keys()
        assert named == {part: (old.get(part), new.get(part)) for part in named}


@pytest.mark.parametrize("kind", sorted(REGISTRY))
def test_undo_and_redo_bring_back_every_digest_of_the_parts_that_an_edit_names(
    kind: str, strategies: dict[str, st.SearchStrategy[Any]], model: Callable[..., Any]
) -> None:
    done = 0

    @settings(max_examples=30, suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
    @given(strategies["documents"], strategies["documents"], edits(strategies)[kind])
    def comes_back(before: Document, version: Document, edit: Edit) -> None:
        nonlocal done
        view = model(before, {VERSION: version, POINT: before})
        try:
            outcome = view.carry_out(edit)
        except AuraError:
            assert view.content == before
            assume(False)
        after = view.content
        assert_it_names_what_it_changed(before, after, outcome)
        back = view.carry_out(outcome.inverse)

        assert digest_of(view.content) == digest_of(before)
        assert view.content == before
        assert {c.part: c.digests() for c in back.changes} == {
            c.part: c.digests()[::-1] for c in outcome.changes
        }

        again = view.carry_out(edit)

        assert view.content == after
        assert {c.part: c.digests() for c in again.changes} == {c.part: c.digests() for c in outcome.changes}
        done += 1

    comes_back()

    assert done > 5


@pytest.mark.parametrize("kind", sorted(REGISTRY))
def test_a_payload_says_all_there_is_to_an_edit(
    kind: str, strategies: dict[str, st.SearchStrategy[Any]]
) -> None:
    @settings(max_examples=20, deadline=None)
    @given(edits(strategies)[kind])
    def says_all(edit: Edit) -> None:
        assert decode(kind, msgspec.json.decode(encode(edit)), public_only=False) == edit

    says_all()


@pytest.mark.parametrize("kind", sorted(REGISTRY))
def test_every_edit_says_what_it_is_for(kind: str) -> None:
    assert (REGISTRY[kind].__doc__ or "").strip().endswith(".")
    assert "." in kind


def test_a_move_is_told_by_the_numbers_people_see(model: Callable[..., Any]) -> None:
    view = model(three_scenes())

    assert MoveScene(scene=C, after=A).apply(view).words == "Moved scene 3 before scene 2"
    assert MoveScene(scene=C, after="start").apply(view).words == "Moved scene 3 to the start"
    assert MoveScene(scene=A, after="end").apply(view).words == "Moved scene 1 to the end"


def test_setting_fields_is_told_by_their_names(model: Callable[..., Any]) -> None:
    words = SetBrief(topic="x", tone="y").apply(model(three_scenes())).words

    assert words == "Changed the topic and the tone of the brief"


def test_a_field_that_is_not_given_stays(model: Callable[..., Any]) -> None:
    view = model(Document(timeline=Timeline(head=three_scenes().timeline.head)))
    view.carry_out(SetHead(title="T", description="D"))
    view.carry_out(SetHead(title="U"))

    assert (view.content.timeline.head.title, view.content.timeline.head.description) == ("U", "D")
    assert SetHead(title="U").description is UNSET


def test_a_narration_sets_the_length_and_an_authored_length_is_kept(model: Callable[..., Any]) -> None:
    view = model(three_scenes())
    view.carry_out(
        SetSceneNarration(scene=A, narration=Narration(audio="0" * 64, frames=90, pause_frames=10))
    )
    assert view.find_scene(A).length_frames == 100

    view.carry_out(SetSceneDuration(scene=A, frames=250))
    assert view.find_scene(A).length_frames == 250

    view.carry_out(SetSceneDuration(scene=A, frames=20))
    assert view.find_scene(A).length_frames == 100


@pytest.mark.parametrize(
    ("edit", "kind"),
    [
        (SetSceneText(scene=NEW, text="x"), NotFound),
        (MoveScene(scene=A, after=NEW), NotFound),
        (MoveScene(scene=A, after=A), Invalid),
        (InsertScene(scene=Scene(id=A)), Conflict),
        (SetSceneMedia(scene=A, media=Media(asset="f" * 64)), NotFound),
        (SetSceneNarration(scene=A, narration=Narration(audio="f" * 64, frames=1)), NotFound),
        (RemoveAsset(digest="a" * 64), NotFound),
        (SetBrief(), Invalid),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(
    edit: Edit, kind: type[AuraError], model: Callable[..., Any]
) -> None:
    view = model(three_scenes())

    with pytest.raises(kind):
        view.carry_out(edit)

    assert view.content == three_scenes()


def test_a_file_that_a_scene_shows_is_not_removed(model: Callable[..., Any]) -> None:
    digest = "0" * 64
    shown = Scene(id=A, media=Media(asset=digest))
    view = model(Document(timeline=Timeline(scenes=(shown,), assets=(Asset(digest=digest, type="Image"),))))

    with pytest.raises(Conflict, match="scene 1"):
        view.carry_out(RemoveAsset(digest=digest))


@pytest.mark.parametrize(
    ("payload", "field", "words"),
    [
        ({"scene": A}, "text", "missing"),
        ({"scene": A, "text": 5}, "text", "Expected `str`"),
        ({"scene": A, "text": "x", "more": 1}, "more", "no field more"),
        ({"scene": "x", "text": "x"}, "scene", "id of a scene"),
        ({"scene": A, "text": "a\0b"}, "text", "U\\+0000"),
        ({"scene": A, "text": "\ud800"}, "text", "U\\+D800"),
        ({"scene": A, "text": "x" * 20_001}, "text", "length"),
        ({"scene": A, "text": float("nan")}, "text", "whole numbers"),
    ],
)
def test_bad_input_is_refused_with_its_field(payload: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        decode("scene.text", payload)

    assert refused.value.field == field


def test_text_is_stored_composed_and_with_plain_line_ends() -> None:
    edit = decode("scene.text", {"scene": A, "text": "Gro\u0308ße\r\nx\ry"})

    assert edit == SetSceneText(scene=A, text="Größe\nx\ny")


def test_a_wrong_choice_is_answered_with_the_right_ones() -> None:
    with pytest.raises(Invalid, match="16:9, 9:16, 1:1, 4:5"):
        decode("brief.set", {"aspect": "3:2"})


def test_an_edit_that_belongs_to_a_verb_cannot_be_asked_for_by_name() -> None:
    with pytest.raises(Invalid, match="no edit"):
        decode("version.restore", {"version": VERSION, "restore_point": POINT})
