"""A change of bytes in one place: what stays at both ends is not packed."""

import random

import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.blobs import patches, splices


def unchanged(data: bytes, _prefix: bytes) -> bytes:
    """Packing that never saves a byte."""
    return data + b"!"


def common(one: bytes, other: bytes) -> int:
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), -1)


ENDS = st.binary(max_size=6).flatmap(
    lambda unit: st.integers(0, 3 * splices._LOOK).map(lambda size: (unit or b"x") * (size // 6))
)


@settings(max_examples=300, deadline=None)
@given(ENDS, ENDS, st.binary(max_size=9), st.binary(max_size=9))
def test_any_change_leads_from_one_to_the_other(head: bytes, tail: bytes, old: bytes, new: bytes) -> None:
    before, after = head + old + tail, head + new + tail

    change = patches.pack_change(after, before)

    assert splices.is_splice(change)
    assert patches.unpack(patches.ZSTD, change, before) == after
    assert splices.same_at_start(before, after) >= len(head)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40), st.binary(max_size=40))
def test_what_two_have_in_common_at_their_ends_is_found_to_the_byte(one: bytes, other: bytes) -> None:
    shorter = min(len(one), len(other))
    start, end = common(one, other), common(one[::-1], other[::-1])

    assert splices.same_at_start(one, other) == (shorter if start < 0 else start)
    assert splices.same_at_end(one, other, shorter) == (shorter if end < 0 else end)


def test_what_stays_is_never_counted_for_both_ends() -> None:
    for before, after in ((b"aaaa", b"aa"), (b"aa", b"aaaaa"), (b"", b"b"), (b"b", b""), (b"abab", b"ab")):
        change = splices.pack(after, before, unchanged)
        assert splices.unpack(change, before, unchanged) == after


def test_a_word_changed_in_a_large_text_is_a_few_bytes_and_no_more_than_it_costs_alone() -> None:
    rng = random.Random(4)
    before = rng.randbytes(400_000)
    after = before[:300_000] + b"lighthouse" + before[300_004:]

    assert len(patches.pack_change(after, before)) == 1 + 3 + 3 + len(b"lighthouse")


def test_a_paragraph_that_repeats_what_is_near_is_packed_against_it() -> None:
    rng = random.Random(5)
    before = rng.randbytes(60_000)
    near = before[27_000:29_000]
    after = before[:30_000] + near + before[30_000:]

    assert len(patches.pack_change(after, before)) < 60


@pytest.mark.parametrize("cut", [1, 2, 4, 6])
def test_a_change_that_is_cut_short_or_is_of_other_bytes_is_damaged(cut: int) -> None:
    before = bytes(range(256)) * 300
    change = patches.pack_change(before[:40_000] + b"lighthouse" * 9 + before[40_000:], before)

    with pytest.raises(patches.Damaged):
        patches.unpack(patches.ZSTD, change[:cut], before)
    with pytest.raises(patches.Damaged):
        patches.unpack(patches.ZSTD, change, before[:100])


def test_changes_as_aura_packed_them_at_first_are_still_read() -> None:
    before = b"the keeper lit the lamp at dusk, " * 40
    after = before[:500] + b"and slept, " + before[500:]
    prefix = zstd.ZstdDict(before, is_raw=True).as_prefix
    first = zstd.compress(after, level=3, zstd_dict=prefix)

    assert not splices.is_splice(first)
    assert patches.unpack(patches.ZSTD, first, before) == after
