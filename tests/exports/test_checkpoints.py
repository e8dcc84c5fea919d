"""Checkpoints: what is finished is on record, and a record that does not hold is not believed."""

from typing import Any

import pytest
from msgspec import json

from aura.exports.checkpoints import Checkpoints, Finished
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.worker import Worker

SEGMENTS = {"a": Finished("11", 30), "b": Finished("22", 40)}


@pytest.fixture
def kept(studio: Any) -> Any:
    """Reads or writes the checkpoint of an export."""
    export_id = studio.request()

    def do(verb: str, *args: Any, **counts: int) -> Any:
        with studio.aura.units.writing() as work:
            return getattr(Checkpoints(work, work.session.get_one(ExportHistory, export_id)), verb)(
                *args, **counts
            )

    do.export_id = export_id  # type: ignore[attr-defined]
    return do


def test_what_was_saved_is_loaded(kept: Any) -> None:
    assert kept("load", "this engine") == {}
    kept("save", "this engine", SEGMENTS, scenes_done=1, scenes=3)

    assert kept("load", "this engine") == SEGMENTS


def test_an_export_has_one_checkpoint_however_often_it_is_saved(kept: Any, studio: Any) -> None:
    kept("save", "this engine", SEGMENTS, scenes_done=1, scenes=3)
    kept("save", "this engine", {"a": SEGMENTS["a"]}, scenes_done=2, scenes=3)
    checkpoint = studio.checkpoint(kept.export_id)

    assert kept("load", "this engine") == {"a": SEGMENTS["a"]}
    assert (checkpoint.completed_scenes, checkpoint.total_scenes) == (2, 3)


def test_a_checkpoint_of_another_engine_is_not_believed_until_it_is_saved_anew(
    kept: Any, studio: Any
) -> None:
    kept("save", "an older engine", SEGMENTS, scenes_done=1, scenes=3)

    assert kept("load", "this engine") == {}
    assert studio.checkpoint(kept.export_id).is_valid is False
    assert kept("load", "an older engine") == {}
    kept("save", "this engine", SEGMENTS, scenes_done=1, scenes=3)
    assert studio.checkpoint(kept.export_id).is_valid is True
    assert kept("load", "this engine") == SEGMENTS


def test_the_checkpoint_is_there_while_the_render_still_runs(
    ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aura.exports.recording.WRITE_EVERY_S", 0.0)
    worker = Worker(ready.aura)
    publish = "aura.exports.running.Running._publish"

    def stop_before_publishing(*_: Any) -> None:
        raise RuntimeError("killed here")

    monkeypatch.setattr(publish, stop_before_publishing)
    export_id = ready.request()
    worker.run_one()
    kept = json.decode(ready.checkpoint(export_id).checkpoint_data)["segments"]

    assert kept.keys() == ready.segments().keys()
    assert ready.checkpoint(export_id).completed_scenes == 2
    assert ready.checkpoint(export_id).output_file_path is None


def test_a_damaged_segment_is_made_again_and_its_checkpoint_says_what_is_there_now(ready: Any) -> None:
    first = ready.made()
    before = ready.segments()
    victim = ready.segment_files()[1]
    damage(victim)
    second = ready.made()

    assert (second.segments_rendered, second.segments_reused) == (1, len(before) - 1)
    after = ready.segments()
    assert {key for key in before if before[key] != after[key]} == {victim.stem}
    assert ready.film(second).read_bytes() == ready.film(first).read_bytes()
    assert ready.checkpoint(second.id).is_valid is True


def test_a_segment_that_is_another_than_the_checkpoint_names_is_made_again(ready: Any) -> None:
    export = ready.made()
    two = ready.segment_files()[:2]
    with ready.aura.units.writing() as work:
        row = work.session.get_one(RenderCheckpoint, ready.checkpoint(export.id).id)
        said = json.decode(row.checkpoint_data)
        for path in two:
            said["segments"][path.stem]["digest"] = "00" * 32
        row.checkpoint_data = json.encode(said).decode()
        again = work.session.get_one(ExportHistory, export.id)
        again.status = "Failed"
    before = ready.segments()
    ready.verb("retry", export.id)
    ready.work()
    done = ready.export(export.id)

    assert (done.status, done.segments_rendered) == ("Completed", 2)
    after = ready.segments()
    assert {key for key in before if before[key] != after[key]} == {path.stem for path in two}


def test_a_missing_segment_is_made_again_though_the_checkpoint_names_it(ready: Any) -> None:
    ready.made()
    ready.segment_files()[0].unlink()

    assert ready.made().segments_rendered == 1


def damage(path: Any) -> None:
    """Change one byte in the middle, on the disk."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
