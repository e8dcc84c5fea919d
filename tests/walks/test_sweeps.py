"""The crashes and cancels of the everyday tests, everywhere: ``pytest -m sweep tests/walks``."""

import random
import signal
from typing import Any

import pytest

pytestmark = pytest.mark.sweep

SEGMENTS = 21


@pytest.mark.parametrize("count", range(SEGMENTS))
def test_a_worker_killed_after_any_segment_makes_none_twice(
    place: Any, processes: Any, reference: Any, count: int
) -> None:
    export_id = place.request()
    worker = processes.start(place.home, "worker")
    if count:
        place.wait_for_segments(count)
    else:
        place.wait(lambda: place.export(export_id).status == "InProgress", "its claim")
    worker.kill(signal.SIGKILL)
    kept = place.segments()
    if place.export(export_id).status == "Completed":
        pytest.skip("it was done before it could be killed")

    processes.start(place.home, "worker")
    export = place.wait_until(export_id, "Completed", "Failed")

    assert (export.status, export.attempt) == ("Completed", 2)
    assert {key: place.segments()[key] for key in kept} == kept
    assert (export.segments_reused, export.segments_rendered) == (len(kept), SEGMENTS - len(kept))
    assert place.film(export_id).read_bytes() == reference.data
    place.wait(lambda: not place.leftovers(), "the worker to tidy up")


@pytest.mark.parametrize("seed", range(20))
def test_an_export_cancelled_at_any_time_leaves_nothing_that_works_on(
    place: Any, processes: Any, seed: int
) -> None:
    dice = random.Random(seed)
    export_id = place.request()
    worker = processes.start(place.home, "worker")
    place.wait(lambda: place.export(export_id).status == "InProgress", "its claim")
    place.wait_for_segments(dice.randrange(SEGMENTS))
    at_work = worker.tree()[1:]
    with place.aura.writing() as unit:
        if unit.exports.get(export_id).status != "Completed":
            unit.exports.cancel(export_id)
    export = place.wait_until(export_id, "Cancelled", "Completed")

    if export.status == "Cancelled":
        place.wait(lambda: not any(map(processes.alive, at_work)), "its processes to end")
        assert list((place.home / "exports").rglob("*.mp4")) == []
    place.wait(lambda: place.leftovers() == place.working_folders() == [], "a tidy desk")
    assert worker.stop() == 0


def test_a_worker_that_stands_still_is_not_taken_for_dead(place: Any, processes: Any) -> None:
    export_id = place.request()
    worker = processes.start(place.home, "worker")
    place.wait_for_segments(SEGMENTS // 3)
    worker.process.send_signal(signal.SIGSTOP)
    other = processes.start(place.home, "worker")
    claimed = place.export(export_id).lease_owner
    second = place.request()
    done = place.wait_until(second, "Completed", "Failed")

    assert done.status == "Completed"  # the other one is well at work
    assert place.export(export_id).lease_owner == claimed
    worker.process.send_signal(signal.SIGCONT)
    export = place.wait_until(export_id, "Completed", "Failed")
    assert (export.status, export.attempt) == ("Completed", 1)
    assert other.stop() == 0
