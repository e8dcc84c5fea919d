"""Which words of a caption are spoken when, and where in its text they stand.  Pure.

A word counts as spoken until the next one, unless there is a pause.  In scripts without spaces it is what
looks like a word; what is too short to be seen by itself is seen with what follows.

Units: frames, ``end_frame`` being the first in which the word is over; characters, ``end`` likewise.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from aura.render.tokens import Token, finer, frame_at, grouped

PAUSE_MS = 300
"""A silence at least this long is a pause: in it no word is spoken."""


class Said(NamedTuple):
    """A word from ``first`` to before ``end`` in a text, and from when to when it is spoken."""

    start_frame: int
    end_frame: int
    first: int
    end: int

    def later(self, frames: int) -> "Said":
        """The same, so many frames later."""
        return self._replace(start_frame=self.start_frame + frames, end_frame=self.end_frame + frames)


def said(
    tokens: Sequence[Token], places: Sequence[int], rate: Fraction, *, following_ms: int | None = None
) -> Iterator[Said]:
    """When the tokens of a text are spoken; ``places`` says where in it each starts.

    ``following_ms``: when whatever follows them is spoken.
    """
    parts = [
        (part, place + at)
        for token, place in zip(tokens, places, strict=True)
        for part, at in _placed(finer(token))
    ]
    tokens, places = [part for part, _ in parts], [place for _, place in parts]
    groups = grouped(tokens, lambda _, token: not token.spaced)
    for number, (first, last) in enumerate(groups):
        end_ms = tokens[last - 1].end_ms
        next_ms = tokens[last].start_ms if number + 1 < len(groups) else following_ms
        if next_ms is not None and next_ms - end_ms < PAUSE_MS:
            end_ms = next_ms
        yield Said(
            start_frame=frame_at(tokens[first].start_ms, rate),
            end_frame=frame_at(end_ms, rate),
            first=places[first],
            end=places[last - 1] + len(tokens[last - 1].text),
        )


def _placed(parts: Iterable[Token]) -> Iterator[tuple[Token, int]]:
    """The parts of a token, and where in it each starts."""
    at = 0
    for part in parts:
        yield part, at
        at += len(part.text)


def clipped(words: Iterable[Said], start_frame: int, end_frame: int) -> Iterator[Said]:
    """What of the words is spoken from one frame to before another."""
    for word in words:
        start, end = max(word.start_frame, start_frame), min(word.end_frame, end_frame)
        if start < end:
            yield word._replace(start_frame=start, end_frame=end)
