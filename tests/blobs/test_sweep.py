"""What nothing names goes, after a grace, and what is a change of it stays readable."""

import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select, update

from aura.blobs import content, patches, payloads, recent, sweep
from aura.blobs.content import Content
from aura.blobs.tables import BlobPayload, ContentBlob
from aura.db import prepared
from aura.services import Services
from aura.timeline import codec
from aura.timeline.codec import digest
from aura.timeline.document import Head
from aura.timeline.scene import Scene

LATER = timedelta(hours=1)
Versions = list[bytes]


def words(seed: int, count: int = 600) -> list[str]:
    rng = random.Random(seed)
    return [f"{rng.choice('abcdefgh')}{rng.randrange(100_000)}" for _ in range(count)]


def a_line(steps: int) -> Versions:
    """The forms of a text, each with one word changed."""
    rng, text, found = random.Random(7), words(7), []
    for _ in range(steps):
        text[rng.randrange(len(text))] = f"new{rng.random()}"
        found.append(" ".join(text).encode())
    return found


def put_line(aura: Services, versions: Versions) -> None:
    before: bytes | None = None
    for data in versions:
        with aura.writing() as unit:
            parts = [Content("Brief", data, before)]
            before = content.put_all(unit.work.session, parts, unit.work.now())[0].name


def release(aura: Services, *data: bytes) -> None:
    with aura.writing() as unit:
        content.release(unit.work.session, map(digest, data), unit.work.now())


def read(aura: Services, data: Versions) -> list[bytes]:
    with aura.reading() as unit:
        found = content.get_all(unit.work.session, map(digest, data))
    return [found[digest(each)] for each in data]


def rows(aura: Services, table: Any) -> int:
    with aura.reading() as unit:
        return unit.work.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was put is read from the database, and packed against what is read."""
    monkeypatch.setattr(recent, "find", lambda _: None)


@pytest.fixture
def later(clock: Any) -> Callable[[], datetime]:
    """A moment after which nothing was named."""

    def moment() -> datetime:
        clock.advance(hours=2)
        return clock() - LATER

    return moment


def test_what_nothing_names_is_swept_after_its_grace_and_not_before(aura: Services, clock: Any) -> None:
    put_line(aura, a_line(2))
    first, second = a_line(2)
    release(aura, first, second)

    assert sweep.sweep(aura.units, clock() - LATER) == (0, 0)
    clock.advance(hours=2)
    assert sweep.sweep(aura.units, clock() - LATER).blobs == 2
    assert (rows(aura, ContentBlob), rows(aura, BlobPayload)) == (0, 0)


def test_a_sweep_says_beforehand_what_it_will_remove(aura: Services, later: Any) -> None:
    versions = a_line(30)
    put_line(aura, versions)
    release(aura, *versions[10:20])
    cutoff = later()
    with aura.reading() as unit:
        told = sweep.unreferenced(unit.work.session, cutoff)

    assert told.blobs == 10
    assert sweep.sweep(aura.units, cutoff) == told


@pytest.mark.parametrize("gone", [{0}, {0, 1}, {3}, {0, 1, 2, 3}])
def test_a_sweep_says_beforehand_also_which_pieces_go_with_their_lists(
    aura: Services, later: Any, gone: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(3)
    scenes = [
        Scene(id=str(uuid.UUID(int=rng.getrandbits(128), version=4)), script_text=" ".join(words(seed, 90)))
        for seed in range(500)
    ]
    versions: Versions = []
    for number in range(4):
        scenes[number * 120] = replace(scenes[number * 120], script_text=f"Changed {number}.")
        versions.append(codec.timeline_bytes(Head(), [], map(codec.canonical, scenes)))
    before: bytes | None = None
    for data in versions:
        with aura.writing() as unit:
            parts = [Content("Timeline", data, before)]
            before = content.put_all(unit.work.session, parts, unit.work.now())[0].name
    release(aura, *(versions[number] for number in gone))
    monkeypatch.setattr(sweep, "AT_ONCE", 3)
    cutoff = later()
    with aura.reading() as unit:
        told = sweep.unreferenced(unit.work.session, cutoff)

    assert told.blobs > len(gone)
    assert sweep.sweep(aura.units, cutoff) == told
    left = [data for number, data in enumerate(versions) if number not in gone]
    assert read(aura, left) == left


@pytest.mark.parametrize("seed", range(6))
def test_what_is_left_of_a_line_reads_as_before_whatever_went(
    aura: Services, later: Any, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "AT_ONCE", 7)
    versions = a_line(120)
    put_line(aura, versions)
    rng = random.Random(seed)
    gone = rng.sample(range(120), rng.choice([10, 60, 110]))
    release(aura, *(versions[number] for number in gone))
    left = [data for number, data in enumerate(versions) if number not in gone]

    assert sweep.sweep(aura.units, later()).blobs == len(gone)
    assert read(aura, left) == left
    assert rows(aura, BlobPayload) == len(left)


def test_a_line_goes_on_after_a_sweep_and_stays_short_to_read(aura: Services, later: Any) -> None:
    versions = a_line(200)
    put_line(aura, versions[:100])
    release(aura, *versions[:99:2])
    sweep.sweep(aura.units, later())
    with aura.writing() as unit:
        before = digest(versions[99])
        for data in versions[100:]:
            parts = [Content("Brief", data, before)]
            before = content.put_all(unit.work.session, parts, unit.work.now())[0].name

    kept = versions[1:99:2] + versions[99:]
    assert read(aura, kept) == kept
    with aura.reading() as unit:
        bases = dict(unit.work.session.execute(select(BlobPayload.id, BlobPayload.base_id)).all())
        changes = [len(content_) for content_ in unit.work.session.scalars(select(BlobPayload.content))]
    assert max(line_of(key, bases) for key in bases) <= 21
    assert sum(changes) / len(changes) < 600


def line_of(key: int | None, bases: dict[int, int | None]) -> int:
    length = 0
    while key is not None:
        key = bases[key]
        length += 1
    return length


def test_what_is_named_again_while_a_sweep_runs_stays(
    aura: Services, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = a_line(4)
    put_line(aura, versions)
    release(aura, *versions)
    look = sweep._doomed

    def look_and_let_another_write(session: Any, cutoff: datetime) -> dict[bytes, int]:
        doomed = look(session, cutoff)
        put_line(aura, versions[2:3])
        return doomed

    monkeypatch.setattr(sweep, "_doomed", look_and_let_another_write)
    cutoff = later()

    assert sweep.sweep(aura.units, cutoff).blobs == 3
    assert read(aura, versions[2:3]) == versions[2:3]


def test_a_change_of_what_goes_is_kept_with_it_while_it_is_damaged(aura: Services, later: Any) -> None:
    """Its bytes may still be mended by a copy of what it is a change of; without that they never could."""
    first, second = a_line(2)
    put_line(aura, [first, second])
    with aura.writing() as unit:
        content.keep_copies(unit.work.session, [digest(first)])
        unit.work.session.execute(
            update(BlobPayload).where(BlobPayload.base_id.is_(None)).values(content=b"nonsense")
        )
    release(aura, first)
    sweep.sweep(aura.units, later())

    assert rows(aura, ContentBlob) == 2
    assert read(aura, [second]) == [second]


def test_the_encoding_of_a_change_is_packed_and_of_a_whole_what_is_shorter(aura: Services) -> None:
    put_line(aura, a_line(3))
    with aura.reading() as unit:
        found = unit.work.session.execute(
            select(BlobPayload.step, BlobPayload.encoding, func.length(BlobPayload.content)).order_by(
                BlobPayload.step
            )
        ).all()

    assert [(step, encoding) for step, encoding, _ in found] == [
        (0, patches.DEFLATE),
        (1, patches.ZSTD),
        (2, patches.ZSTD),
    ]
    assert found[1][2] < 100 < found[0][2]


def test_a_base_of_very_many_goes_and_all_of_them_stay(
    aura: Services, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the first plan of a template is, that a thousand projects began with."""
    monkeypatch.setattr(prepared, "_AT_ONCE", 7)
    monkeypatch.setattr(sweep, "AT_ONCE", 20)
    first = a_line(1)[0]
    put_line(aura, [first])
    changed = [first + f" and {number}".encode() for number in range(150)]
    with aura.writing() as unit:
        parts = [Content("Brief", data, digest(first)) for data in changed]
        content.put_all(unit.work.session, parts, unit.work.now())
    release(aura, first)

    assert sweep.sweep(aura.units, later()).blobs == 1
    assert read(aura, changed) == changed
    assert rows(aura, BlobPayload) == 150


def test_what_is_unpacked_on_the_way_takes_little_room_however_much_there_is(
    aura: Services, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = a_line(120)
    put_line(aura, versions)
    room = 5 * len(versions[0])
    monkeypatch.setattr(payloads, "MOST_BYTES", room)
    held: list[int] = []
    keep = payloads.Payloads._keep

    def keep_and_look(self: Any, key: int, data: bytes) -> None:
        keep(self, key, data)
        held.append(sum(map(len, self._unpacked.values())))

    monkeypatch.setattr(payloads.Payloads, "_keep", keep_and_look)
    assert read(aura, versions) == versions
    release(aura, *versions[::2])
    assert sweep.sweep(aura.units, later()).blobs == 60
    assert read(aura, versions[1::2]) == versions[1::2]
    assert max(held) <= room
