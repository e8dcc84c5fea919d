"""Large timelines in pieces: cut where no edit of a text moves a cut."""

import random
import uuid
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import func, select

from aura.blobs import content, manifests, sweep
from aura.blobs.content import Content
from aura.blobs.tables import BlobPayload, ContentBlob
from aura.services import Services
from aura.timeline import codec
from aura.timeline.document import Head
from aura.timeline.scene import Overlay, Scene


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


@settings(max_examples=200)
@given(st.lists(st.tuples(st.binary(min_size=32, max_size=32), st.integers(0, 2**32 - 1)), min_size=1))
def test_a_list_says_which_pieces_there_are_and_how_many_scenes_each_holds(
    pieces: list[tuple[bytes, int]],
) -> None:
    listing = manifests.Listing([name for name, _ in pieces], [count for _, count in pieces])
    plain = manifests.Listing(listing.names, None)

    assert manifests.Listing.read(listing.written()) == listing
    assert manifests.Listing.read(plain.written()) == plain  # as they were written at first
    assert manifests.is_listing(listing.written())
    assert manifests.is_listing(plain.written())
    assert not manifests.is_listing(plain.written()[:-1])
    assert not manifests.is_listing(listing.written()[:-2])


def test_scenes_are_counted_whatever_their_texts_say() -> None:
    sly = [replace(scene, title='"id":"', overlays=(Overlay(text='{"id":"'),)) for scene in scenes(900)]
    pieces = codec.cut(timeline(sly))
    names = [codec.digest(piece) for piece in pieces]
    listing = manifests.Listing.of(pieces, names)

    assert manifests.Listing.of(pieces, names, manifests.Listing(names[1:], [5] * len(names[1:]))).counts == [
        *(listing.counts or ())[:1],
        *[5] * len(names[1:]),
    ]
    assert len(listing.names) > 1
    assert sum(listing.counts or ()) == 900


def test_content_given_in_pieces_has_the_name_of_the_whole_and_is_cut_only_when_it_is_large() -> None:
    pieces = codec.cut(timeline(scenes(900)))

    assert manifests.name_of(pieces) == codec.digest(b"".join(pieces)) == manifests.name_of(b"".join(pieces))
    assert manifests.pieces_of("Timeline", pieces) == pieces
    assert manifests.pieces_of("Timeline", [b"one\n", b"two"]) == [b"one\ntwo"]


def put(aura: Services, *contents: Content) -> list[content.Put]:
    with aura.writing() as unit:
        return content.put_all(unit.work.session, contents, unit.work.now())


def stored(aura: Services) -> dict[bytes, int]:
    """All blobs and their counts; as many payloads are there."""
    with aura.reading() as unit:
        session = unit.work.session
        counts = select(ContentBlob.content_hash, ContentBlob.reference_count)
        found = dict(session.execute(counts).all())
        assert session.scalar(select(func.count()).select_from(BlobPayload)) == len(found)
    return found


def read(aura: Services, names: Sequence[bytes]) -> list[bytes]:
    with aura.reading() as unit:
        found = content.get_all(unit.work.session, names)
    return [found[name] for name in names]


PIECES = [f"{'the tide comes in ' * 9_000}{number}\n".encode() for number in range(3)]


def test_a_timeline_that_grows_too_large_to_be_whole_and_shrinks_again_reads_at_every_size(
    aura: Services, clock: Any
) -> None:
    all_scenes = scenes(400)
    before: bytes | None = None
    data = {}
    for count in (10, 200, 250, 350, 400, 350, 240, 300, 10, 0):
        whole = timeline(all_scenes[:count])
        (kept,) = put(aura, Content("Timeline", codec.cut(whole), before))
        before = kept.name
        data[kept.name] = whole

    assert read(aura, list(data)) == list(data.values())
    with aura.writing() as unit:
        content.release(unit.work.session, [name for name in data if name != before], unit.work.now())
        content.release(unit.work.session, [codec.digest(timeline(all_scenes[:350]))], unit.work.now())
        content.release(unit.work.session, [codec.digest(timeline(all_scenes[:10]))], unit.work.now())
    clock.advance(hours=1)
    sweep.sweep(aura.units, clock())
    assert stored(aura) == {before: 1}
    assert read(aura, [before or b""]) == [timeline([])]


def test_a_piece_that_a_list_names_twice_is_stored_once_counted_twice_and_goes_with_the_list(
    aura: Services, clock: Any
) -> None:
    one, other, _ = PIECES
    (whole,) = put(aura, Content("Timeline", [one, other, one]))

    assert stored(aura) == {whole.name: 1, codec.digest(one): 2, codec.digest(other): 1}
    assert read(aura, [whole.name]) == [one + other + one]
    with aura.writing() as unit:
        content.release(unit.work.session, [whole.name], unit.work.now())
    clock.advance(hours=1)
    assert sweep.sweep(aura.units, clock()).blobs == 3
    assert stored(aura) == {}


def test_a_piece_that_is_somebodys_whole_content_is_one_blob_counted_for_both(
    aura: Services, clock: Any
) -> None:
    brief = Content("Brief", PIECES[1])
    (apart,) = put(aura, brief)
    whole, together = put(aura, Content("Timeline", PIECES), brief)
    behind, _ = put(aura, brief, Content("Timeline", PIECES))

    assert apart.name == together.name == behind.name == codec.digest(PIECES[1])
    assert stored(aura)[apart.name] == 4
    with aura.writing() as unit:
        content.release(unit.work.session, [apart.name] * 3 + [whole.name], unit.work.now())
    clock.advance(hours=1)
    assert read(aura, [whole.name]) == [b"".join(PIECES)]
    assert stored(aura)[apart.name] == 1


def test_a_piece_put_in_the_same_breath_as_whole_content_is_stored_once(aura: Services) -> None:
    for contents in (
        [Content("Timeline", PIECES[:2]), Content("Brief", PIECES[1])],
        [Content("Voice", PIECES[2]), Content("Timeline", PIECES[1:])],
    ):
        put(aura, *contents)
        assert stored(aura)[manifests.name_of(contents[1].data)] >= 1


def test_what_was_added_is_said_of_the_content_that_added_it(aura: Services) -> None:
    first, again = put(aura, Content("Timeline", PIECES), Content("Timeline", PIECES))
    (changed,) = put(aura, Content("Timeline", [*PIECES[:2], PIECES[2] + b"!"], first.name))

    with aura.reading() as unit:
        bytes_stored = unit.work.session.scalar(select(func.sum(func.length(BlobPayload.content))))
    assert again.added_bytes == 0
    assert first.added_bytes + changed.added_bytes == bytes_stored
    assert changed.added_bytes < 300
