"""A word after a silence begins when it is heard."""

import numpy as np

from aura.providers.speech.onsets import heard_from
from aura.providers.speech.speaker import Word

RATE_HZ = 16_000


def sound(*loud_ms: tuple[int, int], length_ms: int = 1000) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    """Silence, loud from and to these times."""
    samples = np.zeros(length_ms * RATE_HZ // 1000, np.int16)
    for start, end in loud_ms:
        samples[start * RATE_HZ // 1000 : end * RATE_HZ // 1000] = 9_000
    return samples


def test_a_word_told_too_early_is_moved_and_the_one_before_ends_there() -> None:
    words = (Word(0, 420, "one"), Word(420, 900, "two"))
    assert heard_from(words, sound((0, 300), (490, 900)), RATE_HZ) == (
        Word(0, 490, "one"),
        Word(490, 900, "two"),
    )


def test_a_word_that_follows_without_a_silence_stays_where_it_is() -> None:
    words = (Word(0, 420, "one"), Word(420, 900, "two"))
    assert heard_from(words, sound((0, 400), (490, 900)), RATE_HZ) == words
    assert heard_from(words, sound((0, 900)), RATE_HZ) == words


def test_a_word_that_is_not_heard_soon_stays_where_it_is() -> None:
    words = (Word(0, 300, "one"), Word(300, 340, "–"), Word(340, 1000, "two"))
    moved = heard_from(words, sound((0, 200), (600, 900)), RATE_HZ)
    assert moved == words


def test_nothing_said_is_no_word() -> None:
    assert heard_from((), sound(), RATE_HZ) == ()
    assert heard_from((Word(0, 100, "one"),), sound(), RATE_HZ) == (Word(0, 100, "one"),)
