"""What a film needs is made first, as one step of the user's own history."""

from typing import Any

import pytest

from aura.errors import NotFound
from aura.exports import running
from aura.exports.queue import Queue
from aura.timeline.edits.scenes import DeleteScene, SetSceneText
from aura.worker import Worker


def made_for(studio: Any) -> list[str]:
    return [action.action_type for action in studio.actions() if action.status == "Applied"]


def test_what_is_missing_is_made_and_logged_as_one_step(studio: Any) -> None:
    export = studio.made()
    actions = studio.actions()

    assert made_for(studio) == ["scene.narration"] * 3 + ["scene.media"] * 3
    assert len({action.correlation_id for action in actions}) == 1
    assert {action.user_id for action in actions} == {export.created_by}
    assert all(scene.narration and scene.media for scene in studio.scenes)


def test_undo_takes_narrations_and_pictures_back_and_redo_brings_the_same_ones(studio: Any) -> None:
    before = studio.document
    first = studio.made()
    made = studio.document

    studio.undo()
    assert studio.document == before

    studio.redo()
    assert studio.document == made
    again = studio.made()
    assert again.version_id == first.version_id
    assert again.segments_rendered == 0


def test_undoing_what_was_made_does_not_touch_the_film(studio: Any) -> None:
    export = studio.made()
    made = studio.document
    studio.undo()

    assert studio.version_document(export) == made
    assert studio.film(export).is_file()


def test_only_what_is_stale_is_made_again(studio: Any) -> None:
    studio.made()
    others = studio.scenes[::2]
    studio.apply(SetSceneText(scene=studio.scenes[1].id, text="The lens turns on."))
    studio.made()

    assert made_for(studio) == ["scene.narration"] * 3 + ["scene.media"] * 3 + [
        "scene.text",
        "scene.narration",
        "scene.media",
    ]
    assert studio.scenes[::2] == others


def test_a_project_with_nothing_missing_is_left_alone(ready: Any) -> None:
    before = made_for(ready)
    ready.made()

    assert made_for(ready) == before


class Meddler:
    """A speaker at whose first word somebody else changes the project."""

    def __init__(self, speaker: Any, meddle: Any) -> None:
        self.speaker = speaker
        self.build = speaker.build
        self.meddle = meddle

    def speak(self, text: str, **how: Any) -> Any:
        meddle, self.meddle = self.meddle, lambda: None
        meddle()
        return self.speaker.speak(text, **how)


def run_with(studio: Any, meddle: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    interrupt(studio, meddle, monkeypatch)
    return studio.make()


def interrupt(studio: Any, meddle: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    makers = studio.aura.tools.makers
    meddler = Meddler(makers.offline_speaker, meddle)
    monkeypatch.setattr(makers, "speaker", lambda source, record: meddler)


def test_an_edit_made_while_an_export_prepares_is_in_its_film(
    studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = studio.scenes[0].id
    export = run_with(
        studio, lambda: studio.apply(SetSceneText(scene=first, text="A new beginning.")), monkeypatch
    )

    assert export.status == "Completed"
    (scene, *_) = studio.version_document(export).timeline.scenes
    assert scene.script_text == "A new beginning."
    assert studio.version_document(export) == studio.document
    words = studio.aura.objects.path(scene.narration.words).read_text()
    assert "beginning" in words


def test_an_edit_made_after_the_voices_and_before_the_pin_is_spoken_as_well(
    studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_all = running.make_all
    first = studio.scenes[0].id
    meddle = [lambda: studio.apply(SetSceneText(scene=first, text="A new beginning."))]

    def make_and_meddle(*args: Any) -> int:
        done = make_all(*args)
        while meddle:
            meddle.pop()()
        return done

    monkeypatch.setattr(running, "make_all", make_and_meddle)
    export = studio.made()

    (scene, *_) = studio.version_document(export).timeline.scenes
    assert scene.script_text == "A new beginning."
    assert "beginning" in studio.aura.objects.path(scene.narration.words).read_text()


def test_an_export_whose_scenes_are_all_deleted_meanwhile_fails_and_says_so(
    studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = [DeleteScene(scene=scene.id) for scene in studio.scenes]
    export = run_with(studio, lambda: studio.apply(*gone), monkeypatch)

    assert export.status == "Failed"
    assert "no scenes" in export.error_message


def test_an_export_of_a_project_that_was_deleted_fails_and_says_so(studio: Any) -> None:
    export_id = studio.request()
    with studio.aura.writing() as unit:
        unit.projects.delete(studio.id)
    studio.work()
    export = studio.export(export_id)

    assert export.status == "Failed"
    assert "was deleted" in export.error_message
    with studio.aura.reading() as unit, pytest.raises(NotFound):
        unit.projects.get(studio.id)


def test_a_worker_that_loses_its_export_while_it_speaks_changes_nothing_in_the_project(
    studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = studio.document

    def be_claimed() -> None:
        with studio.aura.units.writing() as work:
            (owner,) = Queue(work).owners()
            Queue(work).forsake(owner)
            assert Queue(work).claim("another")

    export = run_with(studio, be_claimed, monkeypatch)

    assert (export.status, export.lease_owner, export.attempt) == ("InProgress", "another", 2)
    assert studio.document == before
    assert studio.actions() == []


def test_an_export_that_is_cancelled_while_it_speaks_ends_and_can_be_tried_again(
    studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:

        def cancel() -> None:
            with studio.aura.reading() as unit:
                (waiting,) = unit.exports.list().items
            studio.verb("cancel", waiting.id)

        export = run_with(studio, cancel, patch)

    assert (export.status, export.version_id) == ("Cancelled", None)
    assert studio.state().job_id is None
    assert all(scene.media is None for scene in studio.scenes)

    studio.verb("retry", export.id)
    studio.work()
    assert studio.export(export.id).status == "Completed"


def test_a_stop_while_making_leaves_the_project_as_it_was_and_nothing_is_made_twice(
    studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(studio.aura)
    before = studio.document
    said: list[str] = []
    interrupt(studio, lambda: (said.append("stopped"), worker.stop()), monkeypatch)
    export_id = studio.request()
    assert worker.run_one()

    waiting = studio.export(export_id)
    assert (waiting.status, waiting.attempt, waiting.version_id) == ("Queued", 0, None)
    assert studio.document == before
    shelf = list(studio.aura.tools.shelf.folder.rglob("*.json"))
    assert len(shelf) == 1

    studio.work()

    assert studio.export(export_id).status == "Completed"
    assert made_for(studio) == ["scene.narration"] * 3 + ["scene.media"] * 3
