"""When each written word is spoken, from what the synthesiser says it is doing.

The synthesiser reports *events*: at this sample begins what stands at this character of the spoken text.
A written word can have many (a number), one, or none (a dash, a word it ran together with the last),
and some point to the space before the word they mean.  Every word gets a time all the same; times never
go back; a word ends where the next begins.

Units: samples in, milliseconds out; characters count from 0.
"""

from bisect import bisect_right
from collections.abc import Sequence

from aura.providers.speech.speaker import Word

Span = tuple[int, int]
Event = tuple[int, int]
"""(character, sample)"""


def timed(
    tokens: Sequence[str], spans: Sequence[Span | None], events: Sequence[Event], end: int, rate_hz: int
) -> tuple[Word, ...]:
    """The words of a text.  ``spans`` is where each stands in the spoken text, None for the silent ones.

    ``end`` is the sample at which the voice ends; events are in the order of time.
    """
    if not tokens:
        return ()
    known = _starts(spans, events)
    known = [start if start is None or start < end else None for start in known]
    starts = _filled(known, [_weight(token, span) for token, span in zip(tokens, spans, strict=True)], end)
    times_ms = _rising([round(start * 1000 / rate_hz) for start in starts], round(end * 1000 / rate_hz))
    return tuple(
        Word(start_ms, end_ms, token)
        for start_ms, end_ms, token in zip(times_ms, times_ms[1:], tokens, strict=False)
    )


def _starts(spans: Sequence[Span | None], events: Sequence[Event]) -> list[int | None]:
    """The first sample of each token that has an event of its own, never before that of an earlier one."""
    spoken = [(span, index) for index, span in enumerate(spans) if span]
    begins = [span[0] for span, _ in spoken]
    starts: list[int | None] = [None] * len(spans)
    between: list[tuple[int, int]] = []
    for character, sample in events:
        at = bisect_right(begins, character) - 1
        if at < 0:
            continue
        (_, stop), index = spoken[at]
        if character < stop:
            if starts[index] is None:
                starts[index] = sample
        elif at + 1 < len(spoken):
            between.append((spoken[at + 1][1], sample))
    for index, sample in between:  # on the space: the word after it, unless that has spoken for itself
        if starts[index] is None:
            starts[index] = sample
    latest = 0
    for index, start in enumerate(starts):
        if start is None:
            continue
        if start < latest:
            starts[index] = None
        latest = max(latest, start)
    return starts


def _weight(token: str, span: Span | None) -> float:
    """How long a token takes compared to others, when only the time of several together is known."""
    return 0.2 if span is None else 1.0 + sum(character.isalnum() for character in token)


def _filled(known: Sequence[int | None], weights: Sequence[float], end: int) -> list[float]:
    """All starts: the unknown ones share the time to the next known one by weight."""
    starts: list[float] = []
    index = 0
    before = 0.0
    while index < len(known):
        start = known[index]
        first = before if start is None else float(start)
        stop = index + 1
        while stop < len(known) and known[stop] is None:
            stop += 1
        following = known[stop] if stop < len(known) else None
        until = float(end if following is None else following)
        total = sum(weights[index:stop])
        at = first
        for weight in weights[index:stop]:
            starts.append(at)
            at += (until - first) * weight / total
        index, before = stop, until
    return starts


def _rising(times_ms: list[int], end_ms: int) -> list[int]:
    """The times and the end, at least a millisecond apart as far as there is room."""
    times_ms = [*times_ms, max(end_ms, times_ms[-1])]
    for index in range(1, len(times_ms)):
        times_ms[index] = max(times_ms[index], times_ms[index - 1] + 1)
    times_ms[-1] = limit_ms = max(end_ms, 1)
    for index in range(len(times_ms) - 2, -1, -1):
        limit_ms = max(0, min(times_ms[index], limit_ms - 1))
        times_ms[index] = limit_ms
    return times_ms
