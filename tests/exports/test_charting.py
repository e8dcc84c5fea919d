"""The map of a film under way: which segments are there, which are made now, and how it went so far."""

from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from aura.actor import LOCAL
from aura.exports.charting import Chart, charted, course_of
from aura.exports.checkpoints import Data
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.timeline.edits.scenes import SetSceneDuration, SetSceneMotion


def states(chart: Chart | None) -> list[str]:
    assert chart is not None
    return [cell.state for cell in chart.cells]


def look(studio: Any, export_id: str) -> Chart | None:
    return charted(studio.aura.tools, LOCAL, export_id)


def put_back(studio: Any, export_id: str, kept: int) -> None:
    """An export as it was when only so many of its segments were finished."""
    with studio.aura.writing() as unit:
        session = unit.work.session
        row = session.get_one(ExportHistory, export_id)
        row.status, row.stage = "InProgress", "Composition"
        mine = select(RenderCheckpoint).where(RenderCheckpoint.export_id == export_id)
        checkpoint = session.scalars(mine).one()
        data = msgspec.json.decode(checkpoint.checkpoint_data, type=Data)
        film = look(studio, export_id)
        assert film is not None
        data.segments = dict(list(data.segments.items())[:kept])
        checkpoint.checkpoint_data = msgspec.json.encode(data).decode()


@pytest.fixture
def pictured(studios: Any, tmp_path: Any) -> Any:
    """A silent project of three pictures that fade into one another."""
    silent = studios(texts=("", "", ""))
    silent.bring_pictures(tmp_path)
    return silent


def test_each_segment_is_told_as_rendered_and_the_next_time_as_reused(pictured: Any) -> None:
    first, second = pictured.made(), pictured.made()
    chart = look(pictured, first.id)

    assert states(chart) == ["rendered"] * first.segments_rendered
    assert states(look(pictured, second.id)) == ["reused"] * second.segments_reused
    assert chart is not None
    assert chart.scene is None
    assert [cell.scene for cell in chart.cells if not cell.is_passage] == [1, 2, 3]
    assert [cell.scene for cell in chart.cells if cell.is_passage] == [2, 3]
    assert chart.scene_ids == tuple(scene.id for scene in pictured.scenes)
    assert chart.frames("rendered") == sum(cell.frames for cell in chart.cells)


def test_a_piece_that_stands_in_a_film_several_times_is_rendered_once_and_then_reused(
    studios: Any, tmp_path: Any
) -> None:
    still = studios(texts=("",))
    still.bring_pictures(tmp_path)
    scene = still.scenes[0].id
    still.apply(SetSceneMotion(scene=scene, motion="none"), SetSceneDuration(scene=scene, frames=900))

    export = still.made()

    assert states(look(still, export.id)) == ["rendered", "reused", "reused", "rendered"]
    assert (export.segments_rendered, export.segments_reused) == (2, 2)


def test_what_is_made_now_is_the_first_that_is_missing(pictured: Any) -> None:
    export = pictured.made()
    put_back(pictured, export.id, kept=2)
    chart = look(pictured, export.id)

    assert chart is not None
    assert sorted(states(chart)) == ["rendered", "rendered", "waiting", "waiting", "working"]
    first = next(cell for cell in chart.cells if cell.state != "rendered")
    assert (first.state, chart.scene) == ("working", first.scene)


def test_how_it_went_is_that_of_the_newest_attempt(pictured: Any) -> None:
    export = pictured.made()
    course = course_of(pictured.aura.units, LOCAL, export.id)

    assert course is not None
    percents = [sample.percent for sample in course.samples]
    assert percents == sorted(percents)
    assert course.began_at <= course.samples[0].at
    assert course_of(pictured.aura.units, LOCAL, pictured.request()) is None


def test_an_export_that_is_not_pinned_yet_has_no_map(studio: Any) -> None:
    assert look(studio, studio.request()) is None
    assert look(studio, "01900000-0000-7000-8000-000000000000") is None
