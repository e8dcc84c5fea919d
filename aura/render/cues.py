"""From words and when they are spoken to captions and when they are shown.  Pure.

A cue is one or two lines that read as a phrase: it ends at a sentence, else at a comma or a pause, else
where no small word is torn from what it belongs to.  It appears with its first word, stays from one to
six seconds, never overlaps the next, and leaves no gap so short that it would flicker.

Units: words in milliseconds; cues in frames, ``end_frame`` being the first frame without it.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import inf
from typing import NamedTuple

from aura.render import linebreaks
from aura.render.said import Said, clipped, said
from aura.render.tokens import Token, cells, frame_at, tokens_of

SHORTEST_MS = 1_000
LONGEST_MS = 6_000
FLICKER_MS = 300
HOLD_MS = 400
"""How long a cue stays after its last word, if there is time."""
PAUSE_MS = 250
SILENCE_MS = 1_500
"""A silence this long parts two cues."""
FASTEST_CELLS_PER_S = 21

_SMALL = frozenset(
    [
        *(
            "a",
            "an",
            "the",
            "and",
            "or",
            "but",
            "of",
            "to",
            "in",
            "on",
            "at",
            "by",
            "for",
            "with",
            "from",
            "as",
        ),
        *(
            "is",
            "are",
            "was",
            "were",
            "that",
            "which",
            "who",
            "this",
            "its",
            "his",
            "her",
            "my",
            "your",
            "very",
        ),
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "oder"),
        *("aber", "von", "vom", "zu", "zum", "zur", "im", "am", "auf", "für", "mit", "aus", "bei", "dass"),
        *("le", "la", "les", "un", "une", "de", "du", "et", "ou", "el", "los", "las", "y", "o", "que", "con"),
    ]
)


class Cue(NamedTuple):
    """A caption from ``start_frame`` to before ``end_frame``; its lines are parted by line ends.

    ``said``: which of its words are spoken when.
    """

    start_frame: int
    end_frame: int
    text: str
    said: tuple[Said, ...] = ()

    def later(self, frames: int) -> "Cue":
        """The same, so many frames later."""
        words = tuple(word.later(frames) for word in self.said)
        return Cue(self.start_frame + frames, self.end_frame + frames, self.text, words)


def line_cells(width_px: int, height_px: int) -> int:
    """How many letters a line of a caption holds in a frame of this shape: 42, fewer where it is narrow."""
    size = type_size(width_px, height_px)
    return max(8, min(42, int(0.84 * width_px / (0.58 * size))))


def type_size(width_px: int, height_px: int) -> float:
    """The size of caption type: 4.6 % of the height, and of a like area where the frame is not wide."""
    return 0.046 * (height_px if width_px > 1.3 * height_px else (width_px * height_px) ** 0.5)


def cues(
    words: Sequence[tuple[int, int, str]], rate: Fraction, *, line: int = 42, length_frames: int = 0
) -> tuple[Cue, ...]:
    """The cues of words spoken from and to a time.

    ``line``: letters in a line (see ``line_cells``).  No cue outlasts ``length_frames``, if given.
    """
    tokens = tokens_of(words, line)
    speech = _Speech(tokens, line)
    parts = speech.divided()
    found: list[Cue] = []
    for place, (first, last) in enumerate(parts):
        start_ms = tokens[first].start_ms
        following = tokens[parts[place + 1][0]].start_ms if place + 1 < len(parts) else None
        end_ms = max(tokens[last - 1].end_ms + HOLD_MS, start_ms + SHORTEST_MS)
        end_ms = min(end_ms, start_ms + LONGEST_MS)
        if following is not None and following - end_ms < FLICKER_MS:
            end_ms = following
        start = frame_at(start_ms, rate)
        if found:
            start = max(start, found[-1].end_frame)
        end = max(start + 1, frame_at(end_ms, rate))
        if length_frames:
            end = min(end, length_frames)
        if start < end:
            words_said = said(tokens[first:last], speech.places(first, last), rate, following_ms=following)
            heard = tuple(clipped(words_said, start, end))
            found.append(Cue(start, end, speech.text(first, last), heard))
    return tuple(found)


class _Speech:
    """Tokens, and the widths of their stretches.  A stretch is from one token to before another."""

    def __init__(self, tokens: Sequence[Token], line: int) -> None:
        self.tokens, self.line = tokens, line
        self._ends = list(accumulate((cells(token.text) + token.spaced for token in tokens), initial=0))

    def cells(self, first: int, last: int) -> int:
        """The width of a stretch on one line."""
        return self._ends[last] - self._ends[first] - self.tokens[first].spaced

    def split(self, first: int, last: int) -> int | None:
        """Where a stretch is best broken in two: at its end if one line holds it, None if two do not."""
        if self.cells(first, last) <= self.line:
            return last
        best: tuple[float, int] | None = None
        for at in range(first + 1, last):
            above, below = self.cells(first, at), self.cells(at, last)
            if above > self.line:
                break
            if below <= self.line:
                hurt = 1.2 * _torn(self.tokens[at - 1], self.tokens[at])
                best = min(best or (inf, 0), (abs(above - below) + 4 * (above > below) + hurt, at))
        return best[1] if best else None

    def text(self, first: int, last: int) -> str:
        """What a stretch shows."""
        parts = [linebreaks.Piece(token.text, token.spaced) for token in self.tokens[first:last]]
        at = (self.split(first, last) or last) - first
        return "\n".join(linebreaks.joined(half) for half in (parts[:at], parts[at:]) if half)

    def places(self, first: int, last: int) -> list[int]:
        """Where in its text each token of a stretch starts."""
        above = self.split(first, last) or last
        places: list[int] = []
        at = 0
        for number, token in enumerate(self.tokens[first:last], first):
            at += number > first and (token.spaced or number == above)
            places.append(at)
            at += len(token.text)
        return places

    def holds(self, first: int, last: int) -> bool:
        """Whether a stretch may be one cue: short, no silence before its last token, not too much text."""
        before, end = self.tokens[last - 2], self.tokens[last - 1]
        if last - first > 1 and end.start_ms - before.end_ms > SILENCE_MS:
            return False
        in_time = last - first == 1 or end.end_ms - self.tokens[first].start_ms <= LONGEST_MS
        return in_time and self.cells(first, last) <= 2 * self.line

    def cost(self, first: int, last: int) -> float:
        """How badly a stretch reads as one cue."""
        at = self.split(first, last)
        if at is None:
            return 1e6
        start, end = self.tokens[first], self.tokens[last - 1]
        following = self.tokens[last] if last < len(self.tokens) else None
        shown = (following.start_ms if following else end.end_ms + HOLD_MS) - start.start_ms
        cost = 10.0 + _torn(end, following) + 6 * (last - first == 1)
        cost += 8 * sum(token.ends_sentence for token in self.tokens[first : last - 1])
        cost += max(0, SHORTEST_MS - shown) / 50
        cost += 2 * max(0.0, self.cells(first, last) * 1000 / max(1, shown) - FASTEST_CELLS_PER_S)
        return cost if at == last else cost + abs(self.cells(first, at) - self.cells(at, last)) / 10

    def divided(self) -> list[tuple[int, int]]:
        """The tokens in stretches, each a cue, at the least total cost."""
        count = len(self.tokens)
        best: list[tuple[float, int]] = [(inf, count)] * count + [(0.0, count)]
        for first in range(count - 1, -1, -1):
            for last in range(first + 1, count + 1):
                if last - first > 1 and not self.holds(first, last):
                    break
                best[first] = min(best[first], (self.cost(first, last) + best[last][0], last))
        runs: list[tuple[int, int]] = []
        at = 0
        while at < count:
            runs.append((at, best[at][1]))
            at = best[at][1]
        return runs


def _torn(token: Token, following: Token | None) -> float:
    """How badly a break after this token hurts."""
    if following is None or token.ends_sentence:
        return 0
    hurt = 12.0
    if token.ends_clause:
        hurt = 3
    elif following.start_ms - token.end_ms >= PAUSE_MS:
        hurt = 4
    if token.text.casefold() in _SMALL:
        hurt += 6
    return hurt
