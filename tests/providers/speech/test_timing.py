from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aura.providers.speech.timing import Event, Span, timed

RATE_HZ = 1000  # so that a sample is a millisecond


def starts(tokens: list[str], spans: list[Span | None], events: list[Event], end: int) -> list[int]:
    return [word.start_ms for word in timed(tokens, spans, events, end, RATE_HZ)]


def test_a_word_begins_at_its_event_and_ends_where_the_next_begins() -> None:
    words = timed(["one", "two"], [(0, 3), (4, 7)], [(0, 10), (4, 300)], 700, RATE_HZ)
    assert [(word.start_ms, word.end_ms, word.text) for word in words] == [
        (10, 300, "one"),
        (300, 700, "two"),
    ]


def test_of_many_events_of_a_word_the_first_counts() -> None:
    assert starts(["3,000", "km"], [(0, 5), (6, 8)], [(0, 0), (1, 90), (2, 200), (6, 350)], 500) == [0, 350]


def test_an_event_on_a_space_belongs_to_the_word_after_it() -> None:
    assert starts(["B.", "am"], [(0, 2), (3, 5)], [(0, 0), (2, 250)], 400) == [0, 250]


def test_an_event_on_a_space_yields_to_the_words_own() -> None:
    assert starts(["apple", "and"], [(0, 5), (6, 9)], [(0, 0), (5, 100), (6, 250)], 400) == [0, 250]


def test_a_word_without_an_event_gets_its_share_of_the_time() -> None:
    assert starts(["aa", "bb", "cc"], [(0, 2), (3, 5), (6, 8)], [(0, 0), (6, 200)], 300) == [0, 100, 200]


def test_a_silent_word_gets_a_little_time() -> None:
    times = starts(["house", "—", "yes"], [(0, 6), None, (8, 11)], [(0, 0), (8, 620)], 900)
    assert 0 < times[1] < 620
    assert 620 - times[1] < 50


def test_an_event_that_goes_back_in_time_is_not_believed() -> None:
    assert starts(["a", "b", "c"], [(0, 1), (2, 3), (4, 5)], [(0, 0), (2, 300), (4, 100)], 400) == [
        0,
        300,
        350,
    ]


def test_words_that_are_all_silent_share_the_silence() -> None:
    words = timed(["!", "?"], [None, None], [], 400, RATE_HZ)
    assert [(word.start_ms, word.end_ms) for word in words] == [(0, 200), (200, 400)]


def test_no_words_no_times() -> None:
    assert timed([], [], [], 400, RATE_HZ) == ()


@given(
    tokens=st.lists(st.text("ab1—", min_size=1, max_size=8), min_size=1, max_size=30),
    silent=st.sets(st.integers(0, 29)),
    events=st.lists(st.tuples(st.integers(-1, 300), st.integers(0, 5000)), max_size=60),
    end=st.integers(40, 5000),
)
def test_whatever_is_reported_every_word_gets_a_time_and_time_never_goes_back(
    tokens: list[str], silent: set[int], events: list[Event], end: int
) -> None:
    spans: list[Span | None] = []
    at = 0
    for index, token in enumerate(tokens):
        spans.append(None if index in silent else (at, at + len(token)))
        at += len(token) + 1
    words = timed(tokens, spans, events, end, RATE_HZ)
    assert [word.text for word in words] == tokens
    assert all(0 <= word.start_ms < word.end_ms for word in words)
    assert all(before.end_ms == after.start_ms for before, after in pairwise(words))
    assert words[-1].end_ms == end
