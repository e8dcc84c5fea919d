"""Which words of a cue are spoken when."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.render.cues import Cue, cues
from aura.render.tokens import spread

RATE = Fraction(30)
WORDS = [(0, 400, "Two"), (430, 900, "short,"), (960, 1300, "one"), (2000, 2600, "long.")]


def spoken(cue: Cue) -> list[tuple[int, int, str]]:
    return [(word.start_frame, word.end_frame, cue.text[word.first : word.end]) for word in cue.said]


def test_a_word_is_spoken_until_the_next_but_not_through_a_pause() -> None:
    (cue,) = cues(WORDS, RATE)
    assert spoken(cue) == [(0, 12, "Two"), (12, 28, "short,"), (28, 39, "one"), (60, 78, "long.")]


def test_the_places_of_words_count_the_line_end() -> None:
    text = "Every light has its own rhythm, so a sailor can tell which harbour lies ahead."
    (cue,) = cues(spread(text, 0, 6_000), RATE)
    assert "\n" in cue.text
    assert [word for _, _, word in spoken(cue)] == text.split()


def test_the_parts_of_a_word_that_was_cut_are_spoken_one_after_the_other() -> None:
    long = "Rindfleischetikettierungsüberwachungsaufgaben"
    (cue,) = cues([(0, 3000, long)], RATE, line=30)
    parts = spoken(cue)
    assert "\n".join(part for _, _, part in parts) == cue.text
    assert [start for start, _, _ in parts] == [0, parts[0][1]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("晴れた夜には、ひとつのランプが見えます。", "晴れた|夜には、|ひとつの|ランプが|見えます。"),
        ("Auraは「絵」を作る。", "Auraは|「絵」を|作る。"),
        ("맑은 밤에는 등불 하나가", "맑은|밤에는|등불|하나가"),
    ],
)
def test_what_looks_like_a_word_is_lit_as_one(text: str, wanted: str) -> None:
    (cue,) = cues(spread(text, 0, 5_000), RATE)

    assert "|".join(part for _, _, part in spoken(cue)) == wanted


def test_characters_too_short_to_be_seen_one_by_one_are_lit_together() -> None:
    found = cues(
        spread("空は青い。光は大気の中で散乱するので、夕方には赤く見えるのです。", 0, 4000), RATE, line=23
    )
    parts = [part for cue in found for _, _, part in spoken(cue)]
    assert "".join(parts).replace("\n", "") == "".join(cue.text.replace("\n", "") for cue in found)
    assert all(2 <= len(part) <= 7 for part in parts[:-1])


@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 1200), st.text("ab.,漢 ", min_size=1, max_size=60)),
        max_size=25,
    ),
    st.integers(12, 42),
)
@settings(max_examples=100, deadline=None)
def test_one_word_at_a_time_is_spoken_within_its_cue(gaps: list[tuple[int, int, str]], line: int) -> None:
    at, words = 0, []
    for gap, length, word in gaps:
        words.append((at + gap, at + gap + length, word))
        at += gap + length
    for cue in cues(words, RATE, line=line):
        frame, place = cue.start_frame, 0
        for part in cue.said:
            assert frame <= part.start_frame < part.end_frame <= cue.end_frame
            assert place <= part.first < part.end <= len(cue.text)
            assert cue.text[part.first : part.end].strip() == cue.text[part.first : part.end]
            frame, place = part.end_frame, part.end
