"""When each word is spoken, estimated from where a sound has a voice in it.  Pure.

Words are laid over the spans in order.  How many each span holds is what fits its length best, where a
silence costs little behind a sentence or a comma and much in the middle of a phrase, and a sentence that
ends without one costs a little too.  Within a span words share the time by how long each takes to say;
the last one is drawn out.  Every word lies within one span; a span may be left empty: a breath, a click.

Units: milliseconds.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from aura.providers.speech.speaker import Word
from aura.providers.text.language import primary
from aura.providers.text.pace import OTHER_TEMPO, TEMPOS, spoken_s

SENTENCE, CLAUSE = "…!?.。！？", ",;:–—、，；："
CLOSING = "\"'”’“»)]"
DRAWN_OUT = 1.4
"""How much longer the last word before a silence takes."""
SHORTEST_S = 0.08
TORN_MS, TORN_SHARE, TORN_MOST_MS = 110.0, 0.5, 400.0
"""What a silence in the middle of a phrase costs, what its own length adds, and how much at most."""
CLAUSE_MS = 10.0
UNHEARD_MS = {"sentence": 150.0, "clause": 40.0, "": 0.0}
"""What the end of a sentence or a clause costs where no silence follows."""
EMPTY_MS = 400.0
"""What a span without a word costs, beside its length."""
USUAL_MS = 500.0
"""A span this long or shorter pays in full for words too many or too few; a longer one by the root."""
KEPT = 40
"""So many of the cheapest ways are followed from each span to the next."""


def words_over(
    text: str, spans: Sequence[tuple[int, int]], duration_ms: int, language: str = "en"
) -> tuple[Word, ...]:
    """The words of ``text``, each with a time; without spans they are spread over the whole."""
    words = text.split()
    if not words:
        return ()
    voiced = [span for span in spans if span[1] > span[0]] or [(0, max(duration_ms, 1))]
    lengths = [_length_s(word, language) for word in words]
    timed: list[Word] = []
    for (start, end), (first, last) in zip(voiced, _Laying(words, lengths, voiced).parts(), strict=True):
        timed += _within(words[first:last], lengths[first:last], start, end)
    return tuple(timed)


def _length_s(word: str, language: str) -> float:
    """How long a word takes among others: half of what a text takes beside its words is in it."""
    bare = word.strip(SENTENCE + CLAUSE + CLOSING)
    tempo = TEMPOS.get(primary(language), OTHER_TEMPO)
    return max(spoken_s(bare, language) - tempo.text / 2 if bare else 0.0, SHORTEST_S)


def _ending(word: str) -> str:
    """What ends with a word: a sentence, a clause or nothing."""
    last = word.rstrip(CLOSING)[-1:]
    if not last:
        return ""
    return "sentence" if last in SENTENCE else "clause" if last in CLAUSE else ""


def _within(words: Sequence[str], lengths: Sequence[float], start: int, end: int) -> Iterator[Word]:
    """Words one after the other in one span."""
    said = [0.0, *accumulate(lengths)]
    if words:
        said[-1] += (DRAWN_OUT - 1) * lengths[-1]
    edges = [start + round((end - start) * share / (said[-1] or 1)) for share in said]
    for index, word in enumerate(words):
        yield Word(edges[index], edges[index + 1], word)


class _Way(NamedTuple):
    """The cheapest way to have said so many words at the end of a span, and how many at its start."""

    cost: float
    first: int


class _Laying:
    """Words to be parted over spans at the least cost."""

    def __init__(
        self, words: Sequence[str], lengths: Sequence[float], spans: Sequence[tuple[int, int]]
    ) -> None:
        self.spans, self.lengths, self.count = spans, lengths, len(words)
        self.endings = [_ending(word) for word in words]
        self.said = [0.0, *accumulate(lengths)]
        self.unheard = [0.0, *accumulate(UNHEARD_MS[ending] for ending in self.endings)]
        drawn = (DRAWN_OUT - 1) * self.said[-1] / len(words) * len(spans)
        self.ms_per_s = sum(end - start for start, end in spans) / (self.said[-1] + drawn)

    def parts(self) -> list[tuple[int, int]]:
        """For each span its words: from one to before another."""
        reached: dict[int, _Way] = {0: _Way(0.0, 0)}
        ways: list[dict[int, _Way]] = []
        for index in range(len(self.spans)):
            reached = self._next(reached, index)
            ways.append(reached)
        parts: list[tuple[int, int]] = []
        last = self.count
        for way in reversed(ways):
            parts.append((way[last].first, last))
            last = way[last].first
        return parts[::-1]

    def _next(self, reached: dict[int, _Way], index: int) -> dict[int, _Way]:
        """One span further: for each number of words said by its end the cheapest way there."""
        start, end = self.spans[index]
        is_last = index == len(self.spans) - 1
        silence = 0 if is_last else self.spans[index + 1][0] - end
        further: dict[int, _Way] = {}
        for first, way in sorted(reached.items(), key=lambda item: item[1].cost)[:KEPT]:
            for place in (self.count,) if is_last else range(first, self.count + 1):
                if place == first:
                    cost = EMPTY_MS + end - start
                else:
                    expected = self._expected(first, place)
                    if not is_last and expected > 3 * (end - start) + 1_500:
                        break
                    off = abs(expected - (end - start)) / max(1.0, expected / USUAL_MS) ** 0.5
                    cost = off + self.unheard[place - 1] - self.unheard[first] + self._torn(place, silence)
                if place not in further or way.cost + cost < further[place].cost:
                    further[place] = _Way(way.cost + cost, first)
        return further

    def _expected(self, first: int, place: int) -> float:
        """How long these words would take at the pace of the whole."""
        said = self.said[place] - self.said[first] + (DRAWN_OUT - 1) * self.lengths[place - 1]
        return self.ms_per_s * said

    def _torn(self, place: int, silence_ms: int) -> float:
        """What a silence before this word costs."""
        if place == self.count or self.endings[place - 1] == "sentence":
            return 0.0
        if self.endings[place - 1] == "clause":
            return CLAUSE_MS
        return min(TORN_MS + TORN_SHARE * silence_ms, TORN_MOST_MS)
