"""Exports found again: by project, status, preset, date, and by the mark in a film."""

import uuid
from typing import Any

import pytest

from aura.actor import Actor
from aura.errors import Invalid
from aura.exports.history import Entry, History, Sought
from aura.exports.tracing import Traced, trace
from aura.identity.tables import User
from aura.services import Services
from aura.timeline.document import Brief, Head
from aura.timeline.scene import Scene

FILM: dict[str, Any] = {"status": "Completed", "output_file": "a.mp4", "file_size": 1000}


def project(aura: Services, title: str = "Lighthouses") -> uuid.UUID:
    with aura.writing() as unit:
        scene = Scene(id=str(uuid.uuid4()), script_text="A lamp.")
        return unit.projects.create(brief=Brief(topic="x"), head=Head(title=title), scenes=[scene]).id


def export(
    aura: Services, of: uuid.UUID, preset: str = "Draft 360p", *, pin: bool = True, **facts: Any
) -> str:
    with aura.writing() as unit:
        row = unit.exports.request(of, preset)
        if pin:
            version = unit.versions.save(of)
            row.version_id = version.id
            row.input_file = f"projects/{of}/versions/{version.version_number}"
        row.completed_at = unit.work.now()
        for name, value in facts.items():
            setattr(row, name, value)
        return row.id


def found(aura: Services, **sought: Any) -> list[Entry]:
    with aura.reading() as unit:
        return list(History(unit.exports).page(Sought(**sought)).items)


def traced(aura: Services, mark: str, size_bytes: int = 1000) -> Traced:
    with aura.reading() as unit:
        return trace(unit.exports, mark, size_bytes)


def mark(of: uuid.UUID, number: int = 2) -> str:
    return f"aura:projects/{of}/versions/{number}"


def test_every_export_is_found_from_page_to_page_once_the_newest_first(aura: Services) -> None:
    mine = project(aura)
    expected = [export(aura, mine) for _ in range(7)]
    got: list[str] = []
    cursor: str | None = None
    while True:
        with aura.reading() as unit:
            page = History(unit.exports).page(Sought(), limit=3, cursor=cursor)
            got += [entry.export.id for entry in page.items]
        if (cursor := page.cursor) is None:
            break

    assert got == expected[::-1]


def test_exports_are_found_by_what_one_remembers(aura: Services, clock: Any) -> None:
    lights, trains = project(aura, "Light_houses"), project(aura, "Night trains")
    old = export(aura, lights, **FILM)
    clock.advance(days=3)
    with aura.reading() as unit:
        since = unit.work.now()
    failed = export(aura, trains, "TikTok 9:16", status="Failed")
    waits = export(aura, trains, status="Queued")

    def ids(**sought: Any) -> list[str]:
        return [entry.export.id for entry in found(aura, **sought)]

    assert ids(search="LIGHT_") == [old]
    assert ids(search="%") == []
    assert ids(status="Failed") == [failed]
    assert ids(preset="TikTok 9:16") == [failed]
    assert ids(since=since) == [waits, failed]
    assert ids(ended=True) == [failed, old]
    assert ids(project_id=lights) == [old]


def test_a_deleted_film_stays_on_record(aura: Services) -> None:
    mine = project(aura)
    gone = export(aura, mine, **FILM)
    with aura.writing() as unit:
        unit.exports.delete(gone)

    assert found(aura) == []
    assert [(entry.export.id, entry.version) for entry in found(aura, deleted=True)] == [(gone, 2)]
    with aura.reading() as unit:
        assert History(unit.exports).counts() == {"deleted": 1}
        assert list(History(unit.exports).presets()) == ["Draft 360p"]


def test_an_entry_names_its_project_and_its_version(aura: Services) -> None:
    mine = project(aura, "Lighthouses")
    export(aura, mine, pin=False)
    with aura.writing() as unit:
        unit.projects.delete(mine)
    (entry,) = found(aura)

    assert (entry.title, entry.project_is_deleted, entry.version) == ("Lighthouses", True, None)


def test_nobody_finds_the_exports_of_others(aura: Services) -> None:
    export(aura, project(aura), **FILM)
    other = Actor(uuid.uuid4())
    with aura.writing() as unit:
        unit.work.session.add(User(id=other.user_id, name="other"))
    with aura.reading(other) as unit:
        assert History(unit.exports).page(Sought()).items == []
        assert History(unit.exports).counts() == {}


def test_a_mark_leads_to_the_version_and_the_size_to_the_export(aura: Services) -> None:
    mine = project(aura)
    small = export(aura, mine, **FILM)
    with aura.writing() as unit:
        row = unit.exports.get(small)
        version_id, input_file = row.version_id, row.input_file
    large = export(aura, mine, pin=False, **{**FILM, "file_size": 9000})
    with aura.writing() as unit:
        row = unit.exports.get(large)
        row.version_id, row.input_file = version_id, input_file

    got = traced(aura, mark(mine), 9000)
    assert got.project is not None
    assert got.version is not None
    assert (got.number, [entry.export.id for entry in got.same]) == (2, [large])
    assert [entry.export.id for entry in got.exports] == [large, small]
    assert traced(aura, mark(mine), 1).same == []


def test_a_film_is_known_after_its_export_was_deleted(aura: Services) -> None:
    mine = project(aura)
    gone = export(aura, mine, **FILM)
    with aura.writing() as unit:
        unit.exports.delete(gone)

    assert [entry.export.id for entry in traced(aura, mark(mine)).same] == [gone]


def test_a_mark_of_what_is_not_here_leads_nowhere(aura: Services) -> None:
    mine = project(aura)

    assert traced(aura, mark(uuid.uuid4())).project is None
    assert traced(aura, mark(mine, 99)).version is None


@pytest.mark.parametrize(
    "text",
    ["", "aura:", "projects/x/versions/1", "aura:projects/------------------------------------/versions/1"],
)
def test_a_text_that_is_no_mark_is_refused(aura: Services, text: str) -> None:
    with pytest.raises(Invalid):
        traced(aura, text)
