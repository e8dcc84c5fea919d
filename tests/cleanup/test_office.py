"""One at a time holds an office; who lost it writes nothing more.  And chores are remembered."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aura.cleanup import chores
from aura.cleanup.office import InOffice, Office
from aura.cleanup.rule import StandDown
from aura.cleanup.tables import Chore, Election
from aura.services import Services

LEASE = timedelta(seconds=30)
HOUR = timedelta(hours=1)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def office(aura: Services) -> Callable[[str], Office]:
    return lambda holder: Office(aura.units, "scheduler", holder, LEASE)


def in_office(office: Office, stopping: Callable[[], bool] = lambda: False) -> InOffice:
    return InOffice(office, stopping)


def test_one_of_two_holds_the_office_as_long_as_it_renews(office: Any, clock: Any) -> None:
    first, second = office("first"), office("second")
    assert first.take()
    for _ in range(5):
        clock.advance(seconds=20)
        assert not second.take()
        assert first.take()


def test_the_office_of_one_who_went_silent_is_taken_once_its_lease_is_over(office: Any, clock: Any) -> None:
    first, second, third = office("first"), office("second"), office("third")
    first.take()
    clock.advance(seconds=29)
    assert not second.take()

    clock.advance(seconds=2)

    assert second.take()
    assert not third.take()
    assert not first.take()


def test_who_leaves_makes_room_at_once_and_only_for_itself(office: Any) -> None:
    first, second = office("first"), office("second")
    first.take()
    second.leave()
    assert not second.take()

    first.leave()

    assert second.take()


def test_who_lost_the_office_writes_nothing(office: Any, clock: Any, aura: Services) -> None:
    first, second = office("first"), office("second")
    first.take()
    units = in_office(first)
    with units.writing() as work:
        work.session.add(Chore(name="in office", started_at=work.now()))
    clock.advance(seconds=31)
    second.take()

    with pytest.raises(StandDown, match="does not hold"), units.writing() as work:
        work.session.add(Chore(name="out of office", started_at=work.now()))

    with aura.units.reading() as work:
        assert work.session.get(Chore, "in office")
        assert not work.session.get(Chore, "out of office")


def test_an_office_that_ran_out_is_not_held_though_nobody_took_it(office: Any, clock: Any) -> None:
    first = office("first")
    first.take()
    clock.advance(seconds=31)

    with pytest.raises(StandDown), in_office(first).writing():
        pass

    assert first.take()
    with in_office(first).writing():
        pass


def test_who_was_never_elected_writes_nothing(office: Any) -> None:
    with pytest.raises(StandDown), in_office(office("nobody")).writing():
        pass


def test_who_is_to_stop_begins_no_unit_of_work(office: Any) -> None:
    first = office("first")
    first.take()
    units = in_office(first, lambda: True)

    with pytest.raises(StandDown, match="stop"), units.writing():
        pass
    with pytest.raises(StandDown, match="stop"), units.reading():
        pass


def test_a_look_at_an_office_that_is_taken_writes_nothing(office: Any, aura: Services) -> None:
    office("first").take()
    office("second").take()

    with aura.units.reading() as work:
        assert work.session.get_one(Election, "scheduler").holder == "first"


@pytest.mark.parametrize(
    ("started", "finished", "due"),
    [
        (None, None, NOON),
        (NOON - HOUR / 2, None, NOON),
        (NOON - HOUR / 2, NOON, NOON + HOUR / 2),
        (NOON - HOUR, NOON, NOON),
        (NOON - 40 * HOUR, NOON - 40 * HOUR, NOON),
        (NOON + 40 * HOUR, NOON + 40 * HOUR, NOON + HOUR),
    ],
)
def test_a_chore_is_due_an_interval_after_it_was_last_begun_and_finished(
    started: datetime | None, finished: datetime | None, due: datetime
) -> None:
    last = Chore(name="some", started_at=started, finished_at=finished) if started else None

    assert chores.next_due(last, HOUR, NOON) == due


def test_a_chore_is_written_down_with_its_result(aura: Services, clock: Any) -> None:
    before = clock()
    chores.do(aura.units, "some", lambda: {"items": 3})
    last = chores.last_done(aura.units, "some")

    assert last
    assert before < last.started_at < last.finished_at
    assert last.result_json == '{"items":3}'


def test_a_chore_that_fails_is_not_finished(aura: Services) -> None:
    chores.do(aura.units, "some", lambda: 1)

    with pytest.raises(ZeroDivisionError):
        chores.do(aura.units, "some", lambda: 1 // 0)

    last = chores.last_done(aura.units, "some")
    assert last
    assert last.finished_at is None
