"""When each word is spoken, estimated from where a sound has a voice in it.  Pure.

Words are laid over the spans in order, in proportion to how long each takes to say.  A silence is taken
to stand behind a sentence or a comma where one is near.  Every word lies within one span.

Units: milliseconds.
"""

from collections.abc import Sequence
from itertools import accumulate

from aura.providers.speech.speaker import Word
from aura.providers.text.pace import spoken_s

NEAR = 14
"""So many words from where a silence would fall by proportion it is looked for."""
SENTENCE, CLAUSE = "…!?.。！？", ",;:–—、，；："
CLOSING = "\"'”’“»)]"
TORN_MS = 260.0
"""What a silence in the middle of a phrase costs, and …"""
CLAUSE_MS = 40.0
"""… behind a comma, in milliseconds by which another place may be off."""
EMPTY_MS = 400.0
"""What a span without a word costs: a breath, a click."""


def words_over(
    text: str, spans: Sequence[tuple[int, int]], duration_ms: int, language: str = "en"
) -> tuple[Word, ...]:
    """The words of ``text``, each with a time; without spans they are spread over the whole."""
    words = text.split()
    if not words:
        return ()
    whole = [span for span in spans if span[1] > span[0]] or [(0, max(duration_ms, 1))]
    lengths = [
        max(spoken_s(word.strip(SENTENCE + CLAUSE + CLOSING) or "a", language), 0.05) for word in words
    ]
    breaks = _breaks(words, lengths, whole)
    timed: list[Word] = []
    for (start, end), first, last in zip(whole, (0, *breaks), (*breaks, len(words)), strict=True):
        timed.extend(_within(words[first:last], lengths[first:last], start, end))
    return tuple(timed)


def _breaks(words: Sequence[str], lengths: Sequence[float], spans: Sequence[tuple[int, int]]) -> list[int]:
    """Before which word each further span begins: the cheapest way through all of them."""
    voiced = [end - start for start, end in spans]
    total_ms = sum(voiced)
    said = [0.0, *accumulate(lengths)]
    scale = total_ms / said[-1]
    at_ms = [share * scale for share in said]
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    reached = 0
    for length in voiced[:-1]:
        reached += length
        best = _next(best, words, at_ms, reached)
    cheapest = min(
        ((cost + (EMPTY_MS if first == len(words) else 0.0), way) for first, (cost, way) in best.items()),
        key=lambda found: found[0],
    )
    return cheapest[1]


def _next(
    best: dict[int, tuple[float, list[int]]], words: Sequence[str], at_ms: Sequence[float], reached_ms: int
) -> dict[int, tuple[float, list[int]]]:
    """One span further: for each place where the next may begin, the cheapest way there."""
    nearest = min(range(len(at_ms)), key=lambda place: abs(at_ms[place] - reached_ms))
    places = range(max(0, nearest - NEAR), min(len(words), nearest + NEAR) + 1)
    further: dict[int, tuple[float, list[int]]] = {}
    for place in places:
        own = abs(at_ms[place] - reached_ms) + _torn(words, place)
        ways = [
            (cost + own + (EMPTY_MS if place == first else 0.0), [*way, place])
            for first, (cost, way) in best.items()
            if first <= place
        ]
        if ways:
            further[place] = min(ways, key=lambda found: found[0])
    if further:
        return further
    first, (cost, way) = min(best.items(), key=lambda item: item[1][0])
    return {first: (cost + EMPTY_MS, [*way, first])}


def _torn(words: Sequence[str], place: int) -> float:
    """What a silence before this word costs."""
    if place in (0, len(words)):
        return 0.0
    last = words[place - 1].rstrip(CLOSING)[-1:]
    if last in SENTENCE:
        return 0.0
    return CLAUSE_MS if last in CLAUSE else TORN_MS


def _within(words: Sequence[str], lengths: Sequence[float], start: int, end: int) -> list[Word]:
    """Words one after the other in one span."""
    total = sum(lengths)
    edges = (
        [start + round((end - start) * share / total) for share in (0.0, *accumulate(lengths))]
        if words
        else []
    )
    return [Word(edges[index], edges[index + 1], word) for index, word in enumerate(words)]
