"""Requests and the history: what can be asked for, what is pinned when, and what is listed."""

import uuid
from typing import Any

import pytest
from sqlalchemy import event

from aura.errors import Conflict, Invalid, NotFound
from aura.exports.tables import ExportHistory
from aura.timeline.edits.fields import SetHead, SetRender
from aura.timeline.edits.scenes import SetSceneText


def test_a_project_without_scenes_has_nothing_to_render(studios: Any) -> None:
    empty = studios(texts=())

    with pytest.raises(Conflict, match="nothing to render"):
        empty.request()


def test_an_unknown_preset_is_refused_with_the_names_there_are(studio: Any) -> None:
    with pytest.raises(Invalid, match="Draft 360p") as refused:
        studio.request("Cinema 8k")

    assert refused.value.field == "render.preset"


def test_a_project_that_is_not_there_cannot_be_exported(studio: Any) -> None:
    studio.id = uuid.uuid4()
    with pytest.raises(NotFound):
        studio.request()


def test_without_a_preset_the_project_s_own_is_taken(studio: Any) -> None:
    studio.apply(SetRender(preset="Draft 360p"))
    export = studio.export(studio.request(None))

    assert (export.preset_name, export.resolution) == ("Draft 360p", "640x360")


def test_a_project_with_something_missing_is_pinned_only_once_it_is_made(studio: Any) -> None:
    versions = studio.versions()
    export = studio.export(studio.request())

    assert export.version_id is None
    assert export.input_file == f"projects/{studio.id}"
    assert studio.versions() == versions


def test_a_project_with_nothing_missing_is_pinned_at_once_so_later_edits_do_not_reach_the_film(
    ready: Any,
) -> None:
    export = ready.export(ready.request())
    asked_for = ready.document
    ready.apply(
        SetHead(title="Another title"), SetSceneText(scene=ready.scenes[0].id, text="Words that came later.")
    )
    ready.work()
    after = ready.export(export.id)

    assert after.status == "Completed"
    assert after.version_id == export.version_id
    assert ready.version_document(after) == asked_for
    assert ready.play(ready.film(after)).metadata["title"] == "Lighthouses"
    assert after.output_file.startswith("lighthouses-")
    assert ready.scenes[0].narration is None


def test_exporting_the_same_content_again_leaves_one_version(ready: Any) -> None:
    first = ready.export(ready.request())
    second = ready.export(ready.request())

    assert (first.version_id, first.input_file) == (second.version_id, second.input_file)
    assert ready.versions() == 2


def test_the_history_lists_exports_newest_first_over_pages(studio: Any, studios: Any) -> None:
    other = studios(title="Bridges")
    asked = [one.request() for one in (studio, other, studio, studio, other)]
    listed, cursor = [], None
    with studio.aura.reading() as unit:
        while True:
            page = unit.exports.list(limit=2, cursor=cursor)
            listed += [export.id for export in page.items]
            cursor = page.cursor
            if cursor is None:
                break
        of_other = [export.id for export in unit.exports.list(project_id=other.id).items]
        cancelled = unit.exports.list(status="Cancelled").items

    assert listed == asked[::-1]
    assert of_other == [asked[4], asked[1]]
    assert cancelled == []


def test_the_history_can_be_asked_for_a_status(studio: Any) -> None:
    waiting, stopped = studio.request(), studio.request()
    studio.verb("cancel", stopped)
    with studio.aura.reading() as unit:
        assert [export.id for export in unit.exports.list(status="Queued").items] == [waiting]
        assert [export.id for export in unit.exports.list(status="Cancelled").items] == [stopped]


def test_there_is_no_film_to_fetch_before_it_is_finished(studio: Any) -> None:
    export_id = studio.request()
    with studio.aura.reading() as unit, pytest.raises(Conflict, match="Queued"):
        unit.exports.file(export_id)


def test_an_export_that_is_not_there_is_not_found(studio: Any) -> None:
    for verb in ("get", "cancel", "retry", "delete"):
        with pytest.raises(NotFound):
            studio.verb(verb, str(uuid.uuid4()))


def test_a_waiting_export_is_cancelled_at_once_and_is_never_run(studio: Any) -> None:
    export_id = studio.request()
    studio.verb("cancel", export_id)

    assert studio.export(export_id).status == "Cancelled"
    assert studio.kinds(export_id) == ["queued", "cancelled"]
    assert studio.work() is False
    with pytest.raises(Conflict, match="Cancelled already"):
        studio.verb("cancel", export_id)


def test_a_cancelled_export_can_be_tried_again_and_succeeds(ready: Any) -> None:
    export_id = ready.request()
    ready.verb("cancel", export_id)
    ready.verb("retry", export_id)
    waiting = ready.export(export_id)
    assert (waiting.status, waiting.error_message, waiting.completed_at) == ("Queued", None, None)

    ready.work()

    assert ready.export(export_id).status == "Completed"


def test_only_what_failed_or_was_cancelled_can_be_tried_again(ready: Any) -> None:
    waiting = ready.request()
    with pytest.raises(Conflict, match="Queued"):
        ready.verb("retry", waiting)
    ready.work()
    with pytest.raises(Conflict, match="Completed"):
        ready.verb("retry", waiting)


def test_deleting_an_export_takes_its_film_away_and_no_other(ready: Any) -> None:
    first, second = ready.made(), ready.made()
    ready.verb("delete", first.id)

    assert ready.films() == [second.output_file]
    with ready.aura.reading() as unit:
        assert [export.id for export in unit.exports.list().items] == [second.id]
        with pytest.raises(NotFound):
            unit.exports.get(first.id)
        with pytest.raises(NotFound):
            unit.exports.file(first.id)


def test_an_export_that_is_not_over_cannot_be_deleted(studio: Any) -> None:
    export_id = studio.request()
    with pytest.raises(Conflict, match="cancel it first"):
        studio.verb("delete", export_id)


def test_a_deletion_that_does_not_come_about_takes_no_film_away(ready: Any) -> None:
    export = ready.made()

    def delete_and_break() -> None:
        with ready.aura.writing() as unit:
            unit.exports.delete(export.id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        delete_and_break()

    assert ready.film(export).is_file()


def test_the_film_worth_showing_is_the_newest_finished_one_else_the_newest(ready: Any, studio: Any) -> None:
    ready.made()
    finished = ready.made()
    ready.request()
    studio.request()
    newest = studio.request()
    with ready.aura.reading() as unit:
        found = unit.exports.newest_of([ready.id, studio.id])

    assert {key: export.id for key, export in found.items()} == {ready.id: finished.id, studio.id: newest}


def test_only_the_exports_worth_showing_are_read(studio: Any, studios: Any) -> None:
    other = studios()
    for each in (studio, other):
        for _ in range(3):
            each.request()
    read: list[str] = []

    def note(export: ExportHistory, _: Any) -> None:
        read.append(export.id)

    event.listen(ExportHistory, "load", note)
    try:
        with studio.aura.reading() as unit:
            found = unit.exports.newest_of([studio.id, other.id])
            assert unit.exports.newest_of([]) == {}
    finally:
        event.remove(ExportHistory, "load", note)

    assert sorted(read) == sorted(export.id for export in found.values())
    assert found.keys() == {studio.id, other.id}


ODD_TITLES = {
    "../../etc/passwd": "etc-passwd",
    "Zwölf Leuchttürme": "zwolf-leuchtturme",
    "灯台": "film",
    ".hidden": "hidden",
    'a/b\\c:"*?<>|\n$(rm -rf ~)': "a-b-c-rm-rf",
    "x" * 200: "x" * 60,
    "": "lighthouses",
}


def test_odd_titles_make_safe_names_and_equal_titles_make_two_files(ready: Any) -> None:
    names = {}
    for title in [*ODD_TITLES, "", "灯台"]:
        ready.apply(SetHead(title=title))
        export = ready.made()
        names[export.output_file] = title
        stem, _, end = export.output_file.rpartition("-")
        assert (stem, end) == (ODD_TITLES[title], f"{export.id[-8:]}.mp4")
        assert ready.film(export).parent == ready.aura.settings.exports_dir

    assert len(names) == len(ODD_TITLES) + 2
    assert ready.films() == sorted(names)


def test_an_export_that_another_deletes_meanwhile_is_not_begun_again(studio: Any, meanwhile: Any) -> None:
    export_id = studio.request()
    studio.verb("cancel", export_id)
    with studio.aura.writing() as unit:
        unit.exports.delete(export_id)
        second = meanwhile(lambda: studio.verb("retry", export_id))

    assert isinstance(second.exception(), NotFound)
    assert studio.export(export_id).status == "Cancelled"
