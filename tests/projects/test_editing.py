"""Apply, undo, redo: exact, logged, kept over a restart, and never guessing."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from aura.actor import LOCAL, Actor
from aura.blobs.tables import ContentBlob
from aura.errors import Conflict, Invalid, NotFound, Stale
from aura.ids import new_id
from aura.projects.actions import INLINE_LIMIT, Actions
from aura.projects.live import LiveView
from aura.projects.tables import ActionLog, SceneState
from aura.services import Services
from aura.timeline.codec import digest_of
from aura.timeline.edits import Edit
from aura.timeline.edits.fields import SetBrief, SetPlan
from aura.timeline.edits.scenes import (
    DeleteScene,
    InsertScene,
    MoveScene,
    SetSceneDuration,
    SetSceneText,
    SetSceneTitle,
)
from aura.timeline.scene import Scene


def some_edits(studio: Any) -> list[Edit]:
    first, second, third = studio.ids
    return [
        SetSceneText(scene=second, text="changed"),
        MoveScene(scene=third, after="start"),
        InsertScene(scene=Scene(id=str(new_id()), script_text="new"), after=first),
        DeleteScene(scene=second),
        SetBrief(topic="Lightships", tone="dry"),
        SetPlan(target_duration_s=30),
    ]


def test_undo_brings_the_digest_before_the_action_back_and_redo_the_one_after(studio: Any) -> None:
    digests = [digest_of(studio.document)]
    for edit in some_edits(studio):
        studio.apply(edit)
        digests.append(digest_of(studio.document))

    assert len(set(digests)) == len(digests)
    for digest in digests[-2::-1]:
        studio.undo()
        assert digest_of(studio.document) == digest
    for digest in digests[1:]:
        studio.redo()
        assert digest_of(studio.document) == digest


def test_undo_and_redo_survive_a_restart(studio: Any, restart: Callable[[], Services]) -> None:
    before = studio.document
    studio.apply(*some_edits(studio)[:1])
    after = studio.document

    studio.aura = restart()
    studio.undo()
    assert studio.document == before

    studio.aura = restart()
    studio.redo()
    assert studio.document == after


def test_edits_of_one_request_are_one_step_of_undo(studio: Any) -> None:
    before = studio.document
    applied = studio.apply(*some_edits(studio))
    after = studio.document

    assert len(applied.actions) == 6
    assert len({action.correlation_id for action in applied.actions}) == 1
    assert len(studio.undo().actions) == 6
    assert studio.document == before
    assert len(studio.redo().actions) == 6
    assert studio.document == after


def test_all_edits_of_a_request_are_carried_out_or_none(studio: Any) -> None:
    before = studio.document

    with pytest.raises(NotFound):
        studio.apply(SetBrief(topic="x"), DeleteScene(scene=str(new_id())))

    assert studio.document == before
    assert studio.actions() == []


def test_a_new_action_of_mine_clears_my_redo(studio: Any) -> None:
    studio.apply(SetBrief(topic="a"))
    studio.undo()
    studio.apply(SetBrief(topic="b"))

    with pytest.raises(Conflict, match="nothing to redo"):
        studio.redo()
    studio.undo()
    studio.redo()

    assert studio.document.brief.topic == "b"


def test_an_action_of_somebody_else_does_not_clear_my_redo(
    studio: Any, colleague: Actor, shared: None
) -> None:
    studio.apply(SetBrief(topic="mine"))
    studio.undo()
    studio.actor = colleague
    studio.apply(SetPlan(target_duration_s=40))
    studio.actor = LOCAL
    studio.redo()

    assert studio.document.brief.topic == "mine"


def test_undo_takes_back_my_own_action_and_leaves_a_colleagues_later_one(
    studio: Any, colleague: Actor, shared: None
) -> None:
    first, second, _ = studio.ids
    studio.apply(SetSceneText(scene=first, text="mine"))
    studio.actor = colleague
    studio.apply(SetSceneText(scene=second, text="theirs"))
    studio.actor = LOCAL
    studio.undo()

    assert studio.texts == ["one", "theirs", "three"]


def test_undo_refuses_when_a_later_action_changed_the_same_part_and_names_it(
    studio: Any, colleague: Actor, shared: None
) -> None:
    first = studio.ids[0]
    studio.apply(SetSceneText(scene=first, text="mine"))
    studio.actor = colleague
    studio.apply(SetSceneTitle(scene=first, title="theirs"))
    studio.actor = LOCAL

    with pytest.raises(Conflict, match="Changed the title of scene 1"):
        studio.undo()

    assert studio.actions()[0][1] == "Applied"
    assert studio.scenes[0].title == "theirs"

    studio.actor = colleague
    studio.undo()
    studio.actor = LOCAL
    studio.undo()

    assert studio.texts == ["one", "two", "three"]


def test_undo_of_a_deletion_refuses_while_the_scene_it_stood_behind_is_gone_and_names_why(
    studio: Any, colleague: Actor, shared: None
) -> None:
    before = studio.document
    _, second, third = studio.ids
    studio.apply(DeleteScene(scene=third))
    studio.actor = colleague
    studio.apply(DeleteScene(scene=second))
    studio.actor = LOCAL

    with pytest.raises(Conflict, match="“Deleted scene 2” came after it"):
        studio.undo()

    assert [status for _, status in studio.actions()] == ["Applied", "Applied"]
    studio.actor = colleague
    studio.undo()
    studio.actor = LOCAL
    studio.undo()
    assert studio.document == before


def test_undo_of_a_deletion_refuses_when_the_scene_it_stood_behind_was_taken_back(
    studio: Any, colleague: Actor, shared: None
) -> None:
    theirs, mine = (Scene(id=str(new_id())) for _ in range(2))
    studio.actor = colleague
    studio.apply(InsertScene(scene=theirs))
    studio.actor = LOCAL
    studio.apply(InsertScene(scene=mine))
    studio.apply(DeleteScene(scene=mine.id))
    studio.actor = colleague
    studio.undo()
    studio.actor = LOCAL

    with pytest.raises(Conflict, match="“Inserted scene 4” was undone since"):
        studio.undo()

    studio.actor = colleague
    studio.redo()
    studio.actor = LOCAL
    studio.undo()
    assert studio.ids[3:] == [theirs.id, mine.id]


def test_undo_of_a_move_refuses_when_its_neighbour_was_deleted(
    studio: Any, colleague: Actor, shared: None
) -> None:
    first, _second, third = studio.ids
    studio.apply(MoveScene(scene=third, after=first))
    studio.actor = colleague
    studio.apply(DeleteScene(scene=third))
    studio.actor = LOCAL

    with pytest.raises(Conflict, match="Deleted scene 2"):
        studio.undo()


def test_redo_refuses_when_what_it_was_built_on_was_undone_since_and_names_it(
    studio: Any, colleague: Actor, shared: None
) -> None:
    first = studio.ids[0]
    studio.actor = colleague
    studio.apply(SetSceneTitle(scene=first, title="theirs"))
    studio.actor = LOCAL
    studio.apply(SetSceneText(scene=first, text="mine"))
    studio.undo()
    studio.actor = colleague
    studio.undo()
    studio.actor = LOCAL

    with pytest.raises(Conflict, match="“Changed the title of scene 1” was undone since"):
        studio.redo()

    studio.actor = colleague
    studio.redo()
    studio.actor = LOCAL
    studio.redo()
    assert (studio.scenes[0].title, studio.texts[0]) == ("theirs", "mine")


def test_undo_of_a_scene_at_the_end_refuses_while_another_stands_behind_it(
    studio: Any, colleague: Actor, shared: None
) -> None:
    """Nothing it touched was touched again, but taking it away would move the one that came later."""
    before = studio.document
    studio.apply(InsertScene(scene=Scene(id=str(new_id()), script_text="mine")))
    studio.actor = colleague
    studio.apply(InsertScene(scene=Scene(id=str(new_id()), script_text="theirs")))
    studio.actor = LOCAL

    with pytest.raises(Conflict, match="“Inserted scene 5” came after it"):
        studio.undo()

    assert studio.actions()[0][1] == "Applied"
    studio.actor = colleague
    studio.undo()
    studio.actor = LOCAL
    studio.undo()
    assert studio.document == before


def test_an_inverse_that_does_not_lead_back_is_failed_and_changes_nothing(studio: Any) -> None:
    studio.apply(SetBrief(topic="x"))
    with studio.aura.writing() as unit:
        unit.work.session.execute(update(ActionLog).values(inverse_payload_json='{"topic":"elsewhere"}'))
    before = studio.document

    with pytest.raises(Conflict, match="could not be undone"):
        studio.undo()

    assert studio.document == before
    assert studio.actions() == [("Changed the topic of the brief", "Failed")]
    with pytest.raises(Conflict, match="nothing to undo"):
        studio.undo()


def test_nothing_to_undo_is_said(studio: Any) -> None:
    with pytest.raises(Conflict, match="nothing to undo"):
        studio.undo()


def test_an_edit_that_changes_nothing_is_not_logged(studio: Any) -> None:
    applied = studio.apply(SetBrief(topic="Lighthouses"), MoveScene(scene=studio.ids[1], after=studio.ids[0]))

    assert list(applied.actions) == []
    assert studio.actions() == []


def test_no_edit_at_all_is_refused(studio: Any) -> None:
    with pytest.raises(Invalid, match="no edit"):
        studio.apply()


def test_a_change_from_an_old_copy_is_refused_with_the_present_one(studio: Any) -> None:
    first = studio.ids[0]
    seen = digest_of(studio.scenes[0]).hex()
    studio.apply(SetSceneText(scene=first, text="new"), expected=seen)

    with pytest.raises(Stale) as stale:
        studio.apply(SetSceneText(scene=first, text="newer"), expected=seen)

    assert stale.value.data["current"]["script_text"] == "new"
    assert stale.value.data["etag"] == digest_of(studio.scenes[0]).hex()
    assert studio.texts[0] == "new"


def test_the_order_has_a_revision_that_texts_do_not_change(studio: Any) -> None:
    first, _, third = studio.ids
    studio.apply(SetSceneText(scene=first, text="new"))
    studio.apply(MoveScene(scene=third, after="start"), expected="0")

    with pytest.raises(Stale):
        studio.apply(MoveScene(scene=third, after="end"), expected="0")


def test_actions_are_numbered_without_gaps(studio: Any) -> None:
    for edit in some_edits(studio):
        studio.apply(edit)
    with studio.aura.reading() as unit:
        page = unit.history.list(studio.id)

    assert [action.number for action in page.items] == [6, 5, 4, 3, 2, 1]


def test_the_history_says_in_words_what_was_done_and_what_undo_would_do(studio: Any) -> None:
    studio.apply(MoveScene(scene=studio.ids[2], after=studio.ids[0]))
    studio.apply(SetBrief(topic="x"))
    studio.undo()
    with studio.aura.reading() as unit:
        undo, redo = unit.history.next_words(studio.id)

    assert undo == "Moved scene 3 before scene 2"
    assert redo == "Changed the topic of the brief"


def test_a_large_payload_is_a_counted_blob_and_undoes_like_a_small_one(studio: Any) -> None:
    text = "word " * 3_900
    assert len(text) > INLINE_LIMIT
    before = studio.document
    blobs = studio.count(ContentBlob)
    studio.apply(SetSceneText(scene=studio.ids[0], text=text))

    assert studio.count(ContentBlob) == blobs + 1
    studio.undo()
    assert studio.document == before
    studio.redo()
    assert studio.texts[0] == text


def test_an_edit_of_a_finished_project_makes_it_a_draft_again(studio: Any) -> None:
    with studio.aura.writing() as unit:
        unit.projects.hold(studio.id).status = "Completed"
    studio.apply(SetBrief(topic="x"))
    with studio.aura.reading() as unit:
        assert unit.projects.get(studio.id).status == "Draft"


def test_the_rows_of_a_scene_repeat_its_document(studio: Any) -> None:
    studio.apply(SetSceneDuration(scene=studio.ids[0], frames=450))
    with studio.aura.reading() as unit:
        rows = unit.work.session.scalars(
            select(SceneState).where(SceneState.project_id == studio.id).order_by(SceneState.scene_index)
        ).all()

    assert [row.script_text for row in rows] == ["one", "two", "three"]
    assert rows[0].duration_seconds == 15.0
    assert [row.digest for row in rows] == [digest_of(scene) for scene in studio.scenes]
    assert not rows[0].is_completed


def test_many_insertions_at_one_place_keep_their_order(studio: Any) -> None:
    """Gaps between indexes run out after twenty halvings; then the project's scenes are spaced anew."""
    first = studio.ids[0]
    for number in range(50):
        scene = Scene(id=str(new_id()), script_text=str(number))
        studio.apply(InsertScene(scene=scene, after=first))

    assert studio.texts == ["one", *map(str, reversed(range(50))), "two", "three"]


def random_edit(rng: random.Random, ids: list[str]) -> Edit:
    kind, place = rng.choice(["insert", "delete", "move", "text"]), rng.choice([*ids, "start", "end"])
    if kind == "insert" or not ids:
        return InsertScene(scene=Scene(id=str(new_id()), script_text=str(rng.random())), after=place)
    scene = rng.choice(ids)
    if kind == "delete":
        return DeleteScene(scene=scene)
    if kind == "move":
        return MoveScene(scene=scene, after=place if place != scene else "start")
    return SetSceneText(scene=scene, text=str(rng.random()))


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_undo_to_the_beginning_and_redo_to_the_end(studio: Any, seed: int) -> None:
    rng = random.Random(seed)
    states = [studio.document]
    while len(states) < 50:
        if studio.apply(random_edit(rng, studio.ids), merge=False).actions:
            states.append(studio.document)
    for state in states[-2::-1]:
        studio.undo()
        assert studio.document == state
    for _ in states[1:]:
        studio.redo()
    assert studio.document == states[-1]


def test_the_live_view_freezes_what_it_reads(studio: Any) -> None:
    studio.apply(*some_edits(studio))
    with studio.aura.reading() as unit:
        live = LiveView(unit.work.session, unit.projects.get(studio.id))

        assert live.digest("document") == digest_of(live.document())


def test_a_jobs_step_is_parted_where_somebody_acted_in_between(studio: Any) -> None:
    """Undone together, actions that stand apart would not lead back: each run of them is a step."""
    job = new_id()

    def make(text: str) -> None:
        with studio.aura.writing() as unit:
            actions = Actions(unit.work, unit.projects.hold(studio.id))
            edit = SetSceneText(scene=studio.ids[0], text=text)
            unit.editing.apply(studio.id, [edit], correlation_id=actions.step_of(job))

    states = [studio.document]
    make("made")
    make("made again")
    states.append(studio.document)
    studio.apply(SetSceneText(scene=studio.ids[0], text="mine"))
    states.append(studio.document)
    make("made for mine")

    for state in reversed(states):
        studio.undo()
        assert studio.document == state
    for state in states[1:]:
        studio.redo()
        assert studio.document == state
    studio.redo()
    assert studio.texts[0] == "made for mine"


def test_an_edit_of_a_project_whose_export_failed_makes_it_a_draft_again(studio: Any) -> None:
    with studio.aura.writing() as unit:
        unit.projects.hold(studio.id).status = "Failed"
    studio.apply(SetBrief(topic="x"))
    with studio.aura.reading() as unit:
        assert unit.projects.get(studio.id).status == "Draft"
