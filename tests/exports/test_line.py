"""The order of the queue: people see it, and change it."""

from typing import Any

import pytest

from aura.errors import Conflict, Invalid, NotFound
from aura.exports.queue import Queue


@pytest.fixture
def order(studio: Any) -> Any:
    """The numbers of what waits, in the order in which it will be begun, after a move."""

    class Order:
        def __init__(self) -> None:
            self.asked = [studio.request() for _ in range(5)]

        def move(self, number: int, **where: Any) -> list[int]:
            if isinstance(before := where.get("before"), int):
                where["before"] = self.asked[before]
            with studio.aura.writing() as unit:
                unit.line.move(self.asked[number], **where)
            return self.now()

        def now(self) -> list[int]:
            with studio.aura.reading() as unit:
                return [self.asked.index(each.id) for each in unit.line.waiting()]

    return Order()


def change(studio: Any, verb: str, *args: Any) -> None:
    with studio.aura.writing() as unit:
        getattr(unit.line, verb)(*args)


def claimed(line: Any, asked: list[str]) -> list[int]:
    """The numbers of all that is claimed, one after the other."""
    found = []
    while claim := line.claim():
        found.append(asked.index(claim.export_id))
    return found


def test_what_is_moved_is_begun_in_the_new_order(order: Any, line: Any) -> None:
    assert order.now() == [0, 1, 2, 3, 4]
    assert order.move(3, to="first") == [3, 0, 1, 2, 4]
    assert order.move(4, to="first") == [4, 3, 0, 1, 2]
    assert order.move(0, to="last") == [4, 3, 1, 2, 0]
    assert order.move(4, to="last") == [3, 1, 2, 0, 4]
    assert order.move(4, to="normal") == [3, 1, 2, 4, 0]

    assert claimed(line, order.asked) == [3, 1, 2, 4, 0]


def test_an_export_can_stand_before_any_other_however_often_it_is_moved(order: Any, line: Any) -> None:
    expected = [0, 1, 2, 3, 4]
    for turn in range(60):  # all were asked for at one moment: there is no room, and room is made
        moved, before = turn * 7 % 5, turn * 3 % 5
        if moved == before:
            continue
        expected.remove(moved)
        expected.insert(expected.index(before), moved)
        assert order.move(moved, before=before) == expected

    assert claimed(line, order.asked) == expected


def test_before_an_export_of_another_line_one_stands_in_that_line(order: Any, studio: Any) -> None:
    order.move(1, to="first")
    order.move(4, to="last")

    assert order.move(0, before=4) == [1, 2, 3, 0, 4]
    assert order.move(3, before=1) == [3, 1, 2, 0, 4]
    late = studio.request()
    with studio.aura.reading() as unit:
        assert [each.id for each in unit.line.waiting()][3] == late


def test_a_line_can_be_chosen_with_the_request(studio: Any, line: Any) -> None:
    with studio.aura.writing() as unit:
        asked = [
            unit.exports.request(studio.id, "Draft 360p", priority=priority).id
            for priority in ("last", "normal", "first", "normal", "first")
        ]

    assert claimed(line, asked) == [2, 4, 1, 3, 0]


def test_a_move_that_makes_no_sense_is_refused_and_says_why(order: Any, studio: Any, line: Any) -> None:
    for where in ({}, {"to": "first", "before": 1}):
        with pytest.raises(Invalid, match="Say where to"):
            order.move(0, **where)
    with pytest.raises(Invalid, match="before itself"):
        order.move(0, before=0)
    with pytest.raises(NotFound):
        order.move(0, before="nowhere")
    running = line.taken().export_id
    assert running == order.asked[0]
    with pytest.raises(Conflict, match="InProgress; only one that waits"):
        order.move(0, to="first")
    with pytest.raises(Conflict, match="only one that waits"):
        order.move(2, before=0)

    assert order.now() == [1, 2, 3, 4]


def test_who_follows_an_export_is_told_of_its_moves_and_pauses(order: Any, studio: Any) -> None:
    order.move(2, to="first")
    change(studio, "pause", order.asked[2])
    change(studio, "pause", order.asked[2])
    change(studio, "pause_all")
    change(studio, "resume", order.asked[2])
    change(studio, "resume_all")

    assert studio.kinds(order.asked[2]) == ["queued", "moved", "paused", "resumed", "resumed"]
    assert studio.kinds(order.asked[3]) == ["queued", "paused", "resumed"]
    assert ("export.moved", {"to": "first", "before": None}) in studio.events(order.asked[2])


def test_a_paused_export_lets_the_others_pass_and_keeps_its_place(order: Any, studio: Any, line: Any) -> None:
    change(studio, "pause", order.asked[0])
    assert order.now() == [0, 1, 2, 3, 4]
    assert line.claim("a", order.asked[0]) is None
    assert line.taken().export_id == order.asked[1]

    change(studio, "resume", order.asked[0])

    assert claimed(line, order.asked) == [0, 2, 3, 4]


def test_while_the_queue_is_paused_nothing_is_begun_and_what_runs_goes_on(
    order: Any, studio: Any, line: Any
) -> None:
    running = line.taken("a")
    change(studio, "pause_all")
    with studio.aura.units.reading() as work:
        assert not Queue(work).waiting()
    assert line.claim("b") is None
    assert line.does(Queue.renew, running) is False
    line.does(Queue.complete, running)
    assert line.claim("b", order.asked[4]), "what is asked for by name is no part of the queue"

    change(studio, "resume_all")

    assert claimed(line, order.asked) == [1, 2, 3]


def test_a_pause_of_the_queue_lasts_until_it_is_resumed(studio: Any, line: Any) -> None:
    for _ in range(2):
        change(studio, "pause_all")
        change(studio, "pause_all")
        studio.request()
        with studio.aura.reading() as unit:
            assert unit.line.is_paused
        assert line.claim() is None
        change(studio, "resume_all")
        assert line.claim()


def test_what_is_cancelled_ends_though_its_worker_died_while_the_queue_is_paused(
    order: Any, studio: Any, line: Any, clock: Any
) -> None:
    line.taken("dead")
    change(studio, "pause_all")
    studio.verb("cancel", order.asked[0])
    clock.advance(seconds=31)
    with studio.aura.units.reading() as work:
        assert Queue(work).waiting()

    assert line.claim("b") is None

    assert line.row(order.asked[0])["status"] == "Cancelled"
    assert [line.row(each)["status"] for each in order.asked[1:]] == ["Queued"] * 4
    with studio.aura.units.reading() as work:
        assert not Queue(work).waiting()


def test_a_paused_export_whose_worker_died_waits_and_is_not_taken_over(
    studio: Any, line: Any, clock: Any
) -> None:
    export_id = studio.request()
    line.taken("dead")
    change(studio, "pause", export_id)
    clock.advance(seconds=31)
    assert line.claim("b") is None
    assert line.row(export_id)["status"] == "Queued"

    change(studio, "resume", export_id)

    assert line.claim("b").attempt == 2


def test_a_paused_export_can_be_cancelled_and_one_that_is_over_cannot_be_paused(studio: Any) -> None:
    export_id = studio.request()
    change(studio, "pause", export_id)
    studio.verb("cancel", export_id)

    assert (studio.export(export_id).status, studio.export(export_id).is_paused) == ("Cancelled", False)
    for verb in ("pause", "resume"):
        with pytest.raises(Conflict, match="Cancelled already"):
            change(studio, verb, export_id)


def test_a_retried_export_waits_behind_the_others_of_its_line(
    order: Any, studio: Any, line: Any, clock: Any
) -> None:
    studio.verb("cancel", order.asked[0])
    clock.advance(seconds=1)
    studio.verb("retry", order.asked[0])

    assert claimed(line, order.asked) == [1, 2, 3, 4, 0]


def test_pausing_a_running_export_stops_it_and_resuming_repeats_no_finished_segment(
    studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_id = studio.request()
    paused: list[bool] = []
    listen = studio.aura.tools.engine.render

    class Pausing:
        """Pauses the export as soon as a first segment is finished."""

        def render(self, plan: Any, *, on_event: Any, **how: Any) -> Any:
            def told(event: Any) -> None:
                on_event(event)
                if type(event).__name__ == "SegmentDone" and not paused:
                    paused.append(True)
                    change(studio, "pause", export_id)

            return listen(plan, on_event=told, **how)

    tools = studio.aura.tools._replace(engine=Pausing())
    with monkeypatch.context() as patch:
        patch.setattr("aura.exports.lease.LISTEN_EVERY_S", 0.02)
        patch.setattr("aura.render.rendering.POLL_S", 0.02)
        patch.setitem(studio.aura.__dict__, "tools", tools)
        assert studio.work(export_id)
    export = studio.export(export_id)
    assert (export.status, export.is_paused, export.attempt, export.lease_owner) == ("Queued", True, 0, None)
    assert studio.leftovers() == []
    assert not studio.work(export_id)
    made = set(studio.segments())
    assert made

    change(studio, "resume", export_id)

    assert studio.work(export_id)
    export = studio.export(export_id)
    assert export.status == "Completed"
    assert export.segments_reused >= len(made)


def test_a_pause_of_all_is_told_behind_what_happened_to_an_export_before(studio: Any, meanwhile: Any) -> None:
    export_id = studio.request()
    with studio.aura.writing() as unit:
        unit.exports.held(export_id)
        paused = meanwhile(lambda: change(studio, "pause_all"))
        unit.line.move(export_id, to="first")

    assert paused.result() is None
    assert studio.kinds(export_id) == ["queued", "moved", "paused"]
