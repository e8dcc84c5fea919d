"""Spoken words are parted where whoever speaks rests."""

from aura.exports.parting import parted

WORDS = [
    (0, 400, "At"),
    (400, 900, "night,"),
    (900, 1500, "ships"),
    (1600, 2000, "“pass.”"),
    (2400, 3000, "He"),
    (3000, 3500, "counts"),
    (3500, 4000, "them"),
]


def test_behind_a_sentence_before_a_part_before_a_word() -> None:
    assert parted(WORDS, 0, 4000) == 2200
    assert parted(WORDS, 0, 2100) == 900
    assert parted(WORDS, 1000, 2100) == 1550


def test_of_moments_that_are_as_good_the_latest() -> None:
    assert parted(WORDS, 2500, 3800) == 3500


def test_where_no_word_ends_there_is_no_such_moment() -> None:
    assert parted(WORDS, 3600, 9000) is None
    assert parted([], 0, 9000) is None
    assert parted(WORDS[:1], 0, 9000) is None
