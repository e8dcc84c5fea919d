"""Whatever is killed, and whenever: an export goes on by itself, makes nothing twice and ends the same."""

import signal
from typing import Any

import pytest

SEGMENTS = 21


def prove(place: Any, export_id: str, kept: dict[str, int]) -> None:
    """What was finished before the last crash was not made again."""
    after = place.segments()
    export = place.export(export_id)

    assert len(after) == SEGMENTS
    assert {key: after[key] for key in kept} == kept
    assert (export.segments_reused, export.segments_rendered) == (len(kept), SEGMENTS - len(kept))
    print(f"\nattempt {export.attempt}: {len(kept)} of {SEGMENTS} segments kept, {SEGMENTS - len(kept)} made")


def compare(place: Any, export_id: str, reference: Any) -> None:
    """The film is the one that an uninterrupted render of the same version makes."""
    film = place.film(export_id)

    assert place.export(export_id).version_id == reference.version_id
    assert place.frames(film) == reference.frames
    assert film.read_bytes() == reference.data


@pytest.mark.long
def test_a_worker_that_is_killed_three_times_makes_nothing_twice_and_its_film_is_the_same(
    place: Any, processes: Any, reference: Any
) -> None:
    export_id = place.request()
    server = processes.start(place.home, "serve", "--port", "0")
    kept: dict[str, int] = {}
    for share in (0.25, 0.5, 0.75):
        worker = server.worker()
        place.wait_for_segments(round(share * SEGMENTS))
        all_of_it = processes.tree(worker)
        assert processes.alive(worker)
        processes.kill(worker)
        place.wait(lambda pids=all_of_it: not any(map(processes.alive, pids)), "the worker to end")
        before, kept = kept, place.segments()
        assert {key: kept[key] for key in before} == before
        assert round(share * SEGMENTS) <= len(kept) < SEGMENTS
    export = place.wait_until(export_id, "Completed", "Failed")

    assert (export.status, export.attempt) == ("Completed", 4)
    started = [data["attempt"] for kind, data in place.events(export_id) if kind == "export.started"]
    assert started == [1, 2, 3, 4]
    prove(place, export_id, kept)
    assert server.stop() == 0
    place.wait(lambda: not place.leftovers(), "the worker to tidy up")
    compare(place, export_id, reference)


def test_a_server_that_is_killed_takes_everything_with_it_and_goes_on_when_it_is_started_again(
    place: Any, processes: Any, reference: Any
) -> None:
    export_id = place.request()
    server = processes.start(place.home, "serve", "--port", "0")
    server.worker()
    place.wait_for_segments(SEGMENTS // 2)
    server.kill(signal.SIGKILL)
    kept = place.segments()
    assert SEGMENTS // 2 <= len(kept) < SEGMENTS
    assert place.export(export_id).status == "InProgress"

    again = processes.start(place.home, "serve", "--port", "0")
    export = place.wait_until(export_id, "Completed", "Failed")

    assert (export.status, export.attempt) == ("Completed", 2)
    prove(place, export_id, kept)
    assert again.stop() == 0
    place.wait(lambda: not place.leftovers(), "the worker to tidy up")
    compare(place, export_id, reference)


def test_a_worker_that_is_asked_to_stop_gives_its_export_back_and_the_next_one_goes_on(
    place: Any, processes: Any
) -> None:
    export_id = place.request()
    worker = processes.start(place.home, "worker")
    place.wait_for_segments(SEGMENTS // 3)
    all_of_it = worker.tree()
    assert len(all_of_it) > 1

    assert worker.stop() == 0

    place.wait(lambda: not any(map(processes.alive, all_of_it)), "its processes to end")
    waiting = place.export(export_id)
    kept = place.segments()
    assert (waiting.status, waiting.attempt, waiting.lease_owner) == ("Queued", 0, None)
    assert len(kept) < SEGMENTS
    place.wait(lambda: not place.leftovers(), "the worker to tidy up")

    processes.start(place.home, "worker")
    export = place.wait_until(export_id, "Completed", "Failed")

    assert (export.status, export.attempt) == ("Completed", 1)
    assert [kind for kind, _ in place.events(export_id)] == [
        f"export.{word}" for word in ("queued", "started", "queued", "started", "verifying", "completed")
    ]
    assert place.working_folders() == []
    prove(place, export_id, kept)
