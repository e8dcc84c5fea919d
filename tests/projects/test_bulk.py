"""Edits of many scenes at once: as the plain model has it, exact, in a handful of statements."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import event, select

from aura.actor import Actor
from aura.blobs import recent
from aura.blobs.tables import ContentBlob
from aura.errors import Conflict, Invalid, NotFound
from aura.ids import new_id
from aura.projects import ordering
from aura.projects.actions import KEPT, forget
from aura.projects.live import LiveView
from aura.projects.tables import ActionLog, ProjectState, SceneState
from aura.projects.touched import read
from aura.projects.writer import Writer
from aura.services import Services
from aura.timeline import rules
from aura.timeline.codec import digest_of
from aura.timeline.document import Brief, Document, Head, Timeline
from aura.timeline.edits import Edit
from aura.timeline.edits.rewriting import ReplaceScenes
from aura.timeline.edits.scenes import DeleteScene, InsertScene, SetSceneText, SetSceneTitle
from aura.timeline.edits.selection import SetScenes
from aura.timeline.scene import Media, Scene
from aura.timeline.view import Change, Outcome, Place
from tests.timeline.conftest import Model

DEPTH = settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)


def scene(number: int, text: str = "") -> Scene:
    made = Scene(id=f"00000000-0000-7000-8000-{number:012d}", script_text=text)
    return rules.timed(made, Head().rate)


lists = st.lists(
    st.builds(scene, st.integers(0, 40), st.sampled_from(["", "a", "b"])), unique_by=lambda s: s.id
)


@pytest.fixture(params=[4, ordering.GAP], ids=["little room", "room"])
def gap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes of scenes with so little room between them that it is used up at once, and as they are."""
    monkeypatch.setattr(ordering, "GAP", request.param)


class Bench:
    """Projects of many scenes."""

    def __init__(self, aura: Services) -> None:
        self.aura = aura

    def project(self, scenes: Sequence[Scene]) -> Any:
        with self.aura.writing() as unit:
            return unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=list(scenes)).id

    def scenes(self, project_id: Any) -> tuple[Scene, ...]:
        with self.aura.reading() as unit:
            project = unit.projects.get(project_id)
            found = LiveView(unit.work.session, project).document().timeline.scenes
            assert project.scene_count == len(found)
            return found

    def apply(self, project_id: Any, *edits: Edit) -> Any:
        with self.aura.writing() as unit:
            return unit.editing.apply(project_id, edits)

    def undo(self, project_id: Any) -> Any:
        with self.aura.writing() as unit:
            return unit.editing.undo(project_id)

    def redo(self, project_id: Any) -> Any:
        with self.aura.writing() as unit:
            return unit.editing.redo(project_id)

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The statements of a block."""
        said: list[str] = []

        def note(_1: Any, _2: Any, statement: str, *_: Any) -> None:
            said.append(statement)

        event.listen(self.aura.database.engine, "before_cursor_execute", note)
        yield said
        event.remove(self.aura.database.engine, "before_cursor_execute", note)


@pytest.fixture
def bench(aura: Services) -> Bench:
    return Bench(aura)


def test_lists_that_replace_each_other_are_the_models_and_undo_and_redo_are_exact(
    bench: Bench, gap: None
) -> None:
    @DEPTH
    @given(lists, st.lists(lists, min_size=1, max_size=3))
    def as_the_model_has_it(before: list[Scene], replacements: list[list[Scene]]) -> None:
        project_id = bench.project(before)
        model = Model(Document(timeline=Timeline(scenes=tuple(before))))
        states = [tuple(before)]
        for scenes in replacements:
            edit = ReplaceScenes(scenes=tuple(scenes))
            model.carry_out(edit)
            if bench.apply(project_id, edit).actions:
                states.append(model.content.timeline.scenes)
            assert bench.scenes(project_id) == model.content.timeline.scenes
        for state in states[-2::-1]:
            bench.undo(project_id)
            assert bench.scenes(project_id) == state
        for state in states[1:]:
            bench.redo(project_id)
            assert bench.scenes(project_id) == state

    as_the_model_has_it()


def test_a_block_of_scenes_that_changes_places_with_another_comes_back(bench: Bench, gap: None) -> None:
    """Within a block each stands behind the same one as before, and is moved all the same."""
    before = [scene(number) for number in range(24)]
    after = [*before[12:], *before[:12]]
    project_id = bench.project(before)
    bench.apply(project_id, ReplaceScenes(scenes=tuple(after)))
    assert bench.scenes(project_id) == tuple(after)
    bench.undo(project_id)
    assert bench.scenes(project_id) == tuple(before)
    bench.redo(project_id)
    assert bench.scenes(project_id) == tuple(after)


def test_scenes_that_are_placed_one_after_the_other_stand_where_each_was_put(bench: Bench, gap: None) -> None:
    ids = [scene(number).id for number in range(30)]

    @DEPTH
    @given(st.data())
    def stand_there(data: st.DataObject) -> None:
        project_id = bench.project([scene(number) for number in range(20)])
        order = ids[:20]
        changes, placed = [], []
        for scene_id in data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=1)):
            after = data.draw(st.sampled_from(["start", *(each for each in order if each != scene_id)]))
            if scene_id not in order:
                changes.append(Change(f"scene:{scene_id}", None, scene(ids.index(scene_id))))
            changes.append(Change(f"place:{scene_id}", None, Place(after=after)))
            placed.append(scene_id)
            order = [each for each in order if each != scene_id]
            order.insert(0 if after == "start" else order.index(after) + 1, scene_id)
        with bench.aura.writing() as unit:
            live = LiveView(unit.work.session, unit.projects.hold(project_id))
            Writer(live).write(Outcome(inverse=None, words="", changes=tuple(changes), placed=tuple(placed)))

        assert [each.id for each in bench.scenes(project_id)] == order

    stand_there()


def test_whole_documents_that_are_restored_are_the_models(
    bench: Bench, strategies: dict[str, st.SearchStrategy[Any]]
) -> None:
    @DEPTH
    @given(strategies["documents"], strategies["documents"], lists)
    def restored(first: Document, second: Document, scenes: list[Scene]) -> None:
        project_id = bench.project([])
        longer = replace(second, timeline=replace(second.timeline, scenes=tuple(scenes)))
        for document in (first, second, longer, first):
            with bench.aura.writing() as unit:
                live = LiveView(unit.work.session, unit.projects.hold(project_id))
                change = Change("document", live.document(), document)
                Writer(live).write(Outcome(inverse=None, words="", changes=(change,)))
                assert live.document() == document
                assert live.digest("document") == digest_of(document)
                rows = select(SceneState.digest).where(live.mine).order_by(SceneState.scene_index)
                found = unit.work.session.scalars(rows).all()
                assert found == [digest_of(each) for each in document.timeline.scenes]

    restored()


@pytest.mark.parametrize("way", ["apply", "undo", "redo"])
def test_an_edit_of_twice_as_many_scenes_takes_no_more_statements(
    bench: Bench, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "find", lambda _: None)  # or the one project's lines spare the other reads

    def statements(count: int) -> int:
        project_id = bench.project([scene(number, "before " * 30) for number in range(count)])
        edit = ReplaceScenes(
            scenes=tuple(scene(number, "after " * 40) for number in reversed(range(20, count + 20)))
        )
        steps: dict[str, Callable[[], Any]] = {
            "apply": lambda: bench.apply(project_id, edit),
            "undo": lambda: bench.undo(project_id),
            "redo": lambda: bench.redo(project_id),
        }
        for name, step in steps.items():
            with bench.counted() as said:
                step()
            if name == way:
                return len(said)
        raise AssertionError(way)

    statements(30)  # what all projects share, such as an empty plan, has its second copy from here on
    assert statements(240) == statements(120)


def test_an_edit_that_looks_at_many_scenes_one_by_one_reads_them_at_once(bench: Bench) -> None:
    ids = [scene(number).id for number in range(200)]
    project_id = bench.project([scene(number, str(number)) for number in range(200)])
    with bench.aura.reading() as unit, bench.counted() as said:
        live = LiveView(unit.work.session, unit.projects.get(project_id))
        texts = [found.script_text for each in ids if (found := live.find_scene(each))]
        numbers = [live.position(each) for each in ids]
        around = [(live.previous(each), live.next(each)) for each in ids]
        digests = [live.digest(f"scene:{each}") for each in ids]
        places = [live.digest(f"place:{each}") for each in ids]
        absent = live.find_scene(str(new_id())), live.digest(f"scene:{new_id()}")
        with pytest.raises(NotFound):
            live.position(str(new_id()))

    assert texts == [str(number) for number in range(200)]
    assert numbers == list(range(1, 201))
    assert around == list(zip(["start", *ids], [*ids[1:], "end"], strict=False))
    assert digests == [digest_of(scene(number, str(number))) for number in range(200)]
    assert places == [digest_of(Place(after=before)) for before, _ in around]
    assert absent == (None, None)
    assert len(said) < 100


def test_what_was_read_at_once_is_read_again_after_a_change(bench: Bench) -> None:
    ids = [scene(number).id for number in range(60)]
    project_id = bench.project([scene(number) for number in range(60)])
    with bench.aura.writing() as unit:
        live = LiveView(unit.work.session, unit.projects.hold(project_id))
        for each in ids:
            assert live.find_scene(each)
            assert live.position(each)
            assert not live.has_object("a" * 64)
        unit.editing.apply(project_id, [SetSceneText(scene=ids[1], text="new"), DeleteScene(scene=ids[0])])

        found = live.find_scene(ids[1])
        assert found is not None
        assert found.script_text == "new"
        assert live.find_scene(ids[0]) is None
        assert live.position(ids[1]) == 1


def test_a_single_edit_of_a_long_film_reads_only_what_it_names(bench: Bench) -> None:
    def statements(count: int) -> list[str]:
        project_id = bench.project([scene(number) for number in range(count)])
        with bench.counted() as said:
            bench.apply(project_id, SetSceneText(scene=scene(3).id, text="new"))
            bench.apply(project_id, InsertScene(scene=scene(4_000), after=scene(5).id))
            bench.apply(project_id, DeleteScene(scene=scene(7).id))
            bench.undo(project_id)
        return said

    assert statements(300) == statements(10)


def test_a_draft_in_the_way_of_whose_undo_a_scene_was_changed_says_so_and_can_be_undone_after_it(
    bench: Bench, shared: None, colleague: Actor
) -> None:
    project_id = bench.project([scene(number) for number in range(90)])
    before = bench.scenes(project_id)
    bench.apply(project_id, ReplaceScenes(scenes=tuple(scene(number, "new") for number in range(100, 190))))
    with bench.aura.writing(colleague) as unit:
        unit.editing.apply(project_id, [SetSceneTitle(scene=scene(150).id, title="Lamp")])

    with pytest.raises(Conflict, match="“Changed the title of scene 51” came after it") as refused:
        bench.undo(project_id)
    with bench.aura.reading() as unit:
        (title, draft) = unit.history.list(project_id).items
    assert refused.value.data == {"action": str(draft.id), "later": str(title.id)}
    assert draft.status == "Applied"
    assert draft.description == "Replaced 90 scenes by 90"

    with bench.aura.writing(colleague) as unit:
        unit.editing.undo(project_id)
    bench.undo(project_id)
    assert bench.scenes(project_id) == before


def test_a_scene_that_was_added_behind_a_draft_is_not_lost_by_its_undo(
    bench: Bench, shared: None, colleague: Actor
) -> None:
    """Nothing that the draft touched is touched by a scene at the end; its undo would take it away."""
    project_id = bench.project([scene(1), scene(2)])
    before = bench.scenes(project_id)
    bench.apply(project_id, ReplaceScenes(scenes=(scene(3), scene(4))))
    with bench.aura.writing(colleague) as unit:
        unit.editing.apply(project_id, [InsertScene(scene=scene(5))])

    with pytest.raises(Conflict, match="“Inserted scene 3” came after it"):
        bench.undo(project_id)
    assert [each.id for each in bench.scenes(project_id)] == [scene(number).id for number in (3, 4, 5)]

    with bench.aura.writing(colleague) as unit:
        unit.editing.undo(project_id)
    bench.undo(project_id)
    assert bench.scenes(project_id) == before


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([], [1, 2], "Wrote 2 scenes"),
        ([1, 2, 3], [], "Deleted all 3 scenes"),
        ([1], [], "Deleted the only scene"),
        ([1], [2, 3], "Replaced 1 scene by 2"),
        ([1, 2], [2, 3, 4], "Rewrote the scenes: 2 new, 1 deleted"),
        ([1, 2], [2, 1], "Put the scenes in another order"),
    ],
)
def test_the_history_says_what_became_of_the_scenes(
    bench: Bench, before: list[int], after: list[int], words: str
) -> None:
    project_id = bench.project([scene(number) for number in before])
    (action,) = bench.apply(project_id, ReplaceScenes(scenes=tuple(map(scene, after)))).actions

    assert action.description == words


def test_a_list_with_one_scene_twice_or_a_file_that_is_not_there_is_refused(bench: Bench) -> None:
    project_id = bench.project([scene(1)])
    with pytest.raises(Invalid, match="same id"):
        bench.apply(project_id, ReplaceScenes(scenes=(scene(2), scene(2, "again"))))
    with pytest.raises(NotFound, match="no asset"):
        bench.apply(project_id, ReplaceScenes(scenes=(replace(scene(2), media=Media(asset="a" * 64)),)))

    assert bench.scenes(project_id) == (scene(1),)


def test_what_a_bulk_edit_touched_is_packed_and_names_every_part(bench: Bench) -> None:
    project_id = bench.project([scene(number) for number in range(50)])
    (action,) = bench.apply(
        project_id, ReplaceScenes(scenes=tuple(scene(number) for number in range(50, 100)))
    ).actions
    parts = read(action.touched_json)

    assert len(parts) == 200
    assert parts[f"scene:{scene(1).id}"] == (digest_of(scene(1))[:16], None)
    assert parts[f"scene:{scene(60).id}"] == (None, digest_of(scene(60))[:16])


def test_actions_that_are_forgotten_leave_nothing_counted(bench: Bench) -> None:
    project_id = bench.project([scene(number, "before " * 60) for number in range(60)])
    bench.apply(project_id, ReplaceScenes(scenes=tuple(scene(number, "after " * 60) for number in range(60))))
    bench.apply(project_id, SetSceneText(scene=scene(1).id, text="kept"))
    counts = select(ContentBlob.reference_count).where(ContentBlob.content_type == "Scene")
    with bench.aura.writing() as unit:
        session = unit.work.session
        assert set(session.scalars(counts)) == {1}
        bulk = session.scalars(select(ActionLog).where(ActionLog.action_type == "scenes.replace")).all()
        forget(session, bulk, unit.work.now())
    with bench.aura.reading() as unit:
        assert set(unit.work.session.scalars(counts)) == {0}
        assert [action.number for action in unit.history.list(project_id).items] == [2]

    bench.undo(project_id)
    assert bench.scenes(project_id)[1] == scene(1, "after " * 60)
    with pytest.raises(Conflict, match="nothing to undo"):
        bench.undo(project_id)


@pytest.mark.parametrize("expired", [1, 2])
def test_a_step_of_which_any_is_expired_is_not_undone(bench: Bench, expired: int) -> None:
    project_id = bench.project([scene(1), scene(2)])
    bench.apply(
        project_id, SetSceneText(scene=scene(1).id, text="x"), SetSceneText(scene=scene(2).id, text="y")
    )
    with bench.aura.writing() as unit:
        rows = unit.work.session.scalars(select(ActionLog).order_by(ActionLog.number)).all()
        for action in rows[:expired]:
            assert action.expires_at == action.timestamp + KEPT
            action.status = "Expired"

    with pytest.raises(Conflict, match="nothing to undo"):
        bench.undo(project_id)
    assert [each.script_text for each in bench.scenes(project_id)] == ["x", "y"]


def test_the_order_has_a_new_revision_where_scenes_came_went_or_moved(bench: Bench) -> None:
    project_id = bench.project([scene(1), scene(2)])

    def revision() -> int:
        with bench.aura.reading() as unit:
            project: ProjectState = unit.projects.get(project_id)
            return project.order_revision

    bench.apply(project_id, ReplaceScenes(scenes=(scene(1, "text"), scene(2))))
    assert revision() == 0
    bench.apply(project_id, ReplaceScenes(scenes=(scene(2), scene(1))))
    assert revision() == 1
    bench.apply(project_id, ReplaceScenes(scenes=(scene(2),)))
    assert revision() == 2


@pytest.mark.parametrize(("many", "points"), [(20, 0), (21, 1)])
def test_a_change_of_many_scenes_is_preceded_by_a_restore_point_and_one_of_few_is_not(
    bench: Bench, many: int, points: int
) -> None:
    before = [scene(number, "as it was") for number in range(1, 31)]
    project_id = bench.project(before)
    bench.apply(project_id, SetSceneText(scene=before[29].id, text="changed since the first version"))
    was = bench.scenes(project_id)
    bench.apply(project_id, SetScenes(scenes=tuple(each.id for each in before[:many]), motion="in"))

    with bench.aura.reading() as unit:
        found = unit.versions.list(project_id, version_type="RestorePoint").items
        assert [version.name for version in found] == [
            f"Before “Changed the motion of {many} scenes”"
        ] * points
        for version in found:
            assert unit.versions.document(project_id, version.version_number).timeline.scenes == was
    bench.undo(project_id)
    assert bench.scenes(project_id) == was


def test_a_change_of_many_scenes_that_are_saved_already_makes_no_other_version(bench: Bench) -> None:
    before = [scene(number) for number in range(1, 31)]
    project_id = bench.project(before)
    bench.apply(project_id, SetScenes(scenes=tuple(each.id for each in before), motion="in"))

    with bench.aura.reading() as unit:
        assert unit.projects.get(project_id).last_version_number == 1
