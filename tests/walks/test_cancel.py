"""A cancel ends the work itself: no process works on, and nothing half-made is left."""

import time
import urllib.request
from typing import Any

from msgspec import json

SEGMENTS = 21


def post(address: str) -> Any:
    with urllib.request.urlopen(urllib.request.Request(address, method="POST")) as answer:
        return json.decode(answer.read())


def get(address: str) -> Any:
    with urllib.request.urlopen(address) as answer:
        return json.decode(answer.read())


def test_a_running_export_is_watched_and_cancelled_by_any_client(place: Any, processes: Any) -> None:
    export_id = place.request()
    server = processes.start(place.home, "serve", "--port", "0")
    export = f"{server.address()}api/v1/exports/{export_id}"
    worker = server.worker()
    place.wait_for_segments(SEGMENTS // 3)
    at_work = [pid for pid in processes.tree(worker) if pid != worker]
    assert len(at_work) >= 2
    seen = get(export)
    assert seen["status"] == "InProgress"
    assert 0 < seen["progress"] < 100

    asked_at = time.monotonic()
    post(f"{export}/cancel")
    place.wait(lambda: get(export)["status"] == "Cancelled", "the cancel")
    place.wait(lambda: not any(map(processes.alive, at_work)), "its processes to end")
    took_s = time.monotonic() - asked_at

    print(f"\ncancelled after {took_s:.2f} s; {len(at_work)} processes had been at work")
    assert processes.alive(worker)
    assert processes.children(worker) == []
    place.wait(lambda: not place.leftovers(), "the worker to tidy up")
    assert place.working_folders() == []
    assert list((place.home / "exports").rglob("*.mp4")) == []
    assert [kind for kind, _ in place.events(export_id)][-1] == "export.cancelled"
    kept = place.segments()
    assert len(kept) < SEGMENTS

    post(f"{export}/retry")
    done = place.wait_until(export_id, "Completed", "Failed")
    assert (done.status, done.attempt, done.segments_reused) == ("Completed", 1, len(kept))
    assert {key: place.segments()[key] for key in kept} == kept
    assert server.stop() == 0
