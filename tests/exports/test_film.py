"""A finished export: a film that plays, a row that says what it is, a way back to what it was made from."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3
from msgspec import json

from aura import config
from aura.errors import NotFound
from aura.exports.tables import ExportHistory
from aura.projects.tables import ProjectVersion
from aura.render.timing import film_frames
from aura.services import Services

ONE_FRAME_S = 1 / 30
AAC_FRAME_S = 1024 / 48_000


@pytest.fixture(scope="module")
def finished(
    tmp_path_factory: pytest.TempPathFactory, new_studio: Any
) -> Iterator[tuple[Any, ExportHistory]]:
    """A project and the first film of it, for the tests that only look."""
    services = Services(config.load(tmp_path_factory.mktemp("finished"), workers=1)).open()
    studio = new_studio(services)
    yield studio, studio.made()
    services.close()


def boxes(path: Path) -> list[str]:
    """The top-level boxes of an MP4 file, in order."""
    found = []
    with path.open("rb") as file:
        while head := file.read(8):
            size, kind = int.from_bytes(head[:4], "big"), head[4:].decode()
            found.append(kind)
            if size == 1:
                size = int.from_bytes(file.read(8), "big") - 8
            file.seek(size - 8, os.SEEK_CUR)
    return found


def test_a_completed_export_says_what_its_film_is(finished: Any) -> None:
    studio, export = finished
    path = studio.film(export)

    assert export.status == "Completed"
    assert export.progress == 100
    assert (export.preset_name, export.codec, export.resolution) == ("Draft 360p", "h264", "640x360")
    assert (export.attempt, export.error_message, export.lease_owner) == (1, None, None)
    assert export.file_size == path.stat().st_size
    assert export.file_digest.hex() == blake3(path.read_bytes()).hexdigest()
    assert export.duration_seconds == pytest.approx(film_frames(studio.document) / 30)
    assert export.started_at < export.completed_at
    assert (export.segments_reused, export.segments_rendered) == (0, len(studio.segments()))


def test_the_film_plays_to_its_end_and_its_sound_is_as_long_as_its_picture(finished: Any) -> None:
    studio, export = finished
    played = studio.play(studio.film(export))

    assert played.frames == round(export.duration_seconds * 30) == film_frames(studio.document)
    assert played.size == (640, 360)
    assert played.codecs == ("h264", "aac")
    assert played.video_s == pytest.approx(export.duration_seconds, abs=1e-3)
    assert abs(played.audio_s - played.video_s) <= max(ONE_FRAME_S, 2 * AAC_FRAME_S)
    assert len(set(played.pictures)) > played.frames / 2


def test_the_film_can_be_played_while_it_is_fetched(finished: Any) -> None:
    studio, export = finished
    found = boxes(studio.film(export))

    assert found.index("moov") < found.index("mdat")


def test_a_film_leads_back_to_the_version_it_was_made_from(finished: Any) -> None:
    studio, export = finished
    metadata = studio.play(studio.film(export)).metadata
    project, _, number = metadata["comment"].removeprefix("aura:projects/").partition("/versions/")

    assert metadata["comment"] == f"aura:{export.input_file}"
    assert metadata["title"] == "Lighthouses"
    assert project == str(studio.id)
    with studio.aura.reading() as unit:
        version = unit.work.session.get_one(ProjectVersion, export.version_id)
        assert version.version_number == int(number)
        assert unit.versions.document(studio.id, int(number)) == studio.document


def test_every_scene_has_its_narration_and_its_picture_in_the_version(finished: Any) -> None:
    studio, export = finished
    for scene in studio.version_document(export).timeline.scenes:
        assert scene.narration.audio
        assert scene.narration.words
        assert scene.media.made_from


def test_the_project_is_completed_and_nothing_runs_in_it(finished: Any) -> None:
    studio, _ = finished
    project = studio.state()

    assert (project.status, project.job_id, project.current_stage) == ("Completed", None, None)
    assert project.progress_percent == 100


def test_what_happened_is_told_in_order_and_its_progress_never_falls(finished: Any) -> None:
    studio, export = finished
    told = studio.events(export.id)
    progress = [data["percent"] for kind, data in told if kind == "export.progress"]

    assert studio.kinds(export.id) == ["queued", "started", "verifying", "completed"]
    assert progress
    assert progress == sorted(progress)
    assert all(0 <= percent <= 100 for percent in progress)


def test_the_checkpoint_names_every_segment_and_the_film(finished: Any) -> None:
    studio, export = finished
    checkpoint = studio.checkpoint(export.id)
    kept = json.decode(checkpoint.checkpoint_data)["segments"]

    assert kept.keys() == studio.segments().keys()
    assert checkpoint.output_file_path == export.output_file
    assert (checkpoint.completed_scenes, checkpoint.total_scenes, checkpoint.is_valid) == (3, 3, True)


def test_nothing_is_left_lying_about(finished: Any) -> None:
    studio, export = finished

    assert studio.leftovers() == []
    assert studio.films() == [export.output_file]


def test_a_film_that_was_taken_away_is_not_found_and_no_other_is_given(finished: Any) -> None:
    studio, export = finished
    path = studio.film(export)
    aside = path.rename(path.with_suffix(".aside"))
    try:
        with pytest.raises(NotFound):
            studio.film(export)
    finally:
        aside.rename(path)
