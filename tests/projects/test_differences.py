"""Comparing versions of a large project reads what differs, and says what reading all of it would."""

import random
import uuid
from typing import Any

import pytest
from msgspec.structs import replace

from aura.blobs import content, manifests
from aura.blobs.payloads import Payloads
from aura.services import Services
from aura.timeline import codec
from aura.timeline.comparing import Comparison, compare
from aura.timeline.document import Brief
from aura.timeline.edits.fields import SetHead
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene, SetSceneText
from aura.timeline.scene import Scene

COUNT = 900


def scenes() -> list[Scene]:
    rng = random.Random(3)
    ids = [str(uuid.UUID(int=rng.getrandbits(128), version=4)) for _ in range(COUNT)]
    return [Scene(id=each, script_text=f"{rng.getrandbits(2400):x}") for each in ids]


IDS = [scene.id for scene in scenes()]
ENDS = [each for each in IDS if codec.ends_piece(int(each[-2:], 16))]
FRESH = Scene(id=str(uuid.UUID(int=7 << 64, version=4)), script_text="a new one")
EDITS: dict[str, list[Any]] = {
    "a text": [SetSceneText(scene=IDS[500], text="changed")],
    "the first scene's text": [SetSceneText(scene=IDS[0], text="changed")],
    "the last scene's text": [SetSceneText(scene=IDS[-1], text="changed")],
    "texts far apart": [SetSceneText(scene=IDS[at], text="changed") for at in (3, 450, COUNT - 2)],
    "a scene at the head": [InsertScene(scene=FRESH, after="start")],
    "a scene at the end": [InsertScene(scene=FRESH, after="end")],
    "a scene that goes": [DeleteScene(scene=IDS[640])],
    "a scene that ends a piece goes": [DeleteScene(scene=ENDS[1])],
    "a move over all": [MoveScene(scene=IDS[-5], after=IDS[4])],
    "a move of a scene that ends a piece": [MoveScene(scene=ENDS[0], after="end")],
    "the title": [SetHead(title="Another")],
    "the title and a text": [SetHead(title="Other"), SetSceneText(scene=IDS[800], text="x")],
}


@pytest.fixture(scope="module")
def _pieces_there_are() -> None:
    assert len(ENDS) > 3


@pytest.fixture
def large(aura: Services, _pieces_there_are: None) -> uuid.UUID:
    with aura.writing() as unit:
        return unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=scenes()).id


def compared(aura: Services, project_id: uuid.UUID, one: int, other: int) -> tuple[Comparison, Comparison]:
    """As Aura compares two versions, and their whole documents compared."""
    with aura.reading() as unit:
        documents = [unit.versions.frozen(project_id, number) for number in (one, other)]
        return unit.versions.compare(project_id, one, other), compare(*documents)


def test_all_that_differs_is_told_with_the_right_numbers(aura: Services, large: uuid.UUID) -> None:
    versions = {"as it was": 1}
    for name, edits in EDITS.items():
        with aura.writing() as unit:
            unit.editing.apply(large, edits)
        with aura.writing() as unit:
            versions[name] = unit.versions.save(large).version_number
        with aura.writing() as unit:
            unit.editing.undo(large)
        found, wanted = compared(aura, large, 1, versions[name])
        assert found == wanted, name
        assert not found.is_same, name
        assert compared(aura, large, versions[name], 1)[0].summary, name
    dice = random.Random(1)
    for _ in range(12):
        one, other = dice.sample(sorted(versions.values()), 2)
        found, wanted = compared(aura, large, one, other)
        assert found == wanted


def test_pieces_that_are_the_same_in_both_are_not_read(
    aura: Services, large: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with aura.writing() as unit:
        unit.editing.apply(large, EDITS["a text"])
        unit.versions.save(large)
    read: list[bytes] = []
    unpacked = Payloads.unpacked

    def noted(self: Payloads, payload_id: int) -> bytes:
        read.append(unpacked(self, payload_id))
        return read[-1]

    monkeypatch.setattr(Payloads, "unpacked", noted)
    with aura.reading() as unit:
        assert unit.versions.compare(large, 1, 2).summary == ("Scene 501: text changed",)
    assert 4 <= len(read) <= 5, "two lists, the first piece, and two forms of the one that differs"


def test_versions_whose_scenes_an_earlier_aura_did_not_count_are_compared_whole(
    aura: Services, large: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = manifests.Listing.of
    monkeypatch.setattr(manifests.Listing, "of", lambda *asked: of(*asked)._replace(counts=None))
    with aura.writing() as unit:
        unit.editing.apply(large, EDITS["a text"])
        unit.versions.save(large)
    monkeypatch.undo()
    with aura.writing() as unit:
        unit.editing.apply(large, EDITS["a scene at the head"])
        unit.versions.save(large)
    with aura.reading() as unit:
        lists = content.lists(unit.work.session, [unit.versions.get(large, 2).timeline_hash])
        assert [each.counts for each in lists.values()] == [None]
    for pair in ((1, 2), (2, 3), (1, 3)):
        found, wanted = compared(aura, large, *pair)
        assert found == wanted


def test_a_large_project_is_compared_with_a_small_one_and_with_itself_now(
    aura: Services, large: uuid.UUID
) -> None:
    with aura.writing() as unit:
        unit.editing.apply(large, [DeleteScene(scene=each) for each in IDS[5:]])
        unit.versions.save(large)
        unit.editing.apply(large, EDITS["the first scene's text"])
    found, wanted = compared(aura, large, 1, 2)
    assert found == wanted
    assert len(found.scenes) == COUNT - 5
    with aura.reading() as unit:
        now = unit.versions.compare(large, 2)
        assert now == compare(unit.versions.document(large, 2), unit.live(large).document())
        assert replace(now, summary=()) != now
