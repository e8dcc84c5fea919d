"""Two texts as their sides of a page show them: the words marked that only one of them has.  Pure.

Of long texts only the surroundings of what differs are kept, so that a page over many stays small.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from aura.timeline.wording import runs

AROUND = 160
"""So many characters of what is the same are kept on either side of what differs."""
LONGEST = 1_200
"""No stretch of words that differ is shown any longer."""

Mark = Literal["", "del", "ins", "gap", "none"]


class Piece(NamedTuple):
    """Some words: the same on both sides, or only there on this one; ``gap``: words were left
    out here; ``none``: there are none."""

    text: str
    mark: Mark = ""


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Two texts, the words marked that only one of them has, and what is far from those left out."""
    old: list[Piece] = []
    new: list[Piece] = []
    found = runs(before, after)
    for place, run in enumerate(found):
        if run.fate == "kept":
            kept = list(_around(run.text, is_first=place == 0, is_last=place == len(found) - 1))
            old += kept
            new += kept
        elif run.fate == "removed":
            old += whole(run.text, "del")
        else:
            new += whole(run.text, "ins")
    return old, new


def _around(text: str, *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    """What is the same, near to what differs."""
    if len(text) <= AROUND * (1 if is_first or is_last else 2) * 2:
        yield Piece(text)
        return
    if not is_first or is_last:  # where nothing differs, how it begins
        yield Piece(text[:AROUND])
    yield Piece("…", "gap")
    if not is_last:
        yield Piece(text[-AROUND:])


def whole(text: str, mark: Mark = "") -> list[Piece]:
    """A text that all is of one kind; the end of a very long one is left out."""
    if len(text) <= LONGEST:
        return [Piece(text, mark)] if text else []
    return [Piece(text[:LONGEST], mark), Piece(f"… and {len(text) - LONGEST:,} characters more", "gap")]
