"""Which words of a text differ from those of another.  Pure.

A text is taken apart into words, signs and the blanks between them; where a script writes no blanks
(Chinese, Japanese, Thai, Lao, Khmer, Burmese) each character with its marks stands alone.  As many as
possible are kept, in order.  A kept blank or sign between two changes is counted to them.

Cost: the product of the two numbers of pieces, 64 at a time; where that would be over ``LIMIT``, whole
sentences are compared instead of words, and past that the text is told as one change.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

LIMIT = 1 << 27
"""The bits of the largest table: two texts of 11,000 words, which take 16 MB and some 30 ms."""


class Run(Struct, frozen=True):
    """Neighbouring words with one fate: kept and removed ones are the text before, kept and added the new."""

    fate: Literal["kept", "removed", "added"]
    text: str


_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
)
_MARKS += "\u3099\u309a\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ALONE += "\U00020000-\U0003ffff"
_SIGNS = r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2010-\u205e"
_SIGNS += "\u3001-\u3003\u3008-\u301f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_WORD = rf"[^\s{_SIGNS}{_ALONE}]+"
_PIECES = rf"\s+|[{_SIGNS}]|[{_ALONE}][{_MARKS}]*|{_WORD}(?:['’-]{_WORD})*"
_SENTENCES = r"[^.!?。！？\n]*(?:[.!?。！？\n]+\s*|$)"
_LETTERS = rf"[^\s{_SIGNS}]"
# They are compiled when texts are first compared: whoever loads this would wait for them.


def runs(before: str, after: str) -> tuple[Run, ...]:
    """What became of the words of ``before``, and which are new."""
    for pieces in (_PIECES, _SENTENCES):
        old, new = re.findall(pieces, before), re.findall(pieces, after)
        start, end = _ends(old, new)
        if (len(old) - start - end) * (len(new) - start - end) <= LIMIT:
            return tuple(_told(_fates(old, new, start, end)))
    return tuple(_told(iter([("removed", before), ("added", after)])))


Fate = tuple[Literal["kept", "removed", "added"], str]


def _ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many pieces are the same at the start, and at the end."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def _fates(old: list[str], new: list[str], start: int, end: int) -> Iterator[Fate]:
    """Each piece and its fate, in order."""
    yield from (("kept", piece) for piece in old[:start])
    yield from _between(old[start : len(old) - end], new[start : len(new) - end])
    yield from (("kept", piece) for piece in old[len(old) - end :])


def _between(old: list[str], new: list[str]) -> Iterator[Fate]:
    """The pieces of two texts of which a longest common subsequence is kept.

    The table's rows are whole numbers: bit j of row i is 0 where the first i old and j + 1 new pieces
    have one more in common than with j.
    """
    places: dict[str, int] = {}
    for index, piece in enumerate(new):
        places[piece] = places.get(piece, 0) | 1 << index
    full = (1 << len(new)) - 1
    rows = [full]
    for piece in old:
        row = rows[-1]
        met = row & places.get(piece, 0)
        rows.append(((row + met) | (row - met)) & full)
    backwards: list[Fate] = []
    i, j = len(old), len(new)
    while i and j:
        if rows[i] >> (j - 1) & 1:
            j -= 1
            backwards.append(("added", new[j]))
        elif not rows[i - 1] >> (j - 1) & 1:
            i -= 1
            backwards.append(("removed", old[i]))
        else:
            i, j = i - 1, j - 1
            backwards.append(("kept", old[i]))
    yield from (("removed", piece) for piece in old[:i])
    yield from (("added", piece) for piece in new[:j])
    yield from reversed(backwards)


def _told(fates: Iterator[Fate]) -> Iterator[Run]:
    """Neighbours of one fate together; between changes, what was removed before what was added."""
    kept = removed = added = ""
    for fate, piece in fates:
        if fate == "kept":
            kept += piece
            continue
        if kept and ((not removed and not added) or re.search(_LETTERS, kept)):
            yield from _runs(removed, added)
            yield Run("kept", kept)
            removed = added = ""
        elif kept:
            removed, added = removed + kept, added + kept
        kept = ""
        if fate == "removed":
            removed += piece
        else:
            added += piece
    yield from _runs(removed, added)
    if kept:
        yield Run("kept", kept)


def _runs(removed: str, added: str) -> Iterator[Run]:
    if removed:
        yield Run("removed", removed)
    if added:
        yield Run("added", added)
