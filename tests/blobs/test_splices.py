"""A change of bytes in one place: what stays at both ends is not packed."""

import random
from itertools import pairwise

import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.blobs import packing, patches, splices


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
        change = splices.pack(after, before)
        assert splices.unpack([change], before) == after


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


def words(seed: int, count: int) -> bytes:
    rng = random.Random(seed)
    return b" ".join(b"word%d" % rng.randrange(1000) for _ in range(count))


@pytest.mark.parametrize("at", [0, 1, 255, 256, 65_535, 65_536, (1 << 24) - 1, 1 << 24])
@pytest.mark.parametrize("new", [30, 1_300, 3_000])
def test_what_stands_between_is_read_wherever_it_is_and_however_long(at: int, new: int) -> None:
    before = bytes(at) + words(1, 40) + bytes(70_000)
    after = bytes(at) + b"Now " + words(2, new) + bytes(70_000)
    change = splices.pack(after, before)

    assert splices.unpack([change], before) == after
    assert len(change) < len(words(2, new))


def test_short_stretches_are_packed_as_deflate_and_those_far_inside_or_long_as_zstandard() -> None:
    def is_deflated(at: int, new: int) -> bool:
        before = bytes(at) + b"x"
        change = splices.pack(bytes(at) + words(3, new), before)
        return change[0] & splices._WIDTH > splices._DEFLATED

    assert [is_deflated(0, 50), is_deflated(70_000, 50), is_deflated(0, 2_000)] == [True, True, False]
    assert not is_deflated(1 << 24, 50)


@pytest.mark.parametrize("at", [0, 300, 70_000, 1 << 24])
def test_stretches_that_were_packed_as_zstandard_though_they_are_short_are_still_read(at: int) -> None:
    before, between = bytes(at) + b"old" + b"." * 300, words(4, 60)
    start, end = splices._number(at), splices._number(300)
    flags = splices._IS_SPLICE | len(end) << splices._END_SHIFT | len(start)
    packed = packing.zstandard_beside(between, before[slice(*splices._near(len(before), at, 300))])

    assert (
        splices.unpack([bytes((flags,)) + start + end + packed], before) == bytes(at) + between + b"." * 300
    )


PLACES = st.tuples(st.integers(0, 1 << 18), st.sampled_from([0, 1, 300, 5_000]), st.integers(0, 400))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([0, 9, 60_000, 66_000, 200_000]), st.lists(PLACES, max_size=24), st.integers(0, 9))
def test_a_line_of_changes_leads_to_what_the_last_was_packed_from(
    size: int, places: list[tuple[int, int, int]], seed: int
) -> None:
    rng = random.Random(seed)
    forms = [rng.randbytes(size)]
    for place, gone, come in places:
        before = forms[-1]
        at = place % (len(before) + 1)
        forms.append(before[:at] + rng.randbytes(come) + before[at + gone :])
    line = [(patches.ZSTD, patches.pack_change(after, before)) for before, after in pairwise(forms)]

    assert patches.unpack_line(line, forms[0]) == forms[-1]
    assert patches.unpack_line([patches.pack(forms[0]), *line], None) == forms[-1]


def test_a_line_may_hold_changes_as_aura_packed_them_at_first() -> None:
    forms = [words(seed, 12_000) for seed in (5, 5, 6, 6)]
    forms[1], forms[3] = forms[0] + b" and slept", b"once " + forms[2]
    prefix = zstd.ZstdDict(forms[1], is_raw=True).as_prefix
    line = [
        patches.pack(forms[0]),
        (patches.ZSTD, patches.pack_change(forms[1], forms[0])),
        (patches.ZSTD, zstd.compress(forms[2], level=3, zstd_dict=prefix)),
        (patches.ZSTD, patches.pack_change(forms[3], forms[2])),
    ]

    assert patches.unpack_line(line, None) == forms[3]


def test_changes_as_aura_packed_them_at_first_are_still_read() -> None:
    before = b"the keeper lit the lamp at dusk, " * 40
    after = before[:500] + b"and slept, " + before[500:]
    prefix = zstd.ZstdDict(before, is_raw=True).as_prefix
    first = zstd.compress(after, level=3, zstd_dict=prefix)

    assert not splices.is_splice(first)
    assert patches.unpack(patches.ZSTD, first, before) == after
