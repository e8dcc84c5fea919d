"""Typing is one action: merged while it goes on, ended by anything else, and taken back whole."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from aura.actor import LOCAL, Actor
from aura.blobs.tables import ContentBlob
from aura.errors import AuraError, Conflict, Stale
from aura.ids import new_id
from aura.projects.actions import INLINE_LIMIT
from aura.projects.batching import LONGEST, PAUSE
from aura.projects.tables import ActionLog
from aura.timeline.codec import digest_of
from aura.timeline.document import Document
from aura.timeline.edits import REGISTRY, Edit
from aura.timeline.edits.fields import PARTS, SetBrief
from aura.timeline.edits.scenes import SetSceneDuration, SetSceneText, SetSceneTitle
from aura.timeline.scene import Cue, Overlay
from tests.timeline.conftest import Model


def typed_fields(kind: str) -> list[str]:
    """The fields of a part's edit that are typed into."""
    struct: Any = REGISTRY[kind]
    return [name for name in struct.__struct_fields__ if struct(**{name: "x"}).batch_key()]


TYPED = sorted(
    kind
    for kind, struct in REGISTRY.items()
    if struct.batch_key is not Edit.batch_key and (kind not in PARTS or typed_fields(kind))
)

WORDS = "The keeper lights the lamp"


class Typist:
    """Somebody who writes the text of the first scene, letter by letter."""

    def __init__(self, studio: Any) -> None:
        self.studio = studio
        self.scene = studio.ids[0]

    def type(self, text: str, **options: Any) -> Any:
        return self.studio.apply(SetSceneText(scene=self.scene, text=text), **options)

    def write(self, words: str = WORDS) -> None:
        for length in range(1, len(words) + 1):
            self.type(words[:length])

    def logged(self) -> list[ActionLog]:
        with self.studio.aura.reading() as unit:
            found = select(ActionLog).where(ActionLog.project_id == self.studio.id)
            return list(unit.work.session.scalars(found.order_by(ActionLog.number)))


@pytest.fixture
def typist(studio: Any) -> Typist:
    return Typist(studio)


def test_typing_is_one_action_whose_undo_takes_all_of_it_back(typist: Typist, studio: Any) -> None:
    before = studio.document
    typist.write()
    after = studio.document

    assert studio.actions() == [("Changed the text of scene 1", "Applied")]
    studio.undo()
    assert studio.document == before
    studio.redo()
    assert studio.document == after
    assert studio.texts[0] == WORDS


def test_undo_takes_typing_back_to_what_was_typed_before_a_pause(
    typist: Typist, studio: Any, clock: Any
) -> None:
    typist.write("The keeper")
    clock.advance(seconds=PAUSE.total_seconds() + 1)
    typist.write("The keeper sleeps")
    studio.undo()
    assert studio.texts[0] == "The keeper"

    studio.undo()
    assert studio.texts[0] == "one"


def test_a_run_lasts_no_longer_than_two_minutes_however_steadily_one_types(
    typist: Typist, studio: Any, clock: Any
) -> None:
    step_s = PAUSE.total_seconds() - 1
    steps = int(LONGEST.total_seconds() // step_s)
    for number in range(steps + 2):
        typist.type(f"text {number}")
        clock.advance(seconds=step_s)

    assert len(typist.logged()) == 2


def test_numbers_of_actions_have_no_gaps_where_typing_was_merged(typist: Typist, studio: Any) -> None:
    typist.write("lamp")
    studio.apply(SetSceneTitle(scene=studio.ids[0], title="Lamp"))
    typist.write("lens")

    assert [action.number for action in typist.logged()] == [1, 2, 3]


def typing(kind: str, some: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[tuple[Edit, Edit]]:
    """Two edits in a row of one who types."""
    struct: Any = REGISTRY[kind]
    ids, words = some["scene_ids"], st.lists(some["lines"], min_size=2, max_size=2)
    texts = {"scene.captions": ("captions", Cue), "scene.overlays": ("overlays", Overlay)}
    if kind in PARTS:
        return st.builds(
            lambda name, two: tuple(struct(**{name: each}) for each in two),
            st.sampled_from(typed_fields(kind)),
            words,
        )
    if kind in texts:
        field, shape = texts[kind]

        def shown(scene: str, two: list[str], times: int) -> Any:
            marked = [
                [shape(start_ms=at, end_ms=at + 1, text=f"{each}.") for at in range(times)] for each in two
            ]
            return tuple(struct(scene=scene, **{field: tuple(each)}) for each in marked)

        return st.builds(shown, ids, words, st.integers(1, 3))
    (field,) = set(struct.__struct_fields__) - {"scene"}
    return st.builds(
        lambda scene, two: tuple(struct(scene=scene, **{field: each}) for each in two), ids, words
    )


@pytest.mark.parametrize("kind", TYPED)
def test_the_first_inverse_takes_all_edits_of_a_key_back_and_the_last_edit_does_them_again(
    kind: str, strategies: dict[str, st.SearchStrategy[Any]]
) -> None:
    """What merging rests on, for every kind of edit that can be typed."""
    two = typing(kind, strategies)
    done = 0

    @settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
    @given(strategies["documents"], two)
    def takes_back(before: Document, typed: tuple[Edit, Edit]) -> None:
        nonlocal done
        first, last = typed
        if before.timeline.scenes and kind not in PARTS:
            there = before.timeline.scenes[0].id
            first, last = replace(first, scene=there), replace(last, scene=there)
        assert last.batch_key() == first.batch_key() is not None
        view = Model(before)
        try:
            begun = view.carry_out(first)
            view.carry_out(last)
        except AuraError:
            return
        after = view.content
        view.carry_out(begun.inverse)
        assert view.content == before
        view.carry_out(last)
        assert view.content == after
        done += 1

    takes_back()

    assert done > 5


def another_field(studio: Any) -> None:
    studio.apply(SetSceneTitle(scene=studio.ids[0], title="Lamp"))


def another_scene(studio: Any) -> None:
    studio.apply(SetSceneText(scene=studio.ids[1], text="elsewhere"))


def somebody_else(studio: Any) -> None:
    studio.actor = Actor(uuid.UUID(int=2))
    studio.apply(SetSceneText(scene=studio.ids[1], text=f"theirs: {len(studio.actions())}"))
    studio.actor = LOCAL


def an_undo_and_a_redo(studio: Any) -> None:
    studio.undo()
    studio.redo()


def an_undo_of_somebody_else(studio: Any) -> None:
    studio.actor = Actor(uuid.UUID(int=2))
    studio.undo()
    studio.actor = LOCAL


def a_saved_version(studio: Any) -> None:
    studio.save()


@pytest.mark.parametrize(
    "between",
    [
        another_field,
        another_scene,
        somebody_else,
        an_undo_and_a_redo,
        an_undo_of_somebody_else,
        a_saved_version,
    ],
)
def test_anything_done_in_between_ends_a_run(
    between: Callable[[Any], None], typist: Typist, studio: Any, shared: None
) -> None:
    somebody_else(studio)
    typist.type("before")
    between(studio)
    typist.type("after")
    studio.undo()

    assert studio.texts[0] == "before"


def test_somebody_else_who_types_into_the_same_text_does_not_go_on_with_my_action(
    typist: Typist, studio: Any, shared: None, colleague: Actor
) -> None:
    typist.type("mine")
    studio.actor = colleague
    typist.type("mine and theirs")
    studio.undo()

    assert studio.texts[0] == "mine"
    assert [action.user_id for action in typist.logged()] == [LOCAL.user_id, colleague.user_id]


def test_what_is_undone_is_not_gone_on_with(typist: Typist, studio: Any) -> None:
    typist.type("first")
    studio.undo()
    typist.type("second")

    assert [status for _, status in studio.actions()] == ["Expired", "Applied"]
    studio.undo()
    assert studio.texts[0] == "one"


def test_a_caller_may_ask_for_an_action_of_its_own(typist: Typist, studio: Any) -> None:
    typist.type("first")
    typist.type("second", merge=False)
    typist.type("third")
    for text in ("second", "first", "one"):
        studio.undo()
        assert studio.texts[0] == text


def test_what_a_job_does_is_never_merged(typist: Typist, studio: Any) -> None:
    job = new_id()
    typist.type("typed")
    typist.type("made", correlation_id=job)
    typist.type("made again", correlation_id=job)
    typist.type("typed again")

    assert len(typist.logged()) == 4
    assert studio.undo().actions[0].correlation_id != job
    assert len(studio.undo().actions) == 2
    assert studio.texts[0] == "typed"


def test_several_edits_of_one_request_are_each_an_action_and_no_one_goes_on_with_them(
    typist: Typist, studio: Any
) -> None:
    text = SetSceneText(scene=typist.scene, text="together")
    studio.apply(SetSceneTitle(scene=typist.scene, title="Lamp"), text)
    typist.type("alone")

    assert len(typist.logged()) == 3
    studio.undo()
    assert studio.texts[0] == "together"


def test_a_change_of_length_is_not_typing(studio: Any) -> None:
    for frames in (100, 200):
        studio.apply(SetSceneDuration(scene=studio.ids[0], frames=frames))

    assert len(studio.actions()) == 2


def test_typing_that_ends_where_it_began_is_no_action(typist: Typist, studio: Any) -> None:
    studio.apply(SetBrief(topic="Lightships"))
    typist.type("one and")
    typist.type("one")
    with studio.aura.reading() as unit:
        listed = [action.description for action in unit.history.list(studio.id).items]
        undo, redo = unit.history.next_words(studio.id)

    assert listed == ["Changed the topic of the brief"]
    assert (undo, redo) == ("Changed the topic of the brief", None)
    studio.undo()
    assert studio.document.brief.topic == "Lighthouses"
    studio.redo()
    assert (studio.document.brief.topic, studio.texts[0]) == ("Lightships", "one")


def test_typing_on_from_where_it_began_is_a_new_action(typist: Typist, studio: Any) -> None:
    typist.type("one and")
    typist.type("one")
    typist.type("one more")

    assert [action.is_persistent for action in typist.logged()] == [False, True]
    studio.undo()
    assert studio.texts[0] == "one"
    with pytest.raises(Conflict, match="nothing to undo"):
        studio.undo()


def test_what_came_to_nothing_is_in_nobodys_way(
    typist: Typist, studio: Any, shared: None, colleague: Actor
) -> None:
    studio.apply(SetSceneTitle(scene=typist.scene, title="mine"))
    studio.actor = colleague
    typist.type("one and")
    typist.type("one")
    studio.actor = LOCAL
    studio.undo()

    assert studio.scenes[0].title == ""


def test_a_typist_with_an_old_copy_is_told_and_the_run_goes_on(typist: Typist, studio: Any) -> None:
    seen = digest_of(studio.scenes[0]).hex()
    typist.type("first", expected=seen)
    with pytest.raises(Stale):
        typist.type("second", expected=seen)
    typist.type("second", expected=digest_of(studio.scenes[0]).hex())

    assert len(typist.logged()) == 1
    studio.undo()
    assert studio.texts[0] == "one"


def test_large_texts_leave_only_the_last_one_counted(typist: Typist, studio: Any) -> None:
    texts = [f"{number} {'word ' * 3_800}" for number in range(3)]
    assert len(texts[0]) > INLINE_LIMIT
    for text in texts:
        typist.type(text)
    (action,) = typist.logged()
    with studio.aura.reading() as unit:
        counts = unit.work.session.scalars(
            select(ContentBlob.reference_count)
            .where(ContentBlob.content_type == "Scene")
            .order_by(ContentBlob.reference_count)
        ).all()
        named = unit.work.session.get(ContentBlob, action.payload_hash)

    assert counts == [0, 0, 1]
    assert named is not None
    assert named.reference_count == 1
    studio.undo()
    assert studio.texts[0] == "one"
    studio.redo()
    assert studio.texts[0] == texts[-1]


def test_typing_on_makes_a_finished_project_a_draft_and_the_newest(typist: Typist, studio: Any) -> None:
    typist.type("first")
    with studio.aura.writing() as unit:
        project = unit.projects.hold(studio.id)
        project.status = "Completed"
        unit.work.session.flush()
        changed = project.updated_at
    typist.type("second")
    with studio.aura.reading() as unit:
        project = unit.projects.get(studio.id)

        assert project.status == "Draft"
        assert project.updated_at > changed
    assert len(typist.logged()) == 1


def test_merged_typing_is_kept_for_thirty_days_from_its_last_letter(
    typist: Typist, studio: Any, clock: Any
) -> None:
    typist.type("first")
    (first,) = typist.logged()
    clock.advance(seconds=3)
    typist.type("second")
    (last,) = typist.logged()

    assert last.expires_at - first.expires_at == last.timestamp - first.timestamp
    assert last.timestamp > first.timestamp
    assert last.id == first.id
