"""Workers at once: each export goes to one of them, on either database."""

import threading
from typing import Any

from aura.exports.queue import Claim


def test_workers_at_once_never_claim_the_same_export(studio: Any, line: Any) -> None:
    asked = {studio.request() for _ in range(24)}
    won: list[Claim] = []
    failed: list[BaseException] = []
    start = threading.Barrier(4)

    def work(owner: str) -> None:
        start.wait()
        try:
            while claim := line.claim(owner):
                won.append(claim)
        except BaseException as error:  # noqa: BLE001  # raised below, in the test's own thread
            failed.append(error)

    workers = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert failed == []
    assert len(won) == len(asked)
    assert {claim.export_id for claim in won} == asked
    assert {claim.attempt for claim in won} == {1}


def test_of_workers_that_race_for_an_abandoned_export_one_gets_it(studio: Any, line: Any, clock: Any) -> None:
    studio.request()
    line.taken("dead")
    clock.advance(seconds=31)
    won: list[Claim | None] = []
    start = threading.Barrier(4)

    def work(owner: str) -> None:
        start.wait()
        won.append(line.claim(owner))

    workers = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [claim.attempt for claim in won if claim] == [2]
