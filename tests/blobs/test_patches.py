"""Content packed as a change of earlier content, in lines that stay short to read."""

import random

import pytest

from aura.blobs import patches

WORDS = ("harbour", "lighthouse", "storm", "keeper", "lamp", "night", "ship", "rock", "fog", "bell")


def text(seed: int, words: int) -> bytes:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) + str(rng.randrange(10_000)) for _ in range(words)).encode()


@pytest.mark.parametrize("size", [2_000, 20_000])
def test_a_small_edit_packs_to_a_hundred_bytes_whatever_is_around_it(size: int) -> None:
    before = text(1, size)
    after = before[:5_000] + b" one more sentence " + before[5_000:]
    change = patches.pack_change(after, before)

    assert len(change) < 140
    assert patches.unpack(patches.ZSTD, change, before) == after


def test_noise_is_kept_as_it_is_and_words_are_packed() -> None:
    noise = random.Random(2).randbytes(500)

    assert patches.pack(noise) == (patches.RAW, noise)
    encoding, packed = patches.pack(text(3, 200))
    assert (encoding, len(packed) < 1500) == (patches.DEFLATE, True)
    encoding, packed = patches.pack(text(3, 2000))
    assert (encoding, len(packed) < 15_000) == (patches.ZSTD, True)


def test_what_has_little_in_common_with_earlier_content_is_not_worth_a_change() -> None:
    before, after = text(4, 300), random.Random(5).randbytes(3_000)

    assert not patches.is_worth_it(patches.pack_change(after, before), after)
    assert patches.is_worth_it(patches.pack_change(before + b"!", before), before + b"!")


@pytest.mark.parametrize("words", [0, 1, 40, 500, 600, 700, 4_000])
@pytest.mark.parametrize("at_any_rate", [False, True])
def test_content_of_any_size_is_read_as_it_was_packed(words: int, at_any_rate: bool) -> None:
    data = text(8, words)
    encoding, packed = patches.pack(data, at_any_rate=at_any_rate)

    assert patches.unpack(encoding, packed, None) == data
    assert encoding == patches.ZSTD or not at_any_rate  # what is a list can be told from a change of one


def test_bytes_that_were_not_packed_so_are_damaged() -> None:
    for words in (50, 2_000):
        encoding, packed = patches.pack(text(6, words))
        for wrong in (packed[:-3], packed + b"more", b"nonsense", b""):
            with pytest.raises(patches.Damaged):
                patches.unpack(encoding, wrong, None)
    with pytest.raises(patches.Damaged):
        patches.unpack(patches.ZSTD, b"nonsense", None)
    with pytest.raises(patches.Damaged):
        patches.unpack(patches.ZSTD, patches.pack(text(6, 2_000))[1][:-3], None)


def test_a_line_of_a_thousand_is_read_through_twenty_one_others_at_most() -> None:
    lengths = [0]
    for step in range(1, 1_000):
        base = patches.base_step(step)
        assert 0 <= base < step
        lengths.append(lengths[base] + 1)

    assert max(lengths) == 21
    assert sum(lengths) / len(lengths) < 11


def test_what_a_number_is_packed_against_is_in_the_line_of_the_one_before() -> None:
    for step in range(1, 5_000):
        line = [step - 1]
        while line[-1]:
            line.append(patches.base_step(line[-1]))
        assert patches.base_step(step) in line
