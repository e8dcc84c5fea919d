"""Where in a laid caption some of its characters stand, so that they can be drawn in another colour.  Pure.

Laying a text out may break its lines anew, cut words with hyphens and leave out what no font can draw;
characters are found again by counting those that are no spaces.  In a line that reads both ways what is
one word may stand at two places.

Units: pixels from the left of the line; characters, ``end`` being the first that is not meant.
"""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from aura.render import line, typography
from aura.render.typography import Block


class Span(NamedTuple):
    """A part of a line, between the middles of the gaps around it; infinite where nothing is beside it.

    ``first`` and ``end`` are where its letters themselves begin and end.
    """

    row: int
    left: float
    right: float
    first: float
    end: float


def spans(text: str, first: int, end: int, laid: Block) -> tuple[Span, ...]:
    """Where the characters of ``text`` from ``first`` to before ``end`` stand in ``laid``, which shows it."""
    solid = _solid(text, laid)
    wanted = range(len(_solid(text[:first], laid)), len(_solid(text[:end], laid)))
    return tuple(
        span
        for row, meant in enumerate(_meant(solid, wanted, laid))
        if meant
        for span in _spans(laid, row, meant[0], meant[-1] + 1)
    )


def _solid(text: str, laid: Block) -> str:
    """The characters that are drawn and no spaces."""
    return "".join(typography.drawable(text, laid.weight).split())


def _meant(solid: str, wanted: range, laid: Block) -> Iterator[list[int]]:
    """For each line the characters in it that are wanted; a hyphen or ellipsis goes with what it follows."""
    count = 0
    for row in laid.lines:
        meant: list[int] = []
        for place, character in enumerate(row):
            if character.isspace():
                continue
            count += count < len(solid) and solid[count] == character
            if count - 1 in wanted:
                meant.append(place)
        yield meant


def _spans(laid: Block, row: int, first: int, end: int) -> Iterator[Span]:
    text = laid.lines[row]
    meant = _extents(laid, text, first, end)
    after = len(text) - len(text[end:].lstrip())
    others = [
        *_extents(laid, text, 0, len(text[:first].rstrip())),
        *_extents(laid, text, after, len(text)),
    ]
    for begins, ends in meant:
        before = max((right for _, right in others if right <= begins + 0.5), default=-inf)
        behind = min((left for left, _ in others if left >= ends - 0.5), default=inf)
        yield Span(row, (before + begins) / 2, (ends + behind) / 2, begins, ends)


def _extents(laid: Block, text: str, first: int, end: int) -> list[tuple[float, float]]:
    found = line.extents(text, first, end, laid.weight, laid.tracking, from_right=laid.from_right)
    return [(left * laid.size_px, right * laid.size_px) for left, right in found]
