"""Two texts side by side, the words marked that only one of them has.  Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_WORDS = 4_000
"""Longer texts are shown without marks: to compare them takes too long for a page."""


class Piece(NamedTuple):
    """Some words, and whether the other text has them not."""

    text: str
    is_marked: bool


class Sides(NamedTuple):
    """Both texts in pieces."""

    yours: list[Piece]
    other: list[Piece]


def marked(yours: str, other: str) -> Sides:
    """Both texts, with what differs marked."""
    a, b = _words(yours), _words(other)
    if max(len(a), len(b)) > MOST_WORDS:
        return Sides([Piece(yours, False)], [Piece(other, False)])
    moves = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    left = [Piece("".join(a[i:j]), kind != "equal") for kind, i, j, _, _ in moves]
    right = [Piece("".join(b[k:m]), kind != "equal") for kind, _, _, k, m in moves]
    return Sides(list(_there(left)), list(_there(right)))


def _words(text: str) -> list[str]:
    """Words and what stands between them."""
    return re.findall(r"\s+|[^\s]+", text)


def _there(pieces: list[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.text)
