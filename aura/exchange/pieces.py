"""A clip as editors lay it end to end: stretches that play at one speed, and pictures that are held.  Pure.

Units: frames over the film's rate, also those of the clip's own time.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from aura.timeline.pacing import Pace


class Piece(NamedTuple):
    """A stretch of a scene: from which frame of its clip on, for how many frames of the film, or held."""

    start: int
    frames: int
    is_held: bool = False


def pieces(pace: Pace, rate: Fraction, start: int, frames: int) -> Iterator[Piece]:
    """What of a clip is seen in so many frames of its scene from ``start`` on, which may outlast the clip."""
    end = start + frames
    first = round(pace.start_s * rate)
    playable = max(1, round(pace.end_s * rate) - first) if pace.end_s else round(end * pace.speed) + 1
    still_from = round(pace.still_from_s * rate)
    still_to = still_from + round(pace.still_s * rate)
    turn = max(1, round(playable / pace.speed)) + still_to - still_from
    stops = (turn,) if still_from == still_to else (still_from, still_to, turn)
    while start < end:
        if start >= turn and not pace.loops:
            yield Piece(first + playable - 1, end - start, is_held=True)
            return
        within = start % turn
        some = min(end - start, next(stop for stop in stops if stop > within) - within)
        stood = min(max(0, within - still_from), still_to - still_from)
        place = first + min(playable - 1, round((within - stood) * pace.speed))
        yield Piece(place, some, is_held=still_from <= within < still_to)
        start += some
