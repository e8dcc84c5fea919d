"""Two at once, in an order that is set: savers of the same, a saver and a sweep, two sweeps.

One begins and is not committed yet; the other is begun beside it, and goes on as far as it can; then the
first is committed or lost.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from aura.blobs import content, manifests, recent, sweep
from aura.blobs.content import Content
from aura.blobs.payloads import BLOBS
from aura.blobs.tables import BlobPayload, ContentBlob
from aura.db.work import Work
from aura.services import Services
from aura.timeline.codec import digest

Act = Callable[[Work], Any]
FORMS = [f"{'the lamp turns and the ships go by ' * 30}{number}".encode() for number in range(20)]
LONG = tuple(f"{'the harbour sleeps ' * 3_000}{number}\n".encode() for number in range(6))
"""Content of more than 256 KB in pieces."""


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "find", lambda _: None)


class Lost(Exception):
    """A unit of work that is not to be committed."""


def both(
    aura: Services, first: Act, second: Callable[[], Any], *, then: Act | None = None, lose: bool = False
) -> Any:
    """Carry out the first, and the second beside it as far as it can go, then what else the first does; and
    commit that.  Answers the second's."""
    with ThreadPoolExecutor(1) as thread:
        with suppress(Lost), aura.units.writing() as work:
            first(work)
            beside = thread.submit(second)
            wait_for(aura, work, beside)
            if then is not None:
                then(work)
            if lose:
                raise Lost
        return beside.result()


def wait_for(aura: Services, work: Work, beside: Future[Any]) -> None:
    """Until it has done all it can while another unit of work is open."""
    while not beside.done():
        if aura.database.is_sqlite:
            if aura.database._turns._waiting:
                return
        elif work.session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            return
        time.sleep(0.002)


def writes(aura: Services, act: Act) -> Callable[[], Any]:
    def write() -> Any:
        with aura.units.writing() as work:
            return act(work)

    return write


def putting(*contents: Content) -> Act:
    return lambda work: content.put_all(work.session, contents, work.now())


def brief(data: bytes, before: bytes | None = None) -> Content:
    return Content("Brief", data, before and digest(before))


def put_line(aura: Services, forms: list[bytes]) -> None:
    before = None
    for data in forms:
        writes(aura, putting(brief(data, before)))()
        before = data


def release(aura: Services, *names: bytes) -> None:
    with aura.writing() as unit:
        content.release(unit.work.session, names, unit.work.now())


def read(aura: Services, *names: bytes) -> list[bytes]:
    with aura.reading() as unit:
        found = content.get_all(unit.work.session, names)
    return [found[name] for name in names]


def counts(aura: Services) -> dict[bytes, int]:
    with aura.reading() as unit:
        rows = select(ContentBlob.content_hash, ContentBlob.reference_count)
        return dict(unit.work.session.execute(rows).all())


def payloads(aura: Services) -> int:
    with aura.reading() as unit:
        return unit.work.session.scalar(select(func.count()).select_from(BlobPayload)) or 0


def removing(cutoff: datetime, *data: bytes) -> Act:
    """One unit of work of a sweep that found these."""

    def remove(work: Work) -> tuple[int, int]:
        named = select(BLOBS.c.content_hash, BLOBS.c.payload_id).where(BLOBS.c.reference_count == 0)
        doomed = set(dict(work.session.execute(named).all()).values())
        return sweep._remove(work.session, [digest(each) for each in data], doomed, cutoff)

    return remove


@pytest.fixture
def later(clock: Any) -> Callable[[], datetime]:
    def moment() -> datetime:
        clock.advance(hours=2)
        now: datetime = clock()
        return now - timedelta(hours=1)

    return moment


@pytest.mark.parametrize("lose", [False, True])
def test_the_same_new_content_of_two_savers_is_one_blob_counted_for_each(aura: Services, lose: bool) -> None:
    put = putting(brief(FORMS[0]), brief(FORMS[1]))

    second = both(aura, put, writes(aura, put), lose=lose)

    names = [digest(FORMS[0]), digest(FORMS[1])]
    assert counts(aura) == dict.fromkeys(names, 1 if lose else 2)
    assert payloads(aura) == 2
    assert [bool(each.added_bytes) for each in second] == [lose, lose]
    assert read(aura, *names) == FORMS[:2]


@pytest.mark.parametrize("lose", [False, True])
def test_the_pieces_of_two_savers_of_one_timeline_are_counted_for_one_list(
    aura: Services, lose: bool
) -> None:
    put = putting(Content("Timeline", LONG))

    both(aura, put, writes(aura, put), lose=lose)

    name = manifests.name_of(LONG)
    assert counts(aura) == {**{digest(piece): 1 for piece in LONG}, name: 1 if lose else 2}
    assert payloads(aura) == len(LONG) + 1
    assert read(aura, name) == [b"".join(LONG)]


def test_savers_who_share_what_is_new_to_one_and_not_to_the_other_wait_in_no_circle(
    aura: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One looks, and does not find what somebody makes before it goes on."""
    if aura.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    low, high = sorted(FORMS[:2], key=digest)
    writes(aura, putting(brief(low)))()
    find = content.find
    looked = writes(aura, lambda work: find(work.session, [digest(low), digest(high)]))()
    writes(aura, putting(brief(high)))()

    def what_was_there(*_: Any, **__: Any) -> Any:
        monkeypatch.setattr(content, "find", find)
        return looked

    monkeypatch.setattr(content, "find", what_was_there)
    late = writes(aura, putting(brief(low), brief(high)))
    both(
        aura,
        lambda work: content.release(work.session, [digest(low)], work.now()),
        late,
        then=putting(brief(high)),
    )

    assert counts(aura) == {digest(low): 1, digest(high): 3}


def test_a_sweep_leaves_the_base_of_what_is_being_saved(aura: Services, later: Any) -> None:
    put_line(aura, FORMS[:1])
    release(aura, digest(FORMS[0]))
    cutoff = later()

    both(aura, putting(brief(FORMS[1], FORMS[0])), lambda: sweep.sweep(aura.units, cutoff))

    assert read(aura, digest(FORMS[1])) == [FORMS[1]]
    sweep.sweep(aura.units, later())
    assert counts(aura) == {digest(FORMS[1]): 1}
    assert read(aura, digest(FORMS[1])) == [FORMS[1]]


def test_a_saver_waits_for_the_sweep_of_its_base_and_does_without(aura: Services, later: Any) -> None:
    put_line(aura, FORMS[:1])
    release(aura, digest(FORMS[0]))

    save = writes(aura, putting(brief(FORMS[1], FORMS[0]), brief(FORMS[0])))
    both(aura, removing(later(), FORMS[0]), save)

    assert counts(aura) == {digest(FORMS[0]): 1, digest(FORMS[1]): 1}
    assert read(aura, *map(digest, FORMS[:2])) == FORMS[:2]


def test_a_sweep_does_not_wait_for_the_saver_who_is_at_something_further_down_the_line(
    aura: Services, later: Any
) -> None:
    """Number 8 is a change of number 0, which nothing names any more."""
    put_line(aura, FORMS[:8])
    release(aura, *map(digest, FORMS[:7]))
    cutoff = later()

    both(aura, putting(brief(FORMS[8], FORMS[7])), lambda: sweep.sweep(aura.units, cutoff))
    assert read(aura, digest(FORMS[7]), digest(FORMS[8])) == FORMS[7:9]

    sweep.sweep(aura.units, cutoff)
    assert counts(aura) == {digest(FORMS[7]): 1, digest(FORMS[8]): 1}
    assert read(aura, digest(FORMS[7]), digest(FORMS[8])) == FORMS[7:9]


def test_a_saver_goes_on_from_a_line_that_a_sweep_is_packing_anew(aura: Services, later: Any) -> None:
    put_line(aura, FORMS[:8])
    release(aura, *map(digest, FORMS[:7]))

    save = writes(aura, putting(brief(FORMS[8], FORMS[7])))
    assert both(aura, removing(later(), *FORMS[:7]), save)

    assert counts(aura) == {digest(FORMS[7]): 1, digest(FORMS[8]): 1}
    assert read(aura, digest(FORMS[7]), digest(FORMS[8])) == FORMS[7:9]


def test_two_sweeps_that_would_pack_anew_what_the_other_removes_both_end(aura: Services, later: Any) -> None:
    put_line(aura, FORMS)
    release(aura, *map(digest, FORMS[:19]))
    cutoff = later()
    odd, even = FORMS[1:19:2], FORMS[0:19:2]

    both(aura, removing(cutoff, *odd), writes(aura, removing(cutoff, *even)))

    assert counts(aura) == {digest(FORMS[19]): 1}
    assert payloads(aura) == 1
    assert read(aura, digest(FORMS[19])) == [FORMS[19]]


def test_a_list_that_is_swept_beside_a_saver_of_its_pieces_takes_none_of_theirs(
    aura: Services, later: Any
) -> None:
    writes(aura, putting(Content("Timeline", LONG)))()
    release(aura, manifests.name_of(LONG))
    cutoff = later()
    other = (*LONG[:5], b"another end")

    both(
        aura,
        putting(Content("Timeline", other, manifests.name_of(LONG))),
        lambda: sweep.sweep(aura.units, cutoff),
    )
    sweep.sweep(aura.units, later())

    assert counts(aura) == {digest(piece): 1 for piece in other} | {manifests.name_of(other): 1}
    assert read(aura, manifests.name_of(other)) == [b"".join(other)]
