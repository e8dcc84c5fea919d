"""Small content by its digest: stored once, counted exactly, never handed out damaged."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, update

from aura.blobs import content, patches, recovery
from aura.blobs.tables import BlobPayload, ContentBlob
from aura.errors import NotFound, ToolFailed
from aura.services import Services
from aura.timeline.codec import digest

WORDS = b'{"topic":"' + b"the river runs to the sea " * 40 + b'"}'


def put(aura: Services, *contents: bytes) -> list[tuple[bytes, int]]:
    with aura.writing() as unit:
        return [tuple(content.put(unit.work.session, "Plan", data, unit.work.now())) for data in contents]


def release(aura: Services, *names: bytes) -> None:
    with aura.writing() as unit:
        content.release(unit.work.session, list(names), unit.work.now())


def get(aura: Services, name: bytes) -> bytes:
    with aura.reading() as unit:
        return content.get(unit.work.session, name)


def counts(aura: Services) -> dict[bytes, int]:
    with aura.reading() as unit:
        rows = unit.work.session.execute(select(ContentBlob.content_hash, ContentBlob.reference_count))
        return dict(rows.all())


def payloads(aura: Services) -> int:
    with aura.reading() as unit:
        return unit.work.session.scalar(select(func.count()).select_from(BlobPayload)) or 0


def spoil(aura: Services, name: bytes, **values: object) -> None:
    key = select(ContentBlob.payload_id).where(ContentBlob.content_hash == name).scalar_subquery()
    with aura.writing() as unit:
        unit.work.session.execute(update(BlobPayload).where(BlobPayload.id == key).values(**values))


@pytest.mark.parametrize("data", [b"", b"{}", WORDS, os.urandom(70_000), bytes(range(256)) * 4])
def test_what_is_put_is_what_is_got(aura: Services, data: bytes) -> None:
    [(name, added)] = put(aura, data)
    assert name == digest(data)
    assert added <= len(data)
    assert get(aura, name) == data


def test_the_same_bytes_are_stored_once_and_counted_each_time(aura: Services) -> None:
    first, second, third = put(aura, WORDS, WORDS, WORDS)
    assert first[1] > 0
    assert second == third == (first[0], 0)
    assert counts(aura) == {first[0]: 3}
    assert payloads(aura) == 1


def test_words_take_less_room_than_they_are_long_and_noise_no_more(aura: Services) -> None:
    noise = os.urandom(1000)
    (_, words_added), (_, noise_added) = put(aura, WORDS, noise)
    assert words_added < len(WORDS) / 4
    assert noise_added == len(noise)


def test_a_row_tells_the_size_of_the_content_and_reads_its_stored_bytes(aura: Services) -> None:
    [(name, added)] = put(aura, WORDS)
    with aura.reading() as unit:
        blob = unit.work.session.get_one(ContentBlob, name)
        assert (blob.size_bytes, blob.content_type) == (len(WORDS), "Plan")
        assert len(blob.content) == added
        assert blob.payload.encoding == patches.DEFLATE


def test_releasing_takes_as_many_references_as_it_lists_and_keeps_the_content(aura: Services) -> None:
    [(name, _), *_] = put(aura, WORDS, WORDS, WORDS)
    [(other, _)] = put(aura, b"{}")
    release(aura, name, other, name)
    assert counts(aura) == {name: 1, other: 0}
    assert get(aura, other) == b"{}"


def test_a_count_never_falls_below_nothing(aura: Services) -> None:
    [(name, _)] = put(aura, WORDS)
    release(aura, name, name, name)
    release(aura, name)
    assert counts(aura) == {name: 0}
    put(aura, WORDS)
    assert counts(aura) == {name: 1}


def test_releasing_what_is_not_there_changes_nothing(aura: Services) -> None:
    [(name, _)] = put(aura, WORDS)
    release(aura, bytes(32))
    release(aura)
    assert counts(aura) == {name: 1}


def test_content_that_is_put_in_work_that_is_lost_is_not_there(aura: Services) -> None:
    def fail() -> None:
        with aura.writing() as unit:
            content.put(unit.work.session, "Plan", WORDS, unit.work.now())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert counts(aura) == {}
    assert payloads(aura) == 0


def test_content_that_is_not_there_is_not_found_by_name(aura: Services) -> None:
    with pytest.raises(NotFound, match="00" * 32):
        get(aura, bytes(32))


def got_or_told(aura: Services, name: bytes) -> bytes | str:
    try:
        return get(aura, name)
    except ToolFailed as error:
        return error.message


def damages(stored: bytes) -> list[bytes]:
    flipped = [
        stored[:place] + bytes([stored[place] ^ (1 << place % 8)]) + stored[place + 1 :]
        for place in range(len(stored))
    ]
    return [*flipped, b"", stored[:-1], stored[: len(stored) // 2], stored + b"\0", os.urandom(len(stored))]


@pytest.mark.parametrize("data", [WORDS[:60] + b"}", b'{"n":1}'], ids=["packed", "raw"])
def test_damaged_content_is_named_and_never_handed_out(aura: Services, data: bytes) -> None:
    [(name, _)] = put(aura, data)
    with aura.reading() as unit:
        stored = unit.work.session.get_one(ContentBlob, name).content
    refused = 0
    for damaged in damages(stored):
        spoil(aura, name, content=damaged)
        answer = got_or_told(aura, name)
        assert answer == data or name.hex() in str(answer)
        refused += answer != data  # a few bits mean nothing to the packing
    assert refused >= len(stored)
    spoil(aura, name, content=stored)
    assert get(aura, name) == data


def test_content_under_a_wrong_encoding_is_damaged(aura: Services) -> None:
    [(name, _)] = put(aura, WORDS)
    spoil(aura, name, encoding=patches.RAW)
    with pytest.raises(ToolFailed, match="damaged"):
        get(aura, name)


@pytest.mark.parametrize("data", [WORDS, WORDS * 20, os.urandom(500)], ids=["short", "long", "noise"])
@pytest.mark.parametrize("wrong", [patches.RAW, patches.ZSTD, patches.LIST, patches.DEFLATE, 9])
def test_content_under_any_wrong_encoding_can_be_found_again(aura: Services, data: bytes, wrong: int) -> None:
    [(name, _)] = put(aura, data)
    spoil(aura, name, encoding=wrong)
    with aura.reading() as unit:
        assert recovery.recovered(unit.work.session, name, {}) == data


def race(aura: Services, act: Callable[[int], None]) -> None:
    together = threading.Barrier(8)

    def run(number: int) -> None:
        together.wait()
        for _ in range(5):
            act(number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(run, range(8)))


def test_counts_are_exact_when_many_put_and_release_the_same_at_once(aura: Services) -> None:
    shared = sorted((f'{{"number":{number}}}'.encode() for number in range(4)), key=digest)
    names = [digest(data) for data in shared]
    race(aura, lambda _: (put(aura, *shared), None)[1])
    assert counts(aura) == dict.fromkeys(names, 40)
    assert payloads(aura) == 4
    race(aura, lambda number: release(aura, *names) if number % 2 else (put(aura, *shared), None)[1])
    assert counts(aura) == dict.fromkeys(names, 40)
