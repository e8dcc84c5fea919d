"""Captions of one word at a time."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.render.beats import beats

RATE = Fraction(30)
SPEECH = [(100, 420, "Two"), (450, 900, "short,"), (960, 1300, "one"), (1310, 1900, "long:")]


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30_000, 1001), Fraction(60)])
def test_each_word_is_shown_once_in_order_within_a_frame_of_when_it_is_spoken(rate: Fraction) -> None:
    found = beats(SPEECH, rate)
    assert [beat.text for beat in found] == [word for _, _, word in SPEECH]
    for beat, (start_ms, _, _) in zip(found, SPEECH, strict=True):
        assert abs(beat.start_frame - start_ms * rate / 1000) < 1


def test_a_word_stays_until_the_next_and_in_a_pause_for_a_while() -> None:
    found = beats([(0, 400, "wait"), (500, 900, "for"), (5000, 5400, "it")], RATE)
    assert [beat[:2] for beat in found] == [(0, 15), (15, 63), (150, 198)]


def test_words_too_short_to_read_are_shown_with_what_follows() -> None:
    words = [(0, 90, "in"), (95, 170, "a"), (175, 600, "lamp,"), (610, 690, "or"), (700, 1400, "lighthouses")]
    assert [beat.text for beat in beats(words, RATE)] == ["in a lamp,", "or", "lighthouses"]


def test_nothing_is_joined_over_the_end_of_a_sentence() -> None:
    assert [beat.text for beat in beats([(0, 100, "No."), (110, 500, "Go")], RATE)] == ["No.", "Go"]


def test_no_word_outlasts_its_scene() -> None:
    found = beats([(0, 400, "one"), (900, 1400, "two"), (3000, 3500, "three")], RATE, length_frames=40)
    assert [beat[:3] for beat in found] == [(0, 27, "one"), (27, 40, "two")]


def test_characters_written_without_spaces_are_shown_a_few_at_a_time() -> None:
    text = "空は青い。光は大気の中で散乱するので、夕方には赤く見えるのです。"
    found = beats([(0, 4000, text)], RATE, line=23)
    assert "".join(beat.text for beat in found) == text
    assert max(len(beat.text) for beat in found) <= 6


@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 1200), st.text("ab.,漢", min_size=1, max_size=60)),
        max_size=25,
    )
)
@settings(max_examples=100, deadline=None)
def test_every_word_is_shown_and_no_two_at_once(gaps: list[tuple[int, int, str]]) -> None:
    at, words = 0, []
    for gap, length, word in gaps:
        words.append((at + gap, at + gap + length, word))
        at += gap + length
    found = beats(words, RATE, line=80)
    assert "".join(beat.text for beat in found).replace(" ", "") == "".join(word for _, _, word in words)
    assert all(beat.start_frame < beat.end_frame for beat in found)
    assert all(one.end_frame <= other.start_frame for one, other in pairwise(found))
