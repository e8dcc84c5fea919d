"""What a worker that was thought dead may still do: nothing."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from aura.db.work import Work
from aura.errors import AuraError
from aura.exports.queue import Claim, LostLease, Queue

VERBS: dict[str, Callable[[Queue, Claim], Any]] = {
    "renew": Queue.renew,
    "report": lambda queue, claim: queue.report(claim, stage="Composition", percent=99.0),
    "pin": lambda queue, claim: queue.pin(claim, None, "projects/elsewhere"),  # type: ignore[arg-type]
    "verifying": Queue.verifying,
    "complete": lambda queue, claim: queue.complete(claim, output_file="zombie.mp4"),
    "fail": lambda queue, claim: queue.fail(claim, "a zombie says so"),
    "give back": Queue.give_back,
}
"""All that a worker can write."""


@pytest.mark.parametrize("verb", VERBS)
def test_a_zombie_writes_nothing_to_an_export_that_another_has_claimed(
    studio: Any, line: Any, clock: Any, verb: str
) -> None:
    export_id = studio.request()
    zombie = line.taken("a")
    clock.advance(seconds=31)
    line.taken("b")
    before, told = line.row(export_id), studio.events(export_id)

    with pytest.raises(LostLease):
        line.does(VERBS[verb], zombie)

    assert line.row(export_id) == before
    assert studio.events(export_id) == told


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("end", ["complete", "fail", "give back"])
def test_a_worker_that_let_go_of_an_export_writes_nothing_more(
    studio: Any, line: Any, verb: str, end: str
) -> None:
    export_id = studio.request()
    claim = line.taken("a")
    line.does(VERBS[end], claim)
    before = line.row(export_id)

    with pytest.raises(LostLease):
        line.does(VERBS[verb], claim)

    assert line.row(export_id) == before


@pytest.mark.parametrize("verb", VERBS)
def test_a_zombie_of_a_run_before_the_retry_writes_nothing_although_attempts_count_anew(
    studio: Any, line: Any, clock: Any, verb: str
) -> None:
    export_id = studio.request()
    zombie = line.taken("a")
    clock.advance(seconds=31)
    line.does(Queue.fail, line.taken("b"), "because")
    studio.verb("retry", export_id)
    mine = line.taken("c")
    assert mine.attempt == zombie.attempt
    before = line.row(export_id)

    with pytest.raises(LostLease):
        line.does(VERBS[verb], zombie)

    assert line.row(export_id) == before


def test_a_report_that_meets_a_new_claim_either_came_first_or_is_refused(studio: Any, line: Any) -> None:
    export_id = studio.request()
    claim = line.taken("a")
    said: list[str] = []
    start = threading.Barrier(2)

    def report() -> None:
        start.wait()
        try:
            for percent in range(1, 30):
                line.does(Queue.report, claim, stage="Composition", percent=percent)
                said.append("told")
        except LostLease:
            said.append("refused")

    def take() -> None:
        start.wait()
        with studio.aura.units.writing() as work:
            Queue(work).forsake("a")
            assert Queue(work).claim("b")

    threads = [threading.Thread(target=report), threading.Thread(target=take)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert line.row(export_id)["lease_owner"] == "b"
    told = [(kind, data) for kind, data in studio.events(export_id) if "progress" in kind]
    assert len(told) == said.count("told")
    with pytest.raises(LostLease):
        line.does(Queue.report, claim, stage="Composition", percent=50)


def test_losing_a_lease_is_a_kind_of_error_every_face_knows() -> None:
    assert issubclass(LostLease, AuraError)


def test_what_a_verb_writes_is_lost_with_its_unit_of_work(studio: Any, line: Any) -> None:
    export_id = studio.request()
    claim = line.taken("a")

    def complete_and_break(work: Work) -> None:
        Queue(work).complete(claim, output_file="never.mp4")
        raise RuntimeError

    with pytest.raises(RuntimeError), studio.aura.units.writing() as work:
        complete_and_break(work)

    assert line.row(export_id)["status"] == "InProgress"
