"""Several scenes changed, moved, deleted at once, and a text replaced in all of them: each one action."""

from collections.abc import Callable
from typing import Any

import pytest

from aura.errors import AuraError, Conflict, Invalid, NotFound
from aura.timeline import rules
from aura.timeline.document import Asset, Document, Head, Timeline
from aura.timeline.edits import Edit
from aura.timeline.edits.captions import SetSceneCaptions
from aura.timeline.edits.putting import Inserted, Placed, PlaceScenes, PutScenes
from aura.timeline.edits.rewording import ReplaceText
from aura.timeline.edits.scenes import InsertScene, MoveScene
from aura.timeline.edits.selection import DeleteScenes, MoveScenes, SetScenes
from aura.timeline.scene import Cue, Media, Overlay, Scene, SceneVoice

A, B, C, D, E, NEW = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3, 4, 5, 9))
PHOTO, CLIP = "3" * 64, "5" * 64


def film() -> Document:
    """Five scenes: a photo, a clip, and three that show nothing yet."""
    files = (Asset(digest=PHOTO, type="Image"), Asset(digest=CLIP, type="Video", duration_ms=5_000))
    scenes = (
        Scene(id=A, script_text="The colour red.", media=Media(asset=PHOTO), motion="in"),
        Scene(id=B, title="Colour", media=Media(asset=CLIP, type="Video")),
        Scene(id=C, script_text="Red.", voice=SceneVoice(name="Ann", pause="Short")),
        Scene(id=D, captions=(Cue(start_ms=0, end_ms=9, text="colour"),)),
        Scene(id=E, overlays=(Overlay(text="Colours", detail="colour\nof"),)),
    )
    timed = tuple(rules.timed(scene, Head().rate) for scene in scenes)
    return Document(timeline=Timeline(assets=files, scenes=timed))


def test_a_selection_is_given_fields_and_the_other_fields_stay(model: Callable[..., Any]) -> None:
    view = model(film())
    edit = SetScenes(scenes=(A, C), motion="out", transition="fade", transition_frames=12, volume_percent=50)
    outcome = view.carry_out(edit)
    changed = [view.find_scene(each) for each in (A, C)]

    assert outcome.words == (
        "Changed the motion, the transition, the length of the transition and the volume of the narration "
        "of 2 scenes"
    )
    assert [(each.motion, each.transition, each.transition_frames) for each in changed] == 2 * [
        ("out", "fade", 12)
    ]
    assert [each.volume_percent for each in changed] == [50, 50]
    assert [each.script_text for each in changed] == ["The colour red.", "Red."]
    assert [view.find_scene(each) for each in (B, D, E)] == [film().timeline.scenes[n] for n in (1, 3, 4)]


def test_only_scenes_that_differ_are_touched(model: Callable[..., Any]) -> None:
    outcome = SetScenes(scenes=(A, B), motion="in").apply(model(film()))

    assert [change.part for change in outcome.changes] == [f"scene:{B}"]
    assert outcome.words == "Changed the motion of 1 scene"


def test_parts_of_a_scene_s_voice_are_set_and_the_others_follow_as_before(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(SetScenes(scenes=(A, C), pause="Long", rate_percent=90))

    assert view.find_scene(A).voice == SceneVoice(pause="Long", rate_percent=90)
    assert view.find_scene(C).voice == SceneVoice(name="Ann", pause="Long", rate_percent=90)


def test_fields_are_cleared(model: Callable[..., Any]) -> None:
    view = model(film())
    outcome = view.carry_out(SetScenes(scenes=(A, C, D, E), clear=("media", "captions", "overlays", "voice")))

    assert outcome.words == "Took the picture, the captions, the overlays and the voice from 4 scenes"
    for scene in (view.find_scene(each) for each in (A, C, D, E)):
        assert (scene.media, scene.captions, scene.overlays, scene.voice) == (None, (), (), None)


def test_pictures_are_fitted_where_there_are_some_and_clips_heard_where_they_are(
    model: Callable[..., Any],
) -> None:
    view = model(film())
    view.carry_out(SetScenes(scenes=(A, B, C), fit="blurred", clip_volume_percent=30))

    assert view.find_scene(A).media == Media(asset=PHOTO, fit="blurred")
    assert view.find_scene(B).media == Media(asset=CLIP, type="Video", fit="blurred", volume_percent=30)
    assert view.find_scene(C).media is None


@pytest.mark.parametrize(
    ("scenes", "after", "order", "words"),
    [
        ((D, A), "end", [B, C, E, A, D], "Moved 2 scenes to the end"),
        ((E, C), "start", [C, E, A, B, D], "Moved 2 scenes to the start"),
        ((A, E), C, [B, C, A, E, D], "Moved 2 scenes before scene 4"),
        ((B, D), B, [A, B, D, C, E], "Moved 2 scenes before scene 3"),
        ((A, B), B, [A, B, C, D, E], "Moved 2 scenes to the start"),
        ((E,), A, [A, E, B, C, D], "Moved 1 scene before scene 2"),
        ((E, D), "end", [A, B, C, D, E], "Moved 2 scenes to the end"),
    ],
)
def test_a_selection_moves_together_in_the_order_of_the_film(
    scenes: tuple[str, ...], after: str, order: list[str], words: str, model: Callable[..., Any]
) -> None:
    view = model(film())
    outcome = view.carry_out(MoveScenes(scenes=scenes, after=after))

    assert view.ids == order
    assert outcome.words == words


def test_a_selection_is_deleted_and_put_back_in_its_places(model: Callable[..., Any]) -> None:
    view = model(film())
    outcome = view.carry_out(DeleteScenes(scenes=(E, A, B)))

    assert outcome.words == "Deleted 3 scenes"
    assert view.ids == [C, D]

    view.carry_out(outcome.inverse)
    assert view.content == film()


def test_a_text_is_replaced_wherever_the_scenes_have_it(model: Callable[..., Any]) -> None:
    view = model(film())
    outcome = view.carry_out(ReplaceText(find="colour", replace="color"))
    scenes = view.content.timeline.scenes

    assert outcome.words == "Replaced “colour” by “color” in 4 scenes"
    assert [scenes[0].script_text, scenes[1].title, scenes[3].captions[0].text] == [
        "The color red.", "color", "color",
    ]  # fmt: skip
    assert scenes[4].overlays == (Overlay(text="colors", detail="color\nof"),)
    assert scenes[2] == film().timeline.scenes[2]


def test_upper_and_lower_case_differ_when_they_are_asked_to(model: Callable[..., Any]) -> None:
    outcome = ReplaceText(find="Colour", replace="Color", match_case=True).apply(model(film()))

    assert [change.part for change in outcome.changes] == [f"scene:{B}", f"scene:{E}"]


def test_a_text_is_replaced_in_the_named_scenes_only(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(ReplaceText(find="red", replace=r"\1 blue", scenes=(C,)))

    assert view.find_scene(A).script_text == "The colour red."
    assert view.find_scene(C).script_text == r"\1 blue."


def test_a_caption_of_which_nothing_is_left_goes(model: Callable[..., Any]) -> None:
    view = model(film())
    outcome = view.carry_out(ReplaceText(find="COLOUR", replace="", scenes=(D,)))

    assert outcome.words == "Took “COLOUR” out of 1 scene"
    assert view.find_scene(D).captions == ()


def test_a_text_that_is_so_already_is_not_counted_as_replaced(model: Callable[..., Any]) -> None:
    outcome = ReplaceText(find="colour", replace="colour").apply(model(film()))

    assert [change.part for change in outcome.changes] == [f"scene:{B}", f"scene:{E}"]
    assert outcome.words == "Replaced “colour” by “colour” in 2 scenes"


def test_a_caption_that_said_nothing_before_stays_where_another_text_is_replaced(
    model: Callable[..., Any],
) -> None:
    pause = Cue(start_ms=9, end_ms=20, text=" ")
    view = model(film())
    view.carry_out(SetSceneCaptions(scene=D, captions=(Cue(start_ms=0, end_ms=9, text="colour"), pause)))
    view.carry_out(ReplaceText(find="colour", replace="color"))

    assert [cue.text for cue in view.find_scene(D).captions] == ["color", " "]


def test_a_text_is_stored_composed_also_where_the_old_and_the_new_meet(model: Callable[..., Any]) -> None:
    view = model(film())
    view.carry_out(ReplaceText(find="d.", replace="a\u0308", scenes=(C,)))
    view.carry_out(ReplaceText(find="e", replace="o\u0308", scenes=(C,)))

    assert view.find_scene(C).script_text == "Röä"


@pytest.mark.parametrize(
    ("edit", "kind", "words", "field"),
    [
        (SetScenes(scenes=(A,)), Invalid, "what to set or to clear", None),
        (SetScenes(scenes=(A, A), motion="in"), Invalid, "named twice", "scenes"),
        (SetScenes(scenes=(A, NEW), motion="in"), NotFound, "no scene", "scenes[1]"),
        (SetScenes(scenes=(C,), fit="cover"), Conflict, "has a picture yet", "fit"),
        (SetScenes(scenes=(A,), clip_volume_percent=1), Conflict, "shows a clip", "clip_volume_percent"),
        (DeleteScenes(scenes=(NEW,)), NotFound, "no scene", "scenes[0]"),
        (MoveScenes(scenes=(A,), after=NEW), NotFound, "no scene", "after"),
        (MoveScene(scene=A, after=NEW), NotFound, "no scene", "after"),
        (InsertScene(scene=Scene(id=NEW), after=NEW), NotFound, "no scene", "after"),
        (ReplaceText(find=" ", replace="x"), Invalid, "which text", "find"),
        (ReplaceText(find="green", replace="x"), Conflict, "No scene says “green”", "find"),
        (ReplaceText(find="colour", replace="x" * 300), Invalid, "An overlay of scene 5", "replace"),
        (ReplaceText(find="colour", replace="x" * 301), Invalid, "The title of scene 2", "replace"),
        (PlaceScenes(places=(Placed(scene=A, after=A),)), Invalid, "not there", "after"),
        (PutScenes(inserted=(Inserted(scene=Scene(id=A), after="start"),)), Conflict, "already", "inserted"),
        (PutScenes(inserted=(Inserted(scene=Scene(id=NEW), after=NEW),)), NotFound, "no scene", "scene"),
        (
            PutScenes(deleted=(E,), inserted=(Inserted(scene=Scene(id=NEW), after="end"),)),
            Invalid,
            "not there",
            "after",
        ),
    ],
)
def test_what_cannot_be_done_to_a_selection_is_refused_by_name_and_changes_nothing(
    edit: Edit, kind: type[AuraError], words: str, field: str | None, model: Callable[..., Any]
) -> None:
    view = model(film())
    with pytest.raises(kind, match=words) as refused:
        view.carry_out(edit)

    assert refused.value.field == field
    assert view.content == film()
