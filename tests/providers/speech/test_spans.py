"""Words laid over the stretches in which somebody speaks."""

import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.media.listening import Listener
from aura.providers.speech.espeak import EspeakSpeaker
from aura.providers.speech.spans import words_over

TEXTS = (
    "A lighthouse is a tower by the sea, built where rocks or shallow water are a danger to ships.",
    "For centuries most of its light was lost. A lamp shines in every direction at once, and nobody saw it.",
    "At night every lighthouse flashes in a rhythm of its own, and sailors look that rhythm up in a book.",
    "Water boils at one hundred degrees. Ice melts at zero. Between them, everything flows.",
    "Stop! Look around you. What do you see? A street, a car, a tree.",
)


def test_a_silence_stands_behind_the_sentence_that_ends_near_it() -> None:
    words = words_over("One two three. Four five.", [(0, 900), (1500, 2200)], 2300)

    assert [word.text for word in words] == ["One", "two", "three.", "Four", "five."]
    assert words[2].end_ms == 900
    assert (words[3].start_ms, words[4].end_ms) == (1500, 2200)


def test_without_a_voice_words_are_spread_over_the_whole() -> None:
    words = words_over("a b", [], 1000)

    assert (words[0].start_ms, words[-1].end_ms) == (0, 1000)


def test_the_last_word_ends_with_the_last_voice() -> None:
    words = words_over("One two, three four. Five six seven.", [(100, 900), (1200, 2000), (2300, 3100)], 4000)

    assert words[-1].end_ms == 3100


def test_a_comma_without_a_silence_does_not_move_the_words_behind_it() -> None:
    words = words_over("Yes, of course it is. No doubt.", [(0, 1400), (1800, 2300)], 2400)

    assert words[5].text == "No"
    assert words[5].start_ms == 1800


def test_a_breath_between_two_sentences_holds_no_word() -> None:
    words = words_over(
        "One two three four five. Six seven eight nine.", [(0, 1500), (1900, 1970), (2400, 3700)], 4000
    )

    assert all(not 1900 <= word.start_ms < 1970 for word in words)
    assert words[5].start_ms == 2400


def test_longer_words_take_longer() -> None:
    short, long = words_over("A responsibility", [(0, 1000)], 1000)

    assert long.end_ms - long.start_ms > 2 * (short.end_ms - short.start_ms)


spans = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 900)), max_size=12).map(
    lambda parts: [
        (sum(gap + length for gap, length in parts[:n]) + parts[n][0], sum(g + v for g, v in parts[: n + 1]))
        for n in range(len(parts))
    ]
)


@given(st.text("ab., ", max_size=120), spans)
def test_every_word_has_its_turn_within_one_span(text: str, found: list[tuple[int, int]]) -> None:
    words = words_over(text, found, 20_000)

    assert [word.text for word in words] == text.split()
    times = [time for word in words for time in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
    for word in words:
        assert not found or any(start <= word.start_ms and word.end_ms <= end for start, end in found)


@pytest.fixture(scope="module")
def tools() -> Iterator[tuple[EspeakSpeaker, Listener]]:
    with EspeakSpeaker() as speaker, Listener() as listener:
        yield speaker, listener


def test_words_behind_a_pause_are_where_the_voice_says_they_are(
    tools: tuple[EspeakSpeaker, Listener], tmp_path: Path
) -> None:
    speaker, listener = tools
    after_pauses: list[int] = []
    errors: list[int] = []
    for text in TEXTS:
        spoken = speaker.speak(text, language="en")
        path = tmp_path / "spoken.wav"
        path.write_bytes(spoken.wav)
        heard = listener.hear(path)
        words = words_over(text, heard.spans, heard.duration_ms)
        off = [abs(mine.start_ms - true.start_ms) for mine, true in zip(words, spoken.words, strict=True)]
        errors += off
        after_pauses += [
            error for error, before in zip(off[1:], spoken.words, strict=False) if before.text[-1] in ".,!?"
        ]
    within = sum(error <= 40 for error in after_pauses) / len(after_pauses)
    print(f"median error {statistics.median(errors)} ms; behind pauses {within:.0%} within 40 ms")

    assert within >= 0.9
    assert statistics.median(errors) <= 60
