"""Second copies mend what is damaged: their own blob, and what is a change of it."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select, update

from aura.blobs import content, recent, sweep
from aura.blobs.content import Content
from aura.blobs.tables import BlobCopy, BlobPayload, ContentBlob
from aura.errors import ToolFailed
from aura.services import Services
from aura.timeline.codec import digest

TEXTS = [f"{'the lamp turns and the ships go by ' * 20}{number}".encode() for number in range(5)]


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "find", lambda _: None)


@pytest.fixture
def line(aura: Services) -> None:
    """The texts, each stored as a change of one before."""
    with aura.writing() as unit:
        before: bytes | None = None
        for data in TEXTS:
            parts = [Content("Brief", data, before)]
            before = content.put_all(unit.work.session, parts, unit.work.now())[0].name


def keep(aura: Services, *texts: bytes) -> None:
    with aura.writing() as unit:
        content.keep_copies(unit.work.session, map(digest, texts))


def spoil(aura: Services, *texts: bytes) -> None:
    keys = select(ContentBlob.payload_id).where(ContentBlob.content_hash.in_(list(map(digest, texts))))
    with aura.writing() as unit:
        spoilt = update(BlobPayload).where(BlobPayload.id.in_(keys.scalar_subquery()))
        unit.work.session.execute(spoilt.values(content=b"nonsense"))


def readable(aura: Services) -> Sequence[int]:
    """The numbers of the texts that can be read, each as it was."""
    found = []
    with aura.reading() as unit:
        for number, data in enumerate(TEXTS):
            try:
                assert content.get(unit.work.session, digest(data)) == data
                found.append(number)
            except ToolFailed:
                pass
    return found


def test_without_a_copy_all_that_is_a_change_of_damaged_content_is_damaged(
    aura: Services, line: None
) -> None:
    assert readable(aura) == [0, 1, 2, 3, 4]
    spoil(aura, TEXTS[0])
    assert readable(aura) == []


def test_a_copy_of_the_first_mends_the_whole_line(aura: Services, line: None) -> None:
    keep(aura, TEXTS[0])
    spoil(aura, TEXTS[0])
    assert readable(aura) == [0, 1, 2, 3, 4]


def test_a_copy_needs_no_other_content(aura: Services, line: None) -> None:
    keep(aura, TEXTS[3])
    spoil(aura, *TEXTS)
    assert readable(aura) == [3]


def test_a_copy_in_the_middle_mends_what_comes_after_it(aura: Services, line: None) -> None:
    keep(aura, TEXTS[2])
    spoil(aura, TEXTS[2])
    assert readable(aura) == [0, 1, 2, 3, 4]
    spoil(aura, TEXTS[1])
    assert readable(aura) == [0, 2, 3, 4]


def test_a_damaged_copy_is_never_handed_out(aura: Services, line: None) -> None:
    keep(aura, TEXTS[0])
    spoil(aura, TEXTS[0])
    with aura.writing() as unit:
        unit.work.session.execute(update(BlobCopy).values(content=b"nonsense"))
    assert readable(aura) == []


def test_copying_twice_keeps_one_copy_and_copying_damage_none(aura: Services, line: None) -> None:
    keep(aura, TEXTS[1])
    keep(aura, TEXTS[1])
    spoil(aura, TEXTS[4])
    keep(aura, TEXTS[4], b"what is not there")
    with aura.reading() as unit:
        names = unit.work.session.scalars(select(BlobCopy.content_hash)).all()
    assert names == [digest(TEXTS[1])]


def test_what_sixty_four_others_are_changes_of_has_a_copy_and_a_whole_history_outlives_its_loss(
    aura: Services,
) -> None:
    texts = [TEXTS[0] + str(number).encode() for number in range(200)]
    with aura.writing() as unit:
        before: bytes | None = None
        for data in texts:
            parts = [Content("Brief", data, before)]
            before = content.put_all(unit.work.session, parts, unit.work.now())[0].name
        copied = unit.work.session.scalars(select(BlobCopy.content_hash)).all()

    assert set(copied) == {digest(texts[number]) for number in (0, 64, 128)}
    for number in (0, 64, 128):
        spoil(aura, texts[number])
    with aura.reading() as unit:
        found = content.get_all(unit.work.session, map(digest, texts))
    assert [found[digest(data)] for data in texts] == texts


def test_a_copy_outlives_what_it_is_a_change_of(aura: Services, clock: Any) -> None:
    texts = [TEXTS[0] + str(number).encode() for number in range(140)]
    with aura.writing() as unit:
        before: bytes | None = None
        for data in texts:
            parts = [Content("Brief", data, before)]
            before = content.put_all(unit.work.session, parts, unit.work.now())[0].name
        content.release(unit.work.session, [digest(texts[0])], unit.work.now())
    clock.advance(hours=1)
    assert sweep.sweep(aura.units, clock()).blobs == 1
    spoil(aura, texts[64])
    with aura.reading() as unit:
        assert content.get(unit.work.session, digest(texts[64])) == texts[64]
