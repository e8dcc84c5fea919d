"""One scene made two, two made one, and copies: what each of them keeps."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from aura.errors import AuraError, Conflict, Invalid
from aura.timeline import codec, rules
from aura.timeline.document import Asset, Document, Head, Timeline
from aura.timeline.edits import Edit
from aura.timeline.edits.copying import DuplicateScene, DuplicateScenes
from aura.timeline.edits.merging import MergeScene
from aura.timeline.edits.splitting import SplitScene
from aura.timeline.scene import Cue, Media, Narration, Overlay, Scene, SceneVoice, Scripted
from aura.timeline.terms import MAX_MS

A, B, C, NEW, OTHER = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3, 8, 9))
CLIP, SOUND = "5" * 64, "0" * 64
MADE = Narration(audio=SOUND, frames=120, pause_frames=14, made_from="1" * 64)
RECORDED = replace(MADE, made_from=None)
CHART, GLOBE = Scripted(name="chart"), Scripted(name="globe")


def film(*scenes: Scene) -> Document:
    """Scenes at 30 frames a second."""
    clip = Asset(digest=CLIP, type="Video", duration_ms=5_000)
    timed = tuple(rules.timed(scene, Head().rate) for scene in scenes)
    return Document(timeline=Timeline(assets=(clip,), scenes=timed))


def cue(start_ms: int, end_ms: int) -> Cue:
    return Cue(start_ms=start_ms, end_ms=end_ms, text=f"{start_ms}")


def silent(scene_id: str = A, frames: int = 120, **fields: Any) -> Scene:
    return Scene(id=scene_id, authored_frames=frames, **fields)


def halves(view: Any, edit: Edit) -> tuple[Scene, Scene]:
    view.carry_out(edit)
    first = view.find_scene(A)
    return first, view.find_scene(view.next(A))


def test_words_before_the_place_stay_and_the_rest_goes_on(model: Callable[..., Any]) -> None:
    scene = Scene(
        id=A,
        title="Lamps",
        script_text="A lamp burns. A lens turns.",
        motion="left",
        transition="fade",
        transition_frames=9,
        voice=SceneVoice(pause="Long"),
        volume_percent=80,
    )
    view = model(film(scene, Scene(id=B)))
    outcome = view.carry_out(SplitScene(scene=A, id=NEW, offset=13))
    first, second = view.find_scene(A), view.find_scene(NEW)

    assert outcome.words == "Split scene 1 in two"
    assert view.ids == [A, NEW, B]
    assert (first.script_text, second.script_text) == ("A lamp burns.", "A lens turns.")
    for half in (first, second):
        assert (half.title, half.motion, half.volume_percent) == ("Lamps", "left", 80)
        assert half.voice == SceneVoice(pause="Long")
    assert (first.transition, first.transition_frames) == ("fade", 9)
    assert (second.transition, second.transition_frames) == ("cut", 0)


def test_a_split_narration_says_the_words_of_neither_half(model: Callable[..., Any]) -> None:
    view = model(film(Scene(id=A, script_text="One two. Three four.", narration=MADE)))
    first, second = halves(view, SplitScene(scene=A, id=NEW, offset=8))

    assert first.narration is second.narration is None


def test_whoever_splits_or_merges_a_recording_is_told_that_it_is_left_out(model: Callable[..., Any]) -> None:
    spoken = Scene(id=A, script_text="One two. Three four.", narration=RECORDED)
    split = SplitScene(scene=A, id=NEW, offset=8).apply(model(film(spoken)))
    merged = MergeScene(scene=A).apply(model(film(spoken, Scene(id=B, script_text="Five."))))

    assert split.words == "Split scene 1 in two, without its recording"
    assert merged.words == "Merged scenes 1 and 2, without its recording"


def test_a_scene_without_words_is_split_at_a_frame_and_lasts_as_long_as_before(
    model: Callable[..., Any],
) -> None:
    first, second = halves(model(film(silent(), Scene(id=B))), SplitScene(scene=A, id=NEW, frame=45))

    assert (first.length_frames, second.length_frames) == (45, 75)


def test_a_narration_that_is_over_by_the_place_is_kept(model: Callable[..., Any]) -> None:
    scene = silent(frames=200, narration=RECORDED)
    first, second = halves(model(film(scene)), SplitScene(scene=A, id=NEW, frame=125))

    assert first.narration == replace(RECORDED, pause_frames=5)
    assert (first.length_frames, second.length_frames, second.narration) == (125, 75, None)


def test_captions_go_to_the_half_that_has_more_of_them(model: Callable[..., Any]) -> None:
    captions = (cue(0, 900), cue(900, 1_400), cue(1_400, 3_000))
    first, second = halves(model(film(silent(captions=captions))), SplitScene(scene=A, id=NEW, frame=30))

    assert [(each.start_ms, each.end_ms) for each in first.captions] == [(0, 900)]
    assert [(each.start_ms, each.end_ms) for each in second.captions] == [(0, 400), (400, 2_000)]
    assert [each.text for each in second.captions] == ["900", "1400"]


def test_overlays_are_where_they_are_shown_and_across_the_place_in_both(model: Callable[..., Any]) -> None:
    overlays = tuple(
        Overlay(text=text, start_ms=start_ms, end_ms=end_ms)
        for text, start_ms, end_ms in (("early", 0, 500), ("across", 500, 0), ("late", 1_500, 2_000))
    )
    first, second = halves(model(film(silent(overlays=overlays))), SplitScene(scene=A, id=NEW, frame=30))

    shown = [[(each.text, each.start_ms, each.end_ms) for each in half.overlays] for half in (first, second)]
    assert shown == [[("early", 0, 500), ("across", 500, 0)], [("across", 0, 0), ("late", 500, 1_000)]]


@pytest.mark.parametrize(
    ("clip", "goes_on_at_ms"),
    [
        (Media(asset=CLIP, type="Video", trim_ms=1_000), 2_000),
        (Media(asset=CLIP, type="Video", trim_ms=1_000, end_ms=1_400), 1_399),
        (Media(asset=CLIP, type="Video", trim_ms=4_500), 4_999),
        (Media(asset=CLIP, type="Video", trim_ms=1_000, end_ms=1_400, ending="loop"), 1_200),
        (Media(asset=CLIP, trim_ms=0), 0),
    ],
    ids=["in its middle", "held at its end", "held at the file's end", "in its third turn", "a picture"],
)
def test_a_clip_goes_on_where_it_was(clip: Media, goes_on_at_ms: int, model: Callable[..., Any]) -> None:
    first, second = halves(model(film(silent(media=clip))), SplitScene(scene=A, id=NEW, frame=30))

    assert (first.media, second.media) == (clip, replace(clip, trim_ms=goes_on_at_ms))


def test_a_clip_that_begins_as_late_as_can_be_said_is_split_into_two_that_can_be_read(
    model: Callable[..., Any],
) -> None:
    late = Media(asset=CLIP, type="Video", trim_ms=MAX_MS)
    _, second = halves(model(film(silent(media=late))), SplitScene(scene=A, id=NEW, frame=60))

    assert codec.decode_value(codec.canonical(second), Scene) == second


def test_two_scenes_made_one_say_and_show_both(model: Callable[..., Any]) -> None:
    first = Scene(
        id=A, title="Lamps", script_text="A lamp burns.", media=Media(asset=CLIP), transition="fade"
    )
    second = Scene(id=B, title="Lenses", script_text="A lens turns.", overlays=(Overlay(text="Lens"),))
    view = model(film(first, second, Scene(id=C)))
    lasted_ms = view.find_scene(A).length_frames * 1000 // 30
    outcome = view.carry_out(MergeScene(scene=A))
    merged = view.find_scene(A)

    assert outcome.words == "Merged scenes 1 and 2"
    assert view.ids == [A, C]
    assert (merged.title, merged.script_text) == ("Lamps", "A lamp burns. A lens turns.")
    assert (merged.media, merged.transition) == (first.media, "fade")
    assert merged.overlays == (Overlay(text="Lens", start_ms=lasted_ms),)


def test_what_was_split_is_whole_again_when_it_is_merged(model: Callable[..., Any]) -> None:
    scene = Scene(
        id=A,
        title="Lamps",
        script_text="A lamp burns. A lens turns.",
        authored_frames=240,
        overlays=(Overlay(text="Lamp", end_ms=1_000), Overlay(text="Lens", start_ms=6_000)),
    )
    view = model(film(scene))
    before = view.content
    view.carry_out(SplitScene(scene=A, id=NEW, offset=13))
    view.carry_out(MergeScene(scene=A))

    assert view.content == before


def test_the_narration_stays_where_the_other_scene_says_nothing(model: Callable[..., Any]) -> None:
    spoken = Scene(id=A, script_text="One two.", narration=MADE)
    quiet, loud = silent(B, 60), Scene(id=B, script_text="Three.", narration=MADE)
    with_quiet, with_loud = model(film(spoken, quiet)), model(film(spoken, loud))
    with_quiet.carry_out(MergeScene(scene=A))
    with_loud.carry_out(MergeScene(scene=A))

    assert with_quiet.find_scene(A).narration == MADE
    assert with_quiet.find_scene(A).length_frames == 134 + 60
    assert with_loud.find_scene(A).narration is None


@pytest.mark.parametrize(
    ("second", "starts"),
    [
        (silent(B, captions=(cue(100, 200),)), [0, 4_100]),
        (silent(B), [0]),
        (Scene(id=B, script_text="Words."), []),
    ],
    ids=["both have some", "the other says nothing", "the other has words and none"],
)
def test_captions_of_one_s_own_are_kept_where_none_are_missing(
    second: Scene, starts: list[int], model: Callable[..., Any]
) -> None:
    view = model(film(silent(captions=(cue(0, 9_000),)), second))
    view.carry_out(MergeScene(scene=A))
    captions = view.find_scene(A).captions

    assert [each.start_ms for each in captions] == starts
    assert all(each.end_ms <= 4_200 for each in captions)


def test_the_picture_of_the_second_is_shown_where_the_first_has_none(model: Callable[..., Any]) -> None:
    view = model(film(silent(), silent(B, media=Media(asset=CLIP))))
    view.carry_out(MergeScene(scene=A))

    assert view.find_scene(A).media == Media(asset=CLIP)


@pytest.mark.parametrize(
    ("first", "drawn_by"),
    [({}, CHART), ({"media": Media(asset=CLIP)}, None), ({"drawn_by": GLOBE}, GLOBE)],
    ids=["nothing", "a picture", "a script"],
)
def test_what_a_script_draws_of_the_second_is_shown_where_the_first_has_nothing_to_show(
    first: dict[str, Any], drawn_by: Scripted | None, model: Callable[..., Any]
) -> None:
    view = model(film(silent(**first), silent(B, drawn_by=CHART)))
    view.carry_out(MergeScene(scene=A))

    assert view.find_scene(A).drawn_by == drawn_by


def test_a_copy_holds_all_of_its_scene_and_stands_behind_it(model: Callable[..., Any]) -> None:
    scene = Scene(id=A, title="Lamps", script_text="A lamp.", narration=MADE, captions=(cue(0, 9),))
    view = model(film(scene, Scene(id=B)))
    outcome = view.carry_out(DuplicateScene(scene=A, id=NEW))

    assert outcome.words == "Duplicated scene 1"
    assert view.ids == [A, NEW, B]
    assert replace(view.find_scene(NEW), id=A) == view.find_scene(A)


def test_copies_of_several_stand_together_in_the_order_of_the_film(model: Callable[..., Any]) -> None:
    view = model(film(*(Scene(id=each, title=each[-1]) for each in (A, B, C))))
    outcome = view.carry_out(DuplicateScenes(scenes=(B, A), ids=(OTHER, NEW)))

    assert outcome.words == "Duplicated 2 scenes"
    assert view.ids == [A, B, NEW, OTHER, C]
    assert [scene.title for scene in view.content.timeline.scenes] == ["1", "2", "1", "2", "3"]


LONG = "x" * 15_000
FULL = tuple(Overlay(text="x") for _ in range(20))


@pytest.mark.parametrize(
    ("scenes", "edit", "kind", "words", "field"),
    [
        (
            (Scene(id=A, script_text="One two."),),
            SplitScene(scene=A, id=NEW),
            Invalid,
            "how many char",
            "offset",
        ),
        (
            (Scene(id=A, script_text="One two."),),
            SplitScene(scene=A, id=NEW, offset=8),
            Invalid,
            "between words",
            "offset",
        ),
        ((silent(),), SplitScene(scene=A, id=NEW, offset=8), Invalid, "at which frame", "offset"),
        ((silent(),), SplitScene(scene=A, id=NEW), Invalid, "at which frame", "frame"),
        ((silent(),), SplitScene(scene=A, id=NEW, frame=120), Invalid, "lasts 120 frames", "frame"),
        ((silent(), silent(B)), SplitScene(scene=A, id=B, frame=9), Conflict, "already a scene", "id"),
        ((silent(),), MergeScene(scene=A), Invalid, "last scene", "scene"),
        (
            (Scene(id=A, script_text=LONG), Scene(id=B, script_text=LONG)),
            MergeScene(scene=A),
            Invalid,
            "30,001 characters",
            "script_text",
        ),
        (
            (silent(overlays=FULL), silent(B, overlays=FULL)),
            MergeScene(scene=A),
            Invalid,
            "40 over",
            "overlays",
        ),
        (
            (silent(captions=(cue(0, 9),)), silent(B, captions=(cue(0, MAX_MS),))),
            MergeScene(scene=A),
            Invalid,
            "too late for any film",
            "captions",
        ),
        (
            (silent(), silent(B, overlays=(Overlay(text="x", start_ms=MAX_MS),))),
            MergeScene(scene=A),
            Invalid,
            "too late for any film",
            "overlays",
        ),
        ((silent(), silent(B)), DuplicateScene(scene=A, id=B), Conflict, "already a scene", "id"),
        ((silent(),), DuplicateScenes(scenes=(A,), ids=()), Invalid, "one for each", "ids"),
        (
            (silent(), silent(B)),
            DuplicateScenes(scenes=(A, B), ids=(NEW, NEW, OTHER)),
            Invalid,
            "one for each",
            "ids",
        ),
        ((silent(),), DuplicateScenes(scenes=(A, A), ids=(NEW, OTHER)), Invalid, "named twice", "scenes"),
    ],
)
def test_what_cannot_be_cut_or_joined_is_refused_by_name_and_changes_nothing(
    scenes: tuple[Scene, ...],
    edit: Edit,
    kind: type[AuraError],
    words: str,
    field: str,
    model: Callable[..., Any],
) -> None:
    view = model(film(*scenes))
    with pytest.raises(kind, match=words) as refused:
        view.carry_out(edit)

    assert refused.value.field == field
    assert view.content == film(*scenes)


def test_a_project_holds_a_limited_number_of_scenes(
    model: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MAX_SCENES", 2)
    view = model(film(silent(), silent(B)))

    for edit in (SplitScene(scene=A, id=NEW, frame=9), DuplicateScene(scene=A, id=NEW)):
        with pytest.raises(Invalid, match="at most 2 scenes"):
            view.carry_out(edit)
