"""In which order letters stand on a line that reads from the left, from the right, or both ways.  Pure.

The Unicode bidirectional algorithm, but for marks that embed one direction in another: those count for
nothing.  A line has a level for each character: odd is from right to left.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

_PAIRS = dict(zip("([{〈《「『【〔", ")]}〉》」』】〕", strict=True))
_MIRRORED = {**_PAIRS, **{shut: begun for begun, shut in _PAIRS.items()}}
_MIRRORED |= {"<": ">", ">": "<", "«": "»", "»": "«", "‹": "›", "›": "‹"}
_STRONG = {"L": "L", "R": "R", "AL": "R"}
_NEUTRAL = frozenset(
    {"B", "S", "WS", "ON", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
)
_NUMBERS = frozenset({"EN", "AN"})


class Stretch(NamedTuple):
    """The characters from ``first`` to before ``end``, which all read in one direction."""

    first: int
    end: int
    leftward: bool


def leftward(text: str) -> bool:
    """Whether a text reads from right to left: by its first letter that tells."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in _STRONG), "L") != "L"


def mixed(text: str) -> bool:
    """Whether anything in a text reads from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text
    )


def turned(text: str) -> str:
    """A text from right to left written from left to right: its letters with their marks, in reverse."""
    letters: list[str] = []
    for character in text:
        if letters and unicodedata.bidirectional(character) in ("NSM", "BN"):
            letters[-1] += character
        else:
            letters.append(_MIRRORED.get(character, character))
    return "".join(reversed(letters))


def ordered(text: str, *, from_right: bool) -> list[Stretch]:
    """The stretches of a line as they stand from left to right; ``from_right`` is how its text reads."""
    if not from_right and not mixed(text):
        return [Stretch(0, len(text), False)] if text else []
    found = levels(text, from_right=from_right)
    runs: list[tuple[int, int, int]] = []
    at = 0
    for level, same in groupby(found):
        end = at + len(list(same))
        runs.append((at, end, level))
        at = end
    for floor in range(max(found, default=0), 0, -1):
        runs = list(_reversed_from(runs, floor))
    return [Stretch(first, end, level % 2 == 1) for first, end, level in runs]


def levels(text: str, *, from_right: bool) -> list[int]:
    """The level of each character of a line."""
    own = "R" if from_right else "L"
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    _resolve_marks_and_numbers(kinds, own)
    _resolve_brackets(text, kinds, own)
    _resolve_neutrals(kinds, own)
    base = int(from_right)
    found = [base + _above(kind, from_right) for kind in kinds]
    for at in range(len(text.rstrip()), len(text)):
        found[at] = base
    return found


def _above(kind: str, from_right: bool) -> int:
    """How far above its line's level a character of a kind is."""
    if from_right:
        return int(kind != "R")
    return 2 if kind in _NUMBERS else int(kind == "R")


def _resolve_marks_and_numbers(kinds: list[str], own: str) -> None:
    """Rules W1 to W7: marks are as what they stand on, numbers as what stands around them."""
    before, strong = own, own
    for at, found in enumerate(kinds):
        kind = before if found == "NSM" else found
        if kind == "EN" and strong == "AL":
            kind = "AN"
        strong = kind if kind in _STRONG else strong
        kinds[at] = before = kind
    _join_numbers(kinds)
    strong = own
    for at, kind in enumerate(kinds):
        if kind in _STRONG:
            kinds[at] = strong = _STRONG[kind]
        elif kind in ("ES", "ET", "CS"):
            kinds[at] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _join_numbers(kinds: list[str]) -> None:
    """Rules W4 and W5: a mark between two numbers is of the number, and so is a sign beside one."""
    for at in range(1, len(kinds) - 1):
        around, kind = kinds[at - 1], kinds[at]
        if around == kinds[at + 1] and (around, kind) in (("EN", "ES"), ("EN", "CS"), ("AN", "CS")):
            kinds[at] = around
    at = 0
    for kind, same in groupby(list(kinds)):
        end = at + len(list(same))
        if kind == "ET" and "EN" in kinds[max(0, at - 1) : at] + kinds[end : end + 1]:
            kinds[at:end] = ["EN"] * (end - at)
        at = end


def _resolve_brackets(text: str, kinds: list[str], own: str) -> None:
    """Rule N0: both brackets of a pair read as what is between them does."""
    for begun, shut in sorted(_pairs(text, kinds)):
        inside = {_direction(kind) for kind in kinds[begun + 1 : shut]} - {""}
        if not inside:
            continue
        chosen = own
        if own not in inside:
            before = (_direction(kind) for kind in reversed(kinds[:begun]))
            chosen = next((each for each in before if each), own)
        kinds[begun] = kinds[shut] = chosen


def _pairs(text: str, kinds: list[str]) -> Iterator[tuple[int, int]]:
    open_: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if kinds[at] != "ON":
            continue
        if character in _PAIRS:
            open_.append((_PAIRS[character], at))
        for place in range(len(open_) - 1, -1, -1):
            if open_[place][0] == character:
                yield open_[place][1], at
                del open_[place:]
                break


def _resolve_neutrals(kinds: list[str], own: str) -> None:
    """Rules N1 and N2: what has no direction has that of both its neighbours, or the line's."""
    at = 0
    for neutral, same in groupby([kind in _NEUTRAL for kind in kinds]):
        end = at + len(list(same))
        if neutral:
            before = _direction(kinds[at - 1]) if at else own
            after = _direction(kinds[end]) if end < len(kinds) else own
            kinds[at:end] = [before if before == after else own] * (end - at)
        at = end


def _direction(kind: str) -> str:
    """``L``, ``R`` or nothing; numbers stand as in a text from right to left."""
    return "R" if kind in _NUMBERS else kind if kind in ("L", "R") else ""


def _reversed_from(runs: list[tuple[int, int, int]], floor: int) -> Iterator[tuple[int, int, int]]:
    """Rule L2: the runs with each row of those of at least a level reversed."""
    for high, row in groupby(runs, lambda run: run[2] >= floor):
        found = list(row)
        yield from reversed(found) if high else found
