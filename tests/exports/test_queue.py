"""The queue: who may work on what, and for how long."""

from typing import Any

from aura.exports.queue import LEASE, MOST_ATTEMPTS, Claim, Queue


def test_exports_are_claimed_in_the_order_they_were_asked_for(studio: Any, line: Any) -> None:
    asked = [studio.request() for _ in range(4)]

    assert [line.taken().export_id for _ in asked] == asked
    assert line.claim() is None


def test_one_export_can_be_claimed_before_its_turn(studio: Any, line: Any) -> None:
    first, second = studio.request(), studio.request()

    assert line.claim("a", second) == Claim(second, 1, "a")
    assert line.claim("b", second) is None
    assert line.claim("b") == Claim(first, 1, "b")


def test_a_claim_shows_on_the_export_and_on_its_project(studio: Any, line: Any) -> None:
    export_id = studio.request()
    line.taken("me")
    row = line.row(export_id)

    assert (row["status"], row["attempt"], row["lease_owner"]) == ("InProgress", 1, "me")
    assert row["started_at"]
    assert (studio.state().status, studio.state().job_id) == ("InProgress", export_id)


def test_an_export_is_not_claimed_again_until_its_lease_is_over(studio: Any, line: Any, clock: Any) -> None:
    studio.request()
    first = line.taken("a")
    clock.advance(seconds=LEASE.total_seconds() - 1)
    assert line.claim("b") is None

    clock.advance(seconds=2)

    assert line.claim("b") == Claim(first.export_id, 2, "b")


def test_a_renewed_lease_lasts_from_then_on(studio: Any, line: Any, clock: Any) -> None:
    studio.request()
    claim = line.taken("a")
    for _ in range(5):
        clock.advance(seconds=20)
        assert line.does(Queue.renew, claim) is False
        assert line.claim("b") is None
    clock.advance(seconds=31)

    assert line.claim("b")


def test_a_verifying_export_whose_worker_went_silent_is_claimed_as_well(
    studio: Any, line: Any, clock: Any
) -> None:
    studio.request()
    line.does(Queue.verifying, line.taken("a"))
    clock.advance(seconds=31)

    assert line.claim("b")


def test_giving_back_does_not_burn_the_attempt(studio: Any, line: Any) -> None:
    export_id = studio.request()
    for _ in range(2 * MOST_ATTEMPTS):
        claim = line.taken("a")
        assert claim.attempt == 1
        line.does(Queue.give_back, claim)
        row = line.row(export_id)
        assert (row["status"], row["attempt"], row["lease_owner"], row["lease_until"]) == (
            "Queued", 0, None, None,
        )  # fmt: skip


def test_how_long_an_export_took_is_without_the_time_that_it_waited_in_between(
    studio: Any, line: Any, clock: Any
) -> None:
    export_id = studio.request()
    claim = line.taken("a")
    clock.advance(seconds=20)
    line.does(Queue.give_back, claim)
    assert line.row(export_id)["started_at"] is None
    clock.advance(hours=9)

    again = line.taken("a")
    clock.advance(seconds=5)
    line.does(Queue.complete, again)

    row = studio.export(export_id)
    assert row.attempt == 1
    assert 5 <= (row.completed_at - row.started_at).total_seconds() < 6


def test_an_export_whose_worker_goes_silent_three_times_fails_and_says_why(
    studio: Any, line: Any, clock: Any
) -> None:
    export_id = studio.request()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert line.taken("a").attempt == attempt
        clock.advance(seconds=31)

    assert line.claim("a") is None
    row = line.row(export_id)
    assert row["status"] == "Failed"
    assert "3 times" in row["error_message"]
    assert row["completed_at"]
    assert (studio.state().status, studio.state().job_id) == ("Failed", None)
    assert studio.kinds(export_id) == ["queued", "started", "started", "started", "failed"]


def test_a_crash_that_left_finished_segments_behind_is_not_counted(
    studio: Any, line: Any, clock: Any
) -> None:
    export_id = studio.request()
    for attempt in range(1, 2 * MOST_ATTEMPTS):
        claim = line.taken("a")
        assert claim.attempt == attempt
        line.does(Queue.report, claim, stage="Composition", percent=5.0 * attempt, rendered=1)
        clock.advance(seconds=31)
    for _ in range(MOST_ATTEMPTS):
        assert line.taken("a")
        clock.advance(seconds=31)

    assert line.claim("a") is None
    assert line.row(export_id)["status"] == "Failed"


def test_a_failed_export_does_not_hold_up_the_next_one(studio: Any, line: Any, clock: Any) -> None:
    studio.request()
    for _ in range(MOST_ATTEMPTS):
        line.taken("a")
        clock.advance(seconds=31)
    second = studio.request()

    assert line.taken("a").export_id == second


def test_what_is_known_to_be_dead_loses_its_exports_at_once_and_nobody_else_does(
    studio: Any, line: Any
) -> None:
    first, second = studio.request(), studio.request()
    line.taken("dead")
    line.taken("alive")
    line.does(Queue.forsake, "dead")

    assert line.claim("c") == Claim(first, 2, "c")
    assert line.claim("c") is None
    assert line.row(second)["lease_owner"] == "alive"


def test_progress_never_falls_not_even_over_attempts(studio: Any, line: Any, clock: Any) -> None:
    export_id = studio.request()
    claim = line.taken("a")
    line.does(Queue.report, claim, stage="Composition", percent=70.0)
    line.does(Queue.report, claim, stage="Composition", percent=40.0)
    clock.advance(seconds=31)
    line.does(Queue.report, line.taken("b"), stage="Voice", percent=2.0)

    assert line.row(export_id)["progress"] == 70.0
    told = [data["percent"] for kind, data in studio.events(export_id) if kind == "export.progress"]
    assert told == [70.0, 70.0, 70.0]


def test_the_project_shows_how_far_its_export_is(studio: Any, line: Any) -> None:
    studio.request()
    line.does(Queue.report, line.taken(), stage="Composition", percent=41.7)

    assert (studio.state().current_stage, studio.state().progress_percent) == ("Composition", 41)


def test_of_two_exports_of_a_project_the_one_begun_last_is_shown_on_it(studio: Any, line: Any) -> None:
    studio.request()
    studio.request()
    older, newer = line.taken("a"), line.taken("b")
    line.does(Queue.complete, older)
    assert studio.state().job_id == newer.export_id
    assert studio.state().status == "InProgress"

    line.does(Queue.fail, newer, "because")

    assert (studio.state().status, studio.state().job_id) == ("Failed", None)


def test_a_running_export_is_told_to_stop_and_says_so_when_it_has(studio: Any, line: Any) -> None:
    export_id = studio.request()
    claim = line.taken("a")
    studio.verb("cancel", export_id)
    assert line.row(export_id)["status"] == "InProgress"
    assert line.does(Queue.renew, claim) is True

    line.does(Queue.give_back, claim)

    assert line.row(export_id)["status"] == "Cancelled"
    assert studio.kinds(export_id) == ["queued", "started", "cancelled"]
    assert line.claim("b") is None


def test_an_export_nobody_works_on_any_more_is_cancelled_at_once(studio: Any, line: Any, clock: Any) -> None:
    export_id = studio.request()
    line.taken("a")
    clock.advance(seconds=31)
    studio.verb("cancel", export_id)

    assert line.row(export_id)["status"] == "Cancelled"


def test_an_export_whose_worker_died_before_it_could_cancel_is_cancelled_and_not_run(
    studio: Any, line: Any, clock: Any
) -> None:
    export_id = studio.request()
    line.taken("a")
    studio.verb("cancel", export_id)
    clock.advance(seconds=31)

    assert line.claim("b") is None
    assert line.row(export_id)["status"] == "Cancelled"


def test_cancelling_an_export_that_was_given_back_frees_its_project(studio: Any, line: Any) -> None:
    export_id = studio.request()
    line.does(Queue.give_back, line.taken())
    studio.verb("cancel", export_id)

    assert (studio.state().job_id, studio.state().status) == (None, "Cancelled")


def test_a_look_at_the_queue_takes_nothing(studio: Any, line: Any) -> None:
    export_id = studio.request()
    with studio.aura.units.reading() as work:
        assert Queue(work).waiting()
        assert Queue(work).waiting(export_id)
        assert not Queue(work).waiting("another")

    assert line.row(export_id)["attempt"] == 0


def test_a_reason_is_kept_without_what_no_database_keeps(studio: Any, line: Any) -> None:
    export_id = studio.request()

    line.does(Queue.fail, line.taken(), "The script said \udcff and \0.")

    assert studio.export(export_id).error_message == "The script said   and  ."
    assert studio.events(export_id)[-1] == ("export.failed", {"reason": "The script said   and  ."})
