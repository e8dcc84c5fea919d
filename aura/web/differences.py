"""Two texts side by side, the words marked that only one of them has.  Pure."""

from typing import NamedTuple

from aura.timeline.wording import runs


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
    found = runs(yours, other)
    return Sides(
        [Piece(run.text, run.fate != "kept") for run in found if run.fate != "added"],
        [Piece(run.text, run.fate != "kept") for run in found if run.fate != "removed"],
    )
