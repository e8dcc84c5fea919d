"""Large timelines in pieces: cut where no edit of a text moves a cut."""

import random
import uuid

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aura.blobs import manifests
from aura.timeline import codec
from aura.timeline.document import Head, Overlay, Scene


def scenes(count: int, seed: int = 1) -> list[Scene]:
    rng = random.Random(seed)
    text = "".join(rng.choice("abcdefghij ") for _ in range(900))
    return [
        Scene(id=str(uuid.UUID(int=rng.getrandbits(128), version=4)), script_text=f"{rng.random()} {text}")
        for _ in range(count)
    ]


def timeline(of: list[Scene]) -> bytes:
    return codec.timeline_bytes(Head(title="Long"), [], map(codec.canonical, of))


def test_the_pieces_joined_are_the_timeline_and_most_are_far_smaller() -> None:
    data = timeline(scenes(1_500))
    pieces = codec.cut(data)

    assert b"".join(pieces) == data
    assert 5 < len(pieces) < 40
    assert sum(map(len, pieces[1:-1])) / len(pieces[1:-1]) < len(data) / 4


def test_an_edit_of_a_text_changes_one_piece() -> None:
    before = scenes(1_500)
    after = [*before]
    after[700] = replace(before[700], script_text="quite another text, of another length")

    changed = set(codec.cut(timeline(after))) - set(codec.cut(timeline(before)))

    assert len(changed) == 1


def test_an_insert_changes_two_pieces_at_most() -> None:
    before = scenes(1_500)
    after = [*before[:700], *scenes(1, seed=9), *before[700:]]

    assert len(set(codec.cut(timeline(after))) - set(codec.cut(timeline(before)))) <= 2


def test_no_text_looks_like_the_id_that_ends_a_piece() -> None:
    ending = "00000000-0000-4000-8000-000000000000"
    trick = f'"id":"{ending}"'
    sly = [
        replace(scene, id=scene.id[:-2] + "11", title=trick, overlays=(Overlay(text=trick),))
        for scene in scenes(50)
    ]
    assert len(codec.cut(timeline(sly))) == 1


def test_only_large_content_of_a_kind_that_can_be_cut_is_cut() -> None:
    small, large = timeline(scenes(100)), timeline(scenes(900))

    assert manifests.pieces_of("Timeline", small) == [small]
    assert len(manifests.pieces_of("Timeline", large)) > 1
    assert manifests.pieces_of("Brief", large) == [large]


@settings(max_examples=200)
@given(st.lists(st.integers(0, 255), unique=True, max_size=12), st.data())
def test_each_new_piece_is_paired_with_one_that_went_at_most(before: list[int], data: st.DataObject) -> None:
    after = data.draw(st.lists(st.integers(0, 255), unique=True, max_size=12))
    old, new = [bytes([each]) * 32 for each in before], [bytes([each]) * 32 for each in after]
    pairs = manifests.paired(old, new)

    assert pairs.keys() <= set(new) - set(old)
    assert set(pairs.values()) <= set(old) - set(new)
    assert len(set(pairs.values())) == len(pairs)


def test_a_changed_piece_is_paired_with_itself_also_behind_a_piece_that_is_new() -> None:
    a, b, c, d, fresh, changed = (bytes([each]) * 32 for each in range(6))

    assert manifests.paired([a, b, c, d], [a, fresh, b, changed, d]) == {changed: c}
    assert manifests.names_in(manifests.listed([a, b])) == [a, b]
