"""What is at hand is a help and never a truth: the database knows what is stored."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aura import config
from aura.blobs import content, recent
from aura.blobs.content import Content
from aura.services import Services
from aura.timeline.codec import digest

FORMS = [f"{'the lamp turns and the ships go by ' * 30}{number}".encode() for number in range(12)]


def put(aura: Services, *numbers: int, lose: bool = False) -> None:
    """Forms one after the other, each a change of the one before."""
    with aura.writing() as unit:
        for number in numbers:
            before = digest(FORMS[number - 1]) if number else None
            content.put_all(unit.work.session, [Content("Brief", FORMS[number], before)], unit.work.now())
        if lose:
            raise ZeroDivisionError


def read(aura: Services) -> list[int]:
    """The numbers of the forms that are there, all as they were."""
    with aura.reading() as unit:
        there = content.find(unit.work.session, map(digest, FORMS))
        found = content.get_all(unit.work.session, there)
    assert all(digest(data) == name for name, data in found.items())
    return [number for number, data in enumerate(FORMS) if digest(data) in found]


@pytest.fixture
def other(tmp_path: Path, new_database: Callable[[Path], str]) -> Iterator[Services]:
    """Another Aura in the same process, on a database of its own."""
    home = tmp_path / "other"
    services = Services(config.load(home, database_url=new_database(home))).open()
    yield services
    services.close()


def test_what_was_put_in_work_that_is_lost_is_no_base_for_what_comes_after(aura: Services) -> None:
    put(aura, 0)
    with pytest.raises(ZeroDivisionError):
        put(aura, 1, lose=True)
    assert recent.find(digest(FORMS[1])) == FORMS[1]
    put(aura, 2)

    assert read(aura) == [0, 2]


def test_two_databases_of_one_process_share_nothing_but_memory(aura: Services, other: Services) -> None:
    put(aura, *range(10))
    put(other, 3)
    put(other, 4, 9)
    put(other, 10)
    put(aura, 10, 11)

    assert read(aura) == [*range(12)]
    assert read(other) == [3, 4, 9, 10]


def test_what_is_kept_takes_no_more_than_its_room_and_the_newest_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recent, "_MOST_BYTES", 1_000)
    for number in range(50):
        recent.keep(bytes([number]), bytes(100))

    assert recent.find(bytes([39])) is None
    assert recent.find(bytes([49])) == bytes(100)
    recent.keep(b"more than there is room for", bytes(1_001))
    assert recent.find(b"more than there is room for") is None
    assert recent._bytes == sum(map(len, recent._kept.values())) <= 1_000


@pytest.mark.parametrize("asked", ["by its name", "what its name is"])
def test_what_was_not_asked_for_longest_makes_room(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setattr(recent, "_MOST_BYTES", 1_000)
    forms = [bytes([number]) * 100 for number in range(10)]
    names = [recent.name_of(form) for form in forms]
    if asked == "by its name":
        recent.find(names[0])
    else:
        recent.name_of(bytes([0]) * 100)

    recent.keep(b"one more", bytes(100))

    assert recent.find(names[0]) == forms[0]
    assert recent.find(names[1]) is None


def test_the_room_is_counted_right_when_many_threads_keep_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "_MOST_BYTES", 5_000)

    def keep(seed: int) -> None:
        for number in range(500):
            recent.keep(bytes([number * seed % 97]), bytes(100))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(keep, range(1, 9)))
    assert recent._bytes == sum(map(len, recent._kept.values())) <= 5_000
