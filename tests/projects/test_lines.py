"""A large project is saved in pieces: what a save stores and reads is what changed."""

import random
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from aura.blobs import content, patches, recent, sweep
from aura.blobs.tables import BlobPayload, ContentBlob
from aura.errors import Conflict
from aura.projects import lines
from aura.projects.tables import ProjectVersion
from aura.services import Services
from aura.timeline import codec
from aura.timeline.document import Brief
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene, SetSceneText
from aura.timeline.scene import Scene

COUNT = 700


def scenes(seed: int = 1) -> list[Scene]:
    rng = random.Random(seed)
    ids = [str(uuid.UUID(int=rng.getrandbits(128), version=4)) for _ in range(COUNT)]
    return [
        Scene(id=each, script_text=f"{rng.getrandbits(800):x} " + "the light turns over the sea " * 15)
        for each in ids
    ]


@pytest.fixture
def large(aura: Services) -> uuid.UUID:
    with aura.writing() as unit:
        return unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=scenes()).id


def apply(aura: Services, project_id: uuid.UUID, *edits: Any) -> None:
    with aura.writing() as unit:
        unit.editing.apply(project_id, edits)


def save(aura: Services, project_id: uuid.UUID) -> ProjectVersion:
    with aura.writing() as unit:
        return unit.versions.save(project_id)


def frozen(aura: Services, project_id: uuid.UUID) -> codec.Frozen:
    """The live document, from its values."""
    with aura.reading() as unit:
        return codec.freeze(unit.live(project_id).document())


def test_pieces_are_those_the_timeline_is_cut_into_whatever_was_edited(
    aura: Services, large: uuid.UUID
) -> None:
    ids = [scene.id for scene in scenes()]
    ends = [each for each in ids if codec.ends_piece(int(each[-2:], 16))]
    assert ends
    some = SetSceneText(scene=ids[5], text="changed")
    for edits in (
        [],
        [some],
        [MoveScene(scene=ends[0], after="end")],
        [DeleteScene(scene=ends[-1]), MoveScene(scene=ids[3], after="start")],
        [InsertScene(scene=Scene(id=str(uuid.uuid4()), script_text="new"), after=ids[50])],
    ):
        if edits:
            apply(aura, large, *edits)
        with aura.reading() as unit:
            pieces = unit.live(large).pieces()
        timeline = frozen(aura, large).timeline
        assert pieces == codec.cut(timeline)
        assert b"".join(pieces) == timeline


def test_lines_that_change_between_two_looks_are_refused_and_not_kept(
    aura: Services, large: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can write to a project that is held; this one is not."""
    stored = lines._stored
    apply(aura, large, SetSceneText(scene=scenes()[5].id, text="one"))

    def write_first(session: Any, project: Any, ids: Any) -> Any:
        text = f"two {uuid.uuid4()}"
        unit.editing.apply(large, [SetSceneText(scene=scenes()[5].id, text=text)])
        session.flush()
        return stored(session, project, ids)

    monkeypatch.setattr(lines, "_stored", write_first)
    with pytest.raises(Conflict, match="try again"), aura.writing() as unit:
        unit.live(large).pieces()

    monkeypatch.setattr(lines, "_stored", stored)
    with aura.reading() as unit:
        assert unit.live(large).freeze() == frozen(aura, large)


def test_scenes_of_which_many_are_the_same_and_none_ends_a_run_are_one_piece(aura: Services) -> None:
    alike = [
        Scene(id=f"00000000-0000-4000-8000-{number:010x}01", script_text="the same") for number in range(40)
    ]
    with aura.writing() as unit:
        project_id = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=alike).id
    apply(aura, project_id, SetSceneText(scene=alike[7].id, text="another"))
    with aura.reading() as unit:
        assert unit.live(project_id).pieces() == [frozen(aura, project_id).timeline]


def test_what_was_edited_and_is_not_written_yet_is_in_the_version_that_is_saved(
    aura: Services, large: uuid.UUID
) -> None:
    with aura.writing() as unit:
        unit.editing.apply(large, [SetSceneText(scene=scenes()[9].id, text="in one breath")])
        number = unit.versions.save(large).version_number
        unit.editing.apply(large, [SetSceneText(scene=scenes()[9].id, text="and more")])
        after = unit.versions.save(large).version_number
    with aura.reading() as unit:
        texts = [
            unit.versions.document(large, each).timeline.scenes[9].script_text for each in (number, after)
        ]
        assert texts == ["in one breath", "and more"]
        assert unit.versions.frozen(large, after) == frozen(aura, large)


def test_a_project_without_scenes_has_one_piece(aura: Services) -> None:
    with aura.writing() as unit:
        empty = unit.projects.create(brief=Brief(topic="Nothing yet")).id
    with aura.reading() as unit:
        assert unit.live(empty).pieces() == [frozen(aura, empty).timeline]


def test_every_version_of_a_large_project_reads_as_it_was(aura: Services, large: uuid.UUID) -> None:
    ids = [scene.id for scene in scenes()]
    rng = random.Random(3)
    states = {1: frozen(aura, large)}
    for number in range(2, 30):
        where = rng.choice(ids)
        edits = [SetSceneText(scene=where, text=f"take {number}"), MoveScene(scene=where, after="start")]
        apply(aura, large, rng.choice(edits))
        assert save(aura, large).version_number == number
        states[number] = frozen(aura, large)

    with aura.reading() as unit:
        for number, state in states.items():
            version = unit.versions.get(large, number)
            assert unit.live(large).frozen(version) == state


@pytest.mark.parametrize("remembered", [True, False])
def test_a_save_of_one_edit_adds_some_hundred_bytes(
    aura: Services, large: uuid.UUID, monkeypatch: pytest.MonkeyPatch, remembered: bool
) -> None:
    if not remembered:
        monkeypatch.setattr(recent, "find", lambda _: None)
    apply(aura, large, SetSceneText(scene=scenes()[400].id, text="the keeper sleeps"))

    assert 0 < save(aura, large).storage_size_bytes < 700
    assert save(aura, large).storage_size_bytes == 0


def counted(aura: Services) -> dict[bytes, int]:
    with aura.reading() as unit:
        rows = select(ContentBlob.content_hash, ContentBlob.reference_count)
        return dict(unit.work.session.execute(rows).all())


def named(aura: Services) -> dict[bytes, int]:
    """Counts from scratch: the columns and the lists that name each blob."""
    found = dict.fromkeys(counted(aura), 0)
    with aura.reading() as unit:
        session = unit.work.session
        for version in session.scalars(select(ProjectVersion)):
            for name in version.hashes:
                found[name] += 1
        for key, name in session.execute(select(ContentBlob.payload_id, ContentBlob.content_hash)):
            if session.get_one(BlobPayload, key).encoding == patches.LIST:
                for line in codec.cut(content.get(session, name)):
                    found[codec.digest(line)] += 1
    return found


def test_pieces_are_counted_once_for_each_list_that_names_them_and_go_with_the_last(
    aura: Services, large: uuid.UUID, clock: Any
) -> None:
    for number in range(3):
        apply(aura, large, SetSceneText(scene=scenes()[300].id, text=f"take {number}"))
        save(aura, large)
    assert counted(aura) == named(aura)

    with aura.writing() as unit:
        gone = unit.versions.get(large, 2)
        content.release(unit.work.session, gone.hashes, unit.work.now())
        unit.work.session.delete(gone)
    clock.advance(hours=2)
    swept = sweep.sweep(aura.units, clock())

    assert swept.blobs == 2  # the list, and the one piece that no other names
    assert counted(aura) == named(aura)
    assert 0 not in counted(aura).values()


def test_a_restore_point_of_a_large_project_is_readable_without_the_line_it_is_stored_in(
    aura: Services, large: uuid.UUID, document_of: Callable[..., Any]
) -> None:
    apply(aura, large, SetSceneText(scene=scenes()[0].id, text="changed"))
    with aura.writing() as unit:
        point = unit.versions.save(large, version_type="RestorePoint").version_number
        unit.work.session.execute(
            BlobPayload.__table__.update().values(content=b"nonsense")  # all of it
        )
    with aura.reading() as unit:
        assert unit.versions.document(large, point) == document_of(large, aura)
        copies = unit.work.session.scalar(select(func.count()).select_from(ContentBlob))
        assert copies
