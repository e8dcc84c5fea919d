"""Checking and mending on whichever database there is, beside others who write, and by schedule."""

import uuid
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from structlog.testing import capture_logs

from aura.blobs.ledger import Ledger, Times
from aura.blobs.payloads import BLOBS, ROWS
from aura.projects.tables import ProjectState, SceneState
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.edits import decode
from aura.upkeep import checking, repairing
from tests.upkeep.conftest import Store, scenes


@pytest.fixture
def project(aura: Services) -> uuid.UUID:
    """A project of 350 scenes, which is stored in pieces, with a few versions."""
    import random

    with aura.writing() as unit:
        made = unit.projects.create(brief=Brief(topic="Rivers"), scenes=scenes(random.Random(2), 350, 130)).id
    for number in range(4):
        save(aura, made, number)
    return made


def save(aura: Services, project_id: uuid.UUID, number: int) -> None:
    with aura.writing() as unit:
        scene = unit.live(project_id).at(number + 1)
        unit.editing.apply(project_id, [decode("scene.text", {"scene": scene, "text": f"Time {number}."})])
        unit.versions.save(project_id)


def kinds(aura: Services, **options: Any) -> set[str]:
    report = checking.check(aura.units, aura.objects, **options)
    return {finding.kind for finding in report.findings}


def spoil(aura: Services, *statements: Any) -> None:
    with aura.writing() as unit:
        for statement in statements:
            unit.work.session.execute(statement)


def test_damage_is_found_and_mended_on_any_database(aura: Services, project: uuid.UUID) -> None:
    assert kinds(aura) == set()
    newest = select(ROWS.c.id).order_by(ROWS.c.id.desc()).limit(1).scalar_subquery()
    spoil(
        aura,
        update(BLOBS).where(BLOBS.c.content_type == "Timeline").values(reference_count=9),
        update(BLOBS).where(BLOBS.c.content_type == "Brief").values(reference_count=0, size_bytes=1),
        update(ROWS).where(ROWS.c.id == newest).values(content=b"nothing"),
        insert(ROWS).values(step=0, encoding=0, content=b"orphan"),
        update(SceneState).where(SceneState.scene_index == 0).values(is_completed=True),
        update(ProjectState).values(scene_count=7, last_action_number=0),
    )
    found = kinds(aura)
    repaired = repairing.repair(aura.units, aura.objects, aura.settings)

    assert found == {
        *("count-too-low", "size-wrong", "payload-damaged", "payload-orphan"),
        *("scene-differs", "project-differs", "number-behind"),
    }
    assert "count-too-high" in {each.kind for each in repaired.mended}  # told once all lists could be read
    assert repaired.left.findings == []
    assert repairing.repair(aura.units, aura.objects, aura.settings).mended == []


def test_what_is_written_during_a_check_is_no_finding(aura: Services, project: uuid.UUID) -> None:
    written = 0

    def write() -> None:
        nonlocal written
        if written < 5:
            written += 1
            save(aura, project, 10 + written)

    assert kinds(aura, pause=write) == set()
    assert written == 5
    assert kinds(aura) == set()


def test_a_check_stops_where_it_is_asked_to(aura: Services, project: uuid.UUID) -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        checking.check(aura.units, aura.objects, pause=stop)


def test_a_check_by_schedule_logs_what_it_finds_and_sums_it_up(aura: Services, project: uuid.UUID) -> None:
    spoil(aura, update(BLOBS).where(BLOBS.c.content_type == "Brief").values(reference_count=0))
    with capture_logs() as logged:
        summary = checking.scheduled(aura.units, aura.objects, lambda: None)

    assert summary.findings == {"count-too-low": 1}
    [found] = [line for line in logged if line["log_level"] == "error"]
    assert found["kind"] == "count-too-low"
    assert "`aura check --repair`" in found["do"]


def test_a_ledger_counts_each_sort_of_naming_by_itself() -> None:
    names = [number.to_bytes(32, "big") for number in range(1201)]
    with Ledger() as ledger:
        ledger.count("versions", "Brief", ((name, 2) for name in names))
        ledger.count("versions", "Plan", [(names[0], 1)])
        ledger.count("lists", "Scene", [(names[0], 1), (names[0], 1)])

        assert ledger.of(names[0])[:3] == (3, 0, 2)
        assert ledger.of(names[7]) == Times(versions=2, content_type="Brief")
        assert ledger.of(b"x") == Times()
        assert [name for batch in ledger.batches() for name in batch] == names


def test_a_database_that_cannot_be_read_to_its_end_is_said_so(store: Store) -> None:
    def pages(connection: Any) -> tuple[list[int], int]:
        asked = "SELECT pageno, pgsize FROM dbstat WHERE name = 'scene_states' AND pagetype = 'leaf'"
        rows = connection.execute(asked).fetchall()
        return [number for number, _ in rows], rows[0][1]

    numbers, size = store.spoil(pages)
    with store.file.open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * size)
            file.write(bytes(size))
    report = store.check()

    assert not report.is_complete
    assert {finding.kind for finding in report.findings} >= {"database-damaged"}
    assert any("`aura restore-backup`" in finding.advice for finding in report.findings)
    assert report.contents > 100  # the rest was looked at all the same
