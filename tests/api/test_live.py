"""Progress as it happens: every event once, in order, from wherever the client left off."""

import threading
import time
from typing import Any

import msgspec
import pytest

from aura.api import live
from aura.exports.queue import Claim, Queue

LIVE = "/exports/{export_id}/live"


def events(text: str) -> list[dict[str, Any]]:
    """A stream read as a browser reads it."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "data" in fields:
            said = msgspec.json.decode(fields["data"])
            assert fields["id"] == str(said["id"])
            assert fields["event"] == said["kind"]
            found.append(said)
    return found


def work(stage: Any, *steps: float, pause_s: float = 0.0) -> None:
    """The export as a worker renders it, step by step."""
    units = stage.aura.units
    with units.writing() as unit:
        claim = Claim.of(Queue(unit).claim("worker"))
    for percent in steps:
        time.sleep(pause_s)
        with units.writing() as unit:
            Queue(unit).report(claim, stage="Composition", percent=percent)
    with units.writing() as unit:
        Queue(unit).complete(claim, output_file="rivers.mp4")


def test_a_late_client_is_told_everything_from_the_start(stage: Any) -> None:
    work(stage, 10, 50)
    answer = stage.send("GET", LIVE)

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    told = events(answer.text)
    assert [each["kind"].removeprefix("export.") for each in told] == [
        "queued", "started", "progress", "progress", "completed",
    ]  # fmt: skip
    assert [each["data"]["percent"] for each in told if "percent" in each["data"]] == [10, 50]


def test_a_client_that_was_cut_off_misses_nothing_and_is_told_nothing_twice(stage: Any) -> None:
    work(stage, 10, 50, 90)
    whole = events(stage.send("GET", LIVE).text)
    for seen in range(1, len(whole)):
        last = str(whole[seen - 1]["id"])
        for how in ({"headers": {"Last-Event-ID": last}}, {"params": {"after": last}}):
            assert events(stage.send("GET", LIVE, **how).text) == whole[seen:]


def test_what_happens_while_somebody_watches_arrives_and_ends_the_stream(stage: Any) -> None:
    worker = threading.Thread(target=work, args=(stage, 10, 50), kwargs={"pause_s": 0.3})
    worker.start()
    answer = stage.send("GET", LIVE)
    worker.join()

    assert events(answer.text) == events(stage.send("GET", LIVE).text)
    assert events(answer.text)[-1]["kind"] == "export.completed"


def test_a_browser_that_asks_again_when_all_is_told_is_sent_away(stage: Any) -> None:
    work(stage)
    last = events(stage.send("GET", LIVE).text)[-1]["id"]
    answer = stage.send("GET", LIVE, headers={"Last-Event-ID": str(last)})

    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("last", ["x", "-1", "1.5", "9" * 40, "١"])
def test_an_id_that_is_none_is_refused_by_name(stage: Any, last: str) -> None:
    answer = stage.send("GET", LIVE, headers={"Last-Event-ID": last.encode()})

    assert answer.status_code == 422
    assert answer.json()["field"] == "Last-Event-ID"


def test_a_quiet_stream_shows_that_it_lives(stage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PING_EVERY_S", 0.1)
    worker = threading.Thread(target=work, args=(stage, 10), kwargs={"pause_s": 1.0})
    worker.start()
    answer = stage.send("GET", LIVE)
    worker.join()

    assert ": ping" in answer.text


def test_a_server_that_is_asked_to_stop_lets_its_watchers_go(stage: Any) -> None:
    stage.aura.closing.set()
    answer = stage.send("GET", LIVE)

    assert [each["kind"] for each in events(answer.text)] == ["export.queued"]


def test_an_export_that_is_deleted_while_it_is_watched_ends_the_stream(stage: Any) -> None:
    def delete() -> None:
        time.sleep(0.4)
        stage.set_export("InProgress", is_deleted=True)

    deleting = threading.Thread(target=delete)
    deleting.start()
    answer = stage.send("GET", LIVE)
    deleting.join()

    assert answer.status_code == 200
