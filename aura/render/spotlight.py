"""Where in a laid caption some of its characters stand, so that they can be drawn in another colour.  Pure.

Laying a text out may break its lines anew, cut words with hyphens and leave out what no font can draw;
characters are found again by counting those that are no spaces.  Lines that read from right to left are
mirrored.  Where drawing mixes both directions places are not known: then it is the whole text.

Units: pixels from the left of the block; characters, ``end`` being the first that is not meant.
"""

import unicodedata
from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from aura.render import typography
from aura.render.typography import Block

_RIGHTWARD = frozenset({"L", "EN", "LRE", "LRO", "LRI"})
_LEFTWARD = frozenset({"R", "AL"})
_EITHER = frozenset({"AN", "RLE", "RLO", "RLI", "FSI"})


class Span(NamedTuple):
    """A part of a line: from one place to another, infinite where it is as far as the line goes."""

    row: int
    left: float
    right: float


def spans(text: str, first: int, end: int, laid: Block) -> tuple[Span, ...]:
    """Where the characters of ``text`` from ``first`` to before ``end`` stand in ``laid``, which shows it."""
    solid = _solid(text, laid)
    wanted = range(len(_solid(text[:first], laid)), len(_solid(text[:end], laid)))
    found: list[Span] = []
    for row, meant in enumerate(_meant(solid, wanted, laid)):
        if meant:
            span = _span(laid, row, meant[0], meant[-1] + 1)
            if span is None:
                return tuple(Span(each, -inf, inf) for each in range(len(laid.lines)))
            found.append(span)
    return tuple(found)


def _solid(text: str, laid: Block) -> str:
    """The characters that are drawn and no spaces."""
    return "".join(typography.drawable(text, laid.weight).split())


def _meant(solid: str, wanted: range, laid: Block) -> Iterator[list[int]]:
    """For each line the characters in it that are wanted; a hyphen or ellipsis goes with what it follows."""
    count = 0
    for line in laid.lines:
        meant: list[int] = []
        for place, character in enumerate(line):
            if character.isspace():
                continue
            count += count < len(solid) and solid[count] == character
            if count - 1 in wanted:
                meant.append(place)
        yield meant


def _span(laid: Block, row: int, first: int, end: int) -> Span | None:
    line = laid.lines[row]
    left = _edge(laid, line, first) if line[:first].strip() else -inf
    right = _edge(laid, line, end) if line[end:].strip() else inf
    kinds = {unicodedata.bidirectional(character) for character in line}
    if not kinds & (_LEFTWARD | _EITHER):
        return Span(row, left, right)
    if kinds & (_RIGHTWARD | _EITHER) or not typography.SHAPED:
        return None
    width = _width(laid, line)
    return Span(row, width - right, width - left)


def _edge(laid: Block, line: str, at: int) -> float:
    """The place between two characters, in the middle of the space if there is one."""
    before, after = line[:at].rstrip(), line[at:].lstrip()
    return (_width(laid, before) + _width(laid, line[: len(line) - len(after)])) / 2


def _width(laid: Block, text: str) -> float:
    return typography.measure(text, laid.weight, laid.size_px, laid.tracking)
