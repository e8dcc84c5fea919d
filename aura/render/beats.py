"""Captions of one word at a time, each seen from when it is spoken.  Pure.

A word stays until the next, in a pause for at most ``HOLD_MS``; what is too short to be read by itself is
shown together with what follows.
"""

from collections.abc import Sequence
from fractions import Fraction

from aura.render import linebreaks
from aura.render.cues import Cue
from aura.render.tokens import Token, finer, frame_at, grouped, tokens_of

HOLD_MS = 1_200
_PAUSE_MS = 250


def beats(
    words: Sequence[tuple[int, int, str]], rate: Fraction, *, line: int = 42, length_frames: int = 0
) -> tuple[Cue, ...]:
    """The words one by one; one longer than ``line`` letters is cut.  None outlasts ``length_frames``."""
    tokens = [part for token in tokens_of(words, line) for part in finer(token)]
    groups = grouped(tokens, _belong)
    found: list[Cue] = []
    for number, (first, last) in enumerate(groups):
        end_ms = tokens[last - 1].end_ms + HOLD_MS
        if number + 1 < len(groups):
            end_ms = min(end_ms, tokens[last].start_ms)
        start = frame_at(tokens[first].start_ms, rate)
        if found:
            start = max(start, found[-1].end_frame)
        end = max(start + 1, frame_at(end_ms, rate))
        if length_frames:
            end = min(end, length_frames)
        if start < end:
            parts = [linebreaks.Piece(token.text, token.spaced) for token in tokens[first:last]]
            found.append(Cue(start, end, linebreaks.joined(parts)))
    return tuple(found)


def _belong(token: Token, following: Token) -> bool:
    """Whether two neighbours may be seen as one: no stop and no pause between them."""
    stops = token.ends_sentence or token.ends_clause
    return not stops and following.start_ms - token.end_ms < _PAUSE_MS
