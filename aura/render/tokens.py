"""The words of a narration, as they are shown: in pieces no longer than a line, each with its time.  Pure.

Units: times in milliseconds; widths in the widths of a Latin letter, of which a wide character takes two.
"""

import unicodedata
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from aura.render import linebreaks
from aura.render.linking import linked

SHORT_MS = 180
"""What is heard for less is too short to be seen by itself."""
GROUP_CELLS = 12

_SENTENCE = frozenset(".!?…。！？")
_CLAUSE = frozenset(",;:–—，、；：")
_AFTER = "\"'”’»)]」』"


class Token(NamedTuple):
    """A word, or a piece of one.  ``spaced``: a space stands before it."""

    text: str
    spaced: bool
    start_ms: int
    end_ms: int

    @property
    def ends_sentence(self) -> bool:
        return self.text.rstrip(_AFTER)[-1:] in _SENTENCE

    @property
    def ends_clause(self) -> bool:
        return self.text.rstrip(_AFTER)[-1:] in _CLAUSE


def cells(text: str) -> int:
    """The width of a text in the widths of a Latin letter: wide characters count two, what stands on a
    character none."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def frame_at(time_ms: int, rate: Fraction) -> int:
    """The frame that is on screen at a time."""
    return time_ms * rate.numerator // (1000 * rate.denominator)


def tokens_of(words: Sequence[tuple[int, int, str]], line: int) -> list[Token]:
    """The words in order, those longer than a line cut; a time never goes back."""
    tokens: list[Token] = []
    latest = 0
    for start, end, word in words:
        latest = max(latest, start)
        parts = linebreaks.fitting(linebreaks.pieces(word), cells, line) if cells(word) > line else ()
        if not parts:
            parts = tuple(linebreaks.Piece(word.strip(), True) for _ in range(bool(word.strip())))
        tokens += shared(parts, latest, max(latest, end))
    return tokens


def shared(parts: Sequence[linebreaks.Piece], start_ms: int, end_ms: int) -> list[Token]:
    """The pieces of a word, each with its share of the word's time."""
    total, at = max(1, sum(cells(part.text) for part in parts)), 0
    length = end_ms - start_ms
    tokens: list[Token] = []
    for place, part in enumerate(parts):
        begins = start_ms + length * at // total
        at += cells(part.text)
        tokens.append(Token(part.text, place == 0, begins, start_ms + length * at // total))
    return tokens


def spread(text: str, start_ms: int, length_ms: int) -> list[tuple[int, int, str]]:
    """The words of a text of which only the time is known: each letter takes the same time, a stop more."""
    words = text.split()
    shares = [
        cells(word) + 1 + 7 * (word.rstrip(_AFTER)[-1:] in _SENTENCE) + 3 * (word[-1:] in _CLAUSE)
        for word in words
    ]
    total, at = sum(shares), 0
    timed: list[tuple[int, int, str]] = []
    for word, share in zip(words, shares, strict=True):
        begins, ends = length_ms * at // total, length_ms * (at + cells(word)) // total
        timed.append((start_ms + begins, start_ms + ends, word))
        at += share
    return timed


def finer(token: Token) -> list[Token]:
    """A token of a script without spaces in its characters, each with its share; any other as it is."""
    if not any(map(linebreaks.spaceless, token.text)) or len(token.text.split()) != 1:
        return [token]
    characters = shared(linebreaks.pieces(token.text), token.start_ms, token.end_ms)
    return [characters[0]._replace(spaced=token.spaced), *characters[1:]]


def _last(text: str) -> str:
    """The last character, without what stands on it."""
    return next((each for each in reversed(text) if not linebreaks.is_mark(each)), text[-1])


def grouped(tokens: Sequence[Token], joins: Callable[[Token, Token], bool]) -> list[tuple[int, int]]:
    """The tokens in stretches, from one to before another: what is one word in a script without spaces is
    seen as one, and what is too short is seen with what follows.

    ``joins``: whether two neighbours may be seen as one where one is too short.
    """
    groups: list[tuple[int, int]] = []
    first = 0
    while first < len(tokens):
        last, wide = first + 1, cells(tokens[first].text)
        while last < len(tokens):
            before, token = tokens[last - 1], tokens[last]
            wide += cells(token.text) + token.spaced
            bound = None if token.spaced else linked(_last(before.text), token.text[0])
            short = token.start_ms - tokens[first].start_ms < SHORT_MS and joins(before, token)
            if wide > GROUP_CELLS or not (short if bound is None else bound):
                break
            last += 1
        groups.append((first, last))
        first = last
    return groups
