"""Where spoken words are best parted: behind a sentence, a part of one, or at least between two words.  Pure.

A voice may count the rest behind a word to the word: then it is parted where the next one begins.
"""

from itertools import pairwise

from aura.render.captioning import Words

ENDS, PARTS = tuple(".!?…。！？"), tuple(",;:–—、，")  # signs of other scripts
CLOSING = "\"'”’»)"


def parted(words: Words, earliest_ms: int, latest_ms: int) -> int | None:
    """The latest of the best moments between these two; ``None`` where no word ends there."""
    between = {(until + start) // 2: _rest(word) for (_, until, word), (start, _, _) in pairwise(words)}
    within = [(rest, at_ms) for at_ms, rest in between.items() if earliest_ms <= at_ms <= latest_ms]
    return max(within)[1] if within else None


def _rest(word: str) -> int:
    """How long one rests behind a word, as a rank."""
    last = word.rstrip(CLOSING)[-1:]
    return 2 if last in ENDS else int(last in PARTS)
